//! An output folder of an older program, which kept no list of its files: its reports are taken into the store, so
//! that the tables written next still hold them.

use super::manifest::{Files, Known};
use super::{kept, report};
use crate::batch::{name, write};
use crate::emit::files::Cost;
use crate::emit::kept::submission;
use crate::emit::rendered::facts;
use crate::model::{Entry, Outcome, Report};
use crate::schema::Schema;
use std::fs;
use std::io;
use std::path::Path;

/// Takes in the reports of a folder without a manifest. Which are the program's own its `files.csv` tells; what cannot
/// be read as a report stays where it is.
///
/// # Errors
/// When the folder cannot be written.
pub fn adopt(dir: &Path, files: &mut Files, schemas: &[Schema]) -> io::Result<()> {
    for name in names(dir) {
        let read = fs::read(report(dir, &name)).ok();
        let read = read.and_then(|bytes| serde_json::from_slice::<Report>(&bytes).ok());
        let Some(read) = read else { continue };
        let file = read.source.file.clone();
        let small = submission(&name, &file, &read, schemas);
        write::atomic(&kept(dir, &name), |out| {
            Ok(serde_json::to_writer(&mut *out, &small)?)
        })?;
        let entry = Entry {
            file: file.clone(),
            name: name.clone(),
            outcome: Outcome::Read(Box::new(read)),
        };
        let path = Path::new(&file);
        files.put(Known {
            path: path.canonicalize().unwrap_or_else(|_| path.to_owned()),
            member: None,
            below: file.rsplit('/').next().unwrap_or_default().to_owned(),
            file,
            name,
            // Another program read it: if it is met again, it is read again.
            sha256: String::new(),
            reading: String::new(),
            facts: vec![facts(&entry)],
            unread: Vec::new(),
            gone: false,
            cost: Cost::default(),
        })?;
    }
    Ok(())
}

/// The names of the reports an older run wrote, by its `files.csv`.
fn names(dir: &Path) -> Vec<String> {
    let Ok(mut table) = csv::Reader::from_path(dir.join("files.csv")) else {
        return Vec::new();
    };
    let column = table
        .headers()
        .ok()
        .and_then(|header| header.iter().position(|name| name == "report"));
    let Some(column) = column else {
        return Vec::new();
    };
    let named = table.records().flatten();
    let named = named.filter_map(|row| row.get(column).map(str::to_owned));
    named
        .filter(|own| !own.is_empty() && name::safe(own) == *own)
        .collect()
}

//! Reports an earlier run left in the output folder, which this run did not make again: they would be
//! taken for this run's. The list of files the earlier run wrote beside them says which were its own;
//! nothing else in the folder is touched.

use super::name;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The reports the run before wrote into this folder, by its `files.csv`.
pub fn earlier(dir: &Path) -> Vec<PathBuf> {
    let Ok(mut table) = csv::Reader::from_path(dir.join("files.csv")) else {
        return Vec::new();
    };
    let Ok(header) = table.headers() else {
        return Vec::new();
    };
    let Some(column) = header.iter().position(|name| name == "report") else {
        return Vec::new();
    };
    let names: Vec<String> = table
        .records()
        .flatten()
        .filter_map(|row| row.get(column).map(str::to_owned))
        .collect();
    let own = names
        .iter()
        .filter(|name| !name.is_empty() && name::safe(name) == **name);
    own.map(|name| path(dir, name)).collect()
}

/// Takes out the earlier run's reports that are not among this run's. A run that read nothing (a path
/// mistyped) takes out nothing.
pub fn remove<'a>(dir: &Path, earlier: &[PathBuf], written: impl Iterator<Item = &'a str>) {
    let written: BTreeSet<PathBuf> = written.map(|name| path(dir, name)).collect();
    for old in earlier
        .iter()
        .filter(|old| !written.is_empty() && !written.contains(*old))
    {
        // What cannot be removed stays; `files.csv` names what this run made.
        let _ = fs::remove_file(old);
    }
}

/// Where the report of this name stands in the output folder.
pub fn path(dir: &Path, name: &str) -> PathBuf {
    dir.join("reports").join(format!("{name}.json"))
}

//! Reports → who they are among each other: whose, which of several copies counts, what people corrected.

use super::corrections::{Correction, Replayed, replay};
use super::{copies, identity, settled};
use crate::emit::files::Line;
use crate::model::{Agencies, Listed, Submission};
use crate::schema::Schema;

/// What tells that two files are the same: of a file in an archive its name in it, too, as the hash is the archive's.
fn content(line: &Line) -> String {
    match line.path.split_once('!') {
        Some((_, name)) if !line.sha256.is_empty() => format!("{}!{name}", line.sha256),
        _ => line.sha256.clone(),
    }
}

/// Settles a store's reports among each other.
pub fn settle(
    lines: &mut [Line],
    agencies: Option<&Agencies>,
    corrections: &[Correction],
    schemas: &[Schema],
) -> Replayed {
    let read = |line: &&Line| line.listed.read().is_some();
    let contents: Vec<String> = lines.iter().filter(read).map(content).collect();
    let mut reports: Vec<&mut Submission> = lines
        .iter_mut()
        .filter_map(|line| match &mut line.listed {
            Listed::Read(report) => Some(&mut **report),
            Listed::Failed { .. } | Listed::Skipped { .. } => None,
        })
        .collect();
    let offices = identity::settle(&mut reports, agencies);
    copies::settle(&mut reports, &offices, &contents, schemas);
    let replayed = replay(&mut reports, corrections);
    for report in reports {
        settled::settle(report, schemas);
    }
    replayed
}

//! Reports → the same, compared with each other and with earlier ones, with what is doubtful said anew.

use super::one::{Named, entry};
use super::{Fault, agencies};
use crate::emit::files::{Cost, Line};
use crate::emit::kept::listed;
use crate::model::{Agencies, Entry, Listed, Report, Submission};
use crate::pipeline::{self, Context, joined};
use crate::store::identity;
use std::path::Path;

/// What reports are compared with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared<'c> {
    /// Reports of earlier periods.
    pub earlier: &'c [Named],
    /// The list of offices that should report.
    pub agencies: Option<&'c Path>,
}

/// Audits reports, as `phuluc audit` does: an office without a report is a line of its own, without a file.
///
/// # Errors
/// When the list of offices cannot be used.
pub fn audit(
    reports: &[Named],
    compared: Compared<'_>,
    context: &Context,
) -> Result<Vec<Line>, Fault> {
    let list = match compared.agencies {
        Some(path) => Some(agencies(path, &context.setup.read)?.0),
        None => None,
    };
    let mut entries: Vec<Entry> = reports.iter().map(entry).collect();
    for report in entries.iter_mut().filter_map(Entry::report_mut) {
        let form = context.form_of(report);
        crate::audit::audit_prepared(report, form, &context.setup.audit);
    }
    entries.sort_by(|a, b| a.file.cmp(&b.file));
    joined::settle(&mut entries, context);
    let earlier: Vec<Report> = compared
        .earlier
        .iter()
        .map(|named| named.report.clone())
        .collect();
    pipeline::compared::settle(&mut entries, &earlier, list.as_ref(), context);
    Ok(lines(&entries, reports, list.as_ref(), context))
}

/// The entries as the tables list them, offices known by the list.
fn lines(
    entries: &[Entry],
    reports: &[Named],
    agencies: Option<&Agencies>,
    context: &Context,
) -> Vec<Line> {
    let line = |entry: &Entry| {
        let named = reports.iter().find(|named| named.file == entry.file);
        Line {
            listed: listed(entry, context.schemas()),
            path: named.map(|named| named.path.clone()).unwrap_or_default(),
            sha256: named.map(|named| named.sha256.clone()).unwrap_or_default(),
            cost: Cost::default(),
        }
    };
    let mut lines: Vec<Line> = entries.iter().map(line).collect();
    let read = |line: &mut Line| match &mut line.listed {
        Listed::Read(report) => Some(std::mem::take(&mut **report)),
        Listed::Failed { .. } | Listed::Skipped { .. } => None,
    };
    let mut found: Vec<Submission> = lines.iter_mut().filter_map(read).collect();
    identity::settle(&mut found.iter_mut().collect::<Vec<_>>(), agencies);
    for (line, report) in lines.iter_mut().zip(found) {
        line.listed = Listed::Read(Box::new(report));
    }
    lines
}

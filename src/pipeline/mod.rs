//! One input through all the stages: start reading here, every call is a folder.

pub mod private;

use crate::model::{Appendix, Document, Error, Finding, Ledger, Noted, Report, Status};
use crate::read;
use crate::schema::Schema;

/// What every input of a run is read with.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Passwords, limits.
    pub read: read::Options,
    /// The forms to choose from.
    pub schemas: Vec<Schema>,
    /// The form the user insists on.
    pub forced: Option<String>,
}

/// Bytes in, report out. `file` is the name the user gave.
///
/// # Errors
/// When nothing useful can be read; doubts about the content are findings of the report.
pub fn extract(file: &str, bytes: &[u8], context: &Context) -> Result<Report, Error> {
    let mut findings = Vec::new();
    let document = read::read(file, bytes, &context.read)?.unload(&mut findings);
    let appendix = appendix(&document).unload(&mut findings);
    let mut report = Report { source: document.source, findings, ..Report::default() };
    match appendix {
        Some(appendix) => report.appendix = appendix,
        None => report.status = Status::NoAppendix,
    }
    report.mapped.resize(report.appendix.rows.len(), None);
    report.status = status(report.status, &report.findings);
    report.ledger = ledger(&report, None);
    Ok(report)
}

fn appendix(_: &Document) -> Noted<Option<Appendix>> {
    Noted::quiet(None)
}

/// Pages without text and limits reached show in the status, whatever else went well.
fn status(reached: Status, findings: &[Finding]) -> Status {
    let has = |code: &str| findings.iter().any(|finding| finding.code.as_str() == code);
    match reached {
        Status::NoAppendix if has("scan-without-text") => Status::Scan,
        Status::Ok if has("limit-reached") || has("scan-without-text") => Status::Partial,
        other => other,
    }
}

/// Counts where every printed row went.
fn ledger(report: &Report, schema: Option<&Schema>) -> Ledger {
    let set_aside = report.appendix.set_aside;
    let asks = |id| schema.and_then(|s| s.get(id)).is_some_and(|indicator| indicator.asks());
    let mapped: Vec<_> = report.mapped.iter().flatten().collect();
    let indicators = mapped.iter().filter(|id| asks(id)).count();
    let rows = report.appendix.rows.len();
    Ledger {
        printed: rows + set_aside.header + set_aside.pieces + set_aside.empty,
        indicators,
        headings: mapped.len() - indicators,
        pieces: set_aside.pieces,
        header: set_aside.header,
        empty: set_aside.empty,
        unmapped: rows - mapped.len(),
    }
}

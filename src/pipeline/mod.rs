//! One input through all the stages: start reading here, every call is a folder.

mod absent;
pub mod compared;
pub mod joined;
pub mod private;
mod setup;
mod several;

pub use crate::audit::{Form, Level, Settings, audit, compare};
pub use crate::map::{Mapping, decimal_mark, head::head, map, outline::outline, printed_number};
pub use crate::model::agencies::{Agencies, ListFault};
pub use crate::table::{Part, appendix, parts::parts};
pub use setup::{Context, Setup};

use crate::model::{Code, Error, Extent, Finding, Ledger, Report, Status};
use crate::schema::Schema;
use crate::text::Text;
use crate::{audit, map, read, table};
use std::borrow::Cow;

/// Bytes in, report out. `file` is the name the user gave; bytes that are handed over are not copied.
///
/// # Examples
///
/// ```
/// use phuluc::pipeline::{Context, extract};
///
/// let bytes = std::fs::read("fixtures/contradictions/input.txt")?;
/// let report = extract("input.txt", bytes, &Context::default())?;
/// // Every printed row went somewhere, and every value says where it was printed.
/// assert!(report.ledger.adds_up());
/// let first = report.records.iter().find_map(|record| record.value.number());
/// assert_eq!(first.map(|number| number.to_string()).as_deref(), Some("61.5"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When nothing useful can be read; doubts about the content are findings of the report.
pub fn extract<'b>(
    file: &str,
    bytes: impl Into<Cow<'b, [u8]>>,
    context: &Context,
) -> Result<Report, Error> {
    let mut reports = extract_all(file, bytes, context)?;
    let at = reports.iter().position(|report| report.counts).unwrap_or(0);
    Ok(reports.swap_remove(at).report)
}

/// A report of a file, and whether it is the one meant where only one can be.
#[derive(Clone, Debug)]
pub struct Extracted {
    /// The report; its file's name ends in `#1`, `#2` … where the file holds several.
    pub report: Report,
    /// Of several the one of the period that the file's title names, else the first.
    pub counts: bool,
}

/// All reports of a file, in printed order: one for each appendix that is filled in, at least one.
///
/// # Errors
/// As [`extract`].
pub fn extract_all<'b>(
    file: &str,
    bytes: impl Into<Cow<'b, [u8]>>,
    context: &Context,
) -> Result<Vec<Extracted>, Error> {
    let mut findings = Vec::new();
    let document = read::read(file, bytes, &context.setup.read)?.take_into(&mut findings);
    let pictured = absent::pictured(&document);
    let drafts = parts(document)
        .into_iter()
        .map(|part| draft(part, &findings, context));
    let mut drafts = several::told_apart(drafts.collect());
    for draft in &mut drafts {
        let absent = draft.report.status == Status::NoAppendix;
        draft.findings.extend(pictured.clone().filter(|_| absent));
    }
    let drafts = drafts.into_iter();
    let reports = drafts.map(|draft| Extracted {
        counts: draft.counts,
        report: finished(draft, context),
    });
    Ok(reports.collect())
}

/// A report before its rows are mapped.
struct Draft {
    part: Part,
    report: Report,
    findings: Vec<Finding>,
    counts: bool,
}

fn draft(part: Part, read: &[Finding], context: &Context) -> Draft {
    let mut findings = read.to_vec();
    let mut appendix = table::appendix(&part, context.labels()).take_into(&mut findings);
    if let Some(appendix) = &mut appendix {
        table::noticed::settle(&mut appendix.rows, &mut findings);
        findings.extend(table::noticed::weak_readings(&appendix.rows));
    }
    let mut report = Report {
        status: match &appendix {
            Some(_) => Status::Ok,
            None => Status::NoAppendix,
        },
        appendix: appendix.unwrap_or_default(),
        ..Report::default()
    };
    report.head = map::head::head(&part.layout()).take_into(&mut findings);
    findings.extend(map::head::filled_by_pen(&report.head, &part.document.pages));
    report.outline = map::outline::outline(&part.layout());
    report.source.clone_from(&part.document.source);
    Draft {
        part,
        report,
        findings,
        counts: true,
    }
}

fn finished(draft: Draft, context: &Context) -> Report {
    let Draft {
        part,
        mut report,
        mut findings,
        ..
    } = draft;
    let period = report
        .head
        .period
        .as_ref()
        .map(|period| period.code.as_str());
    findings.extend(table::value_columns::choose(&mut report.appendix, period));
    if report.status == Status::Ok {
        findings.extend(period_unknown(&report));
        map_rows(&mut report, context, &mut findings);
    }
    report.status = status(report.status, part.document.extent);
    report.findings = findings;
    finish(&mut report, context);
    report
}

/// Figures without a period are told of, at the title that does not say it, else at the first row.
fn period_unknown(report: &Report) -> Option<Finding> {
    let finding = Finding::new(Code::PeriodUnknown);
    let titled = report
        .head
        .places
        .iter()
        .find(|(field, _)| field == "title");
    let rows = report.appendix.rows.iter();
    let place = titled
        .map(|(_, place)| place)
        .or_else(|| rows.flat_map(|row| &row.places).next());
    let title = report.head.title.as_ref().map_or("", Text::as_str);
    report.head.period.is_none().then(|| match place {
        Some(place) => finding.at(place.clone(), title),
        None => finding,
    })
}

/// The appendix's rows → records of the form it fits.
fn map_rows(report: &mut Report, context: &Context, findings: &mut Vec<Finding>) {
    report.appendix.decimal_mark = report
        .appendix
        .decimal_mark
        .or_else(|| map::decimal_mark(&report.appendix));
    let forced = context.setup.forced.as_deref();
    let mapping = map::map(&report.appendix, context.schemas(), forced).take_into(findings);
    report.status = if mapping.schema.is_some() {
        Status::Ok
    } else {
        Status::NoSchema
    };
    report.schema = mapping.schema;
    report.mapped = mapping.mapped;
    report.records = mapping.records;
    let loose = report.appendix.rows.iter().zip(&report.mapped).enumerate();
    let loose = loose.filter(|(_, (_, id))| id.is_none());
    report.unmapped = loose
        .map(|(at, (row, _))| (at, map::plain(row, report.appendix.decimal_mark)))
        .collect();
}

/// The end of every way: ledger, audit, and nothing personal left.
fn finish(report: &mut Report, context: &Context) {
    let form = context.form_of(report);
    report.ledger = ledger(report, form.map(|form| form.schema));
    absent::lead(report.status, &mut report.findings);
    audit::audit_prepared(report, form, &context.setup.audit);
    if !context.setup.personal {
        private::scrub(report);
    }
}

/// What reading left out shows in the status, whatever else went well.
fn status(reached: Status, extent: Extent) -> Status {
    match (reached, extent) {
        (Status::NoAppendix, Extent::Scan) => Status::NeedsOcr,
        (Status::Ok, Extent::Scan | Extent::Cut) => Status::Partial,
        (other, _) => other,
    }
}

/// Counts where every printed row went.
fn ledger(report: &Report, schema: Option<&Schema>) -> Ledger {
    let set_aside = report.appendix.set_aside;
    let asks = |id| {
        schema
            .and_then(|s| s.get(id))
            .is_some_and(|indicator| indicator.asks())
    };
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

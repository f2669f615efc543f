//! `files.csv`: what became of every input, the failed ones included.

use super::message::Lang;
use super::sheet::{self, Column, Field};
use crate::model::{Entry, Error, Outcome, Report, Severity, Status};
use std::io::{self, Write};

/// Its columns.
pub const COLUMNS: &[Column] = &[
    Column::text("file", "the file as given"),
    Column::text("report", "name of the report in this run"),
    Column::text(
        "status",
        "ok, partial, no-appendix, no-schema, scan, failed or skipped",
    ),
    Column::text("code", "why it failed or was skipped"),
    Column::text("message", "the same in words"),
    Column::text("format", "what the content is"),
    Column::integer("bytes", "size of the file"),
    Column::text("agency", "issuing agency as printed"),
    Column::text("number", "report number as printed"),
    Column::text("date", "date of the report, ISO"),
    Column::text("period", "reporting period"),
    Column::text("schema", "form it was mapped to"),
    Column::number("fit", "how well that form fits, 0 to 1"),
    Column::integer("rows", "table rows printed"),
    Column::integer("indicators", "of these: indicators"),
    Column::integer("headings", "of these: headings"),
    Column::integer("pieces", "of these: pieces of rows cut by a page break"),
    Column::integer("header", "of these: header rows"),
    Column::integer("empty", "of these: rules and rows without ink"),
    Column::integer("unmapped", "of these: rows that fit no indicator"),
    Column::integer("errors", "findings of that weight"),
    Column::integer("warnings", "findings of that weight"),
    Column::integer("infos", "findings of that weight"),
];

/// The first line of the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn header(out: &mut dyn Write) -> io::Result<()> {
    sheet::header(COLUMNS.iter().map(|column| column.name), out)
}

/// The row of one entry.
///
/// # Errors
/// Never: it is written to memory.
pub fn row(entry: &Entry, lang: Lang) -> io::Result<Vec<u8>> {
    let fields = match &entry.outcome {
        Outcome::Read(report) => read(entry, report),
        Outcome::Failed(error) => unread(entry, "failed", error, lang),
        Outcome::Skipped(reason) => unread(entry, "skipped", reason, lang),
    };
    let mut out = Vec::new();
    sheet::rows([fields], &mut out)?;
    Ok(out)
}

/// The name of a status.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Ok => "ok",
        Status::Partial => "partial",
        Status::NoAppendix => "no-appendix",
        Status::NoSchema => "no-schema",
        Status::NeedsOcr => "needs-ocr",
    }
}

fn unread(entry: &Entry, status: &str, error: &Error, lang: Lang) -> Vec<Field> {
    let sentence = error.sentence(lang);
    let mut fields = vec![
        Field::text(&entry.file),
        Field::Empty,
        Field::text(status),
        Field::text(error.code()),
        Field::text(sentence.message),
    ];
    fields.resize(COLUMNS.len(), Field::Empty);
    fields
}

fn read(entry: &Entry, report: &Report) -> Vec<Field> {
    let head = &report.head;
    let ledger = &report.ledger;
    let mut fields = vec![
        Field::text(&entry.file),
        Field::text(&entry.name),
        Field::text(status(report.status)),
        Field::Empty,
        Field::Empty,
        Field::text(&report.source.format),
        Field::Integer(report.source.bytes),
        Field::maybe(head.agency.as_ref()),
        Field::maybe(head.number.as_ref()),
        Field::maybe(head.date.as_ref()),
        Field::maybe(head.period.as_ref().map(|period| &period.code)),
        Field::maybe(report.schema.as_ref().map(|fit| &fit.id)),
        report
            .schema
            .as_ref()
            .map_or(Field::Empty, |fit| Field::Share(fit.score)),
    ];
    let counts = [
        ledger.printed,
        ledger.indicators,
        ledger.headings,
        ledger.pieces,
        ledger.header,
        ledger.empty,
        ledger.unmapped,
    ];
    fields.extend(counts.map(Field::count));
    fields.extend(
        [Severity::Error, Severity::Warning, Severity::Info]
            .map(|s| Field::count(count(report, s))),
    );
    fields
}

/// How many findings of a weight a report has.
pub fn count(report: &Report, severity: Severity) -> usize {
    report
        .findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .count()
}

//! `findings.csv`: everything doubtful, one finding a row.

use super::long::row_or_line;
use super::message::{self, Lang};
use super::sheet::{self, Column, Field};
use crate::model::{Entry, Finding, Report};
use std::io::{self, Write};

/// Its columns.
pub const COLUMNS: &[Column] = &[
    Column::text("report", "name of the report in this run"),
    Column::text("agency", "issuing agency as printed"),
    Column::text("period", "reporting period"),
    Column::text("severity", "error, warning or info"),
    Column::text("code", "the check that speaks"),
    Column::text("indicator", "indicator it is about"),
    Column::text("title", "what kind of trouble"),
    Column::text("message", "what is so here"),
    Column::text("hint", "what to do about it"),
    Column::text("printed", "what stands at the place, as printed"),
    Column::integer("page", "page to look at"),
    Column::integer("row", "row of the table, or line of the text, to look at"),
    Column::text("file", "the file as given"),
];

/// Writes the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(entries: &[Entry], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    header(out)?;
    sheet::rows(entries.iter().flat_map(|entry| records(entry, lang)), out)
}

/// The first line of the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn header(out: &mut dyn Write) -> io::Result<()> {
    sheet::header(COLUMNS.iter().map(|column| column.name), out)
}

/// The rows of one entry.
///
/// # Errors
/// Never: they are written to memory.
pub fn rows(entry: &Entry, lang: Lang) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    sheet::rows(records(entry, lang), &mut out)?;
    Ok(out)
}

fn records(entry: &Entry, lang: Lang) -> impl Iterator<Item = Vec<Field>> {
    let report = entry.report();
    let findings = report
        .into_iter()
        .flat_map(|report| report.findings.iter().map(move |f| (report, f)));
    findings.map(move |(report, finding)| fields(entry, report, finding, lang))
}

fn fields(entry: &Entry, report: &Report, finding: &Finding, lang: Lang) -> Vec<Field> {
    let sentence = message::finding(finding, lang);
    let evidence = finding.places.first();
    let place = evidence.map(|evidence| &evidence.place);
    vec![
        Field::text(&entry.name),
        Field::maybe(report.head.agency.as_ref()),
        Field::maybe(report.head.period.as_ref().map(|period| &period.code)),
        Field::text(finding.severity.name()),
        Field::text(finding.code.as_str()),
        Field::maybe(finding.indicator.as_ref().map(|id| id.as_str())),
        Field::text(sentence.title),
        Field::text(sentence.message),
        Field::text(sentence.hint),
        Field::maybe(evidence.map(|evidence| &evidence.printed)),
        place
            .and_then(|place| place.page)
            .map_or(Field::Empty, |page| Field::Integer(page.into())),
        place
            .and_then(row_or_line)
            .map_or(Field::Empty, |row| Field::Integer(row.into())),
        Field::text(&entry.file),
    ]
}

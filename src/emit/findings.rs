//! `findings.csv`: everything doubtful, one finding a row.

use super::long::row_or_line;
use super::message::{self, Lang};
use super::sheet::{self, Column, Field};
use super::whose;
use crate::model::{Finding, Submission};
use std::io::{self, Write};

const SEVERITY: &[&str] = &["error", "warning", "info"];

/// Its columns.
pub const COLUMNS: &[Column] = &[
    whose::REPORT,
    whose::COUNTS,
    whose::AGENCY_ID,
    whose::AGENCY,
    whose::SUPERIOR,
    whose::PROVINCE,
    Column::text("period", "reporting period"),
    Column::one_of("severity", SEVERITY, "how much it weighs"),
    Column::text("family", "the kind of check"),
    Column::text("code", "the check that speaks"),
    Column::text("indicator", "indicator it is about"),
    Column::text("title", "what kind of trouble"),
    Column::text("message", "what is so here"),
    Column::text("hint", "what to do about it"),
    Column::text("printed", "what stands at the place, as printed"),
    Column::integer("page", "page to look at"),
    Column::text("sheet", "sheet of the workbook to look at"),
    Column::integer("table", "table of the document, from 1"),
    Column::integer("row", "row of the table, or line of the text, to look at"),
    Column::text("file", "the file as given"),
];

/// Writes the table of some reports.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'s>(
    submissions: impl Iterator<Item = &'s Submission>,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    sheet::header(COLUMNS.iter().map(|column| column.name), out)?;
    sheet::rows(submissions.flat_map(|one| records(one, lang)), out)
}

/// The fields of each finding of one report, as [`COLUMNS`] names them.
pub fn records(submission: &Submission, lang: Lang) -> impl Iterator<Item = Vec<Field>> + use<'_> {
    let findings = submission.findings.iter();
    findings.map(move |finding| fields(submission, finding, lang))
}

fn fields(submission: &Submission, finding: &Finding, lang: Lang) -> Vec<Field> {
    let sentence = message::finding(finding, lang);
    let evidence = finding.places.first();
    let place = evidence.map(|evidence| &evidence.place);
    let count = |n: Option<u32>| n.map_or(Field::Empty, |n| Field::Integer(n.into()));
    let mut fields = whose::report(submission).to_vec();
    fields.extend(whose::office(submission));
    fields.extend([
        Field::text(submission.period()),
        Field::text(finding.severity.name()),
        Field::text(finding.code.family().name()),
        Field::text(finding.code.as_str()),
        Field::maybe(finding.indicator.as_ref().map(|id| id.as_str())),
        Field::text(sentence.title),
        Field::text(sentence.message),
        Field::text(sentence.hint),
        Field::maybe(evidence.map(|evidence| &evidence.printed)),
        count(place.and_then(|place| place.page)),
        Field::maybe(place.and_then(|place| place.sheet.as_ref())),
        count(place.and_then(|place| place.table)),
        count(place.and_then(row_or_line)),
        Field::text(&submission.file),
    ]);
    fields
}

//! `files.csv`: what became of every input, the failed ones included.

use super::message::{self, Lang, talk};
use super::sheet::{Column, Field};
use super::whose;
use crate::model::cause::cause;
use crate::model::{Error, Finding, Listed, Severity, Status, Submission};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Its columns.
pub const COLUMNS: &[Column] = &[
    Column::text("file", "the file as given"),
    Column::text("path", "the file below the folder it was found in"),
    Column::text("sha256", "hash of its content, hexadecimal"),
    whose::REPORT,
    Column::one_of("status", STATUS, "how far it was read"),
    Column::one_of(
        "standing",
        STANDING,
        "whether the report counts for its office and period, is a copy of one that does or the body of one, or its file is gone",
    ),
    Column::text("copy_of", "name of the report that counts in its place"),
    Column::text(
        "code",
        "why it failed, was skipped or was not read to the end",
    ),
    Column::text("message", "the same in words"),
    Column::text("format", "what the content is"),
    Column::integer("bytes", "size of the file"),
    whose::AGENCY_ID,
    whose::AGENCY,
    whose::SUPERIOR,
    whose::PROVINCE,
    Column::text("number", "report number as printed"),
    Column::date("date", "date of the report"),
    Column::text("period", "reporting period"),
    whose::PERIOD_START,
    whose::PERIOD_END,
    Column::text("schema", "form it was mapped to"),
    Column::share("fit", "how well that form fits, 0 to 1"),
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
    Column::integer("milliseconds", "time the reading took"),
    Column::number(
        "mebibytes",
        "memory of the process that read it, afterwards",
    ),
];

const STATUS: &[&str] = &[
    "ok",
    "partial",
    "no-appendix",
    "no-schema",
    "needs-ocr",
    "failed",
    "skipped",
];
const STANDING: &[&str] = &["body", "copy", "counts", "gone"];

/// An input of a store and what is known of its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The report, or why there is none.
    pub listed: Listed,
    /// The file below the folder it was found in.
    pub path: String,
    /// Hash of its content; empty where it could not be read.
    pub sha256: String,
    /// What the reading cost.
    pub cost: Cost,
}

/// What the reading of a file cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Time in milliseconds.
    pub milliseconds: u64,
    /// Memory of the process that read it, afterwards, in bytes; 0 where it is not known.
    pub bytes: u64,
}

/// The fields of an input, as [`COLUMNS`] names them; what its reading cost only where `costs` are asked for, for they
/// are others at every run.
pub fn row(line: &Line, costs: bool, lang: Lang) -> Vec<Field> {
    let mut fields = match &line.listed {
        Listed::Read(report) => read(line, report, lang),
        Listed::Failed { file, error } => unread(line, file, "failed", error, lang),
        Listed::Skipped { file, error } => unread(line, file, "skipped", error, lang),
    };
    fields.resize(COLUMNS.len() - 2, Field::Empty);
    fields.extend(cost(if costs { line.cost } else { Cost::default() }));
    fields
}

/// Nothing where nothing was read.
fn cost(cost: Cost) -> [Field; 2] {
    if cost == Cost::default() {
        return [Field::Empty, Field::Empty];
    }
    let mebibytes = Decimal::from(cost.bytes >> 10) / Decimal::from(1 << 10);
    [
        Field::Integer(cost.milliseconds),
        Field::Number(mebibytes.round_dp(1)),
    ]
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

fn unread(line: &Line, file: &str, status: &str, error: &Error, lang: Lang) -> Vec<Field> {
    let sentence = error.sentence(lang);
    vec![
        Field::text(file),
        Field::text(&line.path),
        Field::text(&line.sha256),
        Field::Empty,
        Field::text(status),
        Field::Empty,
        Field::Empty,
        Field::text(error.code()),
        Field::text(sentence.message),
    ]
}

fn read(line: &Line, report: &Submission, lang: Lang) -> Vec<Field> {
    let head = &report.head;
    let fit = report.schema.as_ref();
    let (code, message) = why(report, lang);
    let mut fields = vec![
        Field::text(&report.file),
        Field::text(&line.path),
        Field::text(&line.sha256),
        Field::text(&report.name),
        Field::text(status(report.status)),
        Field::text(standing(report)),
        Field::maybe(report.among.copy_of.as_ref()),
        code,
        message,
        Field::text(&report.format),
        Field::Integer(report.bytes),
    ];
    fields.extend(whose::office(report));
    fields.extend([
        Field::maybe(head.number.as_ref()),
        Field::maybe(head.date.as_ref()),
    ]);
    fields.extend(whose::period(report));
    fields.extend([
        Field::maybe(fit.map(|fit| &fit.id)),
        fit.map_or(Field::Empty, |fit| Field::Share(fit.score)),
    ]);
    fields.extend(counts(report).map(Field::count));
    fields
}

/// Where the rows went, and the findings by weight.
fn counts(report: &Submission) -> [usize; 10] {
    let ledger = &report.ledger;
    let found = |severity| count(&report.findings, severity);
    [
        ledger.printed,
        ledger.indicators,
        ledger.headings,
        ledger.pieces,
        ledger.header,
        ledger.empty,
        ledger.unmapped,
        found(Severity::Error),
        found(Severity::Warning),
        found(Severity::Info),
    ]
}

/// Why a report was not read to the end.
fn why(report: &Submission, lang: Lang) -> (Field, Field) {
    if report.status == Status::Ok {
        return (Field::Empty, Field::Empty);
    }
    if let Some(cause) = cause(report.status, &report.findings) {
        let said = message::finding(cause, lang).message;
        return (Field::text(cause.code.as_str()), Field::Text(said));
    }
    let name = status(report.status);
    let said = talk(&format!("status.{name}"), &[], lang);
    (Field::text(name), Field::Text(said))
}

fn standing(report: &Submission) -> &'static str {
    match (report.among.gone, report.counts()) {
        (true, _) => "gone",
        (false, true) => "counts",
        (false, false) if report.among.half => "body",
        (false, false) => "copy",
    }
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    let found = findings.iter().filter(|found| found.severity == severity);
    found.count()
}

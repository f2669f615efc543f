//! `indicators.csv`: the primary table, one row per report × indicator.

use super::sheet::{self, Column, Field};
use super::whose;
use crate::model::report::Grade;
use crate::model::{Place, Submission, SubmittedCell, Value};
use crate::schema::{self, Aggregate, Indicator, Kind, Schema, Scope};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::{self, Write};

/// What `status` says of a value.
pub const STATUS: &[&str] = &[
    "number",
    "percent",
    "choice",
    "fraction",
    "text",
    "blank",
    "no-data",
    "missing",
    "unreadable",
];
const SCOPE: &[&str] = &["in-period", "cumulative"];
const MATCH: &[&str] = &["certain", "good", "weak"];
const KIND: &[&str] = &[
    "section", "heading", "count", "percent", "choice", "amount", "text", "date",
];
const AGGREGATE: &[&str] = &[
    "none",
    "sum",
    "ratio",
    "weighted",
    "mean",
    "count-yes",
    "last",
];

/// Its columns.
pub const COLUMNS: &[Column] = &[
    whose::REPORT,
    whose::COUNTS,
    whose::AGENCY_ID,
    whose::AGENCY,
    whose::SUPERIOR,
    whose::PROVINCE,
    Column::text(
        "period",
        "reporting period: 2022-Q3, 2026-H1, 2022-M9, 2024, 2026-03",
    ),
    whose::PERIOD_START,
    whose::PERIOD_END,
    Column::text("schema", "form the report was mapped to"),
    Column::text("indicator", "id of the indicator in that form"),
    Column::integer("order", "place of the indicator in that form, from 1"),
    Column::text("parent", "id of the row above it in the form's tree"),
    Column::text("section", "section of the form"),
    Column::text("label", "label of the indicator in the form"),
    Column::text("unit", "unit of the indicator in the form"),
    Column::one_of("kind", KIND, "what its value is"),
    Column::one_of("scope", SCOPE, "what span its figure covers"),
    Column::one_of("aggregate", AGGREGATE, "how offices' values make one"),
    Column::number(
        "value",
        "the value that counts, a correction before what is printed; decimal point; empty when there is no number",
    ),
    Column::text(
        "value_text",
        "the value in words, where it is no plain number",
    ),
    Column::text("value_raw", "the value as printed"),
    Column::one_of("status", STATUS, "what was read"),
    Column::text(
        "corrected",
        "why a person set another value than the one printed; empty where nobody did",
    ),
    Column::text("note", "the note as printed"),
    Column::integer("page", "page the row stands on"),
    Column::text("sheet", "sheet of the workbook the row stands on"),
    Column::integer("table", "table of the document, from 1"),
    Column::integer("row", "row of the table, or line of the text, it stands on"),
    Column::text("file", "the file as given"),
    Column::one_of("match", MATCH, "how sure the row is the indicator's"),
    Column::text(
        "other_values",
        "what other value columns print for the indicator, by their headers: plan, period before …",
    ),
];

/// The first line of the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn header(out: &mut dyn Write) -> io::Result<()> {
    sheet::header(COLUMNS.iter().map(|column| column.name), out)
}

/// Writes the table of some reports.
///
/// # Errors
/// When `out` cannot be written.
pub fn write<'s>(
    submissions: impl Iterator<Item = &'s Submission>,
    schemas: &[Schema],
    out: &mut dyn Write,
) -> io::Result<()> {
    header(out)?;
    let mut printed = Printed::default();
    for submission in submissions {
        out.write_all(&lines(submission, schemas, &mut printed)?)?;
    }
    Ok(())
}

/// The rows of one report.
///
/// # Errors
/// Never: they are written to memory.
pub fn rows(submission: &Submission, schemas: &[Schema]) -> io::Result<Vec<u8>> {
    lines(submission, schemas, &mut Printed::default())
}

/// By form, what its rows ask, ready to stand in the table: it is the same in every report.
type Printed = BTreeMap<String, Vec<Vec<u8>>>;

/// The lines of one report: whose it is and what the form asks are put together from what is ready, only the answers
/// are written out.
fn lines(
    submission: &Submission,
    schemas: &[Schema],
    printed: &mut Printed,
) -> io::Result<Vec<u8>> {
    let Some(schema) = form(submission, schemas) else {
        return Ok(Vec::new());
    };
    let head = sheet::part(&head(submission, schema))?;
    let asked = printed.entry(schema.id.clone());
    let asked = match asked {
        Entry::Occupied(asked) => asked.into_mut(),
        Entry::Vacant(none) => none.insert(all_asked(schema)?),
    };
    let mut out = Vec::new();
    let mut answers = sheet::Parts::default();
    for cell in &submission.cells {
        let Some(asked) = schema
            .position(&cell.indicator)
            .and_then(|at| asked.get(at))
        else {
            continue;
        };
        out.extend_from_slice(&head);
        out.push(b',');
        out.extend_from_slice(asked);
        out.push(b',');
        out.extend_from_slice(answers.next(&answered(submission, cell))?);
    }
    Ok(out)
}

fn all_asked(schema: &Schema) -> io::Result<Vec<Vec<u8>>> {
    let rows = schema.indicators.iter().enumerate();
    rows.map(|(at, row)| sheet::part(&asked(at, row))).collect()
}

fn form<'s>(submission: &Submission, schemas: &'s [Schema]) -> Option<&'s Schema> {
    schema::with_id(schemas, submission.schema.as_ref()?.id.as_str())
}

/// The fields of each row of one report, as [`COLUMNS`] names them.
pub fn records(submission: &Submission, schemas: &[Schema]) -> Vec<Vec<Field>> {
    let Some(schema) = form(submission, schemas) else {
        return Vec::new();
    };
    let cells = submission.cells.iter();
    cells
        .filter_map(|cell| {
            let at = schema.position(&cell.indicator)?;
            Some(fields(submission, schema, at, cell))
        })
        .collect()
}

fn fields(submission: &Submission, schema: &Schema, at: usize, cell: &SubmittedCell) -> Vec<Field> {
    let mut fields = head(submission, schema);
    fields.extend(asked(at, &schema.indicators[at]));
    fields.extend(answered(submission, cell));
    fields
}

/// What the report answers, and where.
fn answered(submission: &Submission, cell: &SubmittedCell) -> Vec<Field> {
    let mut fields = said(cell).to_vec();
    let place = cell.place.as_ref();
    let count = |n: Option<u32>| n.map_or(Field::Empty, |n| Field::Integer(n.into()));
    fields.extend([
        count(place.and_then(|place| place.page)),
        Field::maybe(place.and_then(|place| place.sheet.as_ref())),
        count(place.and_then(|place| place.table)),
        count(place.and_then(row_or_line)),
        Field::text(&submission.file),
        Field::maybe(cell.grade.map(grade)),
        Field::text(&cell.others),
    ]);
    fields
}

/// Whose report it is.
fn head(submission: &Submission, schema: &Schema) -> Vec<Field> {
    let mut fields = whose::report(submission).to_vec();
    fields.extend(whose::office(submission));
    fields.extend(whose::period(submission));
    fields.push(Field::text(&schema.id));
    fields
}

/// What the form asks.
fn asked(at: usize, indicator: &Indicator) -> [Field; 9] {
    [
        Field::text(indicator.id.as_str()),
        Field::count(at + 1),
        Field::maybe(indicator.parent.as_ref().map(|id| id.as_str())),
        Field::text(&indicator.section),
        Field::text(&indicator.label),
        Field::maybe(indicator.unit.as_ref()),
        Field::text(kind(indicator.kind)),
        Field::text(scope(indicator.scope)),
        Field::text(aggregate(&indicator.aggregate)),
    ]
}

/// What the report answers, and what a person made of it.
fn said(cell: &SubmittedCell) -> [Field; 6] {
    let corrected = cell.corrected.as_ref();
    [
        cell.number().map_or(Field::Empty, Field::Number),
        words(&cell.value),
        Field::maybe(cell.printed.as_ref()),
        Field::text(cell.value.status()),
        Field::maybe(corrected.map(|corrected| corrected.reason.as_str())),
        Field::maybe(cell.note.as_deref()),
    ]
}

/// The name of a kind.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Section => "section",
        Kind::Heading => "heading",
        Kind::Count => "count",
        Kind::Percent => "percent",
        Kind::Choice => "choice",
        Kind::Amount => "amount",
        Kind::Text => "text",
        Kind::Date => "date",
    }
}

/// The name of a way to make one value of many.
pub fn aggregate(aggregate: &Aggregate) -> &'static str {
    match aggregate {
        Aggregate::None => "none",
        Aggregate::Sum => "sum",
        Aggregate::Ratio { .. } => "ratio",
        Aggregate::Weighted { .. } => "weighted",
        Aggregate::Mean => "mean",
        Aggregate::CountYes => "count-yes",
        Aggregate::Last => "last",
    }
}

/// The name of a scope.
pub fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::InPeriod => "in-period",
        Scope::Cumulative => "cumulative",
    }
}

/// The value where it is words or a fraction.
pub fn words(value: &Value) -> Field {
    match value {
        Value::Text(text) => Field::text(text),
        Value::Fraction(part, whole) => {
            Field::Text(format!("{}/{}", part.normalize(), whole.normalize()))
        }
        _ => Field::Empty,
    }
}

/// The line in a text file, where one can go; else the row of the table.
pub fn row_or_line(place: &Place) -> Option<u32> {
    place.line.or(place.row)
}

/// The name of a grade.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Weak => "weak",
        Grade::Good => "good",
        Grade::Certain => "certain",
    }
}

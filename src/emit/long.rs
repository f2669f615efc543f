//! `indicators.csv`: the primary table, one row per report × indicator.

use super::sheet::{self, Column, Field};
use crate::model::report::{Grade, OtherValue};
use crate::model::{Entry, Place, Record, Report, Row, Value};
use crate::schema::{self, Indicator, Schema, Scope};
use std::io::{self, Write};

/// Its columns.
pub const COLUMNS: &[Column] = &[
    Column::text(
        "report",
        "name of the report in this run: reports/<report>.json",
    ),
    Column::text("agency", "issuing agency as printed"),
    Column::text(
        "period",
        "reporting period: 2022-Q3, 2026-H1, 2022-M9, 2024, 2026-03",
    ),
    Column::text(
        "period_start",
        "first day of the period, ISO: as stated, else by law",
    ),
    Column::text(
        "period_end",
        "last day of the period, ISO: as stated, else by law",
    ),
    Column::text("schema", "form the report was mapped to"),
    Column::text("indicator", "id of the indicator in that form"),
    Column::text("section", "section of the form"),
    Column::text("label", "label of the indicator in the form"),
    Column::text("unit", "unit of the indicator in the form"),
    Column::text("scope", "in-period or cumulative"),
    Column::number(
        "value",
        "the value, decimal point; empty when there is no number",
    ),
    Column::text(
        "value_text",
        "the value in words, where it is no plain number",
    ),
    Column::text("value_raw", "the value as printed"),
    Column::text(
        "status",
        "number, percent, choice, fraction, text, blank, no-data, missing or unreadable",
    ),
    Column::text("note", "the note as printed"),
    Column::integer("page", "page the row stands on"),
    Column::integer("row", "row of the table, or line of the text, it stands on"),
    Column::text("file", "the file as given"),
    Column::text(
        "match",
        "how sure the row is the indicator's: certain, good or weak",
    ),
    Column::text(
        "other_values",
        "what other value columns print for the indicator, by their headers: plan, period before …",
    ),
];

/// Writes the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(entries: &[Entry], schemas: &[Schema], out: &mut dyn Write) -> io::Result<()> {
    header(out)?;
    let records = entries
        .iter()
        .flat_map(|entry| report_records(entry, schemas));
    sheet::rows(records, out)
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
pub fn rows(entry: &Entry, schemas: &[Schema]) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    sheet::rows(report_records(entry, schemas), &mut out)?;
    Ok(out)
}

fn report_records(entry: &Entry, schemas: &[Schema]) -> Vec<Vec<Field>> {
    let Some(report) = entry.report() else {
        return Vec::new();
    };
    let Some(schema) = schema::of(report, schemas) else {
        return Vec::new();
    };
    let fields = |record: &Record| {
        let indicator = schema.get(&record.indicator)?;
        (indicator.asks() || record.value.status() != "blank" && record.value != Value::Missing)
            .then(|| fields(entry, report, schema, indicator, record))
    };
    report.records.iter().filter_map(fields).collect()
}

fn fields(
    entry: &Entry,
    report: &Report,
    schema: &Schema,
    indicator: &Indicator,
    record: &Record,
) -> Vec<Field> {
    let row = record.row.and_then(|at| report.appendix.rows.get(at));
    let place = row.and_then(|row| row.places.first());
    let period = report.head.period.as_ref();
    vec![
        Field::text(&entry.name),
        Field::maybe(report.head.agency.as_ref()),
        Field::maybe(period.map(|period| &period.code)),
        Field::maybe(period.and_then(|period| period.start.as_ref())),
        Field::maybe(period.and_then(|period| period.end.as_ref())),
        Field::text(&schema.id),
        Field::text(record.indicator.as_str()),
        Field::text(&indicator.section),
        Field::text(&indicator.label),
        Field::maybe(indicator.unit.as_ref()),
        Field::text(scope(indicator.scope)),
        record.value.number().map_or(Field::Empty, Field::Number),
        words(&record.value),
        Field::maybe(record.printed.as_ref()),
        Field::text(record.value.status()),
        Field::maybe(row.and_then(|row: &Row| row.note.as_ref())),
        place
            .and_then(|place| place.page)
            .map_or(Field::Empty, |page| Field::Integer(page.into())),
        place
            .and_then(row_or_line)
            .map_or(Field::Empty, |row| Field::Integer(row.into())),
        Field::text(&entry.file),
        Field::maybe(record.matched.as_ref().map(|matched| grade(matched.grade))),
        others(record),
    ]
}

/// "Kế hoạch: 20; Kỳ trước: 12"; blanks are left out.
fn others(record: &Record) -> Field {
    let printed = |other: &OtherValue| {
        let (column, printed) = (other.column.as_ref()?, other.printed.as_ref()?);
        Some(format!("{column}: {printed}"))
    };
    let others: Vec<String> = record.more_values.iter().filter_map(printed).collect();
    Some(others.join("; "))
        .filter(|text| !text.is_empty())
        .map_or(Field::Empty, Field::Text)
}

fn scope(scope: Scope) -> &'static str {
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

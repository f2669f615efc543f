//! A report → what a store keeps of it beside thousands of others.

use crate::model::report::{Grade, OtherValue};
use crate::model::{Entry, Outcome, Place, Record, Report, Row, SubmittedCell, Value};
use crate::model::{Listed, LooseRow, Submission};
use crate::schema::{self, Schema};

/// What a store lists of an input.
pub fn listed(entry: &Entry, schemas: &[Schema]) -> Listed {
    let file = entry.file.clone();
    match &entry.outcome {
        Outcome::Read(report) => {
            Listed::Read(Box::new(submission(&entry.name, &file, report, schemas)))
        }
        Outcome::Failed(error) => Listed::Failed {
            file,
            error: error.clone(),
        },
        Outcome::Skipped(error) => Listed::Skipped {
            file,
            error: error.clone(),
        },
    }
}

/// What is kept of a report; `name` is its own among the store's reports, `file` as the user named it.
pub fn submission(name: &str, file: &str, report: &Report, schemas: &[Schema]) -> Submission {
    let mut head = report.head.clone();
    head.places.clear();
    Submission {
        name: name.to_owned(),
        file: file.to_owned(),
        format: report.source.format.clone(),
        bytes: report.source.bytes,
        status: report.status,
        head,
        schema: report.schema.clone(),
        ledger: report.ledger,
        sentences: report
            .outline
            .iter()
            .map(|heading| heading.text.len())
            .sum(),
        cells: cells(report, schemas),
        loose: loose(report),
        findings: report.findings.clone(),
        ..Submission::default()
    }
}

/// A cell for each indicator that asks for a value, and for each heading that has one.
fn cells(report: &Report, schemas: &[Schema]) -> Vec<SubmittedCell> {
    let Some(schema) = schema::of(report, schemas) else {
        return Vec::new();
    };
    let wanted = |record: &&Record| {
        let asks = schema.get(&record.indicator).map(|it| it.asks());
        let says = !matches!(record.value, Value::Blank | Value::Missing);
        asks.is_some_and(|asks| asks || says)
    };
    let records = report.records.iter().filter(wanted);
    records.map(|record| cell(record, report)).collect()
}

fn cell(record: &Record, report: &Report) -> SubmittedCell {
    let row = record.row.and_then(|at| report.appendix.rows.get(at));
    SubmittedCell {
        indicator: record.indicator.clone(),
        value: record.value.clone(),
        printed: record.printed.clone(),
        label: row
            .filter(|_| !is_certain(record))
            .map(|row| Box::new(row.label.clone())),
        note: row.and_then(|row| row.note.clone()).map(Box::new),
        grade: record.matched.as_ref().map(|matched| matched.grade),
        place: row.and_then(first_place),
        others: others(record),
        corrected: None,
    }
}

fn is_certain(record: &Record) -> bool {
    let grade = record.matched.as_ref().map(|matched| matched.grade);
    grade == Some(Grade::Certain)
}

/// The rows that are no indicator's.
fn loose(report: &Report) -> Vec<LooseRow> {
    let rows = report.unmapped.iter();
    let row = |(at, value): &(usize, Value)| {
        let row = report.appendix.rows.get(*at)?;
        Some(LooseRow {
            row: *at,
            label: row.label.clone(),
            value: value.clone(),
            printed: row.value.clone(),
            note: row.note.clone(),
            place: first_place(row),
        })
    };
    rows.filter_map(row).collect()
}

/// Without its box: the report itself has it.
fn first_place(row: &Row) -> Option<Place> {
    let place = row.places.first()?;
    Some(Place {
        bbox: None,
        ..place.clone()
    })
}

/// "Kế hoạch: 20; Kỳ trước: 12"; blanks are left out.
fn others(record: &Record) -> String {
    let printed = |other: &OtherValue| {
        let (column, printed) = (other.column.as_ref()?, other.printed.as_ref()?);
        Some(format!("{column}: {printed}"))
    };
    let others: Vec<String> = record.more_values.iter().filter_map(printed).collect();
    others.join("; ")
}

//! One report as the checks see it.

use super::narrative::note::Note;
use super::narrative::{Index, Narrative, Tie, noted};
use super::settings::Settings;
use crate::model::{Finding, IndicatorId, Place, Record, Report, Row, Value};
use crate::schema::{Indicator, Schema};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A form and what is prepared of it once for all its reports.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The form.
    pub schema: &'a Schema,
    /// Its labels, ready for being compared with sentences.
    pub index: &'a Index,
}

/// A report, its schema and what was worked out from them once for all checks.
pub struct Context<'a> {
    /// The report.
    pub report: &'a Report,
    /// The form it was mapped to.
    pub schema: Option<&'a Schema>,
    /// What the user set.
    pub settings: &'a Settings,
    /// The form prepared for comparing words.
    pub index: Option<&'a Index>,
    /// What the body states.
    pub narrative: Narrative,
    /// What notes state about other rows; `statement` is the row that notes it.
    pub noted: Vec<Tie>,
    /// The notes, by row of the appendix.
    notes: Vec<Option<Note>>,
    records: BTreeMap<&'a IndicatorId, &'a Record>,
    /// Every indicator of the form with the report's record of it.
    sheet: Vec<(&'a Indicator, &'a Record)>,
}

impl<'a> Context<'a> {
    /// Prepares a report for checking.
    pub fn new(report: &'a Report, form: Option<Form<'a>>, settings: &'a Settings) -> Context<'a> {
        let (schema, index) = form.map(|form| (form.schema, form.index)).unzip();
        let records: BTreeMap<&IndicatorId, &Record> = report
            .records
            .iter()
            .map(|record| (&record.indicator, record))
            .collect();
        let indicators = schema
            .map(|schema| schema.indicators.as_slice())
            .unwrap_or_default();
        let sheet = indicators
            .iter()
            .filter_map(|indicator| Some((indicator, *records.get(&indicator.id)?)));
        let sheet = sheet.collect();
        let narrative = index
            .map(|index| Narrative::of(report, index))
            .unwrap_or_default();
        let notes: Vec<Option<Note>> = report.appendix.rows.iter().map(note).collect();
        let noted = index
            .map(|index| noted(report, &notes, index))
            .unwrap_or_default();
        Context {
            report,
            schema,
            settings,
            index,
            narrative,
            noted,
            notes,
            records,
            sheet,
        }
    }

    /// Whether the rows are there and most of their labels are not: a run that read figures alone cannot say
    /// what is missing.
    pub fn has_unread_labels(&self) -> bool {
        let rows = &self.report.appendix.rows;
        let unread = rows.iter().filter(|row| row.label.is_empty()).count();
        !rows.is_empty() && unread * 2 > rows.len()
    }

    /// Every indicator of the form with the report's record of it.
    pub fn sheet(&self) -> impl Iterator<Item = (&'a Indicator, &'a Record)> {
        self.sheet.iter().copied()
    }

    /// The record of an indicator.
    pub fn record(&self, id: &IndicatorId) -> Option<&'a Record> {
        self.records.get(id).copied()
    }

    /// The plain number an indicator has.
    pub fn number(&self, id: &IndicatorId) -> Option<Decimal> {
        self.record(id).and_then(|record| record.value.number())
    }

    /// The printed row of a record.
    pub fn row(&self, record: &Record) -> Option<&'a Row> {
        record.row.and_then(|at| self.report.appendix.rows.get(at))
    }

    /// The note of a record.
    pub fn note(&self, record: &Record) -> Option<&Note> {
        self.note_of(record.row?)
    }

    /// The note of a row of the appendix.
    pub fn note_of(&self, row: usize) -> Option<&Note> {
        self.notes.get(row)?.as_ref()
    }

    /// The label of an indicator as the form prints it, without bullet and closing colon.
    pub fn label(&self, id: &IndicatorId) -> &'a str {
        self.schema
            .and_then(|schema| schema.get(id))
            .map_or("", Indicator::plain_label)
    }

    /// A finding about a record, with the facts every message may use and the place of its row first.
    pub fn about(&self, finding: Finding, record: &Record) -> Finding {
        let finding = finding
            .about(&record.indicator)
            .with("id", &record.indicator)
            .with("label", self.label(&record.indicator))
            .with("value", shown(record));
        match (record.row, self.row(record)) {
            (Some(at), Some(row)) => finding.on_row(at).at(first_place(row), shown(record)),
            _ => finding,
        }
    }
}

fn note(row: &Row) -> Option<Note> {
    let note = row.note.as_ref()?.as_str();
    (!note.is_empty()).then(|| Note::of(note))
}

/// Where a row begins.
pub fn first_place(row: &Row) -> Place {
    row.places.first().cloned().unwrap_or_default()
}

/// The value as printed, or `(trống)`-like nothing.
pub fn shown(record: &Record) -> String {
    record
        .printed
        .as_ref()
        .map(|text| text.as_str().to_owned())
        .unwrap_or_default()
}

/// Nothing usable was given: the row is absent, its cell empty or a dash.
pub fn is_open(value: &Value) -> bool {
    matches!(value, Value::Missing | Value::Blank | Value::NoData)
}

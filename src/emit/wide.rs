//! `indicators-wide.csv`: indicators down, agencies across, values only.

use super::long::{schema_of, words};
use super::sheet::{self, Field};
use crate::model::{Entry, IndicatorId, Record, Report};
use crate::schema::{Indicator, Kind, Schema};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The columns before the agencies'.
pub const FIXED: [&str; 6] = ["schema", "indicator", "section", "number", "label", "unit"];

/// Writes the table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(entries: &[Entry], schemas: &[Schema], out: &mut dyn Write) -> io::Result<()> {
    let columns = columns(entries);
    let header = FIXED
        .iter()
        .map(|name| (*name).to_owned())
        .chain(columns.iter().map(|c| c.title.clone()));
    let used = schemas
        .iter()
        .filter(|schema| columns.iter().any(|c| c.fits(schema, schemas)));
    let records = used.flat_map(|schema| {
        let asked = schema
            .indicators
            .iter()
            .filter(|indicator| indicator.asks());
        asked
            .map(|indicator| record(schema, indicator, &columns, schemas))
            .collect::<Vec<_>>()
    });
    sheet::write(header, records, out)
}

/// One agency's column.
struct Agency<'a> {
    title: String,
    report: &'a Report,
    values: BTreeMap<&'a IndicatorId, &'a Record>,
}

impl Agency<'_> {
    fn fits(&self, schema: &Schema, schemas: &[Schema]) -> bool {
        schema_of(self.report, schemas).is_some_and(|own| own.id == schema.id)
    }
}

/// The titles of the agencies' columns, in the order of the files.
pub fn titles(entries: &[Entry]) -> Vec<String> {
    columns(entries)
        .into_iter()
        .map(|column| column.title)
        .collect()
}

fn columns(entries: &[Entry]) -> Vec<Agency<'_>> {
    let mapped = entries
        .iter()
        .filter_map(|entry| Some((entry, entry.report()?)));
    let mapped: Vec<_> = mapped
        .filter(|(_, report)| report.schema.is_some())
        .collect();
    let mut seen = BTreeMap::new();
    for (entry, report) in &mapped {
        *seen.entry(name(entry, report)).or_insert(0) += 1;
    }
    let title = |entry: &Entry, report: &Report| match name(entry, report) {
        name if seen.get(&name).is_some_and(|&n| n > 1) => format!("{name} – {}", entry.name),
        name => name,
    };
    let column = |(entry, report): (&Entry, &'_ Report)| title(entry, report);
    mapped
        .iter()
        .map(|&(entry, report)| Agency {
            title: column((entry, report)),
            report,
            values: report
                .records
                .iter()
                .map(|record| (&record.indicator, record))
                .collect(),
        })
        .collect()
}

/// The agency, its period behind it; the report's name where the letterhead was not readable.
fn name(entry: &Entry, report: &Report) -> String {
    let agency = report
        .head
        .agency
        .as_ref()
        .map_or(entry.name.as_str(), |agency| agency.as_str());
    match &report.head.period {
        Some(period) => format!("{agency} ({})", period.code),
        None => agency.to_owned(),
    }
}

fn record(
    schema: &Schema,
    indicator: &Indicator,
    columns: &[Agency<'_>],
    schemas: &[Schema],
) -> Vec<Field> {
    let mut fields = vec![
        Field::text(&schema.id),
        Field::text(indicator.id.as_str()),
        Field::text(&indicator.section),
        Field::maybe(indicator.number.as_ref().map(|number| &number.0)),
        Field::text(&indicator.label),
        Field::maybe(indicator.unit.as_ref()),
    ];
    fields.extend(
        columns
            .iter()
            .map(|column| match column.values.get(&indicator.id) {
                Some(record) if column.fits(schema, schemas) => value(indicator, record),
                _ => Field::Empty,
            }),
    );
    fields
}

/// A number; words only where the form asks for words.
fn value(indicator: &Indicator, record: &Record) -> Field {
    match (record.value.number(), indicator.kind) {
        (Some(number), _) => Field::Number(number),
        (None, Kind::Text | Kind::Date) => words(&record.value),
        _ => Field::Empty,
    }
}

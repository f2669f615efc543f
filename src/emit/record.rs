//! One report, or one value of it, in the terminal: what is printed, where it stood, how it matched.

use super::grid;
use super::long::{grade, row_or_line, words};
use super::message::{Lang, talk};
use super::sheet::Field;
use crate::model::report::Support;
use crate::model::{Record, Report, Value};
use crate::schema::{Indicator, Schema};
use std::io::{self, Write};

/// Writes the head and every record that is not missing.
///
/// # Errors
/// When `out` cannot be written.
pub fn all(
    report: &Report,
    schema: Option<&Schema>,
    width: usize,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    head(report, lang, out)?;
    let title = |name: &str| talk(&format!("column.{name}"), &[], lang);
    let mut rows = vec![["indicator", "label", "value", "unit", "match"].map(title).to_vec()];
    for record in report.records.iter().filter(|record| record.value != Value::Missing) {
        let indicator = schema.and_then(|schema| schema.get(&record.indicator));
        rows.push(vec![
            record.indicator.to_string(),
            indicator.map(|indicator| indicator.label.clone()).unwrap_or_default(),
            shown(&record.value),
            indicator.and_then(|indicator| indicator.unit.clone()).unwrap_or_default(),
            record.matched.as_ref().map(|matched| grade(matched.grade).to_owned()).unwrap_or_default(),
        ]);
    }
    grid::write(&rows, width, out)
}

fn head(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let head = &report.head;
    let period = head.period.as_ref().map(|period| period.code.as_str());
    let schema = report.schema.as_ref().map(|fit| format!("{} ({})", fit.id, fit.score));
    let facts = [
        ("file", Some(report.source.file.as_str())),
        ("agency", head.agency.as_ref().map(AsRef::as_ref)),
        ("number", head.number.as_ref().map(AsRef::as_ref)),
        ("date", head.date.as_deref()),
        ("period", period),
        ("schema", schema.as_deref()),
    ];
    for (name, value) in facts {
        writeln!(out, "{}: {}", talk(&format!("column.{name}"), &[], lang), value.unwrap_or("–"))?;
    }
    writeln!(out)
}

/// Writes everything known of one value.
///
/// # Errors
/// When `out` cannot be written.
pub fn one(
    report: &Report,
    indicator: &Indicator,
    record: &Record,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    let row = record.row.and_then(|at| report.appendix.rows.get(at));
    writeln!(out, "{}  {}", indicator.id, indicator.label)?;
    let say = |out: &mut dyn Write, name: &str, value: &str| {
        writeln!(out, "  {}: {value}", talk(&format!("column.{name}"), &[], lang))
    };
    say(out, "value", &shown(&record.value))?;
    say(out, "printed", record.printed.as_ref().map_or("–", |text| text.as_str()))?;
    if let Some(row) = row {
        let places: Vec<String> = row.places.iter().map(|place| place.to_string()).collect();
        say(out, "place", &places.join(", "))?;
        say(out, "row", &row.places.first().and_then(row_or_line).map_or("–".to_owned(), |n| n.to_string()))?;
        say(out, "label", row.label.as_str())?;
        say(out, "note", row.note.as_ref().map_or("–", |text| text.as_str()))?;
    }
    if let Some(matched) = &record.matched {
        let yes = |flag: bool| talk(if flag { "yes" } else { "no" }, &[], lang);
        let data: [(&str, &dyn ToString); 5] = [
            ("grade", &grade(matched.grade)),
            ("label", &matched.label),
            ("number", &yes(matched.number)),
            ("order", &yes(matched.in_order)),
            ("unit", &yes(matched.unit)),
        ];
        say(out, "match", &talk("match", &data, lang))?;
    }
    let evidence: Vec<String> = record
        .evidence
        .iter()
        .map(|support| talk(&format!("evidence.{}", name(*support)), &[], lang))
        .collect();
    say(out, "evidence", &if evidence.is_empty() { "–".to_owned() } else { evidence.join(", ") })
}

fn name(support: Support) -> &'static str {
    match support {
        Support::ReadClean => "read-clean",
        Support::Arithmetic => "arithmetic",
        Support::Narrative => "narrative",
        Support::Note => "note",
        Support::Previous => "previous",
    }
}

/// A value in words and figures.
pub fn shown(value: &Value) -> String {
    match (value.number(), words(value)) {
        (Some(number), _) => number.normalize().to_string(),
        (None, Field::Text(text)) => text,
        _ => format!("({})", value.status()),
    }
}

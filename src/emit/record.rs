//! One report, or one value of it, in the terminal: what is printed, where it stood, how it matched.

use super::grid;
use super::long::{self, row_or_line};
use super::message::{Lang, talk};
use super::sheet::Field;
use super::wording;
use crate::model::report::{Grade, Support};
use crate::model::{Record, Report, Value};
use crate::schema::{Indicator, Schema};
use crate::text::number::vietnamese;
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
    let mut rows = vec![
        ["indicator", "label", "value", "unit", "match"]
            .map(title)
            .to_vec(),
    ];
    for record in report
        .records
        .iter()
        .filter(|record| record.value != Value::Missing)
    {
        let indicator = schema.and_then(|schema| schema.get(&record.indicator));
        rows.push(vec![
            record.indicator.to_string(),
            indicator
                .map(|indicator| indicator.label.clone())
                .unwrap_or_default(),
            if is_heading(indicator, record) {
                String::new()
            } else {
                shown(&record.value, lang)
            },
            indicator
                .and_then(|indicator| indicator.unit.clone())
                .unwrap_or_default(),
            record
                .matched
                .as_ref()
                .map(|matched| sureness(matched.grade, lang))
                .unwrap_or_default(),
        ]);
    }
    grid::write(&rows, width, out)
}

fn head(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let head = &report.head;
    let period = head.period.as_ref().map(|period| period.code.as_str());
    let schema = report
        .schema
        .as_ref()
        .map(|fit| format!("{} ({})", fit.id, fit.score));
    let facts = [
        ("file", Some(report.source.file.as_str())),
        ("agency", head.agency.as_ref().map(AsRef::as_ref)),
        ("document", head.number.as_ref().map(AsRef::as_ref)),
        ("date", head.date.as_deref()),
        ("period", period),
        ("schema", schema.as_deref()),
    ];
    for (name, value) in facts {
        writeln!(
            out,
            "{}: {}",
            talk(&format!("column.{name}"), &[], lang),
            value.unwrap_or("–")
        )?;
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
        writeln!(
            out,
            "  {}: {value}",
            talk(&format!("column.{name}"), &[], lang)
        )
    };
    say(out, "value", &shown(&record.value, lang))?;
    say(
        out,
        "printed",
        record.printed.as_ref().map_or("–", |text| text.as_str()),
    )?;
    if let Some(row) = row {
        let places: Vec<String> = row
            .places
            .iter()
            .map(|place| wording::place(place, lang))
            .collect();
        say(out, "place", &places.join("; "))?;
        say(
            out,
            "row",
            &row.places
                .first()
                .and_then(row_or_line)
                .map_or("–".to_owned(), |n| n.to_string()),
        )?;
        say(out, "label", row.label.as_str())?;
        say(
            out,
            "note",
            row.note.as_ref().map_or("–", |text| text.as_str()),
        )?;
    }
    if let Some(matched) = &record.matched {
        let yes = |flag: bool| talk(if flag { "yes" } else { "no" }, &[], lang);
        let number = match indicator.number {
            Some(_) => yes(matched.number),
            None => talk("unnumbered", &[], lang),
        };
        let data: [(&str, &dyn ToString); 5] = [
            ("grade", &sureness(matched.grade, lang)),
            ("label", &(matched.label * 100.0).round()),
            ("number", &number),
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
    say(
        out,
        "evidence",
        &if evidence.is_empty() {
            "–".to_owned()
        } else {
            evidence.join(", ")
        },
    )
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

/// The row is there to name those below it.
fn is_heading(indicator: Option<&Indicator>, record: &Record) -> bool {
    indicator.is_some_and(|indicator| !indicator.asks()) && record.value == Value::Blank
}

/// How sure a match is, in words.
fn sureness(grade: Grade, lang: Lang) -> String {
    talk(&format!("grade.{}", long::grade(grade)), &[], lang)
}

/// A value in words and figures.
fn shown(value: &Value, lang: Lang) -> String {
    match (value.number(), long::words(value)) {
        (Some(number), _) if lang == Lang::Vi => vietnamese(number),
        (Some(number), _) => number.normalize().to_string(),
        (None, Field::Text(text)) => text,
        _ => talk(&format!("value.{}", value.status()), &[], lang),
    }
}

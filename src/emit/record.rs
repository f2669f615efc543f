//! One report, or one value of it, in the terminal: what is printed, where it stood, how it matched.

use super::grid;
use super::long::{self, row_or_line};
use super::message::{self, Lang, talk};
use super::sheet::Field;
use super::wording;
use crate::model::report::{Grade, OtherValue, Support};
use crate::model::{Corrected, Finding, Match, Record, Report, Value};
use crate::schema::{Indicator, Schema};
use crate::text::Text;
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
    corrected: Option<&Corrected>,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}  {}", indicator.id, indicator.label)?;
    let printed = |text: &Option<Text>| text.as_ref().map_or("–".to_owned(), Text::to_string);
    let mut facts = vec![
        ("value", shown(&record.value, lang)),
        ("printed", printed(&record.printed)),
    ];
    if let Some(row) = record.row.and_then(|at| report.appendix.rows.get(at)) {
        let places: Vec<String> = row
            .places
            .iter()
            .map(|place| wording::place(place, lang))
            .collect();
        let at = row.places.first().and_then(row_or_line);
        facts.extend([
            ("place", places.join("; ")),
            ("row", at.map_or("–".to_owned(), |row| row.to_string())),
            ("label", row.label.to_string()),
            ("note", printed(&row.note)),
        ]);
    }
    let other = |other: &OtherValue| {
        let (column, printed) = (other.column.as_ref()?, other.printed.as_ref()?);
        Some(("beside", format!("{column}: {printed}")))
    };
    facts.extend(record.more_values.iter().filter_map(other));
    let matched = record.matched.as_ref();
    facts.extend(matched.map(|matched| ("match", how_matched(indicator, matched, lang))));
    facts.push(("evidence", supports(record, lang)));
    facts.extend(against(report, record, lang).map(|said| ("against", said)));
    facts.extend(corrected.map(|corrected| ("corrected", correction(corrected, lang))));
    for (name, value) in facts {
        let name = talk(&format!("column.{name}"), &[], lang);
        writeln!(out, "  {name}: {value}")?;
    }
    Ok(())
}

/// What speaks against a value: the findings about it, heaviest first.
fn against(report: &Report, record: &Record, lang: Lang) -> impl Iterator<Item = String> {
    let about = |finding: &&Finding| finding.indicator.as_ref() == Some(&record.indicator);
    let mut found: Vec<&Finding> = report.findings.iter().filter(about).collect();
    found.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    found.into_iter().map(move |finding| {
        let word = talk(finding.severity.name(), &[], lang);
        let said = message::finding(finding, lang).message;
        format!("{word}[{}]: {}", finding.code, said.trim())
    })
}

/// What a person set in the value's place.
fn correction(corrected: &Corrected, lang: Lang) -> String {
    let value = match corrected.value {
        Some(number) if lang == Lang::Vi => vietnamese(number),
        Some(number) => number.normalize().to_string(),
        None => talk("value.blank", &[], lang),
    };
    let why = [corrected.reason.as_str(), corrected.by.as_str()];
    let why: Vec<&str> = why.into_iter().filter(|text| !text.is_empty()).collect();
    match why.is_empty() {
        true => value,
        false => format!("{value} ({})", why.join("; ")),
    }
}

/// By what a row was known as the indicator's.
fn how_matched(indicator: &Indicator, matched: &Match, lang: Lang) -> String {
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
    talk("match", &data, lang)
}

/// What supports a value.
fn supports(record: &Record, lang: Lang) -> String {
    let support = |support: &Support| talk(&format!("evidence.{}", name(*support)), &[], lang);
    let supports: Vec<String> = record.evidence.iter().map(support).collect();
    Some(supports.join(", "))
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| "–".to_owned())
}

/// The stable name of what supports a value.
pub(crate) fn name(support: Support) -> &'static str {
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
pub(crate) fn shown(value: &Value, lang: Lang) -> String {
    match (value.number(), long::words(value)) {
        (Some(number), _) if lang == Lang::Vi => vietnamese(number),
        (Some(number), _) => number.normalize().to_string(),
        (None, Field::Text(text)) => text,
        _ => talk(&format!("value.{}", value.status()), &[], lang),
    }
}

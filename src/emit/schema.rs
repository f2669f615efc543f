//! Forms as tables for the terminal: the list, one form, two forms compared.

use super::grid;
use super::message::{Lang, talk};
use crate::model::IndicatorId;
use crate::schema::{Difference, Indicator, Presence, Rule, Schema};
use std::io::{self, Write};

/// Writes one line per form.
///
/// # Errors
/// When `out` cannot be written.
pub fn list(schemas: &[Schema], lang: Lang, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = vec![header(&["id", "indicators", "valid", "title"], lang)];
    rows.extend(schemas.iter().map(|schema| {
        let asking = schema.indicators.iter().filter(|row| row.asks()).count();
        vec![
            schema.id.clone(),
            asking.to_string(),
            valid(schema),
            schema.title.clone(),
        ]
    }));
    grid::write(&rows, width, out)
}

fn valid(schema: &Schema) -> String {
    let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "…".to_owned());
    match (&schema.valid_from, &schema.valid_to) {
        (None, None) => String::new(),
        (from, to) => format!("{} – {}", day(from), day(to)),
    }
}

/// Writes one form, a line per row.
///
/// # Errors
/// When `out` cannot be written.
pub fn show(schema: &Schema, lang: Lang, width: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}  {}  {}", schema.id, schema.title, valid(schema))?;
    let names = ["id", "number", "label", "unit", "kind", "presence", "rules"];
    let mut rows = vec![header(&names, lang)];
    rows.extend(schema.indicators.iter().map(row_cells));
    grid::write(&rows, width, out)
}

fn row_cells(row: &Indicator) -> Vec<String> {
    let number = row
        .number
        .as_ref()
        .map(|number| number.0.clone())
        .unwrap_or_default();
    let rules: Vec<String> = row.rules.iter().map(rule).collect();
    let guessed = if row.guessed { "?" } else { "" };
    vec![
        row.id.0.clone(),
        number,
        row.label.clone(),
        row.unit.clone().unwrap_or_default(),
        format!("{}{guessed}", name_of(&row.kind)),
        presence(&row.presence),
        rules.join("; "),
    ]
}

/// The word a file uses for a value of the language.
fn name_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn presence(presence: &Presence) -> String {
    match presence {
        Presence::RequiredIf(other) => format!("required-if {other}"),
        Presence::Expected => String::new(),
        other => name_of(other),
    }
}

/// A rule as a formula: `= I.1.2 / I.1.1`, `≤ I.1.1`; `~` where a correct report may break it, `?` where
/// a draft guessed it.
fn rule(rule: &Rule) -> String {
    let list = |parts: &[IndicatorId]| {
        parts
            .iter()
            .map(IndicatorId::as_str)
            .collect::<Vec<_>>()
            .join(" + ")
    };
    let formula = match rule {
        Rule::SumOf { parts, .. } => format!("= {}", list(parts)),
        Rule::AtLeastSum { parts, .. } => format!("≥ {}", list(parts)),
        Rule::RatioOf { part, whole, .. } => format!("= {part} / {whole}"),
        Rule::AtMost { whole, .. } => format!("≤ {whole}"),
        Rule::EqualTo { other, .. } => format!("= {other}"),
        Rule::Within { min, max } => {
            let bound = |bound: &Option<rust_decimal::Decimal>| {
                bound.map_or("…".to_owned(), |b| b.to_string())
            };
            format!("{} … {}", bound(min), bound(max))
        }
    };
    let soft = if rule.soft() { "~ " } else { "" };
    let guessed = if rule.guessed() { " ?" } else { "" };
    format!("{soft}{formula}{guessed}")
}

/// Writes what became of each row; kept rows are only counted.
///
/// # Errors
/// When `out` cannot be written.
pub fn difference(
    (old, new): (&Schema, &Schema),
    difference: &Difference,
    lang: Lang,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let label = |schema: &Schema, id: &IndicatorId| {
        schema
            .get(id)
            .map(|row| row.label.clone())
            .unwrap_or_default()
    };
    let mut rows = vec![header(&["change", "from", "to", "label"], lang)];
    for pair in difference.pairs.iter().filter(|pair| !pair.is_kept()) {
        let changes = [
            ("renamed", pair.renamed),
            ("moved", pair.moved),
            ("unit", pair.unit),
        ];
        let changes = changes
            .into_iter()
            .filter(|(_, is)| *is)
            .map(|(name, _)| change(name, lang));
        let (before, after) = (label(old, &pair.from), label(new, &pair.to));
        let label = if pair.renamed {
            format!("{before} → {after}")
        } else {
            after
        };
        rows.push(vec![
            changes.collect::<Vec<_>>().join(", "),
            pair.from.0.clone(),
            pair.to.0.clone(),
            label,
        ]);
    }
    let removed = difference.removed.iter();
    rows.extend(removed.map(|id| {
        vec![
            change("removed", lang),
            id.0.clone(),
            String::new(),
            label(old, id),
        ]
    }));
    let added = difference.added.iter();
    rows.extend(added.map(|id| {
        vec![
            change("added", lang),
            String::new(),
            id.0.clone(),
            label(new, id),
        ]
    }));
    grid::write(&rows, width, out)
}

fn change(name: &str, lang: Lang) -> String {
    talk(&format!("diff.{name}"), &[], lang)
}

fn header(names: &[&str], lang: Lang) -> Vec<String> {
    names
        .iter()
        .map(|name| talk(&format!("column.{name}"), &[], lang))
        .collect()
}

//! What each indicator is: unit, kind, span, how totals are made.

use super::Book;
use super::section::Plan;
use super::style::{Column, Styles, fit, header, list};
use crate::emit::long::{aggregate, kind, scope};
use crate::schema::{Aggregate, Indicator};
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: &[Column] = &[
    ("form", 22.0),
    ("section", 8.0),
    ("id", 10.0),
    ("number", 8.0),
    ("label", 60.0),
    ("unit", 16.0),
    ("kind", 14.0),
    ("scope", 14.0),
    ("aggregate", 30.0),
];

/// Writes the sheet: the forms that somebody filled in.
pub fn write(
    book: &Book<'_>,
    plan: &Plan<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    header(book, COLUMNS, 0, styles, sheet)?;
    let rows = plan.sections.iter().flat_map(|section| {
        let rows = section.rows.iter();
        rows.map(|row| (section.schema.id.as_str(), *row))
    });
    let mut last = 0;
    for (at, (form, indicator)) in rows.enumerate() {
        last = at as u32 + 1;
        line(book, form, indicator, last, styles, sheet)?;
    }
    list(sheet, (0, last), COLUMNS.len(), 0)
}

fn line(
    book: &Book<'_>,
    form: &str,
    indicator: &Indicator,
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let word = |group: &str, name: &str| book.talk(&format!("{group}.{name}"), &[]);
    let total = match &indicator.aggregate {
        Aggregate::Ratio { part, whole } => {
            let data: [(&str, &dyn ToString); 2] = [("part", part), ("whole", whole)];
            book.talk("aggregate.ratio", &data)
        }
        Aggregate::Weighted { by } => book.talk("aggregate.weighted", &[("by", by)]),
        other => word("aggregate", aggregate(other)),
    };
    let asks = indicator.asks();
    let texts = [
        form.to_owned(),
        indicator.section.clone(),
        indicator.id.to_string(),
        indicator
            .number
            .as_ref()
            .map_or_else(String::new, |number| number.0.clone()),
        indicator.label.clone(),
        indicator.unit.clone().unwrap_or_default(),
        word("kind", kind(indicator.kind)),
        if asks {
            word("scope", scope(indicator.scope))
        } else {
            String::new()
        },
        if asks { total } else { String::new() },
    ];
    let style = if asks {
        &styles.wrapped
    } else {
        &styles.heading
    };
    let widths = COLUMNS.iter().map(|(_, width)| *width);
    fit(row, texts.iter().map(String::as_str).zip(widths), sheet)?;
    for (column, text) in texts.into_iter().enumerate() {
        sheet.write_string_with_format(row, column as u16, text, style)?;
    }
    Ok(())
}

//! Each figure beside the period before and the same period of the year before.

use super::Book;
use super::section::Plan;
use super::style::{Column, State, Styles, fit, float, header, list, width};
use crate::emit::compared::{Compared, compared};
use crate::emit::wording;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

const COLUMNS: &[Column] = &[
    ("office", 36.0),
    ("id", 10.0),
    ("label", 48.0),
    ("unit", 12.0),
    ("now", 14.0),
    ("before", 14.0),
    ("before-period", 18.0),
    ("change", 12.0),
    ("change-percent", 12.0),
    ("year-before", 14.0),
    ("year-before-period", 18.0),
];
const HEADER: u32 = 2;

/// Writes the sheet; where the store holds no earlier report it says so.
pub fn write(
    book: &Book<'_>,
    plan: &Plan<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let period = wording::period(plan.period, book.lang);
    sheet.write_with_format(
        0,
        0,
        book.talk("previous.title", &[("period", &period)]),
        &styles.title,
    )?;
    let rows = compared(&book.reports, book.schemas, plan.period);
    if rows.is_empty() {
        sheet.write_with_format(1, 0, book.talk("previous.none", &[]), &styles.remark)?;
    }
    header(book, COLUMNS, HEADER, styles, sheet)?;
    for (at, one) in rows.iter().enumerate() {
        line(book, one, HEADER + 1 + at as u32, styles, sheet)?;
    }
    let last = HEADER + rows.len() as u32;
    list(sheet, (HEADER, last), COLUMNS.len(), 3)
}

fn line(
    book: &Book<'_>,
    one: &Compared<'_>,
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let name = |of: Option<(&str, Decimal)>| {
        of.map_or_else(String::new, |(period, _)| {
            wording::period(period, book.lang)
        })
    };
    let texts = [
        (0, one.report.agency().to_owned()),
        (1, one.indicator.id.to_string()),
        (2, one.indicator.label.clone()),
        (3, one.indicator.unit.clone().unwrap_or_default()),
        (6, name(one.before)),
        (10, name(one.year_before)),
    ];
    let width = |column: u16| width(COLUMNS, column);
    fit(
        row,
        texts
            .iter()
            .map(|(column, text)| (text.as_str(), width(*column))),
        sheet,
    )?;
    for (column, text) in texts {
        sheet.write_with_format(row, column, text, &styles.wrapped)?;
    }
    let numbers = [
        (4, Some(one.now)),
        (5, one.before.map(|(_, number)| number)),
        (7, one.change()),
        (8, one.change_percent()),
        (9, one.year_before.map(|(_, number)| number)),
    ];
    for (column, number) in numbers {
        match number {
            Some(number) => {
                let format = styles.number(number, State::Clean);
                sheet.write_number_with_format(row, column, float(number), &format)?;
            }
            None => {
                sheet.write_blank(row, column, &styles.text)?;
            }
        }
    }
    Ok(())
}

//! The long table as a table of the spreadsheet, typed, for pivots and filters.

use super::Book;
use super::overview::day;
use super::section::Plan;
use super::style::{Styles, float};
use crate::emit::long::words;
use crate::emit::sheet::Field;
use crate::model::{Submission, SubmittedCell};
use crate::schema::{Indicator, with_id};
use rust_xlsxwriter::{Table, TableColumn, TableStyle, Worksheet, XlsxError};

const COLUMNS: [(&str, f64); 17] = [
    ("office", 36.0),
    ("office-id", 10.0),
    ("superior", 24.0),
    ("province", 14.0),
    ("period", 10.0),
    ("period-start", 12.0),
    ("period-end", 12.0),
    ("id", 10.0),
    ("section", 8.0),
    ("label", 40.0),
    ("unit", 12.0),
    ("value", 12.0),
    ("printed", 14.0),
    ("status", 12.0),
    ("note", 20.0),
    ("page", 8.0),
    ("file", 30.0),
];
const VALUE: u16 = 11;

/// Writes the sheet: the reports that count, of the period shown.
pub fn write(
    book: &Book<'_>,
    plan: &Plan<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let mut row = 1;
    for report in book
        .reports
        .iter()
        .filter(|one| one.counts() && one.period() == plan.period)
    {
        let id = report.schema.as_ref().map(|fit| fit.id.as_str());
        let Some(schema) = id.and_then(|id| with_id(book.schemas, id)) else {
            continue;
        };
        for cell in &report.cells {
            if let Some(indicator) = schema.get(&cell.indicator) {
                line(report, indicator, cell, row, styles, sheet)?;
                row += 1;
            }
        }
    }
    let headers = COLUMNS.iter().map(|(name, _)| {
        let name = book.talk(&format!("column.{name}"), &[]);
        TableColumn::new().set_header(name)
    });
    let headers: Vec<TableColumn> = headers.collect();
    for (column, (_, width)) in COLUMNS.iter().enumerate() {
        sheet.set_column_width(column as u16, *width)?;
    }
    let table = Table::new()
        .set_name("Nguon")
        .set_columns(&headers)
        .set_style(TableStyle::Light9);
    // A table has one row at least.
    sheet.add_table(0, 0, row.max(2) - 1, COLUMNS.len() as u16 - 1, &table)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn line(
    report: &Submission,
    indicator: &Indicator,
    cell: &SubmittedCell,
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let head = &report.head;
    let period = head.period.as_ref();
    let text = |text: Option<&crate::text::Text>| text.map_or("", |text| text.as_str()).to_owned();
    let printed = match words(&cell.value) {
        Field::Text(words) if cell.printed.is_none() => words,
        _ => text(cell.printed.as_ref()),
    };
    let status = match &cell.corrected {
        Some(_) => "corrected",
        None => cell.value.status(),
    };
    let texts = [
        (0, report.agency().to_owned()),
        (1, report.among.agency_id.clone()),
        (2, text(head.parent_agency.as_ref())),
        (3, text(head.province.as_ref())),
        (4, report.period().to_owned()),
        (7, cell.indicator.to_string()),
        (8, indicator.section.clone()),
        (9, indicator.label.clone()),
        (10, indicator.unit.clone().unwrap_or_default()),
        (12, printed),
        (13, status.to_owned()),
        (14, text(cell.note.as_deref())),
        (16, report.file.clone()),
    ];
    for (column, text) in texts {
        // An empty cell stays empty: a pivot counts what is there.
        if !text.is_empty() {
            sheet.write_string_with_format(row, column, text, &styles.text)?;
        }
    }
    let start = period.and_then(|period| period.start.as_deref());
    let end = period.and_then(|period| period.end.as_deref());
    for (column, iso) in [(5, start), (6, end)] {
        if iso.is_some() {
            day(row, column, iso, styles, sheet)?;
        }
    }
    if let Some(number) = cell.number() {
        let format = styles.number(number, super::style::State::Clean);
        sheet.write_number_with_format(row, VALUE, float(number), &format)?;
    }
    if let Some(page) = cell.place.as_ref().and_then(|place| place.page) {
        sheet.write_number_with_format(row, 15, page, &styles.count)?;
    }
    Ok(())
}

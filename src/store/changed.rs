//! Cells that a person changed in the workbook of a store → corrections.

use super::corrections::UNKNOWN;
use super::view::View;
use crate::emit::long::words;
use crate::emit::sheet::Field;
use crate::emit::workbook::{HEADER, NAMES, OFFICES};
use crate::model::{Cause, Error, Submission, SubmittedCell};
use crate::pipeline::Context;
use calamine::{Data, Reader, Xlsx};
use rust_decimal::Decimal;
use rust_xlsxwriter::utility::column_number_to_name;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// A cell that says something else than the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The office, as corrections name it.
    pub office: String,
    /// Code of the period.
    pub period: String,
    /// Id of the indicator.
    pub indicator: String,
    /// What the report prints.
    pub printed: String,
    /// What the cell says now; `None` for an empty one.
    pub value: Option<Decimal>,
}

/// What was read back from a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadBack {
    /// Cells that are corrections.
    pub changed: Vec<Changed>,
    /// Cells that were changed and are none, each with what stands there: words, nothing.
    pub ignored: Vec<(String, String)>,
}

/// The cells of a workbook that differ from the store it was made of. Only cells of offices and indicators are
/// looked at: a changed label or total corrects nothing. A cell that shows what the report prints takes no correction
/// back, for the workbook may be older than the correction; one that was emptied, or filled with words, is named.
///
/// # Errors
/// When the file is no workbook.
pub fn read(path: &Path, view: &View, context: &Context) -> Result<ReadBack, Error> {
    let broken =
        |error: calamine::XlsxError| Error::damaged("xlsx", Cause::from(error.to_string()));
    let mut book: Xlsx<BufReader<File>> = match File::open(path) {
        Ok(file) => Xlsx::new(BufReader::new(file)).map_err(broken)?,
        Err(error) => return Err(error.into()),
    };
    let reports: BTreeMap<&str, &Submission> =
        view.reports().map(|one| (one.name.as_str(), one)).collect();
    let mut found = ReadBack::default();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(broken)?;
        let text = |row: u32, column: u16| match range.get_value((row, column.into())) {
            Some(Data::String(text)) => text.as_str(),
            _ => "",
        };
        let (rows, columns) = range.end().unwrap_or_default();
        for column in OFFICES..=u16::try_from(columns).unwrap_or(u16::MAX) {
            let Some(report) = reports.get(text(NAMES, column)) else {
                continue;
            };
            for row in HEADER + 1..=rows {
                let id = text(row, 0);
                let cell = report
                    .cells
                    .iter()
                    .find(|cell| cell.indicator.as_str() == id);
                let Some(cell) = cell.filter(|_| asks(report, id, context)) else {
                    continue;
                };
                let place = || format!("{name}!{}{}", column_number_to_name(column), row + 1);
                match changed(cell, range.get_value((row, column.into()))) {
                    Is::Same => {}
                    Is::Number(value) => found.changed.push(correction(report, cell, value)),
                    Is::Other(text) => found.ignored.push((place(), text)),
                }
            }
        }
    }
    Ok(found)
}

fn asks(report: &Submission, id: &str, context: &Context) -> bool {
    let form = report.schema.as_ref().map(|fit| fit.id.as_str());
    let form = form.and_then(|form| crate::schema::with_id(context.schemas(), form));
    let rows = form.map_or(&[][..], |form| &form.indicators);
    rows.iter().any(|row| row.id.as_str() == id && row.asks())
}

/// What became of a cell.
enum Is {
    Same,
    Number(Decimal),
    /// Words, or nothing where there was a number.
    Other(String),
}

fn changed(cell: &SubmittedCell, now: Option<&Data>) -> Is {
    let number = match now {
        Some(Data::Float(number)) => Decimal::from_str_exact(&number.to_string()).ok(),
        Some(Data::Int(number)) => Some(Decimal::from(*number)),
        _ => None,
    };
    match (number, now) {
        (Some(number), _) => match [cell.number(), cell.value.number()].contains(&Some(number)) {
            true => Is::Same,
            false => Is::Number(number),
        },
        (None, Some(Data::String(text))) if cell.number().is_some() || !shows(cell, text) => {
            Is::Other(text.clone())
        }
        (None, None | Some(Data::Empty)) if cell.number().is_some() => Is::Other(String::new()),
        _ => Is::Same,
    }
}

/// Words of a workbook that were written there.
fn shows(cell: &SubmittedCell, text: &str) -> bool {
    let said = match words(&cell.value) {
        Field::Text(said) => said,
        _ => String::new(),
    };
    text.trim() == said || !said.is_empty() && text.starts_with(&said) || text.trim().is_empty()
}

fn correction(report: &Submission, cell: &SubmittedCell, value: Decimal) -> Changed {
    Changed {
        office: office(report),
        period: period(report),
        indicator: cell.indicator.to_string(),
        printed: cell
            .printed
            .as_ref()
            .map_or_else(String::new, |text| text.to_string()),
        value: Some(value),
    }
}

/// The office as corrections name it: its id, else its name, else the report's own.
pub fn office(report: &Submission) -> String {
    let names = [report.among.agency_id.as_str(), report.agency()];
    let mut names = names.into_iter().filter(|name| !name.is_empty());
    names.next().unwrap_or(&report.name).to_owned()
}

/// The period as corrections name it.
pub fn period(report: &Submission) -> String {
    match report.period() {
        "" => UNKNOWN.to_owned(),
        code => code.to_owned(),
    }
}

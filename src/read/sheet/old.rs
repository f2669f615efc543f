//! .xls and .xlsb, by calamine.

use super::biff::Formats;
use super::number_format::{parse, printed};
use super::{Content, Merge, Sheet, Workbook};
use crate::model::{Document, Error, Noted};
use crate::read::xml::{Budget, Package};
use crate::read::{Limits, Options};
use calamine::{Data, Reader, SheetVisible, Sheets, Xls, Xlsb};
use jiff::civil::Date;
use std::io::Cursor;

/// True for an OLE file with a workbook stream, and for a package with a workbook in binary.
pub fn sniff(bytes: &[u8]) -> bool {
    format(bytes).is_some()
}

fn format(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(crate::read::ole::MAGIC) {
        return matches!(crate::read::ole::stream(bytes), Some("Workbook" | "Book")).then_some("xls");
    }
    let budget = Budget::new(Limits::default());
    let package = bytes.starts_with(b"PK\x03\x04").then(|| Package::open("xlsb", bytes, &budget).ok())??;
    package.has("xl/workbook.bin").then_some("xlsb")
}

/// Reads a workbook.
///
/// # Errors
/// When it is damaged or protected by a password.
pub fn read(file: &str, bytes: &[u8], options: &Options) -> Result<Noted<Document>, Error> {
    let format = format(bytes).unwrap_or("xls");
    let cursor = Cursor::new(bytes);
    let mut book = match format {
        "xlsb" => Xlsb::new(cursor).map(Sheets::Xlsb).map_err(|e| damaged("xlsb", &e))?,
        _ => Xls::new(cursor).map(Sheets::Xls).map_err(|e| damaged("xls", &e))?,
    };
    let mut formats = Formats::read(if format == "xls" { bytes } else { &[] });
    let mut workbook = Workbook::default();
    for (number, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.visible != SheetVisible::Visible {
            workbook.hidden.push(sheet.name);
            continue;
        }
        let range = book.worksheet_range(&sheet.name).map_err(|e| damaged(format, &e))?;
        let mut own = Sheet { merges: merges(&book, &sheet.name), name: sheet.name, ..Sheet::default() };
        // The range begins at the first cell that is not empty; merges count from the sheet's corner.
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, data) in range.used_cells() {
            let at =
                |first: u32, offset: usize| first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            let cell = (at(top, row), at(left, column));
            let text = text(data, formats.code(number, cell), formats.day_zero);
            own.put(cell, Content::plain(&text), options);
        }
        if let Some(formats) = formats.sheets.get_mut(number) {
            own.hidden_rows = std::mem::take(&mut formats.hidden_rows);
            own.hidden_columns = std::mem::take(&mut formats.hidden_columns);
        }
        workbook.sheets.push(own);
    }
    Ok(super::document(file, format, bytes, workbook, options))
}

fn damaged(format: &'static str, error: &dyn std::fmt::Display) -> Error {
    let detail = error.to_string();
    if detail.to_ascii_lowercase().contains("password") {
        Error::Password
    } else {
        Error::Damaged { format, detail }
    }
}

fn merges(book: &Sheets<Cursor<&[u8]>>, name: &str) -> Vec<Merge> {
    let Sheets::Xls(book) = book else { return Vec::new() };
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    merged.iter().map(|m| Merge { rows: m.start.0..=m.end.0, columns: m.start.1..=m.end.1 }).collect()
}

/// What a cell prints under its number format; .xlsb does not tell it.
fn text(data: &Data, code: Option<&str>, day_zero: Date) -> String {
    match data {
        Data::Int(_) | Data::Float(_) => match parse(&data.to_string()) {
            Some(value) => printed(value, code.unwrap_or("General"), day_zero),
            None => data.to_string(),
        },
        Data::DateTime(moment) => match parse(&moment.as_f64().to_string()) {
            Some(value) => printed(value, code.unwrap_or("dd/mm/yyyy"), day_zero),
            None => moment.to_string(),
        },
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

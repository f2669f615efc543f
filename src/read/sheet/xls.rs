//! .xls, by calamine, the formats and fonts of its cells by `biff`.

use super::biff::Formats;
use super::cell::{Context, Stored};
use super::{Merge, Sheet, Workbook};
use crate::model::{Cause, Document, Error, ErrorKind, WithFindings};
use crate::read::Input;
use calamine::{Data, Reader, SheetVisible, Xls};
use std::io::Cursor;

/// Reads a workbook.
///
/// # Errors
/// When it is damaged or protected by a password.
pub(in crate::read) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let (bytes, options) = (input.bytes, input.options);
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
    let mut formats = Formats::read(bytes);
    let mut sheets = std::mem::take(&mut formats.sheets);
    let context = Context {
        styles: std::mem::take(&mut formats.styles),
        strings: Vec::new(),
        day_zero: formats.day_zero,
        uncomputed: false,
        options,
    };
    let mut workbook = Workbook::default();
    for (number, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.visible != SheetVisible::Visible {
            workbook.hidden.push(sheet.name);
            continue;
        }
        let range = book.worksheet_range(&sheet.name).map_err(|e| damaged(&e))?;
        let own_formats = sheets
            .get_mut(number)
            .map(std::mem::take)
            .unwrap_or_default();
        let mut own = Sheet {
            merges: merges(&book, &sheet.name),
            name: sheet.name,
            hidden_rows: own_formats.hidden_rows,
            hidden_columns: own_formats.hidden_columns,
            ..Sheet::default()
        };
        // The range begins at the first cell that is not empty; merges count from the sheet's corner.
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, data) in range.used_cells() {
            let at = |first: u32, offset: usize| {
                first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
            };
            let cell = (at(top, row), at(left, column));
            let style = own_formats
                .cells
                .get(&cell)
                .map_or(usize::MAX, |style| usize::from(*style));
            let label = own_formats.texts.get(&cell);
            let text = label
                .and_then(|label| formats.text(label))
                .map(Stored::Text);
            let stored = text.unwrap_or_else(|| stored(data));
            own.put(cell, context.content(&stored, style), options);
        }
        workbook.sheets.push(own);
    }
    Ok(super::document(input, "xls", workbook))
}

fn damaged(error: &calamine::XlsError) -> Error {
    if error.to_string().to_ascii_lowercase().contains("password") {
        ErrorKind::Password.into()
    } else {
        Error::damaged("xls", Cause::of(error))
    }
}

fn merges(book: &Xls<Cursor<&[u8]>>, name: &str) -> Vec<Merge> {
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    merged
        .iter()
        .map(|m| Merge {
            rows: m.start.0..=m.end.0,
            columns: m.start.1..=m.end.1,
        })
        .collect()
}

fn stored(data: &Data) -> Stored {
    match data {
        Data::Int(_) | Data::Float(_) => Stored::Number(data.to_string()),
        Data::DateTime(moment) => Stored::Number(moment.as_f64().to_string()),
        Data::Bool(truth) => Stored::Truth(*truth),
        other => Stored::text(other.to_string()),
    }
}

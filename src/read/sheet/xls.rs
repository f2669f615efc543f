//! .xls, by calamine, the formats and fonts of its cells by `biff`.

use super::biff::{Formats, SheetFormats};
use super::cell::{Context, Stored};
use super::compute::{Pending, compute};
use super::tokens::Tokens;
use super::{Merge, Sheet, Workbook, boxes};
use crate::model::{Cause, Document, Error, ErrorKind, WithFindings};
use crate::read::Input;
use calamine::{Data, Range, Reader, SheetVisible, Xls};
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
    let metadata = book.sheets_metadata().to_vec();
    let name = |number: &Option<usize>| Some(metadata.get((*number)?)?.name.clone());
    let names: Vec<Option<String>> = formats.sheet_numbers.iter().map(name).collect();
    let tokens = Tokens {
        long_rows: false,
        sheets: &names,
    };
    // A sheet that is not shown is read where a formula may need it.
    let waits = sheets.iter().any(|sheet| !sheet.formulas.is_empty());
    for (number, sheet) in metadata.iter().cloned().enumerate() {
        let is_shown = sheet.visible == SheetVisible::Visible;
        if !is_shown {
            workbook.hidden.push(sheet.name.clone());
        }
        let range = match book.worksheet_range(&sheet.name) {
            Ok(range) if is_shown || waits => range,
            Err(error) if is_shown => return Err(damaged(&error)),
            _ => continue,
        };
        let mut own_formats = sheets
            .get_mut(number)
            .map(std::mem::take)
            .unwrap_or_default();
        let mut own = Sheet {
            merges: merges(&book, &sheet.name),
            name: sheet.name,
            hidden_rows: std::mem::take(&mut own_formats.hidden_rows),
            hidden_columns: std::mem::take(&mut own_formats.hidden_columns),
            ..Sheet::default()
        };
        for (cell, data) in used_cells(&range) {
            if own_formats.formulas.contains_key(&cell) {
                continue;
            }
            let style = own_formats.style(cell);
            let label = own_formats.texts.get(&cell);
            let text = label
                .and_then(|label| formats.text(label))
                .map(Stored::Text);
            let stored = text.unwrap_or_else(|| stored(data));
            own.put(cell, context.content(&stored, style), options);
        }
        wait_for(&mut own, &own_formats, &tokens, &context);
        boxes::lay(&mut own, std::mem::take(&mut own_formats.boxes), options);
        let shown = if is_shown {
            &mut workbook.sheets
        } else {
            &mut workbook.aside
        };
        shown.push(own);
    }
    compute(&mut workbook, |number, style| {
        context.computed(number, style)
    });
    Ok(super::document(input, "xls", workbook))
}

/// The cells of a range that hold something, counted from the sheet's corner as merges are: the range begins at the
/// first of them.
fn used_cells(range: &Range<Data>) -> impl Iterator<Item = ((u32, u32), &Data)> {
    let (top, left) = range.start().unwrap_or((0, 0));
    let at =
        |first: u32, offset: usize| first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
    let cells = range.used_cells();
    cells.map(move |(row, column, data)| ((at(top, row), at(left, column)), data))
}

/// Puts the formulas of a sheet in whose results nobody may have computed.
fn wait_for(sheet: &mut Sheet, formats: &SheetFormats, tokens: &Tokens<'_>, context: &Context<'_>) {
    for (cell, formula) in &formats.formulas {
        let style = formats.style(*cell);
        let stored = if formula.is_zero {
            Stored::Number("0".to_owned())
        } else {
            Stored::text("")
        };
        let content = context.content(&stored, style);
        let text = tokens.text(&formula.tokens);
        let text = text.unwrap_or_else(|| "…".to_owned());
        let is_trusted = formula.is_trusted(formats.has_results);
        let pending = Pending::of(*cell, style, text, content, is_trusted);
        sheet.wait(pending, context.options);
    }
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

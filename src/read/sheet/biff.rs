//! What calamine leaves out of an .xls: the number format of each cell, and which rows and columns are
//! hidden. Read from the records of the workbook stream, each a type, a length and its content.

use super::number_format::built_in;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;

/// The formats of a workbook.
#[derive(Debug)]
pub(super) struct Formats {
    /// The day before day 1.
    pub day_zero: Date,
    pub sheets: Vec<SheetFormats>,
    codes: BTreeMap<u16, String>,
    /// Number formats of the cell formats, by their number.
    cell_formats: Vec<u16>,
    /// Texts have two bytes a character, or may.
    wide: bool,
}

/// The formats of a sheet, in the order of the sheets.
#[derive(Debug, Default)]
pub(super) struct SheetFormats {
    start: usize,
    cells: BTreeMap<(u32, u32), u16>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: Vec<RangeInclusive<u32>>,
}

const END: u16 = 0x0A;
const BEGIN: u16 = 0x0809;

impl Formats {
    /// Reads what can be read; a damaged file has fewer formats.
    pub fn read(file: &[u8]) -> Formats {
        let mut formats = Formats {
            day_zero: date(1899, 12, 30),
            sheets: Vec::new(),
            codes: BTreeMap::new(),
            cell_formats: Vec::new(),
            wide: true,
        };
        let stream = stream(file).unwrap_or_default();
        for (kind, content) in records(&stream, 0) {
            if formats.global(kind, content).is_none() && kind == END {
                break;
            }
        }
        for sheet in &mut formats.sheets {
            for (kind, content) in records(&stream, sheet.start) {
                let _ = sheet.take(kind, content);
            }
        }
        formats
    }

    /// The code of a cell's number format.
    pub fn code(&self, sheet: usize, cell: (u32, u32)) -> Option<&str> {
        let format = *self.sheets.get(sheet)?.cells.get(&cell)?;
        let number = *self.cell_formats.get(usize::from(format))?;
        Some(self.codes.get(&number).map_or_else(|| built_in(number.into()), String::as_str))
    }

    /// A record before the sheets.
    fn global(&mut self, kind: u16, content: &[u8]) -> Option<()> {
        match kind {
            BEGIN => self.wide = u16_at(content, 0)? >= 0x0600,
            0x22 if u16_at(content, 0)? == 1 => self.day_zero = date(1904, 1, 1),
            0x85 => {
                let start = u32::from_le_bytes(content.get(..4)?.try_into().ok()?) as usize;
                self.sheets.push(SheetFormats { start, ..SheetFormats::default() });
            }
            0x041E => {
                let text =
                    if self.wide { wide_text(content.get(2..)?) } else { narrow_text(content.get(2..)?) };
                self.codes.insert(u16_at(content, 0)?, text?);
            }
            0xE0 => self.cell_formats.push(u16_at(content, 2)?),
            END => return None,
            _ => {}
        }
        Some(())
    }
}

impl SheetFormats {
    /// A record of the sheet.
    fn take(&mut self, kind: u16, content: &[u8]) -> Option<()> {
        let word = |at| u16_at(content, at);
        match kind {
            // A number, a number in short form, a formula.
            0x0203 | 0x027E | 0x06 => {
                self.cells.insert((word(0)?.into(), word(2)?.into()), word(4)?);
            }
            // Several numbers in short form side by side: format and number of each.
            0xBD => {
                for (column, at) in
                    (u32::from(word(2)?)..).zip((4..content.len().saturating_sub(2)).step_by(6))
                {
                    self.cells.insert((word(0)?.into(), column), word(at)?);
                }
            }
            0x0208 if word(12)? & 0x20 != 0 => {
                self.hidden_rows.insert(word(0)?.into());
            }
            0x7D if word(8)? & 1 != 0 => self.hidden_columns.push(word(0)?.into()..=word(2)?.into()),
            _ => {}
        }
        Some(())
    }
}

fn stream(file: &[u8]) -> Option<Vec<u8>> {
    let mut container = cfb::CompoundFile::open(Cursor::new(file)).ok()?;
    let name = ["Workbook", "Book"].into_iter().find(|name| container.is_stream(name))?;
    let mut content = Vec::new();
    let _ = container.open_stream(name).ok()?.take(file.len() as u64).read_to_end(&mut content);
    Some(content)
}

/// The records from a place on, to the end of what begins there.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    let mut depth = 0u32;
    std::iter::from_fn(move || {
        if at > start && depth == 0 {
            return None;
        }
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let content = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        match kind {
            BEGIN => depth += 1,
            END => depth = depth.saturating_sub(1),
            _ => {}
        }
        Some((kind, content))
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A text with its length in two bytes and a flag for two bytes a character.
fn wide_text(bytes: &[u8]) -> Option<String> {
    let length = usize::from(u16_at(bytes, 0)?);
    if bytes.get(2)? & 1 == 0 {
        return Some(bytes.get(3..3 + length)?.iter().map(|byte| char::from(*byte)).collect());
    }
    let units = bytes.get(3..3 + 2 * length)?.chunks_exact(2);
    Some(String::from_utf16_lossy(
        &units.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect::<Vec<_>>(),
    ))
}

/// A text with its length in one byte.
fn narrow_text(bytes: &[u8]) -> Option<String> {
    let length = usize::from(*bytes.first()?);
    Some(bytes.get(1..1 + length)?.iter().map(|byte| char::from(*byte)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(content.len() as u16).to_le_bytes(), content].concat()
    }

    #[test]
    fn cells_have_the_format_their_record_names() {
        let mut formats = Formats::read(b"no file");
        for (kind, content) in
            [(0x041Eu16, &b"\xA4\x00\x04\x00\x000000"[..]), (0xE0, &[0, 0, 9, 0]), (0xE0, &[0, 0, 0xA4, 0])]
        {
            formats.global(kind, content).expect("read");
        }
        let stream = [
            record(BEGIN, &[0, 6, 0x10, 0]),
            record(0x0203, &[1, 0, 2, 0, 0, 0, 0, 0]),
            record(0xBD, &[3, 0, 0, 0, 0, 0, 9, 9, 9, 9, 1, 0, 9, 9, 9, 9, 1, 0]),
            record(0x0208, &[5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0]),
            record(END, &[]),
            record(0x0203, &[9, 0, 9, 0, 0, 0]),
        ]
        .concat();
        let mut sheet = SheetFormats::default();
        for (kind, content) in records(&stream, 0) {
            sheet.take(kind, content).expect("read");
        }
        formats.sheets.push(sheet);
        let code = |cell| formats.code(0, cell);
        assert_eq!(
            (code((1, 2)), code((3, 0)), code((3, 1)), code((9, 9))),
            (Some("0%"), Some("0%"), Some("0000"), None)
        );
        assert!(formats.sheets[0].hidden_rows.contains(&5));
    }
}

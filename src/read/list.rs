//! A plain table that a person keeps (a list of offices, of corrections) → its rows of text, whatever Excel saved
//! it as.

use super::{Options, text};
use crate::model::{Block, Error, ErrorKind, Grid};

/// The rows of a table, its header first: CSV with comma, semicolon or tab in UTF-8, UTF-16 or Windows-1258, or the
/// first table of a workbook.
///
/// # Errors
/// When it is no table of these kinds.
pub fn rows(file: &str, bytes: &[u8], options: &Options) -> Result<Vec<Vec<String>>, Error> {
    let is_package = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if is_package {
        let document = super::read(file, bytes, options)?.output;
        let grid = document.blocks.iter().find_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        });
        return grid
            .map(of_grid)
            .ok_or_else(|| ErrorKind::UnknownFormat.into());
    }
    let decoded = text::decode(bytes).ok_or(ErrorKind::UnknownFormat)?;
    of_text(&decoded.text).map_err(|error| Error::failed(error.to_string()))
}

fn of_grid(grid: &Grid) -> Vec<Vec<String>> {
    let text = |row, column| {
        grid.at(row, column)
            .map_or_else(String::new, |cell| cell.text.to_string())
    };
    let row = |row| (0..grid.columns).map(|column| text(row, column)).collect();
    (0..grid.rows).map(row).collect()
}

fn of_text(text: &str) -> csv::Result<Vec<Vec<String>>> {
    let text = text.trim_start_matches('\u{feff}');
    let header = text.lines().next().unwrap_or_default();
    let counts =
        [b',', b';', b'\t'].map(|mark| (header.bytes().filter(|b| *b == mark).count(), mark));
    // Of equally many the comma.
    let delimiter = counts
        .into_iter()
        .rev()
        .max()
        .map_or(b',', |(_, mark)| mark);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let rows = reader.records();
    rows.map(|row| Ok(row?.iter().map(str::to_owned).collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        rows("list", bytes, &Options::default()).expect("a table")
    }

    #[test]
    fn a_list_is_read_as_excel_saves_it() {
        let wanted = [["id", "name"], ["a", "Sở Nội vụ"]];
        assert_eq!(read("id,name\na,Sở Nội vụ\n".as_bytes()), wanted);
        assert_eq!(read("\u{feff}id;name\na;Sở Nội vụ\n".as_bytes()), wanted);
        let utf_16: Vec<u8> = "\u{feff}id\tname\r\na\tSở Nội vụ\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&utf_16), wanted);
        // Windows-1258: "ở" and "ộ", "ụ" as letter and mark.
        let ansi = b"id,name\na,S\xf5\xd2 N\xf4\xf2i v\xf2u";
        assert_eq!(read(&ansi[..16])[0], ["id", "name"]);
    }
}

//! A file without pages as LibreOffice prints it, and where the rows of its tables stand on those pages.

use crate::model::{BBox, Block, Error, Grid, Page};
use crate::read::{self, Options, shown};
use crate::text::fold::bare;
use serde::{Deserialize, Serialize};

/// The printed file.
#[derive(Debug, Default)]
pub struct Printed {
    /// Its pages and rows.
    pub laid: Laid,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// How a file is laid out on its pages.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Laid {
    /// The sizes of the pages.
    pub pages: Vec<Page>,
    /// The rows of its tables, from the top.
    pub rows: Vec<LaidRow>,
}

/// A row of a table on a page; a row that a page break cuts stands where it begins.
#[derive(Debug, Serialize, Deserialize)]
pub struct LaidRow {
    /// What its cells print, made comparable, from the left.
    pub cells: Vec<String>,
    /// The page, from 1.
    pub page: u32,
    /// Its box there.
    pub bbox: BBox,
}

impl Laid {
    /// Where a row stands that prints a label and a value, both made comparable (no value: whatever stands there), the
    /// `nth` such row of `of`; `None` unless just as many such rows are found here.
    pub fn row(
        &self,
        label: &str,
        value: Option<&str>,
        (nth, of): (usize, usize),
    ) -> Option<&LaidRow> {
        let prints = |row: &&LaidRow| {
            let mut cells = row.cells.iter();
            let has_label = cells.any(|cell| is_label(cell, label));
            has_label && value.is_none_or(|value| cells.any(|cell| cell == value))
        };
        let found: Vec<&LaidRow> = self.rows.iter().filter(prints).collect();
        match found.len() == of {
            true => found.get(nth).copied(),
            false => None,
        }
    }
}

/// A number before the label may stand in a column of its own, or in the label's.
fn is_label(cell: &str, label: &str) -> bool {
    !label.is_empty()
        && cell.strip_suffix(label).is_some_and(|number| {
            number.is_empty() || number.len() <= MOST_OF_A_NUMBER && number.ends_with(' ')
        })
}

/// "III.10.2. " and the like.
const MOST_OF_A_NUMBER: usize = 12;

/// Prints a file: its layout as a line of JSON, the PDF behind it.
///
/// # Errors
/// When it cannot be printed, or what was printed cannot be read.
pub fn pack(bytes: &[u8], format: &str, options: &Options) -> Result<Vec<u8>, Error> {
    let pdf = shown::printed(bytes, format, options)?;
    let laid = Laid {
        pages: shown::sizes(pdf.clone(), options)?,
        rows: rows(&pdf, options)?,
    };
    let mut packed = serde_json::to_vec(&laid).map_err(|error| Error::failed(error.to_string()))?;
    packed.push(b'\n');
    packed.extend(pdf);
    Ok(packed)
}

/// What [`pack`] made.
pub fn unpack(packed: &[u8]) -> Option<Printed> {
    let end = packed.iter().position(|byte| *byte == b'\n')?;
    Some(Printed {
        laid: serde_json::from_slice(&packed[..end]).ok()?,
        pdf: packed[end + 1..].to_vec(),
    })
}

fn rows(pdf: &[u8], options: &Options) -> Result<Vec<LaidRow>, Error> {
    let read = read::read("", pdf, options)?;
    let blocks = read.output.blocks.iter();
    let grids = blocks.filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    Ok(grids.flat_map(of_grid).collect())
}

fn of_grid(grid: &Grid) -> Vec<LaidRow> {
    let mut rows: Vec<LaidRow> = Vec::with_capacity(grid.rows);
    let mut at = usize::MAX;
    // A cell that covers several rows says what stands in this one, not how tall it is.
    let mut is_tall = false;
    for cell in &grid.cells {
        let place = cell.places.first();
        let Some((page, bbox)) = place.and_then(|place| place.page.zip(place.bbox)) else {
            continue;
        };
        let text = bare(cell.text.as_str());
        let covers_more = cell.rows.len() > 1;
        match rows.last_mut().filter(|_| at == cell.rows.start) {
            Some(row) => {
                row.cells.push(text);
                if is_tall && !covers_more {
                    (row.page, row.bbox, is_tall) = (page, bbox, false);
                } else if row.page == page && !covers_more {
                    row.bbox = row.bbox.union(bbox);
                }
            }
            None => {
                rows.push(LaidRow {
                    cells: vec![text],
                    page,
                    bbox,
                });
                is_tall = covers_more;
            }
        }
        at = cell.rows.start;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(rows: &[&[&str]]) -> Laid {
        let row = |(at, cells): (usize, &&[&str])| LaidRow {
            cells: cells.iter().map(|cell| bare(cell)).collect(),
            page: 1,
            bbox: BBox::from([0.0, at as f32, 1.0, at as f32 + 1.0]),
        };
        Laid {
            pages: Vec::new(),
            rows: rows.iter().enumerate().map(row).collect(),
        }
    }

    /// A box on the wrong row is worse than none.
    #[test]
    fn a_row_is_found_where_it_is_the_only_one_or_its_turn_is_known() {
        let laid = laid(&[
            &["1", "Số văn bản", "12"],
            &["2", "Số văn bản", "13"],
            &["II.1. Tỷ lệ hồ sơ", "86,9"],
            &["a", "Trong đó", "4"],
            &["b", "Trong đó", "4"],
        ]);
        let row = |label, value: Option<&str>, turn| {
            laid.row(&bare(label), value.map(bare).as_deref(), turn)
        };
        let top = |found: Option<&LaidRow>| found.map(|row| row.bbox.y0);
        assert_eq!(top(row("Số văn bản", Some("13"), (0, 1))), Some(1.0));
        assert_eq!(top(row("Tỷ lệ hồ sơ", Some("86,9"), (0, 1))), Some(2.0));
        assert_eq!(top(row("Trong đó", Some("4"), (1, 2))), Some(4.0));
        assert_eq!(top(row("Trong đó", Some("4"), (0, 1))), None);
        assert_eq!(top(row("Số văn bản", Some("14"), (0, 1))), None);
        assert_eq!(top(row("", None, (0, 1))), None);
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let laid = laid(&[&["a\nb"]]);
        let mut packed = serde_json::to_vec(&laid).expect("json");
        packed.extend(b"\n%PDF-1.7\n");
        let printed = unpack(&packed).expect("a printed file");
        assert_eq!(
            (printed.laid.rows.len(), &printed.pdf[..]),
            (1, &b"%PDF-1.7\n"[..])
        );
        assert!(unpack(b"no line").is_none());
    }
}

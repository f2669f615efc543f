//! The tables of a document, for people who want only those: JSON, and text for the terminal.

use super::grid;
use crate::model::{BBox, Document, Found, Grid, SchemaVersion, document::Block};
use serde::Serialize;
use std::io::{self, Write};
use std::time::Duration;

/// `{"schema_version": N, "tables": […], "pages": N, "elapsed_ms": …}`.
#[derive(Serialize)]
struct Tables<'a> {
    schema_version: SchemaVersion,
    tables: Vec<Table<'a>>,
    pages: usize,
    elapsed_ms: f64,
}

/// One table: a full grid of texts, `null` where another cell's span covers the position or nothing
/// is printed there, and the spans wider or higher than one as `[row, column, rows, columns]`.
#[derive(Serialize)]
struct Table<'a> {
    page: Option<u32>,
    cells: Vec<Vec<Option<&'a str>>>,
    spans: Vec<[usize; 4]>,
    bbox: Option<BBox>,
    found: Found,
}

/// Writes the tables as one JSON object on one line.
///
/// # Errors
/// When `out` cannot be written.
pub fn json(document: &Document, elapsed: Duration, out: &mut dyn Write) -> io::Result<()> {
    let tables = Tables {
        schema_version: SchemaVersion,
        tables: grids(document).map(table).collect(),
        pages: document.pages.len(),
        elapsed_ms: (elapsed.as_secs_f64() * 1e5).round() / 100.0,
    };
    serde_json::to_writer(&mut *out, &tables)?;
    writeln!(out)
}

/// Writes the tables for the terminal, `width` columns wide at most.
///
/// # Errors
/// When `out` cannot be written.
pub fn text(document: &Document, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (at, table) in grids(document).enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", title(at, table))?;
        grid::write(&filled(table), width, out)?;
    }
    Ok(())
}

fn title(at: usize, grid: &Grid) -> String {
    let page = grid.places.first().and_then(|place| place.page);
    let page = page.map(|page| format!(", p{page}")).unwrap_or_default();
    format!("# {}{page} ({} × {})", at + 1, grid.rows, grid.columns)
}

fn grids(document: &Document) -> impl Iterator<Item = &Grid> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Paragraph(_) => None,
    })
}

fn table(grid: &Grid) -> Table<'_> {
    Table {
        page: grid.places.first().and_then(|place| place.page),
        cells: positions(grid),
        spans: spans(grid),
        bbox: grid.bbox(),
        found: grid.found,
    }
}

fn positions(grid: &Grid) -> Vec<Vec<Option<&str>>> {
    let mut rows = vec![vec![None; grid.columns]; grid.rows];
    for cell in &grid.cells {
        if let Some(position) = rows
            .get_mut(cell.rows.start)
            .and_then(|row| row.get_mut(cell.columns.start))
        {
            *position = Some(cell.text.as_str());
        }
    }
    rows
}

fn spans(grid: &Grid) -> Vec<[usize; 4]> {
    let span = |cell: &crate::model::Cell| {
        [
            cell.rows.start,
            cell.columns.start,
            cell.rows.len(),
            cell.columns.len(),
        ]
    };
    grid.cells
        .iter()
        .map(span)
        .filter(|[_, _, rows, columns]| *rows > 1 || *columns > 1)
        .collect()
}

fn filled(grid: &Grid) -> Vec<Vec<String>> {
    let filled_row = |row: Vec<Option<&str>>| {
        row.into_iter()
            .map(|c| c.unwrap_or_default().to_owned())
            .collect()
    };
    positions(grid).into_iter().map(filled_row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cell;
    use crate::text::Text;

    fn cell(text: &str, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>) -> Cell {
        Cell {
            text: Text::clean(text),
            rows,
            columns,
            ..Cell::default()
        }
    }

    #[test]
    fn covered_positions_are_null_and_spans_are_named() {
        let grid = Grid {
            rows: 2,
            columns: 2,
            cells: vec![cell("a", 0..1, 0..2), cell("b", 1..2, 0..1)],
            ..Grid::default()
        };
        let document = Document {
            blocks: vec![Block::Grid(grid)],
            ..Document::default()
        };
        let mut out = Vec::new();
        json(&document, Duration::from_micros(1_500), &mut out).unwrap();
        let expected = r#"{"schema_version":2,"tables":[{"page":null,"cells":[["a",null],["b",null]],"spans":[[0,0,1,2]],"bbox":null,"found":"format"}],"pages":0,"elapsed_ms":1.5}"#;
        assert_eq!(String::from_utf8(out).unwrap().trim_end(), expected);
    }
}

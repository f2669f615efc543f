//! Packages written for a test, and what a document read from one shows.

use phuluc::model::{Block, Cell, Document, Grid};
use std::io::{Cursor, Write};

/// A zip of these parts; a media type is stored as it is, as packages must.
pub fn package<N: AsRef<str>, C: AsRef<[u8]>>(parts: &[(N, C)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        let options = match name.as_ref() {
            "mimetype" => options.compression_method(zip::CompressionMethod::Stored),
            _ => options,
        };
        zip.start_file(name.as_ref(), options)
            .expect("a part is opened");
        zip.write_all(content.as_ref()).expect("a part is written");
    }
    zip.finish().expect("the package is closed").into_inner()
}

/// Paragraphs as they read; a grid as its rows.
pub fn shown(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.to_string()),
            Block::Grid(grid) => lines.extend(rows(grid)),
        }
    }
    lines
}

/// Rows with `|` between cells, a cell that spans only where it begins.
pub fn rows(grid: &Grid) -> Vec<String> {
    let row = |row| {
        let cells = grid.cells.iter().filter(|cell| cell.rows.start == row);
        cells
            .map(|cell| cell.text.to_string())
            .collect::<Vec<_>>()
            .join("|")
    };
    (0..grid.rows).map(row).collect()
}

/// The grids in order.
pub fn grids(document: &Document) -> impl Iterator<Item = &Grid> {
    document.blocks.iter().filter_map(|block| {
        if let Block::Grid(grid) = block {
            Some(grid)
        } else {
            None
        }
    })
}

/// The first grid, which there must be.
pub fn first_grid(document: &Document) -> &Grid {
    grids(document).next().expect("there is a table")
}

/// The cells of all grids.
pub fn cells(document: &Document) -> Vec<&Cell> {
    grids(document).flat_map(|grid| &grid.cells).collect()
}

/// Their texts.
pub fn texts(document: &Document) -> Vec<&str> {
    cells(document)
        .into_iter()
        .map(|cell| cell.text.as_str())
        .collect()
}

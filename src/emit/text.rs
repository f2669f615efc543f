//! The text of a document, paragraphs and cells in reading order.

use crate::model::Document;
use crate::model::document::{Block, Grid};
use std::io::{self, Write};

/// Writes each paragraph on a line and each table row tab-separated, every piece through `style`.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(
    document: &Document,
    style: &dyn Fn(&str) -> String,
    out: &mut dyn Write,
) -> io::Result<()> {
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => writeln!(out, "{}", style(paragraph.text.as_str()))?,
            Block::Grid(grid) => rows(grid, style, out)?,
        }
    }
    Ok(())
}

fn rows(grid: &Grid, style: &dyn Fn(&str) -> String, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = vec![vec![String::new(); grid.columns]; grid.rows];
    for cell in &grid.cells {
        if let Some(field) = rows
            .get_mut(cell.rows.start)
            .and_then(|row| row.get_mut(cell.columns.start))
        {
            *field = style(cell.text.as_str());
        }
    }
    rows.iter()
        .try_for_each(|row| writeln!(out, "{}", row.join("\t")))
}

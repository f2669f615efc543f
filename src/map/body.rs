//! The report outside its appendix, line by line: letterhead, body, signature.

use crate::model::{Block, Cell, Grid, Layout, Place};
use crate::text::{Text, fold::bare, vocabulary};

/// A printed line of the report.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Its words.
    pub text: &'a Text,
    /// Where it stands.
    pub place: Place,
    /// It stands in a layout table: the letterhead or the signature.
    pub in_grid: bool,
    /// It is set in bold.
    pub bold: bool,
}

/// The lines around the appendix. Layout tables of up to three columns count (letterhead, signature);
/// wider ones are data and do not.
pub fn lines<'d>(layout: &Layout<'d>) -> Vec<Line<'d>> {
    collect(layout.report())
}

/// The appendix's lines, tables left out: its title, its "(Kèm theo …)" line.
pub fn appendix_lines<'d>(layout: &Layout<'d>) -> Vec<Line<'d>> {
    let blocks = layout.appendix().iter();
    let paragraphs = blocks.filter(|block| matches!(block, Block::Paragraph(_)));
    collect(paragraphs).into_iter().take(40).collect()
}

/// The lines over the appendix's table.
pub fn appendix_title<'d>(layout: &Layout<'d>) -> impl Iterator<Item = &'d str> + use<'d> {
    layout.appendix().iter().map_while(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Grid(_) => None,
    })
}

fn collect<'d>(blocks: impl Iterator<Item = &'d Block>) -> Vec<Line<'d>> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(p) if p.running || p.text.is_empty() => {}
            Block::Paragraph(p) => {
                lines.push(Line {
                    text: &p.text,
                    place: p.place.clone(),
                    in_grid: false,
                    bold: p.bold,
                });
            }
            Block::Grid(grid) if is_layout(grid) => grid
                .cells
                .iter()
                .for_each(|cell| push_cell(cell, &mut lines)),
            Block::Grid(_) => {}
        }
    }
    lines
}

fn push_cell<'a>(cell: &'a Cell, lines: &mut Vec<Line<'a>>) {
    let place = cell.places.first().cloned().unwrap_or_default();
    let texts = if cell.lines.is_empty() {
        std::slice::from_ref(&cell.text)
    } else {
        &cell.lines[..]
    };
    let inked = texts.iter().filter(|text| !text.is_empty());
    lines.extend(inked.map(|text| Line {
        text,
        place: place.clone(),
        in_grid: true,
        bold: cell.bold,
    }));
}

/// A table that only lays out text: the letterhead, the signature.
fn is_layout(grid: &Grid) -> bool {
    let has = |word: &String| {
        let mut texts = grid.cells.iter().map(|cell| bare(cell.text.as_str()));
        texts.any(|text| text.contains(word))
    };
    grid.columns <= 3 && (grid.rows <= 3 || vocabulary::LAYOUT.iter().any(has))
}

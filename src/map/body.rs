//! The report outside its appendix, line by line: letterhead, body, signature.

use crate::model::{Block, Cell, Document, Grid, Place};
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

/// The lines before the appendix. Layout tables of up to three columns count (letterhead, signature);
/// wider ones are data and do not.
pub fn lines(document: &Document) -> Vec<Line<'_>> {
    let end = document
        .blocks
        .iter()
        .position(is_appendix_title)
        .unwrap_or(document.blocks.len());
    collect(&document.blocks[..end])
}

/// The lines from the appendix's title on, tables left out: its title and its "(Kèm theo …)" line.
pub fn appendix_lines(document: &Document) -> Vec<Line<'_>> {
    let start = document
        .blocks
        .iter()
        .position(is_appendix_title)
        .unwrap_or(document.blocks.len());
    let paragraphs = document.blocks[start..]
        .iter()
        .filter(|block| matches!(block, Block::Paragraph(_)));
    paragraphs
        .flat_map(|block| collect(std::slice::from_ref(block)))
        .take(40)
        .collect()
}

/// The lines over the appendix's table.
pub fn appendix_title(document: &Document) -> impl Iterator<Item = &str> {
    let blocks = document
        .blocks
        .iter()
        .skip_while(|block| !is_appendix_title(block));
    blocks.map_while(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        Block::Grid(_) => None,
    })
}

fn collect(blocks: &[Block]) -> Vec<Line<'_>> {
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

/// "PHỤ LỤC …" or "BIỂU MẪU …" set as a title: short, in capitals or alone on its line.
fn is_appendix_title(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else {
        return false;
    };
    let text = paragraph.text.as_str();
    let key = bare(text);
    let opens = vocabulary::APPENDIX_TITLES_OF_BODY
        .iter()
        .any(|word| key.starts_with(word));
    let capitals = text.chars().take(7).all(|c| !c.is_lowercase());
    opens && text.chars().count() <= 120 && (capitals || key.split(' ').count() <= 3)
}

//! Document → its reports: where a form begins again, and where in each the appendix stands.
//!
//! What tells is the form itself: a table that asks what another before it asked already belongs to another
//! agency's appendix, another period's, or is a form left blank. Headings and letterheads between them only say
//! where exactly one ends.

use super::find::{Piece, Pieces, is_appendix_heading, is_letterhead};
use super::header::header_at;
use super::side_by_side::apart;
use super::view::View;
use crate::model::{Block, Cell, Document, Grid, Layout, Paragraph};
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::fold::bare;
use crate::text::vocabulary::{self, names_nation};
use std::collections::BTreeSet;
use std::ops::Range;

/// Labels a table must ask for before it can ask them again.
const FEWEST: usize = 3;
/// The share of a table's labels, in percent, that make it the same form again.
const AGAIN: usize = 60;

/// One report of a document: its blocks, where among them its appendix stands, and the pieces of that.
#[derive(Debug)]
pub struct Part {
    /// Its blocks, as a document of its own.
    pub document: Document,
    pub(super) pieces: Pieces,
    appendix: Range<usize>,
}

impl Part {
    /// A document taken whole.
    pub fn of(document: Document) -> Part {
        let document = apart(document);
        let pieces = Pieces::of(&document.blocks);
        Part::with(document, pieces)
    }

    fn with(document: Document, pieces: Pieces) -> Part {
        Part {
            appendix: pieces.range(&document.blocks),
            document,
            pieces,
        }
    }

    /// What is the appendix and what stands around it.
    pub fn layout(&self) -> Layout<'_> {
        Layout {
            blocks: &self.document.blocks,
            appendix: self.appendix.clone(),
        }
    }
}

/// The reports in a document; one where no form comes twice.
pub fn parts(document: Document) -> Vec<Part> {
    let mut document = apart(document);
    let mut pieces = Pieces::of(&document.blocks);
    // Each time a grid is parted once.
    while part_grids(&mut document, &pieces.pieces) {
        pieces = Pieces::of(&document.blocks);
    }
    let ranges = ranges(&document.blocks, &pieces.pieces);
    if ranges.len() < 2 {
        return vec![Part::with(document, pieces)];
    }
    let part = |blocks: Range<usize>| {
        Part::of(Document {
            blocks: document.blocks[blocks].to_vec(),
            source: document.source.clone(),
            pages: document.pages.clone(),
            extent: document.extent,
            ..Document::default()
        })
    };
    ranges.into_iter().map(part).collect()
}

/// The blocks of each part.
fn ranges(blocks: &[Block], pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut asked: BTreeSet<String> = BTreeSet::new();
    let mut before: Option<usize> = None;
    for piece in pieces {
        let Some(Block::Grid(grid)) = blocks.get(piece.block) else {
            continue;
        };
        let own = labels(grid, piece, piece.header_rows..grid.rows);
        let gap = before.map_or(0, |before| before + 1)..piece.block;
        if before.is_some() && begins_again(&own, &asked) {
            starts.push(boundary(blocks, gap));
            asked.clear();
        } else if own.len() < FEWEST && own.is_subset(&asked) && begins(piece, &blocks[gap]) {
            // A page may end behind the header of what follows, or its first rows: these do not tell yet.
            continue;
        }
        asked.extend(own);
        before = Some(piece.block);
    }
    let ends = starts.iter().skip(1).copied().chain([blocks.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| *start..end)
        .collect()
}

/// Where between two tables the second one's report begins: at its letterhead or its title, the names in
/// capitals above that among it.
fn boundary(blocks: &[Block], gap: Range<usize>) -> usize {
    let from = gap.start;
    let between = &blocks[gap];
    let Some(at) = between.iter().position(opens) else {
        return from;
    };
    let is_name = |block: &&Block| match block {
        Block::Paragraph(paragraph) => is_in_capitals(paragraph.text.as_str()),
        Block::Grid(_) => false,
    };
    from + at - between[..at].iter().rev().take_while(is_name).count()
}

/// Whether a piece looks like the first of an appendix: its header, or a title above it.
fn begins(piece: &Piece, gap: &[Block]) -> bool {
    piece.header_rows > 0 || gap.iter().any(opens)
}

/// A title of an appendix, or what a report begins with.
fn opens(block: &Block) -> bool {
    match block {
        Block::Paragraph(_) if is_appendix_heading(block) => true,
        Block::Paragraph(paragraph) => opens_report(paragraph.text.as_str()),
        Block::Grid(grid) => is_letterhead(grid),
    }
}

/// The nation's name, "BÁO CÁO", or "Số: …/…".
fn opens_report(text: &str) -> bool {
    let key = bare(text);
    let numbered = text.trim_start().starts_with("Số:") && text.contains('/');
    names_nation(text) || key == "bao cao" || numbered
}

/// "SỞ XÂY DỰNG", but not the "GIÁM ĐỐC" who signs what stands above.
fn is_in_capitals(text: &str) -> bool {
    let key = bare(text);
    let signs = vocabulary::SHEET_OFFICES
        .iter()
        .any(|office| key.contains(office));
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase) && !signs
}

fn begins_again(own: &BTreeSet<String>, asked: &BTreeSet<String>) -> bool {
    let again = own.iter().filter(|label| asked.contains(*label)).count();
    again >= FEWEST && again * 100 >= own.len() * AGAIN
}

fn label_column(piece: &Piece) -> Option<usize> {
    let is_label = |role: &ColumnRole| *role == ColumnRole::Label;
    piece.roles.iter().position(is_label)
}

/// What the rows of a table ask for.
fn labels(grid: &Grid, piece: &Piece, rows: Range<usize>) -> BTreeSet<String> {
    let column = label_column(piece);
    let is_label = |cell: &&Cell| {
        rows.contains(&cell.rows.start) && column.is_some_and(|at| cell.columns.contains(&at))
    };
    let keys = grid.cells.iter().filter(is_label);
    let keys = keys.map(|cell| bare(cell.text.as_str()));
    keys.filter(|key| key.len() > 2).collect()
}

/// Parts grids in which the form begins again below its header repeated: two forms on one sheet. Says whether
/// there was one.
fn part_grids(document: &mut Document, pieces: &[Piece]) -> bool {
    let found: Vec<(usize, usize)> = pieces
        .iter()
        .filter_map(|piece| match document.blocks.get(piece.block) {
            Some(Block::Grid(grid)) => Some((piece.block, again_within(grid, piece)?)),
            _ => None,
        })
        .collect();
    for (block, row) in found.iter().rev() {
        if let Some(Block::Grid(grid)) = document.blocks.get(*block) {
            let title = title_above(grid, *row);
            let mut parted = vec![Block::Grid(rows_of(grid, 0..title))];
            parted.extend((title..*row).filter_map(|row| line(grid, row)));
            parted.push(Block::Grid(rows_of(grid, *row..grid.rows)));
            document.blocks.splice(*block..=*block, parted);
        }
    }
    !found.is_empty()
}

/// The row at which the form begins again, its header repeated there.
fn again_within(grid: &Grid, piece: &Piece) -> Option<usize> {
    let view = View::new(grid);
    let numbers = piece
        .roles
        .iter()
        .position(|role| *role == ColumnRole::Number);
    // Cheaper than to try a header at every row.
    let names_column = |row: &usize| match numbers {
        Some(column) => view.at(*row, column).is_some_and(is_name),
        None => view.row(*row).any(is_name),
    };
    let rows = piece.header_rows + FEWEST..grid.rows;
    rows.filter(names_column).find(|row| {
        let Some(header) = header_at(&view, *row) else {
            return false;
        };
        let asked = labels(grid, piece, piece.header_rows..*row);
        begins_again(&labels(grid, piece, row + header.rows..grid.rows), &asked)
    })
}

/// "STT", "Nội dung"; no number of a row.
fn is_name(cell: &Cell) -> bool {
    let text = cell.text.as_str();
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    !text.is_empty() && !has_digit && column_role(text).is_some()
}

/// The row at which the lines above a header begin: each stands alone in its row.
fn title_above(grid: &Grid, header: usize) -> usize {
    let filled = |row: usize| {
        let own = grid.cells.iter().filter(|cell| cell.rows.contains(&row));
        own.filter(|cell| !cell.text.is_empty()).count()
    };
    let lines = (0..header).rev().take_while(|row| filled(*row) < 2);
    header - lines.count()
}

/// A row of a grid as a line of text; `None` for an empty one.
fn line(grid: &Grid, row: usize) -> Option<Block> {
    let cell = grid
        .cells
        .iter()
        .find(|cell| cell.rows.start == row && !cell.text.is_empty())?;
    Some(Block::Paragraph(Paragraph {
        text: cell.text.clone(),
        place: cell.places.first().cloned().unwrap_or_default(),
        ..Paragraph::default()
    }))
}

/// Some rows of a grid as a grid of their own.
fn rows_of(grid: &Grid, rows: Range<usize>) -> Grid {
    let own = grid
        .cells
        .iter()
        .filter(|cell| rows.contains(&cell.rows.start));
    let moved = |cell: &Cell| Cell {
        rows: cell.rows.start - rows.start..cell.rows.end.min(rows.end) - rows.start,
        ..cell.clone()
    };
    Grid {
        rows: rows.len(),
        cells: own.map(moved).collect(),
        header_rows: if rows.start == 0 { grid.header_rows } else { 0 },
        ..grid.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(Paragraph {
            text: Text::clean(text),
            ..Paragraph::default()
        })
    }

    fn form(labels: &[&str], headers: usize) -> Block {
        let head = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"].map(str::to_owned);
        let mut rows = Vec::new();
        for at in 0..headers.max(1) {
            rows.extend((at < headers).then(|| head.clone()));
            let body = labels.iter().enumerate();
            rows.extend(body.map(|(at, label)| {
                [
                    (at + 1).to_string(),
                    (*label).to_owned(),
                    "Văn bản".into(),
                    "1".into(),
                ]
            }));
        }
        let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| Cell {
                text: Text::clean(text),
                rows: row..row + 1,
                columns: column..column + 1,
                ..Cell::default()
            })
        });
        Block::Grid(Grid {
            rows: rows.len(),
            columns: 4,
            cells: cells.collect(),
            ..Grid::default()
        })
    }

    fn lengths(blocks: Vec<Block>) -> Vec<usize> {
        let parts = parts(Document {
            blocks,
            ..Document::default()
        });
        parts
            .iter()
            .map(|part| part.document.blocks.len())
            .collect()
    }

    const ASKED: [&str; 4] = ["Số văn bản", "Số cuộc họp", "Số lớp", "Số tin, bài"];

    #[test]
    fn a_form_that_comes_twice_parts_the_document_at_its_title() {
        let blocks = vec![
            paragraph("BÁO CÁO"),
            paragraph("PHỤ LỤC QUÝ II"),
            form(&ASKED, 1),
            paragraph("GIÁM ĐỐC"),
            paragraph("PHỤ LỤC QUÝ III"),
            form(&ASKED, 1),
        ];
        assert_eq!(lengths(blocks), [4, 2]);
        assert_eq!(lengths(vec![form(&ASKED, 2)]), [1, 1]);
        assert_eq!(lengths(vec![form(&ASKED, 3)]), [1, 1, 1]);
    }

    /// The end of a page may part a header from its rows, or with the first of them.
    #[test]
    fn a_header_goes_with_the_rows_below_it() {
        for rows in [0, 1] {
            let blocks = vec![
                paragraph("PHỤ LỤC QUÝ II"),
                form(&ASKED, 1),
                paragraph("PHỤ LỤC QUÝ III"),
                form(&ASKED[..rows], 1),
                form(&ASKED[rows..], 0),
                form(&["Số hồ sơ", "Số phiếu", "Số dịch vụ"], 0),
            ];
            assert_eq!(lengths(blocks), [2, 4], "{rows} rows beside the header");
        }
    }

    /// The pieces of one form ask for different things, whatever headings stand between.
    #[test]
    fn pieces_of_one_form_stay_together() {
        let blocks = vec![
            paragraph("PHỤ LỤC 1"),
            form(&ASKED, 1),
            paragraph("PHỤ LỤC 2"),
            form(&["Số hồ sơ", "Số phiếu", "Số lớp", "Số dịch vụ"], 1),
        ];
        assert_eq!(lengths(blocks), [4]);
    }
}

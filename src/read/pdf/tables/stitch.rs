//! Pieces of one tagged table on several pages → one grid: the tree knows which row goes on.

use super::found::Piece;
use crate::model::{Block, Cell, Document, Grid};
use crate::text::lines::join as join_lines;
use std::collections::BTreeMap;

/// Joins the grids of each tagged table; `pieces` says which block holds which rows of which table.
pub fn stitch(document: &mut Document, pieces: Vec<(usize, Piece)>) {
    let mut whole: BTreeMap<usize, (usize, Piece)> = BTreeMap::new();
    let mut gone = Vec::new();
    for (block, piece) in pieces {
        let joined = match whole.get_mut(&piece.table) {
            Some((first, known)) => join(document, *first, known, block, &piece),
            None => false,
        };
        if joined {
            gone.push(block);
        } else {
            whole.insert(piece.table, (block, piece));
        }
    }
    let mut at = 0;
    document.blocks.retain(|_| {
        at += 1;
        gone.binary_search(&(at - 1)).is_err()
    });
}

/// Adds the grid of a later block to that of an earlier one; only where their columns are the same.
fn join(
    document: &mut Document,
    first: usize,
    known: &mut Piece,
    block: usize,
    piece: &Piece,
) -> bool {
    let Some((above, below)) = document.blocks.split_at_mut_checked(block) else {
        return false;
    };
    let (Some(Block::Grid(top)), Some(Block::Grid(next))) = (above.get_mut(first), below.first())
    else {
        return false;
    };
    if top.columns != next.columns {
        return false;
    }
    top.places.extend(next.places.iter().cloned());
    let targets = targets(top, known, piece);
    for cell in &next.cells {
        put(top, cell, &targets);
    }
    true
}

/// The row of the whole table each row of the piece becomes; `None` for a header printed once more.
fn targets(top: &mut Grid, known: &mut Piece, piece: &Piece) -> Vec<Option<usize>> {
    let mut targets = Vec::with_capacity(piece.rows.len());
    for (at, row) in piece.rows.iter().enumerate() {
        let started = targets.iter().any(Option::is_some);
        let again = row.is_some() && known.rows.contains(row) && known.rows.last() != Some(row);
        let header =
            !started && (again || row.is_none() && piece.rows[at..].iter().any(Option::is_some));
        if header {
            targets.push(None);
        } else if row.is_some() && known.rows.last() == Some(row) {
            targets.push(Some(top.rows - 1));
        } else {
            known.rows.push(*row);
            top.rows += 1;
            targets.push(Some(top.rows - 1));
        }
    }
    targets
}

fn put(top: &mut Grid, cell: &Cell, targets: &[Option<usize>]) {
    let Some(Some(start)) = targets.get(cell.rows.start).copied() else {
        return;
    };
    let end = start + cell.rows.len();
    if let Some(cut) = top
        .cells
        .iter_mut()
        .find(|c| c.rows.contains(&start) && c.columns == cell.columns)
    {
        cut.go_on(cell);
        // A merged cell that the page break cut covers rows on both pages.
        cut.rows.end = cut.rows.end.max(end.min(top.rows));
        return;
    }
    top.cells.push(Cell {
        rows: start..end.min(top.rows).max(start + 1),
        ..cell.clone()
    });
}

impl Cell {
    /// Takes in the part of this cell that stands on the next page.
    fn go_on(&mut self, part: &Cell) {
        if self.lines.is_empty() && !self.text.is_empty() {
            self.lines = vec![self.text.clone()];
        }
        if part.lines.is_empty() && !part.text.is_empty() {
            self.lines.push(part.text.clone());
        }
        self.lines.extend(part.lines.iter().cloned());
        let texts = [self.text.as_str().to_owned(), part.text.as_str().to_owned()];
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        self.text = crate::read::pdf::text::cell::readable(&join_lines(&texts));
        if self.lines.len() < 2 {
            self.lines.clear();
        }
        self.places.extend(part.places.iter().cloned());
        self.marks.extend(part.marks.iter().cloned());
        self.unreadable |= part.unreadable;
    }
}

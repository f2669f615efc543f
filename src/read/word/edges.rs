//! Rows whose cells say where they end (RTF, .doc) → a table of grid columns.

use super::raw::{Cell, Merge, Row, Table};
use super::sight::Ground;

/// Edges closer than this (in twentieths of a point) are one: rows are drawn by hand.
const SAME_EDGE: i64 = 40;

/// Width of a cell that its row does not define, in twentieths of a point.
const UNDEFINED_WIDTH: i64 = 1_000;

/// A cell as its row defines it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::read) struct CellEdge {
    pub right: i64,
    pub vertical: Merge,
    pub horizontal: Merge,
    pub ground: Ground,
}

/// The definition of the rows to come.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct RowEdges {
    pub left: i64,
    pub header: bool,
    pub cells: Vec<CellEdge>,
    /// What the next cell takes over.
    pub next: CellEdge,
}

impl RowEdges {
    /// The next cell ends here.
    pub fn end_cell(&mut self, right: i32) {
        let next = std::mem::take(&mut self.next);
        self.cells.push(CellEdge {
            right: right.into(),
            ..next
        });
    }

    /// Cells beyond the definition get a place of their own.
    fn widen_to(&mut self, cells: usize) {
        while self.cells.len() < cells {
            let last = self.cells.last().map_or(self.left, |cell| cell.right);
            self.cells.push(CellEdge {
                right: last + UNDEFINED_WIDTH,
                ..CellEdge::default()
            });
        }
    }
}

/// Puts the rows of a table, each with its edges, on the columns that all the edges make.
pub(in crate::read) fn place(table: &mut Table, mut edges_of: Vec<RowEdges>) {
    for (row, edges) in table.rows.iter().zip(&mut edges_of) {
        edges.widen_to(row.cells.len());
    }
    let edges = edges(&edges_of);
    for (row, own) in table.rows.iter_mut().zip(edges_of) {
        place_row(row, &edges, &own);
    }
    table.widths = edges.windows(2).map(|pair| pair[1] - pair[0]).collect();
}

/// Every edge once, left to right.
fn edges(rows: &[RowEdges]) -> Vec<i64> {
    let mut all: Vec<i64> = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.right).chain([row.left]))
        .collect();
    all.sort_unstable();
    all.dedup_by(|next, kept| *next - *kept < SAME_EDGE);
    all
}

fn place_row(row: &mut Row, edges: &[i64], own: &RowEdges) {
    row.before = column(edges, own.left);
    row.header = own.header;
    row.cells.resize_with(own.cells.len(), Cell::default);
    let mut left = row.before;
    for (cell, edge) in row.cells.iter_mut().zip(&own.cells) {
        let right = column(edges, edge.right);
        cell.span = right.saturating_sub(left).max(1);
        cell.vertical = edge.vertical;
        cell.horizontal = edge.horizontal;
        cell.ground = edge.ground;
        left = right.max(left + 1);
    }
}

/// The last edge that is not right of a position.
fn column(edges: &[i64], position: i64) -> usize {
    edges
        .partition_point(|edge| *edge <= position)
        .saturating_sub(1)
}

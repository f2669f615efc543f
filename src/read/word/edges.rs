//! Rows whose cells say where they end (RTF, .doc) → a table of grid columns.

use crate::read::word::raw::{Block, Cell, Merge, Row, Table};

/// Edges closer than this (in twentieths of a point) are one: rows are drawn by hand.
const SAME_EDGE: i64 = 40;

/// A cell as its row defines it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::read) struct Def {
    pub right: i64,
    pub vertical: Merge,
    pub horizontal: Merge,
}

/// The definition of the rows to come.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct RowDef {
    pub left: i64,
    pub header: bool,
    pub cells: Vec<Def>,
    /// What the next cell takes over.
    pub next: Def,
}

impl RowDef {
    /// The next cell ends here.
    pub fn end_cell(&mut self, right: i32) {
        let next = std::mem::take(&mut self.next);
        self.cells.push(Def {
            right: right.into(),
            ..next
        });
    }
}

/// The table that is open: its rows with their definitions.
#[derive(Debug, Default)]
pub(in crate::read) struct Rows(Vec<(RowDef, Vec<Vec<Block>>)>);

impl Rows {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a row; cells beyond the definition get a place of their own.
    pub fn add(&mut self, mut def: RowDef, cells: Vec<Vec<Block>>) {
        while def.cells.len() < cells.len() {
            let right = def.cells.last().map_or(def.left, |cell| cell.right) + 1_000;
            def.cells.push(Def {
                right,
                ..Def::default()
            });
        }
        self.0.push((def, cells));
    }

    /// The rows as a table on the columns that all their edges make.
    pub fn close(&mut self, number: u32) -> Table {
        let rows = std::mem::take(&mut self.0);
        let edges = edges(&rows);
        let rows = rows
            .into_iter()
            .map(|(def, cells)| row(&edges, &def, cells))
            .collect();
        let widths = edges.windows(2).map(|pair| pair[1] - pair[0]).collect();
        Table {
            number,
            rows,
            widths,
        }
    }
}

/// Every edge once, left to right.
fn edges(rows: &[(RowDef, Vec<Vec<Block>>)]) -> Vec<i64> {
    let mut all: Vec<i64> = rows
        .iter()
        .flat_map(|(def, _)| def.cells.iter().map(|cell| cell.right).chain([def.left]))
        .collect();
    all.sort_unstable();
    all.dedup_by(|next, kept| *next - *kept < SAME_EDGE);
    all
}

fn row(edges: &[i64], def: &RowDef, cells: Vec<Vec<Block>>) -> Row {
    let before = column(edges, def.left);
    let mut contents = cells.into_iter();
    let mut left = before;
    let mut row = Row {
        before,
        header: def.header,
        ..Row::default()
    };
    for cell in &def.cells {
        let right = column(edges, cell.right);
        row.cells.push(Cell {
            span: right.saturating_sub(left).max(1),
            vertical: cell.vertical,
            horizontal: cell.horizontal,
            blocks: contents.next().unwrap_or_default(),
            ..Cell::default()
        });
        left = right.max(left + 1);
    }
    row
}

/// The last edge that is not right of a position.
fn column(edges: &[i64], position: i64) -> usize {
    edges
        .partition_point(|edge| *edge <= position)
        .saturating_sub(1)
}

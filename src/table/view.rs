//! A grid with its cells sorted by row, so that asking for a position costs no search through the table.

use crate::model::{Cell, Grid};

/// A grid, indexed.
pub struct View<'a> {
    /// The grid itself.
    pub grid: &'a Grid,
    rows: Vec<Vec<u32>>,
}

impl<'a> View<'a> {
    /// Indexes a grid.
    pub fn new(grid: &'a Grid) -> View<'a> {
        let mut rows = vec![Vec::new(); grid.rows];
        for (at, cell) in grid.cells.iter().enumerate() {
            for row in cell.rows.start..cell.rows.end.min(grid.rows) {
                rows[row].push(at as u32);
            }
        }
        View { grid, rows }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.grid.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.grid.columns
    }

    /// The cells that cover a row, each once; none below the last row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = &'a Cell> {
        let grid = self.grid;
        self.rows
            .get(row)
            .into_iter()
            .flatten()
            .map(move |&at| &grid.cells[at as usize])
    }

    /// The cell that covers a position.
    pub fn at(&self, row: usize, column: usize) -> Option<&'a Cell> {
        self.row(row).find(|cell| cell.columns.contains(&column))
    }
}

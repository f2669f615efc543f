//! Tables of an ODT: cells say how far they reach, and what they cover is there too, covered.

use super::walk::{Scope, Walk};
use crate::model::Error;
use crate::read::word::raw::{Block, Cell, Merge, Row, Table};
use crate::read::word::walk::may_nest;
use crate::read::xml::{Tag, within};

/// A table while it is being read.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    table: Table,
    /// The open row and how often it stands there.
    row: Option<(Row, usize)>,
    /// The open cell and how often it stands there.
    cell: Option<(Cell, usize)>,
    cells: u64,
}

impl Walk<'_> {
    pub(super) fn open_table(&mut self) -> Result<Scope, Error> {
        may_nest(self.tables.len(), self.limits.nested_tables)?;
        self.table_count += 1;
        let table = Table {
            number: self.table_count,
            ..Table::default()
        };
        self.tables.push(OpenTable {
            table,
            ..OpenTable::default()
        });
        Ok(Scope::Table)
    }

    pub(super) fn open_row(&mut self, tag: &Tag<'_>) -> Scope {
        match self.tables.last_mut().filter(|table| table.row.is_none()) {
            Some(table) => {
                table.row = Some((Row::default(), count(tag, "number-rows-repeated")));
                Scope::Row
            }
            None => Scope::Outer,
        }
    }

    pub(super) fn open_cell(&mut self, tag: &Tag<'_>) -> Result<Option<Scope>, Error> {
        let limit = u64::from(self.limits.table_cells);
        let Some(table) = self
            .tables
            .last_mut()
            .filter(|table| table.row.is_some() && table.cell.is_none())
        else {
            return Ok(Some(Scope::Outer));
        };
        let covered = tag.name() == "covered-table-cell";
        let cell = Cell {
            span: if covered {
                1
            } else {
                count(tag, "number-columns-spanned").min(256)
            },
            down: count(tag, "number-rows-spanned"),
            vertical: if covered { Merge::Gone } else { Merge::No },
            ..Cell::default()
        };
        let times = count(tag, "number-columns-repeated").min(256);
        table.cells = table.cells.saturating_add(times as u64);
        within("cells in one table", table.cells, limit)?;
        table.cell = Some((cell, times));
        self.flows.push(Vec::new());
        Ok(Some(Scope::Cell))
    }

    pub(super) fn close_cell(&mut self) {
        let blocks = self.flows.pop().unwrap_or_default();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let (Some((mut cell, times)), Some((row, _))) = (table.cell.take(), table.row.as_mut())
        else {
            return;
        };
        cell.blocks = blocks;
        row.put(cell, times);
    }

    /// Ends a row. A row that stands there often is blank in any file a person made: it is taken as
    /// often as the limits allow.
    pub(super) fn close_row(&mut self, header: bool) {
        let limit = u64::from(self.limits.table_cells);
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some((mut row, times)) = table.row.take() else {
            return;
        };
        row.header = header;
        let cells = row.cells.len().max(1) as u64;
        let room = (limit.saturating_sub(table.cells) / cells).min(1000) as usize;
        for _ in 1..times.min(room) {
            table.cells += cells;
            table.table.rows.push(row.clone());
        }
        table.table.rows.push(row);
    }

    pub(super) fn close_table(&mut self) {
        let (Some(open), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) else {
            return;
        };
        if !open.table.rows.is_empty() {
            flow.push(Block::Table(open.table));
        }
    }
}

impl Row {
    /// Adds a cell. One that covers those after it is followed by them: they take no columns of their own.
    fn put(&mut self, cell: Cell, times: usize) {
        let reach = self
            .cells
            .iter()
            .rposition(|before| before.vertical != Merge::Gone);
        let covered_here = reach.and_then(|at| self.cells.get(at).map(|cell| (at, cell.span)));
        for _ in 0..times {
            let after = covered_here.map_or(0, |(at, _)| self.cells.len() - at);
            let is_reached = covered_here.is_some_and(|(_, span)| after < span);
            let span = if cell.vertical == Merge::Gone && is_reached {
                0
            } else {
                cell.span
            };
            self.cells.push(Cell {
                span,
                ..cell.clone()
            });
        }
    }
}

/// How often or how far, at least 1.
fn count(tag: &Tag<'_>, name: &str) -> usize {
    tag.number(name).unwrap_or(1).clamp(1, 1_000_000) as usize
}

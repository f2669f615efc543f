//! Tables, rows, cells.

use super::{Flow, OpenTable, Scope, Walk};
use crate::model::Error;
use crate::read::word::raw::{Block, Cell, Merge, Row, Table};
use crate::read::word::walk::may_nest;
use crate::read::xml::{Tag, within};

impl OpenTable {
    /// False in a deleted row and in a covered cell.
    pub(super) fn is_printed(&self) -> bool {
        let covered =
            |cell: &Cell| cell.vertical == Merge::Covered || cell.horizontal == Merge::Covered;
        !self.row.as_ref().is_some_and(|row| row.deleted)
            && !self.cell.as_ref().is_some_and(covered)
    }
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

    pub(super) fn open_row(&mut self) -> Scope {
        match self.tables.last_mut() {
            Some(table) if table.row.is_none() => {
                table.row = Some(Row::default());
                Scope::Row
            }
            _ => Scope::Content,
        }
    }

    pub(super) fn open_cell(&mut self) -> Result<Scope, Error> {
        let Some(table) = self
            .tables
            .last_mut()
            .filter(|table| table.row.is_some() && table.cell.is_none())
        else {
            return Ok(Scope::Content);
        };
        table.cells += 1;
        within(
            "cells in one table",
            u64::from(table.cells),
            u64::from(self.limits.table_cells),
        )?;
        table.cell = Some(Cell {
            span: 1,
            ..Cell::default()
        });
        table.cell_deleted = false;
        self.flows.push(Flow::default());
        Ok(Scope::Cell)
    }

    pub(super) fn close_cell(&mut self) {
        let blocks = self.close_flow();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let (Some(mut cell), Some(row)) = (table.cell.take(), table.row.as_mut()) else {
            return;
        };
        if !table.cell_deleted {
            cell.blocks = blocks;
        }
        row.cells.push(cell);
    }

    pub(super) fn close_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        match table.row.take() {
            Some(row) if row.deleted => self.tally.deleted_rows += 1,
            Some(row) => table.table.rows.push(row),
            None => {}
        }
    }

    pub(super) fn close_table(&mut self) {
        let (Some(open), Some(flow)) = (self.tables.pop(), self.flows.last_mut()) else {
            return;
        };
        if !open.table.rows.is_empty() {
            flow.blocks.push(Block::Table(open.table));
        }
    }

    /// A column of the table's grid.
    pub(super) fn column(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        if tag.name() != "gridCol" {
            return None;
        }
        let table = self.tables.last_mut()?;
        table.table.widths.push(tag.number("w").unwrap_or(0));
        Some(Scope::TableGrid)
    }

    pub(super) fn row_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let row = self.tables.last_mut()?.row.as_mut()?;
        match tag.name() {
            "gridBefore" => row.before = tag.number("val").map_or(0, clamp),
            "tblHeader" => row.header = tag.on(),
            "del" | "moveFrom" => row.deleted = true,
            "ins" | "moveTo" => self.tally.insertions += 1,
            _ => {}
        }
        None
    }

    pub(super) fn cell_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let table = self.tables.last_mut()?;
        let cell = table.cell.as_mut()?;
        match tag.name() {
            "gridSpan" => cell.span = tag.number("val").map_or(1, clamp).max(1),
            "vMerge" => cell.vertical = merge(tag),
            "hMerge" => cell.horizontal = merge(tag),
            "cellDel" => {
                table.cell_deleted = true;
                self.tally.deletions += 1;
            }
            "cellIns" => self.tally.insertions += 1,
            _ => {}
        }
        None
    }
}

/// Word itself stops at 63 columns; a count beyond reason is brought back to it.
fn clamp(count: i64) -> usize {
    count.clamp(0, 256) as usize
}

fn merge(tag: &Tag<'_>) -> Merge {
    if tag.val().as_deref() == Some("restart") {
        Merge::No
    } else {
        Merge::Covered
    }
}

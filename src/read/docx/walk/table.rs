//! Settings of tables, rows and cells.

use super::{Scope, Walk};
use crate::read::docx::styles::shading;
use crate::read::word::raw::Merge;
use crate::read::xml::Tag;

impl Walk<'_> {
    pub(super) fn table_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "tblStyle" => {
                let style = self.table_styles.last_mut()?;
                *style = tag.val().unwrap_or_default().into_owned();
            }
            "shd" => self.builder.table()?.ground = shading(tag),
            _ => {}
        }
        None
    }

    /// A cell that is not shaded itself is as its table's style has it.
    pub(super) fn shade_cell(&mut self) {
        let first_row = self
            .builder
            .table()
            .is_some_and(|table| table.rows.is_empty());
        let style = self.table_styles.last().map_or("", String::as_str);
        let of_style = self.styles.tables.ground(style, first_row);
        if let Some(cell) = self.builder.cell() {
            cell.ground = cell.ground.or(of_style);
        }
    }

    /// A column of the table's grid.
    pub(super) fn column(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        if tag.name() != "gridCol" {
            return None;
        }
        let table = self.builder.table()?;
        table.widths.push(tag.number("w").unwrap_or(0));
        Some(Scope::TableGrid)
    }

    pub(super) fn row_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let row = self.builder.row()?;
        match tag.name() {
            "gridBefore" => row.before = tag.number("val").map_or(0, clamp),
            "tblHeader" => row.header = tag.on(),
            "del" | "moveFrom" => row.deleted = true,
            "ins" | "moveTo" => self.builder.revisions.insertions += 1,
            _ => {}
        }
        None
    }

    pub(super) fn cell_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let cell = self.builder.cell()?;
        match tag.name() {
            "gridSpan" => cell.span = tag.number("val").map_or(1, clamp).max(1),
            "vMerge" => cell.vertical = merge(tag),
            "hMerge" => cell.horizontal = merge(tag),
            "shd" => cell.ground = shading(tag),
            "cellDel" => {
                cell.deleted = true;
                self.builder.revisions.deletions += 1;
            }
            "cellIns" => self.builder.revisions.insertions += 1,
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

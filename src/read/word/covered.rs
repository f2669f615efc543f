//! Tables whose rows list only the cells that begin in them: what hangs down from above is put in.

use super::raw::{Cell, Merge, Row};
use std::collections::BTreeMap;

/// Columns a table may have; wider spans are nonsense or an attack.
const MAX_COLUMNS: usize = 1_000;

/// Puts a covered cell wherever a cell of an earlier row reaches and none is listed, in tables that should
/// list them all: some writers do not.
pub(in crate::read) fn fill_missing(rows: &mut [Row]) {
    let own = |row: &Row| row.cells.iter().map(|cell| cell.span).sum::<usize>();
    let width = rows.iter().map(own).max().unwrap_or(0);
    if rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|cell| cell.down > 1)
    {
        fill_to(rows, Some(width));
    }
}

/// Puts a covered cell wherever a cell of an earlier row reaches, as the formats do that list them.
pub(in crate::read) fn fill(rows: &mut [Row]) {
    fill_to(rows, None);
}

/// Fills the rows of a table, or only those that have room for what hangs down in a table so wide.
fn fill_to(rows: &mut [Row], width: Option<usize>) {
    let count = rows.len();
    // By column: how many more rows are covered.
    let mut hanging: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let mut out = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        let mut begun: Vec<(usize, usize)> = Vec::new();
        let own: usize = row.cells.iter().map(|cell| cell.span).sum();
        let is_full = width.is_some_and(|width| own + hanging.len() > width);
        let above = if is_full { &BTreeMap::new() } else { &hanging };
        for mut cell in std::mem::take(&mut row.cells) {
            column = pass(above, column, &mut out);
            // What a cell of this row covers takes no columns of its own.
            let least = usize::from(cell.vertical != Merge::Gone);
            cell.span = cell
                .span
                .clamp(least, MAX_COLUMNS.saturating_sub(column).max(1));
            cell.down = cell.down.clamp(1, count - at);
            begun.extend((column..column + cell.span).map(|column| (column, cell.down - 1)));
            column += cell.span;
            out.push(cell);
        }
        pass(above, column, &mut out);
        row.cells = out;
        hanging.values_mut().for_each(|rows| *rows -= 1);
        hanging.retain(|_, rows| *rows > 0);
        hanging.extend(begun.into_iter().filter(|(_, rows)| *rows > 0));
    }
}

/// Adds covered cells while the column is covered; the first column that is not.
fn pass(hanging: &BTreeMap<usize, usize>, mut column: usize, out: &mut Vec<Cell>) -> usize {
    while hanging.contains_key(&column) {
        out.push(Cell {
            span: 1,
            vertical: Merge::Gone,
            ..Cell::default()
        });
        column += 1;
    }
    column
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(span: usize, down: usize) -> Cell {
        Cell {
            span,
            down,
            ..Cell::default()
        }
    }

    #[test]
    fn only_rows_with_room_for_them_get_the_covered_cells_they_lack() {
        let row = |cells: Vec<Cell>| Row {
            cells,
            ..Row::default()
        };
        let listed = Cell {
            vertical: Merge::Gone,
            ..cell(1, 1)
        };
        let mut rows = [
            row(vec![cell(1, 3), cell(1, 1), cell(1, 1)]),
            row(vec![cell(1, 1), cell(1, 1)]),
            row(vec![listed, cell(1, 1), cell(1, 1)]),
        ];
        let last = rows[2].clone();
        fill_missing(&mut rows);
        let gone = |row: &Row| -> Vec<bool> {
            let cells = row.cells.iter();
            cells.map(|c| c.vertical == Merge::Gone).collect()
        };
        assert_eq!(gone(&rows[1]), [true, false, false]);
        assert_eq!(rows[2], last);
    }

    #[test]
    fn rows_below_a_tall_cell_get_a_covered_one() {
        let row = |cells: Vec<Cell>| Row {
            cells,
            ..Row::default()
        };
        let mut rows = [
            row(vec![cell(1, 1), cell(2, 2)]),
            row(vec![cell(1, 9)]),
            row(vec![cell(1, 1)]),
        ];
        fill(&mut rows);
        let spans: Vec<Vec<(usize, bool)>> = rows
            .iter()
            .map(|r| {
                r.cells
                    .iter()
                    .map(|c| (c.span, c.vertical == Merge::Gone))
                    .collect()
            })
            .collect();
        assert_eq!(
            spans,
            [
                vec![(1, false), (2, false)],
                vec![(1, false), (1, true), (1, true)],
                vec![(1, true), (1, false)]
            ]
        );
    }
}

//! Rows of spanning and covered cells → a grid.

use super::raw::{Cell, Merge, Table};
use std::collections::BTreeMap;
use std::ops::Range;

/// A cell at its place in the grid.
#[derive(Debug)]
pub(in crate::read) struct Placed {
    pub rows: Range<usize>,
    pub columns: Range<usize>,
    pub cell: Cell,
}

/// A table whose cells know their rows and columns.
#[derive(Debug, Default)]
pub(in crate::read) struct Layout {
    pub rows: usize,
    pub columns: usize,
    pub header_rows: usize,
    pub cells: Vec<Placed>,
}

/// Lays a table's cells out: spans, covered cells joined to what covers them.
pub(in crate::read) fn layout(table: Table) -> Layout {
    let header_rows = table.rows.iter().take_while(|row| row.header).count();
    let mut layout = Layout {
        rows: table.rows.len(),
        header_rows,
        ..Layout::default()
    };
    // By first column: the cell that stands there in the row above.
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, row) in table.rows.into_iter().enumerate() {
        above = place_row(&mut layout.cells, &above, at, row.before, row.cells);
    }
    for placed in &mut layout.cells {
        placed.rows.end = placed.rows.end.min(layout.rows);
    }
    drop_unused_columns(&mut layout, &table.widths);
    layout
}

/// Places one row's cells and returns what stands above the next row.
fn place_row(
    placed: &mut Vec<Placed>,
    above: &BTreeMap<usize, usize>,
    row: usize,
    before: usize,
    cells: Vec<Cell>,
) -> BTreeMap<usize, usize> {
    let mut here = BTreeMap::new();
    let mut column = before;
    let mut left: Option<usize> = None;
    for cell in cells {
        let columns = column..column + cell.span;
        column = columns.end;
        if cell.horizontal == Merge::Covered
            && let Some(cover) = left.and_then(|index| placed.get_mut(index))
        {
            cover.columns.end = cover.columns.end.max(columns.end);
            continue;
        }
        if cell.vertical == Merge::Gone {
            continue;
        }
        let cover = above
            .get(&columns.start)
            .filter(|_| cell.vertical == Merge::Covered)
            .copied();
        let index = match cover.and_then(|index| placed.get_mut(index).map(|cover| (index, cover)))
        {
            Some((index, cover)) => {
                cover.rows.end = row + 1;
                index
            }
            None => {
                let rows = row..row + cell.down.max(1);
                placed.push(Placed {
                    rows,
                    columns: columns.clone(),
                    cell,
                });
                placed.len() - 1
            }
        };
        here.insert(columns.start, index);
        left = Some(index);
    }
    here
}

/// Grid columns at whose edge no cell begins or ends are not columns: Word keeps them from earlier edits.
/// Nor are edges a hair apart two edges: somebody dragged one row's border.
fn drop_unused_columns(layout: &mut Layout, widths: &[i64]) {
    let mut edges: Vec<usize> = layout
        .cells
        .iter()
        .flat_map(|placed| [placed.columns.start, placed.columns.end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let numbers = number_edges(&edges, widths, &layout.cells);
    let number = |edge: usize| {
        edges
            .binary_search(&edge)
            .ok()
            .and_then(|at| numbers.get(at))
            .copied()
            .unwrap_or_default()
    };
    for placed in &mut layout.cells {
        placed.columns = number(placed.columns.start)..number(placed.columns.end);
    }
    layout.columns = numbers.last().copied().unwrap_or_default();
}

/// Numbers the edges from 0; edges a hair apart get the same number, unless a cell stands between them.
fn number_edges(edges: &[usize], widths: &[i64], cells: &[Placed]) -> Vec<usize> {
    let mut numbers: Vec<usize> = Vec::with_capacity(edges.len());
    let ends = first_ends(cells);
    // The first of the edges that share the number given last.
    let mut first = 0;
    for &edge in edges {
        let same = numbers.last().filter(|_| {
            is_hair(widths.get(first..edge))
                && ends
                    .range(first..)
                    .next()
                    .is_none_or(|(_, end)| *end > edge)
        });
        let number = match same {
            Some(number) => *number,
            None => {
                first = edge;
                numbers.last().map_or(0, |last| last + 1)
            }
        };
        numbers.push(number);
    }
    numbers
}

/// By column: the first end among the cells that begin there or after it.
fn first_ends(cells: &[Placed]) -> BTreeMap<usize, usize> {
    let mut ends: BTreeMap<usize, usize> = BTreeMap::new();
    for Range { start, end } in cells.iter().map(|placed| placed.columns.clone()) {
        ends.entry(start)
            .and_modify(|first| *first = end.min(*first))
            .or_insert(end);
    }
    let mut first = usize::MAX;
    for end in ends.values_mut().rev() {
        first = first.min(*end);
        *end = first;
    }
    ends
}

/// Narrower than any character, in twentieths of a point.
const HAIR: i64 = 80;

fn is_hair(widths: Option<&[i64]>) -> bool {
    widths.is_some_and(|widths| {
        widths.iter().all(|width| *width > 0)
            && widths.iter().fold(0_i64, |sum, w| sum.saturating_add(*w)) < HAIR
    })
}

#[cfg(test)]
mod tests {
    use super::super::raw::Row;
    use super::*;

    fn cell(span: usize, vertical: Merge) -> Cell {
        Cell {
            span,
            vertical,
            ..Cell::default()
        }
    }

    fn spans(rows: Vec<Vec<Cell>>) -> Vec<(Range<usize>, Range<usize>)> {
        let rows = rows
            .into_iter()
            .map(|cells| Row {
                cells,
                ..Row::default()
            })
            .collect();
        let layout = layout(Table {
            rows,
            ..Table::default()
        });
        layout
            .cells
            .into_iter()
            .map(|placed| (placed.rows, placed.columns))
            .collect()
    }

    #[test]
    fn a_two_row_header_with_both_kinds_of_merge() {
        let rows = vec![
            vec![cell(1, Merge::No), cell(2, Merge::No), cell(1, Merge::No)],
            vec![
                cell(1, Merge::Covered),
                cell(1, Merge::No),
                cell(1, Merge::No),
                cell(1, Merge::Covered),
            ],
        ];
        assert_eq!(
            spans(rows),
            [
                (0..2, 0..1),
                (0..1, 1..3),
                (0..2, 3..4),
                (1..2, 1..2),
                (1..2, 2..3)
            ]
        );
    }

    #[test]
    fn a_covered_cell_with_nothing_above_stands_for_itself() {
        assert_eq!(spans(vec![vec![cell(1, Merge::Covered)]]), [(0..1, 0..1)]);
    }

    #[test]
    fn edges_a_hair_apart_are_one_edge() {
        let row = |spans: [usize; 2]| Row {
            cells: spans.map(|s| cell(s, Merge::No)).into(),
            ..Row::default()
        };
        let rows = vec![row([1, 2]), row([2, 1])];
        let columns = |widths| {
            layout(Table {
                rows: rows.clone(),
                widths,
                ..Table::default()
            })
            .columns
        };
        assert_eq!(columns(vec![2000, 15, 3000]), 2);
        assert_eq!(columns(vec![2000, 600, 3000]), 3);
        assert_eq!(columns(vec![]), 3);
    }

    #[test]
    fn grid_columns_no_cell_uses_vanish() {
        let rows = vec![
            vec![cell(3, Merge::No), cell(2, Merge::No)],
            vec![cell(3, Merge::No), cell(2, Merge::No)],
        ];
        assert_eq!(
            spans(rows),
            [(0..1, 0..1), (0..1, 1..2), (1..2, 0..1), (1..2, 1..2)]
        );
    }
}

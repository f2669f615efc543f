//! Tables that stand side by side in one grid: a blank column between them, or rows that are numbered once more.

use super::header::{header_at, header_by_shape};
use super::view::View;
use crate::model::{Block, Cell, Document, Found, Grid};
use crate::text::column_role::{ColumnRole, column_role};
use std::ops::Range;

/// Most lines above the header that both tables share.
const MOST_LINES: usize = 16;
/// Fewest columns of a table of its own.
const FEWEST: usize = 2;

/// The document with each of such tables in a grid of its own, from the left to the right.
pub fn apart(mut document: Document) -> Document {
    let blocks = std::mem::take(&mut document.blocks);
    document.blocks = blocks.into_iter().flat_map(tables).collect();
    document
}

fn tables(block: Block) -> Vec<Block> {
    let Block::Grid(mut left) = block else {
        return vec![block];
    };
    let mut all = Vec::new();
    let mut over = Vec::new();
    while let Some((right, above)) = cut(&mut left) {
        all.insert(0, Block::Grid(right));
        over.extend(above.map(Block::Grid));
    }
    all.insert(0, Block::Grid(left));
    over.into_iter().rev().chain(all).collect()
}

/// Takes the rightmost table off a grid that holds several, and what stands above it alone: the nation's name beside
/// the office's, a title of its own.
fn cut(grid: &mut Grid) -> Option<(Grid, Option<Grid>)> {
    if grid.found != Found::Format || grid.columns < 2 * FEWEST + 1 {
        return None;
    }
    let last = grid.columns - FEWEST;
    let blank = (FEWEST..last).rev().map(|at| at..at + 1);
    let seams = blank.chain((FEWEST..=last).rev().map(|at| at..at));
    let (seam, line) = seams
        .into_iter()
        .find_map(|seam| Some((seam.clone(), header_on_both_sides(grid, &seam)?)))?;
    let columns = seam.end..grid.columns;
    let right = part(grid, columns.clone(), line);
    let mut above = part(grid, columns, 0);
    above.cells.retain(|cell| cell.rows.end <= line);
    above.rows = line;
    let written = above.cells.iter().any(|cell| !cell.text.is_empty());
    *grid = part(grid, 0..seam.start, 0);
    Some((right, written.then_some(above)))
}

/// The row at which a table begins on both sides of a seam: a column that is blank from there on, or none where the
/// rows are numbered once more.
fn header_on_both_sides(grid: &Grid, seam: &Range<usize>) -> Option<usize> {
    let over = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    let over = over.filter(|cell| {
        let covers =
            cell.columns.start < seam.end.max(seam.start + 1) && cell.columns.end > seam.start;
        covers && (!seam.is_empty() || cell.columns.start < seam.start)
    });
    let line = over.map(|cell| cell.rows.end).max().unwrap_or(0);
    (line..grid.rows.min(line + MOST_LINES)).find(|line| {
        let left = part(grid, 0..seam.start, *line);
        let right = part(grid, seam.end..grid.columns, *line);
        (!seam.is_empty() || is_numbered(&right))
            && are_alike(&left, &right)
            && is_table(&left)
            && is_table(&right)
    })
}

/// A table far shorter than the other is an aside beside it.
fn are_alike(left: &Grid, right: &Grid) -> bool {
    let rows = |grid: &Grid| {
        let written = grid.cells.iter().filter(|cell| !cell.text.is_empty());
        written.map(|cell| cell.rows.end).max().unwrap_or(0)
    };
    let (left, right) = (rows(left), rows(right));
    left.min(right) * 2 > left.max(right)
}

/// "STT" stands over its first column.
fn is_numbered(grid: &Grid) -> bool {
    let first = grid.at(0, 0).filter(|cell| cell.columns.len() == 1);
    first.is_some_and(|cell| column_role(cell.text.as_str()) == Some(ColumnRole::Number))
}

/// It has a header at its top, labels and figures of its own.
fn is_table(grid: &Grid) -> bool {
    let view = View::new(grid);
    let header = header_by_shape(&view, 0).or_else(|| header_at(&view, 0));
    header.is_some_and(|header| {
        let has = |wanted: fn(&ColumnRole) -> bool| header.roles.iter().any(wanted);
        has(|role| *role == ColumnRole::Label) && has(|role| matches!(role, ColumnRole::Value(_)))
    })
}

/// The part of a grid that stands in some columns, from a row on.
fn part(grid: &Grid, columns: Range<usize>, line: usize) -> Grid {
    let inside = |cell: &&Cell| {
        cell.rows.start >= line
            && cell.columns.start >= columns.start
            && cell.columns.start < columns.end
    };
    let moved = |cell: &Cell| Cell {
        rows: cell.rows.start - line..cell.rows.end - line,
        columns: cell.columns.start - columns.start
            ..cell.columns.end.min(columns.end) - columns.start,
        ..cell.clone()
    };
    Grid {
        rows: grid.rows - line,
        columns: columns.len(),
        cells: grid.cells.iter().filter(inside).map(moved).collect(),
        header_rows: 0,
        ..grid.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn grid(rows: &[&[&str]]) -> Grid {
        let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| Cell {
                text: Text::clean(text),
                rows: row..row + 1,
                columns: column..column + 1,
                ..Cell::default()
            })
        });
        Grid {
            rows: rows.len(),
            columns: rows[0].len(),
            cells: cells.collect(),
            ..Grid::default()
        }
    }

    fn widths(rows: &[&[&str]]) -> Vec<usize> {
        let blocks = tables(Block::Grid(grid(rows)));
        let widths = blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid.columns),
            Block::Paragraph(_) => None,
        });
        widths.collect()
    }

    #[test]
    fn what_stands_above_the_right_table_alone_is_kept() {
        let rows: [&[&str]; 4] = [
            &["UBND xã An Bình", "", "", "Cộng hòa", ""],
            &["Thôn", "Số hộ", "", "Loại nhà", "Số căn"],
            &["Thôn Đoài", "12", "", "Nhà xây", "7"],
            &["Thôn Đông", "34", "", "Nhà gỗ", "5"],
        ];
        let blocks = tables(Block::Grid(grid(&rows)));
        let texts = blocks.iter().flat_map(|block| match block {
            Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.as_str()).collect(),
            Block::Paragraph(_) => Vec::new(),
        });
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        let printed = rows.iter().flat_map(|row| row.iter());
        let printed = printed.filter(|text| !text.is_empty());
        assert_eq!(texts.len(), printed.count());
        assert_eq!(blocks.len(), 3);
    }

    #[test]
    fn two_tables_are_parted_and_a_blank_column_of_one_is_not() {
        let two: [&[&str]; 3] = [
            &["Thôn", "Số hộ", "", "Loại nhà", "Số căn"],
            &["Thôn Đoài", "12", "", "Nhà xây", "7"],
            &["Thôn Đông", "34", "", "Nhà gỗ", "5"],
        ];
        assert_eq!(widths(&two), [2, 2]);
        let numbered: [&[&str]; 4] = [
            &["TT", "Thôn, bản", "Số hộ", "", "TT", "Loại nhà", "Số căn"],
            &["1", "Thôn Đoài", "12", "", "1", "Nhà xây", "7"],
            &["2", "Thôn Đông", "34", "", "2", "Nhà gỗ", "5"],
            &["", "Cộng", "46", "", "", "Cộng", "12"],
        ];
        assert_eq!(widths(&numbered), [3, 3]);
        let joined: Vec<Vec<&str>> = numbered
            .iter()
            .map(|row| [&row[..3], &row[4..]].concat())
            .collect();
        let joined: Vec<&[&str]> = joined.iter().map(Vec::as_slice).collect();
        assert_eq!(widths(&joined), [3, 3]);
        let one: [&[&str]; 3] = [
            &["TT", "Thôn", "", "Số hộ", "Số khẩu"],
            &["1", "Thôn Đoài", "", "12", "40"],
            &["2", "Thôn Đông", "", "34", "90"],
        ];
        assert_eq!(widths(&one), [5]);
    }
}

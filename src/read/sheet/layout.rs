//! A sheet → paragraphs and grids.
//!
//! Blank rows part the sheet. The rows before the first one of three cells are titles and letterheads;
//! from there on it is a table, whose further parts stay tables however few cells their rows have, so that
//! no row of an appendix is taken for running text. A sheet without such a row may hold a table of two
//! columns: words, and numbers beside them.

use super::{Content, Sheet, Unshown};
use crate::model::{Block, Cell, Finding, Found, Grid, Paragraph, Place, WithFindings};
use crate::text::number::{Strictness, is_number};
use crate::text::{fold::bare, vocabulary};
use std::collections::BTreeMap;
use std::ops::Range;

/// Cells a row must have to open a table.
const TABLE_ROW: usize = 3;

/// All sheets in order, tables numbered through, with what their cells do not show.
pub(super) fn blocks(sheets: Vec<Sheet>) -> WithFindings<Vec<Block>> {
    let (mut out, mut findings) = (Vec::new(), Vec::new());
    let mut tables = 0;
    for mut sheet in sheets {
        let unshown = std::mem::take(&mut sheet.unshown);
        let unshown: Vec<_> = unshown
            .into_iter()
            .filter(|((row, column), _)| sheet.is_shown(*row, *column))
            .collect();
        let (name, first) = (sheet.name.clone(), out.len());
        let sheet = shown(sheet);
        let opening = opening(&sheet).unwrap_or(u32::MAX);
        for part in parts(sheet) {
            let titles = part.rows.range(..opening).count();
            add_part(part, titles, &mut tables, &mut out);
        }
        let told = unshown.into_iter().map(|(at, unshown)| {
            let table = table_at(out.get(first..).unwrap_or_default(), at.0);
            told(&name, table, at, unshown)
        });
        findings.extend(told);
    }
    WithFindings {
        output: out,
        findings,
    }
}

/// The number of the table that holds a row of the sheet the blocks are of.
fn table_at(blocks: &[Block], row: u32) -> Option<u32> {
    blocks.iter().find_map(|block| {
        let Block::Grid(grid) = block else {
            return None;
        };
        let corner = grid.places.first()?;
        let first = corner.row?.checked_sub(1)?;
        let last = first.saturating_add(u32::try_from(grid.rows).unwrap_or(u32::MAX));
        corner.table.filter(|_| (first..last).contains(&row))
    })
}

/// What a cell holds and does not show, as a finding at its place.
fn told(sheet: &str, table: Option<u32>, (row, column): (u32, u32), unshown: Unshown) -> Finding {
    let place = Place {
        table,
        ..place(sheet, row, Some(column))
    };
    Finding::new(unshown.code)
        .with("printed", &unshown.words)
        .at(place, unshown.words)
}

/// The cells of a sheet that are shown, by row, then column, each with the columns and rows it covers.
struct Shown {
    name: String,
    rows: BTreeMap<u32, BTreeMap<u32, Placed>>,
    /// Sheet rows and columns that any cell covers, in order: the grid's rows and columns.
    row_numbers: Vec<u32>,
    columns: Vec<u32>,
}

struct Placed {
    content: Content,
    rows: Vec<u32>,
    columns: Vec<u32>,
}

/// The row a table begins with.
fn opening(sheet: &Shown) -> Option<u32> {
    let wide = sheet.rows.iter().find(|(_, row)| row.len() >= TABLE_ROW);
    wide.map(|(number, _)| *number)
        .or_else(|| narrow_opening(sheet))
}

/// The row a table of two columns begins with: the highest of two cells above its first number, up to the
/// letterhead. Two numbers make a table.
fn narrow_opening(sheet: &Shown) -> Option<u32> {
    let pair = |row: &BTreeMap<u32, Placed>| match row.iter().collect::<Vec<_>>()[..] {
        [(first, words), (second, number)] => {
            Some(((*first, *second), has_number(words), has_number(number)))
        }
        _ => None,
    };
    let pairs = || {
        sheet
            .rows
            .iter()
            .filter_map(|(number, row)| Some((*number, pair(row)?)))
    };
    let mut numbers = pairs().filter(|(_, (_, words, number))| !words && *number);
    let (first, (columns, ..)) = numbers.next()?;
    numbers.find(|(_, (others, ..))| *others == columns)?;
    let letterhead = sheet
        .rows
        .range(..first)
        .rev()
        .find(|(_, row)| row.values().any(is_letterhead));
    let below = letterhead.map_or(0, |(number, _)| number + 1);
    pairs()
        .find(|(number, (others, ..))| *number >= below && *others == columns)
        .map(|(number, _)| number)
}

fn has_number(cell: &Placed) -> bool {
    // Bookkeepers put what is taken off in brackets.
    let text = cell.content.text.as_str().trim_start_matches('(');
    is_number(text, Strictness::Leading)
}

/// "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc".
fn is_letterhead(cell: &Placed) -> bool {
    let key = bare(cell.content.text.as_str());
    vocabulary::NATION
        .iter()
        .any(|opening| key.starts_with(opening))
}

fn shown(mut sheet: Sheet) -> Shown {
    let cells = std::mem::take(&mut sheet.cells);
    let last = cells.keys().fold((0, 0), |(r, c), (row, column)| {
        (r.max(*row), c.max(*column))
    });
    let merges: BTreeMap<(u32, u32), usize> = sheet
        .merges
        .iter()
        .enumerate()
        .map(|(at, m)| ((*m.rows.start(), *m.columns.start()), at))
        .collect();
    let mut rows: BTreeMap<u32, BTreeMap<u32, Placed>> = BTreeMap::new();
    for ((row, column), content) in cells {
        let merge = merges
            .get(&(row, column))
            .and_then(|at| sheet.merges.get(*at));
        let (to_row, to_column) =
            merge.map_or((row, column), |m| (*m.rows.end(), *m.columns.end()));
        // A merge that runs to the end of the sheet covers what is printed, no more.
        let covered: Vec<u32> = (row..=to_row.min(last.0.max(row)))
            .filter(|row| !sheet.hidden_rows.contains(row))
            .collect();
        let across: Vec<u32> = (column..=to_column.min(last.1.max(column)))
            .filter(|column| {
                !sheet
                    .hidden_columns
                    .iter()
                    .any(|range| range.contains(column))
            })
            .collect();
        if let (Some(row), Some(column)) = (covered.first().copied(), across.first().copied()) {
            rows.entry(row).or_default().insert(
                column,
                Placed {
                    content,
                    rows: covered,
                    columns: across,
                },
            );
        }
    }
    let all = || rows.values().flat_map(BTreeMap::values);
    let row_numbers = sorted(all().flat_map(|cell| cell.rows.iter().copied()));
    let columns = sorted(all().flat_map(|cell| cell.columns.iter().copied()));
    Shown {
        name: sheet.name,
        rows,
        row_numbers,
        columns,
    }
}

fn sorted(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    numbers
        .collect::<std::collections::BTreeSet<u32>>()
        .into_iter()
        .collect()
}

/// Parts between blank rows.
fn parts(sheet: Shown) -> Vec<Shown> {
    let mut out: Vec<Shown> = Vec::new();
    let mut rows = sheet.rows.into_iter().peekable();
    for numbers in sheet.row_numbers.chunk_by(|a, b| b - a == 1) {
        let last = numbers.last().copied().unwrap_or(0);
        let mut own = BTreeMap::new();
        while let Some((number, row)) = rows.next_if(|(number, _)| *number <= last) {
            own.insert(number, row);
        }
        let row_numbers = numbers.to_vec();
        out.push(Shown {
            name: sheet.name.clone(),
            rows: own,
            row_numbers,
            columns: sheet.columns.clone(),
        });
    }
    out
}

/// Adds a part: its first rows as paragraphs, the rest as one grid.
fn add_part(part: Shown, titles: usize, tables: &mut u32, out: &mut Vec<Block>) {
    let mut rows = part.rows.into_iter();
    for (row, cells) in rows.by_ref().take(titles) {
        out.extend(
            cells
                .into_iter()
                .map(|(column, cell)| paragraph(&part.name, row, column, cell)),
        );
    }
    let rest: Vec<(u32, BTreeMap<u32, Placed>)> = rows.collect();
    let Some((first, _)) = rest.first() else {
        return;
    };
    let row_numbers: Vec<u32> = part
        .row_numbers
        .iter()
        .copied()
        .filter(|number| number >= first)
        .collect();
    *tables += 1;
    let corner = Place {
        table: Some(*tables),
        ..place(&part.name, *first, None)
    };
    let mut grid = Grid {
        rows: row_numbers.len(),
        columns: part.columns.len(),
        places: vec![corner],
        found: Found::Format,
        ..Grid::default()
    };
    for (row, cells) in rest {
        let cells = cells.into_iter();
        grid.cells.extend(cells.map(|(column, placed)| {
            let rows = span(&row_numbers, &placed.rows);
            let columns = span(&part.columns, &placed.columns);
            let place = Place {
                table: Some(*tables),
                ..place(&part.name, row, Some(column))
            };
            cell(placed.content, rows, columns, place)
        }));
    }
    out.push(Block::Grid(grid));
}

/// Where sheet rows (or columns) stand among those of the grid.
fn span(all: &[u32], own: &[u32]) -> Range<usize> {
    let at = |number: Option<&u32>| number.map_or(0, |n| all.partition_point(|known| known < n));
    at(own.first())..at(own.last()) + 1
}

fn cell(content: Content, rows: Range<usize>, columns: Range<usize>, place: Place) -> Cell {
    Cell {
        text: content.text,
        rows,
        columns,
        places: vec![place],
        lines: content.lines,
        marks: content.marks,
        bold: content.bold,
        italic: content.italic,
        // A step of indentation is about three spaces wide.
        indent: content.indent.min(250) as f32 * 9.0,
        ..Cell::default()
    }
}

fn paragraph(sheet: &str, row: u32, column: u32, cell: Placed) -> Block {
    Block::Paragraph(Paragraph {
        text: cell.content.text,
        place: place(sheet, row, Some(column)),
        bold: cell.content.bold,
        ..Paragraph::default()
    })
}

/// A place on a sheet, from row and column counted from 0.
pub(super) fn place(sheet: &str, row: u32, column: Option<u32>) -> Place {
    Place {
        sheet: Some(sheet.to_owned()),
        row: Some(row.saturating_add(1)),
        column: column.map(|column| column.saturating_add(1)),
        ..Place::default()
    }
}

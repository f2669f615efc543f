//! Tables that only lay out the page: what stands in their cells stands on the page.
//!
//! Templates and page builders put a whole report, or its appendix, into one cell of a table around it. Such a frame is
//! known by what it holds: a table of several columns and rows, and few rows of its own that are filled like one's.

use super::raw::{Block, Cell, Row, Table};
use super::sight::Ground;

/// A table of so many columns and rows is one by itself; a smaller one is what a cell says.
const COLUMNS: usize = 3;
const ROWS: usize = 4;
/// A frame with fewer rows filled like a table's than this is one whatever it holds.
const FEW: usize = 3;

/// Takes frames apart, in reading order. Rows around the tables in a frame stay tables.
pub(super) fn open(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) if is_frame(&table) => take_apart(table, &mut out),
            other => out.push(other),
        }
    }
    out
}

fn is_frame(table: &Table) -> bool {
    let held: usize = table.rows.iter().map(rows_held).sum();
    let own = table
        .rows
        .iter()
        .filter(|row| rows_held(row) == 0 && is_filled(row));
    let own = own.count();
    held > 0 && (own < FEW || held > 2 * own)
}

/// Rows of the tables in a row that are tables by themselves. A row whose other cells are filled says something of
/// its own: what stands in one of them belongs to it.
fn rows_held(row: &Row) -> usize {
    let held = row.cells.iter().flat_map(|cell| &cell.blocks);
    let held: usize = held.map(rows_in).sum();
    let filled = row.cells.iter().filter(|cell| has_words(cell)).count();
    if filled < COLUMNS { held } else { 0 }
}

fn rows_in(block: &Block) -> usize {
    match block {
        Block::Table(table) if is_frame(table) => table.rows.iter().map(rows_held).sum(),
        Block::Table(table) => {
            let wide = table.rows.iter().filter(|row| width(row) >= COLUMNS);
            let wide = wide.count();
            if wide >= ROWS { wide } else { 0 }
        }
        Block::Paragraph(_) | Block::Box(_) | Block::Inserted(_) => 0,
    }
}

fn width(row: &Row) -> usize {
    row.cells.len()
}

/// In a frame a row that holds any table, or is one cell, lays out what stands in it.
fn is_taken_apart(row: &Row) -> bool {
    let holds = |cell: &Cell| {
        cell.blocks
            .iter()
            .any(|block| matches!(block, Block::Table(_)))
    };
    let filled = row.cells.iter().filter(|cell| has_words(cell)).count();
    row.cells.len() == 1 || filled < COLUMNS && row.cells.iter().any(holds)
}

/// Filled as a row of a table is.
fn is_filled(row: &Row) -> bool {
    row.cells.iter().filter(|cell| has_words(cell)).count() >= COLUMNS
}

fn has_words(cell: &Cell) -> bool {
    cell.blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.is_blank(),
        Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).any(has_words),
        Block::Box(_) | Block::Inserted(_) => true,
    })
}

fn take_apart(mut table: Table, out: &mut Vec<Block>) {
    let rows = std::mem::take(&mut table.rows);
    let mut kept = Table {
        number: table.number,
        widths: table.widths.clone(),
        ground: table.ground,
        ..Table::default()
    };
    for (at, row) in rows.into_iter().enumerate() {
        if !is_taken_apart(&row) {
            if kept.rows.is_empty() {
                kept.above = at;
            }
            kept.rows.push(row);
            continue;
        }
        keep(&mut kept, out);
        let ground = row.ground.or(table.ground);
        for cell in row.cells.into_iter().filter(|cell| !cell.deleted) {
            let ground = cell.ground.or(ground);
            let blocks = cell.blocks.into_iter().map(|block| on(block, ground));
            out.extend(open(blocks.collect()));
        }
    }
    keep(&mut kept, out);
}

/// The rows so far as a table of their own.
fn keep(kept: &mut Table, out: &mut Vec<Block>) {
    let rows = std::mem::take(&mut kept.rows);
    if rows.iter().flat_map(|row| &row.cells).any(has_words) {
        out.push(Block::Table(Table {
            rows,
            ..kept.clone()
        }));
    }
}

/// A block with what was behind it in its cell.
fn on(block: Block, ground: Ground) -> Block {
    match block {
        Block::Paragraph(mut paragraph) => {
            paragraph.ground = paragraph.ground.or(ground);
            Block::Paragraph(paragraph)
        }
        Block::Table(mut table) => {
            table.ground = table.ground.or(ground);
            Block::Table(table)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Block, Document};
    use crate::read::{Options, read};

    fn document(page: &str) -> Document {
        let page = format!("<html><body>{page}</body></html>");
        let read = read("a.html", page.into_bytes(), &Options::default());
        read.expect("a page").output
    }

    fn outline(page: &str) -> Vec<String> {
        let blocks = document(page).blocks;
        let said = blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.text.to_string(),
            Block::Grid(grid) => format!("{}x{}", grid.rows, grid.columns),
        });
        said.collect()
    }

    const APPENDIX: &str = "<table><tr><td>STT<td>Nội dung<td>Số liệu<tr><td>1<td>a<td>2\
        <tr><td>2<td>b<td>3<tr><td>3<td>c<td>4</table>";

    #[test]
    fn a_table_in_the_cell_of_a_frame_is_one_of_the_page() {
        let one = format!("<table><tr><td>Trước {APPENDIX} Sau</table>");
        assert_eq!(outline(&one), ["Trước", "4x3", "Sau"]);
        let two = format!("<table><tr><td><table><tr><td>{APPENDIX}</table></table>");
        assert_eq!(outline(&two), ["4x3"]);
        let head = format!(
            "<table><tr><td>UBND XÃ<td>CỘNG HÒA<tr><td colspan=2>{APPENDIX}<tr><td>Nơi nhận<td>CHỦ TỊCH</table>"
        );
        assert_eq!(outline(&head), ["1x2", "4x3", "1x2"]);
        let rows: Vec<Option<u32>> = document(&head)
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Grid(grid) => Some(grid.cells[0].places[0].row),
                Block::Paragraph(_) => None,
            })
            .collect();
        assert_eq!(rows, [Some(1), Some(1), Some(3)]);
    }

    #[test]
    fn a_table_that_is_what_a_cell_says_stays_in_it() {
        let small = "<table><tr><td>x<td>y</table>";
        assert_eq!(outline(&format!("<table><tr><td>{small}</table>")), ["1x1"]);
        let note = format!(
            "<table><tr><td>STT<td>Nội dung<td>Số liệu<td>Ghi chú<tr><td>1<td>a<td>2<td>{APPENDIX}\
             <tr><td>2<td>b<td>3<td></table>"
        );
        assert_eq!(outline(&note), ["3x4"]);
    }
}

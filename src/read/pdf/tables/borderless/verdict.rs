//! Is it a table? Prose in columns, lists, letterheads, contents pages and charts are not.

use super::bands::Piece;
use super::figure::is_mark;
use super::table::Table;
use crate::read::pdf::tables::chart::is_axis;
use crate::read::pdf::text::word::Word;
use crate::text::column_role::ColumnRole;

/// Whether what stands in columns is a table.
pub fn is_table(table: &Table, words: &[Word]) -> bool {
    if table.carried {
        return true;
    }
    let rows = table.body.len();
    let shape = rows >= 2 && table.rows() >= 3 || table.stacked && rows >= 1 && table.rows() >= 2;
    shape
        && filled(table)
        && !is_prose(table)
        && !is_list(table, words)
        && !is_contents(table)
        && !is_chart(table)
        && tells(table)
}

/// The whole header of an appendix, however few rows the page has room for. A name over several columns
/// is one whose lower half the page has cut off.
pub fn opens_form(table: &Table) -> bool {
    let named = |role| table.heads.contains(&Some(role));
    let whole = [ColumnRole::Label, ColumnRole::Unit, ColumnRole::Value(0)];
    table.header_rows > 0 && whole.into_iter().all(named)
}

/// Enough of the rows have something in two columns.
fn filled(table: &Table) -> bool {
    let full = table.body.iter().filter(|bands| {
        let mut columns: Vec<usize> = bands.iter().flat_map(|band| band.columns()).collect();
        columns.sort_unstable();
        columns.dedup();
        columns.len() >= 2
    });
    full.count() * 2 >= table.body.len()
}

/// Columns of running text: most of them, where there are more than two. Long labels and notes beside
/// numbers, units and values are none.
fn is_prose(table: &Table) -> bool {
    if table.stacked {
        return false;
    }
    if table.columns.len() == 2 {
        return is_running(table.body_pieces(), 3);
    }
    let columns = 0..table.columns.len();
    let running =
        columns.filter(|&at| is_running(table.body_pieces().filter(|p| p.columns.start == at), 2));
    running.count() * 2 > table.columns.len()
}

/// More than one in `share` of the pieces is as long as a line of text.
fn is_running<'a>(pieces: impl Iterator<Item = &'a Piece>, share: usize) -> bool {
    let (long, all) = pieces.fold((0, 0), |(long, all), piece| {
        (long + usize::from(piece.chunk.words.len() >= 6), all + 1)
    });
    long * share > all
}

/// Items: a mark, then text.
fn is_list(table: &Table, _words: &[Word]) -> bool {
    let first: Vec<&str> = table
        .body_pieces()
        .filter(|p| p.columns.start == 0)
        .map(|p| p.text.as_str())
        .collect();
    let marks = first.iter().filter(|text| is_mark(text)).count();
    table.columns.len() == 2 && marks * 10 >= first.len() * 8 && figures(table) == 0.0
}

/// Titles with leaders, and nothing after these but numbers of pages that do not go back. Leaders before
/// values make no contents page.
fn is_contents(table: &Table) -> bool {
    let led = |piece: &&Piece| piece.text.contains(".....") || piece.text.contains(". . . .");
    let leaders = table.body_pieces().filter(led).count();
    if leaders * 3 <= table.body.len() {
        return false;
    }
    let titles = table
        .body_pieces()
        .filter(led)
        .map(|piece| piece.columns.start)
        .min()
        .unwrap_or(0);
    let after = || {
        table
            .body_pieces()
            .filter(|piece| piece.columns.start > titles && !led(piece))
    };
    let last = after().map(|piece| piece.columns.start).min();
    let mut pages = Vec::new();
    for piece in after() {
        match piece.text.parse::<u32>() {
            Ok(page) if Some(piece.columns.start) == last => pages.push(page),
            // Pages before the first are numbered in letters.
            _ if piece.figure || Some(piece.columns.start) != last => return false,
            _ => {}
        }
    }
    let back = pages.windows(2).filter(|pair| pair[1] < pair[0]).count();
    back * 5 <= pages.len()
}

/// One of its rows labels an axis.
fn is_chart(table: &Table) -> bool {
    table.body.iter().flatten().any(|band| {
        let mut pieces: Vec<_> = band.pieces.iter().collect();
        pieces.sort_by(|a, b| a.chunk.x0.total_cmp(&b.chunk.x0));
        is_axis(pieces.iter().map(|piece| piece.text.as_str()))
    })
}

/// Share of values among the pieces outside the first column.
fn figures(table: &Table) -> f32 {
    let others: Vec<bool> = table
        .body_pieces()
        .filter(|p| p.columns.start > 0)
        .map(|p| p.figure)
        .collect();
    let figures = others.iter().filter(|figure| **figure).count();
    figures as f32 / others.len().max(1) as f32
}

/// Without rules or values only many columns make a table.
fn tells(table: &Table) -> bool {
    let figures = figures(table);
    table.stacked && (table.columns.len() >= 3 && table.header_rows > 0 || figures > 0.2)
        || figures >= 0.3
        || table.columns.len() >= 4 && table.body.len() >= 4
        || table.rules >= 3
}

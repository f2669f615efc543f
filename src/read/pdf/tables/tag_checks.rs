//! What speaks against a structure tree: a page is printed for people to see, its tags are not, and some
//! are wrong. A table whose tags contradict the page is read by what is printed.

use super::borderless::columns::{Column, reach};
use super::borderless::lines::{Line, lines};
use crate::model::BBox;
use crate::read::pdf::content::page::UNREADABLE;
use crate::read::pdf::file::tree::TagTable;
use crate::read::pdf::text::word::{Word, extent};
use crate::text::number::{Strictness, is_number};
use std::collections::{BTreeMap, BTreeSet};

/// The words of one table on one page, by row and cell of the tree.
pub(crate) type Cells = BTreeMap<(usize, usize), Vec<usize>>;

/// Rows of text set solid reach this much, in font sizes, into each other.
const SOLID: f32 = 0.35;

/// Many words in the table that the tree does not know or calls artifacts, or rows that do not follow each
/// other down the page: wrong whatever the rules say.
pub(crate) fn contradicts_page(words: &[Word], cells: &Cells) -> bool {
    let own: BTreeSet<usize> = cells.values().flatten().copied().collect();
    let many = |count: usize| count * 10 > own.len();
    many(foreign(words, &own).count())
        || many(artifacts(words, &own).len())
        || disordered(words, cells)
}

/// Where no rules bear the tree out: any word it leaves out, rows that reach into each other, cells of a row
/// in another order than they are printed in, values of several rows or texts of several columns in one cell. `free` are the words in no tagged cell.
pub(crate) fn is_implausible(
    words: &[Word],
    cells: &Cells,
    table: &TagTable,
    columns: &[Column],
    free: &[usize],
) -> bool {
    let own: BTreeSet<usize> = cells.values().flatten().copied().collect();
    foreign(words, &own).next().is_some()
        || column_left_out(words, cells, free)
        || rows_overlap(words, cells, table)
        || cells_go_back(words, cells)
        || stacks_figures(words, cells)
        || cells.values().any(|own| joins_columns(words, own, columns))
}

/// The words that stand among those of the table and are not its own.
pub(crate) fn among<'a>(
    words: &'a [Word],
    own: &'a BTreeSet<usize>,
) -> impl Iterator<Item = usize> + 'a {
    let all: Vec<usize> = own.iter().copied().collect();
    let extent = extent(words, &all);
    let inside = move |word: &Word| {
        let (x, y) = word.middle();
        extent.is_some_and(|b| b.x0 <= x && x <= b.x1 && b.y0 <= y && y <= b.y1)
    };
    (0..words.len()).filter(move |at| !own.contains(at) && inside(&words[*at]))
}

/// Those of them that are text of the document.
fn foreign<'a>(words: &'a [Word], own: &'a BTreeSet<usize>) -> impl Iterator<Item = usize> + 'a {
    among(words, own).filter(|at| !words[*at].artifact)
}

/// Those of them that are marked as not part of it.
pub(crate) fn artifacts(words: &[Word], own: &BTreeSet<usize>) -> Vec<usize> {
    among(words, own).filter(|at| words[*at].artifact).collect()
}

/// Values that the tree leaves out stand beside most of the rows, in line with them.
fn column_left_out(words: &[Word], cells: &Cells, free: &[usize]) -> bool {
    let free = free.iter().map(|&at| &words[at]);
    let mut figures: Vec<f32> = free
        .filter(|word| !word.artifact && is_number(&word.text, Strictness::Cell))
        .map(|word| word.baseline)
        .collect();
    figures.sort_by(f32::total_cmp);
    let mut rows: BTreeMap<usize, bool> = BTreeMap::new();
    for ((row, _), own) in cells {
        let beside = own.iter().any(|&at| {
            let level = words[at].baseline;
            figures
                .get(figures.partition_point(|base| *base < level - 1.0))
                .is_some_and(|b| *b <= level + 1.0)
        });
        *rows.entry(*row).or_default() |= beside;
    }
    let beside = rows.values().filter(|beside| **beside).count();
    beside >= 2 && beside * 2 > rows.len()
}

fn disordered(words: &[Word], cells: &Cells) -> bool {
    let mut tops: BTreeMap<usize, f32> = BTreeMap::new();
    for ((row, _), own) in cells {
        let top = own
            .iter()
            .map(|&at| words[at].bbox.y0)
            .fold(f32::MAX, f32::min);
        tops.entry(*row)
            .and_modify(|known| *known = known.min(top))
            .or_insert(top);
    }
    let tops: Vec<f32> = tops.into_values().collect();
    let wrong = tops
        .windows(2)
        .filter(|pair| pair[1] + 2.0 < pair[0])
        .count();
    wrong * 10 > tops.len()
}

/// A row begins before the one above it has ended. Headings, whose cells are often merged without saying
/// so, and cells over several rows are left aside.
fn rows_overlap(words: &[Word], cells: &Cells, table: &TagTable) -> bool {
    let mut extents: BTreeMap<usize, BBox> = BTreeMap::new();
    for ((row, cell), own) in cells {
        let tagged = &table.rows[*row].cells[*cell];
        if let (false, 1, Some(text)) = (tagged.header, tagged.rows, extent(words, own)) {
            extents
                .entry(*row)
                .and_modify(|known| *known = known.union(text))
                .or_insert(text);
        }
    }
    let size = cells
        .values()
        .flatten()
        .map(|&at| words[at].size)
        .fold(0.0, f32::max);
    let extents: Vec<BBox> = extents.into_values().collect();
    extents
        .windows(2)
        .any(|pair| pair[1].y0 + SOLID * size < pair[0].y1)
}

/// A cell stands wholly to the left of the one before it in its row: counting cells would not tell its column.
fn cells_go_back(words: &[Word], cells: &Cells) -> bool {
    let extents: Vec<(usize, BBox)> = cells
        .iter()
        .filter_map(|((row, _), own)| Some((*row, extent(words, own)?)))
        .collect();
    extents
        .windows(2)
        .any(|pair| pair[0].0 == pair[1].0 && pair[1].1.x1 <= pair[0].1.x0)
}

/// Some cells hold a value on each of several lines. Where most rows have such cells that is how the
/// table is made.
fn stacks_figures(words: &[Word], cells: &Cells) -> bool {
    let rows = |chosen: &dyn Fn(&[usize]) -> bool| -> BTreeSet<usize> {
        cells
            .iter()
            .filter(|(_, own)| chosen(own))
            .map(|((row, _), _)| *row)
            .collect()
    };
    let stacked = rows(&|own| is_stack(words, own)).len();
    let figured = rows(&|own| own.iter().any(|&at| has_digit(&words[at]))).len();
    stacked > 0 && stacked * 2 < figured
}

fn is_stack(words: &[Word], own: &[usize]) -> bool {
    let lines = lines(words, own.iter().copied(), &[]);
    let figure = |line: &Line| {
        let texts: Vec<String> = line.chunks.iter().map(|chunk| chunk.text(words)).collect();
        let text = texts.join(" ");
        is_number(&text, Strictness::Cell) && text.contains(|c: char| c.is_ascii_digit())
    };
    lines.len() > 1 && lines.iter().all(figure)
}

fn has_digit(word: &Word) -> bool {
    word.text.contains(|c: char| c.is_ascii_digit())
}

/// Pieces of one line stand in different columns, clearly apart.
fn joins_columns(words: &[Word], own: &[usize], columns: &[Column]) -> bool {
    let home = |x0: f32, x1: f32| match reach(columns, x0, x1) {
        (from, to) if to - from == 1 => Some(from),
        _ => None,
    };
    lines(words, own.iter().copied(), &[]).iter().any(|line| {
        line.chunks.windows(2).any(|pair| {
            let homes = (home(pair[0].x0, pair[0].x1), home(pair[1].x0, pair[1].x1));
            let apart = pair[1].x0 - pair[0].x1 > line.size;
            apart && matches!(homes, (Some(left), Some(right)) if left != right)
        })
    })
}

/// Whether `/ActualText` can be what people read where `drawn` is printed: another spelling of it, never
/// another value and never nothing.
pub(crate) fn stands_for(actual: &str, drawn: &str) -> bool {
    if drawn.contains(UNREADABLE) || !drawn.contains(char::is_alphanumeric) {
        return true;
    }
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    digits(actual) == digits(drawn) && shared_letters(actual, drawn) * 2 >= letters(drawn).count()
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

/// How many letters of `drawn` are found in `actual` in the same order.
fn shared_letters(actual: &str, drawn: &str) -> usize {
    let actual: Vec<char> = letters(actual).collect();
    let mut from = 0;
    let mut shared = 0;
    for letter in letters(drawn) {
        if let Some(at) = actual[from..].iter().position(|c| *c == letter) {
            (from, shared) = (from + at + 1, shared + 1);
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::stands_for;

    #[test]
    fn another_spelling_stands_for_what_is_drawn_another_figure_does_not() {
        for (actual, drawn) in [
            ("ffi", "\u{FFFD}"),
            ("Hồ sơ", "Hô sơ"),
            ("✓", "¨"),
            ("18", "18"),
            ("trung", "trung-"),
        ] {
            assert!(stands_for(actual, drawn), "{actual} for {drawn}");
        }
        for (actual, drawn) in [
            ("999", "18"),
            ("", "18"),
            ("", "Số hồ sơ"),
            ("Hình 1", "Số hồ sơ đã nhận"),
        ] {
            assert!(!stands_for(actual, drawn), "{actual} for {drawn}");
        }
    }
}

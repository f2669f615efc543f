//! Half-ruled tables: where the rules enclose more than one cell, the words tell the rest.

use super::borderless::bands::{Band, bands};
use super::borderless::columns::{Column, Span, columns};
use super::borderless::figure::is_mark;
use super::borderless::lines::{Chunk, ColumnSeparator, Line, lines};
use super::borderless::rows::by_gaps::rows;
use super::lattice::{Enclosed, Lattice};
use crate::read::pdf::text::word::Word;
use crate::text::number::{Strictness, is_number};
use std::ops::Range;

/// Columns narrower than this many points hold no text …
const NARROW: f32 = 10.0;
/// … nor do rows lower than this.
const LOW: f32 = 5.0;

/// Enclosed boxes with the words in each.
pub type Boxes = Vec<(Enclosed, Vec<usize>)>;

/// Splits boxes that hold several cells; `None` when the rules leave out whole columns, so that the
/// table is better read by alignment.
pub fn refine(words: &[Word], lattice: &Lattice, boxes: Boxes) -> Option<(Lattice, Boxes)> {
    let boxes: Boxes = boxes
        .into_iter()
        .flat_map(|one| split_wide(words, lattice, one))
        .collect();
    if hides_columns(words, &boxes) {
        return None;
    }
    let (lattice, boxes) = drop_slivers(lattice.clone(), boxes);
    Some(split_rows(words, lattice, boxes))
}

/// Columns and rows too narrow for text, with none in them: the space inside a double rule.
fn drop_slivers(mut lattice: Lattice, mut boxes: Boxes) -> (Lattice, Boxes) {
    for column in (0..lattice.columns()).rev() {
        let own = |enclosed: &Enclosed| enclosed.columns == (column..column + 1);
        let narrow = lattice.xs[column + 1] - lattice.xs[column] < NARROW;
        let bare = !boxes
            .iter()
            .any(|(enclosed, words)| own(enclosed) && !words.is_empty());
        if narrow && bare && lattice.columns() > 2 {
            lattice.xs.remove(column + usize::from(column > 0));
            boxes.retain(|(enclosed, _)| !own(enclosed));
            boxes
                .iter_mut()
                .for_each(|(enclosed, _)| shrink(&mut enclosed.columns, column));
        }
    }
    for row in (0..lattice.rows()).rev() {
        let own = |enclosed: &Enclosed| enclosed.rows == (row..row + 1);
        let low = lattice.ys[row + 1] - lattice.ys[row] < LOW;
        let bare = !boxes
            .iter()
            .any(|(enclosed, words)| own(enclosed) && !words.is_empty());
        if low && bare && lattice.rows() > 2 {
            lattice.ys.remove(row + usize::from(row > 0));
            boxes.retain(|(enclosed, _)| !own(enclosed));
            boxes
                .iter_mut()
                .for_each(|(enclosed, _)| shrink(&mut enclosed.rows, row));
        }
    }
    (lattice, boxes)
}

/// A range after one place before or inside it is gone.
fn shrink(range: &mut Range<usize>, gone: usize) {
    range.start -= usize::from(range.start > gone);
    range.end -= usize::from(range.end > gone);
}

fn text_lines(words: &[Word], own: &[usize]) -> Vec<Line> {
    lines(words, own.iter().copied(), &[])
}

/// A box over several columns without rules between, whose words keep to the columns all the same.
fn split_wide(words: &[Word], lattice: &Lattice, (enclosed, own): (Enclosed, Vec<usize>)) -> Boxes {
    if enclosed.columns.len() < 2 || !keeps_columns(lattice, &enclosed, &text_lines(words, &own)) {
        return vec![(enclosed, own)];
    }
    let part = |column: usize| {
        let (x0, x1) = (lattice.xs[column], lattice.xs[column + 1]);
        let inside = |at: &usize| {
            let middle = (words[*at].bbox.x0 + words[*at].bbox.x1) / 2.0;
            x0 <= middle && middle < x1
        };
        let own = own.iter().copied().filter(inside).collect();
        (
            Enclosed {
                rows: enclosed.rows.clone(),
                columns: column..column + 1,
            },
            own,
        )
    };
    enclosed.columns.clone().map(part).collect()
}

fn keeps_columns(lattice: &Lattice, enclosed: &Enclosed, lines: &[Line]) -> bool {
    let home = |x: f32| lattice.xs[enclosed.columns.clone()].partition_point(|border| *border <= x);
    let inside = |line: &Line| {
        line.chunks
            .iter()
            .all(|c| home(c.x0 + 1.0) == home(c.x1 - 1.0))
    };
    let apart = |line: &Line| {
        line.chunks
            .windows(2)
            .any(|pair| home(pair[0].x0 + 1.0) < home(pair[1].x0 + 1.0))
    };
    lines.iter().all(inside)
        && lines
            .iter()
            .any(|line| line.widest_gap() >= 1.0 && apart(line))
}

/// A good part of the words stands in boxes that hold columns of values of their own.
fn hides_columns(words: &[Word], boxes: &Boxes) -> bool {
    // The dots of leaders say nothing.
    let says = |at: &&usize| words[**at].text.contains(char::is_alphanumeric);
    let count = |own: &Vec<usize>| own.iter().filter(says).count();
    let all: usize = boxes.iter().map(|(_, own)| count(own)).sum();
    let hiding = boxes.iter().filter(|(_, own)| holds_columns(words, own));
    hiding.map(|(_, own)| count(own)).sum::<usize>() * 3 > all
}

fn holds_columns(words: &[Word], own: &[usize]) -> bool {
    // Two lines of two pieces, two of the four values: less cannot be columns, and most cells have less.
    if own.len() < 4 || own.iter().filter(|at| has_digit(&words[**at])).count() < 2 {
        return false;
    }
    let lines = text_lines(words, own);
    let split: Vec<&Line> = lines
        .iter()
        .filter(|line| line.widest_gap() >= 1.0)
        .collect();
    if split.len() < 2 || split.len() * 5 < lines.len() * 3 {
        return false;
    }
    let chunks = || {
        split
            .iter()
            .enumerate()
            .flat_map(|(at, line)| line.chunks.iter().map(move |c| (at, c)))
    };
    let figures = chunks()
        .filter(|(_, chunk)| is_number(&chunk.text(words), Strictness::Cell))
        .count();
    let spans: Vec<Span> = chunks()
        .map(|(line, c)| Span {
            line,
            x0: c.x0,
            x1: c.x1,
        })
        .collect();
    figures * 5 >= spans.len() * 2 && columns(&spans, &[]).len() >= 2
}

/// Rows without rules between them, inside one row of boxes.
fn split_rows(words: &[Word], mut lattice: Lattice, mut boxes: Boxes) -> (Lattice, Boxes) {
    let filled = filled_columns(words, &lattice, &boxes);
    for row in (0..lattice.rows()).rev() {
        if let Some(cuts) = row_cuts(words, &lattice, &boxes, row, &filled) {
            boxes = cut_row(words, boxes, row, &cuts);
            lattice.ys.splice(row + 1..row + 1, cuts);
        }
    }
    (lattice, boxes)
}

/// Where the text of every column begins and ends.
fn filled_columns(words: &[Word], lattice: &Lattice, boxes: &Boxes) -> Vec<Column> {
    let edge = |at: usize| Column {
        x0: lattice.xs[at],
        x1: lattice.xs[at + 1],
    };
    let mut filled: Vec<Column> = (0..lattice.columns()).map(edge).collect();
    for (at, column) in filled.iter_mut().enumerate() {
        let own = boxes
            .iter()
            .filter(|(enclosed, _)| enclosed.columns == (at..at + 1))
            .flat_map(|(_, own)| own);
        let right = own
            .map(|&word| words[word].bbox.x1)
            .fold(f32::MIN, f32::max);
        if right > column.x0 {
            column.x1 = column.x1.min(right);
        }
    }
    filled
}

fn has_digit(word: &Word) -> bool {
    word.text.bytes().any(|b| b.is_ascii_digit())
}

/// Whether values stand under each other in some box of a row: without that it is one row.
fn stacks_figures(words: &[Word], boxes: &Boxes, row: usize) -> bool {
    boxes
        .iter()
        .filter(|(enclosed, _)| enclosed.rows == (row..row + 1))
        .any(|(_, own)| {
            let mut figures = own
                .iter()
                .map(|at| &words[*at])
                .filter(|w| has_digit(w) && !w.artifact);
            let first = figures.next();
            first.is_some_and(|first| {
                figures.any(|w| (w.baseline - first.baseline).abs() > 0.3 * w.size)
            })
        })
}

/// A row this much of a table's height …
const TALL: f32 = 0.4;
/// … with as many numbers or values one under the other is several rows.
const SEVERAL: usize = 3;

/// Whether one row of boxes still holds several rows, though its columns have rules between them and the
/// words of a single row of boxes do not tell its rows apart.
pub fn is_unparted(words: &[Word], lattice: &Lattice, boxes: &Boxes) -> bool {
    let whole = lattice.ys[lattice.rows()] - lattice.ys[0];
    let tall = |row: usize| lattice.ys[row + 1] - lattice.ys[row] > TALL * whole;
    lattice.columns() >= 3
        && (0..lattice.rows()).any(|row| {
            let own = || {
                boxes
                    .iter()
                    .filter(move |(enclosed, _)| enclosed.rows == (row..row + 1))
            };
            tall(row) && own().any(|(_, own)| lists_figures(words, own))
                || row == 0 && own().filter(|(_, own)| is_numbered(words, own)).count() >= SEVERAL
        })
}

/// Numbers or values one under the other, and hardly anything else.
fn lists_figures(words: &[Word], own: &[usize]) -> bool {
    let lines = text_lines(words, own);
    let figure = |chunk: &Chunk| {
        let text = chunk.text(words);
        is_mark(&text) || is_number(&text, Strictness::Cell)
    };
    let figures = lines
        .iter()
        .filter(|line| matches!(&line.chunks[..], [chunk] if figure(chunk)))
        .count();
    figures >= SEVERAL && figures * 2 > lines.len()
}

/// A name, and the number of its column below it: two rows of a header.
fn is_numbered(words: &[Word], own: &[usize]) -> bool {
    let lines = text_lines(words, own);
    let number = |line: &Line| {
        let text: Vec<&str> = line
            .chunks
            .iter()
            .flat_map(|c| &c.words)
            .map(|&at| words[at].text.as_str())
            .collect();
        matches!(text[..], [one] if one.starts_with('(') && one.ends_with(')') && is_number(one, Strictness::Cell))
    };
    lines.len() >= 2 && lines.last().is_some_and(number)
}

/// Where a row of boxes falls into several rows: the heights of the cuts, from top to bottom.
fn row_cuts(
    words: &[Word],
    lattice: &Lattice,
    boxes: &Boxes,
    row: usize,
    columns: &[Column],
) -> Option<Vec<f32>> {
    if !stacks_figures(words, boxes, row) {
        return None;
    }
    let own: Vec<usize> = boxes
        .iter()
        .filter(|(enclosed, _)| enclosed.rows == (row..row + 1) && enclosed.columns.len() == 1)
        .flat_map(|(_, own)| own.iter().copied())
        .filter(|at| !words[*at].artifact)
        .collect();
    let separator = |&x: &f32| ColumnSeparator {
        x,
        y0: lattice.ys[row],
        y1: lattice.ys[row + 1],
    };
    let separators: Vec<ColumnSeparator> = lattice.xs.iter().map(separator).collect();
    let lines = lines(words, own.into_iter(), &separators);
    let bands = bands(words, &lines.iter().collect::<Vec<_>>(), columns, &[], &[]);
    let ranges = rows(words, &bands, columns, &[]);
    if !several_rows(&bands, &ranges) {
        return None;
    }
    Some(
        ranges
            .windows(2)
            .map(|pair| (bands[pair[0].end - 1].y1 + bands[pair[1].start].y0) / 2.0)
            .collect(),
    )
}

/// Most seams have values above and below in one column, and the rows begin with a label.
fn several_rows(bands: &[Band], rows: &[Range<usize>]) -> bool {
    let seams = rows.len().saturating_sub(1);
    let under = |pair: &[Range<usize>]| {
        let (above, below) = (&bands[pair[0].clone()], &bands[pair[1].clone()]);
        let columns = figure_columns(below);
        figure_columns(above)
            .iter()
            .filter(|column| columns.contains(column))
            .count()
    };
    let shared: Vec<usize> = rows.windows(2).map(under).collect();
    let figured = shared.iter().filter(|columns| **columns > 0).count();
    let labelled = rows
        .iter()
        .filter(|row| bands[(*row).clone()].iter().any(|b| b.columns().len() >= 2))
        .count();
    let sure = seams >= 2 || shared.iter().any(|columns| *columns >= 2);
    seams > 0 && sure && figured * 2 > seams && labelled * 10 >= rows.len() * 7
}

fn figure_columns(bands: &[Band]) -> Vec<usize> {
    let figures = bands
        .iter()
        .flat_map(|band| &band.pieces)
        .filter(|p| p.figure && p.columns.start > 0);
    figures.map(|piece| piece.columns.start).collect()
}

/// Cuts one row of boxes at these heights; boxes over several rows grow with it.
fn cut_row(words: &[Word], boxes: Boxes, row: usize, cuts: &[f32]) -> Boxes {
    let more = cuts.len();
    let mut after = Vec::with_capacity(boxes.len() + more);
    for (mut enclosed, own) in boxes {
        if enclosed.rows == (row..row + 1) {
            for part in 0..=more {
                let rows = row + part..row + part + 1;
                let inside = |at: &usize| home(words, *at, cuts) == part;
                let own = own.iter().copied().filter(inside).collect();
                after.push((
                    Enclosed {
                        rows,
                        columns: enclosed.columns.clone(),
                    },
                    own,
                ));
            }
            continue;
        }
        if enclosed.rows.start > row {
            enclosed.rows.start += more;
        }
        if enclosed.rows.end > row {
            enclosed.rows.end += more;
        }
        after.push((enclosed, own));
    }
    after.sort_by_key(|(enclosed, _)| (enclosed.rows.start, enclosed.columns.start));
    after
}

fn home(words: &[Word], at: usize, cuts: &[f32]) -> usize {
    let y = words[at].baseline - 0.25 * words[at].size;
    cuts.partition_point(|cut| *cut <= y)
}

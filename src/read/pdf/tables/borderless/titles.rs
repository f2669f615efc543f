//! Titles of rows: alone on their line and in the middle of the whole table, where no column is set so.

use super::columns::{Column, reach};
use super::figure::is_ordinal;
use super::lines::{Chunk, Line};
use crate::read::pdf::text::word::Word;
use crate::text::number::{Strictness, is_number};

/// A line with so many pieces is a row or a line of the header …
const PARTED: usize = 3;
/// … and a table of so many columns has a middle that is none of theirs.
const COLUMNS: usize = 4;
/// The middle of the table is known to this many font sizes: cells are wider than what stands in them.
const MIDDLE: f32 = 2.0;
/// What is set at one edge, or in one middle, agrees to this many points.
const SET: f32 = 2.0;

/// The tops of the lines that are titles.
pub fn titles(lines: &[&Line], words: &[Word], columns: &[Column]) -> Vec<f32> {
    if columns.len() < COLUMNS {
        return Vec::new();
    }
    let middle = middle(lines);
    let own = (0..lines.len()).filter(|&at| {
        let (above, below) = (&lines[..at], lines.get(at + 1));
        above.iter().any(|line| line.chunks.len() >= PARTED)
            && below.is_none_or(|below| begins_row(below, words))
            && is_title(lines, at, words, columns, middle)
    });
    own.map(|at| lines[at].y0).collect()
}

/// In capitals or with a number of its own: "II. PHƯỜNG TÂN CHÂU NAM", "ÙN TẮC GIAO THÔNG".
pub fn is_marked(chunk: &Chunk, words: &[Word]) -> bool {
    let text = chunk.text(words);
    let numbered = text
        .split_once(' ')
        .is_some_and(|(first, _)| first.ends_with('.') && is_ordinal(first) || is_letter(first));
    let capitals = !text.contains(char::is_lowercase) && text.contains(char::is_alphabetic);
    chunk.words.len() >= 2 && (numbered || capitals) && !is_number(&text, Strictness::Cell)
}

/// "A.", "Đ."
fn is_letter(text: &str) -> bool {
    let mut signs = text.chars();
    signs.next().is_some_and(char::is_uppercase) && signs.next() == Some('.') && signs.count() == 0
}

fn is_title(lines: &[&Line], at: usize, words: &[Word], columns: &[Column], middle: f32) -> bool {
    let [chunk] = &lines[at].chunks[..] else {
        return false;
    };
    (chunk.middle() - middle).abs() < MIDDLE * lines[at].size
        && is_marked(chunk, words)
        && !is_set(lines, at, chunk, columns)
}

/// Whether what stands in its one column elsewhere is set as it is.
fn is_set(lines: &[&Line], at: usize, chunk: &Chunk, columns: &[Column]) -> bool {
    let own = reach(columns, chunk.x0, chunk.x1);
    let alike = |other: &Chunk| {
        (other.x0 - chunk.x0).abs() < SET || (other.middle() - chunk.middle()).abs() < SET
    };
    let rows = lines
        .iter()
        .enumerate()
        .filter(|(other, line)| *other != at && line.chunks.len() >= 2);
    rows.flat_map(|(_, line)| &line.chunks)
        .filter(|other| reach(columns, other.x0, other.x1) == own)
        .any(alike)
}

/// A number of its own, or a value behind something else.
fn begins_row(line: &Line, words: &[Word]) -> bool {
    let first = line.chunks.first().and_then(|chunk| chunk.words.first());
    let figure = |chunk: &Chunk| is_number(&chunk.text(words), Strictness::Cell);
    first.is_some_and(|&at| is_ordinal(&words[at].text)) || line.chunks.iter().skip(1).any(figure)
}

/// The middle of the lines that are parted most.
fn middle(lines: &[&Line]) -> f32 {
    let rows = lines.iter().filter(|line| line.chunks.len() >= PARTED);
    let (left, right) = rows.fold((f32::MAX, f32::MIN), |(left, right), line| {
        (left.min(line.x0()), right.max(line.x1()))
    });
    (left + right) / 2.0
}

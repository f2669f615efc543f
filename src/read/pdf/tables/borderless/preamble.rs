//! What stands above the header of a form: letterhead, title, period, unit. Their lines are in two columns at most,
//! and one of them parts them from the header.

use super::figure::number_columns;
use super::lines::Line;
use crate::read::pdf::text::word::Word;
use crate::text::fold::bare;
use crate::text::number::{Strictness, is_number};
use crate::text::unit::announces_unit;

/// A line with so many pieces is a row or a line of the header …
const PARTED: usize = 3;
/// … and a table with a preamble has so many lines with so many pieces.
const ROWS: usize = 4;
const PIECES: usize = 4;
/// Lines of a header are no further apart than this many font sizes.
const FAR: f32 = 1.3;
/// A title is set in the middle to this many points.
const MIDDLE: f32 = 6.0;

/// Leaves the preamble out of the lines of a region. `ruled`: whether a line stands between the rules of a table.
pub fn leave_out(
    own: &mut Vec<usize>,
    lines: &[Line],
    words: &[Word],
    ruled: impl Fn(usize) -> bool,
) {
    let rows = own.iter().filter(|&&at| lines[at].chunks.len() >= PIECES);
    // A form without values shows its columns by their numbers.
    let numbered = |&at: &usize| number_columns(&lines[at].texts(words));
    let full = rows.count() >= ROWS;
    let numbers = own.iter().position(numbered);
    let parted = own
        .iter()
        .position(|&at| lines[at].chunks.len() >= PARTED)
        .filter(|parted| full || numbers.is_some_and(|numbers| *parted < numbers));
    let Some(parted) = parted else {
        return;
    };
    let middle = middle(own, lines);
    let parts = |at: &usize| {
        let (line, below) = (&lines[own[*at]], &lines[own[at + 1]]);
        below.y0 - line.y1 > FAR * line.size.max(below.size)
            || line.chunks.len() == 1
                && (is_unit(line, words) || ((line.x0() + line.x1()) / 2.0 - middle).abs() < MIDDLE)
    };
    let Some(last) = (0..parted).rev().find(parts) else {
        return;
    };
    let told = |&at: &usize| ruled(at) || has_figures(&lines[at], words);
    if !own[..=last].iter().any(told) {
        own.drain(..=last);
    }
}

/// The middle of the lines that are parted most.
fn middle(own: &[usize], lines: &[Line]) -> f32 {
    let rows = own
        .iter()
        .map(|&at| &lines[at])
        .filter(|line| line.chunks.len() >= PARTED);
    let (left, right) = rows.fold((f32::MAX, f32::MIN), |(left, right), line| {
        (left.min(line.x0()), right.max(line.x1()))
    });
    (left + right) / 2.0
}

/// "Đơn vị tính: …" above the table.
pub fn is_unit(line: &Line, words: &[Word]) -> bool {
    let text = line.chunks[0].text(words);
    text.contains(':') && announces_unit(&bare(&text))
}

fn has_figures(line: &Line, words: &[Word]) -> bool {
    line.chunks
        .iter()
        .any(|chunk| is_number(&chunk.text(words), Strictness::Cell))
}

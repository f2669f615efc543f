//! Bands → rows: which bands are lines of one row.

use super::super::bands::{Band, Piece};
use super::super::columns::Column;
use super::super::figure::{is_ordinal, opens_items};
use crate::read::pdf::text::word::Word;
use crate::text::lines::cuts_word;
use std::ops::Range;

/// Heights of gaps must differ by this many points to tell rows from lines of one row.
const CLEAR: f32 = 1.0;

/// What a pair of bands shows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// The lower band begins a row.
    New,
    /// The lower band goes on in the row.
    Same,
    /// It does not say.
    Silent,
}

/// A pair of neighbouring bands.
struct Seam {
    gap: f32,
    sign: Sign,
    ruled: bool,
    /// The lower band is a line above items or the title of the rows below it, or one of both stands alone.
    opens: bool,
}

/// Ranges of bands, each one row. `rules` are rules across the whole table.
pub fn rows(
    words: &[Word],
    bands: &[Band],
    columns: &[Column],
    rules: &[f32],
) -> Vec<Range<usize>> {
    let mut seams: Vec<Seam> = bands
        .windows(2)
        .map(|pair| seam(words, &pair[0], &pair[1], columns, rules))
        .collect();
    if are_numbered(bands) {
        for (seam, pair) in seams.iter_mut().zip(bands.windows(2)) {
            if begins_row(words, &pair[0], &pair[1], columns) {
                seam.sign = Sign::New;
            }
        }
    }
    let boxed = every_row_ruled(&seams);
    let limit = if boxed { None } else { clear_gap(&seams) };
    let mut rows = Vec::new();
    let mut start = 0;
    for (at, seam) in seams.iter().enumerate() {
        if ends_row(seam, boxed, limit) {
            rows.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < bands.len() {
        rows.push(start..bands.len());
    }
    rows
}

fn ends_row(seam: &Seam, boxed: bool, limit: Option<f32>) -> bool {
    if seam.ruled || seam.opens {
        return true;
    }
    if boxed {
        return seam.sign == Sign::New;
    }
    match limit {
        Some(limit) => seam.gap > limit,
        None => seam.sign != Sign::Same,
    }
}

fn seam(words: &[Word], above: &Band, below: &Band, columns: &[Column], rules: &[f32]) -> Seam {
    let (a, b) = ((above.y0 + above.y1) / 2.0, (below.y0 + below.y1) / 2.0);
    let ruled = rules.iter().any(|&y| a < y && y < b);
    Seam {
        gap: below.y0 - above.y1,
        sign: sign(words, above, below, columns),
        ruled,
        opens: above.stands_alone()
            || below.stands_alone()
            || above.figures() > 0
                && matches!(&below.pieces[..], [piece] if opens_items(&piece.text) || is_title(above, piece)),
    }
}

/// Most of what stands in the first column is a row's number.
fn are_numbered(bands: &[Band]) -> bool {
    let own = bands
        .iter()
        .flat_map(|band| &band.pieces)
        .filter(|piece| piece.columns.start == 0);
    let (numbers, all) = own.fold((0, 0), |(numbers, all), piece| {
        (numbers + usize::from(is_ordinal(&piece.text)), all + 1)
    });
    numbers >= NUMBERED && numbers * 4 > all * 3
}

/// So many numbers in the first column are those of rows.
const NUMBERED: usize = 3;

/// A row's number with its label, where the label does not go on from the line above.
fn begins_row(words: &[Word], above: &Band, below: &Band, columns: &[Column]) -> bool {
    let label = below
        .pieces
        .iter()
        .find(|piece| piece.columns.start > 0 && !piece.figure);
    let own = |label: &Piece| !goes_on(words, above, label, columns);
    has_number(below) && (has_number(above) || label.is_some_and(own))
}

fn has_number(band: &Band) -> bool {
    let first = |piece: &Piece| piece.columns.start == 0 && is_ordinal(&piece.text);
    band.pieces.iter().any(first)
}

/// Alone and in bold under what is not.
fn is_title(above: &Band, piece: &Piece) -> bool {
    let before = above.last_in(piece.columns.start);
    piece.bold && !piece.figure && before.is_some_and(|before| !before.bold)
}

fn sign(words: &[Word], above: &Band, below: &Band, columns: &[Column]) -> Sign {
    let (broken, whole): (Vec<&Piece>, Vec<&Piece>) = below
        .pieces
        .iter()
        .partition(|piece| piece.figure && breaks_figure(above, piece, columns));
    let wrapped = whole
        .iter()
        .all(|piece| goes_on(words, above, piece, columns));
    let figure_twice = |piece: &&Piece| {
        piece.figure
            && piece.columns.start > 0
            && above
                .last_in(piece.columns.start)
                .is_some_and(|other| other.figure)
    };
    if whole.iter().any(figure_twice) || !wrapped && broken.iter().any(figure_twice) {
        return Sign::New;
    }
    let fewer = below
        .columns()
        .iter()
        .all(|column| above.last_in(*column).is_some());
    if wrapped && fewer && below.figures() == broken.len() {
        Sign::Same
    } else {
        Sign::Silent
    }
}

/// Whether a piece reads as the next line of the cell above it: no room for its first word was left
/// there, or it goes on in the middle of a sentence.
fn goes_on(words: &[Word], above: &Band, piece: &Piece, columns: &[Column]) -> bool {
    let Some(before) = above.last_in(piece.columns.start) else {
        return false;
    };
    if piece.figure || before.figure {
        return false;
    }
    let small = piece
        .text
        .chars()
        .next()
        .is_some_and(|c| c.is_lowercase() || "(&/".contains(c));
    let Some(first) = piece.chunk.words.first().map(|&at| &words[at]) else {
        return false;
    };
    let right = columns
        .get(piece.columns.start)
        .map_or(0.0, |column| column.x1);
    let full = before.chunk.x1 + 0.2 * first.size + first.bbox.width() > right + 0.5;
    small && (full || piece.columns.start > 0)
        || full && before.chunk.words.len() >= 2 && small_step(before, piece)
}

/// Whether a value is the rest of the one above it, which fills its column up to a digit after its mark.
fn breaks_figure(above: &Band, piece: &Piece, columns: &[Column]) -> bool {
    let (Some(before), Some(column)) = (
        above.last_in(piece.columns.start),
        columns.get(piece.columns.start),
    ) else {
        return false;
    };
    let fills = before.chunk.width() > column.x1 - column.x0 - 1.0;
    let marked = before.text.contains(['.', ',']);
    fills && marked && before.chunk.words.len() == 1 && cuts_word(&before.text, &piece.text)
}

/// The lines begin at one place.
fn small_step(before: &Piece, piece: &Piece) -> bool {
    (before.chunk.x0 - piece.chunk.x0).abs() < 14.0
}

/// A rule under nearly every row.
fn every_row_ruled(seams: &[Seam]) -> bool {
    let ruled = seams.iter().filter(|seam| seam.ruled).count();
    let new = seams
        .iter()
        .filter(|seam| !seam.ruled && seam.sign == Sign::New)
        .count();
    ruled >= 3 && new * 4 <= ruled
}

/// The height of gap that best parts rows from lines of one row, if heights tell at all.
fn clear_gap(seams: &[Seam]) -> Option<f32> {
    let mut gaps: Vec<f32> = seams
        .iter()
        .filter(|seam| !seam.ruled)
        .map(|seam| seam.gap)
        .collect();
    gaps.sort_by(f32::total_cmp);
    let steps = gaps.windows(2).filter(|pair| pair[1] - pair[0] >= CLEAR);
    let best = steps
        .map(|pair| (wrong(seams, (pair[0] + pair[1]) / 2.0), pair))
        .min_by(|a, b| {
            a.0.cmp(&b.0)
                .then((b.1[1] - b.1[0]).total_cmp(&(a.1[1] - a.1[0])))
        })?;
    let (wrong, pair) = best;
    let limit = (pair[0] + pair[1]) / 2.0;
    let same = seams
        .iter()
        .filter(|seam| seam.sign == Sign::Same && !seam.ruled && seam.gap < limit)
        .count();
    (wrong * 8 <= same).then_some(limit)
}

/// Seams a limit would decide against what they show.
fn wrong(seams: &[Seam], limit: f32) -> usize {
    let against = |seam: &&Seam| match seam.sign {
        Sign::New => seam.gap <= limit,
        Sign::Same => seam.gap > limit,
        Sign::Silent => false,
    };
    seams
        .iter()
        .filter(|seam| !seam.ruled)
        .filter(against)
        .count()
}

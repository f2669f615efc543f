//! What stands over several names of a header: it is in the middle of theirs, and nothing of theirs is level with it.

use super::super::bands::{Band, Piece};
use super::super::columns::Column;
use super::super::lines::Chunk;
use crate::read::pdf::tables::thresholds::TOUCH;
use crate::read::pdf::text::word::Word;
use std::ops::Range;

/// Names on one level begin at one height, to this share of it.
const LEVEL: f32 = 0.3;
/// What stands over names is in the middle of theirs to this many points.
const CENTRED: f32 = 4.0;

/// The columns whose names a piece in one of them stands over: they are on one level below it, and its own goes no
/// deeper than the others.
pub fn over_names(piece: &Piece, all: &[&Piece], columns: &[Column]) -> Option<Range<usize>> {
    let own = piece.columns.start;
    let (first, last) = names_below(piece, own, all)?;
    let beside = |column: usize| {
        let level = |other: (f32, f32)| (other.0 - first).abs() < LEVEL * (piece.y1 - piece.y0);
        names_below(piece, column, all).is_some_and(level)
    };
    let low = (0..own).rev().take_while(|&at| beside(at)).last();
    let high = (own + 1..columns.len()).take_while(|&at| beside(at)).last();
    let (low, high) = (low.unwrap_or(own), high.unwrap_or(own) + 1);
    let deepest = |range: &Range<usize>| {
        let others = range.clone().filter(|at| *at != own);
        let ends = others.filter_map(|at| names_below(piece, at, all));
        ends.map(|other| other.1).fold(0.0, f32::max)
    };
    (low..=own)
        .flat_map(|start| (own + 1..=high).map(move |end| start..end))
        .filter(|range| range.len() >= 2 && deepest(range) > last - TOUCH)
        .filter_map(|range| Some((off(piece, &range, all)?, range)))
        .filter(|(off, _)| *off < CENTRED)
        .min_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.total_cmp(&b.0)))
        .map(|(_, range)| range)
}

/// The bands of a header with names parted that stand no further apart than words do: "Hạt số 1 Hạt số 2", each in the
/// middle over the end of its own.
pub fn parted_names(bands: &[Band], words: &[Word]) -> Vec<Band> {
    let mut parted = bands.to_vec();
    for (at, band) in parted.iter_mut().enumerate() {
        let below = bands.get(at + 1).map_or(&[][..], |below| &below.pieces);
        let whole = std::mem::take(&mut band.pieces);
        for piece in whole {
            match names_over(&piece, below, words) {
                Some(names) => band.pieces.extend(names),
                None => band.pieces.push(piece),
            }
        }
    }
    parted
}

/// The names a piece is made of, one over each of the pieces below it; `None` where it is one name.
fn names_over(piece: &Piece, below: &[Piece], words: &[Word]) -> Option<Vec<Piece>> {
    let inside = |other: &&Piece| {
        let middle = other.chunk.middle();
        piece.chunk.x0 < middle
            && middle < piece.chunk.x1
            && other.y0 - piece.y1 < piece.y1 - piece.y0
    };
    let mut ends: Vec<&Piece> = below.iter().filter(inside).collect();
    ends.sort_by(|a, b| a.chunk.x0.total_cmp(&b.chunk.x0));
    let apart = ends
        .windows(2)
        .all(|pair| pair[0].columns.end <= pair[1].columns.start);
    if ends.len() < 2 || !apart {
        return None;
    }
    let names = ends.iter().map(|end| {
        let nearest = |middle: f32| {
            let off = |other: &Piece| (other.chunk.middle() - middle).abs();
            ends.iter().all(|other| off(end) <= off(other))
        };
        let middle = |at: usize| (words[at].bbox.x0 + words[at].bbox.x1) / 2.0;
        let own: Vec<usize> = piece
            .chunk
            .words
            .iter()
            .copied()
            .filter(|&at| nearest(middle(at)))
            .collect();
        let (x0, x1) = (words[*own.first()?].bbox.x0, words[*own.last()?].bbox.x1);
        let chunk = Chunk { x0, x1, words: own };
        let text = chunk.text(words);
        let named = text.starts_with(char::is_uppercase)
            && (chunk.middle() - end.chunk.middle()).abs() < CENTRED;
        named.then(|| Piece {
            columns: end.columns.clone(),
            text,
            chunk,
            ..piece.clone()
        })
    });
    names.collect()
}

/// Pieces of one band that leave columns between them which only names below name: where ranges that touch fit all of
/// them, they stand over these.
pub fn side_by_side(
    band: &Band,
    natural: Vec<Range<usize>>,
    all: &[&Piece],
    columns: &[Column],
) -> Vec<Range<usize>> {
    let free = |piece: &Piece, column: usize| names_below(piece, column, all).is_some();
    let over = |at: &usize| {
        natural[*at]
            .clone()
            .all(|column| free(&band.pieces[*at], column))
    };
    let mut order: Vec<usize> = (0..band.pieces.len()).filter(over).collect();
    order.sort_by_key(|&at| natural[at].start);
    let mut ranges = natural.clone();
    let mut from = 0;
    while from < order.len() {
        // As many as have nothing but names below between them.
        let next = |pair: &&[usize]| {
            let (left, right) = (natural[pair[0]].end, natural[pair[1]].start);
            left <= right && (left..right).all(|column| free(&band.pieces[pair[0]], column))
        };
        let count = 1 + order[from..].windows(2).take_while(next).count();
        let group = &order[from..from + count];
        from += count;
        let orphans = group
            .windows(2)
            .any(|pair| natural[pair[0]].end < natural[pair[1]].start);
        if !orphans {
            continue;
        }
        for (&at, range) in group
            .iter()
            .zip(touching(band, group, &natural, all, columns.len()))
        {
            ranges[at] = range;
        }
    }
    ranges
}

/// The widest ranges that touch, each with its piece in the middle; none where there are no such.
fn touching(
    band: &Band,
    group: &[usize],
    natural: &[Range<usize>],
    all: &[&Piece],
    columns: usize,
) -> Vec<Range<usize>> {
    let mut best: Vec<Range<usize>> = Vec::new();
    let width = |ranges: &[Range<usize>]| ranges.iter().map(Range::len).sum::<usize>();
    for start in 0..=natural[group[0]].start {
        let mut ways: Vec<Vec<Range<usize>>> = vec![Vec::new()];
        for &at in group {
            let (piece, own) = (&band.pieces[at], &natural[at]);
            let fits = |range: &Range<usize>| {
                range
                    .clone()
                    .all(|column| names_below(piece, column, all).is_some())
                    && off(piece, range, all).is_some_and(|off| off < CENTRED)
            };
            ways = ways
                .iter()
                .flat_map(|way| {
                    let from = way.last().map_or(start, |last| last.end);
                    let ends = if from <= own.start {
                        own.end..columns + 1
                    } else {
                        0..0
                    };
                    ends.map(move |end| from..end).filter(&fits).map(|range| {
                        let mut way = way.clone();
                        way.push(range);
                        way
                    })
                })
                .take(MOST)
                .collect();
        }
        let widest = ways.into_iter().max_by_key(|way| width(way));
        best = widest
            .filter(|way| width(way) > width(&best))
            .unwrap_or(best);
    }
    best
}

/// So many ways to part the columns of a band are tried.
const MOST: usize = 256;

/// Top and bottom of the names of a column below a piece; `None` where it has none or one level with the piece or above.
fn names_below(piece: &Piece, column: usize, all: &[&Piece]) -> Option<(f32, f32)> {
    let names = || {
        all.iter().filter(|other| {
            other.columns.contains(&column) && other.chunk.words != piece.chunk.words
        })
    };
    let below = |name: &&&Piece| name.y0 > piece.y1 - TOUCH;
    if names().any(|name| !below(&name) && name.y1 > piece.y0) {
        return None;
    }
    names()
        .filter(below)
        .map(|name| (name.y0, name.y1))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// How far a piece is off the middle of the names below it.
fn off(piece: &Piece, range: &Range<usize>, all: &[&Piece]) -> Option<f32> {
    let extent = |column: usize| {
        all.iter()
            .filter(|other| other.columns == (column..column + 1) && other.y0 > piece.y1 - TOUCH)
            .map(|other| (other.chunk.x0, other.chunk.x1))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    };
    let (left, right) = (extent(range.start)?.0, extent(range.end - 1)?.1);
    Some(((left + right) / 2.0 - piece.chunk.middle()).abs())
}

/// Whether two pieces share more than half of their height.
pub fn is_level(a: &Piece, b: &Piece) -> bool {
    a.y1.min(b.y1) - a.y0.max(b.y0) > (b.y1 - b.y0) / 2.0
}

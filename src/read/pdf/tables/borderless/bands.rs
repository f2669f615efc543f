//! Lines → bands: what stands at one height, and which column each piece of it stands in.

use super::columns::{Column, reach};
use super::figure::{is_ordinal, number_columns};
use super::lines::{Chunk, Line};
use crate::read::pdf::tables::thresholds::TOUCH;
use crate::read::pdf::text::word::Word;
use crate::text::number::{Strictness, is_number};
use std::ops::Range;

/// A chunk in its columns.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The chunk.
    pub chunk: Chunk,
    /// Top of its letters.
    pub y0: f32,
    /// Bottom of its letters.
    pub y1: f32,
    /// Columns it lies over, at least one.
    pub columns: Range<usize>,
    /// What it says.
    pub text: String,
    /// It is a value.
    pub figure: bool,
    /// Set in bold.
    pub bold: bool,
    /// The title of the rows below it, in the middle of all columns.
    pub title: bool,
}

/// Pieces whose heights overlap.
#[derive(Clone, Debug)]
pub struct Band {
    /// Top of its letters.
    pub y0: f32,
    /// Bottom of its letters.
    pub y1: f32,
    /// Its pieces, line by line.
    pub pieces: Vec<Piece>,
}

impl Band {
    /// Columns that hold something.
    pub fn columns(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self
            .pieces
            .iter()
            .map(|piece| piece.columns.start)
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The last piece that lies in a column.
    pub fn last_in(&self, column: usize) -> Option<&Piece> {
        self.pieces
            .iter()
            .rev()
            .find(|piece| piece.columns.contains(&column))
    }

    /// It is the title of the rows below it, and stands over all columns.
    pub fn is_title(&self) -> bool {
        matches!(&self.pieces[..], [piece] if piece.title)
    }

    /// A row of its own whatever is above and below it: a title, or the columns' numbers.
    pub fn stands_alone(&self) -> bool {
        let texts = || self.pieces.iter().map(|piece| piece.text.clone());
        self.is_title() || number_columns(&texts().collect::<Vec<_>>())
    }

    /// Values in columns other than the first.
    pub fn figures(&self) -> usize {
        self.pieces
            .iter()
            .filter(|piece| piece.figure && piece.columns.start > 0)
            .count()
    }
}

/// Cuts lines into pieces by column and gathers those of one height. A rule between two lines parts them, a line of
/// `titles` is a band of its own.
pub fn bands(
    words: &[Word],
    lines: &[&Line],
    columns: &[Column],
    rules: &[f32],
    titles: &[f32],
) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut sorted: Vec<&Line> = lines.to_vec();
    sorted.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    for line in sorted {
        if titles.contains(&line.y0) {
            bands.push(title(words, line, columns));
            continue;
        }
        let pieces = pieces(words, line, columns);
        let ruled = |band: &Band| {
            let (above, below) = ((band.y0 + band.y1) / 2.0, (line.y0 + line.y1) / 2.0);
            rules.iter().any(|&y| above < y && y < below)
        };
        match bands
            .last_mut()
            .filter(|band| line.y0 < band.y1 - 0.08 * line.size && !ruled(band) && !band.is_title())
        {
            Some(band) => {
                band.y1 = band.y1.max(line.y1);
                band.pieces.extend(pieces);
            }
            None => bands.push(Band {
                y0: line.y0,
                y1: line.y1,
                pieces,
            }),
        }
    }
    bands
}

/// A line over all columns.
fn title(words: &[Word], line: &Line, columns: &[Column]) -> Band {
    let piece = |chunk: &Chunk| Piece {
        y0: line.y0,
        y1: line.y1,
        columns: 0..columns.len(),
        figure: false,
        bold: chunk.words.iter().all(|&at| words[at].bold),
        text: chunk.text(words),
        chunk: chunk.clone(),
        title: true,
    };
    Band {
        y0: line.y0,
        y1: line.y1,
        pieces: line.chunks.iter().map(piece).collect(),
    }
}

fn pieces(words: &[Word], line: &Line, columns: &[Column]) -> Vec<Piece> {
    let chunks = line
        .chunks
        .iter()
        .flat_map(|chunk| cut(words, chunk, columns));
    chunks
        .map(|chunk| {
            let (from, to) = reach(columns, chunk.x0, chunk.x1);
            let text = chunk.text(words);
            let figure = is_number(&text, Strictness::Cell);
            let bold = chunk.words.iter().all(|&at| words[at].bold);
            let last = columns.len().saturating_sub(1);
            let from = if from == to {
                nearest(columns, &chunk)
            } else {
                from.min(last)
            };
            Piece {
                y0: line.y0,
                y1: line.y1,
                columns: from..to.max(from + 1),
                figure,
                bold,
                text,
                chunk,
                title: false,
            }
        })
        .collect()
}

/// The column nearest to a chunk that lies in none.
fn nearest(columns: &[Column], chunk: &Chunk) -> usize {
    let distance = |column: &Column| (column.x0 - chunk.x1).max(chunk.x0 - column.x1);
    let near =
        (0..columns.len()).min_by(|&a, &b| distance(&columns[a]).total_cmp(&distance(&columns[b])));
    near.unwrap_or(0)
}

/// Cuts a chunk where a label runs up to the value beside it.
fn cut(words: &[Word], chunk: &Chunk, columns: &[Column]) -> Vec<Chunk> {
    let (from, to) = reach(columns, chunk.x0, chunk.x1);
    let mut rest = chunk.clone();
    let mut parts = Vec::new();
    for pair in columns[from.min(columns.len())..to].windows(2) {
        let Some(at) = cut_at(words, &rest, pair[0], pair[1]) else {
            continue;
        };
        let right = rest.words.split_off(at);
        let start = words[right[0]].bbox.x0;
        rest.x1 = rest
            .words
            .iter()
            .map(|&i| words[i].bbox.x1)
            .fold(rest.x0, f32::max);
        let tail = Chunk {
            x0: start,
            x1: chunk.x1,
            words: right,
        };
        parts.push(std::mem::replace(&mut rest, tail));
    }
    parts.push(rest);
    parts
}

/// "30/6/2025" ends a name over a column.
fn is_date(text: &str) -> bool {
    text.matches('/').count() == 2
}

/// Whether the gap before a word is the very border of two columns that touch. Titles run on over it, and
/// over the column of numbers only a number stands.
fn at_border(words: &[Word], chunk: &Chunk, at: usize, left: Column, right: Column) -> bool {
    let border = (left.x1 + right.x0) / 2.0;
    let (before, after) = (
        &words[chunk.words[at - 1]].bbox,
        &words[chunk.words[at]].bbox,
    );
    let touch = right.x0 - left.x1 < 2.0 * TOUCH;
    let title = chunk.words.iter().all(|&i| words[i].bold);
    let number = at == 1 && is_ordinal(&words[chunk.words[0]].text);
    touch && before.x1 < border + TOUCH && border - TOUCH < after.x0 && (!title || number)
}

fn cut_at(words: &[Word], chunk: &Chunk, left: Column, right: Column) -> Option<usize> {
    (1..chunk.words.len()).find(|&at| {
        let (before, after) = (&words[chunk.words[at - 1]], &words[chunk.words[at]]);
        let starts = after.bbox.x0 >= left.x1.min(right.x0) - 1.0 && after.bbox.x0 < right.x1;
        let wide = after.bbox.x0 - before.bbox.x1 > 0.4 * after.size;
        let figures = chunk.words[at..]
            .iter()
            .all(|&i| is_number(&words[i].text, Strictness::Cell) && !is_date(&words[i].text));
        let label = !chunk.words[..at]
            .iter()
            .all(|&i| is_number(&words[i].text, Strictness::Cell));
        starts && before.bbox.x1 <= right.x0 + 1.0 && (wide || figures && label)
            || at_border(words, chunk, at, left, right)
    })
}

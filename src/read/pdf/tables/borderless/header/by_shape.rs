//! The header: which bands are above the body, and what their pieces cover.

use super::super::bands::{Band, Piece};
use super::super::columns::Column;
use super::super::figure::is_ordinal;
use super::over_names::{is_level, over_names, parted_names, side_by_side};
use crate::read::pdf::tables::thresholds::TALLEST;
use crate::read::pdf::text::word::Word;
use std::ops::Range;

/// A cell of the header.
#[derive(Clone, Debug)]
pub struct HeaderCell {
    /// Rows it covers, from the top of the table.
    pub rows: Range<usize>,
    /// Columns it covers.
    pub columns: Range<usize>,
    /// Its words.
    pub words: Vec<usize>,
}

/// Number of bands above the body; 0 where nothing shows that they are a header.
pub fn header_bands(bands: &[Band], columns: usize, rules: &[f32]) -> usize {
    let top = bands.len().min(TALLEST);
    let bold = |band: &Band| band.pieces.iter().all(|piece| piece.bold);
    let plain = |band: &Band| !band.pieces.iter().any(|piece| piece.bold);
    let changes = |at: usize| at > 0 && bands[..at].iter().all(bold) && plain(&bands[at]);
    let body = (0..top)
        .find(|&at| changes(at) || is_body(&bands[at], at))
        .unwrap_or(0);
    match first_ruled(bands, rules).filter(|&at| at <= TALLEST) {
        // A rule under the header, unless values begin before it.
        Some(at) if at <= body || body == 0 && !is_body(&bands[0], 0) => at,
        _ if set_off(&bands[..body], &bands[body..])
            || names(&bands[..body], &bands[body..], columns) =>
        {
            body
        }
        _ => 0,
    }
}

/// In bold, above a body that is not.
fn set_off(head: &[Band], body: &[Band]) -> bool {
    let bold = |band: &Band| band.pieces.iter().all(|piece| piece.bold);
    !head.is_empty()
        && head.iter().all(bold)
        && body.iter().filter(|band| bold(band)).count() * 2 < body.len()
}

/// Words above most of the columns that hold values.
fn names(head: &[Band], body: &[Band], columns: usize) -> bool {
    let holds_figures = |column: &usize| {
        let own = || {
            body.iter()
                .flat_map(|b| &b.pieces)
                .filter(|p| p.columns.start == *column)
        };
        own().count() > 0 && own().filter(|p| p.figure).count() * 2 > own().count()
    };
    let figured: Vec<usize> = (1..columns).filter(holds_figures).collect();
    let named = figured.iter().filter(|&&column| {
        head.iter()
            .flat_map(|b| &b.pieces)
            .any(|p| p.columns.contains(&column))
    });
    !figured.is_empty() && named.count() * 2 > figured.len()
}

/// Number of bands above the first rule that has bands on both sides.
fn first_ruled(bands: &[Band], rules: &[f32]) -> Option<usize> {
    (1..bands.len()).find(|&at| {
        let (a, b) = (
            (bands[at - 1].y0 + bands[at - 1].y1) / 2.0,
            (bands[at].y0 + bands[at].y1) / 2.0,
        );
        rules.iter().any(|&y| a < y && y < b)
    })
}

/// A band with values under a header, or one that begins with a number of its own.
fn is_body(band: &Band, at: usize) -> bool {
    let first = band.pieces.iter().find(|piece| piece.columns.start == 0);
    if band.columns().len() >= 2 && first.is_some_and(|piece| is_ordinal(&piece.text)) {
        return true;
    }
    let year = |piece: &&Piece| at < 3 && is_year(&piece.text);
    let figures = band
        .pieces
        .iter()
        .filter(|p| p.figure && p.columns.start > 0 && !year(p))
        .count();
    let others = band.pieces.iter().filter(|p| p.columns.start > 0).count();
    figures > 0 && figures * 3 >= others
}

/// `1996`, `2007`, `Q1 2010`, `1994/95`.
fn is_year(text: &str) -> bool {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = &text[digits.len()..];
    digits.len() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && rest
            .chars()
            .all(|c| !c.is_alphanumeric() || c.is_ascii_digit())
        && rest.chars().count() <= 6
}

/// The header's cells: what stands over several columns above, what names one column below it.
pub fn header_cells(
    words: &[Word],
    bands: &[Band],
    columns: &[Column],
    partial: &[(f32, f32, f32)],
) -> (usize, Vec<HeaderCell>) {
    let bands = &parted_names(bands, words);
    let pieces: Vec<&Piece> = bands.iter().flat_map(|band| &band.pieces).collect();
    let mut spanning: Vec<Spanning> = Vec::new();
    let mut single: Vec<Vec<(usize, &Piece)>> = vec![Vec::new(); columns.len()];
    for (at, band) in bands.iter().enumerate() {
        let ranges = band
            .pieces
            .iter()
            .map(|piece| covered(piece, band, &pieces, columns, partial));
        let ranges = side_by_side(band, ranges.collect(), &pieces, columns);
        for (piece, covered) in band.pieces.iter().zip(ranges) {
            let above = spanning
                .iter_mut()
                .find(|above| above.goes_on_in(piece, band, at, &covered));
            match above {
                Some(above) => above.take(piece, at),
                None if covered.len() > 1 => spanning.push(Spanning::of(piece, at, covered)),
                None => {
                    if let Some(own) = single.get_mut(covered.start) {
                        own.push((at, piece));
                    }
                }
            }
        }
    }
    place(spanning, single)
}

/// Lines of one cell that stands over several columns.
struct Spanning {
    /// Bands of its first and of its last line.
    bands: (usize, usize),
    columns: Range<usize>,
    words: Vec<usize>,
    /// Middle, bottom and height of its last line.
    middle: f32,
    y1: f32,
    height: f32,
}

impl Spanning {
    fn of(piece: &Piece, at: usize, columns: Range<usize>) -> Spanning {
        let words = piece.chunk.words.clone();
        let (middle, height) = (piece.chunk.middle(), piece.y1 - piece.y0);
        Spanning {
            bands: (at, at),
            columns,
            words,
            middle,
            y1: piece.y1,
            height,
        }
    }

    fn take(&mut self, piece: &Piece, at: usize) {
        self.bands.1 = at;
        self.words.extend(&piece.chunk.words);
        self.y1 = piece.y1;
    }

    /// The next line: over the same columns, or set in the middle of them close below.
    fn goes_on_in(&self, piece: &Piece, band: &Band, at: usize, covered: &Range<usize>) -> bool {
        // Names of the columns beside it stand level with it: it is one of them.
        let among = band.pieces.iter().any(|other| {
            other.chunk.words != piece.chunk.words
                && is_level(other, piece)
                && self.columns.contains(&other.columns.start)
        });
        let next = at <= self.bands.1 + 1
            && piece.y0 > self.y1 - 0.5 * self.height
            && piece.y0 - self.y1 < self.height;
        let centred = (piece.chunk.middle() - self.middle).abs() < 2.0
            && self.columns.start <= covered.start
            && covered.end <= self.columns.end
            && !among;
        next && (self.columns == *covered || centred)
    }
}

/// Gives rows: as many above a column's own name as there are cells spanning over it.
fn place(spanning: Vec<Spanning>, single: Vec<Vec<(usize, &Piece)>>) -> (usize, Vec<HeaderCell>) {
    let mut levels: Vec<usize> = spanning.iter().map(|cell| cell.bands.0).collect();
    levels.sort_unstable();
    levels.dedup();
    let level = |at: usize| levels.iter().filter(|&&other| other < at).count();
    let named = single.iter().any(|own| !own.is_empty());
    let rows = levels.len() + usize::from(named);
    let mut cells: Vec<HeaderCell> = spanning
        .into_iter()
        .map(
            |Spanning {
                 bands,
                 columns,
                 words,
                 ..
             }| {
                let row = level(bands.0);
                HeaderCell {
                    rows: row..row + 1,
                    columns,
                    words,
                }
            },
        )
        .collect();
    for (column, own) in single.into_iter().enumerate() {
        let above = cells
            .iter()
            .filter(|cell| cell.columns.contains(&column))
            .map(|cell| cell.rows.end)
            .max();
        let mut from = above.unwrap_or(0);
        if from >= rows {
            from = rows.saturating_sub(1);
        }
        let words: Vec<usize> = own
            .iter()
            .flat_map(|(_, piece)| piece.chunk.words.iter().copied())
            .collect();
        if !words.is_empty() {
            cells.push(HeaderCell {
                rows: from..rows,
                columns: column..column + 1,
                words,
            });
        }
    }
    (rows, cells)
}

/// The columns a header piece covers: those it lies over; where other pieces stand below it, as many
/// as keep it in the middle; where a rule is drawn under it, those of the rule.
fn covered(
    piece: &Piece,
    band: &Band,
    all: &[&Piece],
    columns: &[Column],
    partial: &[(f32, f32, f32)],
) -> Range<usize> {
    if let Some(range) = under_rule(piece, all, columns, partial) {
        return range;
    }
    let own = piece.columns.clone();
    // Where others stand level with it, what it lies over tells more.
    let alone = || {
        let others = all
            .iter()
            .filter(|other| other.chunk.words != piece.chunk.words);
        !others.into_iter().any(|other| is_level(other, piece))
    };
    if own.len() < 2 || alone() {
        let names = over_names(piece, all, columns);
        if own.len() < 2 || names.is_some() {
            return names.unwrap_or(own);
        }
    }
    let (low, high) = free(piece, band, columns.len());
    let middle = piece.chunk.middle();
    let off = |range: &Range<usize>| {
        let (x0, x1) = (columns[range.start].x0, columns[range.end - 1].x1);
        ((x0 + x1) / 2.0 - middle).abs()
    };
    let mut best = own.clone();
    for start in low..=own.start {
        for end in own.end..=high {
            if off(&(start..end)) + 2.0 < off(&best) {
                best = start..end;
            }
        }
    }
    best
}

/// The columns around a piece that nothing else in its band stands in.
fn free(piece: &Piece, band: &Band, columns: usize) -> (usize, usize) {
    let others = || {
        band.pieces
            .iter()
            .filter(|other| other.chunk.words != piece.chunk.words)
    };
    let before = others().filter(|other| other.columns.end <= piece.columns.start);
    let after = others().filter(|other| other.columns.start >= piece.columns.end);
    let low = before
        .map(|other| other.columns.end)
        .max()
        .unwrap_or(1.min(piece.columns.start));
    let high = after
        .map(|other| other.columns.start)
        .min()
        .unwrap_or(columns);
    (low, high)
}

/// The columns of the rule drawn under a piece, with nothing but the piece's next lines between.
fn under_rule(
    piece: &Piece,
    all: &[&Piece],
    columns: &[Column],
    partial: &[(f32, f32, f32)],
) -> Option<Range<usize>> {
    let below = |y: f32, x0: f32, x1: f32| {
        all.iter()
            .any(|other| other.y0 > y - 3.0 && other.chunk.x0 < x1 && x0 < other.chunk.x1)
    };
    let next = |y: f32, x0: f32, x1: f32| {
        let between = |other: &&&Piece| {
            other.y0 > piece.y1 - 1.0
                && other.y1 < y + 3.0
                && other.chunk.x0 < x1
                && x0 < other.chunk.x1
        };
        !all.iter().any(|other| between(&other))
    };
    let &(_, x0, x1) = partial.iter().find(|(y, x0, x1)| {
        piece.y1 - 3.0 <= *y
            && *x0 - 3.0 <= piece.chunk.x0
            && piece.chunk.x1 <= *x1 + 3.0
            && next(*y, *x0, *x1)
            && below(*y, *x0, *x1)
    })?;
    let inside = |column: &Column| {
        let middle = (column.x0 + column.x1) / 2.0;
        x0 <= middle && middle <= x1
    };
    let start = columns.iter().position(inside)?;
    let end = columns.iter().rposition(inside)? + 1;
    Some(start..end)
}

//! What the shape of ink alone tells: dashes, commas from dots, raised footnote marks, and signs that readers have
//! no letter for.

use super::super::picture::{Area, Strip};

/// Under so many pixels an inch a comma and a dot look the same.
pub(super) const SEPARATOR_DPI: f32 = 150.0;

/// A dash: one flat piece of ink, at least twice as wide as high, at the height of the middle of letters.
pub(super) fn is_dash(strip: &Strip, pitch: f32) -> bool {
    let boxes = strip.pieces();
    let [piece] = boxes.as_slice() else {
        return false;
    };
    let (width, height) = (piece.x1 - piece.x0, piece.y1 - piece.y0);
    width >= 2 * height
        && (height as f32) < 0.2 * pitch
        && (0.1 * pitch..1.2 * pitch).contains(&(width as f32))
}

/// The commas and dots among the figures of a line, from left to right: a comma hangs below the digits' feet.
pub(super) fn separators(strip: &Strip) -> String {
    let mut pieces = strip.pieces();
    let height = |piece: &Area| (piece.y1 - piece.y0) as f32;
    let highest = pieces.iter().map(height).fold(0.0, f32::max);
    let digits: Vec<&Area> = pieces
        .iter()
        .filter(|piece| height(piece) >= 0.7 * highest)
        .collect();
    let digit = median(digits.iter().map(|piece| height(piece)).collect());
    let foot = median(digits.iter().map(|piece| piece.y1 as f32).collect());
    pieces.sort_by_key(|piece| piece.x0);
    let mark = |piece: &Area| {
        let bottom = piece.y1 as f32;
        let is_mark = height(piece) < 0.5 * digit
            && ((piece.x1 - piece.x0) as f32) < 0.35 * digit
            && bottom > foot - 0.12 * digit
            && piece.y0 as f32 + height(piece) / 2.0 > foot - 0.3 * digit
            && height(piece) >= 0.08 * digit;
        let hangs = bottom > foot + 0.085 * digit;
        is_mark.then_some(if hangs { ',' } else { '.' })
    };
    pieces.iter().filter_map(mark).collect()
}

/// Where a raised footnote mark at the end of a figure begins, in pixels from the left: small pieces that all stand
/// well above the feet of the digits before them.
pub(super) fn raised_tail(strip: &Strip, text: &str) -> Option<usize> {
    let (pieces, digit) = measured(strip, text)?;
    let is_raised = |piece: &&Area| {
        (piece.y1 as f32) < digit.foot - RAISED * digit.height
            && piece.height() as f32 <= 0.95 * digit.height
    };
    let tail = pieces.iter().rev().take_while(is_raised).count();
    let (base, tail) = pieces.split_at(pieces.len() - tail);
    let has_letter = tail
        .iter()
        .any(|piece| piece.height() as f32 >= SMALL * digit.height);
    // What a percent sign has raised, has its stroke beside it.
    let begins = tail.iter().map(|piece| piece.x0).min()?;
    let end = base.iter().map(|piece| piece.x1).max()?;
    (has_letter && end <= begins + 1).then_some(begins.max(1))
}

/// Whether a part of a figure has not the shape of a digit or of a mark between digits: two pieces above each other
/// ("≥", "±"), or one that hangs in the air. A percent sign ends what is looked at.
pub(super) fn has_odd_sign(strip: &Strip, text: &str) -> bool {
    let Some((pieces, digit)) = measured(strip, text) else {
        return false;
    };
    let percent = text.contains('%').then(|| {
        let tall = pieces.iter().filter(|piece| digit.is_tall(piece));
        tall.map(|piece| piece.x0)
            .max()
            .map_or(0.0, |x0| x0 as f32 - 0.6 * digit.height)
    });
    let end = percent.unwrap_or(f32::MAX);
    // "½" is the shape of a percent sign, with a 1 where that has a ring.
    let has_one = pieces.iter().any(|piece| {
        let is_raised = (piece.y1 as f32) < digit.foot - 0.3 * digit.height;
        let (width, height) = (piece.width() as f32, piece.height() as f32);
        piece.x0 as f32 >= end
            && is_raised
            && height >= SMALL * digit.height
            && width < 0.45 * height
    });
    let leads = text.starts_with('2') && points_right(strip, &pieces[0]);
    let is_odd = columns(&pieces).iter().any(|column| {
        let is_letter = |piece: &Area| {
            let (width, height) = (piece.width() as f32, piece.height() as f32);
            width >= 0.2 * digit.height && height >= 0.05 * digit.height
        };
        let parts: Vec<&Area> = column.iter().filter(|piece| is_letter(piece)).collect();
        let top = parts.iter().map(|piece| piece.y0).min().unwrap_or(0);
        let foot = parts.iter().map(|piece| piece.y1).max().unwrap_or(0);
        let left = parts.iter().map(|piece| piece.x0).min().unwrap_or(0);
        let is_small = !parts.iter().any(|piece| digit.is_tall(piece));
        let is_seen = (foot - top) as f32 >= SMALL * digit.height;
        let is_raised = (foot as f32) < digit.foot - RAISED * digit.height;
        let is_plus = parts.len() == 1 && text.contains('+');
        (left as f32) < end && is_small && is_seen && !is_plus && (parts.len() > 1 || is_raised)
    });
    has_one || leads || is_odd
}

/// Whether a piece begins at its upper left corner, as "≥" does and a 2 does not.
fn points_right(strip: &Strip, piece: &Area) -> bool {
    let limit = strip.limit();
    let rows = piece.y0..piece.y0 + (piece.height() / 6).max(1);
    let inked = rows.flat_map(|y| {
        let row = &strip.image.grey[y * strip.image.width..(y + 1) * strip.image.width];
        (piece.x0..piece.x1).filter(move |x| row[*x] < limit)
    });
    let (mut sum, mut count) = (0, 0);
    for x in inked {
        sum += x - piece.x0;
        count += 1;
    }
    count > 0 && (sum as f32 / count as f32) < 0.3 * piece.width() as f32
}

/// The upright strokes in a part of a line, given in shares of its width; none where something else than such
/// strokes stands there.
pub(super) fn strokes(strip: &Strip, from: f32, to: f32) -> Option<usize> {
    let (width, height) = (strip.image.width, strip.image.height);
    let darkest = strip.image.grey.iter().min().copied()?;
    let limit = strip.paper - strip.paper.saturating_sub(darkest) / 2;
    let x = |share: f32| ((share * width as f32) as usize).min(width);
    let (from, to) = (x(from), x(to).max(x(from)));
    let count = |y: usize| {
        let row = &strip.image.grey[y * width + from..y * width + to];
        let mut runs: Vec<usize> = Vec::new();
        let mut inside = false;
        for grey in row {
            let ink = *grey < limit;
            match runs.last_mut().filter(|_| ink && inside) {
                Some(run) => *run += 1,
                None if ink => runs.push(1),
                None => {}
            }
            inside = ink;
        }
        let thin = runs.iter().all(|run| *run as f32 <= 0.35 * height as f32);
        thin.then_some(runs.len())
    };
    // Between the serifs above and below, all rows say the same.
    let mut rows = (height * 2 / 5..height * 3 / 5 + 1)
        .filter(|y| *y < height)
        .map(count);
    let first = rows.next().flatten().filter(|count| *count > 0)?;
    rows.all(|row| row == Some(first)).then_some(first)
}

/// A foot so far above the digits' feet is raised, in heights of a digit.
const RAISED: f32 = 0.18;
/// The least height of a small letter or sign, in heights of a digit.
const SMALL: f32 = 0.35;

/// How high the digits of a figure are and where they stand.
struct Digit {
    height: f32,
    foot: f32,
}

impl Digit {
    fn is_tall(&self, piece: &Area) -> bool {
        piece.height() as f32 >= 0.7 * self.height
    }
}

/// The pieces of a figure from left to right, and the measure of its first digit.
fn measured(strip: &Strip, text: &str) -> Option<(Vec<Area>, Digit)> {
    let mut pieces = strip.pieces();
    pieces.sort_by_key(|piece| piece.x0);
    let highest = pieces.iter().map(Area::height).max()? as f32;
    let mut tall = pieces
        .iter()
        .filter(|piece| piece.height() as f32 >= 0.7 * highest);
    let bracket = usize::from(text.trim_start().starts_with('('));
    let first = tall.nth(bracket)?;
    let digit = Digit {
        height: first.height() as f32,
        foot: first.y1 as f32,
    };
    pieces.retain(|piece| piece.height() as f32 >= 0.05 * digit.height);
    Some((pieces, digit))
}

/// Pieces in the order of their left edges → those that stand above each other, together.
fn columns(pieces: &[Area]) -> Vec<Vec<Area>> {
    let mut found: Vec<Vec<Area>> = Vec::new();
    for piece in pieces {
        let above = found.last().is_some_and(|column| {
            column.iter().any(|other| {
                let shared = other.x1.min(piece.x1).saturating_sub(piece.x0);
                2 * shared >= other.width().min(piece.width())
            })
        });
        match found.last_mut() {
            Some(column) if above => column.push(*piece),
            _ => found.push(vec![*piece]),
        }
    }
    found
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(rows: &[&str]) -> Strip {
        let grey = rows.iter().flat_map(|row| row.bytes());
        let grey = grey.map(|c| if c == b'#' { 10 } else { 245 });
        Strip::drawn(rows[0].len(), rows.len(), grey.collect())
    }

    const DIGIT: &str = "####";

    /// Two digits of twenty rows and a mark between them that ends `below` their feet.
    fn figure(below: usize) -> Strip {
        let mut rows = Vec::new();
        for y in 0..24 {
            let digit = if y < 20 { DIGIT } else { "...." };
            let mark = if (17..20 + below).contains(&y) {
                "##"
            } else {
                ".."
            };
            rows.push(format!("{digit}.{mark}.{digit}"));
        }
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        strip(&rows)
    }

    #[test]
    fn a_comma_hangs_below_the_digits() {
        assert_eq!(separators(&figure(0)), ".");
        assert_eq!(separators(&figure(4)), ",");
    }

    #[test]
    fn small_pieces_high_at_the_end_are_a_footnote_mark() {
        let rows: Vec<String> = (0..24)
            .map(|y| {
                let digit = if y >= 4 { DIGIT } else { "...." };
                let mark = if y < 13 { "##" } else { ".." };
                format!("{digit}.{digit}..{mark}")
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(raised_tail(&strip(&rows), "171"), Some(11));
        assert_eq!(raised_tail(&figure(4), "1,7"), None);
    }

    #[test]
    fn the_strokes_of_a_numeral_are_counted_though_their_feet_meet() {
        let rows: Vec<String> = (0..20)
            .map(|y| match y {
                0..3 | 17.. => "..############".to_owned(),
                _ => "...##..##..##.".to_owned(),
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(strokes(&strip(&rows), 0.0, 1.0), Some(3));
        assert_eq!(strokes(&figure(0), 0.0, 0.5), Some(1));
    }

    #[test]
    fn a_sign_of_two_pieces_is_no_digit() {
        let rows: Vec<String> = (0..20)
            .map(|y| {
                let sign = if !(12..=16).contains(&y) {
                    "#####"
                } else {
                    "....."
                };
                format!("{sign}...{DIGIT}.{DIGIT}")
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert!(has_odd_sign(&strip(&rows), "290"));
        assert!(!has_odd_sign(&figure(0), "1.7"));
    }

    #[test]
    fn one_flat_piece_is_a_dash() {
        let dash = strip(&[
            "............",
            "############",
            "############",
            "............",
        ]);
        assert!(is_dash(&dash, 40.0));
        assert!(!is_dash(&figure(0), 40.0));
    }
}

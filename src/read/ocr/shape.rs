//! What the shape of ink alone tells: dashes, and commas from dots.

use super::super::picture::{Area, Picture, Strip};

/// Under so many pixels an inch a comma and a dot look the same.
pub(super) const SEPARATOR_DPI: f32 = 150.0;

/// A dash: one flat piece of ink, at least twice as wide as high, at the height of the middle of letters.
pub(super) fn is_dash(strip: &Strip, pitch: f32) -> bool {
    let boxes = boxes(&strip.image, strip.paper);
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
    let mut pieces = boxes(&strip.image, strip.paper);
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

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The boxes of the pieces of ink.
fn boxes(image: &Picture, paper: u8) -> Vec<Area> {
    crate::read::picture::pieces_of(image, paper)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(rows: &[&str]) -> Strip {
        let (width, height) = (rows[0].len(), rows.len());
        let grey = rows.iter().flat_map(|row| row.bytes());
        Strip {
            area: Area {
                x0: 0,
                y0: 0,
                x1: width,
                y1: height,
            },
            baseline: height as f32,
            cell: None,
            image: Picture {
                width,
                height,
                grey: grey.map(|c| if c == b'#' { 10 } else { 245 }).collect(),
                colour: None,
                dpi: 200.0,
            },
            paper: 245,
            stain: None,
        }
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

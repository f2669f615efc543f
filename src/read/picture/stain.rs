//! Coloured ink of stamps and pens, and the page with it taken out.

use super::Picture;
use super::flatten::{PAPER, saturation};
use super::mask::Mask;
use super::pieces::Pieces;

/// A stroke of coloured ink covers at least this square, in inches; less is colour fringe.
const STROKE: f32 = 0.04;

/// Where a page bears coloured ink.
pub(super) struct Stains {
    /// Coloured pixels and those beside them.
    pub(super) mask: Mask,
    /// The grey page without coloured ink.
    pub(super) cleaned: Vec<u8>,
}

/// None where the page has no coloured ink.
pub(super) fn stains(picture: &Picture) -> Option<Stains> {
    let colour = picture.colour.as_ref()?;
    let limit = tint(picture, colour);
    let mut mask = Mask {
        width: picture.width,
        height: picture.height,
        bits: colour
            .iter()
            .map(|&pixel| u8::from(saturation(pixel) > limit))
            .collect(),
    };
    mask.grow_columns();
    mask.grow_rows();
    let found = Pieces::of(&mask);
    let least = ((picture.dpi * STROKE).powi(2) as usize).max(16);
    let large: Vec<bool> = found
        .pieces
        .iter()
        .map(|piece| piece.ink >= least)
        .collect();
    if !large.contains(&true) {
        return None;
    }
    // Print parts the ink of a stamp into small pieces.
    let near = found.near(&large, (picture.dpi * STROKE) as usize);
    for run in &found.runs {
        if !large[run.piece] && !near[run.piece] {
            mask.bits[run.y * mask.width + run.x0..run.y * mask.width + run.x1].fill(0);
        }
    }
    let pixels = picture.grey.iter().zip(colour).zip(&mask.bits);
    let cleaned = pixels.map(|((&grey, &pixel), &coloured)| match coloured {
        1 => lightest(pixel),
        _ => grey,
    });
    Some(Stains {
        cleaned: cleaned.collect(),
        mask,
    })
}

/// Printed ink is dark in every channel, coloured ink light in one: three tenths of the paper's light is black, less
/// than half is white.
fn lightest([red, green, blue]: [u8; 3]) -> u8 {
    let share = f32::from(red.max(green).max(blue)) / f32::from(PAPER);
    (((share - 0.30) / 0.15).clamp(0.0, 1.0) * f32::from(PAPER)) as u8
}

/// How far the channels of printed ink part on this page, with room above.
fn tint(picture: &Picture, colour: &[[u8; 3]]) -> u8 {
    let mut counts = [0_usize; 256];
    for (&grey, &pixel) in picture.grey.iter().zip(colour) {
        if grey < 110 {
            counts[usize::from(saturation(pixel))] += 1;
        }
    }
    let dark: usize = counts.iter().sum();
    let mut seen = 0;
    let usual = counts.iter().position(|&count| {
        seen += count;
        seen * 2 > dark
    });
    (usual.unwrap_or(0) * 2 + 10).clamp(22, 46) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_print_under_a_red_stamp_stays() {
        let (width, height) = (200, 100);
        let mut colour = vec![[245_u8; 3]; width * height];
        for y in 20..60 {
            for x in 20..120 {
                colour[y * width + x] = [220, 60, 70];
            }
        }
        for y in 30..50 {
            for x in 60..66 {
                colour[y * width + x] = [50, 20, 25];
            }
        }
        let picture = Picture {
            width,
            height,
            grey: colour
                .iter()
                .map(|&p| super::super::flatten::brightness(p))
                .collect(),
            colour: Some(colour),
            dpi: 200.0,
        };
        let stains = stains(&picture).unwrap();
        assert_eq!(stains.cleaned[40 * width + 30], PAPER);
        assert!(stains.cleaned[40 * width + 63] < 60);
        assert_eq!(stains.mask.bits[40 * width + 30], 1);
        assert_eq!(stains.mask.bits[80 * width + 30], 0);
    }

    #[test]
    fn colour_fringes_are_no_stain() {
        let (width, height) = (100, 50);
        let mut colour = vec![[245_u8; 3]; width * height];
        for x in (10..90).step_by(10) {
            colour[25 * width + x] = [120, 60, 60];
        }
        let picture = Picture {
            width,
            height,
            grey: vec![245; width * height],
            colour: Some(colour),
            dpi: 200.0,
        };
        assert!(stains(&picture).is_none());
    }
}

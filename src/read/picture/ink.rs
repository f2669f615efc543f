//! The ink of print: what is dark, without rules, specks and coloured ink.

use super::flatten::{PAPER, darkest};
use super::grid::Grid;
use super::mask::Mask;
use super::pieces::Pieces;
use super::rules::{SAME, THICKEST};
use super::stain::Stains;
use super::{Area, Picture, Rule};

/// How much darker than paper print is at its edges.
const PRINT: u8 = 55;

/// A letter is this tall, or …, in inches.
const TALL: f32 = 0.05;
/// … this wide; a dash is.
const WIDE: f32 = 0.03;
/// Small marks belong to print that is this near, in inches.
const NEAR: f32 = 0.07;

/// Pieces of print on a page.
pub(super) struct Ink {
    pub(super) found: Pieces,
    /// Which pieces are print.
    pub(super) kept: Vec<bool>,
    /// Which are large enough to be a letter, a digit or a dash by themselves.
    pub(super) large: Vec<bool>,
}

pub(super) fn ink(picture: &Picture, grid: &Grid, stains: Option<&Stains>) -> Ink {
    let grey = stains.map_or(&picture.grey, |stains| &stains.cleaned);
    let mut mask = Mask::darker(grey, picture.width, picture.height, limit(grey));
    for (bit, &rule) in mask.bits.iter_mut().zip(&grid.ink.bits) {
        *bit &= 1 - rule;
    }
    let found = Pieces::of(&mask);
    let dpi = picture.dpi;
    let least = ((dpi * 0.012).powi(2) as usize).max(4);
    let mut large = Vec::with_capacity(found.pieces.len());
    let mut kept = Vec::with_capacity(found.pieces.len());
    for piece in &found.pieces {
        let (wide, tall) = (piece.area.width() as f32, piece.area.height() as f32);
        let dense = piece.ink >= least
            && !is_frame(&piece.area, picture)
            && !is_left_of_rule(&piece.area, grid, dpi);
        kept.push(dense);
        // A speck is round, a dash is not.
        let dash = wide >= dpi * WIDE && (wide >= tall * 1.5 || wide >= dpi * TALL);
        large.push(dense && (tall >= dpi * TALL || dash));
    }
    if let Some(stains) = stains {
        for (piece, faint) in faint(&found, stains, picture.width).into_iter().enumerate() {
            if faint {
                kept[piece] = false;
                large[piece] = false;
            }
        }
    }
    // A small mark far from any letter is a speck.
    let near = found.near(&large, (dpi * NEAR) as usize);
    for (piece, kept) in kept.iter_mut().enumerate() {
        *kept &= large[piece] || near[piece];
    }
    Ink { found, kept, large }
}

/// How bright print is at most where ink is as dark as this: at least [`PRINT`] darker than paper, or nearly half as
/// dark as the ink where that is faint.
pub(super) fn brightest(paper: u8, ink: u8) -> u8 {
    let deep = f32::from(paper.saturating_sub(ink));
    paper.saturating_sub(((deep * 0.45) as u8).clamp(25, PRINT))
}

fn limit(grey: &[u8]) -> u8 {
    brightest(PAPER, darkest(grey, 215, 10))
}

/// Too large for print: a picture's frame, a signature's sweep, a dark edge of the scan.
fn is_frame(area: &Area, picture: &Picture) -> bool {
    let (wide, tall) = (
        area.width() as f32 / picture.dpi,
        area.height() as f32 / picture.dpi,
    );
    let edge =
        area.x0 < 3 || area.y0 < 3 || area.x1 + 3 > picture.width || area.y1 + 3 > picture.height;
    tall > 0.7 || (wide > 1.5 && tall > 0.4) || (edge && (tall > 0.3 || wide > 0.3))
}

/// What is left of a border where noise broke it: it lies on the border and within a hair of it.
fn is_left_of_rule(area: &Area, grid: &Grid, dpi: f32) -> bool {
    let thin = area.width().min(area.height()) as f32 <= dpi * THICKEST;
    // A bowed rule is a little beside where it would be straight.
    let hair = if grid.bowed && thin { SAME } else { 0.02 };
    let hair = ((dpi * hair) as usize).max(2);
    grid.rules.iter().any(|Rule { area: rule }| {
        area.x0 <= rule.x1
            && rule.x0 <= area.x1
            && area.y0 <= rule.y1
            && rule.y0 <= area.y1
            && area.x0 + hair >= rule.x0
            && area.x1 <= rule.x1 + hair
            && area.y0 + hair >= rule.y0
            && area.y1 <= rule.y1 + hair
    })
}

/// Leftovers of coloured ink: pieces that touch it and are nowhere as dark as print.
fn faint(found: &Pieces, stains: &Stains, width: usize) -> Vec<bool> {
    let mut darkest = vec![u8::MAX; found.pieces.len()];
    let mut touched = vec![false; found.pieces.len()];
    for run in &found.runs {
        let pixels = run.y * width + run.x0..run.y * width + run.x1;
        touched[run.piece] |= stains.mask.bits[pixels.clone()].contains(&1);
        let dark = stains.cleaned[pixels]
            .iter()
            .copied()
            .min()
            .unwrap_or(u8::MAX);
        darkest[run.piece] = darkest[run.piece].min(dark);
    }
    let mut clear: Vec<u8> = (0..found.pieces.len())
        .filter(|&piece| !touched[piece] && found.pieces[piece].ink > 20)
        .map(|piece| darkest[piece])
        .collect();
    clear.sort_unstable();
    let usual = clear.get(clear.len() / 2).copied().unwrap_or(60);
    let limit = f32::from(PAPER) - 0.6 * f32::from(PAPER.saturating_sub(usual));
    touched
        .into_iter()
        .zip(darkest)
        .map(|(touched, darkest)| touched && f32::from(darkest) > limit)
        .collect()
}

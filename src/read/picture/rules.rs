//! Ruling lines as they are in the grey picture: stretches of thin, dark ink.

use super::dashed;
use super::flatten::PAPER;
use super::mask::Mask;
use super::pieces::Pieces;
use super::{Area, Picture};

/// How much darker than paper a rule is: rules are often greyer than print.
pub(super) const RULE: u8 = 28;

/// The shortest rule, in inches.
const SHORTEST: f32 = 0.3;
/// The thickest rule, in inches.
pub(super) const THICKEST: f32 = 0.03;
/// Gaps in a rule from the scanner, in inches.
pub(super) const GAP: f32 = 0.0125;
/// Gaps in rules that do not close, on photographs, in inches.
pub(super) const LONG_GAP: f32 = 0.6;
/// Rules nearer than this are the same line of a grid, in inches.
pub(super) const SAME: f32 = 0.05;
/// Rules that miss each other by less than this meet, in inches.
pub(super) const MEET: f32 = 0.06;

/// A stretch of a rule as found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    /// Its mean place across.
    pub(super) at: f32,
    /// Where it begins.
    pub(super) from: f32,
    /// Where it ends.
    pub(super) to: f32,
    /// Its mean thickness.
    pub(super) thick: f32,
}

/// A line of a grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) at: f32,
    pub(super) thick: f32,
}

impl Line {
    pub(super) fn start(&self) -> usize {
        (self.at - self.thick / 2.0).round().max(0.0) as usize
    }

    pub(super) fn end(&self) -> usize {
        self.start() + (self.thick.round() as usize).max(1)
    }
}

pub(super) fn flip(area: Area) -> Area {
    Area {
        x0: area.y0,
        y0: area.x0,
        x1: area.y1,
        y1: area.x1,
    }
}

pub(super) fn boxed(stretch: &Stretch) -> Area {
    let line = Line {
        at: stretch.at,
        thick: stretch.thick,
    };
    Area {
        x0: stretch.from as usize,
        y0: line.start(),
        x1: stretch.to as usize,
        y1: line.end(),
    }
}

pub(super) struct Masks {
    /// All that is dark enough for a rule and thin enough for a level one.
    pub(super) thin_level: Mask,
    /// The same for upright ones.
    pub(super) thin_upright: Mask,
    /// Rules.
    pub(super) level: Mask,
    pub(super) upright: Mask,
}

pub(super) fn masks(picture: &Picture) -> Masks {
    let Picture {
        width, height, dpi, ..
    } = *picture;
    let dark = Mask::darker(
        &picture.grey,
        width,
        height,
        PAPER - RULE.max(noise(picture)),
    );
    let shortest = (dpi * SHORTEST) as usize;
    let thickest = ((dpi * THICKEST).round() as usize).max(3);
    let gap = ((dpi * GAP).round() as usize).max(1) + 1;
    let pieces = Pieces::of(&dark);
    let mut thin_level = dark.clone();
    thin_level.thin_in_columns(thickest, shortest);
    dashed::close(&mut thin_level, &pieces, dpi, |area| area);
    let mut level = thin_level.clone();
    level.grow_columns();
    level.close_rows(gap);
    level.open_rows(shortest);
    let mut thin_upright = dark;
    thin_upright.thin_in_rows(thickest, shortest);
    dashed::close(&mut thin_upright, &pieces, dpi, flip);
    let mut upright = thin_upright.clone();
    upright.grow_rows();
    upright.close_columns(gap);
    upright.open_columns(shortest);
    Masks {
        thin_level,
        thin_upright,
        level,
        upright,
    }
}

/// How far grain darkens paper: twice the usual difference of neighbouring light pixels.
fn noise(picture: &Picture) -> u8 {
    let mut counts = [0_usize; 256];
    for row in picture.grey.chunks_exact(picture.width).step_by(7) {
        for pair in row.windows(2) {
            if pair[0] > 200 && pair[1] > 200 {
                counts[usize::from(pair[0].abs_diff(pair[1]))] += 1;
            }
        }
    }
    let all: usize = counts.iter().sum();
    let mut seen = 0;
    let usual = counts.iter().position(|&count| {
        seen += count;
        seen * 2 > all
    });
    (usual.unwrap_or(0) * 3).min(70) as u8
}

/// The rules of a mask, as if they were level.
pub(super) fn stretches(mask: &Mask, dpi: f32, level: fn(Area) -> Area) -> Vec<Stretch> {
    let found = Pieces::of(mask);
    let mut sums = vec![(0.0_f64, 0_usize); found.pieces.len()];
    let is_level = level(Area {
        x0: 0,
        y0: 1,
        x1: 2,
        y1: 3,
    })
    .x0 == 0;
    for run in &found.runs {
        let (sum, count) = &mut sums[run.piece];
        let long = (run.x1 - run.x0) as f64;
        *sum += match is_level {
            true => run.y as f64 + 0.5,
            false => (run.x0 + run.x1) as f64 / 2.0,
        } * long;
        *count += run.x1 - run.x0;
    }
    let pieces = found.pieces.iter().zip(sums);
    let all = pieces.map(|(piece, (sum, count))| {
        let area = level(piece.area);
        Stretch {
            at: (sum / count as f64) as f32,
            from: area.x0 as f32,
            to: area.x1 as f32,
            // The mask has been grown by a pixel on both sides.
            thick: (count as f32 / (area.x1 - area.x0) as f32 - 2.0).max(1.0),
        }
    });
    all.filter(|s| s.thick <= dpi * THICKEST * 1.5 && s.to - s.from >= dpi * SHORTEST)
        .collect()
}

//! A page laid straight: by quarters, upside down or not, and by a small angle.

use super::flatten::{PAPER, brightness, darkest, shrunk};
use super::mask::Mask;
use super::pieces::{Pieces, Run};
use super::{Picture, Turned};

/// The largest skew looked for, in degrees.
const MOST: f32 = 3.0;

/// Skew below this moves no pixel by more than a fraction.
const LEAST: f32 = 0.02;

/// Pieces of lines, an inch and a half long each, that tell which way is up.
const SURE: usize = 12;
/// So many times more ink on one side of the lines tells it too.
const CLEAR: f64 = 1.25;

/// The page upright and straight, and how it was turned.
pub(super) fn straighten(picture: Picture) -> (Picture, Turned) {
    let sideways = is_sideways(&picture);
    let picture = if sideways { quarter(picture) } else { picture };
    let angle = skew(&Points::of(&picture));
    let picture = if angle.abs() < LEAST {
        picture
    } else {
        slant(picture, angle)
    };
    let mut quarters = u16::from(sideways) * 90;
    let (above, below, lines) = ink_about_lines(&Points::of(&picture));
    // Marks and stems above the bodies of letters outnumber tails below them, in Vietnamese by far.
    let picture = if lines >= SURE && below > above * CLEAR {
        quarters += 180;
        half_turn(picture)
    } else {
        picture
    };
    let doubtful = lines < SURE || above < below * CLEAR;
    let angle = if angle.abs() < LEAST { 0.0 } else { angle };
    let turned = Turned {
        quarters,
        angle,
        doubtful,
    };
    (picture, turned)
}

/// Dark pixels of the page at half its size.
struct Points {
    width: usize,
    height: usize,
    dpi: f32,
    at: Vec<(u32, u32)>,
}

impl Points {
    fn of(picture: &Picture) -> Self {
        let (small, width, height) = shrunk(&picture.grey, picture.width, picture.height, 2);
        let limit = darkness(&small);
        let mut at = Vec::new();
        for (y, row) in small.chunks_exact(width).enumerate() {
            let dark = row.iter().enumerate().filter(|&(_, &g)| g < limit);
            at.extend(dark.map(|(x, _)| (x as u32, y as u32)));
        }
        // Where there is more ink than print has, a share of it tells as much.
        let step = at.len() / 300_000 + 1;
        let at = at.into_iter().step_by(step).collect();
        Self {
            width,
            height,
            dpi: picture.dpi / 2.0,
            at,
        }
    }
}

/// Half way from the paper to the ink: between the mean and the darkest hundredth of the dark.
fn darkness(grey: &[u8]) -> u8 {
    let ink = u16::from(darkest(grey, 200, 4)).min(200);
    ((u16::from(PAPER) + ink) / 2) as u8
}

/// Clockwise degrees that lay the lines level.
fn skew(points: &Points) -> f32 {
    if points.at.len() < 200 {
        return 0.0;
    }
    let mut best = 0.0;
    for (reach, step) in [(MOST, 0.25), (0.25, 0.05), (0.05, 0.01)] {
        let count = (reach / step).round() as i32;
        let around = best;
        let mut most = f64::MIN;
        for i in 0..=2 * count {
            // From the middle outward: where nothing speaks for an angle, the smallest is taken.
            let side = if i % 2 == 0 { 1 } else { -1 };
            let angle = around + (side * ((i + 1) / 2)) as f32 * step;
            let sharp = sharpness(points, angle);
            if sharp > most * 1.000_001 {
                (most, best) = (sharp, angle);
            }
        }
    }
    best.clamp(-MOST, MOST)
}

/// How sharply rows of ink begin and end when the page is turned clockwise by `angle`.
fn sharpness(points: &Points, angle: f32) -> f64 {
    let slope = angle.to_radians().tan();
    let middle = points.width as f32 / 2.0;
    let offsets: Vec<f32> = (0..points.width)
        .map(|x| (x as f32 - middle) * slope)
        .collect();
    let margin = (middle * slope.abs()) as usize + 2;
    let mut rows = vec![0.0_f32; points.height + 2 * margin + 2];
    for &(x, y) in &points.at {
        let place = y as f32 + offsets[x as usize] + margin as f32;
        let row = place as usize;
        let share = place - row as f32;
        rows[row] += 1.0 - share;
        rows[row + 1] += share;
    }
    let steps = rows
        .windows(2)
        .map(|pair| f64::from(pair[1] - pair[0]).powi(2));
    steps.sum()
}

/// Turned about the middle clockwise by two slants, up and down and then sideways; for a few degrees this differs
/// from a turn by less than a pixel's part.
pub(super) fn slant(picture: Picture, angle: f32) -> Picture {
    let slope = angle.to_radians().tan();
    let (width, height, dpi) = (picture.width, picture.height, picture.dpi);
    match picture.colour {
        Some(colour) => {
            let flat: Vec<u8> = colour.into_iter().flatten().collect();
            let flat = slanted::<3>(&flat, width, height, slope);
            let colour: Vec<[u8; 3]> = flat.chunks_exact(3).map(|c| [c[0], c[1], c[2]]).collect();
            Picture {
                width,
                height,
                grey: colour.iter().map(|&pixel| brightness(pixel)).collect(),
                colour: Some(colour),
                dpi,
            }
        }
        None => Picture {
            width,
            height,
            grey: slanted::<1>(&picture.grey, width, height, slope),
            colour: None,
            dpi,
        },
    }
}

fn slanted<const CHANNELS: usize>(
    values: &[u8],
    width: usize,
    height: usize,
    slope: f32,
) -> Vec<u8> {
    let down = slant_columns::<CHANNELS>(values, width, height, slope);
    slant_rows::<CHANNELS>(&down, width, height, slope)
}

/// Weights of four neighbours for a value `share` of the way from the second to the third (Catmull-Rom),
/// in 128ths.
fn weights(share: f32) -> [i16; 4] {
    let t = share;
    let cubic = [
        ((-0.5 * t + 1.0) * t - 0.5) * t,
        (1.5 * t - 2.5) * t * t + 1.0,
        ((-1.5 * t + 2.0) * t + 0.5) * t,
        (0.5 * t - 0.5) * t * t,
    ];
    let mut whole = cubic.map(|w| (w * 128.0).round() as i16);
    whole[1] += 128 - whole.iter().sum::<i16>();
    whole
}

fn blend(values: [u8; 4], weights: [i16; 4]) -> u8 {
    // 128 times 255 with the overshoot of the cubic stays within 16 bits' reach of 32.
    let sum: i32 = (0..4)
        .map(|i| i32::from(values[i]) * i32::from(weights[i]))
        .sum();
    ((sum + 64) >> 7).clamp(0, 255) as u8
}

/// Each column goes down by `slope` for each pixel right of the middle.
fn slant_columns<const CHANNELS: usize>(
    values: &[u8],
    width: usize,
    height: usize,
    slope: f32,
) -> Vec<u8> {
    let stride = width * CHANNELS;
    let mut out = vec![PAPER; values.len()];
    let middle = width as f32 / 2.0;
    // Columns that move by the same number of whole pixels go together.
    let moves: Vec<(isize, [i16; 4])> = (0..width)
        .map(|x| {
            let from = -(x as f32 - middle) * slope;
            (from.floor() as isize, weights(from - from.floor()))
        })
        .collect();
    let mut start = 0;
    while start < width {
        let whole = moves[start].0;
        let end = start + moves[start..].iter().take_while(|m| m.0 == whole).count();
        let columns = start * CHANNELS..end * CHANNELS;
        let each: Vec<[i16; 4]> = moves[start..end]
            .iter()
            .flat_map(|m| [m.1; CHANNELS])
            .collect();
        for y in 0..height {
            let from = y as isize + whole;
            if from < -1 || from > height as isize {
                continue;
            }
            let row = |k: isize| {
                let y = (from + k).clamp(0, height as isize - 1) as usize;
                &values[y * stride + columns.start..y * stride + columns.end]
            };
            let (a, b, c, d) = (row(-1), row(0), row(1), row(2));
            let target = &mut out[y * stride + columns.start..y * stride + columns.end];
            for (i, pixel) in target.iter_mut().enumerate() {
                *pixel = blend([a[i], b[i], c[i], d[i]], each[i]);
            }
        }
        start = end;
    }
    out
}

/// Each row goes left by `slope` for each pixel below the middle.
fn slant_rows<const CHANNELS: usize>(
    values: &[u8],
    width: usize,
    height: usize,
    slope: f32,
) -> Vec<u8> {
    let stride = width * CHANNELS;
    let mut out = vec![PAPER; values.len()];
    let middle = height as f32 / 2.0;
    let pad = 4 + (middle * slope.abs()) as usize;
    let mut padded = vec![PAPER; (width + 2 * pad) * CHANNELS];
    for (y, target) in out.chunks_exact_mut(stride).enumerate() {
        padded[pad * CHANNELS..][..stride].copy_from_slice(&values[y * stride..][..stride]);
        let from = (y as f32 - middle) * slope;
        let whole = from.floor();
        let each = weights(from - whole);
        let start = ((pad as isize + whole as isize - 1) as usize) * CHANNELS;
        let taps = |k: usize| &padded[start + k * CHANNELS..][..stride];
        let (a, b, c, d) = (taps(0), taps(1), taps(2), taps(3));
        for (i, pixel) in target.iter_mut().enumerate() {
            *pixel = blend([a[i], b[i], c[i], d[i]], each);
        }
    }
    out
}

/// A quarter clockwise.
pub(super) fn quarter(picture: Picture) -> Picture {
    let (width, height) = (picture.width, picture.height);
    Picture {
        width: height,
        height: width,
        grey: quartered(&picture.grey, width, height),
        colour: picture
            .colour
            .map(|colour| quartered(&colour, width, height)),
        dpi: picture.dpi,
    }
}

fn quartered<T: Copy>(values: &[T], width: usize, height: usize) -> Vec<T> {
    let mut out = Vec::with_capacity(values.len());
    for x in 0..width {
        out.extend((0..height).rev().map(|y| values[y * width + x]));
    }
    out
}

/// Upside down.
pub(super) fn half_turn(mut picture: Picture) -> Picture {
    picture.grey.reverse();
    if let Some(colour) = &mut picture.colour {
        colour.reverse();
    }
    picture
}

/// Letters stand nearer to the next of their line than to those of the next line.
fn is_sideways(picture: &Picture) -> bool {
    let (small, width, height) = shrunk(&picture.grey, picture.width, picture.height, 2);
    let found = Pieces::of(&Mask::darker(&small, width, height, darkness(&small)));
    let dpi = picture.dpi / 2.0;
    let letter: Vec<bool> = found
        .pieces
        .iter()
        .map(|piece| {
            let long = piece.area.width().max(piece.area.height()) as f32 / dpi;
            (0.04..0.5).contains(&long)
        })
        .collect();
    let far = (dpi * 0.3) as usize;
    let mut beside = vec![far; letter.len()];
    let mut under = vec![far; letter.len()];
    let mut last: Vec<(usize, usize)> = vec![(usize::MAX, 0); width];
    let mut left: Option<Run> = None;
    for run in found.runs.iter().filter(|run| letter[run.piece]) {
        if let Some(left) = left
            && left.y == run.y
            && left.piece != run.piece
        {
            beside[left.piece] = beside[left.piece].min(run.x0 - left.x1);
        }
        left = Some(*run);
        for (piece, y) in &mut last[run.x0..run.x1] {
            if *piece != usize::MAX && *piece != run.piece {
                under[*piece] = under[*piece].min(run.y - *y);
            }
            (*piece, *y) = (run.piece, run.y);
        }
    }
    let level = beside
        .iter()
        .zip(&under)
        .filter(|(beside, under)| beside < under)
        .count();
    let upright = beside
        .iter()
        .zip(&under)
        .filter(|(beside, under)| under < beside)
        .count();
    upright > level * 3 / 2 + 20
}

/// Ink just above and just below the bodies of lines of print, and how many lines.
fn ink_about_lines(points: &Points) -> (f64, f64, usize) {
    let band = ((points.dpi * 1.5) as usize).max(8);
    let bands = points.width / band + 1;
    let mut profiles = vec![0.0_f64; bands * points.height];
    for &(x, y) in &points.at {
        profiles[x as usize / band * points.height + y as usize] += 1.0;
    }
    let reach = ((points.dpi * 0.07) as usize).max(2);
    let (mut above, mut below, mut lines) = (0.0, 0.0, 0);
    for profile in profiles.chunks_exact(points.height) {
        for (top, foot) in bodies(profile, band, points.dpi) {
            if top < reach || foot + reach > profile.len() {
                continue;
            }
            lines += 1;
            above += profile[top - reach..top].iter().sum::<f64>();
            below += profile[foot..foot + reach].iter().sum::<f64>();
        }
    }
    (above, below, lines)
}

/// Where the bodies of letters stand in a profile: rows of much ink, as tall as the body of a letter.
fn bodies(profile: &[f64], band: usize, dpi: f32) -> Vec<(usize, usize)> {
    let full = band as f64 * 0.75;
    let (least, most) = ((dpi * 0.05) as usize, (dpi * 0.16) as usize);
    let reach = (dpi * 0.15) as usize;
    let mut found = Vec::new();
    let mut y = 0;
    while y < profile.len() {
        // The line's own peak tells what much is.
        let near = &profile[y.saturating_sub(reach)..(y + reach).min(profile.len())];
        let peak = near.iter().copied().fold(0.0, f64::max);
        if profile[y] * 2.0 < peak || profile[y] < band as f64 * 0.08 {
            y += 1;
            continue;
        }
        let start = y;
        while y < profile.len() && profile[y] * 2.0 >= peak {
            y += 1;
        }
        if (least..=most).contains(&(y - start)) && peak < full {
            found.push((start, y));
        }
    }
    found
}

//! Pieces of ink → lines of print.

use super::Area;

/// A piece of ink, or the part of one between two cuts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) piece: usize,
    pub(super) area: Area,
    /// Large enough to be a letter, a digit or a dash.
    pub(super) large: bool,
}

impl Part {
    fn middle(&self) -> f32 {
        (self.area.y0 + self.area.y1) as f32 / 2.0
    }
}

/// The parts of a block of print, line by line from the top.
///
/// `ink` is the block's ink in each row, from the block's top row on.
pub(super) fn lines(
    parts: &[Part],
    top: usize,
    ink: &[f32],
    pitch: f32,
    dpi: f32,
) -> Vec<Vec<Part>> {
    if ink.len() as f32 <= pitch * 1.45 {
        return vec![parts.to_vec()];
    }
    if let Some(rows) = rows_of_values(parts, pitch) {
        return rows;
    }
    let cuts: Vec<usize> = cuts(ink, pitch, dpi).iter().map(|cut| cut + top).collect();
    let mut lines = vec![Vec::new(); cuts.len() + 1];
    for part in parts {
        if (part.area.height() as f32) <= pitch * 1.3 {
            let line = cuts.partition_point(|&cut| (cut as f32) <= part.middle());
            lines[line].push(*part);
            continue;
        }
        // A piece that runs over two lines, as where a tail touches an accent, is cut with them.
        for (line, lines) in lines.iter_mut().enumerate() {
            let from = line.checked_sub(1).map_or(0, |i| cuts[i]).max(part.area.y0);
            let to = cuts
                .get(line)
                .copied()
                .unwrap_or(usize::MAX)
                .min(part.area.y1);
            if from < to {
                let area = Area {
                    y0: from,
                    y1: to,
                    ..part.area
                };
                lines.push(Part { area, ..*part });
            }
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Rows of a column of figures, each found by its digits: the profile of a few figures loses rows of dashes.
/// None where marks stand over letters: that is text.
fn rows_of_values(parts: &[Part], pitch: f32) -> Option<Vec<Vec<Part>>> {
    let mut heights: Vec<usize> = parts
        .iter()
        .filter(|p| p.large)
        .map(|p| p.area.height())
        .collect();
    heights.sort_unstable();
    let usual = *heights.get(heights.len() / 2)? as f32;
    let is_tall = |part: &&Part| part.large && part.area.height() as f32 >= usual * 0.6;
    let tall: Vec<&Part> = parts.iter().filter(is_tall).collect();
    let marked = tall
        .iter()
        .filter(|letter| parts.iter().any(|mark| stands_over(mark, letter, pitch)));
    if marked.count() * 12 > tall.len() || tall.iter().any(|p| p.area.height() as f32 > pitch) {
        return None;
    }
    let mut seeds: Vec<f32> = tall.iter().map(|p| p.middle()).collect();
    seeds.sort_by(f32::total_cmp);
    let mut rows: Vec<(f32, usize)> = Vec::new();
    for seed in seeds {
        match rows.last_mut() {
            Some((middle, count)) if seed - *middle < pitch * 0.4 => {
                *middle = (*middle * *count as f32 + seed) / (*count + 1) as f32;
                *count += 1;
            }
            _ => rows.push((seed, 1)),
        }
    }
    // Rows of dashes alone seed themselves.
    let mut marks: Vec<f32> = parts.iter().filter(|p| p.large).map(Part::middle).collect();
    marks.sort_by(f32::total_cmp);
    for mark in marks {
        if rows
            .iter()
            .all(|(middle, _)| (middle - mark).abs() > pitch * 0.5)
        {
            rows.push((mark, 1));
        }
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lines = vec![Vec::new(); rows.len()];
    for part in parts {
        let away = |row: &(f32, usize)| (row.0 - part.middle()).abs();
        let nearest = (0..rows.len()).min_by(|&a, &b| away(&rows[a]).total_cmp(&away(&rows[b])))?;
        lines[nearest].push(*part);
    }
    lines.retain(|line| !line.is_empty());
    Some(lines)
}

fn stands_over(mark: &Part, letter: &Part, pitch: f32) -> bool {
    let gap = letter.area.y0 as f32 - mark.area.y1 as f32;
    mark.area.x0 < letter.area.x1
        && letter.area.x0 < mark.area.x1
        && (mark.area.height() as f32) < letter.area.height() as f32 * 0.6
        && (-0.1 * pitch..0.25 * pitch).contains(&gap)
}

/// The rows between lines.
fn cuts(ink: &[f32], pitch: f32, dpi: f32) -> Vec<usize> {
    let smooth = smoothed(ink, pitch * 0.13);
    let mut peaks = peaks(&smooth, 0, pitch);
    // A last line of one word is lost in the profile of full lines; it shows where each row counts no more than a word.
    let usual = usual_distance(&peaks).unwrap_or(pitch);
    let clipped: Vec<f32> = ink.iter().map(|&i| i.min(dpi * 0.06)).collect();
    let clipped = smoothed(&clipped, pitch * 0.13);
    let mut more = Vec::new();
    let ends = [0]
        .into_iter()
        .chain(peaks.iter().copied())
        .zip(peaks.iter().copied().chain([ink.len() - 1]));
    for (above, below) in ends {
        if (below - above) as f32 <= usual * 1.55 && (above, below) != (0, ink.len() - 1) {
            continue;
        }
        let clear = (usual * 0.55) as usize;
        let (from, to) = (
            if above == 0 { 0 } else { above + clear },
            if below == ink.len() - 1 {
                ink.len()
            } else {
                below.saturating_sub(clear)
            },
        );
        if from < to {
            let inside = self::peaks(&clipped[from..to], from, pitch);
            let most = clipped.iter().copied().fold(0.0, f32::max);
            more.extend(
                inside
                    .into_iter()
                    .filter(|&peak| clipped[peak] >= most * 0.3),
            );
        }
    }
    peaks.extend(more);
    peaks.sort_unstable();
    peaks.dedup_by(|b, a| ((*b - *a) as f32) < pitch * 0.5);
    let between = peaks.windows(2).map(|pair| {
        let valley = (pair[0]..pair[1]).min_by(|&a, &b| smooth[a].total_cmp(&smooth[b]));
        valley.unwrap_or(pair[0])
    });
    between.collect()
}

/// Peaks with a valley beside them lower than 0.72 of the lower of the two, and half a line apart.
fn peaks(profile: &[f32], offset: usize, pitch: f32) -> Vec<usize> {
    let highest = profile.iter().copied().fold(0.0, f32::max);
    let mut found: Vec<usize> = Vec::new();
    for y in 0..profile.len() {
        let here = profile[y];
        let rises = y == 0 || profile[y - 1] < here;
        let falls = profile.get(y + 1).is_none_or(|&next| next <= here);
        if !rises || !falls || here < highest * 0.08 {
            continue;
        }
        let Some(&last) = found.last() else {
            found.push(y);
            continue;
        };
        let valley = profile[last..y].iter().copied().fold(f32::MAX, f32::min);
        let lower = here.min(profile[last]);
        if valley < lower * 0.72 && (y - last) as f32 >= pitch * 0.55 {
            found.push(y);
        } else if here > profile[last] {
            found.pop();
            found.push(y);
        }
    }
    found.into_iter().map(|y| y + offset).collect()
}

fn usual_distance(peaks: &[usize]) -> Option<f32> {
    let mut apart: Vec<usize> = peaks.windows(2).map(|pair| pair[1] - pair[0]).collect();
    apart.sort_unstable();
    apart.get(apart.len() / 2).map(|&apart| apart as f32)
}

/// Three running means, close to a bell curve of width `sigma`.
fn smoothed(values: &[f32], sigma: f32) -> Vec<f32> {
    let reach = (sigma.round() as usize).max(1);
    let mut out = values.to_vec();
    for _ in 0..3 {
        let before = out.clone();
        let mut sum: f32 = before.iter().take(reach).sum();
        for (y, value) in out.iter_mut().enumerate() {
            sum += before.get(y + reach).copied().unwrap_or(0.0);
            if y > reach {
                sum -= before[y - reach - 1];
            }
            *value = sum / (2 * reach + 1) as f32;
        }
    }
    out
}

/// The usual distance of lines: where the page's profile repeats, as far as the height of its letters allows.
pub(super) fn pitch(profiles: &[Vec<f32>], letter: f32, dpi: f32) -> f32 {
    let (low, high) = ((letter * 1.8) as usize, (letter * 3.2) as usize + 1);
    let usual = (letter * 2.4).clamp(dpi * 0.09, dpi * 0.35);
    if low < 3 {
        return usual;
    }
    let mut repeats = vec![0.0_f64; high + 1];
    for profile in profiles {
        let mean = profile.iter().sum::<f32>() / profile.len().max(1) as f32;
        for lag in low..=high.min(profile.len().saturating_sub(1)) {
            let pairs = profile.iter().zip(&profile[lag..]);
            repeats[lag] += pairs
                .map(|(a, b)| f64::from((a - mean) * (b - mean)))
                .sum::<f64>();
        }
    }
    let inner = low + 1..high;
    let best = inner
        .filter(|&lag| {
            repeats[lag] > 0.0
                && repeats[lag] >= repeats[lag - 1]
                && repeats[lag] >= repeats[lag + 1]
        })
        .max_by(|&a, &b| repeats[a].total_cmp(&repeats[b]));
    best.map_or(usual, |lag| lag as f32)
}

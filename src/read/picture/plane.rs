//! One channel of a picture, and the plain operations on it.

/// Brightness, row by row; or a mask, 0 and 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) data: Vec<u8>,
}

impl Plane {
    pub(super) fn filled(width: usize, height: usize, value: u8) -> Plane {
        Plane {
            width,
            height,
            data: vec![value; width * height],
        }
    }

    pub(super) fn row(&self, y: usize) -> &[u8] {
        &self.data[y * self.width..(y + 1) * self.width]
    }

    pub(super) fn row_mut(&mut self, y: usize) -> &mut [u8] {
        &mut self.data[y * self.width..(y + 1) * self.width]
    }

    /// Each pixel through a function.
    pub(super) fn map(&self, f: impl Fn(u8) -> u8) -> Plane {
        Plane {
            data: self.data.iter().map(|value| f(*value)).collect(),
            ..*self
        }
    }

    /// Smaller by a whole factor: the mean of each square.
    pub(super) fn shrunk(&self, factor: usize) -> Plane {
        let (width, height) = ((self.width / factor).max(1), (self.height / factor).max(1));
        let (across, down) = (factor.min(self.width), factor.min(self.height));
        let mut sums = vec![0u32; width];
        let mut data = Vec::with_capacity(width * height);
        for y in 0..height {
            sums.fill(0);
            for row in y * down..(y + 1) * down {
                let squares = self.row(row).chunks_exact(across);
                for (sum, square) in sums.iter_mut().zip(squares) {
                    *sum += square.iter().map(|value| u32::from(*value)).sum::<u32>();
                }
            }
            data.extend(sums.iter().map(|sum| (sum / (across * down) as u32) as u8));
        }
        Plane {
            width,
            height,
            data,
        }
    }

    /// Rows become columns.
    pub(super) fn transposed(&self) -> Plane {
        const BLOCK: usize = 32;
        let mut data = vec![0; self.data.len()];
        for top in (0..self.height).step_by(BLOCK) {
            for left in (0..self.width).step_by(BLOCK) {
                for y in top..(top + BLOCK).min(self.height) {
                    for x in left..(left + BLOCK).min(self.width) {
                        data[x * self.height + y] = self.data[y * self.width + x];
                    }
                }
            }
        }
        Plane {
            width: self.height,
            height: self.width,
            data,
        }
    }

    /// The brightest (`u8::max`) or darkest (`u8::min`) within `reach` pixels to both sides, then up and down.
    pub(super) fn extreme(&self, reach: usize, pick: fn(u8, u8) -> u8) -> Plane {
        self.along(|row| extreme(row, reach, pick))
            .transposed()
            .along(|row| extreme(row, reach, pick))
            .transposed()
    }

    /// Nearly a Gaussian blur: the mean over `2 * reach + 1` pixels each way, three times.
    pub(super) fn blurred(&self, reach: usize) -> Plane {
        let thrice = |row: &[u8]| mean(&mean(&mean(row, reach), reach), reach);
        self.along(thrice).transposed().along(thrice).transposed()
    }

    fn along(&self, f: impl Fn(&[u8]) -> Vec<u8>) -> Plane {
        let rows = self.data.chunks_exact(self.width.max(1));
        Plane {
            data: rows.flat_map(f).collect(),
            ..*self
        }
    }

    /// Between the pixels around a point; the edge goes on outside.
    pub(super) fn between(&self, x: f32, y: f32) -> f32 {
        let clamp = |at: f32, size: usize| at.clamp(0.0, (size - 1) as f32);
        let (x, y) = (clamp(x, self.width), clamp(y, self.height));
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = (
            (left + 1).min(self.width - 1),
            (top + 1).min(self.height - 1),
        );
        let at = |x: usize, y: usize| f32::from(self.data[y * self.width + x]);
        let (dx, dy) = (x - left as f32, y - top as f32);
        let upper = at(left, top) * (1.0 - dx) + at(right, top) * dx;
        let lower = at(left, bottom) * (1.0 - dx) + at(right, bottom) * dx;
        upper * (1.0 - dy) + lower * dy
    }

    /// How many pixels have each brightness.
    pub(super) fn histogram(&self) -> [u32; 256] {
        let mut counts = [0; 256];
        for value in &self.data {
            counts[usize::from(*value)] += 1;
        }
        counts
    }

    /// The brightness that parts ink from paper best: Otsu 1979.
    pub(super) fn otsu(&self) -> u8 {
        let counts = self.histogram();
        let total: f64 = self.data.len() as f64;
        let all: f64 = (0..256).map(|v| v as f64 * f64::from(counts[v])).sum();
        let (mut below, mut sum, mut best) = (0.0, 0.0, (0.0, 128));
        for (value, count) in counts.iter().enumerate() {
            below += f64::from(*count);
            sum += value as f64 * f64::from(*count);
            let above = total - below;
            if below == 0.0 || above == 0.0 {
                continue;
            }
            let apart = sum / below - (all - sum) / above;
            let between = below * above * apart * apart;
            if between > best.0 {
                best = (between, value);
            }
        }
        best.1 as u8
    }

    /// The brightness in the middle of all.
    pub(super) fn median(&self) -> u8 {
        let (mut left, counts) = (self.data.len() as u32 / 2, self.histogram());
        for (value, count) in counts.iter().enumerate() {
            match left.checked_sub(*count) {
                Some(rest) => left = rest,
                None => return value as u8,
            }
        }
        255
    }
}

/// A running extreme over `2 * reach + 1` values; the ends are cut off (van Herk 1992).
fn extreme(row: &[u8], reach: usize, pick: fn(u8, u8) -> u8) -> Vec<u8> {
    let (size, span) = (row.len(), 2 * reach + 1);
    let mut ahead = row.to_vec();
    for at in (0..size.saturating_sub(1)).rev() {
        if (at + 1) % span != 0 {
            ahead[at] = pick(row[at], ahead[at + 1]);
        }
    }
    let mut behind = row.to_vec();
    for at in 1..size {
        if at % span != 0 {
            behind[at] = pick(row[at], behind[at - 1]);
        }
    }
    let window = |at: usize| {
        let (from, to) = (at.saturating_sub(reach), (at + reach).min(size - 1));
        match from / span == to / span {
            // One block: the window is cut off at an end of the row.
            true if from % span == 0 => behind[to],
            true => ahead[from],
            false => pick(ahead[from], behind[to]),
        }
    };
    (0..size).map(window).collect()
}

/// A running mean over `2 * reach + 1` values; the ends are cut off.
fn mean(row: &[u8], reach: usize) -> Vec<u8> {
    let size = row.len();
    let mut sums = Vec::with_capacity(size + 1);
    sums.push(0u32);
    let mut sum = 0;
    for value in row {
        sum += u32::from(*value);
        sums.push(sum);
    }
    let window = |at: usize| {
        let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(size));
        let count = (to - from) as u32;
        ((sums[to] - sums[from] + count / 2) / count) as u8
    };
    (0..size).map(window).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_extremes_are_those_of_every_window() {
        let row: Vec<u8> = (0..97u32).map(|at| (at * 37 % 101) as u8).collect();
        for reach in [0, 1, 2, 5, 60] {
            for pick in [u8::max as fn(u8, u8) -> u8, u8::min] {
                let plain = (0..row.len()).map(|at| {
                    let window = &row[at.saturating_sub(reach)..(at + reach + 1).min(row.len())];
                    window.iter().copied().reduce(pick).unwrap_or(0)
                });
                assert_eq!(extreme(&row, reach, pick), plain.collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn otsu_stands_between_ink_and_paper() {
        let mut plane = Plane::filled(10, 10, 230);
        plane.data[..20].fill(30);
        assert!((30..230).contains(&plane.otsu()));
        assert_eq!(plane.median(), 230);
    }

    #[test]
    fn shrinking_takes_the_mean_of_squares() {
        let plane = Plane {
            width: 5,
            height: 2,
            data: vec![0, 100, 10, 10, 9, 100, 200, 10, 10, 9],
        };
        assert_eq!(plane.shrunk(2).data, [100, 10]);
        assert_eq!(plane.transposed().transposed(), plane);
    }
}

//! A line of print → what a reader wants of it: framed in paper, of a certain height.

use super::super::picture::Picture;

/// A line, framed; brightness row by row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Framed {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) grey: Vec<u8>,
}

impl Framed {
    pub(super) fn of(picture: &Picture) -> Framed {
        Framed {
            width: picture.width,
            height: picture.height,
            grey: picture.grey.clone(),
        }
    }

    /// With so many pixels of paper above, below, and on each side.
    pub(super) fn padded(&self, above: usize, below: usize, beside: usize, paper: u8) -> Framed {
        let (width, height) = (self.width + 2 * beside, self.height + above + below);
        let mut grey = vec![paper; width * height];
        for (y, row) in self.grey.chunks_exact(self.width.max(1)).enumerate() {
            let from = (y + above) * width + beside;
            grey[from..from + self.width].copy_from_slice(row);
        }
        Framed {
            width,
            height,
            grey,
        }
    }

    /// The columns of a range.
    pub(super) fn columns(&self, from: usize, to: usize) -> Framed {
        let rows = self.grey.chunks_exact(self.width.max(1));
        Framed {
            width: to - from,
            height: self.height,
            grey: rows.flat_map(|row| row[from..to].iter().copied()).collect(),
        }
    }

    /// Whether each column has ink.
    pub(super) fn inked(&self, paper: u8) -> Vec<bool> {
        let mut inked = vec![false; self.width];
        for row in self.grey.chunks_exact(self.width.max(1)) {
            for (column, value) in inked.iter_mut().zip(row) {
                *column |= value.saturating_add(55) < paper;
            }
        }
        inked
    }

    /// Resampled with a triangle as wide as a pixel of the coarser picture, 0 to 255.
    pub(super) fn resized(&self, width: usize, height: usize) -> Vec<f32> {
        let across = Weights::of(self.width, width);
        let down = Weights::of(self.height, height);
        let rows = self.grey.chunks_exact(self.width.max(1));
        let narrow: Vec<Vec<f32>> = rows
            .map(|row| across.apply(|at| f32::from(row[at])).collect())
            .collect();
        let mut out = vec![0.0; width * height];
        for x in 0..width {
            for (y, value) in down.apply(|at| narrow[at][x]).enumerate() {
                out[y * width + x] = value;
            }
        }
        out
    }
}

/// For each new pixel the first old one it is made of, and their shares.
struct Weights(Vec<(usize, Vec<f32>)>);

impl Weights {
    fn of(old: usize, new: usize) -> Weights {
        let scale = old as f32 / new as f32;
        let support = scale.max(1.0);
        let weights = (0..new).map(|at| {
            let center = (at as f32 + 0.5) * scale;
            let first = (center - support + 0.5).max(0.0) as usize;
            let last = ((center + support + 0.5) as usize).min(old);
            let share = |from: usize| {
                let distance = (from as f32 - center + 0.5) / support;
                (1.0 - distance.abs()).max(0.0)
            };
            let shares: Vec<f32> = (first..last).map(share).collect();
            let sum: f32 = shares.iter().sum();
            let shares = shares.iter().map(|share| share / sum.max(1e-6)).collect();
            (first, shares)
        });
        Weights(weights.collect())
    }

    fn apply<'w>(&'w self, value: impl Fn(usize) -> f32 + 'w) -> impl Iterator<Item = f32> + 'w {
        self.0.iter().map(move |(first, shares)| {
            let parts = shares.iter().zip(*first..);
            parts.map(|(share, at)| share * value(at)).sum()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resizing_keeps_brightness_and_place() {
        let line = Framed {
            width: 8,
            height: 4,
            grey: [[0, 0, 0, 0, 255, 255, 255, 255]; 4].concat(),
        };
        let half = line.resized(4, 2);
        assert!(half[0] < 40.0 && half[3] > 215.0, "{half:?}");
        let mean: f32 = half.iter().sum::<f32>() / 8.0;
        assert!((mean - 127.5).abs() < 1.0);
        assert_eq!(line.padded(1, 2, 3, 9).grey.len(), 14 * 7);
    }
}

//! Pixels of a mask that hang together, by runs: each piece knows its box and its runs.

use super::Area;
use super::plane::Plane;

/// Neighbouring pixels of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) y: u32,
    pub(super) x0: u32,
    /// Not part of it any more.
    pub(super) x1: u32,
}

/// Pixels that hang together.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) area: Area,
    /// How many pixels it has.
    pub(super) size: usize,
    /// Its runs from top to bottom.
    pub(super) runs: Vec<Run>,
}

impl Piece {
    pub(super) fn width(&self) -> usize {
        self.area.x1 - self.area.x0
    }

    pub(super) fn height(&self) -> usize {
        self.area.y1 - self.area.y0
    }
}

/// How pixels touch.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Touch {
    /// By their sides.
    Sides,
    /// By their corners too.
    Corners,
}

/// The runs of pixels that are set, row by row.
fn runs(mask: &Plane) -> Vec<Run> {
    let mut runs = Vec::new();
    for y in 0..mask.height {
        let row = mask.row(y);
        let mut x = 0;
        while let Some(start) = row[x..].iter().position(|set| *set != 0) {
            let x0 = x + start;
            let length = row[x0..].iter().position(|set| *set == 0);
            let x1 = length.map_or(row.len(), |length| x0 + length);
            runs.push(Run {
                y: y as u32,
                x0: x0 as u32,
                x1: x1 as u32,
            });
            x = x1;
        }
    }
    runs
}

/// The pieces of a mask, by their first pixel.
pub(super) fn pieces(mask: &Plane, touch: Touch) -> Vec<Piece> {
    let runs = runs(mask);
    let mut parents: Vec<u32> = (0..runs.len() as u32).collect();
    let reach = u32::from(touch == Touch::Corners);
    let mut above = 0;
    for at in 0..runs.len() {
        let run = runs[at];
        // Runs of the row above that end before this one begins touch none of those that follow either.
        while above < at
            && (runs[above].y + 1 < run.y
                || runs[above].y + 1 == run.y && runs[above].x1 + reach <= run.x0)
        {
            above += 1;
        }
        let mut other = above;
        while other < at && runs[other].y + 1 == run.y && runs[other].x0 < run.x1 + reach {
            join(&mut parents, at as u32, other as u32);
            other += 1;
        }
    }
    gathered(&runs, &mut parents)
}

fn gathered(runs: &[Run], parents: &mut [u32]) -> Vec<Piece> {
    let mut numbers: Vec<Option<u32>> = vec![None; runs.len()];
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let root = root(parents, at as u32) as usize;
        let number = *numbers[root].get_or_insert_with(|| {
            pieces.push(Piece {
                area: Area {
                    x0: usize::MAX,
                    y0: run.y as usize,
                    x1: 0,
                    y1: 0,
                },
                size: 0,
                runs: Vec::new(),
            });
            pieces.len() as u32 - 1
        });
        let piece = &mut pieces[number as usize];
        piece.area.x0 = piece.area.x0.min(run.x0 as usize);
        piece.area.x1 = piece.area.x1.max(run.x1 as usize);
        piece.area.y1 = run.y as usize + 1;
        piece.size += (run.x1 - run.x0) as usize;
        piece.runs.push(*run);
    }
    pieces
}

pub(super) fn root(parents: &mut [u32], mut at: u32) -> u32 {
    while parents[at as usize] != at {
        parents[at as usize] = parents[parents[at as usize] as usize];
        at = parents[at as usize];
    }
    at
}

pub(super) fn join(parents: &mut [u32], a: u32, b: u32) {
    let (a, b) = (root(parents, a), root(parents, b));
    let (first, second) = (a.min(b), a.max(b));
    parents[second as usize] = first;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> Plane {
        Plane {
            width: rows[0].len(),
            height: rows.len(),
            data: rows
                .iter()
                .flat_map(|row| row.bytes().map(|c| u8::from(c == b'#')))
                .collect(),
        }
    }

    #[test]
    fn what_hangs_together_is_one_piece() {
        let mask = mask(&["#..#.", "#..#.", "####.", "....#"]);
        let by_sides = pieces(&mask, Touch::Sides);
        assert_eq!(by_sides.len(), 2);
        assert_eq!(by_sides[0].size, 8);
        let by_corners = pieces(&mask, Touch::Corners);
        assert_eq!(by_corners.len(), 1);
        assert_eq!(
            by_corners[0].area,
            Area {
                x0: 0,
                y0: 0,
                x1: 5,
                y1: 4
            }
        );
    }
}

//! Connected pieces of ink.

use super::Area;
use super::mask::Mask;

/// A run of ink in one row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) y: usize,
    pub(super) x0: usize,
    pub(super) x1: usize,
    /// The piece it belongs to.
    pub(super) piece: usize,
}

/// Ink that hangs together, corners included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) area: Area,
    /// How many pixels it has.
    pub(super) ink: usize,
}

/// The pieces of a mask, and the runs they are made of, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
    pub(super) runs: Vec<Run>,
    /// Where the runs of each row begin, and the end of the last.
    rows: Vec<usize>,
}

impl Pieces {
    pub(super) fn of(mask: &Mask) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        let mut parent: Vec<usize> = Vec::new();
        let mut rows = vec![0];
        let mut above = 0..0;
        for y in 0..mask.height {
            let start = runs.len();
            let mut near = above.start;
            for (x0, x1) in spans(mask.row(y)) {
                while near < above.end && runs[near].x1 < x0 {
                    near += 1;
                }
                let mut piece = None;
                let mut touching = near;
                while touching < above.end && runs[touching].x0 <= x1 {
                    let other = root(&mut parent, runs[touching].piece);
                    piece = Some(piece.map_or(other, |mine| join(&mut parent, mine, other)));
                    touching += 1;
                }
                let piece = piece.unwrap_or_else(|| {
                    parent.push(parent.len());
                    parent.len() - 1
                });
                runs.push(Run { y, x0, x1, piece });
            }
            above = start..runs.len();
            rows.push(runs.len());
        }
        let pieces = gather(&mut runs, &mut parent);
        Self { pieces, runs, rows }
    }

    /// The runs of the rows from `y0` to `y1`.
    pub(super) fn between(&self, y0: usize, y1: usize) -> &[Run] {
        &self.runs[self.rows[y0]..self.rows[y1]]
    }
}

impl Pieces {
    /// For each piece whether one of the `large` is less than `reach` to twice `reach` away.
    pub(super) fn near(&self, large: &[bool], reach: usize) -> Vec<bool> {
        let square = reach.max(1);
        let right = self.runs.iter().map(|run| run.x1).max().unwrap_or(0);
        let (across, down) = (right / square + 3, self.rows.len() / square + 3);
        let mut marked = vec![false; across * down];
        for run in self.runs.iter().filter(|run| large[run.piece]) {
            let row = (run.y / square + 1) * across + 1;
            marked[row + run.x0 / square..=row + (run.x1 - 1) / square].fill(true);
        }
        let near = self.pieces.iter().map(|piece| {
            let area = &piece.area;
            let x = (area.x0 + area.x1) / 2 / square;
            let y = (area.y0 + area.y1) / 2 / square;
            (y..y + 3).any(|row| marked[row * across + x..row * across + x + 3].contains(&true))
        });
        near.collect()
    }
}

/// Stretches of ink in a row, ends not included.
fn spans(row: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut x = 0;
    std::iter::from_fn(move || {
        x += row[x.min(row.len())..].iter().position(|&bit| bit == 1)?;
        let start = x;
        x += row[x..]
            .iter()
            .position(|&bit| bit == 0)
            .unwrap_or(row.len() - x);
        Some((start, x))
    })
}

fn root(parent: &mut [usize], mut of: usize) -> usize {
    while parent[of] != of {
        parent[of] = parent[parent[of]];
        of = parent[of];
    }
    of
}

fn join(parent: &mut [usize], a: usize, b: usize) -> usize {
    let (a, b) = (root(parent, a), root(parent, b));
    let (low, high) = (a.min(b), a.max(b));
    parent[high] = low;
    low
}

/// Numbers the pieces in the order they are met and measures them.
fn gather(runs: &mut [Run], parent: &mut [usize]) -> Vec<Piece> {
    let mut number = vec![usize::MAX; parent.len()];
    let mut pieces: Vec<Piece> = Vec::new();
    for run in runs {
        let root = root(parent, run.piece);
        if number[root] == usize::MAX {
            number[root] = pieces.len();
            pieces.push(Piece {
                area: Area {
                    x0: run.x0,
                    y0: run.y,
                    x1: run.x1,
                    y1: run.y + 1,
                },
                ink: 0,
            });
        }
        run.piece = number[root];
        let piece = &mut pieces[run.piece];
        piece.ink += run.x1 - run.x0;
        piece.area.x0 = piece.area.x0.min(run.x0);
        piece.area.x1 = piece.area.x1.max(run.x1);
        piece.area.y1 = run.y + 1;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arms_that_meet_below_are_one_piece() {
        let rows = ["#...#.#", "#...#..", ".###...", ".......", "..#...."];
        let mask = Mask {
            width: 7,
            height: 5,
            bits: rows.concat().bytes().map(|b| u8::from(b == b'#')).collect(),
        };
        let found = Pieces::of(&mask);
        let areas: Vec<_> = found
            .pieces
            .iter()
            .map(|p| (p.area.x0, p.area.y0, p.area.x1, p.area.y1, p.ink))
            .collect();
        assert_eq!(areas, [(0, 0, 5, 3, 7), (6, 0, 7, 1, 1), (2, 4, 3, 5, 1)]);
        assert_eq!(found.between(3, 5).len(), 1);
    }
}

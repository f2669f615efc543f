//! Edges → intersections → lattices → cells: which boxes the rules of a page enclose.

use super::ruling_line::{Axis, RulingLine, SNAP};
use crate::model::BBox;
use std::ops::Range;

/// Two edges that meet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intersection {
    /// Index of the horizontal edge.
    pub horizontal: usize,
    /// Index of the vertical edge.
    pub vertical: usize,
    /// Where.
    pub at: (f32, f32),
}

/// The lines of one ruled table: `xs` and `ys` part it into boxes, some of which have no rule between.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// Columns' borders from left to right.
    pub xs: Vec<f32>,
    /// Rows' borders from top to bottom.
    pub ys: Vec<f32>,
    /// `across[y][column]`: a rule runs along the row border `y` over this column.
    across: Vec<Vec<bool>>,
    /// `down[row][x]`: a rule runs along the column border `x` through this row.
    down: Vec<Vec<bool>>,
}

/// One enclosed box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// Rows it covers.
    pub rows: Range<usize>,
    /// Columns it covers.
    pub columns: Range<usize>,
}

/// How far an edge may end short of the edge it is meant to meet.
const REACH: f32 = SNAP;
/// A lattice of more lines than this is a drawing.
const MAX_LINES: usize = 2_000;

/// Where horizontal and vertical edges meet.
pub fn intersections(edges: &[RulingLine]) -> Vec<Intersection> {
    let vertical: Vec<usize> = of_axis(edges, Axis::Vertical);
    let mut intersections = Vec::new();
    for horizontal in of_axis(edges, Axis::Horizontal) {
        let h = edges[horizontal];
        // Edges are sorted by where they stand: only those within reach are looked at.
        let first = vertical.partition_point(|v| edges[*v].at < h.from - REACH);
        for &vertical in vertical[first..]
            .iter()
            .take_while(|v| edges[**v].at <= h.to + REACH)
        {
            let v = edges[vertical];
            if v.from - REACH <= h.at && h.at <= v.to + REACH {
                intersections.push(Intersection {
                    horizontal,
                    vertical,
                    at: (v.at, h.at),
                });
            }
        }
    }
    intersections
}

fn of_axis(edges: &[RulingLine], axis: Axis) -> Vec<usize> {
    (0..edges.len())
        .filter(|at| edges[*at].axis == axis)
        .collect()
}

/// Edges that hang together through intersections make one lattice each.
pub fn lattices(edges: &[RulingLine], intersections: &[Intersection]) -> Vec<Lattice> {
    let mut groups: Vec<(Vec<RulingLine>, Vec<RulingLine>)> = Vec::new();
    let mut number_of = vec![None; edges.len()];
    let roots = connected(edges.len(), intersections);
    for intersection in intersections {
        for edge in [intersection.horizontal, intersection.vertical] {
            let root = roots[edge];
            let number = *number_of[root].get_or_insert_with(|| {
                groups.push((Vec::new(), Vec::new()));
                groups.len() - 1
            });
            let group = &mut groups[number];
            let own = if edges[edge].axis == Axis::Horizontal {
                &mut group.0
            } else {
                &mut group.1
            };
            if !own.contains(&edges[edge]) {
                own.push(edges[edge]);
            }
        }
    }
    groups
        .into_iter()
        .filter_map(|(across, down)| lattice(across, down))
        .collect()
}

/// Upright edges that meet no other, at the very column borders `xs` of the table on the page before: one
/// row of that table fills the whole page, and its end is on a later one.
pub fn bridge(edges: &[RulingLine], intersections: &[Intersection], xs: &[f32]) -> Option<Lattice> {
    let crossed = |at: usize| {
        intersections
            .iter()
            .any(|intersection| intersection.vertical == at)
    };
    let alone: Vec<&RulingLine> = of_axis(edges, Axis::Vertical)
        .into_iter()
        .filter(|at| !crossed(*at))
        .map(|at| &edges[at])
        .collect();
    let own = |x: &f32| {
        alone
            .iter()
            .find(|edge| (edge.at - x).abs() < SNAP)
            .copied()
    };
    let sides: Vec<&RulingLine> = xs.iter().map(own).collect::<Option<_>>()?;
    let first = sides.first()?;
    let alike = |edge: &&RulingLine| {
        (edge.from - first.from).abs() < 2.0 * SNAP && (edge.to - first.to).abs() < 2.0 * SNAP
    };
    let columns = xs.len() - 1;
    (columns >= 3 && sides.iter().all(alike)).then(|| Lattice {
        xs: xs.to_vec(),
        ys: vec![first.from, first.to],
        across: vec![vec![true; columns]; 2],
        down: vec![vec![true; columns + 1]],
    })
}

/// Upright edges alike that one rule alone crosses and runs beyond on both sides: the rule under the header of
/// a table without a frame. The column borders, its ends included, and the table's box.
pub fn open_frames(edges: &[RulingLine]) -> Vec<(Vec<f32>, BBox)> {
    let mut groups: Vec<Vec<&RulingLine>> = Vec::new();
    for at in of_axis(edges, Axis::Vertical) {
        let edge = &edges[at];
        let alike = |group: &&mut Vec<&RulingLine>| {
            (group[0].from - edge.from).abs() < 2.0 * SNAP
                && (group[0].to - edge.to).abs() < 2.0 * SNAP
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(edge),
            None => groups.push(vec![edge]),
        }
    }
    let across = of_axis(edges, Axis::Horizontal);
    let frame = |group: Vec<&RulingLine>| {
        let (first, last) = (group.first()?, group.last()?);
        let mut rules = across.iter().map(|at| &edges[*at]).filter(|rule| {
            let overlaps = rule.from < last.at && first.at < rule.to;
            overlaps && first.from - REACH <= rule.at && rule.at <= first.to + REACH
        });
        let (rule, None) = (rules.next()?, rules.next()) else {
            return None;
        };
        let beyond = rule.from < first.at - 3.0 * SNAP && last.at + 3.0 * SNAP < rule.to;
        let mut xs = vec![rule.from];
        xs.extend(group.iter().map(|edge| edge.at));
        xs.push(rule.to);
        let bbox = BBox {
            x0: rule.from,
            y0: first.from,
            x1: rule.to,
            y1: first.to,
        };
        (beyond && xs.len() >= 4 && rule.at < first.to - 3.0 * SNAP).then_some((xs, bbox))
    };
    groups.into_iter().filter_map(frame).collect()
}

/// For every edge the first edge of its group.
fn connected(count: usize, intersections: &[Intersection]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..count).collect();
    for intersection in intersections {
        let (a, b) = (
            root(&mut parent, intersection.horizontal),
            root(&mut parent, intersection.vertical),
        );
        parent[a.max(b)] = a.min(b);
    }
    (0..count).map(|at| root(&mut parent, at)).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

fn lattice(mut across: Vec<RulingLine>, mut down: Vec<RulingLine>) -> Option<Lattice> {
    close_sides(&mut across, &mut down);
    keep_parting(&mut across, &mut down);
    let (xs, ys) = (positions(&down), positions(&across));
    if xs.len() < 2 || ys.len() < 2 || xs.len() > MAX_LINES || ys.len() > MAX_LINES {
        return None;
    }
    let covers = |edges: &[RulingLine], at: f32, from: f32, to: f32| {
        let inside = |e: &&RulingLine| (e.at - at).abs() < SNAP;
        let overlap = |e: &RulingLine| (e.to.min(to) - e.from.max(from)).max(0.0);
        edges.iter().filter(inside).map(overlap).sum::<f32>() >= 0.6 * (to - from)
    };
    let row = |y: &f32| {
        xs.windows(2)
            .map(|x| covers(&across, *y, x[0], x[1]))
            .collect()
    };
    let column = |y: &[f32]| xs.iter().map(|x| covers(&down, *x, y[0], y[1])).collect();
    let (across, down) = (
        ys.iter().map(row).collect(),
        ys.windows(2).map(column).collect(),
    );
    Some(Lattice {
        xs,
        ys,
        across,
        down,
    })
}

/// Tables open at the sides: where rules run on beyond the outermost upright ones, their ends are the side.
fn close_sides(across: &mut Vec<RulingLine>, down: &mut Vec<RulingLine>) {
    let closing = |runs: &[RulingLine], stops: &[RulingLine], axis: Axis| -> Vec<RulingLine> {
        let first = stops.iter().map(|s| s.at).fold(f32::INFINITY, f32::min);
        let last = stops.iter().map(|s| s.at).fold(f32::NEG_INFINITY, f32::max);
        let mut sides = Vec::new();
        let before: Vec<&RulingLine> = runs
            .iter()
            .filter(|r| r.from < first - 3.0 * SNAP)
            .collect();
        let after: Vec<&RulingLine> = runs.iter().filter(|r| r.to > last + 3.0 * SNAP).collect();
        sides.extend(side(&before, axis, |r| r.from));
        sides.extend(side(&after, axis, |r| r.to));
        sides
    };
    let upright = closing(across, down, Axis::Vertical);
    let level = closing(down, across, Axis::Horizontal);
    down.extend(upright);
    across.extend(level);
}

/// A side through the ends of at least two rules that end at one place.
fn side(runs: &[&RulingLine], axis: Axis, end: fn(&RulingLine) -> f32) -> Option<RulingLine> {
    let mut ends: Vec<f32> = runs.iter().map(|r| end(r)).collect();
    ends.sort_by(f32::total_cmp);
    let middle = *ends.get(ends.len() / 2)?;
    let level: Vec<f32> = runs
        .iter()
        .filter(|r| (end(r) - middle).abs() < 2.0 * SNAP)
        .map(|r| r.at)
        .collect();
    let from = level.iter().copied().fold(f32::INFINITY, f32::min);
    let to = level.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    (level.len() >= 2 && to - from > SNAP).then(|| RulingLine::new(axis, middle, from, to))
}

/// Drops edges that part nothing: those that meet fewer than two edges of the other axis.
fn keep_parting(across: &mut Vec<RulingLine>, down: &mut Vec<RulingLine>) {
    let meets = |a: &RulingLine, b: &RulingLine| {
        b.from - REACH <= a.at
            && a.at <= b.to + REACH
            && a.from - REACH <= b.at
            && b.at <= a.to + REACH
    };
    loop {
        let before = across.len() + down.len();
        across.retain(|a| down.iter().filter(|b| meets(a, b)).count() >= 2);
        down.retain(|b| across.iter().filter(|a| meets(b, a)).count() >= 2);
        if across.len() + down.len() == before {
            return;
        }
    }
}

/// Where edges stand, those closer than [`SNAP`] as one.
fn positions(edges: &[RulingLine]) -> Vec<f32> {
    let mut all: Vec<f32> = edges.iter().map(|e| e.at).collect();
    all.sort_by(f32::total_cmp);
    let mut kept: Vec<f32> = Vec::new();
    for at in all {
        if kept.last().is_none_or(|last| at - last >= SNAP) {
            kept.push(at);
        }
    }
    kept
}

impl Lattice {
    /// Borders without rules along them.
    pub fn bare(xs: Vec<f32>, ys: Vec<f32>) -> Lattice {
        Lattice {
            xs,
            ys,
            ..Lattice::default()
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.ys.len().saturating_sub(1)
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Its box.
    pub fn bbox(&self) -> BBox {
        let ends = |v: &[f32]| {
            (
                v.first().copied().unwrap_or(0.0),
                v.last().copied().unwrap_or(0.0),
            )
        };
        let ((x0, x1), (y0, y1)) = (ends(&self.xs), ends(&self.ys));
        BBox { x0, y0, x1, y1 }
    }

    /// Parts a row by a rule at this height.
    pub fn cut_row(&mut self, row: usize, y: f32) {
        self.ys.insert(row + 1, y);
        self.across.insert(row + 1, vec![true; self.columns()]);
        self.down.insert(row + 1, self.down[row].clone());
    }

    /// One row more above the first, from this height on; `down`: which column borders part it.
    pub fn add_above(&mut self, y: f32, down: Vec<bool>) {
        self.ys.insert(0, y);
        self.across.insert(0, vec![true; self.columns()]);
        self.down.insert(0, down);
    }

    /// One row more below the last, down to this height.
    pub fn add_below(&mut self, y: f32, down: Vec<bool>) {
        self.ys.push(y);
        self.across.push(vec![true; self.columns()]);
        self.down.push(down);
    }

    /// Lets the last row run on to this height.
    pub fn stretch(&mut self, y: f32) {
        if let Some(last) = self.ys.last_mut() {
            *last = y;
        }
    }

    /// The box of an enclosed cell.
    pub fn box_of(&self, cell: &Enclosed) -> BBox {
        BBox {
            x0: self.xs[cell.columns.start],
            y0: self.ys[cell.rows.start],
            x1: self.xs[cell.columns.end],
            y1: self.ys[cell.rows.end],
        }
    }

    /// The boxes its rules enclose, by row, then column. Boxes with no rule between are one; where that
    /// gives no rectangle, each row keeps its own.
    pub fn cells(&self) -> Vec<Enclosed> {
        let mut taken = vec![vec![false; self.columns()]; self.rows()];
        let mut cells = Vec::new();
        for row in 0..self.rows() {
            for column in 0..self.columns() {
                if taken[row][column] {
                    continue;
                }
                let cell = self.grow(row, column, &taken);
                for line in &mut taken[cell.rows.clone()] {
                    line[cell.columns.clone()].fill(true);
                }
                cells.push(cell);
            }
        }
        cells
    }

    /// The largest box from this corner on that no rule runs through.
    fn grow(&self, row: usize, column: usize, taken: &[Vec<bool>]) -> Enclosed {
        let free = |x: usize| x < self.columns() && !self.down[row][x] && !taken[row][x];
        let mut end = column + 1;
        while free(end) {
            end += 1;
        }
        let mut below = row + 1;
        while below < self.rows() && self.goes_on(below, column..end, taken) {
            below += 1;
        }
        Enclosed {
            rows: row..below,
            columns: column..end,
        }
    }

    /// Whether the box above goes on in this row: no rule between, none inside, and separators on both sides.
    fn goes_on(&self, row: usize, columns: Range<usize>, taken: &[Vec<bool>]) -> bool {
        let open = columns
            .clone()
            .all(|c| !self.across[row][c] && !taken[row][c]);
        let whole = (columns.start + 1..columns.end).all(|x| !self.down[row][x]);
        let left = columns.start == 0 || self.down[row][columns.start];
        let right = columns.end == self.columns() || self.down[row][columns.end];
        open && whole && left && right
    }
}

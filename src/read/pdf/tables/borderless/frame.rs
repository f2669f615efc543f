//! What rules there are around tables whose rows they do not part.

use super::columns::Column;
use super::lines::Line;
use super::region::Region;
use crate::model::BBox;
use crate::read::pdf::tables::ruling_line::{Axis, RulingLine};
use crate::text::column_role::ColumnRole;

/// Text keeps off the rules beside it by this many points.
const INSIDE: f32 = 0.5;

/// Horizontal rules of one width, one above the other: the skeleton of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// Left end.
    pub x0: f32,
    /// Right end.
    pub x1: f32,
    /// Where the rules are, from top to bottom.
    pub ys: Vec<f32>,
}

/// A table whose columns have rules between them, but not its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Its box.
    pub bbox: BBox,
    /// Its columns' borders.
    pub xs: Vec<f32>,
}

impl Frame {
    fn holds(&self, line: &Line) -> bool {
        let middle = (line.y0 + line.y1) / 2.0;
        let b = self.bbox;
        b.y0 < middle && middle < b.y1 && b.x0 < line.x1() && line.x0() < b.x1
    }

    /// The lines inside, in columns from rule to rule. `heads`: what the columns hold, where it is known.
    pub fn region(&self, lines: &[Line], heads: Vec<Option<ColumnRole>>) -> Region {
        let columns = self
            .xs
            .windows(2)
            .map(|x| Column {
                x0: x[0] + INSIDE,
                x1: x[1] - INSIDE,
            })
            .collect();
        let own = (0..lines.len())
            .filter(|&at| self.holds(&lines[at]))
            .collect();
        Region {
            lines: own,
            stacked: true,
            columns: Some(columns),
            goes_on: false,
            heads,
            under: None,
        }
    }
}

impl Stack {
    /// Between the first rule and the last.
    pub fn holds(&self, y: f32) -> bool {
        self.ys.first().is_some_and(|top| *top <= y)
            && self.ys.last().is_some_and(|bottom| y <= *bottom)
    }
}

/// Horizontal edges that begin and end alike.
pub fn stacks(edges: &[RulingLine]) -> Vec<Stack> {
    let mut across: Vec<&RulingLine> = edges
        .iter()
        .filter(|edge| edge.axis == Axis::Horizontal && edge.length() >= 40.0)
        .collect();
    across.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut stacks: Vec<Stack> = Vec::new();
    for edge in across.into_iter().take(2_000) {
        let alike = |stack: &&mut Stack| {
            (stack.x0 - edge.from).abs() < 4.0 && (stack.x1 - edge.to).abs() < 4.0
        };
        match stacks.iter_mut().find(alike) {
            Some(stack) => stack.ys.push(edge.at),
            None => stacks.push(Stack {
                x0: edge.from,
                x1: edge.to,
                ys: vec![edge.at],
            }),
        }
    }
    stacks
}

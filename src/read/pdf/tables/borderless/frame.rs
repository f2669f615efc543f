//! What rules there are around tables whose rows they do not part.

use super::columns::Column;
use super::lines::Line;
use super::region::Region;
use crate::model::BBox;
use crate::read::pdf::tables::ruling_line::{Axis, RulingLine};
use crate::read::pdf::text::word::Word;
use crate::text::column_role::ColumnRole;
use crate::text::number::{Strictness, is_number};

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

    /// The lines inside, in columns from rule to rule. `heads`: what the columns hold, where it is known. Where
    /// the rules part groups of columns only, the words tell the columns.
    pub fn region(&self, lines: &[Line], words: &[Word], heads: Vec<Option<ColumnRole>>) -> Region {
        let columns: Vec<Column> = self
            .xs
            .windows(2)
            .map(|x| Column {
                x0: x[0] + INSIDE,
                x1: x[1] - INSIDE,
            })
            .collect();
        let own: Vec<usize> = (0..lines.len())
            .filter(|&at| self.holds(&lines[at]))
            .collect();
        let parted = heads.iter().any(Option::is_some)
            || !columns
                .iter()
                .any(|column| holds_several(column, lines, words, &own));
        Region {
            lines: own,
            stacked: true,
            columns: parted.then_some(columns),
            goes_on: false,
            heads: if parted { heads } else { Vec::new() },
            under: None,
        }
    }
}

/// So many lines with several values between two upright rules …
const SEVERAL: usize = 4;

/// … are columns of their own, where most lines there have as many.
fn holds_several(column: &Column, lines: &[Line], words: &[Word], own: &[usize]) -> bool {
    let (mut filled, mut several) = (0, 0);
    for line in own.iter().map(|&at| &lines[at]) {
        let inside = line
            .chunks
            .iter()
            .filter(|chunk| column.x0 < chunk.middle() && chunk.middle() < column.x1);
        let (mut all, mut figures) = (0, 0);
        for chunk in inside {
            let text = chunk.text(words);
            all += 1;
            figures += usize::from(is_number(&text, Strictness::Cell));
        }
        filled += usize::from(all > 0);
        several += usize::from(figures >= 2 && line.widest_gap() >= 1.0);
    }
    several >= SEVERAL && several * 5 > filled * 3
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

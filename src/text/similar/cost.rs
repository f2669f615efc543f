//! What it costs to make one wording of another: a weighted Levenshtein distance within a limit.

use super::FAR;
use super::form::{AGENCY, Ink};
use std::ops::Range;

/// The letters between what both begin and end with. Letters in common that are worth the same are never
/// edited, save where a dearer twin of theirs could be saved instead: too rare to look for.
pub(super) fn without_common_ends<'a>(a: &'a [Ink], b: &'a [Ink]) -> (&'a [Ink], &'a [Ink]) {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// What the edits from one to the other cost, unless more than `most`.
pub(super) fn cost(inks: &[Ink], others: &[Ink], most: u32) -> Option<u32> {
    let mut table = Table::new(others, most);
    for ink in inks {
        table.advance(*ink, others);
        if table.is_hopeless() {
            return None;
        }
    }
    let cost = table
        .row
        .last()
        .copied()
        .filter(|_| table.live.end > others.len())?;
    (cost <= most).then_some(cost)
}

/// One row of the distance table. Only the entries within the limit are kept up: those in `live`.
struct Table {
    row: Vec<u32>,
    live: Range<usize>,
    most: u32,
}

impl Table {
    fn new(others: &[Ink], most: u32) -> Table {
        let mut row = vec![FAR; others.len() + 1];
        row[0] = 0;
        let mut end = 1;
        while end < row.len() && row[end - 1] + u32::from(others[end - 1].weight) <= most {
            row[end] = row[end - 1] + u32::from(others[end - 1].weight);
            end += 1;
        }
        Table {
            row,
            live: 0..end,
            most,
        }
    }

    /// Advances by one letter of the other label.
    fn advance(&mut self, ink: Ink, others: &[Ink]) {
        let Range { start, end } = self.live;
        let weight = u32::from(ink.weight);
        let mut diagonal = self.row[start];
        let mut left = diagonal + weight;
        self.row[start] = left;
        let (mut first, mut last) = if left <= self.most {
            (start, start + 1)
        } else {
            (usize::MAX, start)
        };
        for at in start + 1..self.row.len() {
            // Right of the live entries only insertions lead on.
            if at > end && left > self.most {
                break;
            }
            let above = if at < end { self.row[at] } else { FAR };
            let other = others[at - 1];
            let swapped = diagonal + swap_cost(ink, other);
            left = swapped
                .min(above + weight)
                .min(left + u32::from(other.weight));
            diagonal = above;
            self.row[at] = left;
            if left <= self.most {
                first = first.min(at);
                last = at + 1;
            }
        }
        self.live = first.min(last)..last;
    }

    fn is_hopeless(&self) -> bool {
        self.live.is_empty()
    }
}

/// What another agency in place of one costs.
const AGENCY_SWAP: u32 = 30;

#[inline]
fn swap_cost(a: Ink, b: Ink) -> u32 {
    if a.base == b.base {
        return if a.marks == b.marks {
            0
        } else {
            u32::from(a.weight.min(b.weight)) * 7 / 20
        };
    }
    if a.weight == AGENCY && b.weight == AGENCY {
        return AGENCY_SWAP;
    }
    u32::from(a.weight.max(b.weight))
}

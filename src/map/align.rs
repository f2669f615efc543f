//! The one alignment of printed rows with the schema: in order first, what was moved afterwards.
//!
//! The ordered pass is a dynamic program over both sequences: the set of pairs that crosses nowhere
//! and scores best as a whole. The same program run backwards tells for every pair how much the best
//! whole would lose without it: its margin.

use super::pair::{Pair, Pairs};
use super::thresholds::{ADJACENT, MOVED_LEAD, MOVED_SIMILARITY, WIDE};

/// A row matched to an indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    pub row: usize,
    pub pair: Pair,
    /// What the best other use of the row would cost, in hundredths.
    pub row_margin: i32,
    /// What the best other row for the indicator would cost, and which row it is.
    pub rival: Option<(usize, i32)>,
    /// The label fits another indicator just as well.
    pub tied: bool,
    /// One of those has no row of its own: this may be it.
    pub open_tie: bool,
    /// The label clearly fits another indicator better.
    pub dominated: bool,
    /// Found in the ordered pass.
    pub in_order: bool,
}

/// The best ordered alignment of the rows with `columns` indicators.
pub(super) fn ordered(pairs: &Pairs, columns: usize) -> Vec<Link> {
    let forward = Pass::forward(pairs, columns);
    let through = forward.through(pairs, columns);
    let best = forward
        .best
        .last()
        .and_then(|row| row.last())
        .copied()
        .unwrap_or(0);
    let rivals = rivals(&through, pairs, columns);
    let trace = forward.trace(pairs, columns);
    let mut taken = vec![false; columns];
    for (row, at) in &trace {
        taken[pairs.rows[*row][*at].indicator] = true;
    }
    trace
        .into_iter()
        .map(|(row, at)| {
            let pair = pairs.rows[row][at];
            let others = through[row]
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at);
            let other = others.map(|(_, total)| *total).max().unwrap_or(best - WIDE);
            let rival = rivals[pair.indicator]
                .iter()
                .find(|(_, rival)| *rival != row);
            Link {
                row,
                pair,
                row_margin: best - other,
                rival: rival.map(|(total, rival)| (*rival, best - total)),
                tied: pairs.near_ties(row, &pair).next().is_some(),
                open_tie: pairs.near_ties(row, &pair).any(|tied| !taken[tied]),
                dominated: pairs.is_dominated(row, &pair),
                in_order: true,
            }
        })
        .collect()
}

/// One run of the dynamic program.
struct Pass {
    /// `best[i][j]`: the best score of the first i rows with the first j indicators.
    best: Vec<Vec<i32>>,
    /// For each pair the best score that ends with it.
    ends: Vec<Vec<i32>>,
}

impl Pass {
    fn forward(pairs: &Pairs, columns: usize) -> Pass {
        let mut best = Vec::with_capacity(pairs.rows.len() + 1);
        let mut ends: Vec<Vec<i32>> = Vec::with_capacity(pairs.rows.len());
        best.push(vec![0; columns + 1]);
        for (i, row) in pairs.rows.iter().enumerate() {
            let above: &Vec<i32> = &best[i];
            let before = i.checked_sub(1).map(|i| (&pairs.rows[i], &ends[i]));
            let end = |pair: &Pair| {
                pair.score + above[pair.indicator].max(adjacent(before, pair.indicator))
            };
            let here: Vec<i32> = row.iter().map(end).collect();
            let mut next = above.clone();
            raise(&mut next, row, &here);
            best.push(next);
            ends.push(here);
        }
        Pass { best, ends }
    }

    /// For each pair the best score of a whole alignment that holds it.
    fn through(&self, pairs: &Pairs, columns: usize) -> Vec<Vec<i32>> {
        let mut after = vec![0; columns + 1];
        let mut below: Option<(&Vec<Pair>, Vec<i32>)> = None;
        let mut out = vec![Vec::new(); pairs.rows.len()];
        for (i, row) in pairs.rows.iter().enumerate().rev() {
            let start = |pair: &Pair| {
                let next = below.as_ref().map(|(row, starts)| (*row, starts));
                pair.score + after[pair.indicator + 1].max(followed(next, pair.indicator))
            };
            let starts: Vec<i32> = row.iter().map(start).collect();
            let whole = self.ends[i].iter().zip(&starts).zip(row);
            out[i] = whole
                .map(|((end, start), pair)| end + start - pair.score)
                .collect();
            lower(&mut after, row, &starts);
            below = Some((row, starts));
        }
        out
    }

    /// The pairs of the best alignment, first row first. Of rows that serve equally the first is taken.
    fn trace(&self, pairs: &Pairs, columns: usize) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let (mut i, mut j) = (pairs.rows.len(), columns);
        let mut bound = false;
        while i > 0 && j > 0 {
            let here = self.best[i][j];
            if !bound && here == self.best[i - 1][j] {
                i -= 1;
                continue;
            }
            if !bound && here == self.best[i][j - 1] {
                j -= 1;
                continue;
            }
            let Some(at) = position(&pairs.rows[i - 1], j - 1) else {
                break;
            };
            found.push((i - 1, at));
            let rest = self.ends[i - 1][at] - pairs.rows[i - 1][at].score;
            bound = rest != self.best[i - 1][j - 1];
            (i, j) = (i - 1, j - 1);
        }
        found.reverse();
        found
    }
}

fn position(row: &[Pair], indicator: usize) -> Option<usize> {
    row.binary_search_by_key(&indicator, |pair| pair.indicator)
        .ok()
}

/// The best score that ends with the row before on the indicator before, with its bonus.
fn adjacent(before: Option<(&Vec<Pair>, &Vec<i32>)>, indicator: usize) -> i32 {
    let found =
        before.and_then(|(row, ends)| Some(ends[position(row, indicator.checked_sub(1)?)?]));
    found.map_or(i32::MIN / 2, |end| end + ADJACENT)
}

fn followed(below: Option<(&Vec<Pair>, &Vec<i32>)>, indicator: usize) -> i32 {
    let found = below.and_then(|(row, starts)| Some(starts[position(row, indicator + 1)?]));
    found.map_or(i32::MIN / 2, |start| start + ADJACENT)
}

/// Carries the ends of this row's pairs into the running maxima, left to right.
fn raise(best: &mut [i32], row: &[Pair], ends: &[i32]) {
    for (pair, end) in row.iter().zip(ends) {
        let mut j = pair.indicator + 1;
        while j < best.len() && best[j] < *end {
            best[j] = *end;
            j += 1;
        }
    }
}

/// The same from the other side.
fn lower(after: &mut [i32], row: &[Pair], starts: &[i32]) {
    for (pair, start) in row.iter().zip(starts) {
        let mut j = pair.indicator + 1;
        while j > 0 && after[j - 1] < *start {
            after[j - 1] = *start;
            j -= 1;
        }
    }
}

/// For each indicator the two rows that would serve it best.
fn rivals(through: &[Vec<i32>], pairs: &Pairs, columns: usize) -> Vec<Vec<(i32, usize)>> {
    let mut out: Vec<Vec<(i32, usize)>> = vec![Vec::new(); columns];
    for (row, (totals, pairs)) in through.iter().zip(&pairs.rows).enumerate() {
        for (total, pair) in totals.iter().zip(pairs) {
            let best = &mut out[pair.indicator];
            best.push((*total, row));
            best.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            best.truncate(2);
        }
    }
    out
}

/// Rows left over that stand elsewhere than the schema has them. Order says nothing here, so only
/// rows that fit one indicator clearly better than any other, taken or not, are matched.
pub(super) fn moved(pairs: &Pairs, taken: &[Link], columns: usize) -> Vec<Link> {
    let mut row_taken = vec![false; pairs.rows.len()];
    let mut indicator_taken = vec![false; columns];
    for link in taken {
        row_taken[link.row] = true;
        indicator_taken[link.pair.indicator] = true;
    }
    let free: Vec<usize> = (0..pairs.rows.len())
        .filter(|row| !row_taken[*row])
        .collect();
    let mut found: Vec<Link> = free
        .iter()
        .filter_map(|row| elsewhere(pairs, *row, &free, &indicator_taken))
        .collect();
    found.sort_by(|a, b| b.pair.score.cmp(&a.pair.score).then(a.row.cmp(&b.row)));
    let mut once = vec![false; columns];
    found.retain(|link| !std::mem::replace(&mut once[link.pair.indicator], true));
    found
}

fn elsewhere(pairs: &Pairs, row: usize, free: &[usize], taken: &[bool]) -> Option<Link> {
    let best = pairs.rows[row]
        .iter()
        .max_by_key(|pair| (pair.score, std::cmp::Reverse(pair.indicator)))?;
    if taken[best.indicator] || best.similarity < MOVED_SIMILARITY || best.score <= 0 {
        return None;
    }
    let others = pairs.rows[row]
        .iter()
        .filter(|pair| pair.indicator != best.indicator);
    let row_margin = others
        .map(|pair| best.score - pair.score)
        .min()
        .unwrap_or(WIDE);
    let rival = free
        .iter()
        .filter(|other| **other != row)
        .filter_map(|other| {
            Some((
                *other,
                best.score - pairs.get(*other, best.indicator)?.score,
            ))
        })
        .min_by_key(|(other, lead)| (*lead, *other));
    let leads = row_margin >= MOVED_LEAD && rival.is_none_or(|(_, lead)| lead >= 0);
    leads.then_some(Link {
        row,
        pair: *best,
        row_margin,
        rival,
        tied: pairs.near_ties(row, best).next().is_some(),
        open_tie: pairs.near_ties(row, best).any(|tied| !taken[tied]),
        dominated: pairs.is_dominated(row, best),
        in_order: false,
    })
}

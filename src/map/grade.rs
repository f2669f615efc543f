//! Which matches stand, and how sure each is. Precision before recall: what is doubtful is weak and
//! said so, what is more doubtful than that is no match.

use super::align::Link;
use super::pair::Pair;
use super::printed::Printed;
use super::thresholds::{AKIN, ALIKE, FAINT, LIKE, NEARBY, WIDE};
use crate::model::Grade;

/// A match that stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matched {
    pub link: Link,
    pub grade: Grade,
}

/// Keeps the links that stand and grades them.
pub(super) fn graded(links: Vec<Link>, printed: &Printed) -> Vec<Matched> {
    let judged = links.iter().enumerate().map(|(at, link)| {
        let margin = link.row_margin.min(rival_margin(link, printed));
        let (before, after) = (&links[..at], &links[at + 1..]);
        let flanks = Flanks {
            next: usize::from(follows(before.last(), Some(link)))
                + usize::from(follows(Some(link), after.first())),
            near: usize::from(is_anchored(link, before.iter().rev()))
                + usize::from(is_anchored(link, after.iter())),
        };
        grade(link, margin, flanks)
    });
    let grades: Vec<Option<Grade>> = judged.collect();
    let kept = links.into_iter().zip(grades);
    kept.filter_map(|(link, grade)| {
        Some(Matched {
            link,
            grade: grade?,
        })
    })
    .collect()
}

/// How many of the two sides of a row speak for it.
#[derive(Clone, Copy, Debug)]
struct Flanks {
    /// The very next row is the next of the form.
    next: usize,
    /// A row of a label of its own is close by in print and form, or tied to it row by row.
    near: usize,
}

/// Whether the rows on one side, nearest first, lead to one that no other row of the form reads like.
fn is_anchored<'a>(link: &Link, side: impl Iterator<Item = &'a Link>) -> bool {
    let apart = |a: &Link, b: &Link| {
        (
            a.row.abs_diff(b.row),
            a.pair.indicator.abs_diff(b.pair.indicator),
        )
    };
    let (mut last, mut tied) = (link, true);
    for other in side {
        tied &= apart(last, other) == (1, 1);
        let (rows, indicators) = apart(link, other);
        let near = rows <= NEARBY && indicators <= NEARBY;
        if !tied && !near {
            return false;
        }
        if !other.tied && !other.dominated {
            return true;
        }
        last = other;
    }
    false
}

/// A row printed twice is no rival: the first one counts, and both say the same.
fn rival_margin(link: &Link, printed: &Printed) -> i32 {
    let Some((rival, margin)) = link.rival else {
        return WIDE;
    };
    let (row, other) = (
        &printed.appendix.rows[link.row],
        &printed.appendix.rows[rival],
    );
    let tied = printed.labels[link.row].same(&printed.labels[rival]) && row.value == other.value;
    if tied { WIDE } else { margin }
}

fn follows(first: Option<&Link>, second: Option<&Link>) -> bool {
    let (Some(first), Some(second)) = (first, second) else {
        return false;
    };
    first.row + 1 == second.row && first.pair.indicator + 1 == second.pair.indicator
}

fn grade(link: &Link, margin: i32, flanks: Flanks) -> Option<Grade> {
    let pair = &link.pair;
    if link.dominated && (pair.number != Some(true) || supports(pair) + flanks.next < 2) {
        return None;
    }
    if !link.in_order {
        return moved_grade(link);
    }
    let grade = by_likeness(pair, margin, supports(pair) + flanks.next)?;
    // Rows with one label are told apart by their order, as long as each is there; where one is not, only
    // by what stands around them.
    match (link.open_tie, supports(pair) + flanks.near) {
        (false, 0 | 1) if link.tied => Some(grade.min(Grade::Good)),
        (false, _) => Some(grade),
        (true, 0 | 1) => None,
        (true, 2) => Some(grade.min(Grade::Good)),
        (true, _) => Some(grade),
    }
}

/// Where a row stands says nothing of it once it was moved, nor what it stands under.
fn moved_grade(link: &Link) -> Option<Grade> {
    let pair = &link.pair;
    let placed = pair.section != Some(false) && pair.parent != Some(false);
    let told_apart = pair.number == Some(true) && placed;
    let grade = if pair.similarity >= ALIKE && placed {
        Grade::Good
    } else {
        Grade::Weak
    };
    (!link.tied || told_apart).then_some(grade)
}

fn by_likeness(pair: &Pair, margin: i32, supports: usize) -> Option<Grade> {
    match pair.similarity {
        ALIKE.. if margin >= 300 => Some(Grade::Certain),
        ALIKE.. if margin >= 100 => Some(Grade::Good),
        ALIKE.. if margin >= 50 => Some(Grade::Weak),
        LIKE..ALIKE if margin >= 300 => Some(Grade::Good),
        LIKE..ALIKE if margin >= 150 => Some(Grade::Weak),
        AKIN..LIKE if margin >= 300 && supports >= 2 => Some(Grade::Good),
        AKIN..LIKE if margin >= 300 && supports >= 1 => Some(Grade::Weak),
        FAINT..AKIN if margin >= 400 && supports >= 3 && pair.unit != Some(false) => {
            Some(Grade::Weak)
        }
        _ => None,
    }
}

fn supports(pair: &Pair) -> usize {
    [pair.number, pair.parent]
        .into_iter()
        .filter(|fact| *fact == Some(true))
        .count()
}

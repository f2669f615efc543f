//! Which matches stand, and how sure each is. Precision before recall: what is doubtful is weak and
//! said so, what is more doubtful than that is no match.

use super::align::{Link, WIDE};
use super::pair::Pair;
use super::printed::Printed;
use crate::model::Grade;

/// A match that stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matched {
    pub link: Link,
    pub grade: Grade,
}

/// Likeness from which a label speaks for itself, from which it needs a lead, a support, two supports.
const ALIKE: u32 = 950;
const LIKE: u32 = 850;
const AKIN: u32 = 700;
const NEAR: u32 = 550;

/// Keeps the links that stand and grades them.
pub(super) fn graded(links: Vec<Link>, printed: &Printed) -> Vec<Matched> {
    let judged = links.iter().enumerate().map(|(at, link)| {
        let margin = link.row_margin.min(rival_margin(link, printed));
        let flanks = usize::from(follows(at.checked_sub(1).and_then(|before| links.get(before)), Some(link)))
            + usize::from(follows(Some(link), links.get(at + 1)));
        grade(link, margin, flanks)
    });
    let grades: Vec<Option<Grade>> = judged.collect();
    let kept = links.into_iter().zip(grades);
    kept.filter_map(|(link, grade)| Some(Matched { link, grade: grade? })).collect()
}

/// A row printed twice is no rival: the first one counts, and both say the same.
fn rival_margin(link: &Link, printed: &Printed) -> i32 {
    let Some((rival, margin)) = link.rival else { return WIDE };
    let (row, other) = (&printed.appendix.rows[link.row], &printed.appendix.rows[rival]);
    let twin = printed.labels[link.row].same(&printed.labels[rival]) && row.value == other.value;
    if twin { WIDE } else { margin }
}

fn follows(first: Option<&Link>, second: Option<&Link>) -> bool {
    let (Some(first), Some(second)) = (first, second) else { return false };
    first.row + 1 == second.row && first.pair.indicator + 1 == second.pair.indicator
}

fn grade(link: &Link, margin: i32, flanks: usize) -> Option<Grade> {
    let pair = &link.pair;
    // Of two rows with one label only what stands around them tells which is which.
    let told_apart = !link.twin || pair.parent == Some(true) || pair.number == Some(true);
    if !link.in_order {
        let placed = pair.section != Some(false) && pair.parent != Some(false);
        let grade = if pair.likeness >= ALIKE && placed { Grade::Good } else { Grade::Weak };
        return told_apart.then_some(grade);
    }
    let grade = by_likeness(pair, margin, flanks + supports(pair))?;
    Some(match (told_apart, flanks) {
        (true, _) => grade,
        (false, 0) => Grade::Weak,
        (false, _) => grade.min(Grade::Good),
    })
}

fn by_likeness(pair: &Pair, margin: i32, supports: usize) -> Option<Grade> {
    match pair.likeness {
        ALIKE.. if margin >= 300 => Some(Grade::Certain),
        ALIKE.. if margin >= 100 => Some(Grade::Good),
        ALIKE.. if margin >= 50 => Some(Grade::Weak),
        LIKE..ALIKE if margin >= 300 => Some(Grade::Good),
        LIKE..ALIKE if margin >= 150 => Some(Grade::Weak),
        AKIN..LIKE if margin >= 300 && supports >= 2 => Some(Grade::Good),
        AKIN..LIKE if margin >= 300 && supports >= 1 => Some(Grade::Weak),
        NEAR..AKIN if margin >= 400 && supports >= 3 && pair.unit != Some(false) => Some(Grade::Weak),
        _ => None,
    }
}

fn supports(pair: &Pair) -> usize {
    [pair.number, pair.parent].into_iter().filter(|fact| *fact == Some(true)).count()
}

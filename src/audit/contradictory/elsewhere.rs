//! The figure of a sentence stands in the appendix all the same: in another row, or as the sum or the rest of rows.
//!
//! "10 phòng và đơn vị" are the six of one row and the four of the next. Such a figure is no slip of the pen as
//! likely as it speaks of those rows in words the tie did not follow: what is told of it is told as a note.

use crate::audit::context::{Context, is_open};
use crate::audit::narrative::index::{Entry, Index, Pair};
use crate::audit::narrative::{Stated, Tie};
use rust_decimal::Decimal;

/// Where else the appendix holds the figure of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// Nowhere.
    No,
    /// In another row, or by chance as what small rows make.
    Perhaps,
    /// As what large rows make together: no chance does that.
    Surely,
}

/// Where else the appendix holds the figure.
pub fn elsewhere(context: &Context, tie: &Tie) -> Elsewhere {
    let Some((index, own)) = context.index.and_then(|index| {
        let at = index.position(&tie.indicator)?;
        Some((index, index.entries.get(at)?))
    }) else {
        return Elsewhere::No;
    };
    let made = |stated: Decimal| {
        is_sum(context, index, own, stated)
            || is_sum_of_parts(context, index, own, stated)
            || is_rest(context, index, own, stated)
    };
    match tie.stated {
        Stated::Count(stated) if made(stated) => match is_telling(stated) {
            true => Elsewhere::Surely,
            false => Elsewhere::Perhaps,
        },
        Stated::Count(stated) if is_of_other_row(context, index, own, tie, stated) => {
            Elsewhere::Perhaps
        }
        Stated::Percent(stated) if is_rest_of_rate(context, own, stated) => Elsewhere::Perhaps,
        _ => Elsewhere::No,
    }
}

/// 40 % where the row has 60 %.
fn is_rest_of_rate(context: &Context, own: &Entry, stated: Decimal) -> bool {
    value(context, own).is_some_and(|value| {
        !value.is_zero() && Decimal::ONE_HUNDRED.saturating_sub(value) == stated
    })
}

/// A sum like that comes by no chance: three digits of it tell something.
fn is_telling(stated: Decimal) -> bool {
    let mut digits = stated.normalize();
    while digits >= Decimal::TEN && (digits % Decimal::TEN).is_zero() {
        digits /= Decimal::TEN;
    }
    digits >= Decimal::ONE_HUNDRED
}

/// What the appendix holds for a row.
fn value(context: &Context, entry: &Entry) -> Option<Decimal> {
    let record = context.record(&entry.id)?;
    (!is_open(&record.value))
        .then(|| super::rule::percent(&record.value))
        .flatten()
}

/// Counts this small are soon equal to something: only rows of the same group say more.
const SMALL: Decimal = Decimal::TEN;

fn same_group(one: &Entry, two: &Entry) -> bool {
    one.parent == two.parent
        || one.parent.as_ref() == Some(&two.id)
        || two.parent.as_ref() == Some(&one.id)
}

/// The rows of counts that a figure of this size may speak of as well.
fn near<'i>(index: &'i Index, own: &'i Entry, stated: Decimal) -> impl Iterator<Item = &'i Entry> {
    index.entries.iter().filter(move |entry| {
        entry.id != own.id
            && !entry.percent
            && !entry.choice
            && entry.section == own.section
            && (stated >= SMALL || same_group(entry, own))
    })
}

/// Another row near holds the figure, and the sentence does not speak of that one as well: of "phát hiện 12 vấn đề, xử
/// lý xong 12" the first is of the other row.
fn is_of_other_row(
    context: &Context,
    index: &Index,
    own: &Entry,
    tie: &Tie,
    stated: Decimal,
) -> bool {
    let spoken = |entry: &Entry| {
        context.narrative.ties.iter().any(|other| {
            other.statement == tie.statement && !other.contested && other.indicator == entry.id
        })
    };
    near(index, own, stated).any(|entry| value(context, entry) == Some(stated) && !spoken(entry))
}

/// The row and one or more rows beside it make the figure.
fn is_sum(context: &Context, index: &Index, own: &Entry, stated: Decimal) -> bool {
    let Some(mine) = value(context, own).filter(|mine| !mine.is_zero()) else {
        return false;
    };
    let beside: Vec<Decimal> = near(index, own, stated)
        .filter(|entry| entry.block == own.block && is_kin(entry, own))
        .filter(|entry| !is_part_or_whole(index, entry, own))
        .filter_map(|entry| value(context, entry))
        .filter(|other| other.saturating_mul(LEAST_SHARE) >= mine)
        .filter(|other| !other.is_zero())
        .collect();
    beside
        .iter()
        .any(|other| mine.saturating_add(*other) == stated)
}

/// 366 beside 363 is a slip sooner than the row and the 3 of another: what is added is so large a part at least.
const LEAST_SHARE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// The parts of the row, as the appendix has them, make the figure.
fn is_sum_of_parts(context: &Context, index: &Index, own: &Entry, stated: Decimal) -> bool {
    let entry = |at: usize| index.entries.get(at);
    let parts = index
        .pairs
        .iter()
        .filter(|pair| entry(pair.whole).is_some_and(|whole| whole.id == own.id));
    let parts: Vec<Decimal> = parts
        .filter_map(|pair| value(context, entry(pair.part)?))
        .filter(|value| !value.is_zero())
        .collect();
    let sum = parts
        .iter()
        .fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part));
    parts.len() > 1 && sum == stated
}

/// The row of the whole less the row's figure, or less that of a part.
fn is_rest(context: &Context, index: &Index, own: &Entry, stated: Decimal) -> bool {
    let is_rest = |pair: &Pair| {
        let entry = |at: usize| index.entries.get(at);
        let (part, whole) = (entry(pair.part)?, entry(pair.whole)?);
        let touches = part.id == own.id || whole.id == own.id;
        let rest = value(context, whole)?.saturating_sub(value(context, part)?);
        Some(touches && rest == stated && !value(context, part)?.is_zero())
    };
    index.pairs.iter().any(|pair| is_rest(pair) == Some(true))
}

/// One is a part of the other: nobody adds them.
fn is_part_or_whole(index: &Index, one: &Entry, two: &Entry) -> bool {
    let ids = |at: usize| index.entries.get(at).map(|entry| &entry.id);
    one.parent.as_ref() == Some(&two.id)
        || two.parent.as_ref() == Some(&one.id)
        || index.pairs.iter().any(|pair| {
            let pair = (ids(pair.part), ids(pair.whole));
            pair == (Some(&one.id), Some(&two.id)) || pair == (Some(&two.id), Some(&one.id))
        })
}

/// Both count the same things.
fn is_kin(one: &Entry, two: &Entry) -> bool {
    one.classes.is_empty() || two.classes.is_empty() || !one.classes.is_disjoint(&two.classes)
}

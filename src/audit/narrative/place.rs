//! The ways to place a quantity on rows of the form, and how well each fits.

use super::around::{Around, Presence, covered_share};
use super::fit;
use super::index::{Entry, Index, Pair, Weighted};
use super::quantity::{Amount, Quantity};
use super::sentence::Statement;
use super::thresholds::{ALL, MATTER, MORE, RIVAL, SAID, TIED, TOTAL};
use super::word::Word;
use super::words::{class, words_of};
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// What is stated for one indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stated {
    /// A count.
    Count(Decimal),
    /// A rate in percent, as printed.
    Percent(Decimal),
    /// A rate as a fraction.
    Rate(Decimal, Decimal),
    /// Money: how many đồng, and how far rounding may have moved it.
    Money(Decimal, Decimal),
}

/// A way to place a quantity: indicators with what it states for each.
#[derive(Clone, Debug)]
pub(super) struct Placement {
    pub(super) quantity: usize,
    pub(super) score: f32,
    /// The sentence itself says enough: a heading may speak of a row its sentences do not.
    pub(super) spoken: bool,
    /// What is counted is known, or a rate.
    pub(super) known: bool,
    /// The clause of the quantity speaks of other things.
    pub(super) differs: bool,
    /// It speaks of another body.
    pub(super) foreign: bool,
    /// The sentence says all of a label that says little: beside rows of its group that is enough.
    pub(super) echoed: bool,
    pub(super) claims: Vec<(usize, Stated)>,
}

/// Every way to place a quantity.
pub(super) fn placements(
    quantity: usize,
    around: &Around,
    statement: &Statement,
    index: &Index,
) -> Vec<Placement> {
    let single = |stated: Stated, percent: bool| -> Vec<Placement> {
        let fitting = index.entries.iter().enumerate().filter(|(_, entry)| {
            entry.percent == percent && (!entry.choice || around.quantity.none)
        });
        let placed = |(at, entry): (usize, &Entry)| {
            let score =
                similarity(entry, around, statement).filter(|score| *score >= TIED - RIVAL)?;
            let spoken = is_spoken_of(entry, &around.said) || is_sole(entry, around, statement);
            Some(Placement {
                quantity,
                score,
                spoken,
                known: is_known(around),
                differs: differs(entry, around, statement),
                foreign: fit::is_foreign(entry, &around.clause),
                echoed: is_echoed(entry, around),
                claims: vec![(at, stated_for(entry, around.quantity, stated))],
            })
        };
        fitting.filter_map(placed).collect()
    };
    match around.quantity.amount {
        Amount::Count(value) => {
            let mut options = single(Stated::Count(value), false);
            if around.quantity.all {
                options.extend(pairs(quantity, value, value, index, around, statement));
            }
            options
        }
        Amount::Percent(value) => single(Stated::Percent(value), true),
        Amount::Of(part, whole) => {
            let mut options = pairs(quantity, part, whole, index, around, statement);
            options.extend(single(Stated::Rate(part, whole), true));
            // "05/11 phòng": the form has no row for the whole.
            let alone = single(Stated::Count(part), false)
                .into_iter()
                .filter(|option| {
                    let row = option.claims.first().map(|(at, _)| *at);
                    !index
                        .pairs
                        .iter()
                        .any(|pair| Some(pair.part) == row || Some(pair.whole) == row)
                });
            options.extend(alone);
            options
        }
    }
}

/// The sentence says the whole of a short label beside the quantity: "đã thực hiện 2.700 tỷ đồng".
pub(super) fn is_echoed(entry: &Entry, around: &Around) -> bool {
    let said = |label: &Weighted| covered_share(label, &around.said) >= 0.8;
    entry.short.as_ref().is_some_and(said) && kinship(entry, around).is_some_and(|kin| kin >= KIN)
}

/// What the clause says speaks against the row.
pub(super) fn differs(entry: &Entry, around: &Around, statement: &Statement) -> bool {
    let (clause, quantity) = (&around.clause, around.quantity);
    let said = entry
        .labels
        .iter()
        .map(|label| covered_share(label, &around.said));
    fit::differs(entry, clause, quantity, said.fold(0.0, f32::max))
        || quantity.none && kinship(entry, around).is_none_or(|kin| kin < KIN)
        || quantity.none && !fit::says_no_more(entry, clause, quantity, statement, clause.at.start)
}

/// A count, or money where the row holds money too.
pub(super) fn stated_for(entry: &Entry, quantity: &Quantity, stated: Stated) -> Stated {
    match (stated, quantity.money) {
        (Stated::Count(value), Some(scale)) if entry.traits.money.is_some() => {
            let step = Decimal::new(5, value.scale() + 1);
            Stated::Money(value.saturating_mul(scale), step.saturating_mul(scale))
        }
        _ => stated,
    }
}

/// The quantity's noun is one of a known kind, or it needs none.
pub(super) fn is_known(around: &Around) -> bool {
    let noun = around.quantity.noun.as_ref();
    matches!(around.quantity.amount, Amount::Percent(_))
        || noun.is_some_and(|noun| noun.class.is_some())
}

/// "40/46" placed on a part and its whole: what the sentence does not say of one it may say of the other.
pub(super) fn pairs(
    quantity: usize,
    part: Decimal,
    whole: Decimal,
    index: &Index,
    around: &Around,
    statement: &Statement,
) -> Vec<Placement> {
    let entry = |at: usize| index.entries.get(at);
    let option = |pair: &Pair| {
        let both = [
            Some(entry(pair.part)?),
            Some(entry(pair.whole)?),
            pair.rate.and_then(entry),
        ];
        let spoken = both
            .iter()
            .flatten()
            .any(|entry| is_spoken_of(entry, &around.said));
        let [parts, wholes, rates] =
            both.map(|entry| entry.map(|entry| similarity(entry, around, statement)));
        let (parts, wholes) = (parts??, wholes??);
        let mean = 0.6 * parts + 0.4 * wholes;
        // As the rate of the two it would be the same statement.
        let score = rates.flatten().map_or(mean, |rate| mean.max(rate + 0.01));
        let [of_part, of_whole] = [entry(pair.part)?, entry(pair.whole)?];
        let claims = vec![
            (
                pair.part,
                stated_for(of_part, around.quantity, Stated::Count(part)),
            ),
            (
                pair.whole,
                stated_for(of_whole, around.quantity, Stated::Count(whole)),
            ),
        ];
        // Of the whole a sentence says less: what parts it from the rest is said of the part.
        Some(Placement {
            quantity,
            score: if around.quantity.all {
                score + ALL
            } else {
                score
            },
            spoken,
            known: is_known(around),
            differs: differs(of_part, around, statement),
            foreign: fit::is_foreign(of_part, &around.clause),
            echoed: false,
            claims,
        })
    };
    index.pairs.iter().filter_map(option).collect()
}

/// The sentence itself says enough of the label, and more than its noun.
pub(super) fn is_spoken_of(entry: &Entry, said: &Presence) -> bool {
    let share = entry
        .labels
        .iter()
        .map(|label| covered_share(label, said))
        .fold(0.0, f32::max);
    share >= SAID && says_more_than_the_noun(entry, said)
}

/// How well a quantity's surroundings speak of an indicator, 0 to 1; `None` when what is counted differs.
pub(super) fn similarity(entry: &Entry, around: &Around, statement: &Statement) -> Option<f32> {
    let kin = kinship(entry, around)?;
    let best = |presence: &Presence| {
        entry
            .labels
            .iter()
            .map(|label| covered_share(label, presence))
            .fold(0.0, f32::max)
    };
    let recall = best(&around.presence);
    let group = if entry.group.is_empty() {
        recall
    } else {
        covered_share(&entry.group, &around.presence)
    };
    let place = match &statement.above.section {
        Some(section) if *section == entry.section => 1.0,
        Some(_) => -0.5,
        None => 0.5,
    };
    let total = if around.total && entry.total {
        TOTAL
    } else {
        0.0
    };
    Some(
        0.58 * recall
            + 0.08 * group
            + 0.12 * precision(entry, around)
            + 0.14 * place
            + 0.08 * kin
            + total,
    )
}

/// The quantity counts what only this row counts, under a heading that says the rest of its label.
pub(super) fn is_sole(entry: &Entry, around: &Around, statement: &Statement) -> bool {
    let class = around.quantity.class();
    entry.sole
        && class.is_some_and(|class| entry.classes.contains(class))
        && statement.above.section.as_ref() == Some(&entry.section)
        && entry
            .beyond
            .iter()
            .any(|label| covered_share(label, &around.presence) >= 0.5)
}

/// "Có 9 hồ sơ quá hạn" says "hồ sơ", but nothing of "tiếp nhận".
pub(super) fn says_more_than_the_noun(entry: &Entry, said: &Presence) -> bool {
    entry
        .beyond
        .iter()
        .any(|label| label.is_empty() || covered_share(label, said) >= MORE)
}

/// 1: the same noun; 0.7: the same class; 0.4: not said; `None`: another kind of thing.
pub(super) fn kinship(entry: &Entry, around: &Around) -> Option<f32> {
    if entry.percent {
        return Some(1.0);
    }
    let Some(noun) = &around.quantity.noun else {
        return Some(0.5);
    };
    // "5 phòng, đơn vị" are of two rows.
    let other = around.beside.and_then(class);
    if other.is_some_and(|class| !entry.classes.is_empty() && !entry.classes.contains(class)) {
        return None;
    }
    if entry.nouns.contains(&noun.word) || entry.choice && entry.traits.says(noun.word) {
        return Some(1.0);
    }
    // "không tổ chức hội nghị đối thoại": the matter is named all the same.
    let named = |label: &Weighted| covered_share(label, &around.said) >= MATTER;
    if entry.choice && entry.labels.iter().any(named) {
        return Some(KIN);
    }
    match noun.class {
        Some("document") if is_kind_of_document(entry, around) => None,
        Some(class) if entry.classes.contains(class) => Some(KIN),
        // "giao dịch" are no dossiers, whatever they are.
        None if is_another_thing(entry, noun.word) => None,
        Some(_) if !entry.classes.is_empty() => None,
        _ => Some(0.3),
    }
}

/// A word of several syllables that the row does not say.
fn is_another_thing(entry: &Entry, word: Word) -> bool {
    !(entry.classes.is_empty() && entry.nouns.is_empty())
        && THINGS.contains(&word)
        && !entry.traits.says(word)
}

static THINGS: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::THINGS));

/// "51 Quyết định" are no count of "văn bản": these are of more kinds.
pub(super) fn is_kind_of_document(entry: &Entry, around: &Around) -> bool {
    let word = around.quantity.noun.map(|noun| noun.word);
    word.is_some_and(|word| DOCUMENTS.contains(&word) && !entry.traits.says(word))
        && around.beside.and_then(class) != Some("document")
}

static DOCUMENTS: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::KINDS_OF_DOCUMENT));

/// The quantity counts things of the row's class, by another word.
pub(super) const KIN: f32 = 0.7;

/// The share of the known words beside the quantity that the indicator's label and group use.
pub(super) fn precision(entry: &Entry, around: &Around) -> f32 {
    let all: f32 = around.near.iter().map(|(_, weight)| weight).sum();
    let own: f32 = around
        .near
        .iter()
        .filter(|(term, _)| entry.all.contains(*term))
        .map(|(_, weight)| weight)
        .sum();
    if all > 0.0 { own / all } else { 0.5 }
}

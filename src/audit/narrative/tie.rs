//! Ties a stated quantity to the indicator it speaks of.

use super::around::{Around, covered_share, parts, share};
use super::asked::Asked;
use super::body::Whose;
use super::cue;
use super::fit;
use super::index::{Entry, Index, TermId, Weighted};
use super::place::{Placement, Stated, placements};
use super::quantity::{Amount, Bound, Quantity};
use super::sentence::Statement;
use super::span::Span;
use super::thresholds::{ALONE, AWAY, CONTESTS, ECHOED, LEAD, NAMED, RATE, RIVAL, SECOND, TIED};
use super::word::Word;
use super::words::{narrows, words_of};
use crate::model::IndicatorId;
use crate::text::vocabulary;
use std::ops::Range;
use std::sync::LazyLock;

/// A quantity of the body tied to an indicator.
#[derive(Clone, Debug)]
pub struct Tie {
    /// The indicator.
    pub indicator: IndicatorId,
    /// What the body states for it.
    pub stated: Stated,
    /// As printed.
    pub printed: String,
    /// Where it stands in its sentence.
    pub at: Range<usize>,
    /// The statement, an index into what [`super::sentence::statements`] gave.
    pub statement: usize,
    /// How surely the quantity speaks of this indicator, 0 to 1.
    pub score: f32,
    /// Noun, section and time are the same beyond doubt.
    pub exact: bool,
    /// The time it speaks of.
    pub span: Span,
    /// Not meant exactly: "khoảng", "hơn".
    pub vague: bool,
    /// What it bounds: "hơn", "dưới".
    pub bound: Option<Bound>,
    /// "Nothing", said in words: of less than the row asks for, perhaps.
    pub none: Option<Denial>,
    /// Other ways to place the quantity, and how much less likely they are.
    pub rivals: Vec<Rival>,
    /// Another quantity of the sentence speaks of the indicator as well or better.
    pub contested: bool,
    /// The sentence counts fewer of the things than the row, or more: "hồ sơ" and "hồ sơ trực tuyến".
    pub apart: bool,
    /// It was read as of the reporter, though another body is named.
    pub foreign: bool,
}

/// Another way to place a quantity.
#[derive(Clone, Debug)]
pub struct Rival {
    /// How much less likely it is.
    pub gap: f32,
    /// The sentence says enough of it, not the heading alone.
    pub spoken: bool,
    /// What the quantity would state, indicator by indicator.
    pub claims: Vec<(IndicatorId, Stated)>,
}

/// What "nothing" is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// Of what the row counts.
    Whole,
    /// Of a part of it, or the row asks only whether there is something.
    Part,
}

/// The ties of one statement.
pub fn ties(at: usize, statement: &Statement, index: &Index, asked: &Asked) -> Vec<Tie> {
    read(at, statement, index, asked, Foreign::Left)
}

/// The ties of one statement as if the bodies it names were the reporter; none where it names none.
pub fn ties_as_own(at: usize, statement: &Statement, index: &Index, asked: &Asked) -> Vec<Tie> {
    if statement.phrase.mentions.is_empty() {
        return Vec::new();
    }
    read(at, statement, index, asked, Foreign::Taken)
}

/// What becomes of numbers of another body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Foreign {
    Left,
    Taken,
}

fn read(
    at: usize,
    statement: &Statement,
    index: &Index,
    asked: &Asked,
    foreign: Foreign,
) -> Vec<Tie> {
    let phrase = &statement.phrase;
    let quantities: Vec<&Quantity> = phrase
        .quantities
        .iter()
        .filter(|quantity| !statement.is_listed(&quantity.at))
        .collect();
    if quantities.is_empty() || statement.above.is_plan {
        return Vec::new();
    }
    let mut parts = parts(&phrase.plain, &quantities);
    // "giảm từ 47 người xuống còn 44": what changed is said before the first.
    for (at, quantity) in quantities.iter().enumerate() {
        if let [first, second] = &mut parts[at..(at + 2).min(quantities.len())]
            && quantity.earlier
        {
            second.start = first.start;
        }
    }
    let around = quantities.iter().zip(&parts);
    let mut around: Vec<Around> = around
        .map(|(quantity, part)| Around::of(quantity, part, statement, index, asked))
        .collect();
    let is_others = |around: &Around| matches!(around.clause.whose, Whose::Other(..));
    if foreign == Foreign::Taken && !around.iter().any(is_others) {
        return Vec::new();
    }
    share(&mut around, phrase);
    // What speaks of another time takes no row from what speaks of the report's.
    let (other, own): (Vec<Around>, Vec<Around>) = around
        .into_iter()
        .partition(|around| around.span == Span::Other);
    let mut ties = assign(at, statement, index, &own, foreign);
    ties.extend(assign(at, statement, index, &other, foreign));
    ties
}

/// Places the quantities of a sentence, surest first; each indicator is spoken of once.
fn assign(
    at: usize,
    statement: &Statement,
    index: &Index,
    around: &[Around],
    foreign: Foreign,
) -> Vec<Tie> {
    let mut options: Vec<Placement> = around
        .iter()
        .enumerate()
        .flat_map(|(quantity, around)| placements(quantity, around, statement, index))
        .filter(|option| option.score >= TIED - RIVAL)
        .collect();
    for option in &mut options {
        option.differs |= option.foreign && foreign == Foreign::Left;
    }
    let tops: Vec<f32> = (0..around.len())
        .map(|quantity| top(&options, quantity))
        .collect();
    let strayed: Vec<bool> = options
        .iter()
        .map(|option| {
            strays(option, &options, around, statement, index)
                || is_part_of_nothing(option, &options, around, index)
                || is_under_denied(option, &options, around, statement, index)
        })
        .collect();
    let mut strayed = strayed.into_iter();
    options.retain(|option| !strayed.next().unwrap_or(false) && !option.differs);
    let mut ties = Vec::new();
    let mut placed: Vec<usize> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    while let Some(best) = best(&options) {
        let rivals = rivals(&options, &best, index);
        if !is_sure(&best, &rivals, statement, index) {
            break;
        }
        ties.extend(contesting(at, statement, index, around, &options, &best));
        placed.push(best.quantity);
        taken.extend(best.claims.iter().map(|(entry, _)| *entry));
        ties.extend(made(
            at,
            statement,
            index,
            &around[best.quantity],
            &best,
            &rivals,
        ));
        options.retain(|option| {
            option.quantity != best.quantity
                && !option.claims.iter().any(|(entry, _)| taken.contains(entry))
        });
        // What fits much worse than the row another quantity took is no second choice.
        options.retain(|option| {
            tops.get(option.quantity)
                .is_none_or(|top| option.score >= top - SECOND)
        });
        befriend(&mut options, &best, &taken, index);
    }
    ties
}

/// "Không phát sinh hồ sơ": of the rows of such things the one that holds them all.
fn is_part_of_nothing(
    option: &Placement,
    options: &[Placement],
    around: &[Around],
    index: &Index,
) -> bool {
    let nothing = around
        .get(option.quantity)
        .is_some_and(|around| around.clause.nothing);
    let Some((own, _)) = option.claims.first().filter(|_| nothing) else {
        return false;
    };
    let wholes = index.pairs.iter().filter(|pair| pair.part == *own);
    wholes.into_iter().any(|pair| {
        options.iter().any(|other| {
            other.quantity == option.quantity
                && !other.differs
                && other.spoken
                && other
                    .claims
                    .first()
                    .is_some_and(|(at, _)| *at == pair.whole)
        })
    })
}

/// "Chưa niêm yết địa chỉ tiếp nhận ý kiến": the question above is denied, not what the row counts.
fn is_under_denied(
    option: &Placement,
    options: &[Placement],
    around: &[Around],
    statement: &Statement,
    index: &Index,
) -> bool {
    let entry = |option: &Placement| index.entries.get(option.claims.first()?.0);
    let Some((own, around)) = entry(option).zip(around.get(option.quantity)) else {
        return false;
    };
    let behind = statement.phrase.terms.iter();
    let behind = behind.filter(|term| term.start >= around.quantity.at.end);
    let denied: Vec<TermId> = behind
        .take(2)
        .filter_map(|term| index.term(term.word))
        .collect();
    let says = |entry: &Entry, term: &TermId| {
        let mut labels = entry.labels.iter().flatten();
        labels.any(|(own, _)| own == term)
    };
    around.quantity.none
        && options.iter().any(|other| {
            let above = entry(other).filter(|above| {
                above.choice && own.parent.as_ref() == Some(&above.id) && !other.differs
            });
            let mut denied = denied.iter();
            other.quantity == option.quantity
                && above
                    .is_some_and(|above| denied.any(|term| says(above, term) && !says(own, term)))
        })
}

/// The heading speaks of other rows, which count such things too, and the sentence does not speak of those above
/// this one.
fn strays(
    option: &Placement,
    options: &[Placement],
    around: &[Around],
    statement: &Statement,
    index: &Index,
) -> bool {
    let Some(block) = statement.above.block else {
        return false;
    };
    let entry = |option: &Placement| index.entries.get(option.claims.first()?.0);
    let (Some(own), Some(around)) = (entry(option), around.get(option.quantity)) else {
        return false;
    };
    let title = own.block.and_then(|at| index.blocks.get(at));
    let share = |title: &Weighted| covered_share(title, &around.said);
    // "9/10 nhiệm vụ tuyên truyền": the heading's own words part them from other tasks.
    let above = index
        .blocks
        .get(block)
        .map_or(0.0, |(.., title)| share(title));
    let spoken = title.is_none_or(|(.., title)| share(title) >= 0.5 && share(title) > above);
    own.block != Some(block)
        && statement.above.section.as_ref() == Some(&own.section)
        && !spoken
        && options.iter().any(|other| {
            let there = entry(other).is_some_and(|entry| entry.block == Some(block));
            other.quantity == option.quantity
                && there
                && !other.differs
                && other.score >= option.score - RIVAL
        })
}

/// The score of the first choice of a quantity.
fn top(options: &[Placement], quantity: usize) -> f32 {
    let own = options
        .iter()
        .filter(|option| option.quantity == quantity && option.spoken);
    own.map(|option| option.score).fold(0.0, f32::max)
}

/// Likely enough, or less so but with no other indicator near.
fn is_sure(best: &Placement, rivals: &[Rival], statement: &Statement, index: &Index) -> bool {
    let first = best
        .claims
        .first()
        .and_then(|(at, _)| index.entries.get(*at));
    let same_section =
        first.is_some_and(|entry| statement.above.section.as_ref() == Some(&entry.section));
    let alone = rivals
        .iter()
        .filter(|rival| rival.spoken)
        .all(|rival| rival.gap >= LEAD);
    let elsewhere = first.is_some_and(|entry| {
        statement
            .above
            .section
            .as_ref()
            .is_some_and(|s| *s != entry.section)
    });
    best.score >= if elsewhere { AWAY } else { TIED }
        || best.score >= ALONE && best.known && same_section && alone
}

/// Other quantities of the sentence that speak of the same indicator nearly as well.
fn contesting(
    at: usize,
    statement: &Statement,
    index: &Index,
    around: &[Around],
    options: &[Placement],
    best: &Placement,
) -> Vec<Tie> {
    let same = |option: &Placement| {
        option
            .claims
            .iter()
            .any(|claim| best.claims.iter().any(|own| own.0 == claim.0))
    };
    let others = options.iter().filter(|option| {
        option.quantity != best.quantity && option.score > best.score - CONTESTS && same(option)
    });
    let ties = others.flat_map(|option| {
        let around = around.get(option.quantity)?;
        Some(made(at, statement, index, around, option, &[]))
    });
    ties.flatten()
        .map(|tie| Tie {
            contested: true,
            ..tie
        })
        .collect()
}

fn best(options: &[Placement]) -> Option<Placement> {
    let spoken = options.iter().filter(|option| option.spoken);
    spoken
        .max_by(|a, b| {
            a.score
                .total_cmp(&b.score)
                .then(b.quantity.cmp(&a.quantity))
        })
        .cloned()
}

/// Rows of the same group are spoken of together.
fn befriend(options: &mut [Placement], placed: &Placement, taken: &[usize], index: &Index) {
    let parents: Vec<_> = placed
        .claims
        .iter()
        .filter_map(|(at, _)| index.entries.get(*at)?.parent.as_ref())
        .collect();
    let ids: Vec<_> = placed
        .claims
        .iter()
        .filter_map(|(at, _)| Some(&index.entries.get(*at)?.id))
        .collect();
    for option in options {
        let near = option
            .claims
            .iter()
            .filter_map(|(at, _)| index.entries.get(*at))
            .any(|entry| {
                entry
                    .parent
                    .as_ref()
                    .is_some_and(|parent| parents.contains(&parent) || ids.contains(&parent))
                    || parents.contains(&&entry.id)
            });
        option.score += if near { 0.1 } else { 0.0 };
        if near && option.echoed {
            option.score += ECHOED;
            option.spoken = true;
        }
        // Sentences go through a form from top to bottom.
        let next = placed.claims.last().map(|(at, _)| at + 1);
        option.score += if option.claims.first().map(|(at, _)| *at) == next {
            0.03
        } else {
            0.0
        };
        if is_rate_of_both(option, taken, index) {
            option.score += RATE;
            option.spoken = true;
        }
    }
}

/// The rate of a part and a whole the sentence has stated.
fn is_rate_of_both(option: &Placement, taken: &[usize], index: &Index) -> bool {
    let [(at, Stated::Percent(_))] = option.claims.as_slice() else {
        return false;
    };
    let both =
        |pair: &super::index::Pair| taken.contains(&pair.part) && taken.contains(&pair.whole);
    index
        .pairs
        .iter()
        .any(|pair| pair.rate == Some(*at) && both(pair))
}

/// Other ways to place the same quantity.
fn rivals(options: &[Placement], best: &Placement, index: &Index) -> Vec<Rival> {
    let same = |option: &&Placement| {
        option.quantity == best.quantity
            && option.score > best.score - RIVAL
            && !option
                .claims
                .iter()
                .all(|claim| best.claims.contains(claim))
            && !is_rate_of(option, best, index)
    };
    let rival = |option: &Placement| {
        let id = |at: usize| index.entries.get(at).map(|entry| entry.id.clone());
        let claims = option
            .claims
            .iter()
            .filter_map(|(at, stated)| Some((id(*at)?, *stated)))
            .collect();
        Rival {
            gap: best.score - option.score,
            spoken: option.spoken,
            claims,
        }
    };
    options.iter().filter(same).map(rival).collect()
}

/// "40/46" as the rate of the very part and whole it was placed on: the same statement, no rival.
fn is_rate_of(option: &Placement, best: &Placement, index: &Index) -> bool {
    let [(part, _), (whole, _)] = best.claims.as_slice() else {
        return false;
    };
    let own = index
        .pairs
        .iter()
        .find(|pair| (pair.part, pair.whole) == (*part, *whole))
        .and_then(|pair| pair.rate);
    own.is_some_and(|rate| option.claims.iter().all(|(at, _)| *at == rate))
}

fn made(
    at: usize,
    statement: &Statement,
    index: &Index,
    around: &Around,
    best: &Placement,
    rivals: &[Rival],
) -> Vec<Tie> {
    let tie = |(entry, stated): &(usize, Stated)| {
        let entry = index.entries.get(*entry)?;
        Some(Tie {
            indicator: entry.id.clone(),
            stated: *stated,
            printed: statement
                .phrase
                .text
                .get(around.quantity.at.clone())
                .unwrap_or_default()
                .to_owned(),
            at: around.quantity.at.clone(),
            statement: at,
            score: best.score,
            exact: is_exact(entry, around, statement, best.score) && !is_alone(around, best),
            foreign: best.foreign,
            span: around.span,
            vague: around.quantity.vague,
            bound: around.quantity.bound,
            none: denial(entry, around, statement),
            rivals: rivals.to_vec(),
            contested: false,
            apart: is_apart(entry, around, statement, index),
        })
    };
    best.claims.iter().filter_map(tie).collect()
}

/// "không có kiến nghị nào về …" denies some.
fn denial(entry: &Entry, around: &Around, statement: &Statement) -> Option<Denial> {
    let phrase = &statement.phrase;
    let narrower = || {
        let words = phrase.syllables.iter().enumerate();
        let mut words = words.filter(|(_, word)| word.start > around.quantity.at.end);
        words.any(|(at, _)| cue::starts_with(&phrase.syllables[at..], &ABOUT))
    };
    around
        .quantity
        .none
        .then(|| match entry.choice || narrower() {
            true => Denial::Part,
            false => Denial::Whole,
        })
}

static BY: LazyLock<Word> = LazyLock::new(|| Word::of("do"));
/// "120 cán bộ xã": of whom.
static PLACES: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::PLACES));

static ABOUT: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::ABOUT));

/// One of the two says which of the things it counts, and the other does not.
fn is_apart(entry: &Entry, around: &Around, statement: &Statement, index: &Index) -> bool {
    let unsaid = |term: &TermId| around.presence.strength(*term) < NAMED;
    let phrase = &statement.phrase;
    let behind = around.quantity.noun.and_then(|noun| {
        let next = phrase.terms.iter().find(|term| term.start >= noun.end)?;
        phrase
            .plain
            .get(noun.end..next.start)?
            .trim()
            .is_empty()
            .then_some(next.word)
    });
    let asked = |word: Word| {
        index
            .term(word)
            .is_some_and(|term| entry.all.contains(term))
    };
    // "Tỷ lệ thanh toán trực tuyến": of what?
    let above = statement.above.block.is_some() && statement.above.block == entry.block;
    let of_nothing = entry.percent && !above && !entry.named.is_empty() && {
        let absent = |term: &TermId| around.presence.strength(*term) == 0.0;
        entry.named.iter().all(absent)
    };
    let of_place = around.quantity.noun.is_some_and(|noun| {
        let next = phrase.syllables.iter().find(|next| next.start >= noun.end);
        next.is_some_and(|next| {
            let near = phrase.plain.get(noun.end..next.start);
            near.is_some_and(|gap| gap.trim().is_empty())
                && PLACES.contains(&next.word)
                && !entry.traits.words.contains(&next.word)
        })
    });
    // "12 văn bản do cấp xã ban hành": of whose make.
    let of_others = around.quantity.noun.is_some_and(|noun| {
        let mut behind = phrase
            .syllables
            .iter()
            .filter(|next| next.start >= noun.end);
        let by = behind.next().is_some_and(|next| next.word == *BY);
        let next = phrase.terms.iter().find(|term| term.start >= noun.end);
        by && next.is_some_and(|next| narrows(next.word) && !asked(next.word))
    });
    of_nothing
        || of_others
        || of_place
        || entry.narrowing.iter().any(unsaid)
        || behind.is_some_and(|word| narrows(word) && !asked(word))
}

/// Of "05/11 phòng" only the part has a row.
fn is_alone(around: &Around, best: &Placement) -> bool {
    let rate = |claim: &(usize, Stated)| matches!(claim.1, Stated::Rate(..));
    matches!(around.quantity.amount, Amount::Of(..))
        && best.claims.len() == 1
        && !best.claims.iter().any(rate)
}

/// Noun, section, time, acts and whose they are are the same beyond doubt, and nothing more is said.
fn is_exact(entry: &Entry, around: &Around, statement: &Statement, score: f32) -> bool {
    let noun = around.quantity.noun.map(|noun| noun.word);
    let same_noun = entry.percent || noun.is_some_and(|word| entry.nouns.contains(&word));
    let same_time = match around.span {
        Span::Period | Span::Unsaid => true,
        Span::Cumulative => entry.cumulative,
        Span::Other => false,
    };
    let clause = &around.clause;
    same_noun
        && same_time
        && statement.above.section.as_ref() == Some(&entry.section)
        && statement
            .above
            .block
            .is_none_or(|block| entry.block == Some(block))
        && score >= 0.8
        && matches!(clause.whose, Whose::Unsaid | Whose::Own)
        && !around.quantity.none
        && around.quantity.bound.is_none()
        && fit::says_no_more(
            entry,
            clause,
            around.quantity,
            statement,
            clause.part.min(clause.at.start),
        )
}

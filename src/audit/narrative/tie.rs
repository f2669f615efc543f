//! Ties a stated quantity to the indicator it speaks of.

use super::Asked;
use super::body::Whose;
use super::clause::Clause;
use super::cue;
use super::fit;
use super::phrase::Phrase;
use super::index::{Entry, Index, TermId, Weighted};
use super::quantity::{Amount, Bound, Quantity};
use super::sentence::Statement;
use super::span::Span;
use super::thresholds::{
    ALL, ALONE, AWAY, CONTESTS, ECHOED, LEAD, MORE, NAMED, RATE, RIVAL, SAID, SECOND, TIED, TOTAL,
};
use super::word::Word;
use super::words::{class, narrows, words_of};
use crate::model::IndicatorId;
use crate::text::vocabulary;
use rust_decimal::Decimal;
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

/// How present the terms of the form are around a quantity.
#[derive(Clone, Debug, Default)]
struct Presence {
    /// By term, 0 where it is not.
    strengths: Vec<f32>,
    /// The terms that are, each once.
    terms: Vec<TermId>,
}

impl Presence {
    fn of(terms: usize) -> Presence {
        Presence {
            strengths: vec![0.0; terms],
            terms: Vec::new(),
        }
    }

    fn strength(&self, term: TermId) -> f32 {
        self.strengths
            .get(usize::from(term))
            .copied()
            .unwrap_or(0.0)
    }

    fn note(&mut self, term: TermId, strength: f32) {
        let Some(known) = self.strengths.get_mut(usize::from(term)) else {
            return;
        };
        if *known == 0.0 {
            self.terms.push(term);
        }
        *known = known.max(strength);
    }
}

/// Everything around one quantity that helps to place it.
struct Around<'a> {
    quantity: &'a Quantity,
    /// The heading's words included.
    presence: Presence,
    /// The words of the sentence alone.
    said: Presence,
    /// The terms beside it, in order, with their weights.
    near: Vec<(TermId, f32)>,
    /// A total is spoken of.
    total: bool,
    span: Span,
    clause: Clause,
    /// Its noun is the first of several of a kind: "9 quyết định, văn bản".
    listed: bool,
}

impl<'a> Around<'a> {
    fn of(
        quantity: &'a Quantity,
        part: &Range<usize>,
        statement: &Statement,
        index: &Index,
        asked: &Asked,
    ) -> Around<'a> {
        let said = said(statement, index, part, quantity);
        let presence = with_context(&said, statement);
        let mut near: Vec<TermId> = presence
            .terms
            .iter()
            .copied()
            .filter(|term| presence.strength(*term) > 0.7)
            .collect();
        near.sort_unstable();
        let weight = |term: TermId| index.weights.get(usize::from(term)).copied().unwrap_or(0.0);
        let near = near.into_iter().map(|term| (term, weight(term))).collect();
        let before = statement
            .phrase
            .plain
            .get(part.start..quantity.at.start)
            .unwrap_or_default();
        let total = vocabulary::TOTALS.iter().any(|word| before.contains(word));
        let span = match quantity.earlier {
            true => Span::Other,
            false => asked.own.span_of(&statement.phrase.marks, &quantity.at, part),
        };
        let clause = Clause::of(quantity, part, statement, &asked.reporter);
        Around {
            quantity,
            presence,
            said,
            near,
            total,
            span,
            clause,
            listed: is_listed(quantity, statement),
        }
    }
}

/// The noun of a quantity is the first of several of a kind.
fn is_listed(quantity: &Quantity, statement: &Statement) -> bool {
    let phrase = &statement.phrase;
    let Some(noun) = quantity.noun else {
        return false;
    };
    let next = phrase.terms.iter().find(|term| term.start >= noun.end);
    next.is_some_and(|next| {
        let gap = phrase.text.get(noun.end..next.start).unwrap_or_default().trim();
        class(next.word).is_some() && class(next.word) == noun.class && vocabulary::BESIDE.contains(&gap)
    })
}

/// The ties of one statement.
pub fn ties(at: usize, statement: &Statement, index: &Index, asked: &Asked) -> Vec<Tie> {
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
    share(&mut around, phrase);
    // What speaks of another time takes no row from what speaks of the report's.
    let (other, own): (Vec<Around>, Vec<Around>) =
        around.into_iter().partition(|around| around.span == Span::Other);
    let mut ties = assign(at, statement, index, &own);
    ties.extend(assign(at, statement, index, &other));
    ties
}

/// "Có 03 phòng và 02 đơn vị chưa được kiểm tra": what is said of one of two numbers side by side is said of both.
fn share(around: &mut [Around], phrase: &Phrase) {
    let beside = |one: &Around, two: &Around| {
        let end = one.quantity.noun.map_or(one.quantity.at.end, |noun| noun.end);
        let gap = phrase.text.get(end..two.quantity.at.start).unwrap_or_default();
        let gap = gap.trim_matches(['%', ' ']);
        (vocabulary::BESIDE.contains(&gap), gap.ends_with("và"))
    };
    for at in (1..around.len()).rev() {
        let (joined, and) = beside(&around[at - 1], &around[at]);
        let [.., one, two] = &mut around[..=at] else {
            continue;
        };
        if joined && (and || one.clause.acts == 0) {
            one.clause.kinds |= two.clause.kinds;
            one.clause.named |= two.clause.named;
        }
    }
    for at in 1..around.len() {
        let (joined, _) = beside(&around[at - 1], &around[at]);
        let [.., one, two] = &mut around[..=at] else {
            continue;
        };
        if joined {
            two.clause.planned |= one.clause.planned;
            two.clause.kinds |= one.clause.kinds & cue::carried();
        }
    }
}

/// Cuts a sentence into one part per quantity.
fn parts(text: &str, quantities: &[&Quantity]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for pair in quantities.windows(2) {
        let from = pair[0]
            .noun
            .as_ref()
            .map_or(pair[0].at.end, |noun| noun.end.min(pair[1].at.start));
        let cut = cut(text, from, pair[1].at.start);
        parts.push(start..cut);
        start = cut;
    }
    parts.push(start..text.len());
    parts
}

/// Where one quantity's words end and the next one's begin.
fn cut(text: &str, from: usize, to: usize) -> usize {
    let between = &text[from..to];
    let first = |words: &[&str]| words.iter().find_map(|word| between.find(word));
    let last = |words: &[&str]| words.iter().find_map(|word| between.rfind(word));
    let opener = || {
        between.match_indices(", ").map(|(at, _)| at).find(|at| {
            let next = between[at + 2..].to_lowercase();
            vocabulary::OPENERS
                .iter()
                .any(|word| next.starts_with(word))
        })
    };
    let at = first(&vocabulary::PARTING)
        .or_else(opener)
        .or_else(|| last(&vocabulary::WEAK_OPENERS))
        .or_else(|| first(&vocabulary::VERBS));
    from + at.unwrap_or(0)
}

/// How present each known term is around a quantity: full in its own part, fading with every comma; less in
/// the parts of other quantities.
fn said(statement: &Statement, index: &Index, own: &Range<usize>, quantity: &Quantity) -> Presence {
    let mut presence = Presence::of(index.weights.len());
    let is_rate = matches!(quantity.amount, Amount::Percent(_));
    for (id, term) in statement
        .phrase
        .terms
        .iter()
        .filter_map(|term| Some((index.term(term.word)?, term)))
    {
        let strength = match () {
            () if own.contains(&term.start) => {
                fading(&statement.phrase.dated, quantity, &(term.start..term.end))
            }
            // "… 40/46 nhiệm vụ, đạt 86,96%": a rate speaks of what was said before it.
            () if term.start < own.start && is_rate => 0.75,
            () if term.start < own.start => 0.45,
            () => 0.15,
        };
        presence.note(id, strength);
    }
    presence
}

/// One less an eighth for every comma between a quantity and a word.
fn fading(text: &str, quantity: &Quantity, term: &Range<usize>) -> f32 {
    let between = if term.start < quantity.at.start {
        text.get(term.end..quantity.at.start)
    } else {
        text.get(quantity.at.end..term.start)
    };
    let breaks = between
        .unwrap_or_default()
        .matches([',', ';', '(', ':'])
        .count()
        .min(3);
    1.0 - 0.12 * breaks as f32
}

/// Adds the words of the heading and of the sentence before.
fn with_context(said: &Presence, statement: &Statement) -> Presence {
    let mut presence = said.clone();
    statement
        .above
        .terms
        .iter()
        .for_each(|term| presence.note(*term, 0.6));
    statement
        .before
        .iter()
        .for_each(|term| presence.note(*term, 0.25));
    presence
}

/// A way to place a quantity: indicators with what it states for each.
#[derive(Clone, Debug)]
struct Placement {
    quantity: usize,
    score: f32,
    /// The sentence itself says enough: a heading may speak of a row its sentences do not.
    spoken: bool,
    /// What is counted is known, or a rate.
    known: bool,
    /// The clause of the quantity speaks of other things.
    differs: bool,
    /// The sentence says all of a label that says little: beside rows of its group that is enough.
    echoed: bool,
    claims: Vec<(usize, Stated)>,
}

/// Places the quantities of a sentence, surest first; each indicator is spoken of once.
fn assign(at: usize, statement: &Statement, index: &Index, around: &[Around]) -> Vec<Tie> {
    let mut options: Vec<Placement> = around
        .iter()
        .enumerate()
        .flat_map(|(quantity, around)| placements(quantity, around, statement, index))
        .filter(|option| option.score >= TIED - RIVAL)
        .collect();
    let tops: Vec<f32> = (0..around.len())
        .map(|quantity| top(&options, quantity))
        .collect();
    let strayed: Vec<bool> = options
        .iter()
        .map(|option| {
            strays(option, &options, around, statement, index)
                || is_part_of_nothing(option, &options, around, index)
        })
        .collect();
    let mut strayed = strayed.into_iter();
    options.retain(|option| !strayed.next().unwrap_or(false) && !option.differs);
    if std::env::var("DBG").is_ok() {
        let mut o: Vec<_> = options.iter().collect();
        o.sort_by(|a, b| b.score.total_cmp(&a.score));
        for o in o.iter().take(8) {
            use std::io::Write; let _ = writeln!(std::fs::OpenOptions::new().create(true).append(true).open("/tmp/h2/dbg.log").unwrap(), "{} q{} {:.2} spoken {} differs {} {:?} {:?}", around[o.quantity].quantity.at.start, o.quantity, o.score, o.spoken, o.differs, o.claims.iter().map(|(at, s)| (index.entries[*at].id.to_string(), *s)).collect::<Vec<_>>(), around[o.quantity].clause);
        }
    }
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
fn is_part_of_nothing(option: &Placement, options: &[Placement], around: &[Around], index: &Index) -> bool {
    let nothing = around.get(option.quantity).is_some_and(|around| around.clause.nothing);
    let Some((own, _)) = option.claims.first().filter(|_| nothing) else {
        return false;
    };
    let wholes = index.pairs.iter().filter(|pair| pair.part == *own);
    wholes.into_iter().any(|pair| {
        options.iter().any(|other| {
            other.quantity == option.quantity
                && !other.differs
                && other.spoken
                && other.claims.first().is_some_and(|(at, _)| *at == pair.whole)
        })
    })
}

/// The heading speaks of other rows, which count such things too, and the sentence does not speak of those above
/// this one.
fn strays(option: &Placement, options: &[Placement], around: &[Around], statement: &Statement, index: &Index) -> bool {
    let Some(block) = statement.above.block else {
        return false;
    };
    let entry = |option: &Placement| index.entries.get(option.claims.first()?.0);
    let (Some(own), Some(around)) = (entry(option), around.get(option.quantity)) else {
        return false;
    };
    let title = own.block.and_then(|at| index.blocks.get(at));
    let spoken = title.is_none_or(|(.., title)| covered_share(title, &around.said) >= 0.5);
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
            && !option.claims.iter().all(|claim| best.claims.contains(claim))
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
            exact: is_exact(entry, around, statement, best.score),
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
    around.quantity.none.then(|| match entry.choice || narrower() {
        true => Denial::Part,
        false => Denial::Whole,
    })
}

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
    entry.narrowing.iter().any(unsaid) || behind.is_some_and(|word| narrows(word) && !asked(word))
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
        && score >= 0.8
        && matches!(clause.whose, Whose::Unsaid | Whose::Own)
        && !around.quantity.none
        && around.quantity.bound.is_none()
        && fit::says_no_more(entry, clause, around.quantity, statement, clause.part.min(clause.at.start))
}

/// Every way to place a quantity.
fn placements(
    quantity: usize,
    around: &Around,
    statement: &Statement,
    index: &Index,
) -> Vec<Placement> {
    let single = |stated: Stated, percent: bool| -> Vec<Placement> {
        let fitting = index
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.percent == percent && (!entry.choice || around.quantity.none));
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
            options
        }
    }
}

/// The sentence says the whole of a short label beside the quantity: "đã thực hiện 2.700 tỷ đồng".
fn is_echoed(entry: &Entry, around: &Around) -> bool {
    let said = |label: &Weighted| covered_share(label, &around.said) >= 0.8;
    entry.short.as_ref().is_some_and(said) && kinship(entry, around).is_some_and(|kin| kin >= KIN)
}

/// What the clause says speaks against the row.
fn differs(entry: &Entry, around: &Around, statement: &Statement) -> bool {
    let (clause, quantity) = (&around.clause, around.quantity);
    let said = entry.labels.iter().map(|label| covered_share(label, &around.said));
    fit::differs(entry, clause, quantity, said.fold(0.0, f32::max))
        || quantity.none && kinship(entry, around).is_none_or(|kin| kin < KIN)
        || quantity.none && !fit::says_no_more(entry, clause, quantity, statement, clause.at.start)
}

/// A count, or money where the row holds money too.
fn stated_for(entry: &Entry, quantity: &Quantity, stated: Stated) -> Stated {
    match (stated, quantity.money) {
        (Stated::Count(value), Some(scale)) if entry.traits.money.is_some() => {
            let step = Decimal::new(5, value.scale() + 1);
            Stated::Money(value.saturating_mul(scale), step.saturating_mul(scale))
        }
        _ => stated,
    }
}

/// The quantity's noun is one of a known kind, or it needs none.
fn is_known(around: &Around) -> bool {
    let noun = around.quantity.noun.as_ref();
    matches!(around.quantity.amount, Amount::Percent(_))
        || noun.is_some_and(|noun| noun.class.is_some())
}

/// "40/46" placed on a part and its whole: what the sentence does not say of one it may say of the other.
fn pairs(
    quantity: usize,
    part: Decimal,
    whole: Decimal,
    index: &Index,
    around: &Around,
    statement: &Statement,
) -> Vec<Placement> {
    let entry = |at: usize| index.entries.get(at);
    let option = |pair: &super::index::Pair| {
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
            (pair.part, stated_for(of_part, around.quantity, Stated::Count(part))),
            (pair.whole, stated_for(of_whole, around.quantity, Stated::Count(whole))),
        ];
        // Of the whole a sentence says less: what parts it from the rest is said of the part.
        Some(Placement {
            quantity,
            score: if around.quantity.all { score + ALL } else { score },
            spoken,
            known: is_known(around),
            differs: differs(of_part, around, statement),
            echoed: false,
            claims,
        })
    };
    index.pairs.iter().filter_map(option).collect()
}

/// The sentence itself says enough of the label, and more than its noun.
fn is_spoken_of(entry: &Entry, said: &Presence) -> bool {
    let share = entry
        .labels
        .iter()
        .map(|label| covered_share(label, said))
        .fold(0.0, f32::max);
    share >= SAID && says_more_than_the_noun(entry, said)
}

/// How well a quantity's surroundings speak of an indicator, 0 to 1; `None` when what is counted differs.
fn similarity(entry: &Entry, around: &Around, statement: &Statement) -> Option<f32> {
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
fn is_sole(entry: &Entry, around: &Around, statement: &Statement) -> bool {
    let class = around.quantity.noun.and_then(|noun| noun.class);
    entry.sole
        && class.is_some_and(|class| entry.classes.contains(class))
        && statement.above.section.as_ref() == Some(&entry.section)
        && entry
            .beyond
            .iter()
            .any(|label| covered_share(label, &around.presence) >= 0.5)
}

/// "Có 9 hồ sơ quá hạn" says "hồ sơ", but nothing of "tiếp nhận".
fn says_more_than_the_noun(entry: &Entry, said: &Presence) -> bool {
    entry
        .beyond
        .iter()
        .any(|label| label.is_empty() || covered_share(label, said) >= MORE)
}

/// 1: the same noun; 0.7: the same class; 0.4: not said; `None`: another kind of thing.
fn kinship(entry: &Entry, around: &Around) -> Option<f32> {
    if entry.percent {
        return Some(1.0);
    }
    let Some(noun) = &around.quantity.noun else {
        return Some(0.5);
    };
    if entry.nouns.contains(&noun.word) || entry.choice && entry.traits.says(noun.word) {
        return Some(1.0);
    }
    match noun.class {
        Some("document") if is_kind_of_document(entry, around) => None,
        Some(class) if entry.classes.contains(class) => Some(KIN),
        Some(_) if !entry.classes.is_empty() => None,
        _ => Some(0.3),
    }
}

/// "51 Quyết định" are no count of "văn bản": these are of more kinds.
fn is_kind_of_document(entry: &Entry, around: &Around) -> bool {
    let word = around.quantity.noun.map(|noun| noun.word);
    word.is_some_and(|word| DOCUMENTS.contains(&word) && !entry.traits.says(word)) && !around.listed
}

static DOCUMENTS: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::KINDS_OF_DOCUMENT));

/// The quantity counts things of the row's class, by another word.
const KIN: f32 = 0.7;

/// The share of a label's weight found around the quantity.
fn covered_share(label: &Weighted, presence: &Presence) -> f32 {
    let total: f32 = label.iter().map(|(_, weight)| weight).sum();
    let found: f32 = label
        .iter()
        .map(|(term, weight)| weight * presence.strength(*term))
        .sum();
    if total > 0.0 { found / total } else { 0.0 }
}

/// The share of the known words beside the quantity that the indicator's label and group use.
fn precision(entry: &Entry, around: &Around) -> f32 {
    let all: f32 = around.near.iter().map(|(_, weight)| weight).sum();
    let own: f32 = around
        .near
        .iter()
        .filter(|(term, _)| entry.all.contains(*term))
        .map(|(_, weight)| weight)
        .sum();
    if all > 0.0 { own / all } else { 0.5 }
}

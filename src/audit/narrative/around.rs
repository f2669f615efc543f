//! What stands around a quantity: its own part of the sentence, the words in it and beside it, the heading above.

use super::asked::Asked;
use super::clause::Clause;
use super::cue;
use super::index::{Index, TermId, Weighted};
use super::phrase::Phrase;
use super::quantity::{Amount, Quantity};
use super::sentence::Statement;
use super::span::Span;
use super::thresholds::{SAME_ACT, SHARED};
use super::word::Word;
use super::words::{class, syllables};
use crate::text::vocabulary;
use std::ops::Range;
use std::sync::LazyLock;

/// How present the terms of the form are around a quantity.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence {
    /// By term, 0 where it is not.
    pub(super) strengths: Vec<f32>,
    /// The terms that are, each once.
    pub(super) terms: Vec<TermId>,
}

impl Presence {
    pub(super) fn of(terms: usize) -> Presence {
        Presence {
            strengths: vec![0.0; terms],
            terms: Vec::new(),
        }
    }

    pub(super) fn strength(&self, term: TermId) -> f32 {
        self.strengths
            .get(usize::from(term))
            .copied()
            .unwrap_or(0.0)
    }

    pub(super) fn note(&mut self, term: TermId, strength: f32) {
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
pub(super) struct Around<'a> {
    pub(super) quantity: &'a Quantity,
    /// The heading's words included.
    pub(super) presence: Presence,
    /// The words of the sentence alone.
    pub(super) said: Presence,
    /// The terms beside it, in order, with their weights.
    pub(super) near: Vec<(TermId, f32)>,
    /// A total is spoken of.
    pub(super) total: bool,
    pub(super) span: Span,
    pub(super) clause: Clause,
    /// The noun beside its own, where it counts both: "9 quyết định, văn bản".
    pub(super) beside: Option<Word>,
}

impl<'a> Around<'a> {
    pub(super) fn of(
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
        // "…, cụ thể: tháng 01: 01 bài": a list behind a colon tells of its own times.
        let behind = statement.phrase.text.get(quantity.at.end..part.end);
        let colon = behind.and_then(|behind| behind.find(':'));
        let told = part.start..colon.map_or(part.end, |at| quantity.at.end + at);
        let span = match quantity.earlier {
            true => Span::Other,
            false => asked
                .own
                .span_of(&statement.phrase.marks, &quantity.at, &told),
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
            beside: beside(quantity, part, statement),
        }
    }
}

/// Things of these classes are counted together: "5 phòng, đơn vị".
const COUNTED_TOGETHER: [&str; 3] = ["office", "unit", "document"];

/// The noun that stands beside the quantity's own, without a number of its own.
fn beside(quantity: &Quantity, part: &Range<usize>, statement: &Statement) -> Option<Word> {
    let phrase = &statement.phrase;
    let noun = quantity.noun?;
    let next = phrase.terms.iter().find(|term| term.start >= noun.end)?;
    let gap = phrase.text.get(noun.end..next.start)?.trim();
    // What has a number of its own belongs to that one.
    let own = part.contains(&next.start)
        || phrase
            .quantities
            .iter()
            .all(|other| other.at.start < next.start);
    let known = class(next.word).is_some_and(|class| COUNTED_TOGETHER.contains(&class));
    (own && known && vocabulary::BESIDE.contains(&gap)).then_some(next.word)
}

/// "Có 03 phòng và 02 đơn vị chưa được kiểm tra": what is said of one of two numbers side by side is said of both.
pub(super) fn share(around: &mut [Around], phrase: &Phrase) {
    let beside = |one: &Around, two: &Around| {
        let end = one
            .quantity
            .noun
            .map_or(one.quantity.at.end, |noun| noun.end);
        let gap = phrase
            .text
            .get(end..two.quantity.at.start)
            .unwrap_or_default();
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
        let gap = phrase.text.get(one.quantity.at.end..two.quantity.at.start);
        two.clause.planned |= one.clause.planned && (joined || gap.is_some_and(stand_beside));
        if joined {
            two.clause.kinds |= one.clause.kinds & cue::carried();
        }
    }
}

/// Cuts a sentence into one part per quantity.
pub(super) fn parts(text: &str, quantities: &[&Quantity]) -> Vec<Range<usize>> {
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
pub(super) fn cut(text: &str, from: usize, to: usize) -> usize {
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
pub(super) fn said(
    statement: &Statement,
    index: &Index,
    own: &Range<usize>,
    quantity: &Quantity,
) -> Presence {
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
            () if term.end <= first_beside(statement, quantity) => SHARED,
            () if term.start < own.start => 0.45,
            () => 0.15,
        };
        presence.note(id, strength);
        for other in index.same_act.get(&id).into_iter().flatten() {
            presence.note(*other, SAME_ACT * strength);
        }
    }
    presence
}

/// "Kế hoạch gồm 05 mục tiêu, 42 nhiệm vụ": where the first of the numbers side by side stands; 0 where there is none.
fn first_beside(statement: &Statement, quantity: &Quantity) -> usize {
    let phrase = &statement.phrase;
    let before = phrase
        .quantities
        .iter()
        .filter(|one| one.at.start < quantity.at.start);
    let mut first = None;
    let mut next = quantity.at.start;
    for one in before.rev() {
        if !stand_beside(phrase.text.get(one.at.end..next).unwrap_or_default()) {
            break;
        }
        (first, next) = (Some(one.at.start), one.at.start);
    }
    first.unwrap_or(0)
}

/// What stands between two numbers joins them: "… sở, ngành và …", neither act nor kind of things.
fn stand_beside(gap: &str) -> bool {
    let syllables = syllables(gap);
    let joined = gap.contains(',') || syllables.iter().any(|one| AND.contains(&one.word));
    let parted = gap.contains([';', '.', '(', ')', ':']) || syllables.len() > BESIDE_MOST;
    joined && !parted && cue::acts(&syllables) == 0 && cue::kinds(&syllables).is_empty()
}

/// So many syllables at most between two numbers side by side.
const BESIDE_MOST: usize = 6;

static AND: LazyLock<[Word; 2]> = LazyLock::new(|| ["và", "với"].map(Word::of));

/// One less an eighth for every comma between a quantity and a word.
pub(super) fn fading(text: &str, quantity: &Quantity, term: &Range<usize>) -> f32 {
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
pub(super) fn with_context(said: &Presence, statement: &Statement) -> Presence {
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

/// The share of a label's weight found around the quantity.
pub(super) fn covered_share(label: &Weighted, presence: &Presence) -> f32 {
    let total: f32 = label.iter().map(|(_, weight)| weight).sum();
    let found: f32 = label
        .iter()
        .map(|(term, weight)| weight * presence.strength(*term))
        .sum();
    if total > 0.0 { found / total } else { 0.0 }
}

//! The form prepared for comparing: each label as weighted terms, rare ones heavy.

use super::thresholds::{HEAD_WEIGHT, LABEL_WEIGHT, REST};
use super::traits::Traits;
use super::word::Word;
use super::words::{Term, all_terms, class, narrows, syllables, terms, words_of};
use crate::model::IndicatorId;
use crate::schema::{Choice, Indicator, Kind, Rule, Schema};
use crate::text::vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A term's number in the vocabulary of the form.
pub type TermId = u16;

/// Terms with their weights.
pub type Weighted = Vec<(TermId, f32)>;

/// The form prepared.
#[derive(Clone, Debug)]
pub struct Index {
    /// Word → number.
    vocabulary: BTreeMap<Word, TermId>,
    /// Weight of each term: the rarer over the labels, the heavier.
    pub weights: Vec<f32>,
    /// By term: those that name the same act, "xử lý" of "giải quyết".
    pub same_act: BTreeMap<TermId, Vec<TermId>>,
    /// One entry per indicator that holds a quantity.
    pub entries: Vec<Entry>,
    /// Position in `entries` of each indicator.
    positions: BTreeMap<IndicatorId, usize>,
    /// Section titles.
    pub sections: Vec<(String, Weighted)>,
    /// The rows right under the sections: id, section, title.
    pub blocks: Vec<(IndicatorId, String, Weighted)>,
    /// Part, whole and (where the form has it) their rate, as positions in `entries`.
    pub pairs: Vec<Pair>,
}

/// An indicator a quantity can be tied to.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id.
    pub id: IndicatorId,
    /// Its section.
    pub section: String,
    /// The row above it.
    pub parent: Option<IndicatorId>,
    /// Its label counts a total.
    pub total: bool,
    /// No other row counts such things.
    pub sole: bool,
    /// It holds a rate.
    pub percent: bool,
    /// The form asks for the quantity since the year began.
    pub cumulative: bool,
    /// Its label, and its aliases.
    pub labels: Vec<Weighted>,
    /// Its label alone, where that says next to nothing.
    pub short: Option<Weighted>,
    /// The labels of the rows above it, sections left out.
    pub group: Weighted,
    /// What it counts.
    pub classes: BTreeSet<&'static str>,
    /// The words of its unit and the nouns of its label.
    pub nouns: BTreeSet<Word>,
    /// Their numbers.
    pub noun_terms: Vec<TermId>,
    /// The labels without them.
    pub beyond: Vec<Weighted>,
    /// Every term of its labels and its group.
    pub all: TermSet,
    /// Those of its label that say which of the things it counts.
    pub narrowing: Vec<TermId>,
    /// What its label names that can be counted.
    pub named: Vec<TermId>,
    /// What its label says of the things beside what they are.
    pub traits: Traits,
    /// The row right under the section that it is, or belongs to: a position in [`Index::blocks`].
    pub block: Option<usize>,
    /// It asks whether there is something: a sentence can only say that there is nothing.
    pub choice: bool,
}

/// Terms as a row of bits.
#[derive(Clone, Debug, Default)]
pub struct TermSet(Vec<u64>);

impl TermSet {
    fn of(terms: impl Iterator<Item = TermId>) -> TermSet {
        let mut set = TermSet::default();
        for term in terms {
            let (word, bit) = (usize::from(term) / 64, term % 64);
            set.0.resize(set.0.len().max(word + 1), 0);
            set.0[word] |= 1 << bit;
        }
        set
    }

    /// The term is among them.
    pub fn contains(&self, term: TermId) -> bool {
        self.0
            .get(usize::from(term) / 64)
            .is_some_and(|word| word >> (term % 64) & 1 == 1)
    }
}

/// A part and its whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The part.
    pub part: usize,
    /// The whole.
    pub whole: usize,
    /// part / whole in percent.
    pub rate: Option<usize>,
}

/// Words that say little of which row is meant.
static SOFT: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::SOFT));

impl Index {
    /// Prepares a form.
    pub fn of(schema: &Schema) -> Index {
        let vocabulary = Vocabulary::of(schema);
        let asking = schema
            .indicators
            .iter()
            .filter(|indicator| holds_number(indicator));
        let mut shared = Shared::default();
        let mut entries: Vec<Entry> = asking
            .map(|indicator| entry(schema, indicator, &vocabulary, &mut shared))
            .collect();
        let blocks = blocks(schema, &vocabulary);
        for entry in &mut entries {
            let top = top(schema, &entry.id);
            entry.block = blocks.iter().position(|(id, ..)| Some(id) == top.as_ref());
        }
        shorten(&mut entries, schema, &vocabulary);
        mark_sole(&mut entries);
        let positions: BTreeMap<IndicatorId, usize> = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (entry.id.clone(), at))
            .collect();
        let sections = schema
            .indicators
            .iter()
            .filter(|indicator| indicator.kind == Kind::Section);
        let sections = sections
            .map(|i| (i.section.clone(), vocabulary.weigh(i.plain_label())))
            .collect();
        let pairs = pairs(schema, &positions);
        let Vocabulary { words, weights } = vocabulary;
        Index {
            same_act: same_act(&words),
            vocabulary: words,
            weights,
            entries,
            positions,
            sections,
            blocks,
            pairs,
        }
    }

    /// The number of a word, when some label uses it.
    pub fn term(&self, word: Word) -> Option<TermId> {
        self.vocabulary.get(&word).copied()
    }

    /// Position of an indicator in `entries`.
    pub fn position(&self, id: &IndicatorId) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The known terms of a text, each once, in order of their numbers.
    pub fn terms_of(&self, text: &str) -> Vec<TermId> {
        self.known(&terms(text))
    }

    /// Those of the terms some label uses, each once, in order of their numbers.
    pub fn known(&self, terms: &[Term]) -> Vec<TermId> {
        let mut known: Vec<TermId> = terms
            .iter()
            .filter_map(|term| self.term(term.word))
            .collect();
        known.sort_unstable();
        known.dedup();
        known
    }
}

/// The terms that name an act in several words, each with the others.
fn same_act(words: &BTreeMap<Word, TermId>) -> BTreeMap<TermId, Vec<TermId>> {
    let mut same: BTreeMap<TermId, Vec<TermId>> = BTreeMap::new();
    for (_, names) in vocabulary::ACTS.iter() {
        let terms: Vec<TermId> = names
            .iter()
            .filter_map(|name| words.get(&Word::of(name)).copied())
            .collect();
        for term in &terms {
            let others = terms.iter().filter(|other| *other != term);
            same.entry(*term).or_default().extend(others);
        }
    }
    same
}

/// The rows right under the sections.
fn blocks(schema: &Schema, vocabulary: &Vocabulary) -> Vec<(IndicatorId, String, Weighted)> {
    let rows = schema.indicators.iter().filter(|row| {
        let parent = row.parent.as_ref().and_then(|id| schema.get(id));
        parent.is_some_and(|parent| parent.kind == Kind::Section)
    });
    rows.map(|row| {
        (
            row.id.clone(),
            row.section.clone(),
            vocabulary.weigh(row.plain_label()),
        )
    })
    .collect()
}

/// The row right under the section that a row is, or belongs to.
fn top(schema: &Schema, id: &IndicatorId) -> Option<IndicatorId> {
    let mut row = schema.get(id)?;
    for _ in 0..DEEPEST {
        let parent = schema.get(row.parent.as_ref()?)?;
        if parent.kind == Kind::Section {
            return Some(row.id.clone());
        }
        row = parent;
    }
    None
}

/// A form is a few levels deep; the bound guards against a circle of parents.
const DEEPEST: usize = 8;

fn holds_number(indicator: &Indicator) -> bool {
    matches!(indicator.kind, Kind::Count | Kind::Percent | Kind::Amount) || is_choice(indicator)
}

/// "Không = 0, Có = 1", "Chưa = 0, Hoàn thành = 1": two choices, and none of it is 0.
fn is_choice(indicator: &Indicator) -> bool {
    let denies = |label: &str| ["không", "chưa"].iter().any(|no| begins_with(label, no));
    let none = |choice: &Choice| (choice.code == 0) == denies(&choice.label);
    indicator.kind == Kind::Choice
        && indicator.choices.len() == 2
        && indicator.choices.iter().all(none)
}

struct Vocabulary {
    words: BTreeMap<Word, TermId>,
    weights: Vec<f32>,
}

impl Vocabulary {
    fn of(schema: &Schema) -> Vocabulary {
        let mut counts: BTreeMap<Word, u32> = BTreeMap::new();
        for indicator in &schema.indicators {
            let texts = std::iter::once(indicator.label.as_str())
                .chain(indicator.aliases.iter().map(String::as_str));
            let words: BTreeSet<Word> = texts.flat_map(terms).map(|term| term.word).collect();
            words
                .into_iter()
                .for_each(|word| *counts.entry(word).or_default() += 1);
        }
        let rows = schema.indicators.len() as f32;
        let mut vocabulary = Vocabulary {
            words: BTreeMap::new(),
            weights: Vec::new(),
        };
        for (word, count) in counts.into_iter().take(usize::from(TermId::MAX)) {
            let rarity = (1.0 + rows / count as f32).ln().min(4.0);
            vocabulary.weights.push(if SOFT.contains(&word) {
                rarity * 0.2
            } else {
                rarity
            });
            vocabulary
                .words
                .insert(word, (vocabulary.weights.len() - 1) as TermId);
        }
        vocabulary
    }

    /// The terms of a label with their weights; what stands in brackets counts little.
    fn weigh(&self, label: &str) -> Weighted {
        let mut weights: BTreeMap<TermId, f32> = BTreeMap::new();
        for (text, factor) in bracketed(label) {
            for term in terms(text) {
                if let Some(id) = self.words.get(&term.word) {
                    let weight = self.weights[usize::from(*id)] * factor;
                    let known = weights.entry(*id).or_insert(weight);
                    *known = known.max(weight);
                }
            }
        }
        weights.into_iter().collect()
    }
}

/// The pieces of a label outside brackets (1) and inside them (a quarter).
fn bracketed(label: &str) -> Vec<(&str, f32)> {
    let mut pieces = Vec::new();
    let mut rest = label;
    while let Some((before, after)) = rest.split_once('(') {
        let (inside, behind) = after.split_once(')').unwrap_or((after, ""));
        pieces.extend([(before, 1.0), (inside, 0.15)]);
        rest = behind;
    }
    pieces.push((rest, 1.0));
    pieces
}

/// What many rows have in common, worked out once.
#[derive(Default)]
struct Shared<'s> {
    /// By the row above: the labels of the rows above.
    groups: BTreeMap<&'s IndicatorId, Weighted>,
    /// By unit: its words.
    units: BTreeMap<&'s str, Vec<Word>>,
}

impl<'s> Shared<'s> {
    fn group(
        &mut self,
        schema: &'s Schema,
        indicator: &'s Indicator,
        vocabulary: &Vocabulary,
    ) -> Weighted {
        let Some(parent) = &indicator.parent else {
            return Weighted::new();
        };
        let group = || vocabulary.weigh(&group_label(schema, indicator));
        self.groups.entry(parent).or_insert_with(group).clone()
    }

    fn unit(&mut self, unit: &'s str) -> &[Word] {
        self.units
            .entry(unit)
            .or_insert_with(|| terms(unit).into_iter().map(|term| term.word).collect())
    }
}

fn entry<'s>(
    schema: &'s Schema,
    indicator: &'s Indicator,
    vocabulary: &Vocabulary,
    shared: &mut Shared<'s>,
) -> Entry {
    let own = std::iter::once(indicator.plain_label())
        .chain(indicator.aliases.iter().map(String::as_str));
    let group = shared.group(schema, indicator, vocabulary);
    let (nouns, classes) = counted(indicator, shared);
    let labels: Vec<Weighted> = own
        .map(|label| with_parent_terms(vocabulary.weigh(label), &group))
        .collect();
    // What stands in brackets explains, and parts nothing.
    let outside = indicator
        .plain_label()
        .split('(')
        .next()
        .unwrap_or_default();
    let narrowing = terms(outside)
        .into_iter()
        .map(|term| term.word)
        .filter(|word| narrows(*word));
    let named = terms(outside)
        .into_iter()
        .filter(|term| class(term.word).is_some());
    let named = named
        .filter_map(|term| vocabulary.words.get(&term.word).copied())
        .collect();
    let short = vocabulary.weigh(outside);
    let weight: f32 = short.iter().map(|(_, weight)| weight).sum();
    let narrowing = narrowing
        .filter_map(|word| vocabulary.words.get(&word).copied())
        .collect();
    let noun_terms: Vec<TermId> = nouns
        .iter()
        .filter_map(|noun| vocabulary.words.get(noun).copied())
        .collect();
    Entry {
        id: indicator.id.clone(),
        section: indicator.section.clone(),
        parent: indicator.parent.clone(),
        total: begins_with(indicator.plain_label(), "tổng"),
        sole: false,
        percent: indicator.kind == Kind::Percent,
        cumulative: indicator.scope == crate::schema::Scope::Cumulative,
        beyond: labels
            .iter()
            .map(|label| without(label, &noun_terms))
            .collect(),
        all: TermSet::of(
            labels
                .iter()
                .chain([&group])
                .flatten()
                .map(|(term, _)| *term),
        ),
        short: Some(short).filter(|_| weight < LABEL_WEIGHT && weight > 0.0),
        labels,
        group,
        classes,
        noun_terms,
        nouns,
        narrowing,
        named,
        block: None,
        choice: indicator.kind == Kind::Choice,
        traits: Traits::of(indicator, &group_label(schema, indicator), schema),
    }
}

/// Marks the rows whose kind of thing no other row counts: a sentence that names it speaks of them.
fn mark_sole(entries: &mut [Entry]) {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    entries
        .iter()
        .flat_map(|entry| &entry.classes)
        .for_each(|class| *counts.entry(class).or_default() += 1);
    for entry in entries {
        entry.sole =
            !entry.classes.is_empty() && entry.classes.iter().all(|class| counts[class] == 1);
    }
}

fn without(label: &Weighted, nouns: &[TermId]) -> Weighted {
    label
        .iter()
        .filter(|(term, _)| *term != OMITTED && !nouns.contains(term))
        .copied()
        .collect()
}

/// Adds to each label its beginning ("Số hợp đồng lao động" of "… làm việc tại cơ quan …") when that alone
/// tells the row from all others: sentences seldom repeat the rest.
fn shorten(entries: &mut [Entry], schema: &Schema, vocabulary: &Vocabulary) {
    let heads: Vec<Option<Weighted>> = entries
        .iter()
        .map(|entry| head(entry, schema, vocabulary))
        .collect();
    let within = |head: &Weighted, entry: &Entry| {
        let said = |(term, _): &(TermId, f32)| *term == OMITTED || entry.all.contains(*term);
        head.iter().all(said)
    };
    let alone = |(at, head): (usize, &Option<Weighted>)| {
        let head = head.as_ref()?;
        let mut others = entries.iter().enumerate().filter(|(other, _)| *other != at);
        others
            .all(|(_, entry)| !within(head, entry))
            .then(|| (at, head.clone()))
    };
    let alone: Vec<(usize, Weighted)> = heads.iter().enumerate().filter_map(alone).collect();
    for (at, head) in alone {
        if let Some(entry) = entries.get_mut(at) {
            entry.beyond.push(without(&head, &entry.noun_terms));
            entry.labels.push(head);
        }
    }
}

/// Stands for the rest of a label: a term no sentence holds.
const OMITTED: TermId = TermId::MAX;

/// The beginning of a label with what it leaves unsaid.
fn head(entry: &Entry, schema: &Schema, vocabulary: &Vocabulary) -> Option<Weighted> {
    let label = schema.get(&entry.id)?.plain_label();
    let end = vocabulary::FURTHER
        .iter()
        .filter_map(|word| label.find(&format!(" {word} ")))
        .min()?;
    let mut head = vocabulary.weigh(label.get(..end)?);
    let weight: f32 = head.iter().map(|(_, weight)| weight).sum();
    head.push((OMITTED, weight * REST));
    (weight >= HEAD_WEIGHT).then_some(head)
}

/// A label that says next to nothing by itself ("Khác") speaks through the row above it too.
fn with_parent_terms(mut label: Weighted, group: &Weighted) -> Weighted {
    if label.iter().map(|(_, weight)| weight).sum::<f32>() < LABEL_WEIGHT {
        let known: BTreeSet<TermId> = label.iter().map(|(term, _)| *term).collect();
        label.extend(group.iter().filter(|(term, _)| !known.contains(term)));
    }
    label
}

fn group_label(schema: &Schema, indicator: &Indicator) -> String {
    let mut words = String::new();
    let mut above = indicator.parent.as_ref().and_then(|id| schema.get(id));
    for _ in 0..DEEPEST {
        let Some(parent) = above.filter(|parent| parent.kind != Kind::Section) else {
            break;
        };
        words.push_str(parent.plain_label());
        words.push(' ');
        above = parent.parent.as_ref().and_then(|id| schema.get(id));
    }
    words
}

/// The words a label counts with, before the noun.
static COUNTING: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::COUNTING));

/// What an indicator counts: the words of its unit and the noun its label begins with, and their classes.
/// Where the label names the noun ("Số hồ sơ …"), a unit of another kind is the form's slip.
fn counted<'s>(
    indicator: &'s Indicator,
    shared: &mut Shared<'s>,
) -> (BTreeSet<Word>, BTreeSet<&'static str>) {
    let unit = indicator.unit.as_deref().unwrap_or_default();
    let units = std::iter::once(unit).chain(indicator.unit_aliases.iter().map(String::as_str));
    let units: BTreeSet<Word> = units.flat_map(|unit| shared.unit(unit).to_vec()).collect();
    let label = indicator.plain_label();
    let counts = ["số", "tổng số"]
        .iter()
        .any(|word| begins_with(label, word));
    let head = all_terms(&syllables(label))
        .into_iter()
        .map(|term| term.word)
        .find(|word| !COUNTING.contains(word));
    let head = head.filter(|word| counts && class(*word).is_some());
    let classes: BTreeSet<&'static str> = match &head {
        Some(word) => class(*word).into_iter().collect(),
        None => units.iter().filter_map(|word| class(*word)).collect(),
    };
    (
        units
            .into_iter()
            .chain(head)
            .filter(|word| class(*word).is_none_or(|c| classes.contains(c)))
            .collect(),
        classes,
    )
}

/// Whether a label begins with these small letters, in whatever case.
fn begins_with(label: &str, start: &str) -> bool {
    let mut letters = label.chars().flat_map(char::to_lowercase);
    start.chars().all(|c| letters.next() == Some(c))
}

fn pairs(schema: &Schema, positions: &BTreeMap<IndicatorId, usize>) -> Vec<Pair> {
    let mut pairs: BTreeMap<(usize, usize), Option<usize>> = BTreeMap::new();
    let at = |id: &IndicatorId| positions.get(id).copied();
    for indicator in &schema.indicators {
        for rule in &indicator.rules {
            match rule {
                Rule::RatioOf { part, whole, .. } => {
                    if let (Some(part), Some(whole)) = (at(part), at(whole)) {
                        pairs.insert((part, whole), at(&indicator.id));
                    }
                }
                Rule::AtMost { whole, .. } => {
                    if let (Some(part), Some(whole)) = (at(&indicator.id), at(whole)) {
                        pairs.entry((part, whole)).or_default();
                    }
                }
                Rule::SumOf { parts, .. } | Rule::AtLeastSum { parts, .. } => {
                    for part in parts {
                        if let (Some(part), Some(whole)) = (at(part), at(&indicator.id)) {
                            pairs.entry((part, whole)).or_default();
                        }
                    }
                }
                _ => {}
            }
        }
    }
    pairs
        .into_iter()
        .map(|((part, whole), rate)| Pair { part, whole, rate })
        .collect()
}

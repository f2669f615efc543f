//! Whether the clause of a number and a row speak of the same things: acts, kinds, whose, plan or result.

use super::body::{self, Named, Whose, is_named, row_words};
use super::clause::Clause;
use super::cue::{self, Bits};
use super::index::Entry;
use super::quantity::Quantity;
use super::sentence::Statement;
use super::word::Word;
use super::words::{all_terms, class, syllables};
use crate::schema::{Indicator, Schema};
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What the label of a row says of the things it counts.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// The kinds of things its label, or one above it, sets apart.
    pub kinds: Bits,
    /// Those its own label names outside brackets.
    pub own_kinds: Bits,
    /// What was done.
    pub acts: Bits,
    /// Its label names no act, the one above it does.
    pub acts_of_group: bool,
    /// It asks for what is planned.
    pub planned: bool,
    /// How many đồng one of its unit is.
    pub money: Option<Decimal>,
    /// The bodies its own label names outside brackets.
    pub bodies: Vec<Named>,
    /// Its words and those of the labels above it.
    words: Vec<Word>,
    /// The same as terms.
    terms: BTreeSet<Word>,
}

static PLANNED: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::PLANNED_ROWS));
static PLAIN: LazyLock<BTreeSet<Word>> = LazyLock::new(|| {
    let words = vocabulary::PLAIN.iter();
    let words = words.chain(vocabulary::ARISING.iter());
    words.flat_map(|phrase| all_terms(&syllables(phrase))).map(|term| term.word).collect()
});

impl Traits {
    /// Reads the label of a row and `group`, those above it.
    pub fn of(indicator: &Indicator, group: &str, schema: &Schema) -> Traits {
        let label = indicator.plain_label();
        let outside = label.split('(').next().unwrap_or(label);
        let section = schema.indicators.iter().find(|row| row.id.as_str() == indicator.section);
        let aliases = indicator.aliases.iter().map(String::as_str);
        let all = [label, group].into_iter().chain(aliases.clone());
        let own = syllables(outside);
        let kinds = |text: &str| {
            let found = cue::kinds(&syllables(text));
            found.iter().fold(0, |all, (_, kind)| all | kind)
        };
        let (acts, above) = (cue::acts(&syllables(label)), cue::acts(&syllables(group)));
        let own_kinds = kinds(outside);
        let any = acts == 0 || cue::is_any(acts);
        Traits {
            kinds: [label, &outside_brackets(group)]
                .into_iter()
                .chain(aliases)
                .fold(0, |bits, text| bits | kinds(text)),
            bodies: body::named_in(outside),
            own_kinds: own_kinds & !cue::is_either(own_kinds),
            acts: match any {
                true if cue::is_any(above) => 0,
                true => above,
                false => acts,
            },
            acts_of_group: any,
            planned: (0..own.len()).any(|at| cue::starts_with(&own[at..], &PLANNED)),
            money: indicator.unit.as_deref().and_then(money),
            words: all.clone().flat_map(row_words).collect(),
            terms: terms_of(all.chain(section.map(Indicator::plain_label))),
        }
    }
}

/// A text without what stands in brackets.
fn outside_brackets(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, behind)| behind);
    }
    out.push_str(rest);
    out
}

/// How many đồng one of a unit is: "Triệu đồng".
pub fn money(unit: &str) -> Option<Decimal> {
    let unit = unit.trim().to_lowercase();
    let mut units = vocabulary::MONEY.iter();
    let (value, _) = units.find(|(_, words)| words.contains(&unit.as_str()))?;
    value.parse().ok()
}

/// The clause speaks of other things than the row counts; `share` of its label is said.
pub fn differs(
    entry: &Entry,
    clause: &Clause,
    quantity: &Quantity,
    share: f32,
) -> bool {
    let row = &entry.traits;
    let others = match &clause.whose {
        Whose::Other(kind, name) => !is_named(&row.words, kind, name),
        _ => false,
    };
    let apart = clause.kinds & !row.kinds != 0;
    let unnamed = cue::to_be_named(row.own_kinds) & !clause.named != 0 && !clause.nothing;
    let whole = clause.whole && (!row.bodies.is_empty() || row.own_kinds & cue::levels() != 0);
    others
        || whole
        || clause.leaves_unnamed(&row.bodies)
        || apart
        || unnamed
        || clause.planned && !row.planned
        || quantity.money.is_some() && row.money.is_none()
        || acts_differ(entry, clause, share)
}

fn acts_differ(entry: &Entry, clause: &Clause, share: f32) -> bool {
    let row = &entry.traits;
    if row.acts & clause.acts != 0 || row.acts == 0 || clause.nothing {
        return false;
    }
    let unsaid = clause.acts == 0 || cue::is_any(clause.acts);
    !(unsaid && (row.acts_of_group || entry.percent || share >= NEARLY_ALL))
}

/// So much of a label said, and its act may go unsaid.
const NEARLY_ALL: f32 = 0.75;

/// The clause says no more than the row: no word of its own that the row, its heading or everyday speech
/// does not have; looked at from a place in the sentence on.
pub fn says_no_more(
    entry: &Entry,
    clause: &Clause,
    quantity: &Quantity,
    statement: &Statement,
    from: usize,
) -> bool {
    let phrase = &statement.phrase;
    let inside = phrase.terms.iter().filter(|term| {
        term.start >= from && term.end <= clause.at.end && !quantity.at.contains(&term.start)
    });
    let mut strange = inside.filter(|term| {
        let printed = phrase.text.get(term.start..term.end).unwrap_or_default();
        let number = printed.starts_with(|c: char| c.is_ascii_digit());
        let named = phrase.mentions.iter().any(|mention| {
            let at = phrase.syllables.get(mention.at.clone()).unwrap_or_default();
            at.first().is_some_and(|s| s.start <= term.start) && at.last().is_some_and(|s| s.end >= term.end)
        });
        let time = phrase.marks.iter().any(|mark| mark.at.contains(&term.start));
        let kin = class(term.word).is_some_and(|class| entry.classes.contains(class));
        let blank = phrase.plain.get(term.start..term.end).is_some_and(|text| text.trim().is_empty());
        !(number || named || time || kin || blank || PLAIN.contains(&term.word) || entry.traits.says(term.word))
    });
    strange.next().is_none()
}

impl Traits {
    /// One of its words, or a phrase of them.
    pub fn says(&self, word: Word) -> bool {
        self.terms.contains(&word)
    }
}

/// The terms of labels.
fn terms_of<'t>(texts: impl Iterator<Item = &'t str>) -> BTreeSet<Word> {
    let words = texts.flat_map(|text| all_terms(&syllables(text)));
    words.map(|term| term.word).collect()
}

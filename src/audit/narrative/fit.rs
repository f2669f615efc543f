//! Whether the clause of a number and a row speak of the same things: acts, kinds, whose, plan or result.

use super::body::{Whose, is_named};
use super::clause::Clause;
use super::cue;
use super::index::Entry;
use super::quantity::Quantity;
use super::sentence::Statement;
use super::word::Word;
use super::words::{all_terms, class, syllables};
use crate::text::vocabulary;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static PLAIN: LazyLock<BTreeSet<Word>> = LazyLock::new(|| {
    let words = vocabulary::PLAIN.iter();
    terms_of(words.chain(vocabulary::ARISING.iter()).copied())
});

static CARRYING: LazyLock<BTreeSet<Word>> =
    LazyLock::new(|| terms_of(vocabulary::CARRYING.iter().copied()));

static ISSUED: LazyLock<BTreeSet<Word>> =
    LazyLock::new(|| terms_of(vocabulary::ISSUED.iter().copied()));

fn terms_of<'t>(phrases: impl Iterator<Item = &'t str>) -> BTreeSet<Word> {
    let words = phrases.flat_map(|phrase| all_terms(&syllables(phrase)));
    words.map(|term| term.word).collect()
}

/// The clause speaks of another body than the row does.
pub fn is_foreign(entry: &Entry, clause: &Clause) -> bool {
    match &clause.whose {
        Whose::Other(kind, name) => !is_named(&entry.traits.words, kind, name),
        _ => false,
    }
}

/// The clause speaks of other things than the row counts; `share` of its label is said.
pub fn differs(entry: &Entry, clause: &Clause, quantity: &Quantity, share: f32) -> bool {
    let row = &entry.traits;
    // "Còn 02 nhiệm vụ chưa hoàn thành": what is not done yet is what is left.
    let left = if row.kinds & cue::not_yet() != 0 {
        cue::rest()
    } else {
        0
    };
    let apart = clause.kinds & !row.kinds & !left != 0;
    let unnamed = cue::to_be_named(row.own_kinds) & !clause.named != 0 && !clause.nothing;
    let whole = clause.whole && (!row.bodies.is_empty() || row.own_kinds & cue::levels() != 0);
    whole
        || clause.leaves_unnamed(&row.bodies)
        || clause.counts_others(&row.bodies)
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
            at.first().is_some_and(|s| s.start <= term.start)
                && at.last().is_some_and(|s| s.end >= term.end)
        });
        let time = phrase
            .marks
            .iter()
            .any(|mark| mark.at.contains(&term.start));
        let kin = class(term.word).is_some_and(|class| entry.classes.contains(class));
        let blank = phrase
            .plain
            .get(term.start..term.end)
            .is_some_and(|text| text.trim().is_empty());
        !(number
            || named
            || time
            || kin
            || blank
            || PLAIN.contains(&term.word)
            || quantity.none && (CARRYING.contains(&term.word) || ISSUED.contains(&term.word))
            || entry.choice && class(term.word) == Some("meeting")
            || entry.traits.says(term.word))
    });
    strange.next().is_none()
}

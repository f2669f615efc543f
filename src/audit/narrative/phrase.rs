//! A sentence taken apart once, for every check that asks.

use super::body::{Mention, mentions};
use super::cue::{self, Bits};
use super::mask::{MaskedSpan, NonQuantity, blanked, masked};
use super::none::is_negation;
use super::numeral::is_numeral;
use super::quantity::{Quantity, quantities};
use super::span::{Mark, marks};
use super::tally::Tally;
use super::words::{Syllable, Term, all_terms, syllables, telling};
use std::borrow::Cow;
use std::ops::Range;

/// A sentence taken apart.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// As printed.
    pub text: String,
    /// Citations blanked: dates can still be read. Empty without quantities, as the next is.
    pub dated: String,
    /// All that is no quantity blanked.
    pub plain: String,
    /// Its printed words.
    pub syllables: Vec<Syllable>,
    /// The words that carry meaning, citations left out; none where no quantity could be.
    pub terms: Vec<Term>,
    /// The quantities.
    pub quantities: Vec<Quantity>,
    /// What is said of the time.
    pub marks: Vec<Mark>,
    /// Months listed with a quantity each, added up.
    pub tally: Option<Tally>,
    /// It cites a document by number.
    pub cites: bool,
    /// What its words set apart: syllables and kinds.
    pub kinds: Vec<(Range<usize>, Bits)>,
    /// The bodies it names.
    pub mentions: Vec<Mention>,
}

impl Phrase {
    /// Takes a sentence apart. One without quantities keeps its text and printed words, and what it cites.
    pub fn of(text: &str) -> Phrase {
        let syllables = syllables(text);
        if !syllables.iter().any(could_count) {
            return Phrase {
                text: text.to_owned(),
                syllables,
                ..Phrase::default()
            };
        }
        let masked = masked(text, &syllables);
        let citations = || {
            masked
                .iter()
                .filter(|span| span.kind == NonQuantity::Citation)
        };
        let dated = left(&syllables, citations());
        let plain = left(&syllables, masked.iter());
        let blank = blanked(text, &syllables, masked.iter());
        let quantities = quantities(&blank, &plain, &all_terms(&plain));
        let phrase = Phrase {
            text: text.to_owned(),
            marks: marks(text, &dated),
            cites: citations().any(|span| is_numbered(text, &syllables, span)),
            ..Phrase::default()
        };
        if quantities.is_empty() {
            drop((dated, plain));
            return Phrase {
                syllables,
                ..phrase
            };
        }
        let phrase = Phrase {
            kinds: cue::kinds(&syllables),
            mentions: mentions(text, &syllables),
            dated: blanked(text, &syllables, citations()),
            terms: telling(all_terms(&dated)),
            tally: Tally::of(text, &syllables),
            quantities,
            ..phrase
        };
        drop((dated, plain));
        Phrase {
            plain: blank,
            syllables,
            ..phrase
        }
    }
}

impl Phrase {
    /// A line over a list: what it says of the items, quantity or not.
    pub fn over(text: &str) -> Phrase {
        let syllables = syllables(text);
        Phrase {
            text: text.to_owned(),
            kinds: cue::kinds(&syllables),
            mentions: mentions(text, &syllables),
            syllables,
            ..Phrase::default()
        }
    }

    /// "không tính 31 đơn vị": what is left out is no part of what is counted.
    pub fn leaves_out(&self, quantity: &Quantity) -> bool {
        let mut before = self.kinds.iter().filter(|(at, _)| {
            let end = at
                .end
                .checked_sub(1)
                .and_then(|last| self.syllables.get(last));
            let gap = end.and_then(|end| self.text.get(end.end..quantity.at.start));
            gap.is_some_and(|gap| !gap.contains([',', ';', '.', ')']))
        });
        before.any(|(_, kinds)| kinds & cue::left_out() != 0)
    }

    /// The levels of government it names.
    pub fn level_kinds(&self) -> Bits {
        let kinds = self.kinds.iter().fold(0, |all, (_, kind)| all | kind);
        kinds & cue::levels()
    }

    /// The words that carry meaning, quantity or not.
    pub fn meaning(&self) -> Cow<'_, [Term]> {
        match self.terms.is_empty() {
            true => Cow::Owned(telling(all_terms(&self.syllables))),
            false => Cow::Borrowed(&self.terms),
        }
    }
}

/// The syllable may be part of a quantity: it begins with a digit or is a numeral, or says that there is nothing.
fn could_count(syllable: &Syllable) -> bool {
    syllable.digits || is_numeral(syllable.word) || is_negation(syllable.word)
}

/// The syllables no masked span holds.
fn left<'a>(
    syllables: &'a [Syllable],
    masked: impl Iterator<Item = &'a MaskedSpan>,
) -> Cow<'a, [Syllable]> {
    let mut masked = masked.peekable();
    if masked.peek().is_none() {
        return Cow::Borrowed(syllables);
    }
    let mut keep = vec![true; syllables.len()];
    masked.for_each(|span| keep[span.syllables.clone()].fill(false));
    syllables
        .iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(syllable, _)| *syllable)
        .collect()
}

/// "16/2022/QĐ-UBND", not "Luật số 12" or a telephone number.
fn is_numbered(text: &str, syllables: &[Syllable], span: &MaskedSpan) -> bool {
    let numbers = syllables.get(span.syllables.clone()).unwrap_or_default();
    let pairs = numbers.windows(2).filter(|pair| pair[0].digits);
    let mut gaps = pairs.filter_map(|pair| text.get(pair[0].end..pair[1].start));
    gaps.any(|gap| matches!(gap.trim(), "/" | "-"))
}

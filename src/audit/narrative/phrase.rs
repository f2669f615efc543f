//! A sentence taken apart once, for every check that asks.

use super::cover::{Cover, Instead, blanked, covers};
use super::figure::{Figure, figures};
use super::numeral::is_numeral;
use super::span::{Mark, marks};
use super::tally::Tally;
use super::words::{Syllable, Term, all_terms, syllables, telling};
use std::borrow::Cow;

/// A sentence taken apart.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    /// As printed.
    pub text: String,
    /// Citations blanked: dates can still be read. Empty without figures, as the next is.
    pub dated: String,
    /// All that is no figure blanked.
    pub plain: String,
    /// Its printed words.
    pub syllables: Vec<Syllable>,
    /// The words that carry meaning, citations left out; none where no figure could be.
    pub terms: Vec<Term>,
    /// The figures.
    pub figures: Vec<Figure>,
    /// What is said of the time.
    pub marks: Vec<Mark>,
    /// Months listed with a figure each, added up.
    pub tally: Option<Tally>,
    /// It cites a document by number.
    pub cites: bool,
}

impl Phrase {
    /// Takes a sentence apart. One without figures keeps its text and printed words, and what it cites.
    pub fn of(text: &str) -> Phrase {
        let syllables = syllables(text);
        if !syllables.iter().any(could_count) {
            return Phrase {
                text: text.to_owned(),
                syllables,
                ..Phrase::default()
            };
        }
        let covers = covers(text, &syllables);
        let citations = || {
            covers
                .iter()
                .filter(|cover| cover.instead == Instead::Citation)
        };
        let dated = left(&syllables, citations());
        let plain = left(&syllables, covers.iter());
        let blank = blanked(text, &syllables, covers.iter());
        let figures = figures(&blank, &plain, &all_terms(&plain));
        let phrase = Phrase {
            text: text.to_owned(),
            marks: marks(text, &dated),
            cites: citations().any(|cover| is_numbered(text, &syllables, cover)),
            ..Phrase::default()
        };
        if figures.is_empty() {
            drop((dated, plain));
            return Phrase {
                syllables,
                ..phrase
            };
        }
        let phrase = Phrase {
            dated: blanked(text, &syllables, citations()),
            terms: telling(all_terms(&dated)),
            tally: Tally::of(text, &syllables),
            figures,
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
    /// The words that carry meaning, figure or not.
    pub fn meaning(&self) -> Cow<'_, [Term]> {
        match self.terms.is_empty() {
            true => Cow::Owned(telling(all_terms(&self.syllables))),
            false => Cow::Borrowed(&self.terms),
        }
    }
}

/// The syllable may be part of a figure: it begins with a digit or is a numeral.
fn could_count(syllable: &Syllable) -> bool {
    syllable.digits || is_numeral(syllable.word)
}

/// The syllables no cover holds.
fn left<'a>(
    syllables: &'a [Syllable],
    covers: impl Iterator<Item = &'a Cover>,
) -> Cow<'a, [Syllable]> {
    let mut covers = covers.peekable();
    if covers.peek().is_none() {
        return Cow::Borrowed(syllables);
    }
    let mut keep = vec![true; syllables.len()];
    covers.for_each(|cover| keep[cover.syllables.clone()].fill(false));
    syllables
        .iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(syllable, _)| *syllable)
        .collect()
}

/// "16/2022/QĐ-UBND", not "Luật số 12" or a telephone number.
fn is_numbered(text: &str, syllables: &[Syllable], cover: &Cover) -> bool {
    let numbers = syllables.get(cover.syllables.clone()).unwrap_or_default();
    let pairs = numbers.windows(2).filter(|pair| pair[0].digits);
    let mut gaps = pairs.filter_map(|pair| text.get(pair[0].end..pair[1].start));
    gaps.any(|gap| matches!(gap.trim(), "/" | "-"))
}

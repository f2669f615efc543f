//! A schema's labels made ready for comparing, once per schema.

use super::form::{Indicator, Schema};
use crate::text::similar::Label;
use std::sync::OnceLock;

/// The labels of a schema, prepared on first use and kept.
#[derive(Debug, Default)]
pub(crate) struct Prepared(OnceLock<Labels>);

/// A copy may be changed before it is used: it prepares its labels anew.
impl Clone for Prepared {
    fn clone(&self) -> Prepared {
        Prepared::default()
    }
}

/// Prepared or not, a schema is the same schema.
impl PartialEq for Prepared {
    fn eq(&self, _: &Prepared) -> bool {
        true
    }
}

/// The labels of a schema, made ready for comparing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// For each indicator its label, then its aliases.
    pub rows: Vec<Vec<Label>>,
    /// Which neighbouring words occur, as bits of their hashes.
    phrases: Vec<u64>,
}

impl Labels {
    fn of(indicators: &[Indicator]) -> Labels {
        let rows: Vec<Vec<Label>> = indicators.iter().map(labels).collect();
        let mut phrases = vec![0; PHRASE_WORDS];
        for phrase in rows.iter().flatten().flat_map(Label::phrases) {
            phrases[slot(*phrase).0] |= slot(*phrase).1;
        }
        Labels { rows, phrases }
    }

    /// Whether any label (very likely) holds these neighbouring words.
    pub fn knows(&self, phrase: u64) -> bool {
        let (at, bit) = slot(phrase);
        self.phrases.get(at).is_some_and(|word| word & bit != 0)
    }
}

/// 2^14 bits: a form of 200 rows has some 2000 pairs of words, so a foreign pair is taken for known
/// once in eight times, the same for all forms.
const PHRASE_WORDS: usize = 256;

fn slot(hash: u64) -> (usize, u64) {
    let bit = (hash >> 20) as usize % (PHRASE_WORDS * 64);
    (bit / 64, 1 << (bit % 64))
}

fn labels(indicator: &Indicator) -> Vec<Label> {
    let mut labels = vec![Label::of(&indicator.label)];
    for alias in &indicator.aliases {
        let alias = Label::of(alias);
        if !labels.iter().any(|known| known.same(&alias)) {
            labels.push(alias);
        }
    }
    labels
}

impl Schema {
    /// The labels made ready for comparing. Prepared once: change the indicators before, not after.
    pub fn labels(&self) -> &Labels {
        self.prepared.0.get_or_init(|| Labels::of(&self.indicators))
    }
}

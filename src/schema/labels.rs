//! A schema's labels made ready for comparing, once per schema.

use super::form::{Choice, Indicator, Schema};
use crate::model::Number;
use crate::text::fold::fold;
use crate::text::similar::{Distance, Label, LabelIndex};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock, PoisonError};

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

/// Positions of indicators that have a like label, and how far apart the labels are.
pub(crate) type Alike = Vec<(usize, Distance)>;

/// The labels of a schema, and what else its rows are known by, made ready for comparing.
#[derive(Debug, Default)]
pub struct Labels {
    /// For each indicator its label, then its aliases.
    pub rows: Vec<Vec<Label>>,
    /// The same labels, one after the other, set up for being compared with one at once.
    pub(crate) index: LabelIndex,
    /// For each indicator the [`unit_key`]s of its unit, its aliases and its choices.
    pub units: Vec<BTreeSet<String>>,
    /// For each indicator the numbers reports may print before it.
    pub numbers: Vec<Vec<String>>,
    /// For each indicator the position of the row above it in the tree.
    pub parents: Vec<Option<usize>>,
    /// Which neighbouring words occur, as bits of their hashes.
    phrases: Vec<u64>,
    /// By how far apart labels may be: what was found for the labels that reports print.
    alike: Mutex<BTreeMap<u32, BTreeMap<String, Alike>>>,
    /// The sections found for the captions that reports print.
    captioned: Mutex<BTreeMap<String, Option<String>>>,
}

impl Labels {
    fn of(schema: &Schema) -> Labels {
        let indicators = &schema.indicators;
        let rows: Vec<Vec<Label>> = indicators.iter().map(labels).collect();
        let mut phrases = vec![0; PHRASE_WORDS];
        for phrase in rows.iter().flatten().flat_map(Label::phrases) {
            phrases[slot(*phrase).0] |= slot(*phrase).1;
        }
        let parent = |row: &Indicator| row.parent.as_ref().and_then(|id| schema.position(id));
        Labels {
            index: LabelIndex::of(rows.iter().flatten()),
            rows,
            units: indicators.iter().map(unit_keys).collect(),
            numbers: indicators.iter().map(number_keys).collect(),
            parents: indicators.iter().map(parent).collect(),
            phrases,
            alike: Mutex::default(),
            captioned: Mutex::default(),
        }
    }

    /// The indicators whose label is like this one, as `find` finds them.
    pub(crate) fn alike(&self, label: &str, apart: u32, find: impl FnOnce() -> Alike) -> Alike {
        kept(
            &self.alike,
            |all| all.entry(apart).or_default(),
            label,
            find,
        )
    }

    /// The section that has a caption, as `find` finds it.
    pub(crate) fn captioned(
        &self,
        caption: &str,
        find: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        kept(&self.captioned, |all| all, caption, find)
    }

    /// Whether any label (very likely) holds these neighbouring words.
    pub fn knows(&self, phrase: u64) -> bool {
        let (at, bit) = slot(phrase);
        self.phrases.get(at).is_some_and(|word| word & bit != 0)
    }
}

/// What was found for so many printed labels is kept.
const KEPT: usize = 1 << 12;

/// What `find` finds for a label, kept for the next report that prints it: most rows print what a form does, or
/// what their province made of it. Misread labels have no end: what is kept starts over when it is full.
pub(crate) fn kept<A, V: Clone>(
    all: &Mutex<A>,
    of: impl Fn(&mut A) -> &mut BTreeMap<String, V>,
    label: &str,
    find: impl FnOnce() -> V,
) -> V {
    let lock = || all.lock().unwrap_or_else(PoisonError::into_inner);
    let known = of(&mut lock()).get(label).cloned();
    known.unwrap_or_else(|| {
        // Not under the lock: others may look things up meanwhile.
        let found = find();
        let mut all = lock();
        let known = of(&mut all);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(label.to_owned(), found.clone());
        found
    })
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

/// The key units compare by, as sets of words: "Không = 0 Có = 1" is "Có = 1; Không = 0".
pub fn unit_key(unit: &str) -> String {
    let folded = fold(unit);
    if !folded.bytes().any(|b| b.is_ascii_digit()) {
        return folded;
    }
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

fn unit_keys(indicator: &Indicator) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = indicator
        .unit
        .iter()
        .chain(&indicator.unit_aliases)
        .map(|unit| unit_key(unit))
        .collect();
    if !indicator.choices.is_empty() {
        let choice = |c: &Choice| format!("{} = {}", c.label, c.code);
        let all: Vec<String> = indicator.choices.iter().map(choice).collect();
        keys.insert(unit_key(&all.join(" ")));
    }
    keys
}

/// The printed number, and the path its id says for forms filled in with numbered sub-rows.
fn number_keys(indicator: &Indicator) -> Vec<String> {
    let mut keys: Vec<String> = indicator.number.iter().map(Number::key).collect();
    let path = indicator
        .id
        .as_str()
        .strip_prefix(&indicator.section)
        .and_then(|rest| rest.strip_prefix('.'));
    if let Some(path) = path {
        let path = path.trim_end_matches(|c: char| c.is_ascii_lowercase());
        if !keys.iter().any(|key| key == path) {
            keys.push(path.to_owned());
        }
    }
    keys
}

impl Schema {
    /// The labels made ready for comparing. Prepared once: change the indicators before, not after.
    pub fn labels(&self) -> &Labels {
        self.prepared.0.get_or_init(|| Labels::of(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_once_until_there_is_too_much_of_it() {
        let all = Mutex::default();
        let found = std::cell::Cell::new(0);
        let find = |label: &str| {
            let one = || {
                found.set(found.get() + 1);
                label.to_uppercase()
            };
            assert_eq!(kept(&all, |all| all, label, one), label.to_uppercase());
        };
        (0..3).for_each(|_| find("số"));
        assert_eq!(found.get(), 1);
        (0..KEPT).for_each(|at| find(&format!("số {at}")));
        assert!(all.lock().unwrap().len() <= KEPT);
        find("số");
        assert_eq!(found.get(), KEPT + 2);
    }
}

//! Words that stand for other words: abbreviations, wordings of another era, words without weight.
//! The table is data, `schemas/wording.json`; nothing here knows an abbreviation.

use super::fold::{bare, fold, without_marks};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../schemas/wording.json");

/// The table shipped with the program.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| Words::from_json(TABLE).unwrap_or_default());

/// Which kind of agency a phrase names, as one character no label prints.
const AGENCY: u32 = 0xE000;

/// Substitutions made on a label before it is compared.
#[derive(Clone, Debug, Default)]
pub struct Words {
    abbreviations: Phrases,
    equal: Phrases,
    agencies: Phrases,
    light: BTreeSet<String>,
    light_sieve: Sieve,
}

/// The words of a phrase after its first, and what stands for the phrase.
type Phrase = (Vec<String>, Vec<String>);

/// Phrases by their first word.
#[derive(Clone, Debug, Default)]
struct Phrases {
    by_first: BTreeMap<String, Vec<Phrase>>,
    /// The first words.
    openings: Sieve,
}

/// A set of words, roughly: a word that is not in it is nearly always told so without comparing letters.
#[derive(Clone, Copy, Debug)]
struct Sieve([u64; 64]);

impl Default for Sieve {
    fn default() -> Sieve {
        Sieve([0; 64])
    }
}

impl Sieve {
    fn add(&mut self, word: &str) {
        let at = Sieve::slot(word);
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn may_hold(&self, word: &str) -> bool {
        let at = Sieve::slot(word);
        self.0[at / 64] & 1 << (at % 64) != 0
    }

    fn slot(word: &str) -> usize {
        let hash = word.bytes().fold(0u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
        (hash.wrapping_mul(0x9e37_79b1) >> 20) as usize
    }
}

#[derive(Deserialize)]
struct Table {
    abbreviations: Vec<(String, String)>,
    /// First the wording kept, then those that mean the same.
    same: Vec<Vec<String>>,
    /// Words and phrases that carry no meaning of their own.
    fillers: Vec<String>,
    /// Words that say little but part some labels.
    light: Vec<String>,
    /// Phrases for one kind of agency each.
    agencies: Vec<Vec<String>>,
}

impl Words {
    /// Reads the table.
    ///
    /// # Errors
    /// When the text is no such table.
    pub fn from_json(text: &str) -> Result<Words, serde_json::Error> {
        let table: Table = serde_json::from_str(text)?;
        let mut words = Words::default();
        for (short, long) in &table.abbreviations {
            add(&mut words.abbreviations, &bare(short), split(&fold(long)));
        }
        for group in &table.same {
            let Some((first, others)) = group.split_first() else { continue };
            for other in others {
                add(&mut words.equal, &bare(other), split(&fold(first)));
            }
        }
        for phrase in &table.fillers {
            add(&mut words.equal, &bare(phrase), Vec::new());
        }
        for (group, mark) in table.agencies.iter().zip(AGENCY..) {
            let mark: String = char::from_u32(mark).into_iter().collect();
            for phrase in group {
                add(&mut words.agencies, &fold(phrase), vec![mark.clone()]);
            }
        }
        words.light = table.light.iter().map(|word| fold(word)).collect();
        let Words { light, light_sieve, .. } = &mut words;
        light.iter().for_each(|word| light_sieve.add(word));
        Ok(words)
    }

    /// Whether a folded word says little: "số", "được", "của" …
    pub fn is_light(&self, folded: &str) -> bool {
        self.light_sieve.may_hold(folded) && self.light.contains(folded)
    }

    /// The words of a folded label in their one canonical wording, and whether anything was changed.
    pub fn canonical(&self, words: Vec<String>) -> (Vec<String>, bool) {
        let keys = words.iter().map(|word| without_marks(word)).collect();
        let (words, keys, expanded) = substitute(words, keys, &self.abbreviations);
        let (words, _, equalled) = substitute(words, keys, &self.equal);
        // "sở" and "số" differ by a mark only: agencies are told with their diacritics.
        let (words, _, named) = substitute(words.clone(), words, &self.agencies);
        (words, expanded || equalled || named)
    }
}

/// Whether a character stands for an agency.
pub fn is_agency(c: char) -> bool {
    (AGENCY..AGENCY + 0x100).contains(&u32::from(c))
}

fn split(text: &str) -> Vec<String> {
    text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn add(phrases: &mut Phrases, phrase: &str, instead: Vec<String>) {
    let mut words = split(phrase);
    if words.is_empty() {
        return;
    }
    let first = words.remove(0);
    phrases.openings.add(&first);
    let entry = phrases.by_first.entry(first).or_default();
    entry.push((words, instead));
    entry.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
}

/// Replaces every phrase of the table, longest first, left to right; says whether any was. The keys
/// go along with their words.
fn substitute(words: Vec<String>, keys: Vec<String>, phrases: &Phrases) -> (Vec<String>, Vec<String>, bool) {
    let Some((first, found)) = (0..keys.len()).find_map(|at| Some((at, phrase_at(&keys[at..], phrases)?)))
    else {
        return (words, keys, false);
    };
    let (mut out, mut out_keys) = (words[..first].to_vec(), keys[..first].to_vec());
    let (mut at, mut next) = (first, Some(found));
    while at < words.len() {
        let (length, instead) = next.unwrap_or((1, &words[at..=at]));
        out.extend(instead.iter().cloned());
        out_keys.extend(instead.iter().map(|word| without_marks(word)));
        at += length;
        next = phrase_at(&keys[at.min(keys.len())..], phrases);
    }
    (out, out_keys, true)
}

fn phrase_at<'p>(keys: &[String], phrases: &'p Phrases) -> Option<(usize, &'p [String])> {
    let (first, rest) = keys.split_first()?;
    if !phrases.openings.may_hold(first) {
        return None;
    }
    let candidates = phrases.by_first.get(first)?;
    let (further, instead) = candidates.iter().find(|(further, _)| rest.starts_with(further))?;
    Some((1 + further.len(), instead))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(label: &str) -> String {
        WORDS.canonical(split(&fold(label))).0.join(" ")
    }

    #[test]
    fn the_shipped_table_loads() {
        assert!(Words::from_json(TABLE).is_ok());
    }

    #[test]
    fn abbreviations_are_written_out() {
        assert_eq!(canonical("Kiểm soát TTHC"), canonical("Kiểm soát thủ tục hành chính"));
        assert_eq!(canonical("trong kỳ b/c"), canonical("trong kỳ báo cáo"));
        assert_eq!(canonical("ĐVSN công lập"), canonical("đơn vị SNCL"));
    }

    #[test]
    fn eras_say_the_same_in_other_words() {
        assert_eq!(canonical("DVCTT mức độ 3"), canonical("dịch vụ công trực tuyến một phần"));
        assert_ne!(canonical("DVCTT mức độ 3"), canonical("DVCTT mức độ 4"));
        assert_eq!(canonical("mức độ 3, 4"), canonical("một phần và toàn trình"));
    }
}

//! Words that stand for other words: abbreviations, wordings of another era, words without weight.
//! The table is data ([`vocabulary`]); nothing here knows an abbreviation.

use super::fold::{bare, fold, push_without_marks, without_marks};
use super::vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The table shipped with the program.
pub static WORDS: LazyLock<Words> = LazyLock::new(Words::shipped);

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

/// A phrase and what stands for it.
#[derive(Clone, Debug, Default)]
struct Phrase {
    /// Its words after the first.
    rest: Vec<String>,
    /// What stands for it, each word with its key.
    instead: Vec<(String, String)>,
}

/// A word of a label, and what it is looked up by.
#[derive(Clone, Copy)]
struct Word<'w, 'k> {
    text: &'w str,
    key: &'k str,
    /// Where a sieve has the key.
    slot: usize,
}

impl<'w, 'k> Word<'w, 'k> {
    fn of(text: &'w str, key: &'k str) -> Word<'w, 'k> {
        Word {
            text,
            key,
            slot: Sieve::slot(key),
        }
    }
}

/// Phrases by their first word.
#[derive(Clone, Debug, Default)]
struct Phrases {
    by_first: BTreeMap<String, Vec<Phrase>>,
    /// The first words.
    openings: Sieve,
}

/// A set of words, roughly: a word that is not in it is nearly always ruled out without comparing letters.
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

    fn may_hold(&self, at: usize) -> bool {
        self.0[at / 64] & 1 << (at % 64) != 0
    }

    fn slot(word: &str) -> usize {
        let hash = word.bytes().fold(0u32, |hash, byte| {
            hash.wrapping_mul(31).wrapping_add(u32::from(byte))
        });
        (hash.wrapping_mul(0x9e37_79b1) >> 20) as usize
    }
}

impl Words {
    /// The table of the vocabulary.
    fn shipped() -> Words {
        let mut words = Words::default();
        let abbreviations = vocabulary::ABBREVIATIONS.iter();
        for (short, long) in abbreviations.chain(vocabulary::LABEL_ABBREVIATIONS.iter()) {
            add(
                &mut words.abbreviations,
                &bare(short),
                split(&fold(&long.join(" "))),
            );
        }
        for (kept, others) in vocabulary::SAME.iter() {
            for other in others {
                add(&mut words.equal, &bare(other), split(&fold(kept)));
            }
        }
        for phrase in vocabulary::FILLERS.iter() {
            add(&mut words.equal, &bare(phrase), Vec::new());
        }
        for ((name, others), mark) in vocabulary::AGENCY_KINDS.iter().zip(AGENCY..) {
            let mark: String = char::from_u32(mark).into_iter().collect();
            for phrase in std::iter::once(name).chain(others) {
                add(&mut words.agencies, &fold(phrase), vec![mark.clone()]);
            }
        }
        words.light = vocabulary::LIGHT.iter().map(|word| fold(word)).collect();
        let Words {
            light, light_sieve, ..
        } = &mut words;
        light.iter().for_each(|word| light_sieve.add(word));
        words
    }

    /// Whether a folded word says little: "số", "được", "của" …
    pub fn is_light(&self, folded: &str) -> bool {
        self.light_sieve.may_hold(Sieve::slot(folded)) && self.light.contains(folded)
    }

    /// The words of a folded label in their one canonical wording, and whether anything was changed.
    pub fn canonical<'w>(&'w self, words: &[&'w str]) -> (Vec<&'w str>, bool) {
        let (keys, ends) = keys(words);
        let starts = [0].into_iter().chain(ends.iter().copied());
        let keys = starts.zip(&ends).map(|(start, end)| &keys[start..*end]);
        let keyed = words
            .iter()
            .zip(keys)
            .map(|(text, key)| Word::of(text, key))
            .collect();
        let (words, expanded) = substitute(keyed, &self.abbreviations);
        let (words, equalled) = substitute(words, &self.equal);
        // "sở" and "số" differ by a mark only: agencies are compared with their diacritics.
        let printed = words
            .into_iter()
            .map(|word| Word::of(word.text, word.text))
            .collect();
        let (words, named) = substitute(printed, &self.agencies);
        let mut out: Vec<&'w str> = Vec::with_capacity(words.len());
        out.extend(words.iter().map(|word| word.text));
        (out, expanded || equalled || named)
    }
}

/// The words without diacritics, one behind the other, and where each ends.
fn keys(words: &[&str]) -> (String, Vec<usize>) {
    let mut keys = String::with_capacity(words.iter().map(|word| word.len()).sum());
    let ends = words.iter().map(|word| {
        push_without_marks(word, &mut keys);
        keys.len()
    });
    let ends = ends.collect();
    (keys, ends)
}

/// Whether a character stands for an agency.
pub fn is_agency(c: char) -> bool {
    (AGENCY..AGENCY + 0x100).contains(&u32::from(c))
}

fn split(text: &str) -> Vec<String> {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn add(phrases: &mut Phrases, phrase: &str, instead: Vec<String>) {
    let mut rest = split(phrase);
    if rest.is_empty() {
        return;
    }
    let first = rest.remove(0);
    phrases.openings.add(&first);
    let instead = instead
        .into_iter()
        .map(|word| (without_marks(&word), word))
        .map(|(key, word)| (word, key));
    let entry = phrases.by_first.entry(first).or_default();
    entry.push(Phrase {
        rest,
        instead: instead.collect(),
    });
    entry.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
}

/// Replaces every phrase of the table, longest first, left to right; says whether any was.
fn substitute<'k, 'w: 'k>(
    words: Vec<Word<'w, 'k>>,
    phrases: &'w Phrases,
) -> (Vec<Word<'w, 'k>>, bool) {
    let Some((first, found)) =
        (0..words.len()).find_map(|at| Some((at, phrase_at(&words[at..], phrases)?)))
    else {
        return (words, false);
    };
    let mut out = words[..first].to_vec();
    let (mut at, mut next) = (first, Some(found));
    while at < words.len() {
        match next {
            Some(phrase) => {
                out.extend(phrase.instead.iter().map(|(text, key)| Word::of(text, key)));
                at += 1 + phrase.rest.len();
            }
            None => {
                out.push(words[at]);
                at += 1;
            }
        }
        next = phrase_at(&words[at.min(words.len())..], phrases);
    }
    (out, true)
}

/// The longest phrase of the table that the words begin with.
fn phrase_at<'p>(words: &[Word<'_, '_>], phrases: &'p Phrases) -> Option<&'p Phrase> {
    let (first, rest) = words.split_first()?;
    if !phrases.openings.may_hold(first.slot) {
        return None;
    }
    let begins = |phrase: &Phrase| {
        phrase.rest.len() <= rest.len()
            && phrase
                .rest
                .iter()
                .zip(rest)
                .all(|(word, next)| *word == next.key)
    };
    phrases
        .by_first
        .get(first.key)?
        .iter()
        .find(|phrase| begins(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(label: &str) -> String {
        let folded = fold(label);
        let words: Vec<&str> = folded.split(' ').collect();
        WORDS.canonical(&words).0.join(" ")
    }

    #[test]
    fn abbreviations_are_written_out() {
        assert_eq!(
            canonical("Kiểm soát TTHC"),
            canonical("Kiểm soát thủ tục hành chính")
        );
        assert_eq!(canonical("trong kỳ b/c"), canonical("trong kỳ báo cáo"));
        assert_eq!(canonical("ĐVSN công lập"), canonical("đơn vị SNCL"));
    }

    #[test]
    fn eras_say_the_same_in_other_words() {
        assert_eq!(
            canonical("DVCTT mức độ 3"),
            canonical("dịch vụ công trực tuyến một phần")
        );
        assert_ne!(canonical("DVCTT mức độ 3"), canonical("DVCTT mức độ 4"));
        assert_eq!(
            canonical("mức độ 3, 4"),
            canonical("một phần và toàn trình")
        );
    }
}

//! Words: a printed sentence as the terms two statements are compared on.
//!
//! Vietnamese writes a space between syllables, so "thủ tục hành chính" is four printed words and one
//! term, the same as "TTHC". The lexicon names the terms of administrative reports and their variants;
//! a syllable it does not know is a term of its own, so labels of any form can be compared.

use super::word::{Folding, Word};
use crate::text::vocabulary;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A term and where it stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The canonical word.
    pub word: Word,
    /// Byte offset of its first letter.
    pub start: usize,
    /// Byte offset after its last letter.
    pub end: usize,
}

/// A printed word between spaces and signs, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// The word.
    pub word: Word,
    /// Byte offset of its first letter.
    pub start: usize,
    /// Byte offset after its last letter.
    pub end: usize,
    /// It is made of the digits 0 to 9 alone.
    pub digits: bool,
}

/// A printed form of several syllables: what follows the first one, and the terms it stands for.
struct Entry {
    tail: Vec<Word>,
    terms: Vec<Word>,
}

/// First syllable → the entries that begin with it, longest first.
static LEXICON: LazyLock<BTreeMap<Word, Vec<Entry>>> = LazyLock::new(|| {
    let mut entries: BTreeMap<Word, Vec<Entry>> = BTreeMap::new();
    let grouped = vocabulary::ABBREVIATIONS
        .iter()
        .chain(vocabulary::TERMS.iter());
    for (canonical, variants) in grouped {
        let terms: Vec<Word> = canonical.split('+').map(Word::of).collect();
        // "a + b" is not a printed form of its own.
        let own = (terms.len() == 1).then_some(canonical);
        for printed in variants.iter().chain(own) {
            add(&mut entries, printed, terms.clone());
        }
    }
    for whole in vocabulary::WHOLE.iter() {
        add(&mut entries, whole, vec![Word::of(whole)]);
    }
    entries
        .values_mut()
        .for_each(|tails| tails.sort_by_key(|entry| std::cmp::Reverse(entry.tail.len())));
    entries
});

fn add(entries: &mut BTreeMap<Word, Vec<Entry>>, printed: &str, terms: Vec<Word>) {
    let mut syllables = syllables(printed).into_iter().map(|syllable| syllable.word);
    if let Some(first) = syllables.next() {
        let tail = syllables.collect();
        entries
            .entry(first)
            .or_default()
            .push(Entry { tail, terms });
    }
}

static CLASSES: LazyLock<BTreeMap<Word, &'static str>> = LazyLock::new(|| {
    let classes = vocabulary::CLASSES.iter();
    classes
        .flat_map(|(class, nouns)| nouns.iter().map(|noun| (Word::of(noun), *class)))
        .collect()
});

static NARROWING: LazyLock<Vec<Word>> = LazyLock::new(|| sorted(&vocabulary::NARROWING));

/// The word says which of the things are meant: "trực tuyến" of "hồ sơ trực tuyến".
pub fn narrows(word: Word) -> bool {
    NARROWING.binary_search(&word).is_ok()
}

static STOP: LazyLock<Vec<Word>> = LazyLock::new(|| sorted(&vocabulary::STOP));

fn sorted(list: &[&str]) -> Vec<Word> {
    let mut words = words_of(list);
    words.sort_unstable();
    words
}

/// The words of a list, each a single term.
pub fn words_of(list: &[&str]) -> Vec<Word> {
    list.iter().map(|word| Word::of(word)).collect()
}

/// The phrases of a list, each as its printed words.
pub fn phrases_of(list: &[&str]) -> Vec<Vec<Word>> {
    list.iter().map(|phrase| words(phrase)).collect()
}

/// The terms of a sentence in order, words without meaning left out.
pub fn terms(sentence: &str) -> Vec<Term> {
    telling(all_terms(&syllables(sentence)))
}

/// Leaves the terms that carry meaning.
pub fn telling(mut terms: Vec<Term>) -> Vec<Term> {
    terms.retain(|term| STOP.binary_search(&term.word).is_err());
    terms
}

/// The terms of the syllables, every word kept.
pub fn all_terms(syllables: &[Syllable]) -> Vec<Term> {
    let mut terms = Vec::with_capacity(syllables.len());
    let mut rest = syllables;
    while let Some(first) = rest.first() {
        let found = longest(rest);
        let length = found.map_or(1, |entry| entry.tail.len() + 1);
        let end = rest.get(length - 1).map_or(first.end, |last| last.end);
        let words = found.map_or(std::slice::from_ref(&first.word), |entry| &entry.terms);
        terms.extend(words.iter().map(|word| Term {
            word: *word,
            start: first.start,
            end,
        }));
        rest = rest.get(length..).unwrap_or_default();
    }
    terms
}

/// The longest entry the syllables begin with.
fn longest(syllables: &[Syllable]) -> Option<&'static Entry> {
    let (first, rest) = syllables.split_first()?;
    LEXICON
        .get(&first.word)?
        .iter()
        .find(|entry| begins(rest, &entry.tail))
}

/// Cuts a sentence into printed words; the sign behind a number ("86%") does not count as one.
pub fn syllables(sentence: &str) -> Vec<Syllable> {
    let mut syllables = Vec::with_capacity(sentence.len() / 5 + 1);
    let mut open: Option<(usize, bool)> = None;
    let mut folding = Folding::START;
    for (at, c) in sentence.char_indices() {
        let is_sign = c == '%' && matches!(open, Some((_, true)));
        if !is_sign && folding.push(c) {
            let (start, digits) = open.unwrap_or((at, true));
            open = Some((start, digits && c.is_ascii_digit()));
        } else if let Some((start, digits)) = open.take() {
            syllables.push(Syllable {
                word: folding.done(),
                start,
                end: at,
                digits,
            });
        }
    }
    if let Some((start, digits)) = open {
        syllables.push(Syllable {
            word: folding.done(),
            start,
            end: sentence.len(),
            digits,
        });
    }
    syllables
}

/// The words of a phrase.
pub fn words(phrase: &str) -> Vec<Word> {
    phrase.split(' ').map(Word::of).collect()
}

/// The syllables begin with the words of a phrase.
pub fn begins(syllables: &[Syllable], phrase: &[Word]) -> bool {
    let same = |(syllable, word): (&Syllable, &Word)| syllable.word == *word;
    syllables.len() >= phrase.len() && syllables.iter().zip(phrase).all(same)
}

/// What kind of thing a noun counts: `person`, `document` …
pub fn class(word: Word) -> Option<&'static str> {
    CLASSES.get(&word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_and_words_without_meaning_tell_no_sentences_apart() {
        let words = |text| {
            terms(text)
                .into_iter()
                .map(|term| term.word)
                .collect::<Vec<_>>()
        };
        let label = "Tổng số thủ tục hành chính đang có hiệu lực";
        assert_eq!(words(label), words("Số TTHC còn hiệu lực"));
    }

    fn meaning(text: &str) -> Vec<Word> {
        terms(text).into_iter().map(|term| term.word).collect()
    }

    #[test]
    fn abbreviations_and_tone_style_do_not_matter() {
        assert_eq!(meaning("văn bản quy phạm pháp luật"), meaning("VBQPPL"));
        assert_eq!(meaning("đơn giản hoá"), meaning("đơn giản hóa"));
        assert_eq!(meaning("mức độ 3 và mức độ 4"), meaning("mức độ 3, 4"));
    }

    #[test]
    fn words_of_several_syllables_are_not_taken_apart() {
        assert_eq!(meaning("nghiệp vụ").len(), 1);
        assert!(!meaning("bài học kinh nghiệm").contains(&Word::of("tin bài")));
    }

    #[test]
    fn nouns_have_classes() {
        let class_of = |text: &str| meaning(text).first().and_then(|word| class(*word));
        assert_eq!(class_of("đồng chí"), Some("person"));
        assert_eq!(class_of("phần việc"), class_of("nhiệm vụ"));
        assert_eq!(class_of("màu"), None);
    }
}

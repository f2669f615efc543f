//! Counts written in words: "mười hai văn bản".

use super::word::Word;
use super::words::{Term, class, words_of};
use crate::text::numeral::value;
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

static NUMERALS: LazyLock<BTreeMap<Word, u64>> = LazyLock::new(|| {
    let value = |values: &Vec<&str>| values.first().and_then(|value| value.parse().ok());
    let numerals = vocabulary::NUMERALS.iter();
    numerals
        .filter_map(|(word, values)| Some((Word::of(word), value(values)?)))
        .collect()
});

/// Words before which a numeral is an ordinal or a name ("thứ ba", "quý hai"), or no numeral ("trong năm").
static NOT_AFTER: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::NOT_BEFORE_NUMERAL));

/// The word is a numeral.
pub fn is_numeral(word: Word) -> bool {
    NUMERALS.contains_key(&word)
}

/// The number up to twelve a word is: "chín".
pub fn small(word: Word) -> Option<u8> {
    let value = NUMERALS
        .get(&word)
        .and_then(|value| u8::try_from(*value).ok());
    value.filter(|value| (1..=12).contains(value))
}

/// The numerals of a sentence that count a known thing, with their places.
pub fn written(terms: &[Term], text: &str) -> Vec<(Decimal, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < terms.len() {
        let length = terms[at..]
            .iter()
            .take_while(|term| NUMERALS.contains_key(&term.word))
            .count();
        if length > 0 && counts_something(terms, at, length, text) {
            let numerals = terms[at..at + length]
                .iter()
                .filter_map(|term| NUMERALS.get(&term.word).copied());
            found.push((value(numerals), terms[at].start..terms[at + length - 1].end));
        }
        at += length.max(1);
    }
    found
}

fn counts_something(terms: &[Term], at: usize, length: usize, text: &str) -> bool {
    let noun = terms.get(at + length).and_then(|term| class(term.word));
    let before = at.checked_sub(1).and_then(|before| terms.get(before));
    let ordinal = before.is_some_and(|term| NOT_AFTER.contains(&term.word));
    // "một đơn vị" is as often "a unit" as "one unit".
    let article = length == 1 && matches!(NUMERALS.get(&terms[at].word), Some(0 | 1));
    // "không ba": nobody counts so.
    let starts = NUMERALS.get(&terms[at].word) != Some(&0);
    // "12 (mười hai)" repeats the quantity before it.
    let repeats = text[..terms[at].start].trim_end().ends_with('(');
    noun.is_some_and(|class| class != "time") && starts && !ordinal && !article && !repeats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::narrative::words::{all_terms, syllables};

    fn read(text: &str) -> Vec<i64> {
        let found = written(&all_terms(&syllables(text)), text);
        found
            .into_iter()
            .filter_map(|(value, _)| value.to_string().parse().ok())
            .collect()
    }

    #[test]
    fn written_counts_are_read() {
        assert_eq!(read("mười hai văn bản"), [12]);
        assert_eq!(read("hai mươi lăm nhiệm vụ và ba đơn vị"), [25, 3]);
        assert_eq!(read("một trăm linh năm hồ sơ"), [105]);
        assert_eq!(read("hai nghìn không trăm sáu mươi chín hồ sơ"), [2069]);
        assert_eq!(read("một nghìn hai trăm ba mươi tư hồ sơ"), [1234]);
    }

    #[test]
    fn years_ordinals_and_articles_are_no_counts() {
        assert!(read("trong năm công chức được cử đi học").is_empty());
        assert!(read("một số nhiệm vụ, một đơn vị, một cửa").is_empty());
        assert!(read("lần thứ hai văn bản").is_empty());
    }
}

//! Words: a printed sentence as the terms two statements are compared on.
//!
//! Vietnamese writes a space between syllables, so "thủ tục hành chính" is four printed words and one
//! term, the same as "TTHC". The lexicon names the terms of administrative reports and their variants;
//! a syllable it does not know is a term of its own, so labels of any form can be compared.

use super::word::{Folding, Word};
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
    for line in lines(include_str!("lexicon.txt")) {
        let (canonical, variants) = line.split_once('=').unwrap_or((line, ""));
        let terms: Vec<Word> = canonical.split('+').map(Word::of).collect();
        // "a + b" is no printed form of its own.
        let own = (terms.len() == 1).then_some(canonical);
        for variant in variants.split(',').chain(own) {
            let mut syllables = syllables(variant).into_iter().map(|syllable| syllable.word);
            let Some(first) = syllables.next() else {
                continue;
            };
            let entry = Entry {
                tail: syllables.collect(),
                terms: terms.clone(),
            };
            entries.entry(first).or_default().push(entry);
        }
    }
    entries
        .values_mut()
        .for_each(|tails| tails.sort_by_key(|entry| std::cmp::Reverse(entry.tail.len())));
    entries
});

static CLASSES: LazyLock<BTreeMap<Word, &'static str>> = LazyLock::new(|| {
    let mut classes = BTreeMap::new();
    for line in lines(include_str!("classes.txt")) {
        let (class, nouns) = line.split_once('=').unwrap_or((line, ""));
        classes.extend(nouns.split(',').map(|noun| (Word::of(noun), class.trim())));
    }
    classes
});

/// Words that say which of the things are meant, sorted.
static NARROWING: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let mut words: Vec<Word> = lines(include_str!("narrowing.txt")).map(Word::of).collect();
    words.sort_unstable();
    words
});

/// The word says which of the things are meant: "trực tuyến" of "hồ sơ trực tuyến".
pub fn narrows(word: Word) -> bool {
    NARROWING.binary_search(&word).is_ok()
}

/// Words that carry no meaning when a label and a sentence are compared, sorted.
static STOP: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let words = "số lượng tổng các của đã được tại theo và trong cho do về là có nếu đến thời điểm kỳ này với \
                 những cùng trên từ ra vào để bằng như khi thì mà còn nên việc công tác thuộc đối qua bị hoặc \
                 gồm cả tính nay hiện năm quý tháng ngày sở huyện xã tỉnh ubnd đang thời_điểm cơ_quan nhà toàn \
                 hết đều cụ thể tiếp tục số_lượng tổng_số thời_gian nhưng một";
    let mut words: Vec<Word> = words
        .split_whitespace()
        .map(|word| Word::of(&word.replace('_', " ")))
        .collect();
    words.sort_unstable();
    words
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The terms of a sentence in order, words without meaning left out.
///
/// ```
/// use phuluc::audit::narrative::words::terms;
/// let words = |text| terms(text).into_iter().map(|term| term.word).collect::<Vec<_>>();
/// assert_eq!(words("Tổng số thủ tục hành chính đang có hiệu lực"), words("Số TTHC còn hiệu lực"));
/// ```
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

/// Cuts a sentence into printed words; the sign behind a number ("86%") is none.
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

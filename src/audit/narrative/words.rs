//! Words: a printed sentence as the terms two statements are compared on.
//!
//! Vietnamese writes a space between syllables, so "thủ tục hành chính" is four printed words and one
//! term, the same as "TTHC". The lexicon names the terms of administrative reports and their variants;
//! a syllable it does not know is a term of its own, so labels of any form can be compared.

use crate::text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A term and where it stands in its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The canonical word, folded.
    pub word: String,
    /// Byte offset of its first letter.
    pub start: usize,
    /// Byte offset after its last letter.
    pub end: usize,
}

/// A printed word: folded, with its place.
struct Syllable {
    folded: String,
    start: usize,
    end: usize,
}

/// First syllable → the rest and what it stands for, longest first.
type Entries = BTreeMap<String, Vec<(Vec<String>, Vec<String>)>>;

static LEXICON: LazyLock<Entries> = LazyLock::new(|| {
    let mut entries = Entries::new();
    for line in lines(include_str!("lexicon.txt")) {
        let (canonical, variants) = line.split_once('=').unwrap_or((line, ""));
        let words: Vec<String> = canonical.split('+').map(fold).collect();
        // "a + b" is no printed form of its own.
        let own = (words.len() == 1).then_some(canonical);
        for variant in variants.split(',').chain(own).filter(|variant| !variant.trim().is_empty()) {
            let mut syllables = fold(variant).split(' ').map(str::to_owned).collect::<Vec<_>>();
            let first = syllables.remove(0);
            entries.entry(first).or_default().push((syllables, words.clone()));
        }
    }
    for tails in entries.values_mut() {
        tails.sort_by_key(|(tail, _)| std::cmp::Reverse(tail.len()));
    }
    entries
});

static CLASSES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let mut classes = BTreeMap::new();
    for line in lines(include_str!("classes.txt")) {
        let (class, nouns) = line.split_once('=').unwrap_or((line, ""));
        for noun in nouns.split(',') {
            classes.insert(fold(noun), class.trim());
        }
    }
    classes
});

/// Words that carry no meaning when a label and a sentence are compared.
static STOP: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    "số lượng tổng các của đã được tại theo và trong cho do về là có nếu đến thời điểm kỳ này với những \
     cùng trên từ ra vào để bằng như khi thì mà còn nên việc công tác thuộc đối qua bị hoặc gồm cả \
     tính nay hiện năm quý tháng ngày sở huyện xã tỉnh ubnd đang thời_điểm cơ_quan nhà toàn hết đều cụ thể \
     tiếp tục số_lượng tổng_số thời_gian thời_điểm một số"
        .split_whitespace()
        .map(|word| fold(&word.replace('_', " ")))
        .collect()
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The terms of a sentence in order, words without meaning left out.
///
/// ```
/// use phuluc::audit::narrative::words::terms;
/// let words = |text| terms(text).into_iter().map(|term| term.word).collect::<Vec<_>>();
/// assert_eq!(words("Tổng số thủ tục hành chính đang có hiệu lực"), words("Số TTHC còn hiệu lực"));
/// ```
pub fn terms(sentence: &str) -> Vec<Term> {
    let mut terms = all_terms(sentence);
    terms.retain(|term| !STOP.contains(&term.word));
    terms
}

/// The terms of a sentence, every word kept.
pub fn all_terms(sentence: &str) -> Vec<Term> {
    let syllables = syllables(sentence);
    let mut terms = Vec::new();
    let mut at = 0;
    while at < syllables.len() {
        let (words, length) = longest(&syllables[at..]);
        let (start, end) = (syllables[at].start, syllables[at + length - 1].end);
        terms.extend(words.into_iter().map(|word| Term { word, start, end }));
        at += length;
    }
    terms
}

/// The longest entry the syllables begin with, or the first syllable itself.
fn longest(syllables: &[Syllable]) -> (Vec<String>, usize) {
    let first = &syllables[0].folded;
    for (tail, words) in LEXICON.get(first).map(Vec::as_slice).unwrap_or_default() {
        let follows = syllables.len() > tail.len()
            && tail.iter().zip(&syllables[1..]).all(|(expected, found)| *expected == found.folded);
        if follows {
            return (words.clone(), tail.len() + 1);
        }
    }
    (vec![first.clone()], 1)
}

fn syllables(sentence: &str) -> Vec<Syllable> {
    let mut syllables = Vec::new();
    let mut start = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        let inside = c.is_alphanumeric() || c == '%' || ('\u{0300}'..='\u{036F}').contains(&c);
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                syllables.push(Syllable { folded: fold(&sentence[from..at]), start: from, end: at });
                start = None;
            }
            _ => {}
        }
    }
    syllables
}

/// What kind of thing a noun counts: `person`, `document` …
pub fn class(word: &str) -> Option<&'static str> {
    CLASSES.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        terms(text).into_iter().map(|term| term.word).collect()
    }

    #[test]
    fn abbreviations_and_tone_style_do_not_matter() {
        assert_eq!(words("văn bản quy phạm pháp luật"), words("VBQPPL"));
        assert_eq!(words("đơn giản hoá"), words("đơn giản hóa"));
        assert_eq!(words("mức độ 3 và mức độ 4"), words("mức độ 3, 4"));
    }

    #[test]
    fn words_of_several_syllables_are_not_taken_apart() {
        assert_eq!(words("nghiệp vụ").len(), 1);
        assert!(!words("bài học kinh nghiệm").contains(&fold("tin bài")));
    }

    #[test]
    fn nouns_have_classes() {
        let class_of = |text: &str| words(text).first().and_then(|word| class(word));
        assert_eq!(class_of("đồng chí"), Some("person"));
        assert_eq!(class_of("phần việc"), class_of("nhiệm vụ"));
        assert_eq!(class_of("màu"), None);
    }
}

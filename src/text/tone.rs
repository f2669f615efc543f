//! Where the tone mark stands, in the old and the new style, and letters that only look Vietnamese.
//!
//! The styles differ only in `oa`, `oe`, `uy` without a final consonant: old *hòa, khỏe, thủy*, new
//! *hoà, khoẻ, thuỷ*. Both also mend a mark on a wrong letter ("Qúy" → "Quý"). Words that are no
//! Vietnamese syllable stay as they are.

use super::syllable::{Syllable, Tone, join, loose, lower, split};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A style of tone placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// *hòa, khỏe, thủy*: the style of laws and most reports.
    Old,
    /// *hoà, khoẻ, thuỷ*.
    New,
}

/// The text with every tone mark where the old style puts it.
///
/// ```
/// use phuluc::text::tone;
/// assert_eq!(tone::old("Hoà giải, Qúy I, thuỷ lợi"), "Hòa giải, Quý I, thủy lợi");
/// assert_eq!(tone::old("où est la Größe?"), "où est la Größe?");
/// ```
pub fn old(text: &str) -> String {
    place(text, Style::Old)
}

/// The text with every tone mark where the new style puts it.
///
/// ```
/// use phuluc::text::tone;
/// assert_eq!(tone::new("hòa, khỏe, thủy, quý, toán"), "hoà, khoẻ, thuỷ, quý, toán");
/// ```
pub fn new(text: &str) -> String {
    place(text, Style::New)
}

/// The text with every tone mark where a style puts it.
pub fn place(text: &str, style: Style) -> String {
    by_word(text, |word| placed(word, style))
}

/// Mends letters that only look Vietnamese: Icelandic Ð ð and African Ɖ for Đ đ, Cyrillic and Greek
/// letters inside a Latin word. A word is touched only when it becomes a Vietnamese syllable or is an
/// abbreviation in capitals.
///
/// ```
/// use phuluc::text::tone::look_alikes;
/// assert_eq!(look_alikes("QÐ-UBND, НĐND, ðã ban hành"), "QĐ-UBND, HĐND, đã ban hành");
/// assert_eq!(look_alikes("Москва, Reykjavík, Seyðisfjörður"), "Москва, Reykjavík, Seyðisfjörður");
/// ```
pub fn look_alikes(text: &str) -> String {
    by_word(text, mended)
}

/// Rewrites a text word by word, composed first; a word `rewrite` has nothing to say about stays.
fn by_word(text: &str, rewrite: impl Fn(&str) -> Option<String>) -> String {
    let text: Cow<str> = if is_nfc(text) {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while !rest.is_empty() {
        let gap = rest.find(char::is_alphabetic).unwrap_or(rest.len());
        let (between, tail) = rest.split_at(gap);
        let (word, tail) = tail.split_at(
            tail.find(|c: char| !c.is_alphabetic())
                .unwrap_or(tail.len()),
        );
        out.push_str(between);
        let new = if word.is_ascii() { None } else { rewrite(word) };
        out.push_str(new.as_deref().unwrap_or(word));
        rest = tail;
    }
    out
}

/// The word with its tone moved; `None` when it has none, or is no syllable.
fn placed(word: &str, style: Style) -> Option<String> {
    let syllable = loose(word).filter(|s| s.tone != Tone::Level)?;
    let bare: Vec<char> = word.chars().map(|c| split(c).0).collect();
    let nucleus: Vec<char> = bare
        .iter()
        .skip(syllable.onset)
        .take(syllable.nucleus)
        .map(|c| lower(*c))
        .collect();
    let seat = syllable.onset + seat(&nucleus, syllable, style);
    Some(
        bare.iter()
            .enumerate()
            .map(|(at, c)| {
                if at == seat {
                    join(*c, syllable.tone)
                } else {
                    *c
                }
            })
            .collect(),
    )
}

/// Which letter of the nucleus carries the tone.
fn seat(nucleus: &[char], syllable: Syllable, style: Style) -> usize {
    if let Some(at) = nucleus
        .iter()
        .rposition(|c| matches!(c, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư'))
    {
        return at;
    }
    match nucleus {
        _ if syllable.coda > 0 => nucleus.len().saturating_sub(1),
        [_, _, _] => 1,
        ['o', 'a' | 'e'] | ['u', 'y'] => usize::from(style == Style::New),
        _ => 0,
    }
}

/// The word in the letters it looks like it is written in; `None` when there is nothing to mend.
fn mended(word: &str) -> Option<String> {
    let latin = |c: char| matches!(c, 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    if !word.contains(latin) || word.chars().all(|c| latin_twin(c).is_none()) {
        return None;
    }
    let new: String = word.chars().map(|c| latin_twin(c).unwrap_or(c)).collect();
    let capitals = new.chars().all(|c| latin(c) && c.is_uppercase());
    (capitals || loose(&new).is_some()).then_some(new)
}

/// The Vietnamese letter that a foreign letter is printed like.
fn latin_twin(c: char) -> Option<char> {
    /// Capitals and the small letters that look alike too, each before its twin.
    const TWINS: &str = "АAВBЕEЅSІIЈJКKМMНHОOРPСCТTУYХXҺHԚQԜWΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXÐĐƉĐ\
                         аaеeіiјjоoрpсcуyхxѕsһhԛqοoνvðđ";
    let mut letters = TWINS.chars();
    while let (Some(from), Some(to)) = (letters.next(), letters.next()) {
        if from == c {
            return Some(to);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_differ_only_in_open_oa_oe_uy() {
        assert_eq!(
            new("hòa khỏe thủy toán quý của mía ngoài"),
            "hoà khoẻ thuỷ toán quý của mía ngoài"
        );
    }

    #[test]
    fn case_and_decomposed_marks_are_kept_right() {
        assert_eq!(old("HOÀ BÌNH"), "HÒA BÌNH");
        assert_eq!(old("Thu\u{79}\u{309}"), "Thủy");
    }

    #[test]
    fn onsets_with_a_vowel_letter_carry_no_tone() {
        assert_eq!(
            old("gìa gíao qúa gì giêng gĩư"),
            "già giáo quá gì giêng giữ"
        );
    }

    #[test]
    fn foreign_words_are_left_alone() {
        let foreign = "été où señor Müller garçon país maíz";
        assert_eq!(old(foreign), foreign);
    }

    #[test]
    fn every_syllable_is_a_fixed_point() {
        for word in crate::text::syllable::every() {
            let (older, newer) = (old(&word), new(&word));
            assert_eq!(old(&older), older);
            assert_eq!(new(&newer), newer);
            assert_eq!(old(&newer), older);
            assert_eq!(new(&older), newer);
        }
    }
}

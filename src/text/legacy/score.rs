//! How well a text reads as Vietnamese in each encoding.

use super::{Encoding, decode};
use crate::text::syllable::syllable;
use std::ops::AddAssign;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Counts over the words that hold more than ASCII.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Score {
    /// All of them.
    pub words: u32,
    /// Those that are syllables as they stand.
    pub unicode: u32,
    /// Those with a letter that only Unicode has.
    pub certain: u32,
    /// Those that are syllables once decoded, in the order of [`Encoding::ALL`].
    pub decoded: [u32; Encoding::ALL.len()],
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.words += other.words;
        self.unicode += other.unicode;
        self.certain += other.certain;
        for (sum, more) in self.decoded.iter_mut().zip(other.decoded) {
            *sum += more;
        }
    }
}

impl Score {
    /// The score of one chunk (see [`chunks`]); ASCII and single characters say nothing.
    pub fn of(chunk: &str) -> Score {
        let mut score = Score::default();
        if chunk.is_ascii() || chunk.chars().nth(1).is_none() {
            return score;
        }
        score.words = 1;
        score.unicode = u32::from(is_syllable(chunk));
        score.certain = u32::from(chunk.chars().any(is_certain));
        if score.certain == 0 {
            score.decoded =
                Encoding::ALL.map(|encoding| u32::from(is_syllable(&decode(chunk, encoding))));
        }
        score
    }

    /// The encoding most words are syllables in, and how many.
    pub fn best(&self) -> (Encoding, u32) {
        let mut best = (Encoding::Tcvn3, 0);
        for (encoding, count) in Encoding::ALL.into_iter().zip(self.decoded) {
            if count > best.1 {
                best = (encoding, count);
            }
        }
        best
    }

    /// The words that are syllables in an encoding.
    pub fn in_encoding(&self, wanted: Encoding) -> u32 {
        Encoding::ALL
            .into_iter()
            .zip(self.decoded)
            .find(|(e, _)| *e == wanted)
            .map_or(0, |(_, count)| count)
    }

    /// [`Score::verdict`], where no other encoding makes as many words of it.
    pub fn sole_verdict(&self, margin: u32) -> Option<Encoding> {
        let (_, count) = self.best();
        let sole = self.decoded.iter().filter(|other| **other == count).count() == 1;
        self.verdict(margin).filter(|_| sole)
    }

    /// The encoding this can only be, by `margin` words and nearly all of them.
    pub fn verdict(&self, margin: u32) -> Option<Encoding> {
        let (encoding, count) = self.best();
        let clear =
            count >= self.unicode + margin.max(self.words / 5) && count * 10 >= self.words * 7;
        clear.then_some(encoding)
    }
}

/// Whether a chunk, bare of what is no letter around it, is a syllable.
fn is_syllable(chunk: &str) -> bool {
    let word = chunk.trim_matches(|c: char| !c.is_alphabetic() && !is_combining(c));
    if !is_cased(word) {
        return false;
    }
    if is_nfc(word) {
        syllable(word).is_some()
    } else {
        syllable(&word.nfc().collect::<String>()).is_some()
    }
}

/// Not "thỀ": nobody types a marked capital behind a small letter. ASCII capitals may stand beside small
/// letters with marks, as TCVN3 has no capitals of those.
fn is_cased(word: &str) -> bool {
    let mut chars = word.chars();
    let starts_small = chars.next().is_some_and(char::is_lowercase);
    let (mut small, mut capital) = (starts_small, false);
    for c in chars {
        small |= c.is_lowercase();
        capital |= !c.is_ascii() && c.is_uppercase();
    }
    !(small && capital)
}

/// Letters that no 8-bit font encoding shows as.
pub(super) fn is_certain(c: char) -> bool {
    matches!(
        c,
        '\u{1EA0}'
            ..='\u{1EF9}' | 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'
    ) || is_combining(c)
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{323}').contains(&c)
}

/// Characters that Vietnamese and most prose do without but every old encoding needs: without one of
/// them there is nothing to look into.
pub(super) fn is_suspicious(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}' | '¡'..='¯' | 'µ'..='¹' | '»'..='¾' | 'Ä'..='Ç' | 'Ë' | 'Î' | 'Ï' | 'Ñ' | 'Ö'..='Ø'
        | 'Û' | 'Ü' | 'Þ' | 'ß' | 'ä'..='ç' | 'ë' | 'î'..='ñ' | 'ö'..='ø' | 'û' | 'ü' | 'þ' | 'ÿ' | '\u{F080}'..='\u{F0FF}')
}

/// Whether a character parts chunks: white space, digits and ASCII punctuation, which no encoding uses.
pub(super) fn parts_chunks(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphabetic() && !c.is_ascii_control()
        || c.is_whitespace() && c != '\u{85}'
}

/// The stretches between white space, digits and ASCII punctuation.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = &str> {
    text.split(parts_chunks).filter(|chunk| !chunk.is_empty())
}

//! One wording of a label: its letters, each with what it is worth, and what quick looks read of them.

use super::cost::{cost, without_common_ends};
use super::differ::Differ;
use super::ready::is_year;
use super::{Distance, FAR, Limit};
use crate::text::words::{WORDS, is_agency};
use unicode_normalization::char::decompose_canonical;

/// One wording of a label.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Form {
    pub inks: Vec<Ink>,
    /// What all letters are worth.
    pub weight: u32,
    /// Its letters without diacritics and spaces, a byte each: what a quick count of differences reads.
    pub letters: Vec<u8>,
    pub size: Size,
    /// Which pairs of letters occur, and how many: a quick guess at similarity.
    pub pairs: [u64; 8],
    pub pair_count: u32,
}

/// One letter and what it is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ink {
    /// Letter without diacritics.
    pub base: char,
    /// Its diacritics, folded into a number.
    pub marks: u16,
    /// What losing it costs, in twentieths of a letter.
    pub weight: u16,
}

const LETTER: u16 = 20;
const LIGHT: u16 = 7;
const DIGIT: u16 = 100;
const SPACE: u16 = 3;
pub(super) const AGENCY: u16 = 80;
/// Words in parentheses explain: they weigh less, as reports leave them out.
const ASIDE: u16 = 8;
const ASIDE_DIGIT: u16 = 60;

/// How much a wording is, without spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    letters: u32,
    /// How many of the letters stand in parentheses.
    asides: u32,
    /// What a letter outside parentheses is worth on average.
    worth: u32,
}

impl Size {
    fn of(letters: usize, asides: u32, weight: u32) -> Size {
        let letters = u32::try_from(letters).unwrap_or(FAR);
        let worth = weight.saturating_sub(asides * u32::from(ASIDE))
            / letters.saturating_sub(asides).max(1);
        Size {
            letters,
            asides,
            worth,
        }
    }

    /// The least [`Form::guess`] of two wordings may give: told by the number of letters.
    #[inline]
    pub fn least_guess(self, other: Size) -> u32 {
        self.guess(other, self.letters.abs_diff(other.letters))
    }

    /// What so many differing letters cost. A parenthesis left out is left out cheaply.
    fn guess(self, other: Size, differ: u32) -> u32 {
        let cheap = self.asides.abs_diff(other.asides).min(differ);
        let dear = (differ - cheap).saturating_mul(self.lesser_worth(other));
        cheap.saturating_mul(u32::from(ASIDE)).saturating_add(dear)
    }

    fn lesser_worth(self, other: Size) -> u32 {
        self.worth.min(other.worth).max(1)
    }
}

impl Form {
    /// A quick count of the differing letters as a cost; `None` where that is over the limit.
    pub fn guess(&self, other: &Form, differ: &Differ, limit: Limit) -> Option<u32> {
        let (mine, others) = (self.size, other.size);
        let cheap = mine.asides.abs_diff(others.asides);
        let most = limit.of(self.weight.max(other.weight)) / mine.lesser_worth(others) + cheap;
        Some(mine.guess(others, differ.count(&other.letters, most)?))
    }

    /// Takes folded words apart; those among `asides` weigh less.
    pub fn of(words: &[&str], asides: &[&str]) -> Form {
        let room = words.iter().map(|word| word.len() + 1).sum();
        let mut form = Form {
            inks: Vec::with_capacity(room),
            ..Form::default()
        };
        for word in words {
            if !form.inks.is_empty() {
                form.push(' ', 0, SPACE);
            }
            form.push_word(word, asides.contains(word));
        }
        form.count();
        form
    }

    /// What quick looks read, from the letters.
    fn count(&mut self) {
        self.letters.reserve(self.inks.len());
        let (mut asides, mut before) = (0, None);
        for ink in &self.inks {
            self.weight += u32::from(ink.weight);
            if ink.base == ' ' {
                continue;
            }
            asides += u32::from(ink.weight == ASIDE);
            self.letters.push(letter(ink.base));
            if let Some(before) = before.replace(u32::from(ink.base)) {
                // Pairs of letters as bits of their hashes.
                let at = before.wrapping_mul(31).wrapping_add(u32::from(ink.base)) % 512;
                self.pairs[(at / 64) as usize] |= 1 << (at % 64);
            }
        }
        self.pair_count = self.pairs.iter().map(|bits| bits.count_ones()).sum();
        self.size = Size::of(self.letters.len(), asides, self.weight);
    }

    fn push_word(&mut self, word: &str, aside: bool) {
        let weight = weight(word, aside);
        for c in word.chars() {
            match c {
                '\0'..='\x7F' => self.push(c, 0, weight),
                'đ' => self.push('d', 1, weight),
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => self.mark(c),
                _ => match hatted(c) {
                    Some((base, hat)) => {
                        self.push(base, 0, weight);
                        self.mark(hat);
                    }
                    None => decompose_canonical(c, |part| self.push_part(part, weight)),
                },
            }
        }
    }

    /// A letter, or a mark of the letter before.
    fn push_part(&mut self, part: char, weight: u16) {
        match part {
            '\u{0300}'..='\u{036F}' => self.mark(part),
            'đ' => self.push('d', 1, weight),
            c if is_agency(c) => self.push(c, 0, AGENCY),
            other => self.push(other, 0, weight),
        }
    }

    fn mark(&mut self, mark: char) {
        if let Some(last) = self.inks.last_mut() {
            last.marks = last
                .marks
                .wrapping_mul(8)
                .wrapping_add((u32::from(mark) % 7) as u16 + 1);
        }
    }

    fn push(&mut self, base: char, marks: u16, weight: u16) {
        self.inks.push(Ink {
            base,
            marks,
            weight,
        });
    }

    /// The pairs of letters, by the number of their bit.
    pub fn each_pair(&self) -> impl Iterator<Item = usize> {
        self.pairs.iter().enumerate().flat_map(|(word, bits)| {
            let rest = |bits: &u64| Some(bits & bits.wrapping_sub(1)).filter(|rest| *rest != 0);
            let each = std::iter::successors(Some(*bits).filter(|bits| *bits != 0), rest);
            each.map(move |bits| word * 64 + bits.trailing_zeros() as usize)
        })
    }

    /// The share of letter pairs in common, in thousandths; 0 where one has too few to reach `least`.
    pub fn overlap(&self, other: &Form, least: u32) -> u32 {
        if 2000 * self.pair_count.min(other.pair_count)
            < least * (self.pair_count + other.pair_count)
        {
            return 0;
        }
        let common: u32 = self
            .pairs
            .iter()
            .zip(&other.pairs)
            .map(|(a, b)| (a & b).count_ones())
            .sum();
        share(common, self.pair_count + other.pair_count)
    }

    /// Weighted Levenshtein distance, given up once it must exceed the limit. What is near is found by a
    /// narrow look first.
    pub fn distance(&self, other: &Form, limit: Limit) -> Option<Distance> {
        const NARROW: u32 = 60;
        let weight = self.weight.max(other.weight);
        let most = limit.of(weight);
        let (mine, others) = without_common_ends(&self.inks, &other.inks);
        let narrow = (most > 2 * NARROW)
            .then(|| cost(mine, others, NARROW))
            .flatten();
        let cost = narrow.or_else(|| cost(mine, others, most))?;
        Some(Distance { cost, weight })
    }
}

/// Twice what two sets have in common as thousandths of what both hold.
pub(super) fn share(common: u32, both: u32) -> u32 {
    (2000 * common).checked_div(both).unwrap_or(0)
}

/// A letter in one byte; letters beyond ASCII may share one.
fn letter(base: char) -> u8 {
    if base.is_ascii() {
        base as u8
    } else {
        0x80 | (u32::from(base) & 0x7f) as u8
    }
}

/// What a letter of a word is worth.
fn weight(word: &str, aside: bool) -> u16 {
    let is_number = word.bytes().all(|b| b.is_ascii_digit() || b == b'%') && word != "%";
    match (is_number, aside) {
        (true, false) if is_year(word) => LETTER,
        (true, false) => DIGIT,
        (true, true) if is_year(word) => ASIDE,
        (true, true) => ASIDE_DIGIT,
        (false, true) => ASIDE,
        (false, false) if WORDS.is_light(word) => LIGHT,
        (false, false) => LETTER,
    }
}

/// The toneless letters of Vietnamese beyond ASCII as Unicode takes them apart: nearly all there is to
/// look up in a folded label.
fn hatted(c: char) -> Option<(char, char)> {
    const BREVE: char = '\u{306}';
    const CIRCUMFLEX: char = '\u{302}';
    const HORN: char = '\u{31B}';
    Some(match c {
        'ă' => ('a', BREVE),
        'â' => ('a', CIRCUMFLEX),
        'ê' => ('e', CIRCUMFLEX),
        'ô' => ('o', CIRCUMFLEX),
        'ơ' => ('o', HORN),
        'ư' => ('u', HORN),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_taken_apart_as_unicode_does() {
        for c in ('\u{80}'..='\u{1EFF}')
            .filter(|c| c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(c))
        {
            let (mut quick, mut slow) = (Form::default(), Form::default());
            for form in [&mut quick, &mut slow] {
                form.push('a', 0, LETTER);
            }
            let word = c.to_string();
            quick.push_word(&word, false);
            let weight = weight(&word, false);
            decompose_canonical(c, |part| slow.push_part(part, weight));
            assert_eq!(quick, slow, "{c:?}");
        }
    }

    #[test]
    fn pairs_are_handed_over_one_by_one() {
        let form = Form::of(&["kiểm", "soát", "thủ", "tục"], &[]);
        let mut again = [0u64; 8];
        form.each_pair()
            .for_each(|at| again[at / 64] |= 1 << (at % 64));
        assert_eq!(again, form.pairs);
        assert_eq!(form.each_pair().count(), form.pair_count as usize);
    }
}

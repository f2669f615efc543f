//! A word as a number, so that comparing costs nothing: printings that fold alike are one number.

use crate::text::letter;

/// A folded word: case, tone placement and the way marks are composed do not tell words apart,
/// diacritics do ([`crate::text::fold::fold`] gives the same as letters).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word(u64);

/// A word while its letters are read.
#[derive(Clone, Copy, Debug)]
pub struct Folding {
    letters: u64,
    tone: u32,
}

fn is_tone(c: char) -> bool {
    matches!(
        c,
        '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}'
    )
}

fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// FNV-1a, a letter at a time: words are few, so that two of them never meet in 64 bits.
fn mixed(hash: u64, letter: u32) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
}

impl Word {
    /// No word.
    pub const NONE: Word = Word(0);

    /// The words of a text as one; spaces and signs between them count as one space.
    pub fn of(text: &str) -> Word {
        let mut folding = Folding::START;
        let (mut inside, mut some) = (false, false);
        for c in text.chars() {
            if !inside && some && (is_letter(c) || c == '%') {
                folding.space();
            }
            inside = folding.push(c);
            some |= inside;
        }
        folding.done()
    }
}

impl Folding {
    /// Before the first letter.
    pub const START: Folding = Folding {
        letters: 0xcbf2_9ce4_8422_2325,
        tone: 0,
    };

    /// Adds a character; false when it belongs to no word.
    pub fn push(&mut self, c: char) -> bool {
        if c.is_ascii() {
            let inside = c.is_ascii_alphanumeric() || c == '%';
            if inside {
                self.letters = mixed(self.letters, c.to_ascii_lowercase().into());
            }
            return inside;
        }
        match letter::of(c) {
            Some(letter) => {
                self.letters = mixed(self.letters, letter.toneless.into());
                self.tone = letter::mark(letter.tone).map_or(self.tone, u32::from);
            }
            None if is_tone(c) => self.tone = c.into(),
            None if is_letter(c) => {
                let lower = c.to_lowercase().map(|c| if c == 'ð' { 'đ' } else { c });
                self.letters = lower.fold(self.letters, |letters, c| mixed(letters, c.into()));
            }
            None => return false,
        }
        true
    }

    /// Ends a word of several.
    fn space(&mut self) {
        self.letters = mixed(mixed(self.letters, self.tone), ' '.into());
        self.tone = 0;
    }

    /// The word read; the next begins.
    pub fn done(&mut self) -> Word {
        let word = Word(mixed(self.letters, self.tone));
        *self = Folding::START;
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_placement_and_case_tell_no_words_apart_and_marks_do() {
        assert_eq!(Word::of("Hoà giải"), Word::of("hòa  giải:"));
        assert_ne!(Word::of("thư"), Word::of("thu"));
    }

    use crate::text::fold::fold;
    use proptest::prelude::*;

    #[test]
    fn what_folds_alike_is_one_word() {
        let texts = [
            "Hoà",
            "hòa",
            "HÒA",
            "hòa",
            "hoa",
            "Ðiện",
            "điện",
            "ĐIỆN",
            "Tỷ lệ %",
            "tỷ lệ  %:",
            "quý",
        ];
        for (one, two) in texts.iter().flat_map(|one| texts.map(|two| (*one, two))) {
            assert_eq!(
                Word::of(one) == Word::of(two),
                fold(one) == fold(two),
                "{one} {two}"
            );
        }
    }

    proptest! {
        #[test]
        fn words_are_one_when_their_keys_are(text in "[a-zA-ZđĐăâêôơưÀẢãạếỆứ ]{0,12}") {
            let other: String = text.to_uppercase().chars().rev().collect::<String>().chars().rev().collect();
            prop_assert_eq!(Word::of(&text), Word::of(&other));
            prop_assert_eq!(Word::of(&text) == Word::of("thư"), fold(&text) == fold("thư"));
        }
    }
}

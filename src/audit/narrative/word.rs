//! A word as a number, so that comparing costs nothing: printings that fold alike are one number.

use std::sync::LazyLock;
use unicode_normalization::char::decompose_canonical;

/// A folded word: case, tone placement and the way marks are composed do not tell words apart,
/// diacritics do ([`crate::text::fold::fold`] gives the same as letters).
///
/// ```
/// use phuluc::audit::narrative::word::Word;
/// assert_eq!(Word::of("Hoà giải"), Word::of("hòa  giải:"));
/// assert_ne!(Word::of("thư"), Word::of("thu"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Word(u64);

/// A word while its letters are read.
#[derive(Clone, Copy, Debug)]
pub struct Folding {
    letters: u64,
    tone: u32,
}

/// A character taken apart: letter, mark and tone, 0 for none.
#[derive(Clone, Copy, Default)]
struct Parts {
    letter: u32,
    mark: u32,
    tone: u32,
}

/// The characters a Vietnamese text is written in beyond ASCII: Latin letters with marks, and the marks.
const RANGES: [std::ops::Range<u32>; 2] = [0xC0..0x370, 0x1E00..0x1F00];

/// Those characters taken apart, range after range; nothing for those that belong to no word.
static PARTS: LazyLock<Vec<Parts>> = LazyLock::new(|| {
    let parts = |code: u32| match char::from_u32(code).filter(|c| is_letter(*c)) {
        Some(c) => taken_apart(c),
        None => Parts::default(),
    };
    RANGES.into_iter().flatten().map(parts).collect()
});

/// Where a character stands in [`PARTS`].
fn position(c: char) -> Option<usize> {
    let code = u32::from(c);
    let [low, high] = RANGES;
    match code {
        _ if low.contains(&code) => Some((code - low.start) as usize),
        _ if high.contains(&code) => Some((code - high.start + low.end - low.start) as usize),
        _ => None,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// The character taken apart; `None` when it belongs to no word.
fn parts(c: char) -> Option<Parts> {
    match position(c) {
        Some(at) => PARTS.get(at).copied().filter(|parts| parts.letter != 0 || parts.tone != 0),
        None => is_letter(c).then(|| taken_apart(c)),
    }
}

fn taken_apart(c: char) -> Parts {
    let mut parts = Parts::default();
    decompose_canonical(c, |piece| match piece {
        _ if is_tone(piece) => parts.tone = piece.into(),
        _ if parts.letter == 0 => parts.letter = lower(piece),
        _ => parts.mark = piece.into(),
    });
    parts
}

fn lower(c: char) -> u32 {
    match c.to_lowercase().next().unwrap_or(c) {
        'ð' => 'đ'.into(),
        lower => lower.into(),
    }
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}')
}

fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
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
    pub const START: Folding = Folding { letters: 0xcbf2_9ce4_8422_2325, tone: 0 };

    /// Adds a character; false when it belongs to no word.
    pub fn push(&mut self, c: char) -> bool {
        if c.is_ascii() {
            let inside = c.is_ascii_alphanumeric() || c == '%';
            if inside {
                self.letters = mixed(self.letters, c.to_ascii_lowercase().into());
            }
            return inside;
        }
        let Some(parts) = parts(c) else { return false };
        for letter in [parts.letter, parts.mark].into_iter().filter(|letter| *letter != 0) {
            self.letters = mixed(self.letters, letter);
        }
        if parts.tone != 0 {
            self.tone = parts.tone;
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
    use crate::text::fold::fold;
    use proptest::prelude::*;

    #[test]
    fn what_folds_alike_is_one_word() {
        let texts =
            ["Hoà", "hòa", "HÒA", "hòa", "hoa", "Ðiện", "điện", "ĐIỆN", "Tỷ lệ %", "tỷ lệ  %:", "quý"];
        for (one, two) in texts.iter().flat_map(|one| texts.map(|two| (*one, two))) {
            assert_eq!(Word::of(one) == Word::of(two), fold(one) == fold(two), "{one} {two}");
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

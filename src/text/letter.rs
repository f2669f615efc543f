//! The letters of Vietnamese, looked up: the letter without its tone, the one without any diacritic, the
//! tone. A table, as every word of every report passes here several times.

use super::syllable::{TONES, Tone, VOWELS};

/// What a letter is made of, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Without its tone: `ế` is `ê`.
    pub toneless: char,
    /// Without any diacritic: `ế` is `e`, `đ` is `d`.
    pub bare: char,
    /// Its tone.
    pub tone: Tone,
}

/// The tone as a combining mark.
pub const fn mark(tone: Tone) -> Option<char> {
    match tone {
        Tone::Level => None,
        Tone::Huyen => Some('\u{300}'),
        Tone::Hoi => Some('\u{309}'),
        Tone::Nga => Some('\u{303}'),
        Tone::Sac => Some('\u{301}'),
        Tone::Nang => Some('\u{323}'),
    }
}

/// A letter beyond ASCII that Vietnamese is written with, in either case; `None` for any other character.
///
/// ```
/// use phuluc::text::letter;
/// assert_eq!(letter::of('Ế').map(|l| (l.toneless, l.bare)), Some(('ê', 'e')));
/// assert_eq!((letter::of('e'), letter::of('ü')), (None, None));
/// ```
#[inline]
pub fn of(c: char) -> Option<Letter> {
    let letter = match c {
        '\u{C0}'..='\u{1B0}' => LATIN[c as usize - 0xC0],
        '\u{1EA0}'..='\u{1EF9}' => TONED[c as usize - 0x1EA0],
        _ => return None,
    };
    (letter.bare != '\0').then_some(letter)
}

const NONE: Letter = Letter {
    toneless: '\0',
    bare: '\0',
    tone: Tone::Level,
};

static LATIN: [Letter; 0xF1] = table(0xC0);
static TONED: [Letter; 0x5A] = table(0x1EA0);

const fn table<const N: usize>(first: usize) -> [Letter; N] {
    let mut all = [NONE; N];
    let mut row = 0;
    while row < VOWELS.len() {
        let mut tone = 0;
        while tone < TONES.len() {
            let (toneless, bare) = (VOWELS[row][0], without_hat(VOWELS[row][0]));
            put(
                &mut all,
                first,
                VOWELS[row][tone],
                Letter {
                    toneless,
                    bare,
                    tone: TONES[tone],
                },
            );
            tone += 1;
        }
        row += 1;
    }
    put(
        &mut all,
        first,
        'đ',
        Letter {
            toneless: 'đ',
            bare: 'd',
            tone: Tone::Level,
        },
    );
    all
}

/// Enters a small letter and its capital, which stands 32 before it in Latin-1 and next to it elsewhere.
const fn put<const N: usize>(all: &mut [Letter; N], first: usize, small: char, letter: Letter) {
    let code = small as usize;
    let capital = if code < 0x100 { code - 0x20 } else { code - 1 };
    if !small.is_ascii() && capital >= first && code < first + N {
        all[code - first] = letter;
        all[capital - first] = letter;
    }
}

const fn without_hat(vowel: char) -> char {
    match vowel {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn the_table_says_what_unicode_says() {
        let mut known = 0;
        for c in ('\u{80}'..='\u{2100}').filter(|c| of(*c).is_some()) {
            let letter = of(c).unwrap_or(NONE);
            let small: String = c.to_lowercase().collect();
            let bare: String = small
                .replace('đ', "d")
                .nfd()
                .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
                .collect();
            assert_eq!(letter.bare.to_string(), bare, "{c}");
            let again: String = std::iter::once(letter.toneless)
                .chain(mark(letter.tone))
                .nfc()
                .collect();
            assert_eq!(again, small, "{c}");
            known += 1;
        }
        assert_eq!(
            known,
            2 * (12 * 6 - 6 + 1),
            "every vowel in every tone but the six plain ones, and đ"
        );
    }
}

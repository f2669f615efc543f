//! VNI-Windows: a vowel is followed by a mark, each mark a byte of its own.

use crate::text::syllable::{Tone, join, lower, split, upper};

/// What the letter of a byte is when it stands alone, in either case.
pub(super) fn letter(c: char) -> Option<char> {
    let small = match lower(c) {
        'æ' => 'ỉ',
        'ñ' => 'đ',
        'ò' => 'ị',
        'ó' => 'ĩ',
        'ô' => 'ơ',
        'ö' => 'ư',
        'î' => 'ỵ',
        _ => return None,
    };
    Some(if lower(c) == c { small } else { upper(small) })
}

/// The vowel under a mark, or `None` when they do not go together. `aú` is ẳ.
pub(super) fn marked(vowel: char, mark: char) -> Option<char> {
    let (hat, tone) = match lower(mark) {
        'â' => ('^', Tone::Level),
        'à' => ('^', Tone::Huyen),
        'á' => ('^', Tone::Sac),
        'ã' => ('^', Tone::Nga),
        'ä' => ('^', Tone::Nang),
        'å' => ('^', Tone::Hoi),
        'ê' => ('(', Tone::Level),
        'è' => ('(', Tone::Huyen),
        'é' => ('(', Tone::Sac),
        'ü' => ('(', Tone::Nga),
        'ë' => ('(', Tone::Nang),
        'ú' => ('(', Tone::Hoi),
        'ø' => (' ', Tone::Huyen),
        'ù' => (' ', Tone::Sac),
        'õ' => (' ', Tone::Nga),
        'ï' => (' ', Tone::Nang),
        'û' => (' ', Tone::Hoi),
        _ => return None,
    };
    let (bare, before) = split(vowel);
    let base = hatted(bare, hat)?;
    if before != Tone::Level {
        return None;
    }
    Some(join(base, tone))
}

/// A vowel under a circumflex (`^`), a breve (`(`) or nothing; case kept.
fn hatted(vowel: char, hat: char) -> Option<char> {
    let small = match (lower(vowel), hat) {
        ('a', '^') => 'â',
        ('e', '^') => 'ê',
        ('o', '^') => 'ô',
        ('a', '(') => 'ă',
        (same @ ('a' | 'â' | 'ă' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y'), ' ') => {
            same
        }
        _ => return None,
    };
    Some(if lower(vowel) == vowel {
        small
    } else {
        upper(small)
    })
}

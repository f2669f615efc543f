//! Characters of an old encoding → letters.

use super::score::{is_certain, parts_chunks};
use super::{Encoding, table, vni};
use crate::text::syllable::syllable;
use unicode_normalization::UnicodeNormalization;

/// A character, the encoding it is taken to be in, and whether its font draws it as a capital.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub c: char,
    /// `None` leaves it as it is.
    pub encoding: Option<Encoding>,
    pub capital: bool,
}

/// Decodes a piece, chunk by chunk.
pub(super) fn letters(piece: Vec<Letter>) -> String {
    let shouting = is_all_capitals(&piece);
    let mut out = String::with_capacity(piece.len() * 2);
    let chunks: Vec<&[Letter]> = piece
        .chunk_by(|a, b| parts_chunks(a.c) == parts_chunks(b.c))
        .collect();
    for (at, chunk) in chunks.iter().enumerate() {
        let shouting = shouting || is_among_capitals(&chunks, at);
        out.extend(chunk_letters(chunk, shouting).into_iter().nfc());
    }
    out
}

/// One chunk: left alone when it is Unicode or a lone sign, capitals made whole.
fn chunk_letters(chunk: &[Letter], shouting: bool) -> Vec<char> {
    let plain = || chunk.iter().map(|letter| letter.c).collect::<Vec<_>>();
    // A space that no line breaks at is a capital of VISCII, and far oftener a space.
    if chunk.iter().all(|letter| parts_chunks(letter.c)) {
        return plain();
    }
    if chunk
        .iter()
        .all(|letter| letter.encoding.is_none() || is_typed(letter.c) && !letter.capital)
    {
        return plain();
    }
    if chunk.iter().any(|letter| is_certain(letter.c)) || is_sign(chunk) {
        return plain();
    }
    let mut out = decoded(chunk);
    if chunk.iter().any(|letter| is_doubtful(letter.c)) && !is_word(&out) {
        let kept = signs_kept(chunk);
        if is_word(&kept) || !has_only_hyphens(chunk) || is_parted_ascii(chunk) {
            out = kept;
        }
    }
    if chunk.iter().any(|l| l.encoding == Some(Encoding::Tcvn3))
        && (shouting || is_all_capitals(chunk))
    {
        out = out.into_iter().flat_map(char::to_uppercase).collect();
    }
    out
}

/// A sign that stands by itself: a bullet, a soft hyphen, a dash. Other signs are words or
/// abbreviations there ("¦.TH" is "Ư.TH").
fn is_sign(chunk: &[Letter]) -> bool {
    let sign = |c: char| is_doubtful(c) || "·×÷±°©¬".contains(c);
    matches!(chunk, [only] if sign(only.c)) || chunk.iter().all(|letter| is_quote(letter.c))
}

/// A place to part a word at, or TCVN3's ư.
const SOFT_HYPHEN: char = '\u{AD}';

/// Signs that word processors put in by themselves, whatever the encoding: a letter only where that makes
/// a word.
fn is_doubtful(c: char) -> bool {
    is_quote(c) || matches!(c, SOFT_HYPHEN | '\u{2212}' | '\u{2219}')
}

fn is_quote(c: char) -> bool {
    "“”‘’–—…•".contains(c)
}

/// Its doubtful signs are soft hyphens.
fn has_only_hyphens(chunk: &[Letter]) -> bool {
    chunk
        .iter()
        .all(|letter| !is_doubtful(letter.c) || letter.c == SOFT_HYPHEN)
}

/// "VB-QPPL" with a soft hyphen: ASCII beside it, and it stands inside. At the end it is "TTƯ".
fn is_parted_ascii(chunk: &[Letter]) -> bool {
    chunk
        .iter()
        .all(|letter| letter.c.is_ascii() || letter.c == SOFT_HYPHEN)
        && chunk.last().is_some_and(|letter| letter.c != SOFT_HYPHEN)
}

/// A chunk decoded but for its doubtful signs.
fn signs_kept(chunk: &[Letter]) -> Vec<char> {
    let parts = chunk.chunk_by(|a, b| is_doubtful(a.c) == is_doubtful(b.c));
    let part = |part: &[Letter]| match part {
        [sign, ..] if is_doubtful(sign.c) => part.iter().map(|letter| letter.c).collect(),
        letters => decoded(letters),
    };
    parts.flat_map(part).collect()
}

fn is_word(letters: &[char]) -> bool {
    let word: String = letters.iter().filter(|c| c.is_alphabetic()).collect();
    syllable(&word).is_some()
}

/// "X·" between "HOµ" and "HéI", one letter that is typed small by need; what parts words stands between.
fn is_among_capitals(chunks: &[&[Letter]], at: usize) -> bool {
    let capitals = |at: Option<usize>| {
        at.and_then(|at| chunks.get(at))
            .is_some_and(|c| is_all_capitals(c))
    };
    capitals(at.checked_sub(2))
        && capitals(at.checked_add(2))
        && chunks
            .get(at)
            .is_some_and(|chunk| !chunk.iter().any(|letter| letter.c.is_ascii_lowercase()))
}

/// Two capitals and no small letter among the ASCII ones. TCVN3 has no capitals with a tone, so the
/// others were typed small ("CéNG HOµ").
fn is_all_capitals(piece: &[Letter]) -> bool {
    let count = |test: fn(&char) -> bool| piece.iter().filter(|letter| test(&letter.c)).count();
    count(char::is_ascii_uppercase) >= 2 && count(char::is_ascii_lowercase) == 0
}

/// The letters of a chunk; a VNI mark goes onto the letter before it.
fn decoded(chunk: &[Letter]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(chunk.len());
    for letter in chunk {
        if letter.encoding == Some(Encoding::Vni)
            && let Some(last) = out.last_mut()
            && let Some(marked) = vni::marked(*last, letter.c)
        {
            *last = marked;
            continue;
        }
        let plain = letter
            .encoding
            .and_then(|encoding| one(letter.c, encoding))
            .unwrap_or(letter.c);
        if letter.capital {
            out.extend(plain.to_uppercase())
        } else {
            out.push(plain)
        }
    }
    out
}

/// A character every encoding has in the same place. Control characters are capitals of VISCII and VPS.
pub(super) fn is_typed(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_control()
}

/// One character by itself; `None` where the encoding has nothing of its own.
fn one(c: char, encoding: Encoding) -> Option<char> {
    if is_typed(c) {
        return None;
    }
    let table = match encoding {
        Encoding::Vni => return vni::letter(c),
        Encoding::Tcvn3 => &table::TCVN3,
        Encoding::Viscii => &table::VISCII,
        Encoding::Vps => &table::VPS,
        Encoding::Cp1258 => &table::CP1258,
    };
    let letter = table[usize::from(table::byte(c)?)];
    (letter != '\0').then_some(letter)
}

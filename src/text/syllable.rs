//! The Vietnamese syllable: onset, nucleus, coda and one tone.
//!
//! Spelling is regular enough that a word either is a possible syllable or is not. That tells old
//! encodings from Unicode, and says where the tone mark stands.

use super::letter;

/// The six tones, in the order of `VOWELS`: level, `huyền`, `hỏi`, `ngã`, `sắc`, `nặng`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// No mark.
    #[default]
    Level,
    /// Grave (`à`).
    Huyen,
    /// Hook (`ả`).
    Hoi,
    /// Tilde (`ã`).
    Nga,
    /// Acute (`á`).
    Sac,
    /// Dot below (`ạ`).
    Nang,
}

pub(super) const TONES: [Tone; 6] = [
    Tone::Level,
    Tone::Huyen,
    Tone::Hoi,
    Tone::Nga,
    Tone::Sac,
    Tone::Nang,
];

/// Every vowel letter with its five marked forms.
pub(super) const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// Onsets, longest first; the empty onset is left to the end of the search.
const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "gh", "gi", "qu", "kh", "ch", "ph", "th", "tr", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

/// Codas other than glides, which count as part of the nucleus here.
const CODAS: [&str; 9] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Nuclei (glides included) that end a syllable.
const OPEN: [&str; 56] = [
    "a", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây",
    "eo", "êu", "ia", "iu", "iêu", "oa", "oai", "oao", "oau", "oay", "oe", "oeo", "oi", "ôi", "ơi",
    "ua", "uâ", "uau", "uây", "uê", "uêu", "ui", "uơ", "uôi", "uy", "uya", "uyu", "uyê", "ưa",
    "ưi", "ưu", "ươ", "ươi", "ươu", "ya", "yêu", "yu", "iê", "uô",
];

/// Nuclei that may stand before a coda.
const CLOSED: [&str; 25] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "iê", "yê", "oa", "oă", "oe", "oo",
    "ôô", "uâ", "uê", "uô", "uy", "uyê", "ươ",
];

/// A syllable taken apart; lengths count letters, so the parts of the original can be addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// Letters of the onset.
    pub onset: usize,
    /// Letters of the nucleus, glides included.
    pub nucleus: usize,
    /// Letters of the coda.
    pub coda: usize,
    /// Its tone.
    pub tone: Tone,
}

/// A letter without its tone, and the tone: `ế` is `ê` and sắc. Case is kept.
pub fn split(letter: char) -> (char, Tone) {
    if letter.is_ascii() {
        return (letter, Tone::Level);
    }
    match letter::of(letter) {
        Some(found) if lower(letter) == letter => (found.toneless, found.tone),
        Some(found) => (upper(found.toneless), found.tone),
        None => (letter, Tone::Level),
    }
}

/// A toneless vowel with a tone; any other letter as it is. Case is kept.
pub fn join(letter: char, tone: Tone) -> char {
    let lower = lower(letter);
    let marked = VOWELS
        .iter()
        .find(|row| row[0] == lower)
        .map(|row| row[tone as usize]);
    match marked {
        Some(marked) if lower == letter => marked,
        Some(marked) => upper(marked),
        None => letter,
    }
}

/// Takes a word apart when it is a possible Vietnamese syllable, wherever its tone mark stands.
///
/// ```
/// use phuluc::text::syllable::{Tone, syllable};
/// assert_eq!(syllable("nghiêng").map(|s| (s.onset, s.nucleus, s.coda)), Some((3, 2, 2)));
/// assert_eq!(syllable("Qúy").map(|s| s.tone), Some(Tone::Sac));
/// assert_eq!(syllable("Céng"), None); // c never stands before e
/// ```
pub fn syllable(word: &str) -> Option<Syllable> {
    let (letters, tone) = toneless(word)?;
    let (onset, nucleus, coda) = parts(&letters)?;
    let possible = is_spelled(onset, nucleus) && is_closed(nucleus, coda) && is_toned(coda, tone);
    possible.then(|| counted(onset, nucleus, coda, tone))
}

/// [`syllable`] without the spelling rules of consonants: "ngoé" is taken apart, and so is "nghoé".
pub fn loose(word: &str) -> Option<Syllable> {
    let (letters, tone) = toneless(word)?;
    let (onset, nucleus, coda) = parts(&letters)?;
    Some(counted(onset, nucleus, coda, tone))
}

/// Onset, nucleus and coda of a toneless word in lower case.
fn parts(letters: &str) -> Option<(&str, &str, &str)> {
    let (onset, rest) = letters.split_at_checked(onset(letters).len())?;
    let vowels = rest.find(|c| !is_vowel(c)).unwrap_or(rest.len());
    let (nucleus, coda) = rest.split_at_checked(vowels)?;
    is_rime(onset, nucleus, coda).then_some((onset, nucleus, coda))
}

fn counted(onset: &str, nucleus: &str, coda: &str, tone: Tone) -> Syllable {
    Syllable {
        onset: onset.chars().count(),
        nucleus: nucleus.chars().count(),
        coda: coda.len(),
        tone,
    }
}

/// The word in lower case without its tone; `None` for more than one tone or more than seven letters.
fn toneless(word: &str) -> Option<(String, Tone)> {
    let mut found = Tone::Level;
    let mut letters = String::with_capacity(word.len());
    for (count, c) in word.chars().enumerate() {
        let (bare, tone) = split(lower(c));
        if tone != Tone::Level && std::mem::replace(&mut found, tone) != Tone::Level || count >= 7 {
            return None;
        }
        letters.push(bare);
    }
    Some((letters, found))
}

/// The longest onset; "gi" gives its i back when no vowel follows ("gì", "gìn") and to "iê" ("giêng"),
/// "qu" its u likewise.
fn onset(letters: &str) -> &'static str {
    let found = ONSETS
        .into_iter()
        .find(|onset| letters.starts_with(onset))
        .unwrap_or("");
    let after = letters.get(found.len()..).unwrap_or("");
    match found {
        "gi" if !after.starts_with(is_vowel) || after.starts_with('ê') && after != "ê" => "g",
        "qu" if !after.starts_with(is_vowel) => "",
        other => other,
    }
}

fn is_rime(onset: &str, nucleus: &str, coda: &str) -> bool {
    match coda {
        "" => OPEN.contains(&nucleus),
        _ => {
            CODAS.contains(&coda) && (CLOSED.contains(&nucleus) || onset == "qu" && nucleus == "yê")
        }
    }
}

/// "ch" and "nh" close only a few nuclei, "c" and "ng" only the others.
fn is_closed(nucleus: &str, coda: &str) -> bool {
    match coda {
        "ch" | "nh" => ["a", "ê", "i", "oa", "uê", "uy", "y"].contains(&nucleus),
        "c" | "ng" => !["ê", "i", "oe", "ơ", "uê", "uy", "uyê", "y"].contains(&nucleus),
        "m" | "p" => !["oo", "ôô", "uâ", "uê", "uyê"].contains(&nucleus),
        _ => true,
    }
}

/// c/k/q, g/gh and ng/ngh share the vowels between them.
fn is_spelled(onset: &str, nucleus: &str) -> bool {
    let front = nucleus.starts_with(['e', 'ê', 'i', 'y']);
    match onset {
        "c" | "ng" => !front,
        "g" => !front || nucleus.starts_with('i'),
        "k" | "gh" | "ngh" => front,
        "qu" => !nucleus.starts_with(['o', 'u', 'ư']),
        _ => true,
    }
}

/// Syllables closed by a stop have only two tones.
fn is_toned(coda: &str, tone: Tone) -> bool {
    !matches!(coda, "c" | "ch" | "p" | "t") || matches!(tone, Tone::Sac | Tone::Nang)
}

/// Whether a lower-case toneless letter is a vowel.
pub fn is_vowel(letter: char) -> bool {
    VOWELS.iter().any(|row| row[0] == letter)
}

/// Whether a character is a letter; quick for those of Vietnamese.
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphabetic(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{2C1}' | '\u{1E00}'..='\u{1EFF}' => true,
        _ => c.is_alphabetic(),
    }
}

/// Lower case of a letter that has one of one letter.
pub fn lower(letter: char) -> char {
    match letter {
        '\0'..='\x7F' => return letter.to_ascii_lowercase(),
        // The letters of the Vietnamese alphabet stand in pairs, the small one second.
        'Ạ'..='ỹ' => return char::from_u32(u32::from(letter) | 1).unwrap_or(letter),
        _ => {}
    }
    let mut all = letter.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// Upper case of a letter that has one of one letter.
pub fn upper(letter: char) -> char {
    let mut all = letter.to_uppercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// Every syllable the tables allow, toned on the first vowel of its nucleus: what laws are tested on.
#[cfg(test)]
pub fn every() -> Vec<String> {
    let onsets = ONSETS.into_iter().chain([""]);
    let rimes = || {
        OPEN.into_iter()
            .map(|n| (n, ""))
            .chain(CLOSED.into_iter().flat_map(|n| CODAS.map(|c| (n, c))))
    };
    let bare = onsets.flat_map(|onset| rimes().map(move |(nucleus, coda)| (onset, nucleus, coda)));
    bare.flat_map(|(onset, nucleus, coda)| {
        TONES.map(|tone| {
            let mut vowels = nucleus.chars();
            let first = vowels.next().map_or(' ', |c| join(c, tone));
            format!("{onset}{first}{}{coda}", vowels.as_str())
        })
    })
    .filter(|word| syllable(word).is_some())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_ways_say_what_unicode_says() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            let mut small = c.to_lowercase();
            let single = small.next().filter(|_| small.next().is_none());
            assert_eq!(lower(c), single.unwrap_or(c), "{c:?}");
        }
    }

    #[test]
    fn common_words_are_syllables() {
        for word in [
            "của", "nghị", "quyết", "Ủy", "gìn", "giếng", "xoong", "khuỷu", "thuở", "ý", "y",
            "QUYỀN",
        ] {
            assert!(syllable(word).is_some(), "{word}");
        }
    }

    #[test]
    fn what_spelling_forbids_is_none() {
        for word in ["Céng", "hoµ", "cỏc", "chớnh", "ngế", "kà", "bdf", "", "mẹợ"] {
            assert!(syllable(word).is_none(), "{word}");
        }
    }
}

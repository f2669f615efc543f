//! The key two printed labels are compared on.

use super::letter;
use unicode_normalization::UnicodeNormalization;

/// Folds a label for comparing: lower case, one tone placement, look-alikes mended, punctuation and
/// bullets out, single spaces. Diacritics stay: "thư" and "thu" are different words.
///
/// Two printings of one label that differ only in tone style, case or punctuation fold alike.
///
/// ```
/// use phuluc::text::fold::fold;
/// assert_eq!(fold("- Số TTHC hoà giải:"), fold("Số TTHC hòa giải"));
/// assert_ne!(fold("thư điện tử"), fold("thu điện tử"));
/// ```
pub fn fold(label: &str) -> String {
    let mut out = String::with_capacity(label.len() + 8);
    each_word(label, &mut out, push_folded);
    out
}

/// [`fold`] without any diacritic: the key that survives OCR's favourite slips.
///
/// ```
/// use phuluc::text::fold::bare;
/// assert_eq!(bare("Đơn giản hóa TTHC"), "don gian hoa tthc");
/// ```
pub fn bare(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    each_word(label, &mut out, push_bare);
    out
}

/// A folded text without its diacritics: what [`bare`] makes of it, signs and spaces kept.
pub fn without_marks(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    push_without_marks(folded, &mut out);
    out
}

/// [`without_marks`] onto the end of another text.
pub(super) fn push_without_marks(folded: &str, out: &mut String) {
    for c in folded.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        match letter::of(c) {
            _ if is_mark(c) => {}
            Some(known) => out.push(known.bare),
            None => out.extend(std::iter::once(c).nfd().filter(|c| !is_mark(*c))),
        }
    }
}

/// Hands over the words of a label, one space between what comes of them.
fn each_word(label: &str, out: &mut String, push: fn(&str, &mut String)) {
    let mut at = 0;
    loop {
        let start = run_end(label, at, false);
        at = run_end(label, start, true);
        if at == start {
            return;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        push(&label[start..at], out);
    }
}

/// Where the run of characters of words, or of others, ends that begins here.
fn run_end(label: &str, start: usize, of_words: bool) -> usize {
    let bytes = label.as_bytes();
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        let wide = if byte.is_ascii() {
            None
        } else {
            label[at..].chars().next()
        };
        if wide.map_or(is_ascii_word(*byte), is_word_char) != of_words {
            break;
        }
        at += wide.map_or(1, char::len_utf8);
    }
    at
}

fn is_ascii_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'%'
}

/// The same of a character beyond ASCII.
fn is_word_char(c: char) -> bool {
    letter::of(c).is_some() || is_mark(c) || c.is_alphanumeric()
}

fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Lower-cases a word and moves its tone to the end, so that "hòa" and "hoà" become the same key.
fn push_folded(word: &str, out: &mut String) {
    let start = out.len();
    let mut tone = None;
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        match letter::of(c) {
            Some(known) => {
                out.push(known.toneless);
                tone = letter::mark(known.tone).or(tone);
            }
            None => {
                out.truncate(start);
                return push_foreign(word, out);
            }
        }
    }
    out.extend(tone);
}

/// [`push_folded`] for a word with characters that are no Vietnamese letters, decomposed ones among them.
fn push_foreign(word: &str, out: &mut String) {
    let mut tone = None;
    let mut letters = String::with_capacity(word.len());
    for c in word.nfd().flat_map(char::to_lowercase) {
        match c {
            '\u{0300}' | '\u{0301}' | '\u{0303}' | '\u{0309}' | '\u{0323}' => tone = Some(c),
            'ð' => letters.push('đ'),
            other => letters.push(other),
        }
    }
    out.extend(letters.nfc());
    out.extend(tone);
}

fn push_bare(word: &str, out: &mut String) {
    let start = out.len();
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        match letter::of(c) {
            Some(known) => out.push(known.bare),
            None => {
                out.truncate(start);
                let mut folded = String::new();
                push_foreign(word, &mut folded);
                return out.push_str(&without_marks(&folded));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_style_does_not_matter() {
        assert_eq!(fold("khỏe thủy hòa"), fold("khoẻ thuỷ hoà"));
    }

    #[test]
    fn percent_sign_is_a_word() {
        assert_eq!(fold("Tỷ lệ %"), format!("{} %", fold("tỷ lệ")));
    }

    #[test]
    fn what_is_looked_up_is_what_normalising_gives() {
        let slow = |word: &str| {
            let mut out = String::new();
            push_foreign(word, &mut out);
            out
        };
        for c in ('\u{80}'..='\u{2100}').filter(|c| is_word_char(*c)) {
            for word in [
                format!("h{c}a"),
                format!("ò{c}"),
                c.to_string(),
                format!("{c}\u{323}"),
            ] {
                let bare: String = slow(&word)
                    .nfd()
                    .filter(|c| !is_mark(*c))
                    .map(|c| if c == 'đ' { 'd' } else { c })
                    .collect();
                assert_eq!(
                    (fold(&word), super::bare(&word)),
                    (slow(&word), bare),
                    "{word:?}"
                );
            }
        }
    }
}

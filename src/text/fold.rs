//! The key two printed labels are compared on.

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
    let mut out = String::with_capacity(label.len());
    for word in label.split(|c: char| !is_word_char(c)) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        push_folded(word, &mut out);
    }
    out
}

/// [`fold`] without any diacritic: the key that survives OCR's favourite slips.
///
/// ```
/// use phuluc::text::fold::bare;
/// assert_eq!(bare("Đơn giản hóa TTHC"), "don gian hoa tthc");
/// ```
pub fn bare(label: &str) -> String {
    fold(label).nfd().filter(|c| !is_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || matches!(c, '%')
}

fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Lower-cases a word and moves its tone to the end, so that "hòa" and "hoà" become the same key.
fn push_folded(word: &str, out: &mut String) {
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
}

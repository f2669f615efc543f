//! Is a cell's text a figure?

use crate::text::syllable::is_letter;

/// Digits with what goes with them, or one of the signs that stand for a missing figure.
pub fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let blank = matches!(
        text,
        "-" | "–"
            | "—"
            | ":"
            | "."
            | ".."
            | "..."
            | "…"
            | "n.a."
            | "n/a"
            | "N/A"
            | "na"
            | "n.a"
            | "*"
            | "x"
            | "X"
    );
    if blank {
        return true;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| is_letter(*c)).count();
    // "Có = 1" is the code of an answer.
    digits > 0 && letters <= 2.min(digits) && !text.contains('=')
}

/// `1`, `2.3`, `IV`, `a)`: what numbers a row.
pub fn is_ordinal(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    let digits = bare
        .split('.')
        .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let roman = !bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|b| b"IVX".contains(&b));
    digits || roman
}

/// A bullet, a dash, a number or a letter that begins an item.
pub fn is_mark(text: &str) -> bool {
    let trimmed = text.trim_matches(|c: char| "()[].:".contains(c));
    let short = trimmed.chars().count() <= 5;
    let bullet = !text.is_empty() && text.chars().all(|c| !c.is_alphanumeric());
    let number = trimmed
        .split('.')
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    let letter = trimmed.chars().count() == 1 && text.chars().count() == 2;
    let roman =
        !trimmed.is_empty() && trimmed.chars().all(|c| "IVXivx".contains(c)) && trimmed != text;
    bullet || short && (number || letter || roman)
}

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

//! Whether a text looks like a number, or says that there is none, before it is read.

use crate::text::syllable::is_letter;
use crate::text::vocabulary;

/// How much beside digits a text may hold and still be taken for a number by its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// It begins with a digit, a minus sign in front or not: "12 người", "-3", "2024".
    Leading,
    /// A digit first, then digits, dots, commas, spaces and percent signs alone: "1.946", "86,96 %".
    Bare,
    /// A part of a number that a line break cut: digits and marks alone: "4.3.", "1/", ",5", "%".
    Piece,
    /// The whole of a printed cell: digits with at most two letters and no more letters than digits, or a
    /// sign for "no data": "86,96", "5 kg", "-", "n/a". "Có = 1" explains an answer.
    Cell,
    /// The cell of a value column: a few digits with what little goes with them, or a short answer:
    /// "12 hồ sơ", "Không".
    Answer,
}

/// Whether a text looks like a number.
///
/// ```
/// use phuluc::text::number::{Strictness::{Answer, Bare, Cell, Leading, Piece}, is_number};
/// let strictness = [Leading, Bare, Piece, Cell, Answer];
/// let looks = |text| strictness.map(|strictness| is_number(text, strictness));
/// assert_eq!(looks("1.946"), [true; 5]);
/// assert_eq!(looks("12 hồ sơ"), [true, false, false, false, true]);
/// assert_eq!(looks("-"), [false, false, false, true, true]);
/// assert_eq!(looks("Không"), [false, false, false, false, true]);
/// assert_eq!(looks("Có = 1"), [false; 5]);
/// ```
pub fn is_number(text: &str, strictness: Strictness) -> bool {
    match strictness {
        Strictness::Leading => text
            .strip_prefix(['-', '−'])
            .unwrap_or(text)
            .starts_with(|c: char| c.is_ascii_digit()),
        Strictness::Bare => {
            text.starts_with(|c: char| c.is_ascii_digit())
                && text.chars().all(|c| is_part(c) || c == ' ')
        }
        Strictness::Piece => text.chars().all(|c| is_part(c) || c == '/'),
        Strictness::Cell => is_cell_number(text.trim()),
        Strictness::Answer => is_answer(text),
    }
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '%')
}

fn is_cell_number(text: &str) -> bool {
    if is_no_data_sign(text) {
        return true;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = || text.chars().filter(|c| is_letter(*c)).count();
    digits > 0 && !text.contains('=') && letters() <= 2.min(digits)
}

fn is_answer(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if digits > 0 && letters <= digits + 8 && text.chars().count() <= 24 && !text.contains('=') {
        return true;
    }
    is_no_data_sign(text) || vocabulary::ANSWERS.contains(&text.to_lowercase().as_str())
}

/// One of the signs for "no data": a dash, an ellipsis, "x", "n/a".
fn is_no_data_sign(text: &str) -> bool {
    text.len() <= 4 && vocabulary::NO_DATA_SIGNS.contains(&text.to_lowercase().as_str())
}

/// Whether somebody wrote that there is nothing to state: a sign, a row of dashes or dots, "không phát sinh".
pub fn is_no_data(text: &str) -> bool {
    let dashes = |c: char| matches!(c, '-' | '–' | '—' | '_' | '.' | '…' | '/' | ' ');
    !text.is_empty() && text.chars().all(dashes) || is_no_data_sign(text) || is_none_in_words(text)
}

/// Of these the words: "không phát sinh". They answer a question, a dash may leave it open.
pub fn is_none_in_words(text: &str) -> bool {
    let words = text.trim_end_matches('.').to_lowercase();
    vocabulary::NO_DATA_WORDS.contains(&words.as_str())
}

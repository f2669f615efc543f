//! What a text by itself is: what numbers a row, the mark of an item.

use crate::text::roman;

/// `1`, `2.3`, `IV`, `a)`: what numbers a row.
pub fn is_ordinal(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    let digits = bare
        .split('.')
        .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let roman = (1..=5).contains(&bare.len()) && bare.chars().all(roman::is_sign);
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
    let roman = !trimmed.is_empty()
        && trimmed
            .chars()
            .all(|c| roman::is_sign(c.to_ascii_uppercase()))
        && trimmed != text;
    bullet || short && (number || letter || roman)
}

/// "A B C 1 2 3", "(1) (2) (3)", "1=2+3 2 3": what numbers the columns, from left to right.
pub fn number_columns(texts: &[String]) -> bool {
    let mut next = None;
    let mut counted = 0;
    let rises = |text: &String| {
        let bare = text.trim_matches(|c: char| "()[]".contains(c));
        if next.is_none() && bare.len() == 1 && bare.starts_with(|c: char| c.is_ascii_uppercase()) {
            return true;
        }
        let (number, formula) = bare.split_once('=').unwrap_or((bare, ""));
        let sum = formula
            .chars()
            .all(|c| c.is_ascii_digit() || "+-/*:.x×%() …".contains(c));
        let Some(own) = number.trim().parse::<u32>().ok().filter(|_| sum) else {
            return false;
        };
        let follows = next.map_or(own == 1, |next| own == next);
        next = Some(own + 1);
        counted += 1;
        follows
    };
    texts.len() >= NUMBERED && texts.iter().all(rises) && counted >= 2
}

/// So many columns have numbers of their own.
const NUMBERED: usize = 4;

/// "Trong đó:", "Chia ra:": a short line of its own above the items of a whole.
pub fn opens_items(text: &str) -> bool {
    text.ends_with(':')
        && text.starts_with(char::is_uppercase)
        && text.split_whitespace().count() <= FEW
}

/// A line above items has no more words than this.
const FEW: usize = 3;

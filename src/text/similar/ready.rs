//! What a printed label is before its letters are looked at: words, words in parentheses, numbers, hashes.

use crate::text::fold::fold;
use std::borrow::Cow;

/// The words of a label that stand only in parentheses.
pub(super) fn asides<'w>(printed: &str, words: &[&'w str]) -> Vec<&'w str> {
    if !printed.contains('(') {
        return Vec::new();
    }
    let outside = fold(&outside_parentheses(printed));
    let outside: Vec<&str> = outside.split_ascii_whitespace().collect();
    words
        .iter()
        .filter(|word| !outside.contains(word))
        .copied()
        .collect()
}

/// The label without its parentheses. One that is all parentheses explains nothing: it stays whole.
fn outside_parentheses(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => outside.push(' '),
        }
    }
    if outside.trim().is_empty() {
        text.to_owned()
    } else {
        outside
    }
}

/// Web and mail addresses name the agency, not the indicator.
pub(super) fn without_addresses(printed: &str) -> Cow<'_, str> {
    if !printed.contains("://") && !printed.contains("www.") && !printed.contains(".vn") {
        return Cow::Borrowed(printed);
    }
    let is_address =
        |word: &str| word.contains("://") || word.contains("www.") || word.contains(".vn");
    let words: Vec<&str> = printed
        .split(' ')
        .filter(|word| !is_address(word))
        .collect();
    Cow::Owned(words.join(" "))
}

/// The numbers that tell rows apart. Years and the numbers of documents ("10/CT-UBND") change from
/// report to report and are left out.
pub(super) fn telling_digits(canonical: &[&str], printed: &str) -> Vec<Box<str>> {
    let mut runs: Vec<Box<str>> = canonical
        .iter()
        .map(|word| word.trim_end_matches('%'))
        .filter(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) && !is_year(word)
        })
        .filter(|word| !printed.contains(&format!("{word}/")))
        .map(Box::from)
        .collect();
    runs.sort();
    runs
}

/// Neighbouring words, hashed; a label of one word gives that word.
pub(super) fn phrases(words: &[&str]) -> Vec<u64> {
    let hashes: Vec<u64> = words.iter().map(|word| hash(word)).collect();
    if hashes.len() < 2 {
        return hashes;
    }
    hashes
        .windows(2)
        .map(|pair| pair[0].rotate_left(21) ^ pair[1].wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .collect()
}

fn hash(text: &str) -> u64 {
    hash_on(HASH_START, text)
}

/// The hash of words with a space between them.
pub(super) fn hash_all(words: &[&str]) -> u64 {
    let Some((first, rest)) = words.split_first() else {
        return HASH_START;
    };
    rest.iter().fold(hash(first), |so_far, word| {
        hash_on(hash_on(so_far, " "), word)
    })
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: the same on every machine and in every run.
fn hash_on(so_far: u64, text: &str) -> u64 {
    text.bytes().fold(so_far, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}

pub(super) fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

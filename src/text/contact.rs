//! Telephone numbers and e-mail addresses.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Digits in groups as telephone numbers are written. Plain ASCII: classes of all of Unicode would cost
/// more to build than everything they are looked for in costs to read.
static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let groups = r"[0-9]{2,4}\)?[ .-]{0,2}(?:[0-9][ .-])?[0-9]{3,4}[ .-]?[0-9]{3,4}";
    Regex::new(&format!(r"(?-u)(?:\+84[ .-]?|\(?0){groups}")).ok()
});

/// Where telephone numbers and e-mail addresses stand, in order.
///
/// ```
/// use phuluc::text::contact::find;
/// assert_eq!(find("ĐT 0912 345 678, a@b.vn").len(), 2);
/// assert!(find("17.454.000 đồng ngày 01/02/2022").is_empty());
/// ```
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = text
        .match_indices('@')
        .filter_map(|(at, _)| address(text, at))
        .collect();
    if may_hold_phone(text) {
        let phones = PHONE
            .iter()
            .flat_map(|pattern| pattern.find_iter(text))
            .map(|found| found.range());
        found.extend(phones.filter(|at| is_phone(text, at.clone())));
    }
    found.sort_by_key(|at| (at.start, std::cmp::Reverse(at.end)));
    let mut end = 0;
    found.retain(|at| {
        let apart = at.start >= end;
        end = end.max(at.end);
        apart
    });
    found
}

/// Whether ten digits stand in a row, with nothing but what groups of digits are parted by between them: the
/// pattern takes longer to build than most reports to look through.
fn may_hold_phone(text: &str) -> bool {
    let in_number = |b: &u8| b.is_ascii_digit() || b" .-()+".contains(b);
    let digits = |run: &[u8]| run.iter().filter(|b| b.is_ascii_digit()).count();
    text.as_bytes()
        .split(|b| !in_number(b))
        .any(|run| digits(run) >= 10)
}

/// The address around an `@`: a name before, a domain of two parts behind.
fn address(text: &str, at: usize) -> Option<Range<usize>> {
    let named = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    let start = text[..at]
        .rfind(|c| !named(c))
        .map_or(0, |before| before + width(text, before));
    let rest = &text[at + 1..];
    let domain = &rest[..rest
        .find(|c: char| !named(c) || "_%+".contains(c))
        .unwrap_or(rest.len())];
    let domain = domain.trim_end_matches(['.', '-']);
    let parted = domain.split('.').count() >= 2 && domain.split('.').all(|part| !part.is_empty());
    (start < at && parted).then(|| start..at + 1 + domain.len())
}

/// Bytes of the character at a place.
fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// Ten or eleven digits, and not a piece of a longer number, a document number or a date.
fn is_phone(text: &str, at: Range<usize>) -> bool {
    let digits = text[at.clone()]
        .chars()
        .filter(char::is_ascii_digit)
        .count();
    let joined = goes_on(text[..at.start].chars().rev()) || goes_on(text[at.end..].chars());
    (10..=11).contains(&digits) && !joined
}

/// Whether a number goes on beyond its end: a letter, a digit, a stroke, or another sign
/// with a digit behind it.
fn goes_on(mut beyond: impl Iterator<Item = char>) -> bool {
    match beyond.next() {
        Some('/') => true,
        Some(',' | '-' | '.') => beyond.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What follows a number in a sentence does not hide it; a longer number is no telephone number.
    #[test]
    fn a_number_in_a_sentence_and_one_that_goes_on() {
        for text in [
            "ĐT 0912 345 678, Sở",
            "(ĐT: 0912345678)",
            "0912345678.",
            "số 0912345678 - máy lẻ 2",
        ] {
            assert_eq!(find(text).len(), 1, "{text}");
        }
        for text in [
            "0912345678,5",
            "10.0912345678",
            "0912345678/BC-UBND",
            "2-0912345678",
        ] {
            assert_eq!(find(text).len(), 0, "{text}");
        }
    }
}

//! A number as a sheet shows it and as it is stored. A sheet made on a machine set to English shows 11621
//! as "11,621", which a Vietnamese reader takes for 11 and a bit: the stored number decides.

use super::cell::counted;
use super::number_format::parse;
use rust_decimal::{Decimal, RoundingStrategy};
use std::borrow::Cow;
use std::str::FromStr;

/// A shown number as reports print it, by the digits the file stores for it.
pub(in crate::read) fn of_stored(shown: &str, digits: &str) -> String {
    match parse(digits) {
        Some(stored) => counted(&vietnamese(shown, stored), stored).into_owned(),
        None => shown.to_owned(),
    }
}

/// Whether what is shown is a number, and another one than the file stores for it.
pub(in crate::read) fn contradicts(shown: &str, digits: &str) -> bool {
    let Some(stored) = parse(digits) else {
        return false;
    };
    let shown = counted(shown.trim(), stored);
    let of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,%".contains(c);
    let unsigned = shown.strip_prefix('-').unwrap_or(&shown);
    let is_date =
        unsigned.split('.').count() == 3 && unsigned.rsplit('.').any(|part| part.len() != 3);
    unsigned.starts_with(|c: char| c.is_ascii_digit())
        && unsigned.chars().all(of_number)
        && !is_date
        && !says(&shown, stored, ',')
        && !says(&shown, stored, '.')
}

/// The number with a comma before its decimals and dots between its thousands, as reports print it;
/// what does not say the stored number in either way stays as it is shown.
pub(super) fn vietnamese(shown: &str, stored: Decimal) -> Cow<'_, str> {
    if !shown.contains(['.', ',']) || says(shown, stored, ',') || !says(shown, stored, '.') {
        return Cow::Borrowed(shown);
    }
    let swap = |c| match c {
        '.' => ',',
        ',' => '.',
        other => other,
    };
    Cow::Owned(shown.chars().map(swap).collect())
}

/// Whether a shown number is the stored one, rounded to what is shown, when its decimals follow this mark.
fn says(shown: &str, stored: Decimal, mark: char) -> bool {
    let kept = |c: char| match c {
        c if c == mark => Some('.'),
        c if c.is_ascii_digit() || c == '-' => Some(c),
        _ => None,
    };
    let plain: String = shown.chars().filter_map(kept).collect();
    let Ok(number) = Decimal::from_str(&plain) else {
        return false;
    };
    let hundred = if shown.contains('%') {
        Decimal::ONE_HUNDRED
    } else {
        Decimal::ONE
    };
    let Some(stored) = stored.checked_mul(hundred) else {
        return false;
    };
    stored.round_dp_with_strategy(number.scale(), RoundingStrategy::MidpointAwayFromZero) == number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_says_another_than_the_stored_contradicts_it() {
        for (shown, stored) in [("120", "118"), ("1.235", "1234567"), ("99%", "0.1")] {
            assert!(contradicts(shown, stored), "{shown} for {stored}");
        }
        for (shown, stored) in [
            ("120", "120"),
            ("11,621", "11621"),
            ("1.5", "1.5"),
            ("10.987", "10986.7"),
            ("99,64%", "0.9964"),
            ("(62)", "-62"),
            ("-", "0"),
            ("12.03.2026", "46093"),
            ("12/3", "46093"),
            ("Có", "1"),
            ("01", "1"),
            ("1.234.567", "1234567"),
            ("120", ""),
            ("1 946", "1946"),
        ] {
            assert!(!contradicts(shown, stored), "{shown} for {stored}");
        }
    }

    #[test]
    fn the_stored_number_tells_which_mark_parts_the_decimals() {
        for (shown, stored, expected) in [
            ("11,621", "11621", "11.621"),
            ("11.621", "11621", "11.621"),
            ("1.5", "1.5", "1,5"),
            ("1,5", "1.5", "1,5"),
            ("1,234.57", "1234.567", "1.234,57"),
            ("64.61%", "0.6461", "64,61%"),
            ("-2,000", "-2000", "-2.000"),
            ("12.03.2026", "46093", "12.03.2026"),
            ("07", "7", "07"),
        ] {
            assert_eq!(
                vietnamese(shown, stored.parse().unwrap()),
                expected,
                "{shown} for {stored}"
            );
        }
    }
}

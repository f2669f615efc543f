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

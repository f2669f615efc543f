//! Dots, commas and blanks among the digits of a figure → what it says.

use super::{Expect, Habit};
use rust_decimal::Decimal;
use std::str::FromStr;

/// Which marks stand in a figure.
pub(super) enum Marks<'a> {
    None,
    One {
        mark: char,
        whole: &'a str,
        part: &'a str,
    },
    Repeated(char),
    Both {
        last: char,
    },
}

impl Marks<'_> {
    pub(super) fn of(digits: &str) -> Marks<'_> {
        let (dots, commas) = (digits.matches('.').count(), digits.matches(',').count());
        match (dots, commas) {
            (0, 0) => Marks::None,
            (1, 0) | (0, 1) => {
                let mark = if dots == 1 { '.' } else { ',' };
                let (whole, part) = digits.split_once(mark).unwrap_or((digits, ""));
                Marks::One { mark, whole, part }
            }
            (_, 0) => Marks::Repeated('.'),
            (0, _) => Marks::Repeated(','),
            _ => Marks::Both {
                last: if digits.rfind('.') > digits.rfind(',') {
                    '.'
                } else {
                    ','
                },
            },
        }
    }
}

/// The value of a figure of digits, dots and commas, and its other possible reading.
pub(super) fn decide(digits: &str, habit: Habit) -> Option<(Decimal, Option<Decimal>)> {
    let compact: String = digits.chars().filter(|c| *c != ' ').collect();
    if digits.contains(' ') && digits.contains('.') {
        return None;
    }
    match Marks::of(&compact) {
        Marks::None => Some((Decimal::from_str(&compact).ok()?, None)),
        Marks::Repeated(mark) => Some((grouped(&compact, mark)?, None)),
        Marks::Both { last } => {
            let (whole, part) = compact.rsplit_once(last)?;
            let group_mark = if last == ',' { '.' } else { ',' };
            Some((
                with_decimals(&grouped(whole, group_mark)?.to_string(), part)?,
                None,
            ))
        }
        Marks::One { mark, whole, part } => one_mark(mark, whole, part, habit),
    }
}

fn one_mark(
    mark: char,
    whole: &str,
    part: &str,
    habit: Habit,
) -> Option<(Decimal, Option<Decimal>)> {
    let decimal = with_decimals(whole, part)?;
    if !looks_grouped(whole, part) {
        return Some((decimal, None));
    }
    let thousands = Decimal::from_str(&format!("{whole}{part}")).ok()?;
    Some(match (habit.expect, mark, habit.decimal_mark) {
        (Expect::Whole, '.', _) | (Expect::Any, '.', Some(',')) => (thousands, None),
        (Expect::Whole, _, Some('.')) => (thousands, None),
        (Expect::Whole, _, _) => (thousands, Some(decimal)),
        (Expect::Rate, _, known) if known == Some(mark) => (decimal, None),
        // No rate is in the thousands.
        (Expect::Rate, ',', None) if whole.len() > 1 => (decimal, None),
        (Expect::Rate, _, _) => (decimal, Some(thousands)),
        (Expect::Any, ',', Some(',')) => (decimal, None),
        (Expect::Any, ',', _) => (decimal, Some(thousands)),
        (Expect::Any, _, _) => (thousands, Some(decimal)),
    })
}

/// "1.946" may be 1946; "0.946", "01.946" and "97.06" cannot part thousands.
pub(super) fn looks_grouped(whole: &str, part: &str) -> bool {
    part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}

fn grouped(digits: &str, mark: char) -> Option<Decimal> {
    let groups: Vec<&str> = digits.split(mark).collect();
    if groups.len() > 1 && !are_groups(&groups) {
        return None;
    }
    Decimal::from_str(&groups.concat()).ok()
}

pub(super) fn are_groups(groups: &[&str]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.iter().all(|group| group.len() == 3)
}

fn with_decimals(whole: &str, part: &str) -> Option<Decimal> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return None;
    }
    Decimal::from_str(&format!("{whole}.{part}"))
        .ok()
        .map(|value| value.normalize())
}

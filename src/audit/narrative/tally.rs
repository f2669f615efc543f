//! Months listed with a figure each: "Tháng 01: 01 bài; Tháng 02: 02 bài; …".

use super::figure::{Amount, Figure};
use regex::Regex;
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::LazyLock;

/// A list of months, added up.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// What the figures make together.
    pub sum: Decimal,
    /// Where each figure stands in the sentence.
    pub items: Vec<Range<usize>>,
    /// The list as printed.
    pub at: Range<usize>,
}

static MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:tháng|quý)\s+(?:\d{1,2}|[ivx]+)(?:/\d{4})?\s*(?:[:(–-]|có|đăng|được)?\s*(\d+)\s+\p{L}",
    )
    .ok()
});

/// The fewest months that make a list.
const FEWEST: usize = 2;

impl Tally {
    /// Finds the list in a sentence.
    pub fn of(sentence: &str) -> Option<Tally> {
        let found = MONTH.as_ref()?.captures_iter(sentence);
        let items: Vec<Range<usize>> = found.filter_map(|found| Some(found.get(1)?.range())).collect();
        let values = items.iter().filter_map(|item| sentence.get(item.clone())?.parse::<Decimal>().ok());
        let sum = values.fold(Decimal::ZERO, |sum, next| sum.saturating_add(next));
        let (first, last) = (items.first()?.start, items.last()?.end);
        (items.len() >= FEWEST).then_some(Tally { sum, items, at: first..last })
    }

    /// The figure the list breaks down: the last count before it.
    pub fn broken_down<'a>(&self, figures: &'a [Figure]) -> Option<(&'a Figure, Decimal)> {
        let before = figures.iter().rev().find(|figure| figure.at.end <= self.at.start)?;
        match before.amount {
            Amount::Count(count) => Some((before, count)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_added_up() {
        let tally =
            Tally::of("đã đăng 05 tin, cụ thể: Tháng 01: 01 bài; Tháng 02: 02 bài; tháng 3 có 4 bài.");
        assert_eq!(tally.map(|tally| tally.sum), Some(7.into()));
        assert_eq!(Tally::of("Tháng 9 có 3 cuộc họp"), None);
        assert_eq!(Tally::of("trong tháng 9 và tháng 10"), None);
    }
}

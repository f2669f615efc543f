//! Months listed with a quantity each: "Tháng 01: 01 bài; Tháng 02: 02 bài; …".

use super::quantity::{Amount, Quantity};
use super::word::Word;
use super::words::{Syllable, words_of};
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::LazyLock;

/// A list of months, added up.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// What the quantities make together.
    pub sum: Decimal,
    /// Where each quantity stands in the sentence.
    pub items: Vec<Range<usize>>,
    /// The list as printed.
    pub at: Range<usize>,
}

/// Words between a month and its quantity.
static VERBS: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::TALLY_VERBS));
static SPANS: LazyLock<[Word; 2]> = LazyLock::new(|| ["tháng", "quý"].map(Word::of));

/// The fewest months that make a list.
const FEWEST: usize = 2;

impl Tally {
    /// Finds the list in a sentence.
    pub fn of(sentence: &str, syllables: &[Syllable]) -> Option<Tally> {
        let starts = syllables
            .iter()
            .enumerate()
            .filter(|(_, s)| SPANS.contains(&s.word));
        let items: Vec<Range<usize>> = starts
            .filter_map(|(at, _)| item(sentence, syllables.get(at + 1..)?))
            .collect();
        let values = items
            .iter()
            .filter_map(|item| sentence.get(item.clone())?.parse::<Decimal>().ok());
        let sum = values.fold(Decimal::ZERO, |sum, next| sum.saturating_add(next));
        let (first, last) = (items.first()?.start, items.last()?.end);
        (items.len() >= FEWEST).then_some(Tally {
            sum,
            items,
            at: first..last,
        })
    }

    /// The quantity the list breaks down: the last count before it.
    pub fn broken_down<'a>(&self, quantities: &'a [Quantity]) -> Option<(&'a Quantity, Decimal)> {
        let before = quantities
            .iter()
            .rev()
            .find(|quantity| quantity.at.end <= self.at.start)?;
        match before.amount {
            Amount::Count(count) => Some((before, count)),
            _ => None,
        }
    }
}

/// Where the quantity stands behind "tháng": "01: 01 bài", "3 có 4 bài", "5/2030 (2 bài)".
fn item(sentence: &str, rest: &[Syllable]) -> Option<Range<usize>> {
    let printed = |syllable: &Syllable| {
        sentence
            .get(syllable.start..syllable.end)
            .unwrap_or_default()
    };
    let gap = |at: usize| {
        sentence
            .get(rest.get(at)?.end..rest.get(at + 1)?.start)
            .map(str::trim)
    };
    let month = rest.first()?;
    let roman = printed(month)
        .chars()
        .all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    let is_month = month.digits && month.end - month.start <= 2 || roman;
    let mut at = usize::from(gap(0) == Some("/"));
    let mut sign = gap(at)?;
    if sign.is_empty() && VERBS.contains(&rest.get(at + 1)?.word) {
        at += 1;
        sign = gap(at)?;
    }
    let quantity = rest
        .get(at + 1)
        .filter(|quantity| is_month && quantity.digits)?;
    let counts =
        gap(at + 1)?.is_empty() && printed(rest.get(at + 2)?).starts_with(char::is_alphabetic);
    let joined = matches!(sign, "" | ":" | "(" | "–" | "-" | "là:" | "=");
    (joined && counts).then_some(quantity.start..quantity.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::narrative::words::syllables;

    fn tally(sentence: &str) -> Option<Tally> {
        Tally::of(sentence, &syllables(sentence))
    }

    #[test]
    fn months_are_added_up() {
        let found =
            tally("đã đăng 05 tin, cụ thể: Tháng 01: 01 bài; Tháng 02: 02 bài; tháng 3 có 4 bài.");
        assert_eq!(found.map(|tally| tally.sum), Some(7.into()));
        assert_eq!(tally("Tháng 9 có 3 cuộc họp"), None);
        assert_eq!(tally("trong tháng 9 và tháng 10"), None);
    }
}

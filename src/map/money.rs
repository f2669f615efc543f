//! Money printed in another unit than the row's: "1,5 tỷ" is 1500 in a row of triệu đồng.

use crate::text::fold::fold;
use crate::text::number::{Figure, Habit, with_unit};
use crate::text::vocabulary;
use rust_decimal::Decimal;

/// How many đồng a unit of money is.
pub(super) fn scale(unit: &str) -> Option<Decimal> {
    let unit = fold(unit);
    let mut scales = vocabulary::MONEY.iter();
    let (scale, _) = scales.find(|(_, units)| units.iter().any(|known| fold(known) == unit))?;
    scale.parse().ok()
}

/// An amount and the scale of the unit printed behind it.
pub(super) fn amount(printed: &str, habit: Habit) -> Option<(Figure, Decimal)> {
    let figure = with_unit(printed, habit)?;
    let scale = scale(&figure.words).filter(|_| figure.bracket.is_none() && !figure.percent)?;
    let words = String::new();
    Some((Figure { words, ..figure }, scale))
}

/// The amount from one scale to another, where it is beyond doubt.
pub(super) fn converted(figure: &Figure, from: Decimal, to: Decimal) -> Option<Decimal> {
    let certain = figure.other.is_none() && figure.repaired.is_none() && !figure.parted;
    let value = figure.value.checked_mul(from)?.checked_div(to)?;
    // "1.500 đồng" in a row of triệu đồng: a word was left out.
    (certain && value.abs() >= Decimal::ONE).then(|| value.normalize())
}

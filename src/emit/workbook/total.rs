//! What the values of all offices make together: by the form's rule, never by a guess.

use crate::model::{IndicatorId, Submission};
use crate::schema::{Aggregate, Indicator};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Decimals of a rate.
const RATE_DECIMALS: u32 = 2;

/// The numbers of one office by indicator.
pub type Numbers<'n> = BTreeMap<&'n IndicatorId, Decimal>;

/// The numbers of a report, corrected ones in their place.
pub fn numbers(report: &Submission) -> Numbers<'_> {
    let cells = report.cells.iter();
    cells
        .filter_map(|cell| Some((&cell.indicator, cell.number()?)))
        .collect()
}

/// The total of an indicator over some offices; `None` where the form has no rule for one, or nobody has a value.
pub fn total(indicator: &Indicator, offices: &[Numbers<'_>]) -> Option<Decimal> {
    let own = || {
        offices
            .iter()
            .filter_map(|numbers| numbers.get(&indicator.id))
    };
    match &indicator.aggregate {
        Aggregate::None | Aggregate::Last => None,
        Aggregate::Sum => own().next().and(Some(own().sum())),
        Aggregate::CountYes => own().next().and(Some(Decimal::from(
            own().filter(|value| **value == Decimal::ONE).count(),
        ))),
        Aggregate::Ratio { part, whole } => rate(part, whole, offices),
    }
}

/// Over the offices that have both: what one has alone would bend the rate.
fn rate(part: &IndicatorId, whole: &IndicatorId, offices: &[Numbers<'_>]) -> Option<Decimal> {
    let both = offices
        .iter()
        .filter_map(|numbers| Some((numbers.get(part)?, numbers.get(whole)?)));
    let (part, whole) = both.fold((Decimal::ZERO, Decimal::ZERO), |(part, whole), (a, b)| {
        (part + a, whole + b)
    });
    let rate = (part * Decimal::ONE_HUNDRED).checked_div(whole)?;
    Some(rate.round_dp_with_strategy(
        RATE_DECIMALS,
        rust_decimal::RoundingStrategy::MidpointAwayFromZero,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_made_of_the_offices_that_have_both() {
        let [part, whole, rate] = ["a", "b", "c"].map(IndicatorId::new);
        let indicator = Indicator {
            id: rate,
            aggregate: Aggregate::Ratio {
                part: part.clone(),
                whole: whole.clone(),
            },
            ..Indicator::default()
        };
        let office = |values: &[(&'static str, i64)]| -> Vec<(IndicatorId, Decimal)> {
            values
                .iter()
                .map(|(id, n)| (IndicatorId::new(*id), Decimal::from(*n)))
                .collect()
        };
        let offices = [office(&[("a", 83), ("b", 100)]), office(&[("b", 28)])];
        let offices: Vec<Numbers> = offices
            .iter()
            .map(|office| office.iter().map(|(id, n)| (id, *n)).collect())
            .collect();
        assert_eq!(total(&indicator, &offices), Some(Decimal::from(83)));
        assert_eq!(total(&indicator, &[]), None);
    }
}

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
        Aggregate::Weighted { by } => weighted(&indicator.id, by, offices),
        Aggregate::Mean => rounded(own().sum::<Decimal>().checked_div(own().count().into())?),
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
    rounded((part * Decimal::ONE_HUNDRED).checked_div(whole)?)
}

/// Over the offices that have both: as if the parts had been added.
fn weighted(own: &IndicatorId, by: &IndicatorId, offices: &[Numbers<'_>]) -> Option<Decimal> {
    let both = offices
        .iter()
        .filter_map(|numbers| Some((numbers.get(own)?, numbers.get(by)?)));
    let (sum, weights) = both.fold(
        (Decimal::ZERO, Decimal::ZERO),
        |(sum, weights), (value, weight)| (sum + value * weight, weights + weight),
    );
    rounded(sum.checked_div(weights)?)
}

fn rounded(rate: Decimal) -> Option<Decimal> {
    let half_up = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    Some(rate.round_dp_with_strategy(RATE_DECIMALS, half_up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_made_of_the_offices_that_have_both() {
        let [part, whole, rate] = ["a", "b", "c"].map(|id| IndicatorId(id.into()));
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
                .map(|(id, n)| (IndicatorId((*id).to_owned()), Decimal::from(*n)))
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

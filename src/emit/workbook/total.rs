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

/// The total of an indicator over the offices whose numbers `offices` gives, as often as it is asked; `None` where the
/// form has no rule for one, or nobody has a value.
pub fn total<'o, O>(indicator: &Indicator, offices: &impl Fn() -> O) -> Option<Decimal>
where
    O: Iterator<Item = &'o Numbers<'o>>,
{
    let own = || offices().filter_map(|numbers| numbers.get(&indicator.id).copied());
    let pairs = || {
        let pair = indicator.aggregate.pair(&indicator.id);
        offices().filter_map(move |numbers| {
            let (a, b) = pair?;
            Some((*numbers.get(a)?, *numbers.get(b)?))
        })
    };
    match &indicator.aggregate {
        Aggregate::None | Aggregate::Last => None,
        Aggregate::Sum => own().next().and(Some(own().sum())),
        Aggregate::CountYes => {
            let yes = own().filter(|value| *value == Decimal::ONE).count();
            own().next().and(Some(yes.into()))
        }
        Aggregate::Mean => rounded(own().sum::<Decimal>().checked_div(own().count().into())?),
        // Over the offices that have both: what one has alone would bend the rate.
        Aggregate::Ratio { .. } => {
            let above: Decimal = pairs().map(|(part, _)| part).sum();
            let below: Decimal = pairs().map(|(_, whole)| whole).sum();
            rounded((above * Decimal::ONE_HUNDRED).checked_div(below)?)
        }
        // As if the parts had been added.
        Aggregate::Weighted { .. } => {
            let above: Decimal = pairs().map(|(value, weight)| value * weight).sum();
            let below: Decimal = pairs().map(|(_, weight)| weight).sum();
            rounded(above.checked_div(below)?)
        }
    }
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
        assert_eq!(
            total(&indicator, &|| offices.iter()),
            Some(Decimal::from(83))
        );
        assert_eq!(total(&indicator, &|| offices[..0].iter()), None);
    }
}

//! What the arithmetic checks share: the figures a rule speaks of, and whether it holds.

use crate::audit::context::{Context, is_open};
use crate::model::{Finding, IndicatorId, Record, Severity, Value};
use crate::schema::{Indicator, Rule};
use rust_decimal::{Decimal, RoundingStrategy};

/// What a rule comes to in one report.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Too little is given to tell.
    Open,
    /// It works out; these took part.
    Holds(Vec<IndicatorId>),
    /// It does not: what was expected instead.
    Broken(Decimal),
}

/// Works a rule of an indicator out.
pub fn verdict(context: &Context, indicator: &Indicator, rule: &Rule) -> Verdict {
    let Some(record) = context.record(&indicator.id) else {
        return Verdict::Open;
    };
    match rule {
        Rule::SumOf { parts, .. } => sum(context, record, parts),
        Rule::RatioOf { part, whole, .. } => ratio(context, record, part, whole),
        Rule::AtMost { whole, .. } => at_most(context, record, whole),
        Rule::AtLeastSum { parts, .. } => at_least(context, record, parts),
        Rule::EqualTo { other, .. } => equal(context, record, other),
        Rule::Within { min, max } => within(record, *min, *max),
    }
}

/// All given: the sum is the value. Some open: the given ones may not exceed it.
fn sum(context: &Context, record: &Record, parts: &[IndicatorId]) -> Verdict {
    let given: Vec<Decimal> = parts
        .iter()
        .filter_map(|part| context.number(part))
        .collect();
    let (Some(total), Some(added)) = (record.value.number(), total(&given)) else {
        return Verdict::Open;
    };
    let open = parts.iter().any(|part| is_unknown(context, part));
    if added == total {
        Verdict::Holds(with(record, parts))
    } else if open && added < total {
        Verdict::Open
    } else {
        Verdict::Broken(added)
    }
}

fn at_least(context: &Context, record: &Record, parts: &[IndicatorId]) -> Verdict {
    let given: Vec<Decimal> = parts
        .iter()
        .filter_map(|part| context.number(part))
        .collect();
    let (Some(whole), Some(added)) = (record.value.number(), total(&given)) else {
        return Verdict::Open;
    };
    if added > whole {
        Verdict::Broken(added)
    } else if added == whole {
        Verdict::Holds(with(record, parts))
    } else {
        Verdict::Open
    }
}

fn ratio(context: &Context, record: &Record, part: &IndicatorId, whole: &IndicatorId) -> Verdict {
    let (Some(part_value), Some(whole_value)) = (context.number(part), context.number(whole))
    else {
        return Verdict::Open;
    };
    let (Some(printed), Some(quotient)) =
        (percent(&record.value), part_value.checked_div(whole_value))
    else {
        return Verdict::Open;
    };
    let Some(expected) = quotient.checked_mul(Decimal::ONE_HUNDRED) else {
        return Verdict::Open;
    };
    if rate_agrees(printed, expected, context.settings.tolerance) {
        Verdict::Holds(with(record, &[part.clone(), whole.clone()]))
    } else {
        Verdict::Broken(expected.round_dp(2))
    }
}

/// A printed rate agrees with the exact one when it is that one rounded or cut off to the decimals
/// printed, or within the tolerance of it.
pub fn rate_agrees(printed: Decimal, exact: Decimal, tolerance: Decimal) -> bool {
    let digits = printed.scale();
    let rounded = exact.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    printed == rounded
        || printed == exact.trunc_with_scale(digits)
        || (printed - exact).abs() <= tolerance
}

fn at_most(context: &Context, record: &Record, whole: &IndicatorId) -> Verdict {
    match (record.value.number(), context.number(whole)) {
        (Some(part), Some(limit)) if part > limit => Verdict::Broken(limit),
        // Being small enough confirms nothing.
        _ => Verdict::Open,
    }
}

fn equal(context: &Context, record: &Record, other: &IndicatorId) -> Verdict {
    match (record.value.number(), context.number(other)) {
        (Some(one), Some(two)) if one != two => Verdict::Broken(two),
        (Some(_), Some(_)) => Verdict::Holds(with(record, std::slice::from_ref(other))),
        _ => Verdict::Open,
    }
}

fn within(record: &Record, min: Option<Decimal>, max: Option<Decimal>) -> Verdict {
    let Some(number) = record.value.number() else {
        return Verdict::Open;
    };
    match (
        min.filter(|min| number < *min),
        max.filter(|max| number > *max),
    ) {
        (Some(bound), _) | (_, Some(bound)) => Verdict::Broken(bound),
        _ => Verdict::Open,
    }
}

/// The percentage a value states, "6/7" included.
pub fn percent(value: &Value) -> Option<Decimal> {
    match value {
        Value::Fraction(part, whole) => part.checked_div(*whole)?.checked_mul(Decimal::ONE_HUNDRED),
        other => other.number(),
    }
}

fn total(given: &[Decimal]) -> Option<Decimal> {
    (!given.is_empty()).then_some(())?;
    given
        .iter()
        .try_fold(Decimal::ZERO, |sum, next| sum.checked_add(*next))
}

fn is_unknown(context: &Context, id: &IndicatorId) -> bool {
    context
        .record(id)
        .is_none_or(|record| is_open(&record.value) || record.value.number().is_none())
}

fn with(record: &Record, others: &[IndicatorId]) -> Vec<IndicatorId> {
    std::iter::once(record.indicator.clone())
        .chain(others.iter().cloned())
        .collect()
}

/// How much a broken rule weighs: less when a correct report may break it or a draft guessed it.
pub fn severity(rule: &Rule) -> Severity {
    let (soft, guessed) = match rule {
        Rule::SumOf { soft, guessed, .. }
        | Rule::AtMost { soft, guessed, .. }
        | Rule::AtLeastSum { soft, guessed, .. }
        | Rule::EqualTo { soft, guessed, .. } => (*soft, *guessed),
        Rule::RatioOf { guessed, .. } => (false, *guessed),
        Rule::Within { .. } => (false, false),
    };
    match (soft, guessed) {
        (_, true) => Severity::Info,
        (true, false) => Severity::Warning,
        (false, false) => Severity::Error,
    }
}

/// Adds the rows of other indicators as places, and says in words what they hold: `III.4.3.1 (43)`.
pub fn beside(context: &Context, mut finding: Finding, others: &[&IndicatorId]) -> Finding {
    let mut named = Vec::new();
    for record in others.iter().filter_map(|id| context.record(id)) {
        let label = context.label(&record.indicator);
        let shown = crate::audit::context::shown(record);
        named.push(format!(
            "{} ({})",
            record.indicator,
            if shown.is_empty() { "–" } else { &shown }
        ));
        if let Some(row) = context.row(record) {
            let place = crate::audit::context::first_place(row);
            finding = finding.at(place, format!("{} {label}: {shown}", record.indicator));
        }
    }
    finding.with("others", named.join(", "))
}

/// Runs `look` on every rule of every indicator the form asks for.
pub fn each<'a>(context: &Context<'a>, mut look: impl FnMut(&'a Indicator, &'a Record, &'a Rule)) {
    for (indicator, record) in context.sheet() {
        for rule in &indicator.rules {
            look(indicator, record, rule);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_may_be_rounded_or_cut_off_to_the_decimals_printed() {
        let exact = Decimal::from(4_000) / Decimal::from(46); // 86.9565…
        let agrees = |printed: &str| {
            rate_agrees(printed.parse().expect("a rate"), exact, Decimal::new(1, 2))
        };
        assert!(["86.96", "86.95", "87", "86"].into_iter().all(agrees));
        assert!(!agrees("86.5") && !agrees("88"));
    }
}

//! `outlier-among-peers`: a figure far from what other units report.

use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::{Code, Record};
use crate::schema::{self, Indicator, Kind};
use crate::text::number::vietnamese;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// The check.
pub const CHECK: Check = Check {
    code: Code::OutlierAmongPeers,
    run: Run::Reports(run),
};

/// A report's figure, and its place on the scale figures are compared on.
type Figure<'a> = (usize, &'a Record, f64);

fn run(set: &Set, found: &mut Vec<Found>) {
    for (form, reports) in groups(set) {
        for indicator in form
            .indicators
            .iter()
            .filter(|i| i.asks() && i.kind != Kind::Choice)
        {
            let figure = |at: &usize| {
                let record = set.record(*at, &indicator.id)?;
                Some((*at, record, scale(indicator, record.value.number()?)?))
            };
            let figures: Vec<Figure> = reports.iter().filter_map(figure).collect();
            if figures.len() >= set.settings.peers {
                outliers(set, indicator, &figures, found);
            }
        }
    }
}

/// The reports that can be compared: same form, same period.
fn groups<'a>(set: &Set<'a>) -> Vec<(&'a crate::schema::Schema, Vec<usize>)> {
    let mut groups: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, report) in set.reports.iter().enumerate() {
        let form = report.schema.as_ref().map_or("", |fit| fit.id.as_str());
        let period = report
            .head
            .period
            .as_ref()
            .map_or("", |period| period.code.as_str());
        groups.entry((form, period)).or_default().push(at);
    }
    groups
        .into_iter()
        .filter_map(|((id, _), reports)| Some((schema::with_id(set.schemas, id)?, reports)))
        .collect()
}

/// Counts differ by factors, so they are compared by their logarithms; rates as they are.
fn scale(indicator: &Indicator, number: Decimal) -> Option<f64> {
    let number = number.to_f64()?;
    match indicator.kind {
        Kind::Percent => Some(number),
        _ => (number >= 0.0).then(|| (1.0 + number).ln()),
    }
}

fn outliers(set: &Set, indicator: &Indicator, figures: &[Figure], found: &mut Vec<Found>) {
    let values: Vec<f64> = figures.iter().map(|(_, _, value)| *value).collect();
    let middle = median(values.clone());
    let deviation = median(values.iter().map(|value| (value - middle).abs()).collect());
    // Equal peers would make every other figure an outlier.
    let least = if indicator.kind == Kind::Percent {
        3.0
    } else {
        0.35
    };
    let bound = set.settings.deviations.to_f64().unwrap_or(6.0);
    for (at, record, value) in figures {
        let score = 0.6745 * (value - middle).abs() / deviation.max(least);
        if score > bound {
            let Some(report) = set.reports.get(*at) else {
                continue;
            };
            let finding = set
                .about(CHECK.finding(), report, record)
                .with("count", figures.len());
            found.push((Some(*at), finding.with("median", shown(indicator, middle))));
        }
    }
}

fn shown(indicator: &Indicator, middle: f64) -> String {
    let plain = if indicator.kind == Kind::Percent {
        middle
    } else {
        middle.exp() - 1.0
    };
    Decimal::try_from(plain)
        .map(|median| vietnamese(median.round_dp(1)))
        .unwrap_or_default()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    match (
        values.get(half),
        half.checked_sub(1).and_then(|below| values.get(below)),
    ) {
        (Some(upper), Some(lower)) if values.len().is_multiple_of(2) => (upper + lower) / 2.0,
        (Some(middle), _) => *middle,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{last, report};
    use crate::audit::testing::Sheet;

    fn among(value: &str) -> Vec<String> {
        let sheet = Sheet::of(&[("I.1", "Số hồ sơ", "100")]);
        let peers = ["80", "95", "110", "120", "150", value];
        let reports = peers.iter().enumerate().map(|(n, value)| {
            report(
                &sheet.clone().value("I.1", value),
                &format!("Xã {n}"),
                "2030-Q2",
            )
        });
        last(&sheet, reports.collect())
    }

    #[test]
    fn a_figure_a_hundred_times_the_others_is_named() {
        assert_eq!(among("11000"), ["outlier-among-peers I.1"]);
    }

    #[test]
    fn a_large_unit_is_no_outlier() {
        assert!(among("400").is_empty());
    }
}

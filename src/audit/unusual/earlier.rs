//! The period before: which report it is, and what can be compared with it.

use crate::audit::check::Check;
use crate::audit::compare::{Found, Set, When, agency_key, when};
use crate::model::{IndicatorId, Record, Report};
use crate::schema::{Indicator, Kind, Scope};
use crate::text::number::vietnamese;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A report beside the one before it from the same unit on the same form.
pub struct Pair<'a> {
    /// Position of the report.
    pub at: usize,
    /// The report.
    pub report: &'a Report,
    /// When it is.
    pub when: When,
    /// The one before.
    pub before: &'a Report,
    /// When that was.
    pub was: When,
}

/// An indicator in both.
pub struct Both<'a> {
    /// The indicator.
    pub indicator: &'a Indicator,
    /// The record now.
    pub record: &'a Record,
    /// The figure now.
    pub now: Decimal,
    /// The figure then.
    pub then: Decimal,
}

/// Every report that has an earlier one from the same unit on the same form.
pub fn pairs<'a>(reports: &'a [Report], earlier: &'a [Report]) -> Vec<Pair<'a>> {
    let mut series: BTreeMap<(String, &str), Vec<(When, &'a Report)>> = BTreeMap::new();
    let mut places = Vec::new();
    for (at, report) in reports.iter().chain(earlier).enumerate() {
        let (Some(when), Some(key)) = (report.head.period.as_ref().and_then(when), key(report))
        else {
            continue;
        };
        series.entry(key.clone()).or_default().push((when, report));
        if at < reports.len() {
            places.push((at, when, key));
        }
    }
    let pair = |(at, now, key): (usize, When, (String, &str))| {
        let earlier = series
            .get(&key)?
            .iter()
            .filter(|(was, _)| (was.year, was.month) < (now.year, now.month));
        let (was, before) = *earlier.max_by_key(|(was, _)| *was)?;
        Some(Pair {
            at,
            report: reports.get(at)?,
            when: now,
            before,
            was,
        })
    };
    places.into_iter().filter_map(pair).collect()
}

/// Unit and form, where both are known.
fn key(report: &Report) -> Option<(String, &str)> {
    let agency = Some(agency_key(report)).filter(|agency| !agency.is_empty())?;
    Some((agency, report.schema.as_ref()?.id.as_str()))
}

/// Names every figure that looks odd beside the one before, in the pairs that can be compared.
pub fn name_odd(
    set: &Set,
    check: &Check,
    found: &mut Vec<Found>,
    is_comparable: impl Fn(&Pair) -> bool,
    is_odd: impl Fn(&Both) -> bool,
) {
    for pair in set.pairs.iter().filter(|pair| is_comparable(pair)) {
        let period = pair
            .before
            .head
            .period
            .as_ref()
            .map_or("", |period| &period.code);
        for both in pair.shared(set).iter().filter(|both| is_odd(both)) {
            let finding = set.about(check.finding(), pair.report, both.record);
            found.push((
                Some(pair.at),
                finding
                    .with("before", vietnamese(both.then))
                    .with("period", period),
            ));
        }
    }
}

impl<'a> Pair<'a> {
    /// The counts and rates both reports give.
    pub fn shared(&self, set: &Set<'a>) -> Vec<Both<'a>> {
        let Some(schema) = set.schema(self.report) else {
            return Vec::new();
        };
        let earlier = self.before.by_indicator();
        let both = |indicator: &'a Indicator| {
            let record = set.record(self.at, &indicator.id)?;
            let then = earlier.get(&indicator.id)?.value.number()?;
            Some(Both {
                indicator,
                record,
                now: record.value.number()?,
                then,
            })
        };
        let measured = schema
            .indicators
            .iter()
            .filter(|i| matches!(i.kind, Kind::Count | Kind::Percent | Kind::Amount));
        measured.filter_map(both).collect()
    }

    /// Both cover as many months, so their counts can be compared.
    pub fn is_alike(&self) -> bool {
        self.when.months == self.was.months
    }
}

impl Both<'_> {
    /// The form counts it since the year began.
    pub fn is_cumulative(&self) -> bool {
        self.indicator.scope == Scope::Cumulative
    }

    /// The figure moved further than a period usually moves it.
    pub fn is_jump(&self, times: Decimal) -> bool {
        if self.indicator.kind == Kind::Percent {
            return (self.now - self.then).abs() >= Decimal::from(50);
        }
        let (small, large) = if self.now < self.then {
            (self.now, self.then)
        } else {
            (self.then, self.now)
        };
        let far = large.saturating_sub(small) >= Decimal::from(20);
        far && small.max(Decimal::ONE).saturating_mul(times) <= large
    }
}

/// Values plausible beside the period before: compared and no jump.
pub fn plausible(set: &Set) -> Vec<(usize, IndicatorId)> {
    let mut plausible = Vec::new();
    for pair in set.pairs.iter().filter(|pair| pair.is_alike()) {
        let calm = pair
            .shared(set)
            .into_iter()
            .filter(|both| !both.is_jump(set.settings.jump));
        plausible.extend(calm.map(|both| (pair.at, both.indicator.id.clone())));
    }
    plausible
}

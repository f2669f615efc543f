//! The period before: which report it is, and what can be compared with it.

use crate::audit::check::Check;
use crate::audit::compare::{Found, Set, office_of};
use crate::model::identity::{Identity, is_unmerged};
use crate::model::{IndicatorId, Record, Report};
use crate::schema::{Indicator, Kind, Schema, Scope};
use crate::text::number::vietnamese;
use crate::text::value_column::{earlier_period, value_column};
use crate::text::when::When;
use crate::text::{Text, period};
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

/// Every report whose office sent one on the same form for the adjacent period before.
pub fn pairs<'a>(reports: &'a [Report], earlier: &'a [Report]) -> Vec<Pair<'a>> {
    let mut series: BTreeMap<(Identity, &str), Vec<(When, &'a Report)>> = BTreeMap::new();
    let mut places = Vec::new();
    for (at, report) in reports.iter().chain(earlier).enumerate() {
        let (Some(when), Some(key)) = (
            report
                .head
                .period
                .as_ref()
                .and_then(|period| When::of(&period.code)),
            key(report),
        ) else {
            continue;
        };
        series.entry(key.clone()).or_default().push((when, report));
        if at < reports.len() {
            places.push((at, when, key));
        }
    }
    let pair = |(at, now, key): (usize, When, (Identity, &str))| {
        let earlier = series.get(&key)?.iter().filter(|(was, before)| {
            let report = reports.get(at);
            let unmerged = report.is_some_and(|report| is_unmerged(&before.head, &report.head));
            now.follows(*was) && unmerged
        });
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

/// Reports by unit, form and period: those of the run and those before it.
pub struct ByPeriod<'a>(BTreeMap<((Identity, &'a str), &'a str), &'a Report>);

impl<'a> ByPeriod<'a> {
    /// All reports of a set; of several of one period the first.
    pub fn of(set: &Set<'a>) -> ByPeriod<'a> {
        let mut reports = BTreeMap::new();
        for report in set.reports.iter().chain(set.earlier) {
            if let Some((key, period)) = key(report).zip(report.head.period.as_ref()) {
                reports.entry((key, period.code.as_str())).or_insert(report);
            }
        }
        ByPeriod(reports)
    }

    /// The report of the same unit and form on another period.
    pub fn get(&self, report: &'a Report, period: &'a str) -> Option<&'a Report> {
        self.0.get(&(key(report)?, period)).copied()
    }
}

/// Unit and form, where both are known.
fn key(report: &Report) -> Option<(Identity, &str)> {
    Some((office_of(report)?, report.schema.as_ref()?.id.as_str()))
}

/// Names every figure that looks odd beside the one that the report itself prints for the period before, where
/// that period's own report is not at hand.
pub fn name_odd_in_print(
    set: &Set,
    check: &Check,
    found: &mut Vec<Found>,
    is_odd: impl Fn(&Both) -> bool,
) {
    for (at, report) in set.reports.iter().enumerate() {
        let own = report.head.period.as_ref().map(|period| &period.code);
        let before = own.and_then(|own| period::before(own));
        let columns = columns(report);
        let column = columns
            .iter()
            .find(|own| Some(&own.period) == before.as_ref());
        let (Some(column), Some(schema)) = (column, set.schema(report)) else {
            continue;
        };
        if set.pairs.iter().any(|pair| pair.at == at) {
            continue;
        }
        let both = |record| beside(schema, record, column);
        for both in report.records.iter().filter_map(both).filter(&is_odd) {
            let finding = set.about(check.finding(), report, both.record);
            let finding = finding.with("before", vietnamese(both.then));
            found.push((Some(at), finding.with("period", &column.period)));
        }
    }
}

/// An indicator's figure and the one a column prints beside it.
fn beside<'a>(schema: &'a Schema, record: &'a Record, column: &EarlierColumn) -> Option<Both<'a>> {
    let both = Both {
        indicator: schema.get(&record.indicator)?,
        record,
        now: record.value.number()?,
        then: column.number(record)?,
    };
    both.is_measured().then_some(both)
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

/// A printed column whose figures are those of an earlier period.
pub struct EarlierColumn<'r> {
    /// The words over it.
    pub name: &'r Text,
    /// The code of the period.
    pub period: String,
}

impl EarlierColumn<'_> {
    /// What it says of an indicator.
    pub fn number(&self, record: &Record) -> Option<Decimal> {
        let mut others = record.more_values.iter();
        let own = others.find(|other| other.column.as_ref() == Some(self.name));
        own?.value.number()
    }
}

/// The columns of earlier periods. A plan or a comparison of that time is not what was reported then, and sums
/// of a year have no report of their own.
pub fn columns(report: &Report) -> Vec<EarlierColumn<'_>> {
    let Some(own) = report.head.period.as_ref().map(|period| &period.code) else {
        return Vec::new();
    };
    let column = |name| {
        let says = value_column(Text::as_str(name), Some(own));
        let period = earlier_period(name.as_str(), own)?;
        let given = says.other_time && !says.plan && !says.compared && !says.cumulative;
        given.then_some(EarlierColumn { name, period })
    };
    let names = report.appendix.value_columns.iter();
    names.filter_map(column).collect()
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
        let shared = schema.indicators.iter().filter_map(both);
        shared.filter(Both::is_measured).collect()
    }

    /// Both cover as many months, so their counts can be compared.
    pub fn is_alike(&self) -> bool {
        self.when.months == self.was.months
    }
}

impl Both<'_> {
    /// A count, a rate or an amount.
    fn is_measured(&self) -> bool {
        matches!(
            self.indicator.kind,
            Kind::Count | Kind::Percent | Kind::Amount
        )
    }

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

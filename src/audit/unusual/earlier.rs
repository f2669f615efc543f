//! The period before: which report it is, and what can be compared with it.

use crate::audit::compare::{Set, When, agency_key, when};
use crate::model::{IndicatorId, Record, Report};
use crate::schema::{Indicator, Kind, Scope};
use rust_decimal::Decimal;

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

/// Every report that has an earlier one.
pub fn pairs<'a>(set: &Set<'a>) -> Vec<Pair<'a>> {
    let all = || set.reports.iter().chain(set.earlier);
    let pair = |(at, report): (usize, &'a Report)| {
        let now = when(report.head.period.as_ref()?)?;
        let key = agency_key(report);
        let same = |other: &&Report| {
            !key.is_empty()
                && agency_key(other) == key
                && other.schema.as_ref().map(|s| &s.id) == report.schema.as_ref().map(|s| &s.id)
        };
        let dated = all().filter(same).filter_map(|other| Some((when(other.head.period.as_ref()?)?, other)));
        let before = dated.filter(|(was, _)| (was.year, was.month) < (now.year, now.month));
        let (was, before) = before.max_by_key(|(was, _)| *was)?;
        Some(Pair { at, report, when: now, before, was })
    };
    set.reports.iter().enumerate().filter_map(pair).collect()
}

impl<'a> Pair<'a> {
    /// The counts and rates both reports give.
    pub fn shared(&self, set: &Set<'a>) -> Vec<Both<'a>> {
        let Some(schema) = set.schema(self.report) else { return Vec::new() };
        let earlier = |id: &IndicatorId| self.before.records.iter().find(|record| record.indicator == *id);
        let both = |indicator: &'a Indicator| {
            let record = set.record(self.at, &indicator.id)?;
            let then = earlier(&indicator.id)?.value.number()?;
            Some(Both { indicator, record, now: record.value.number()?, then })
        };
        let measured =
            schema.indicators.iter().filter(|i| matches!(i.kind, Kind::Count | Kind::Percent | Kind::Amount));
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
        let (small, large) = if self.now < self.then { (self.now, self.then) } else { (self.then, self.now) };
        let far = large.saturating_sub(small) >= Decimal::from(20);
        far && small.max(Decimal::ONE).saturating_mul(times) <= large
    }
}

/// Values plausible beside the period before: compared and no jump.
pub fn plausible(set: &Set) -> Vec<(usize, IndicatorId)> {
    let mut plausible = Vec::new();
    for pair in pairs(set).iter().filter(|pair| pair.is_alike()) {
        let calm = pair.shared(set).into_iter().filter(|both| !both.is_jump(set.settings.jump));
        plausible.extend(calm.map(|both| (pair.at, both.indicator.id.clone())));
    }
    plausible
}

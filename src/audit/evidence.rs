//! Evidence: what supports a value beyond its being printed.

use super::context::{Context, is_open};
use super::contradictory::narrative_mismatch::{Says, says};
use super::contradictory::rule::{Verdict, each, percent, rate_agrees, verdict};
use super::narrative::note::Listed;
use crate::model::report::{Grade, Support};
use crate::model::{Family, Finding, IndicatorId, Record, Severity};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// What supports each indicator's value.
pub type Supports = BTreeMap<IndicatorId, BTreeSet<Support>>;

/// Collects the evidence of one report.
pub fn supports(context: &Context) -> Supports {
    let mut supports = Supports::new();
    let mut add = |id: &IndicatorId, support| {
        supports.entry(id.clone()).or_default().insert(support);
    };
    for record in context
        .report
        .records
        .iter()
        .filter(|record| is_read_clean(context, record))
    {
        add(&record.indicator, Support::ReadClean);
    }
    each(context, |indicator, _, rule| {
        if let Verdict::Holds(ids) = verdict(context, indicator, rule) {
            ids.iter().for_each(|id| add(id, Support::Arithmetic));
        }
    });
    for tie in &context.narrative.ties {
        let record = context.record(&tie.indicator);
        if record.is_some_and(|record| says(context, tie, record) == Says::Same) {
            add(&tie.indicator, Support::Narrative);
        }
    }
    for record in &context.report.records {
        if is_noted(context, record) {
            add(&record.indicator, Support::Note);
        }
    }
    supports.retain(|id, _| {
        context
            .record(id)
            .is_some_and(|record| !is_open(&record.value))
    });
    supports
}

/// A value was printed, its row matched without doubt, and nothing was mended or in doubt on the way.
fn is_read_clean(context: &Context, record: &Record) -> bool {
    let mended = context
        .row(record)
        .is_some_and(|row| row.raw.iter().any(|(field, _)| field == "value"));
    let sure = record
        .matched
        .as_ref()
        .is_none_or(|matched| matched.grade > Grade::Weak);
    let mut findings = context.report.findings.iter();
    let doubted = findings.any(|finding| {
        finding.row.is_some() && finding.row == record.row && is_of_reading(finding)
    });
    record.printed.is_some() && sure && !mended && !doubted
}

fn is_of_reading(finding: &Finding) -> bool {
    finding.code.family() == Family::Reading && finding.severity >= Severity::Warning
}

/// The row's own note states the same: a fraction that makes the rate, as many titles as counted.
fn is_noted(context: &Context, record: &Record) -> bool {
    let Some(note) = context.note(record) else {
        return false;
    };
    let (Some(value), Some(number)) = (percent(&record.value), record.value.number()) else {
        return false;
    };
    let tolerance = context.settings.tolerance;
    let rate = note.fractions.iter().any(|(part, whole)| {
        let rate = part
            .checked_div(*whole)
            .and_then(|rate| rate.checked_mul(Decimal::ONE_HUNDRED));
        *part == number || rate.is_some_and(|rate| rate_agrees(value, rate, tolerance))
    });
    let listed = match note.listed {
        Some(Listed::Titles(count, _) | Listed::Numbered(count)) => Decimal::from(count) == number,
        None => false,
    };
    rate || listed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::testing::Sheet;
    use crate::model::Code;

    #[test]
    fn a_value_that_reading_doubted_was_not_read_clean() {
        let is_clean = |finding: Option<Finding>| {
            let mut sheet = Sheet::of(&[("I.1", "Số văn bản", "12")]);
            sheet.report.records[0].printed = sheet.report.appendix.rows[0].value.clone();
            sheet.report.findings.extend(finding);
            let record = sheet.audited().records.remove(0);
            record.evidence.contains(&Support::ReadClean)
        };
        assert!(is_clean(None));
        assert!(!is_clean(Some(Finding::new(Code::StruckOut).on_row(0))));
        assert!(is_clean(Some(Finding::new(Code::StruckOut).on_row(5))));
    }
}

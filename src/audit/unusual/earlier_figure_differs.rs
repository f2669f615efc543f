//! `earlier-figure-differs`: the column of an earlier period prints another figure than that period's report gave.

use super::earlier::{ByPeriod, EarlierColumn, columns};
use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::{Code, Report};
use crate::text::number::vietnamese;
use rust_decimal::Decimal;

/// The check.
pub const CHECK: Check = Check {
    code: Code::EarlierFigureDiffers,
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    let by_period = ByPeriod::of(set);
    for (at, report) in set.reports.iter().enumerate() {
        for column in columns(report) {
            if let Some(before) = by_period.get(report, &column.period) {
                name_differing(set, (at, report), &column, before, found);
            }
        }
    }
}

fn name_differing(
    set: &Set,
    (at, report): (usize, &Report),
    column: &EarlierColumn,
    before: &Report,
    found: &mut Vec<Found>,
) {
    let given = before.by_indicator();
    for record in &report.records {
        let printed = column.number(record);
        let then = given
            .get(&record.indicator)
            .and_then(|then| then.value.number());
        if let (Some(printed), Some(then)) = (printed, then)
            && !is_same(printed, then)
        {
            let finding = set.about(CHECK.finding(), report, record);
            let finding = finding
                .with("column", column.name)
                .with("printed", vietnamese(printed))
                .with("period", &column.period)
                .with("before", vietnamese(then));
            found.push((Some(at), finding));
        }
    }
}

/// Equal to the places that the coarser of both prints.
fn is_same(a: Decimal, b: Decimal) -> bool {
    let places = a.normalize().scale().min(b.normalize().scale());
    a.round_dp(places) == b.round_dp(places)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{last, report};
    use crate::audit::testing::Sheet;

    fn printed(column: &str, then: &str, period: &str) -> Vec<String> {
        let before = Sheet::of(&[("I.1", "Số hồ sơ", "15")]);
        let after = before
            .clone()
            .value("I.1", "17")
            .beside("I.1", "Kỳ này", &[(column, then)]);
        let reports = vec![
            report(&before, "Sở A", "2030-Q2"),
            report(&after, "Sở A", period),
        ];
        last(&before, reports)
    }

    #[test]
    fn another_figure_for_the_quarter_before_is_named() {
        let named = ["earlier-figure-differs I.1"];
        assert_eq!(printed("Kỳ trước", "14", "2030-Q3"), named);
        assert_eq!(printed("Quý II", "14", "2030-Q3"), named);
        assert_eq!(printed("Cùng kỳ năm 2030", "14", "2031-Q2"), named);
    }

    #[test]
    fn the_same_figure_another_period_and_a_plan_are_silent() {
        assert!(printed("Kỳ trước", "15", "2030-Q3").is_empty());
        assert!(printed("Kỳ trước", "14", "2030-Q4").is_empty());
        assert!(printed("Kế hoạch quý II", "14", "2030-Q3").is_empty());
        assert!(printed("Kỳ trước", "", "2030-Q3").is_empty());
    }
}

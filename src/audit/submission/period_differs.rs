//! `period-differs`: a report on another period than the others.

use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::Code;
use std::collections::BTreeMap;

/// The check.
pub const CHECK: Check = Check {
    code: Code::PeriodDiffers,
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    let code = |report: &crate::model::Report| {
        report
            .head
            .period
            .as_ref()
            .map(|period| period.code.clone())
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    set.reports
        .iter()
        .filter_map(code)
        .for_each(|code| *counts.entry(code).or_default() += 1);
    let Some((usual, count)) = counts.iter().max_by_key(|(_, count)| **count) else {
        return;
    };
    // Several periods side by side are a comparison, not a mistake.
    if *count < 3 || count * 4 < set.reports.len() * 3 {
        return;
    }
    for (at, report) in set.reports.iter().enumerate() {
        if let Some(period) = code(report).filter(|period| period != usual) {
            found.push((
                Some(at),
                CHECK
                    .finding()
                    .with("period", period)
                    .with("expected", usual),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, report};

    #[test]
    fn the_odd_one_out_is_named() {
        let mut reports: Vec<_> = (1..4)
            .map(|n| report("Sở A", "2030-Q3", "2030-09-15", &n.to_string()))
            .collect();
        reports.push(report("Sở B", "2030-Q2", "2030-06-15", "1"));
        assert!(found(reports.clone()).contains(&"Sở B-1.pdf period-differs".to_owned()));
        reports.truncate(3);
        assert!(!found(reports).iter().any(|line| line.contains("period")));
    }
}

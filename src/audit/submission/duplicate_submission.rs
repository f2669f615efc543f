//! `duplicate-submission`: a unit sent two reports on one period.

use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::Code;
use std::collections::BTreeMap;

/// The check.
pub const CHECK: Check = Check {
    code: Code::DuplicateSubmission,
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    let sent = |at: usize| {
        let head = &set.reports.get(at)?.head;
        let number = head
            .number
            .as_ref()
            .and_then(|number| number.as_str().split('/').next()?.parse::<u32>().ok());
        Some((head.date.clone(), number, std::cmp::Reverse(at)))
    };
    let mut newest: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (at, report) in set.reports.iter().enumerate() {
        let period = report
            .head
            .period
            .as_ref()
            .map_or("", |period| period.code.as_str());
        let key = set.key(at);
        if key.is_empty() || period.is_empty() {
            continue;
        }
        match newest.get(&(key, period)).copied() {
            None => _ = newest.insert((key, period), at),
            Some(other) => {
                let (newer, older) = if sent(at) > sent(other) {
                    (at, other)
                } else {
                    (other, at)
                };
                found.push((Some(older), finding(set, newer)));
                newest.insert((key, period), newer);
            }
        }
    }
}

fn finding(set: &Set, newer: usize) -> crate::model::Finding {
    let report = set.reports.get(newer);
    let number = report
        .and_then(|report| report.head.number.as_ref())
        .map_or("", |number| number.as_str());
    let file = report.map_or("", |report| report.source.file.as_str());
    CHECK.finding().with("number", number).with("file", file)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, report};

    #[test]
    fn the_older_of_two_is_marked() {
        let reports = vec![
            report("Sở A", "2030-Q3", "2030-09-18", "9/BC"),
            report("Sở A", "2030-Q3", "2030-09-15", "7/BC"),
            report("Sở B", "2030-Q3", "2030-09-15", "7/BC"),
        ];
        assert_eq!(found(reports), ["Sở A-7/BC.pdf duplicate-submission"]);
    }

    #[test]
    fn two_periods_are_two_reports() {
        let reports = vec![
            report("Sở A", "2030-Q2", "2030-06-15", "7"),
            report("Sở A", "2030-Q3", "2030-09-15", "9"),
            report("Sở B", "2030-Q3", "2030-09-15", "9"),
        ];
        assert!(!found(reports).iter().any(|line| line.contains("duplicate")));
    }
}

//! `not-submitted`: a unit in the list has sent no report.

use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::Code;
use std::collections::BTreeSet;

/// The check.
pub const CHECK: Check = Check {
    code: Code::NotSubmitted,
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    let Some(agencies) = set.agencies else { return };
    let names = set
        .reports
        .iter()
        .filter_map(|report| report.head.agency.as_ref());
    let sent: BTreeSet<usize> = names
        .filter_map(|name| agencies.named(name.as_str()))
        .collect();
    for (at, agency) in agencies.0.iter().enumerate() {
        if !sent.contains(&at) {
            let finding = CHECK
                .finding()
                .with("agency", &agency.name)
                .with("agency_id", &agency.id);
            found.push((None, finding.with("due", &agency.due)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, report};

    #[test]
    fn a_unit_without_a_report_is_named() {
        assert_eq!(
            found(vec![report("Sở A", "2030-Q3", "2030-09-15", "1")]),
            ["- not-submitted b"]
        );
        let both = vec![
            report("Sở A", "2030-Q3", "2030-09-15", "1"),
            report("Sở B", "2030-Q3", "2030-09-15", "1"),
        ];
        assert!(found(both).is_empty());
    }
}

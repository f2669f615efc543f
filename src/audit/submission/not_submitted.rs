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
    let sent = set.reports.iter();
    let sent = sent.filter_map(|report| agencies.of(&report.head));
    let sent: BTreeSet<&str> = sent.map(|agency| agency.id.as_str()).collect();
    for agency in &agencies.0 {
        if !sent.contains(agency.id.as_str()) {
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

//! `agency-unknown`: a report of a unit that is not in the list of units.

use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::Code;

/// The check.
pub const CHECK: Check = Check {
    code: Code::AgencyUnknown,
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    let Some(agencies) = set.agencies else { return };
    for (at, report) in set.reports.iter().enumerate() {
        let printed = report
            .head
            .agency
            .as_ref()
            .map_or("", |agency| agency.as_str());
        if agencies.of(&report.head).is_none() {
            found.push((Some(at), CHECK.finding().with("agency", printed)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, report};

    #[test]
    fn a_unit_nobody_listed_is_named() {
        let sent = |agency| report(agency, "2030-Q3", "2030-09-15", "1");
        assert_eq!(
            found(vec![sent("Sở A"), sent("Sở B"), sent("Sở C")]),
            ["Sở C-1.pdf agency-unknown"]
        );
        assert!(found(vec![sent("SỞ A"), sent("Sở B")]).is_empty());
    }
}

//! `late`: a report dated after its due day.

use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::Code;

/// The check.
pub const CHECK: Check = Check {
    code: Code::Late,
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    let Some(agencies) = set.agencies else { return };
    for (at, report) in set.reports.iter().enumerate() {
        let agency = agencies.of(&report.head);
        let (Some(agency), Some(date)) = (agency, &report.head.date) else {
            continue;
        };
        if !agency.due.is_empty() && date.as_str() > agency.due.as_str() {
            let finding = CHECK.finding().with("agency", &agency.name);
            found.push((
                Some(at),
                finding.with("date", date).with("due", &agency.due),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, report};

    #[test]
    fn a_report_after_its_day_is_named() {
        let on = |date| {
            vec![
                report("Sở A", "2030-Q3", date, "1"),
                report("Sở B", "2030-Q3", "2030-09-15", "1"),
            ]
        };
        assert_eq!(found(on("2030-09-25")), ["Sở A-1.pdf late"]);
        assert!(found(on("2030-09-20")).is_empty());
    }
}

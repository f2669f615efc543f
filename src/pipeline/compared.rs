//! Reports that were read together → the same, compared with each other, earlier ones and the list of offices.

use super::{Agencies, Context};
use crate::audit;
use crate::model::{Entry, Finding, Outcome, Report};

/// Says on each report what only the others show. An office without a report becomes an entry of its own behind them: no
/// file and no name, for there is no report.
pub fn settle(
    entries: &mut Vec<Entry>,
    earlier: &[Report],
    agencies: Option<&Agencies>,
    context: &Context,
) {
    let mut reports: Vec<Report> = entries
        .iter_mut()
        .filter_map(Entry::report_mut)
        .map(std::mem::take)
        .collect();
    let settings = &context.setup.audit;
    let loose = audit::compare(&mut reports, earlier, context.schemas(), agencies, settings);
    let places = entries.iter_mut().filter_map(Entry::report_mut);
    places
        .zip(reports)
        .for_each(|(place, report)| *place = report);
    entries.extend(loose.into_iter().map(unsent));
}

fn unsent(finding: Finding) -> Entry {
    let report = Report {
        findings: vec![finding],
        ..Report::default()
    };
    Entry {
        file: String::new(),
        name: String::new(),
        outcome: Outcome::Read(Box::new(report)),
    }
}

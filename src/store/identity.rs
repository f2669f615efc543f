//! Which office each report of a store is of: by the list of agencies where there is one, else by its letterhead.

use super::copies::likeness;
use crate::model::identity::{Identity, offices};
use crate::model::{Agencies, Submission};
use crate::text::fold::bare;
use std::collections::BTreeMap;

/// Says of each report which office it is of; the same number is the same office. What has no name is no report: an office
/// without one.
pub fn settle(reports: &mut [&mut Submission], agencies: Option<&Agencies>) -> Vec<Option<usize>> {
    for report in reports.iter_mut() {
        if report.name.is_empty() {
            without_report(report);
            continue;
        }
        let found = agencies.and_then(|list| list.of(&report.head));
        if let Some(agency) = found {
            report.among.agency_id.clone_from(&agency.id);
            report.among.agency_name.clone_from(&agency.name);
        }
    }
    let identities: Vec<Identity> = reports.iter().map(|report| report.identity()).collect();
    let mut offices = offices(&identities);
    join(reports, &identities, &mut offices);
    offices
}

/// An office without a report is known by what its finding says.
fn without_report(office: &mut Submission) {
    let data = office.findings.first().map(|finding| &finding.data);
    let told = |name| data.and_then(|data| data.get(name)).cloned();
    let (id, name) = (told("agency_id"), told("agency"));
    office.among.agency_id = id.unwrap_or_default();
    office.among.agency_name = name.unwrap_or_default();
}

/// So many of the figures two readings of one paper share.
const ONE_PAPER: f64 = 0.9;

/// Two papers of one name, number, date and period with the same figures are one where no more than a piece of the
/// superior's name was read of one of them.
fn join(reports: &[&mut Submission], identities: &[Identity], offices: &mut [Option<usize>]) {
    let mut first: BTreeMap<(&str, &str, &str, &str), usize> = BTreeMap::new();
    for at in 0..reports.len() {
        let (report, own) = (&*reports[at], &identities[at]);
        let number = report.head.number.as_ref().map(|number| number.as_str());
        let (Some(number), Some(date)) = (number, report.head.date.as_deref()) else {
            continue;
        };
        if own.unit.is_empty() || report.period().is_empty() {
            continue;
        }
        let paper = (own.unit.as_str(), number, date, report.period());
        let &mut other = first.entry(paper).or_insert(at);
        let agree = is_piece(superior(report), superior(reports[other]));
        if other != at && agree && likeness(&*reports[other], report) >= ONE_PAPER {
            offices[at] = offices[other];
        }
    }
}

fn superior(report: &Submission) -> String {
    let name = report.head.parent_agency.as_ref();
    name.map_or_else(String::new, |name| bare(name.as_str()))
}

/// One name begins or ends the other.
fn is_piece(a: String, b: String) -> bool {
    let piece = |whole: &str, part: &str| whole.starts_with(part) || whole.ends_with(part);
    piece(&a, &b) || piece(&b, &a)
}

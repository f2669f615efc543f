//! Which office each report of a store is of: by the list of agencies where there is one, else by its letterhead.

use crate::model::identity::{Identity, offices};
use crate::model::{Agencies, Submission};

/// Says of each report which office it is of; the same number is the same office.
pub fn settle(reports: &mut [&mut Submission], agencies: Option<&Agencies>) -> Vec<Option<usize>> {
    for report in reports.iter_mut() {
        let found = agencies.and_then(|list| list.of(&report.head));
        if let Some(agency) = found {
            report.among.agency_id.clone_from(&agency.id);
            report.among.agency_name.clone_from(&agency.name);
        }
    }
    let identities: Vec<Identity> = reports.iter().map(|report| identity(report)).collect();
    offices(&identities)
}

/// An office of the list is known by its id, whatever the letterhead calls it.
fn identity(report: &Submission) -> Identity {
    match report.among.agency_id.as_str() {
        "" => Identity::of(&report.head),
        id => Identity {
            unit: format!("id {id}"),
            ..Identity::default()
        },
    }
}

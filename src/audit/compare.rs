//! Checks across reports: earlier periods, other units, and who has sent what.

use super::check::Run;
use super::settings::Settings;
use super::unusual::earlier::{self, Pair};
use crate::model::identity::{Identity, offices};
use crate::model::report::Support;
use crate::model::{Agencies, Finding, IndicatorId, Record, Report};
use crate::schema::{self, Schema};
use std::collections::BTreeMap;

/// The reports of a run side by side.
pub struct Set<'a> {
    /// The reports looked at.
    pub reports: &'a [Report],
    /// Reports of earlier periods, for comparison only.
    pub earlier: &'a [Report],
    /// The forms.
    pub schemas: &'a [Schema],
    /// Who should have sent one.
    pub agencies: Option<&'a Agencies>,
    /// What the user set.
    pub settings: &'a Settings,
    /// The name each report's unit is known by.
    keys: Vec<String>,
    /// The records of each report by indicator.
    records: Vec<BTreeMap<&'a IndicatorId, &'a Record>>,
    /// Every report that has an earlier one.
    pub pairs: Vec<Pair<'a>>,
}

/// A finding and the report it is about; `None` for a unit without a report.
pub type Found = (Option<usize>, Finding);

/// Compares reports with each other and with earlier ones: adds findings to each, and returns those about
/// units that have sent nothing.
pub fn compare(
    reports: &mut [Report],
    earlier: &[Report],
    schemas: &[Schema],
    agencies: Option<&Agencies>,
    settings: &Settings,
) -> Vec<Finding> {
    for report in reports.iter_mut() {
        report.findings.retain(|finding| !is_ours(finding));
    }
    let mut found: Vec<Found> = Vec::new();
    let set = Set::of(reports, earlier, schemas, agencies, settings);
    for check in super::OWN {
        if let Run::Reports(run) = check.run {
            run(&set, &mut found);
        }
    }
    let plausible = earlier::plausible(&set);
    drop(set);
    for (report, id) in plausible {
        let record = reports
            .get_mut(report)
            .and_then(|r| r.records.iter_mut().find(|r| r.indicator == id));
        if let Some(record) = record.filter(|record| !record.evidence.contains(&Support::Previous))
        {
            record.evidence.push(Support::Previous);
        }
    }
    let mut loose = Vec::new();
    for (about, finding) in found {
        let Some(finding) = settings.apply(finding) else {
            continue;
        };
        match about.and_then(|at| reports.get_mut(at)) {
            Some(report) => report.findings.push(finding),
            None => loose.push(finding),
        }
    }
    loose
}

fn is_ours(finding: &Finding) -> bool {
    super::own(finding.code).is_some_and(|check| matches!(check.run, Run::Reports(_)))
}

impl<'a> Set<'a> {
    fn of(
        reports: &'a [Report],
        earlier: &'a [Report],
        schemas: &'a [Schema],
        agencies: Option<&'a Agencies>,
        settings: &'a Settings,
    ) -> Set<'a> {
        let identities: Vec<Identity> = reports.iter().map(|one| Identity::of(&one.head)).collect();
        let office = |number: Option<usize>| number.map_or_else(String::new, |n| n.to_string());
        let keys = offices(&identities).into_iter().map(office).collect();
        let records = reports.iter().map(Report::by_indicator).collect();
        let pairs = earlier::pairs(reports, earlier);
        Set {
            reports,
            earlier,
            schemas,
            agencies,
            settings,
            keys,
            records,
            pairs,
        }
    }

    /// The name a report's unit is known by; empty when none is printed.
    pub fn key(&self, report: usize) -> &str {
        self.keys.get(report).map_or("", String::as_str)
    }

    /// The form of a report.
    pub fn schema(&self, report: &Report) -> Option<&'a Schema> {
        schema::of(report, self.schemas)
    }

    /// A report's record of an indicator.
    pub fn record(&self, report: usize, id: &IndicatorId) -> Option<&'a Record> {
        self.records.get(report)?.get(id).copied()
    }

    /// A finding about a record of a report.
    pub fn about(&self, finding: Finding, report: &Report, record: &Record) -> Finding {
        let schema = self.schema(report);
        let label = schema
            .and_then(|s| s.get(&record.indicator))
            .map_or("", crate::schema::Indicator::plain_label);
        let shown = super::context::shown(record);
        let finding = finding
            .about(&record.indicator)
            .with("id", &record.indicator)
            .with("label", label)
            .with("value", &shown);
        match record
            .row
            .and_then(|at| Some((at, report.appendix.rows.get(at)?)))
        {
            Some((at, row)) => finding
                .on_row(at)
                .at(super::context::first_place(row), shown),
            None => finding,
        }
    }
}

/// The office a report is of, as its letterhead tells it: three communes of one name are three. `None` when no name
/// is printed.
pub fn office_of(report: &Report) -> Option<Identity> {
    Some(Identity::of(&report.head)).filter(|identity| !identity.unit.is_empty())
}

//! The findings of a run, one by one, in the order they are shown.

use super::message::{self, Lang, Sentence};
use crate::model::{Agencies, Agency, Entry, Finding, Report, Severity};

/// A finding with the report it is about.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Name of the report in the run; empty for a unit without a report.
    pub name: &'a str,
    /// Its file; empty as above.
    pub file: &'a str,
    /// The report.
    pub report: &'a Report,
    /// The finding.
    pub finding: &'a Finding,
    /// The unit in the list of those that should report.
    pub listed: Option<&'a Agency>,
}

/// What findings are put together by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Report after report.
    #[default]
    Report,
    /// Check after check.
    Check,
    /// Indicator after indicator.
    Indicator,
}

/// Every finding of the entries, heaviest first inside its group.
pub fn items<'a>(entries: &'a [Entry], agencies: Option<&'a Agencies>, by: By) -> Vec<Item<'a>> {
    let of = |entry| of(entry, agencies);
    let mut items: Vec<Item> = entries.iter().flat_map(of).collect();
    items.sort_by(|a, b| {
        let group = || match by {
            By::Report => std::cmp::Ordering::Equal,
            By::Check => a.finding.code.cmp(&b.finding.code),
            By::Indicator => a.place_in_form().cmp(&b.place_in_form()),
        };
        let reports = || {
            if by == By::Report {
                a.of().cmp(b.of())
            } else {
                std::cmp::Ordering::Equal
            }
        };
        let weight = || b.finding.severity.cmp(&a.finding.severity);
        reports().then_with(group).then_with(weight)
    });
    items
}

fn of<'a>(entry: &'a Entry, agencies: Option<&'a Agencies>) -> impl Iterator<Item = Item<'a>> {
    let listed = |report: &Report| agencies.and_then(|list| list.of(&report.head));
    let listed = entry.report().and_then(listed);
    let findings = entry
        .report()
        .into_iter()
        .flat_map(|report| report.findings.iter().map(move |f| (report, f)));
    findings.map(move |(report, finding)| Item {
        name: &entry.name,
        file: &entry.file,
        report,
        finding,
        listed,
    })
}

impl<'a> Item<'a> {
    /// The finding in words.
    pub fn sentence(&self, lang: Lang) -> Sentence {
        message::finding(self.finding, lang)
    }

    /// Where the first place is: `file:place`.
    pub fn at(&self) -> String {
        let place = self
            .finding
            .places
            .first()
            .map(|evidence| evidence.place.to_string())
            .unwrap_or_default();
        if place.is_empty() {
            self.source().to_owned()
        } else {
            format!("{}:{place}", self.source())
        }
    }

    /// The report's name; the unit's where there is no report.
    fn of(&self) -> &'a str {
        match self.name {
            "" => self.agency(),
            name => name,
        }
    }

    /// The file; the unit where there is none.
    pub fn source(&self) -> &'a str {
        match self.file {
            "" => self.agency(),
            file => file,
        }
    }

    /// Id of the unit in the list of those that should report; empty where it is not known.
    pub fn agency_id(&self) -> &'a str {
        let told = || self.finding.data.get("agency_id").map(String::as_str);
        let listed = self.listed.map(|agency| agency.id.as_str());
        listed.or_else(told).unwrap_or_default()
    }

    /// The unit the report is from; for a unit without a report, that unit.
    pub fn agency(&self) -> &'a str {
        match &self.report.head.agency {
            Some(agency) => agency.as_str(),
            None => self.finding.data.get("agency").map_or("", String::as_str),
        }
    }

    /// Position among the records of its report.
    fn place_in_form(&self) -> (usize, &'a str) {
        let id = self.finding.indicator.as_ref();
        let at = id.and_then(|id| {
            self.report
                .records
                .iter()
                .position(|record| record.indicator == *id)
        });
        (at.unwrap_or(usize::MAX), id.map_or("", |id| id.as_str()))
    }

    /// What it is grouped under, in words.
    pub fn group(&self, by: By) -> String {
        match by {
            By::Report => self.of().to_owned(),
            By::Check => self.finding.code.to_string(),
            By::Indicator => self
                .finding
                .indicator
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
        }
    }
}

/// The word for a severity.
pub fn word(severity: Severity, lang: Lang) -> String {
    message::talk(severity.name(), &[], lang)
}

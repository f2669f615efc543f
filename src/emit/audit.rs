//! The findings of a run, one by one, in the order they are shown.

use super::message::{self, Lang, Sentence};
use crate::model::{Entry, Finding, Report, Severity};

/// A finding with the report it is about.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// Name of the report in the run.
    pub name: &'a str,
    /// Its file.
    pub file: &'a str,
    /// The report.
    pub report: &'a Report,
    /// The finding.
    pub finding: &'a Finding,
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
pub fn items(entries: &[Entry], by: By) -> Vec<Item<'_>> {
    let mut items: Vec<Item> = entries.iter().flat_map(of).collect();
    items.sort_by(|a, b| {
        let group = || match by {
            By::Report => std::cmp::Ordering::Equal,
            By::Check => a.finding.code.cmp(&b.finding.code),
            By::Indicator => a.place_in_form().cmp(&b.place_in_form()),
        };
        let reports = || {
            if by == By::Report {
                a.name.cmp(b.name)
            } else {
                std::cmp::Ordering::Equal
            }
        };
        let weight = || b.finding.severity.cmp(&a.finding.severity);
        reports().then_with(group).then_with(weight)
    });
    items
}

fn of(entry: &Entry) -> impl Iterator<Item = Item<'_>> {
    let findings = entry
        .report()
        .into_iter()
        .flat_map(|report| report.findings.iter().map(move |f| (report, f)));
    findings.map(move |(report, finding)| Item {
        name: &entry.name,
        file: &entry.file,
        report,
        finding,
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
            self.file.to_owned()
        } else {
            format!("{}:{place}", self.file)
        }
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
            By::Report => self.name.to_owned(),
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

//! One entry of a run, rendered: what every output will hold of it, ready to be put side by side.
//!
//! Rendering a report where it was read means that nobody else needs the report itself: a run over
//! thousands of files holds the bytes of a few at a time, whoever read them.

use super::message::Lang;
use super::{json, kept};
use crate::model::cause::cause;
use crate::model::{Entry, Error, ErrorKind, Finding, Ledger, Listed, Outcome, Severity, Status};
use crate::schema::Schema;
use serde::{Deserialize, Serialize};
use std::io;

/// How reports are written out as JSON.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Indented, as a file of its own.
    #[default]
    Indented,
    /// On one line.
    Line,
}

/// What is rendered of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendering {
    /// Language of titles, messages and hints.
    pub lang: Lang,
    /// The report as JSON.
    pub layout: Layout,
    /// What a store keeps of it, too.
    pub kept: bool,
}

/// What is known of an entry without its report: enough for the summary and the exit code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The file as the user named it.
    pub file: String,
    /// Name of its report in the run.
    pub name: String,
    /// What became of it.
    pub outcome: FactsOutcome,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactsOutcome {
    /// It was read.
    Read(ReadFacts),
    /// It could not be read.
    Failed(Error),
    /// It was not meant to be read.
    Skipped(Error),
}

/// What is counted of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadFacts {
    /// How far it was read.
    pub status: Status,
    /// Where its rows went.
    pub ledger: Ledger,
    /// It has rows of an appendix.
    pub has_rows: bool,
    /// Records with a number.
    pub values: usize,
    /// Findings by severity: errors, warnings, infos.
    pub findings: [usize; 3],
    /// The office as printed.
    #[serde(default)]
    pub office: String,
    /// Code of the period: `2022-Q3`.
    #[serde(default)]
    pub period: String,
    /// What the content is.
    #[serde(default)]
    pub format: String,
    /// What stands in the way of its appendix, where there is none that fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Box<Finding>>,
}

/// An entry's part of each output.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// What is counted.
    pub facts: Facts,
    /// The report as JSON; empty where there is none.
    pub report: Vec<u8>,
    /// What a store keeps of it, a [`crate::model::Submission`] as JSON; empty where there is no report.
    pub kept: Vec<u8>,
    /// Memory of the process that read it, afterwards, in bytes; 0 where it is not known.
    pub memory: u64,
}

/// Renders an entry.
///
/// # Errors
/// When a value cannot be written as JSON.
pub fn render(entry: &Entry, schemas: &[Schema], how: Rendering) -> io::Result<Rendered> {
    let mut rendered = Rendered {
        facts: facts(entry),
        ..Rendered::default()
    };
    let Some(read) = entry.report() else {
        return Ok(rendered);
    };
    match how.layout {
        Layout::Indented => json::one(read, &mut rendered.report)?,
        Layout::Line => serde_json::to_writer(&mut rendered.report, read)?,
    }
    if how.kept {
        let kept = kept::submission(&entry.name, &entry.file, read, schemas);
        serde_json::to_writer(&mut rendered.kept, &kept)?;
    }
    Ok(rendered)
}

/// What is counted of an entry.
pub fn facts(entry: &Entry) -> Facts {
    let outcome = match &entry.outcome {
        Outcome::Failed(error) => FactsOutcome::Failed(error.clone()),
        Outcome::Skipped(reason) => FactsOutcome::Skipped(reason.clone()),
        Outcome::Read(report) => FactsOutcome::Read(ReadFacts {
            status: report.status,
            ledger: report.ledger,
            has_rows: !report.appendix.rows.is_empty(),
            values: report
                .records
                .iter()
                .filter(|record| record.value.number().is_some())
                .count(),
            findings: weighed(&report.findings),
            office: report
                .head
                .agency
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            period: report
                .head
                .period
                .as_ref()
                .map(|period| period.code.clone())
                .unwrap_or_default(),
            format: report.source.format.clone(),
            cause: cause(report.status, &report.findings)
                .cloned()
                .map(Box::new),
        }),
    };
    Facts {
        file: entry.file.clone(),
        name: entry.name.clone(),
        outcome,
    }
}

/// What is counted of an input as a store lists it.
pub fn facts_of(listed: &Listed) -> Facts {
    let (file, name, outcome) = match listed {
        Listed::Failed { file, error } => (file, "", FactsOutcome::Failed(error.clone())),
        Listed::Skipped { file, error } => (file, "", FactsOutcome::Skipped(error.clone())),
        Listed::Read(read) => {
            let values = read.cells.iter().filter(|cell| cell.number().is_some());
            let facts = ReadFacts {
                status: read.status,
                ledger: read.ledger,
                has_rows: read.ledger.printed > 0,
                values: values.count(),
                findings: weighed(&read.findings),
                office: read.agency().to_owned(),
                period: read.period().to_owned(),
                format: read.format.clone(),
                cause: cause(read.status, &read.findings).cloned().map(Box::new),
            };
            (&read.file, read.name.as_str(), FactsOutcome::Read(facts))
        }
    };
    Facts {
        file: file.clone(),
        name: name.to_owned(),
        outcome,
    }
}

/// How many errors, warnings and infos there are.
fn weighed(findings: &[Finding]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let found = findings.iter().filter(|found| found.severity == severity);
        found.count()
    })
}

impl Rendered {
    /// Its bytes, part by part.
    pub fn parts(&self) -> [&[u8]; 2] {
        [&self.report, &self.kept]
    }

    /// Put together again from facts and parts.
    pub fn of(facts: Facts, parts: [Vec<u8>; 2], memory: u64) -> Rendered {
        let [report, kept] = parts;
        Rendered {
            facts,
            report,
            kept,
            memory,
        }
    }
}

impl Default for FactsOutcome {
    fn default() -> FactsOutcome {
        FactsOutcome::Skipped(ErrorKind::HiddenFile.into())
    }
}

impl Facts {
    /// The counts, when it was read.
    pub fn read(&self) -> Option<&ReadFacts> {
        match &self.outcome {
            FactsOutcome::Read(read) => Some(read),
            FactsOutcome::Failed(_) | FactsOutcome::Skipped(_) => None,
        }
    }
}

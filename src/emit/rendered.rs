//! One entry of a run, rendered: what every output will hold of it, ready to be put side by side.
//!
//! Rendering a report where it was read means that nobody else needs the report itself: a run over
//! thousands of files holds the bytes of a few at a time, whoever read them.

use super::message::Lang;
use super::{files, findings, json, long, wide};
use crate::model::{Entry, Error, ErrorKind, Ledger, Outcome, Severity, Status};
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
    /// The rows of the tables too.
    pub tables: bool,
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
    /// Its column of the wide table; `None` where no form fits.
    pub column: Option<wide::ColumnHead>,
}

/// An entry's part of each output. The rows of tables are CSV records without a header.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// What is counted.
    pub facts: Facts,
    /// The report as JSON; empty where there is none.
    pub report: Vec<u8>,
    /// Its rows of `indicators.csv`.
    pub indicators: Vec<u8>,
    /// Its values of `indicators-wide.csv`, as [`wide::values`] packs them.
    pub column: Vec<u8>,
    /// Its rows of `findings.csv`.
    pub findings: Vec<u8>,
    /// Its row of `files.csv`.
    pub files: Vec<u8>,
}

/// Renders an entry.
///
/// # Errors
/// When a value cannot be written as JSON.
pub fn render(entry: &Entry, schemas: &[Schema], how: Rendering) -> io::Result<Rendered> {
    let mut report = Vec::new();
    match (entry.report(), how.layout) {
        (Some(read), Layout::Indented) => json::one(read, &mut report)?,
        (Some(read), Layout::Line) => serde_json::to_writer(&mut report, read)?,
        (None, _) => {}
    }
    let rendered = Rendered {
        facts: facts(entry, schemas),
        report,
        ..Rendered::default()
    };
    if !how.tables {
        return Ok(rendered);
    }
    Ok(Rendered {
        indicators: long::rows(entry, schemas)?,
        column: wide::values(entry, schemas),
        findings: findings::rows(entry, how.lang)?,
        files: files::row(entry, how.lang)?,
        ..rendered
    })
}

/// What is counted of an entry.
pub fn facts(entry: &Entry, schemas: &[Schema]) -> Facts {
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
            findings: [Severity::Error, Severity::Warning, Severity::Info]
                .map(|severity| files::count(report, severity)),
            column: wide::head(entry, report, schemas),
        }),
    };
    Facts {
        file: entry.file.clone(),
        name: entry.name.clone(),
        outcome,
    }
}

impl Rendered {
    /// What is left to say of an entry without a report: its row of `files.csv`.
    ///
    /// # Errors
    /// Never: it is written to memory.
    pub fn without_report(entry: &Entry, lang: Lang) -> io::Result<Rendered> {
        Ok(Rendered {
            facts: facts(entry, &[]),
            files: files::row(entry, lang)?,
            ..Rendered::default()
        })
    }

    /// Its bytes, part by part, in an order of their own.
    pub fn parts(&self) -> [&[u8]; 5] {
        [
            &self.report,
            &self.indicators,
            &self.column,
            &self.findings,
            &self.files,
        ]
    }

    /// Put together again from facts and parts.
    pub fn of(facts: Facts, parts: [Vec<u8>; 5]) -> Rendered {
        let [report, indicators, column, findings, files] = parts;
        Rendered {
            facts,
            report,
            indicators,
            column,
            findings,
            files,
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

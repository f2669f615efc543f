//! A report as a store holds it beside thousands of others: whose it is, which period, what each indicator
//! says and where, what is doubtful. The text of the report is left out; `reports/<name>.json` has it.

use super::identity::Identity;
use super::report::Grade;
use super::{Error, Finding, IndicatorId, Ledger, Letterhead, Place, SchemaFit, Status, Value};
use crate::text::Text;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// One report of one office for one period, as one input tells it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// Its name in the store: `reports/<name>.json`.
    pub name: String,
    /// The file as the user named it.
    pub file: String,
    /// What the content is: `docx`, `pdf` …
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    /// Size of the file in bytes.
    #[serde(default)]
    pub bytes: u64,
    /// How far it was read.
    #[serde(default)]
    pub status: Status,
    /// Whose it is, its number, date and period.
    #[serde(default)]
    pub head: Letterhead,
    /// The form it was mapped to; `None` when none fits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<SchemaFit>,
    /// Where every printed row went.
    #[serde(default)]
    pub ledger: Ledger,
    /// Sentences of its body.
    #[serde(default)]
    pub sentences: usize,
    /// One for each indicator that asks for a value or has one, in the order of the form.
    #[serde(default)]
    pub cells: Vec<Cell>,
    /// The printed rows that are no indicator's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub loose: Vec<LooseRow>,
    /// What is doubtful.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// What is known of it among the others; made anew at every run, never kept.
    #[serde(skip)]
    pub among: Among,
}

/// What one report says on one indicator. A store holds some hundred for each of its reports: what few of them have is
/// boxed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// What the value is, as read.
    pub value: Value,
    /// As printed; `None` when the cell is blank or the row is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Text>,
    /// The label as printed, where it is not certain that the row is the indicator's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Box<Text>>,
    /// The note as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Box<Text>>,
    /// How sure the row is the indicator's; `None` when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Where its row stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What other value columns print, by their headers: `Kế hoạch: 20; Kỳ trước: 12`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub others: String,
    /// What a person set in its place; made anew at every run, never kept.
    #[serde(skip)]
    pub corrected: Option<Box<Corrected>>,
}

/// A printed row that is no indicator's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LooseRow {
    /// Its place among the appendix's rows.
    pub row: usize,
    /// As printed.
    pub label: Text,
    /// What its value is, as far as it tells by itself.
    pub value: Value,
    /// Its value as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Text>,
    /// Its note as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// What a person set in the place of what is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrected {
    /// The right value; `None` for a blank.
    pub value: Option<Decimal>,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
}

/// What is known of a report among the others of a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Among {
    /// The office in the list of agencies; empty where there is no list or it is not in it.
    pub agency_id: String,
    /// The office's name in that list; empty as above.
    pub agency_name: String,
    /// Name of the report that counts in its place; `None` when it counts itself.
    pub copy_of: Option<String>,
    /// That report has its appendix: this one is the body.
    pub half: bool,
    /// Its file is no longer where it was read.
    pub gone: bool,
    /// What a person wants to ask the office about it.
    pub asked: Vec<Asked>,
}

/// A question to the office that sent a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The indicator; `None` for a row of none.
    pub indicator: Option<IndicatorId>,
    /// The printed label of such a row.
    pub row: String,
    /// What the report prints there.
    pub printed: String,
    /// The question.
    pub text: String,
}

/// One input of a store: a report, or why there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    /// It was read.
    Read(Box<Submission>),
    /// It could not be read.
    Failed {
        /// The file as the user named it.
        file: String,
        /// Why.
        error: Error,
    },
    /// It was not meant to be read.
    Skipped {
        /// The file as the user named it.
        file: String,
        /// Why.
        error: Error,
    },
}

impl Cell {
    /// The number that counts: the corrected one, else the one read.
    pub fn number(&self) -> Option<Decimal> {
        match &self.corrected {
            Some(corrected) => corrected.value,
            None => self.value.number(),
        }
    }
}

impl Submission {
    /// Gives back what reading it reserved beyond what came: of thousands of reports half the memory.
    pub fn shrink(&mut self) {
        self.cells.shrink_to_fit();
        self.loose.shrink_to_fit();
        self.findings.shrink_to_fit();
    }

    /// Whether its figures count: no other report of the same office and period stands in its place.
    pub fn counts(&self) -> bool {
        self.among.copy_of.is_none()
    }

    /// The office: its name in the list of agencies, else as printed, else nothing.
    pub fn agency(&self) -> &str {
        match self.among.agency_name.as_str() {
            "" => self.head.agency.as_ref().map_or("", AsRef::as_ref),
            name => name,
        }
    }

    /// The office, made comparable. One of the list of agencies is known by its id, whatever the letterhead calls it.
    pub fn identity(&self) -> Identity {
        match self.among.agency_id.as_str() {
            "" => Identity::of(&self.head),
            id => Identity {
                unit: format!("id {id}"),
                ..Identity::default()
            },
        }
    }

    /// Code of the period: `2022-Q3`; empty when it is not known.
    pub fn period(&self) -> &str {
        let period = self.head.period.as_ref();
        period.map_or("", |period| period.code.as_str())
    }

    /// What it says on an indicator.
    pub fn cell(&self, indicator: &IndicatorId) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.indicator == *indicator)
    }
}

impl Listed {
    /// The report, where there is one.
    pub fn read(&self) -> Option<&Submission> {
        match self {
            Listed::Read(submission) => Some(submission),
            Listed::Failed { .. } | Listed::Skipped { .. } => None,
        }
    }
}

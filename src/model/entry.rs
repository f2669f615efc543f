//! What became of each input of a run: read, failed or passed over. Nothing given is left unsaid.

use super::{Error, Report};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One input of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The file as the user named it, `/` between folders, archive members after `!`.
    pub file: String,
    /// Its name among this run's reports: unique, safe as a file name.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an input.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was read; the report says how far.
    Read(Box<Report>),
    /// It could not be read.
    Failed(Failure),
    /// It was not meant to be read: a lock file, a hidden file.
    Skipped(Failure),
}

impl Entry {
    /// The report, when there is one.
    pub fn report(&self) -> Option<&Report> {
        match &self.outcome {
            Outcome::Read(report) => Some(report),
            Outcome::Failed(_) | Outcome::Skipped(_) => None,
        }
    }

    /// The failure, when it could not be read.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.outcome {
            Outcome::Failed(failure) => Some(failure),
            Outcome::Read(_) | Outcome::Skipped(_) => None,
        }
    }
}

/// An [`Error`] as data: it survives the way out of a child process, and the message catalogue turns
/// it into a sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// [`Error::code`].
    pub code: String,
    /// Placeholder → text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, String>,
}

impl Failure {
    /// A failure with nothing but its name.
    pub fn new(code: &str) -> Failure {
        Failure {
            code: code.to_owned(),
            data: BTreeMap::new(),
        }
    }

    /// Adds a fact for the message.
    pub fn with(mut self, key: &str, value: impl ToString) -> Failure {
        self.data.insert(key.to_owned(), value.to_string());
        self
    }
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Failure {
        let failure = Failure::new(error.code());
        match error {
            Error::Io(cause) => failure.with("detail", cause),
            Error::UnknownFormat { hint } => {
                failure.with("detail", hint.as_deref().unwrap_or_default())
            }
            Error::Damaged { format, detail } => {
                failure.with("format", format).with("detail", detail)
            }
            Error::Limit { what, found, limit } => failure
                .with("what", what)
                .with("found", found)
                .with("limit", limit),
            Error::Failed(detail) => failure.with("detail", detail),
            Error::Empty
            | Error::NotAFile
            | Error::NeedsOffice
            | Error::Password
            | Error::WrongPassword => failure,
        }
    }
}

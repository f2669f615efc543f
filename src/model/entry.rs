//! What became of each input of a run: read, failed or passed over. Nothing given is left unsaid.

use super::{Error, Report};

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
    Failed(Error),
    /// It was not meant to be read: a lock file, a hidden file.
    Skipped(Error),
}

impl Entry {
    /// The report, when there is one.
    pub fn report(&self) -> Option<&Report> {
        match &self.outcome {
            Outcome::Read(report) => Some(report),
            Outcome::Failed(_) | Outcome::Skipped(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn report_mut(&mut self) -> Option<&mut Report> {
        match &mut self.outcome {
            Outcome::Read(report) => Some(report),
            Outcome::Failed(_) | Outcome::Skipped(_) => None,
        }
    }

    /// Why it could not be read, when it could not.
    pub fn error(&self) -> Option<&Error> {
        match &self.outcome {
            Outcome::Failed(error) => Some(error),
            Outcome::Read(_) | Outcome::Skipped(_) => None,
        }
    }
}

//! Who reports, and on which time: what a sentence is of unless it says otherwise.

use super::body::Reporter;
use super::span::Own;
use crate::model::Report;

/// Who reports, and on which time.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The time.
    pub own: Own,
    /// Who.
    pub reporter: Reporter,
}

impl Asked {
    /// Reads the letterhead.
    pub fn of(report: &Report) -> Asked {
        Asked {
            own: Own::of(report.head.period.as_ref()),
            reporter: Reporter::of(&report.head),
        }
    }
}

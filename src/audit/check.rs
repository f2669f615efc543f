//! What a check is: its name, its family, its documentation and the function that looks.

use super::compare::{Found, Set};
use super::context::Context;
use crate::model::{Finding, Severity};

/// The families checks are grouped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Something that should be there is not.
    Missing,
    /// A value that cannot be right by itself.
    Invalid,
    /// Two statements of the same report that cannot both be right.
    Contradictory,
    /// Odd beside earlier periods or other units.
    Unusual,
    /// The form was not kept.
    Form,
    /// About the report as a whole: sent, late, twice.
    Submission,
    /// Something stood in the way of reading.
    Reading,
}

impl Family {
    /// The families in the order they are shown.
    pub const ALL: [Family; 7] = [
        Family::Missing,
        Family::Invalid,
        Family::Contradictory,
        Family::Unusual,
        Family::Form,
        Family::Submission,
        Family::Reading,
    ];

    /// The stable name, as `--only` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Family::Missing => "missing",
            Family::Invalid => "invalid",
            Family::Contradictory => "contradictory",
            Family::Unusual => "unusual",
            Family::Form => "form",
            Family::Submission => "submission",
            Family::Reading => "reading",
        }
    }
}

/// The documentation of a check in one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// What it looks for.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// An example.
    pub example: &'static str,
    /// What to do about a finding.
    pub settle: &'static str,
}

/// Who finds it.
#[derive(Clone, Copy)]
pub enum Run {
    /// The audit, on one report.
    Report(fn(&Context, &mut Vec<Finding>)),
    /// The audit, over all reports of a run: see [`super::compare()`].
    Reports(fn(&Set, &mut Vec<Found>)),
    /// An earlier stage, while reading, finding the table or mapping; documented here only.
    Stage,
}

/// One check.
#[derive(Clone, Copy)]
pub struct Check {
    /// Its kebab-case name.
    pub code: &'static str,
    /// Its family.
    pub family: Family,
    /// How much a finding weighs unless the check or the settings say otherwise.
    pub severity: Severity,
    /// Documentation in Vietnamese.
    pub vi: Words,
    /// Documentation in English.
    pub en: Words,
    /// Who finds it.
    pub run: Run,
}

impl Check {
    /// Its documentation in Vietnamese or English.
    pub fn words(&self, vietnamese: bool) -> &Words {
        if vietnamese { &self.vi } else { &self.en }
    }

    /// A finding of this check at its usual weight.
    pub fn finding(&self) -> Finding {
        Finding::new(self.code, self.severity)
    }
}

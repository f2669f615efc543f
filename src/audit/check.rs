//! What a check is: the code it raises and the function that looks.

use super::compare::{Found, Set};
use super::context::Context;
use crate::model::{Code, Finding};

/// Who finds it.
#[derive(Clone, Copy)]
pub enum Run {
    /// The audit, on one report.
    Report(fn(&Context, &mut Vec<Finding>)),
    /// The audit, over all reports of a run: see [`super::compare()`].
    Reports(fn(&Set, &mut Vec<Found>)),
}

/// One check.
#[derive(Clone, Copy)]
pub struct Check {
    /// What it raises.
    pub code: Code,
    /// Who finds it.
    pub run: Run,
}

impl Check {
    /// A finding of this check at its usual severity.
    pub fn finding(&self) -> Finding {
        Finding::new(self.code)
    }
}

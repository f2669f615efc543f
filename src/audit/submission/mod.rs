//! About the report as a whole: sent, late, twice.

pub mod agency_unknown;
pub mod duplicate_submission;
pub mod late;
pub mod not_submitted;
pub mod period_differs;
#[cfg(test)]
mod testing;

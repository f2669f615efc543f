//! Records + schema → findings: what is missing, wrong, contradictory or odd, and how to settle it.
//!
//! [`audit`] looks at one report, [`compare`] over many. Each check is one file holding its
//! documentation, its function and its tests; [`CHECKS`] lists them.

pub mod check;
pub mod context;
pub mod contradictory;
pub mod evidence;
pub mod form;
pub mod invalid;
pub mod missing;
pub mod narrative;
pub mod settings;
#[cfg(test)]
pub mod testing;

pub use check::{Check, Family, Run, Words};
pub use settings::{Level, Settings};

use crate::model::{Finding, Report};
use crate::schema::Schema;
use context::Context;

/// Every check, in the order findings are shown and documented.
pub const CHECKS: &[Check] = &[
    missing::missing_section::CHECK,
    missing::missing_row::CHECK,
    missing::blank_required::CHECK,
    missing::blank_but_narrated::CHECK,
    invalid::not_a_choice::CHECK,
    invalid::unit_differs::CHECK,
    invalid::percent_out_of_range::CHECK,
    invalid::negative::CHECK,
    contradictory::ratio_mismatch::CHECK,
    contradictory::sum_mismatch::CHECK,
    contradictory::part_exceeds_whole::CHECK,
    contradictory::equal_mismatch::CHECK,
    contradictory::narrative_mismatch::CHECK,
    contradictory::narrative_sum_mismatch::CHECK,
    form::repeated_number::CHECK,
];

/// The check of that name.
pub fn check(code: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.code == code)
}

/// Audits one report: adds findings to those of the earlier stages.
///
/// Auditing again gives the same: findings of the audit itself are made anew, those of the stages stay.
pub fn audit(report: &mut Report, schema: Option<&Schema>, settings: &Settings) {
    report.findings.retain(|finding| !is_ours(finding));
    let mut findings = Vec::new();
    let context = Context::new(report, schema, settings);
    for check in CHECKS {
        if let Run::Report(run) = check.run {
            run(&context, &mut findings);
        }
    }
    let supports = evidence::supports(&context);
    for record in &mut report.records {
        record.evidence = supports.get(&record.indicator).into_iter().flatten().copied().collect();
    }
    report.findings.extend(findings.into_iter().filter_map(|finding| settings.apply(finding)));
}

fn is_ours(finding: &Finding) -> bool {
    check(finding.code.as_str()).is_some_and(|check| !matches!(check.run, Run::Stage))
}

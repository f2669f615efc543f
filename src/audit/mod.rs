//! Records + schema → findings: what is missing, wrong, contradictory or odd, and how to settle it.
//!
//! [`audit`] looks at one report, [`compare()`] over many. Each check is one file holding its
//! function and its tests; the registry [`Code`] holds its severity, `locale/` its documentation.

pub mod check;
pub mod compare;
pub mod context;
pub mod contradictory;
pub mod evidence;
pub mod form;
pub mod invalid;
pub mod missing;
pub mod narrative;
pub mod settings;
pub mod submission;
#[cfg(test)]
pub mod testing;
pub mod unusual;

pub use check::{Check, Run};
pub use compare::compare;
pub use context::Form;
pub use settings::{Level, Settings};

use crate::model::{Code, Finding, Report};
use crate::schema::Schema;
use context::Context;
use narrative::Index;

/// The checks the audit itself runs, in that order.
const OWN: &[Check] = &[
    submission::not_submitted::CHECK,
    submission::late::CHECK,
    submission::duplicate_submission::CHECK,
    submission::period_differs::CHECK,
    submission::agency_unknown::CHECK,
    unusual::jump_since_previous::CHECK,
    unusual::cumulative_decreased::CHECK,
    unusual::earlier_figure_differs::CHECK,
    unusual::outlier_among_peers::CHECK,
    unusual::identical_to_previous::CHECK,
    missing::missing_section::CHECK,
    missing::missing_row::CHECK,
    missing::row_outside_table::CHECK,
    missing::blank_required::CHECK,
    missing::blank_but_noted::CHECK,
    missing::blank_but_narrated::CHECK,
    invalid::unit_differs::CHECK,
    invalid::percent_out_of_range::CHECK,
    invalid::negative::CHECK,
    contradictory::ratio_mismatch::CHECK,
    contradictory::sum_mismatch::CHECK,
    contradictory::part_exceeds_whole::CHECK,
    contradictory::equal_mismatch::CHECK,
    contradictory::cumulative_below_period::CHECK,
    contradictory::narrative_mismatch::CHECK,
    contradictory::narrative_sum_mismatch::CHECK,
    contradictory::note_mismatch::CHECK,
    form::form_not_in_force::CHECK,
    form::repeated_number::CHECK,
    form::skipped_number::CHECK,
    form::prompt_left_in_note::CHECK,
    form::stale_year::CHECK,
    form::unit_contradicts_label::CHECK,
    form::moved_row::CHECK,
    form::label_rewritten::CHECK,
];

/// The check that raises a code; `None` where an earlier stage does.
fn own(code: Code) -> Option<&'static Check> {
    OWN.iter().find(|check| check.code == code)
}

/// Audits one report: adds findings to those of the earlier stages.
///
/// Auditing again gives the same: findings of the audit itself are made anew, those of the stages stay.
pub fn audit(report: &mut Report, schema: Option<&Schema>, settings: &Settings) {
    let index = schema.map(Index::of);
    let form = schema.zip(index.as_ref());
    let form = form.map(|(schema, index)| Form { schema, index });
    audit_prepared(report, form, settings);
}

/// [`audit`] with a form that is prepared already: a run audits many reports of few forms.
pub fn audit_prepared(report: &mut Report, form: Option<Form>, settings: &Settings) {
    report.findings.retain(|finding| !is_ours(finding));
    let mut findings = Vec::new();
    let context = Context::new(report, form, settings);
    for check in OWN {
        if let Run::Report(run) = check.run {
            run(&context, &mut findings);
        }
    }
    let supports = evidence::supports(&context);
    for record in &mut report.records {
        record.evidence = supports
            .get(&record.indicator)
            .into_iter()
            .flatten()
            .copied()
            .collect();
    }
    report.findings.extend(findings);
    settings.apply_to(&mut report.findings);
}

fn is_ours(finding: &Finding) -> bool {
    own(finding.code).is_some_and(|check| matches!(check.run, Run::Report(_)))
}

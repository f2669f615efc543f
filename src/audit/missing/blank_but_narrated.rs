//! `blank-but-narrated`: the appendix leaves blank what the body states.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::audit::contradictory::narrative_mismatch::{Says, said, says};
use crate::audit::narrative::span::Span;
use crate::audit::narrative::{Stated, Tie};
use crate::model::{Code, Finding, Severity};

/// The check.
pub const CHECK: Check = Check {
    code: Code::BlankButNarrated,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for tie in &context.narrative.ties {
        let Some(record) = context.record(&tie.indicator) else {
            continue;
        };
        let states_something =
            !tie.contested && !matches!(tie.stated, Stated::Count(count) if count.is_zero());
        if states_something
            && says(context, tie, record) == Says::Nothing
            && record.value.number().is_none()
        {
            let mut finding = context.about(CHECK.finding(), record);
            if tie.span == Span::Other {
                finding.severity = Severity::Info;
            }
            findings.push(said(context, finding.with("stated", stated(tie)), tie));
        }
    }
}

fn stated(tie: &Tie) -> &str {
    &tie.printed
}

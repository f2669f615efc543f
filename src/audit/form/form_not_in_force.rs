//! `form-not-in-force`: a report on a form that was no longer, or not yet, the one to fill in.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding};

/// The check.
pub const CHECK: Check = Check {
    code: Code::FormNotInForce,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let Some(schema) = context.schema else { return };
    let head = &context.report.head;
    let period = head.period.as_ref();
    // A report on a period in which the form was in force may well be dated after it; without a last day of the
    // period the report's own date is all there is.
    let last = period.and_then(|period| period.end.as_deref());
    let Some(day) = last.or(head.date.as_deref()) else {
        return;
    };
    let late = schema.valid_to.as_deref().filter(|end| day > *end);
    let early = schema.valid_from.as_deref().filter(|from| day < *from);
    let finding = CHECK.finding().with("form", &schema.id).with("day", day);
    findings.push(match (late, early) {
        (Some(limit), _) => finding.with("limit", limit),
        (None, Some(from)) => finding.with("from", from),
        (None, None) => return,
    });
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::model::Period;

    #[test]
    fn a_report_after_its_forms_last_day_is_named() {
        let found = |date: &str, end: Option<&str>| {
            let mut sheet = Sheet::of(&[("I.1", "Số văn bản", "1")]);
            sheet.schema.valid_from = Some("2030-01-01".into());
            sheet.schema.valid_to = Some("2030-06-30".into());
            sheet.report.head.date = Some(date.into());
            sheet.report.head.period = Some(Period {
                end: end.map(str::to_owned),
                ..Period::default()
            });
            !sheet.only("form-not-in-force").is_empty()
        };
        assert!(found("2030-07-01", None) && !found("2030-06-30", None));
        assert!(!found("2030-07-05", Some("2030-06-14")));
        assert!(found("2030-06-20", Some("2030-07-14")) && found("2029-12-31", None));
    }
}

//! `label-rewritten`: a row's label is worded quite differently from the form's.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding};

/// The check.
pub const CHECK: Check = Check {
    code: Code::LabelRewritten,
    run: Run::Report(run),
};

/// Labels less alike than this are rewritten.
const ALIKE: f64 = 0.6;

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (_, record) in context.sheet() {
        let likeness = record.matched.as_ref().map_or(1.0, |matched| matched.label);
        if let Some(row) = context.row(record).filter(|_| likeness < ALIKE) {
            findings.push(
                context
                    .about(CHECK.finding(), record)
                    .with("printed", &row.label),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::model::Match;

    #[test]
    fn a_rewritten_label_is_named() {
        let mut sheet = Sheet::of(&[("I.1", "Số văn bản", "1")]);
        sheet.report.records[0].matched = Some(Match {
            in_order: true,
            label: 0.9,
            ..Match::default()
        });
        assert!(sheet.only("label-rewritten").is_empty());
        sheet.report.records[0].matched = Some(Match {
            in_order: true,
            label: 0.4,
            ..Match::default()
        });
        assert_eq!(sheet.only("label-rewritten"), ["label-rewritten I.1"]);
    }
}

//! `moved-row`: a row stands elsewhere than in the form.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding};

/// The check.
pub const CHECK: Check = Check {
    code: Code::MovedRow,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        if record
            .matched
            .as_ref()
            .is_some_and(|matched| !matched.in_order)
            && indicator.asks()
        {
            findings.push(context.about(CHECK.finding(), record));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::model::Match;

    #[test]
    fn a_row_out_of_order_is_named() {
        let mut sheet = Sheet::of(&[("I.1", "Số văn bản", "1")]);
        sheet.report.records[0].matched = Some(Match {
            in_order: true,
            label: 1.0,
            ..Match::default()
        });
        assert!(sheet.only("moved-row").is_empty());
        sheet.report.records[0].matched = Some(Match {
            label: 1.0,
            ..Match::default()
        });
        assert_eq!(sheet.only("moved-row"), ["moved-row I.1"]);
    }
}

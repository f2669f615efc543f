//! `negative`: a count below zero.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding};
use crate::schema::{Kind, Rule};

/// The check.
pub const CHECK: Check = Check {
    code: Code::Negative,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let bounded = indicator
            .rules
            .iter()
            .any(|rule| matches!(rule, Rule::Within { .. }));
        let is_count = indicator.kind == Kind::Count && !bounded;
        if is_count
            && record
                .value
                .number()
                .is_some_and(|number| number.is_sign_negative() && !number.is_zero())
        {
            findings.push(context.about(CHECK.finding(), record));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    #[test]
    fn below_zero_is_named_and_zero_is_not() {
        let sheet = Sheet::of(&[("I.1", "Số văn bản", "-5")]);
        assert_eq!(sheet.only("negative"), ["negative I.1"]);
        assert!(sheet.value("I.1", "0").only("negative").is_empty());
    }
}

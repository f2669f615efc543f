//! `negative`: a count below zero.

use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::Context;
use crate::model::{Finding, Severity};
use crate::schema::{Kind, Rule};

/// The check.
pub const CHECK: Check = Check {
    code: "negative",
    family: Family::Invalid,
    severity: Severity::Error,
    vi: Words {
        what: "Số lượng nhỏ hơn 0.",
        why: "Không thể có số lượng âm; thường là dấu gạch đầu dòng dính vào con số.",
        example: "“-5” văn bản.",
        settle: "Xóa dấu trừ nếu đó là gạch đầu dòng; nếu là số giảm thì ghi ở cột ghi chú.",
    },
    en: Words {
        what: "A count is below zero.",
        why: "Nothing can be counted below zero; usually a bullet has stuck to the figure.",
        example: "“-5” documents.",
        settle: "Take the sign away if it is a bullet; say a decrease in the note.",
    },
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

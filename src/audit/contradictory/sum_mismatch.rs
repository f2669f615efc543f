//! `sum-mismatch`: a total is not the sum of its parts.

use super::rule::{self, Verdict};
use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding};
use crate::schema::Rule;
use crate::text::number::vietnamese;

/// The check.
pub const CHECK: Check = Check {
    code: Code::SumMismatch,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    rule::each(context, |indicator, record, rule| {
        if let Rule::SumOf { parts, .. } = rule
            && let Verdict::Broken(added) = rule::verdict(context, indicator, rule)
        {
            let mut finding = context.about(CHECK.finding(), record);
            finding.severity = rule::severity(rule);
            let finding = finding.with("sum", vietnamese(added));
            findings.push(rule::beside(
                context,
                finding,
                &parts.iter().collect::<Vec<_>>(),
            ));
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::schema::Rule;

    fn total(total: &str, one: &str, two: &str) -> Vec<String> {
        let parts = vec!["I.2".into(), "I.3".into()];
        Sheet::of(&[
            ("I.1", "Tổng số văn bản", total),
            ("I.2", "Điện tử", one),
            ("I.3", "Giấy", two),
        ])
        .rule(
            "I.1",
            Rule::SumOf {
                parts,
                soft: false,
                guessed: false,
            },
        )
        .only("sum-mismatch")
    }

    #[test]
    fn a_wrong_total_is_named() {
        assert_eq!(total("1747", "1600", "47"), ["sum-mismatch I.1"]);
    }

    #[test]
    fn a_part_above_its_total_is_wrong_even_when_the_other_is_blank() {
        assert_eq!(total("10", "12", ""), ["sum-mismatch I.1"]);
    }

    #[test]
    fn a_right_total_and_blank_parts_stay_silent() {
        assert!(total("714", "655", "59").is_empty());
        assert!(total("43", "43", "").is_empty());
        assert!(total("43", "40", "").is_empty());
        assert!(total("", "40", "3").is_empty());
        assert!(total("43", "", "").is_empty());
    }
}

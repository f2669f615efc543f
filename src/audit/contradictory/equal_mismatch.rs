//! `equal-mismatch`: two rows that state the same fact differ.

use super::rule::{self, Verdict};
use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding};
use crate::schema::Rule;
use crate::text::number::vietnamese;

/// The check.
pub const CHECK: Check = Check {
    code: Code::EqualMismatch,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    rule::each(context, |indicator, record, rule| {
        if let Rule::EqualTo { other, .. } = rule
            && let Verdict::Broken(expected) = rule::verdict(context, indicator, rule)
        {
            let mut finding = context.about(CHECK.finding(), record);
            finding.severity = rule::severity(rule);
            let finding = finding.with("expected", vietnamese(expected));
            findings.push(rule::beside(context, finding, &[other]));
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::schema::Rule;

    fn pair(one: &str, two: &str) -> Vec<String> {
        Sheet::of(&[
            ("I.1", "Hồ sơ tiếp nhận", one),
            ("I.2", "Tổng số hồ sơ", two),
        ])
        .rule(
            "I.1",
            Rule::EqualTo {
                other: "I.2".into(),
                soft: false,
                guessed: false,
            },
        )
        .only("equal-mismatch")
    }

    #[test]
    fn one_fact_two_figures_is_named() {
        assert_eq!(pair("15", "17"), ["equal-mismatch I.1"]);
    }

    #[test]
    fn the_same_figure_or_a_blank_is_silent() {
        assert!(pair("15", "15").is_empty());
        assert!(pair("15", "").is_empty());
    }
}

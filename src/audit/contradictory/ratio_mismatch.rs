//! `ratio-mismatch`: a rate is not its part divided by its whole.

use super::rule::{self, Verdict};
use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding};
use crate::schema::Rule;
use crate::text::number::vietnamese;

/// The check.
pub const CHECK: Check = Check {
    code: Code::RatioMismatch,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    rule::each(context, |indicator, record, rule| {
        if let Rule::RatioOf { part, whole, .. } = rule
            && let Verdict::Broken(expected) = rule::verdict(context, indicator, rule)
        {
            let mut finding = context.about(CHECK.finding(), record);
            finding.severity = rule::severity(rule);
            let finding = finding.with("expected", vietnamese(expected));
            findings.push(rule::beside(context, finding, &[part, whole]));
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::schema::{Kind, Rule};

    fn rate(printed: &str) -> Vec<String> {
        Sheet::of(&[
            ("I.1", "Tỷ lệ hoàn thành", printed),
            ("I.2", "Số giao", "46"),
            ("I.3", "Số xong", "40"),
        ])
        .kind("I.1", Kind::Percent)
        .rule(
            "I.1",
            Rule::RatioOf {
                part: "I.3".into(),
                whole: "I.2".into(),
                guessed: false,
            },
        )
        .only("ratio-mismatch")
    }

    #[test]
    fn a_wrong_rate_is_named() {
        for printed in ["124", "85,71", "86,9", "0,87", "40"] {
            let expected = if printed == "86,9" {
                vec![]
            } else {
                vec!["ratio-mismatch I.1"]
            };
            assert_eq!(rate(printed), expected, "{printed}");
        }
    }

    #[test]
    fn rounding_cutting_off_and_fewer_decimals_are_right() {
        for printed in ["86,96", "86,95", "87", "86,9", "87,0", ""] {
            assert!(rate(printed).is_empty(), "{printed}");
        }
    }
}

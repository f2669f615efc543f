//! `equal-mismatch`: two rows that state the same fact differ.

use super::rule::{self, Verdict};
use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::Context;
use crate::model::{Finding, Severity};
use crate::schema::Rule;
use crate::text::number::vietnamese;

/// The check.
pub const CHECK: Check = Check {
    code: "equal-mismatch",
    family: Family::Contradictory,
    severity: Severity::Error,
    vi: Words {
        what: "Hai dòng của biểu mẫu hỏi cùng một số liệu nhưng được ghi hai số khác nhau.",
        why: "Khi cùng một số liệu ghi hai nơi khác nhau thì ít nhất một nơi sai.",
        example: "Phần III ghi tiếp nhận 15 hồ sơ, phần VII ghi tổng số hồ sơ đã tiếp nhận là 17.",
        settle: "Xác định số đúng và ghi thống nhất ở cả hai dòng.",
    },
    en: Words {
        what: "Two rows of the form ask for the same figure and hold different ones.",
        why: "When one fact is stated twice and differs, at least one statement is wrong.",
        example: "Section III says 15 dossiers received, section VII says 17.",
        settle: "Find the right figure and write it in both rows.",
    },
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

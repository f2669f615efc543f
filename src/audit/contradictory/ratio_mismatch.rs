//! `ratio-mismatch`: a rate is not its part divided by its whole.

use super::rule::{self, Verdict};
use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::Context;
use crate::model::{Finding, Severity};
use crate::schema::Rule;
use crate::text::number::vietnamese;

/// The check.
pub const CHECK: Check = Check {
    code: "ratio-mismatch",
    family: Family::Contradictory,
    severity: Severity::Error,
    vi: Words {
        what: "Tỷ lệ % trong phụ lục không bằng phần chia cho tổng thể.",
        why: "Tỷ lệ được dùng để chấm điểm; sai tỷ lệ thường là sai tử số, mẫu số hoặc ghi số lượng vào ô tỷ lệ.",
        example: "40 nhiệm vụ hoàn thành trên 46 nhiệm vụ là 86,96%, phụ lục ghi 124.",
        settle: "Tính lại từ hai số; chấp nhận sai khác ở chữ số cuối do làm tròn hoặc cắt bớt.",
    },
    en: Words {
        what: "A percentage is not its part divided by its whole.",
        why: "Rates are scored; a wrong one usually means a wrong part or whole, or a count written into the rate's cell.",
        example: "40 of 46 tasks are 86,96 %, the appendix says 124.",
        settle: "Work it out again from the two figures; a last digit rounded or cut off is accepted.",
    },
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

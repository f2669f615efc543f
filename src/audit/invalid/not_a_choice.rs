//! `not-a-choice`: the answer is none of those the form offers.

use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::Context;
use crate::model::{Finding, Record, Severity, Value};
use crate::schema::{Indicator, Kind};

/// The check.
pub const CHECK: Check = Check {
    code: "not-a-choice",
    family: Family::Invalid,
    severity: Severity::Error,
    vi: Words {
        what: "Ô trả lời theo mã (ví dụ Có = 1, Không = 0) ghi một mã không có trong biểu mẫu.",
        why: "Mã lạ không tổng hợp được; thường là ghi số lượng vào ô Có/Không.",
        example: "“Không = 0 Có = 1” nhưng ghi 12.",
        settle: "Ghi đúng một trong các mã; số lượng ghi ở dòng khác hoặc cột ghi chú.",
    },
    en: Words {
        what: "A cell answered by code (Có = 1, Không = 0) holds a code the form does not offer.",
        why: "An unknown code cannot be counted; usually a count was written into a yes/no cell.",
        example: "“Không = 0 Có = 1”, and the cell says 12.",
        settle: "Write one of the codes; put the count into its own row or the note.",
    },
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        if indicator.kind == Kind::Choice && !indicator.choices.is_empty() && is_unknown(indicator, record) {
            let offered: Vec<String> = indicator
                .choices
                .iter()
                .map(|choice| format!("{} = {}", choice.label, choice.code))
                .collect();
            findings.push(context.about(CHECK.finding(), record).with("choices", offered.join(", ")));
        }
    }
}

fn is_unknown(indicator: &Indicator, record: &Record) -> bool {
    match &record.value {
        Value::Choice(code) => !indicator.choices.iter().any(|choice| choice.code == *code),
        Value::Number(_) | Value::Percent(_) | Value::Fraction(..) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::schema::{Choice, Kind};

    fn answer(printed: &str) -> Vec<String> {
        let choice = |code, label: &str| Choice { code, label: label.to_owned() };
        Sheet::of(&[("I.1", "Có sáng kiến", printed)])
            .form("I.1", |indicator| indicator.choices = vec![choice(0, "Không"), choice(1, "Có")])
            .kind("I.1", Kind::Choice)
            .only("not-a-choice")
    }

    #[test]
    fn a_count_in_a_yes_no_cell_is_named() {
        assert_eq!(answer("12"), ["not-a-choice I.1"]);
    }

    #[test]
    fn an_offered_code_or_a_blank_is_silent() {
        assert!(answer("1").is_empty());
        assert!(answer("0").is_empty());
        assert!(answer("").is_empty());
    }
}

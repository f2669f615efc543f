//! `blank-required`: a row the form requires has no value.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding, Record, Severity, Value};
use crate::schema::{Indicator, Presence};
use crate::text::number::is_none_in_words;
use rust_decimal::Decimal;

/// The check.
pub const CHECK: Check = Check {
    code: Code::BlankRequired,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let blank = matches!(record.value, Value::Blank | Value::NoData);
        if indicator.asks() && blank && !is_answered(record) {
            findings.extend(finding(context, indicator, record));
        }
    }
}

/// "Không phát sinh" is an answer, though no figure: [`Code::NotANumber`] asks for the figure.
fn is_answered(record: &Record) -> bool {
    record
        .printed
        .as_ref()
        .is_some_and(|text| is_none_in_words(text.as_str()))
}

fn finding(context: &Context, indicator: &Indicator, record: &Record) -> Option<Finding> {
    let finding = context.about(CHECK.finding(), record);
    match &indicator.presence {
        Presence::Required => Some(finding),
        Presence::RequiredIf(other) => {
            let given = context
                .number(other)
                .filter(|number| *number > Decimal::ZERO)?;
            let mut finding = finding
                .with("other", other)
                .with("other_value", given.normalize());
            finding.severity = Severity::Warning;
            Some(finding)
        }
        Presence::Expected | Presence::Optional => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::schema::Presence;

    const ROWS: [(&str, &str, &str); 2] = [
        ("I.1", "Số vấn đề phát hiện", "3"),
        ("I.2", "Số vấn đề đã xử lý", ""),
    ];

    #[test]
    fn a_required_blank_is_a_fault() {
        let sheet = Sheet::of(&ROWS).presence("I.2", Presence::Required);
        assert_eq!(sheet.only("blank-required"), ["blank-required I.2"]);
    }

    #[test]
    fn a_dash_is_a_blank() {
        let sheet = Sheet::of(&ROWS)
            .value("I.2", "-")
            .presence("I.2", Presence::Required);
        assert_eq!(sheet.only("blank-required"), ["blank-required I.2"]);
    }

    #[test]
    fn an_answer_in_words_is_no_blank() {
        let sheet = Sheet::of(&ROWS)
            .value("I.2", "Không phát sinh")
            .presence("I.2", Presence::Required);
        assert!(sheet.only("blank-required").is_empty());
    }

    #[test]
    fn required_only_when_the_other_has_something() {
        let sheet = Sheet::of(&ROWS).presence("I.2", Presence::RequiredIf("I.1".into()));
        assert_eq!(sheet.only("blank-required"), ["blank-required I.2"]);
        assert!(sheet.value("I.1", "0").only("blank-required").is_empty());
    }

    #[test]
    fn half_of_the_cells_are_rightly_blank() {
        assert!(Sheet::of(&ROWS).only("blank-required").is_empty());
    }
}

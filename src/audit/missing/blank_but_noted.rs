//! `blank-but-noted`: the value is blank, but the note answers it.

use crate::audit::check::{Check, Run};
use crate::audit::context::{Context, first_place};
use crate::audit::narrative::note::is_prompt;
use crate::model::{Code, Finding, Value};
use crate::schema::Kind;

/// The check.
pub const CHECK: Check = Check {
    code: Code::BlankButNoted,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let asks = indicator.asks() && indicator.kind != Kind::Text;
        let Some(note) = context.note(record).filter(|_| asks) else {
            continue;
        };
        let blank = matches!(record.value, Value::Blank | Value::NoData);
        let answers = note.phrase.cites || !note.fractions.is_empty() || note.listed.is_some();
        if blank && answers && !is_prompt(note, &indicator.note_prompts) {
            let text = note.phrase.text.as_str();
            let place = context.row(record).map(first_place).unwrap_or_default();
            findings.push(
                context
                    .about(CHECK.finding(), record)
                    .with("note", text)
                    .at(place, text),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    fn noted(value: &str, note: &str) -> Vec<String> {
        Sheet::of(&[("I.1", "Kế hoạch rà soát", value)])
            .note("I.1", note)
            .only("blank-but-noted")
    }

    #[test]
    fn a_decision_cited_beside_a_blank_is_named() {
        assert_eq!(
            noted("", "Kế hoạch số 01/KH-SNV ngày 26/01/2030"),
            ["blank-but-noted I.1"]
        );
        assert_eq!(
            noted("-", "Đã thực hiện 3/23 nhiệm vụ"),
            ["blank-but-noted I.1"]
        );
    }

    #[test]
    fn a_prompt_a_remark_or_a_value_is_silent() {
        assert!(noted("", "Quyết định số ...").is_empty());
        assert!(noted("", "Không phát sinh").is_empty());
        assert!(noted("1", "Kế hoạch số 01/KH-SNV ngày 26/01/2030").is_empty());
    }
}

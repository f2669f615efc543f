//! `stale-year`: a note speaks of an earlier year, as if copied from an earlier report.

use crate::audit::check::{Check, Run};
use crate::audit::context::{Context, first_place};
use crate::model::{Code, Finding};
use crate::text::vocabulary;

/// The check.
pub const CHECK: Check = Check {
    code: Code::StaleYear,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let Some(year) = year(context) else { return };
    for record in &context.report.records {
        let Some(note) = context.note(record) else {
            continue;
        };
        let is_last =
            note.years().any(|named| named + 1 == year) && note.years().all(|named| named != year);
        let text = note.phrase.text.as_str();
        if is_last && !compares(text) {
            let place = context.row(record).map(first_place).unwrap_or_default();
            let finding = context
                .about(CHECK.finding(), record)
                .with("year", year - 1)
                .with("own", year);
            findings.push(finding.with("note", text).at(place, text));
        }
    }
}

fn year(context: &Context) -> Option<u16> {
    context
        .report
        .head
        .period
        .as_ref()?
        .code
        .get(..4)?
        .parse()
        .ok()
}

/// "so với cùng kỳ năm 2021" is meant.
fn compares(note: &str) -> bool {
    let note = note.to_lowercase();
    vocabulary::COMPARING.iter().any(|word| note.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::model::Period;

    fn noted(note: &str) -> Vec<String> {
        let mut sheet = Sheet::of(&[("I.1", "Số cuộc họp", "3")]).note("I.1", note);
        sheet.report.head.period = Some(Period {
            code: "2030-Q3".into(),
            ..Period::default()
        });
        sheet.only("stale-year")
    }

    #[test]
    fn last_years_note_is_named_and_a_comparison_is_not() {
        assert_eq!(noted("các kế hoạch của Sở năm 2029"), ["stale-year I.1"]);
        assert!(noted("giảm so với cùng kỳ năm 2029").is_empty());
        assert!(noted("kết quả năm 2029 và kế hoạch năm 2030").is_empty());
    }
}

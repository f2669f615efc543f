//! `stale-year`: a note speaks of an earlier year, as if copied from an earlier report.

use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::{Context, first_place};
use crate::audit::narrative::figure::cover;
use crate::model::{Finding, Severity};
use regex::Regex;
use std::sync::LazyLock;

/// The check.
pub const CHECK: Check = Check {
    code: "stale-year",
    family: Family::Form,
    severity: Severity::Info,
    vi: Words {
        what: "Ghi chú chỉ nói về năm trước, không nhắc năm báo cáo.",
        why: "Thường do chép lại ghi chú của báo cáo kỳ trước.",
        example: "Báo cáo năm 2022, ghi chú: “các kế hoạch của Sở thực hiện CCHC năm 2021”.",
        settle: "Cập nhật ghi chú theo năm báo cáo.",
    },
    en: Words {
        what: "A note speaks of earlier years only, never of the report's.",
        why: "It was usually copied from an earlier report.",
        example: "A report on 2022 whose note says “các kế hoạch của Sở thực hiện CCHC năm 2021”.",
        settle: "Bring the note up to date.",
    },
    run: Run::Report(run),
};

static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?i)\bnăm\s+((?:19|20)\d{2})\b").ok());

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let Some(year) = year(context) else { return };
    for record in &context.report.records {
        let Some(note) = context.note(record) else { continue };
        let years = years(note);
        if years.iter().any(|named| *named + 1 == year) && !years.contains(&year) && !compares(note) {
            let place = context.row(record).map(first_place).unwrap_or_default();
            let finding = context.about(CHECK.finding(), record).with("year", year - 1).with("own", year);
            findings.push(finding.with("note", note).at(place, note));
        }
    }
}

fn year(context: &Context) -> Option<u32> {
    context.report.head.period.as_ref()?.code.get(..4)?.parse().ok()
}

/// The years a note names outside citations.
fn years(note: &str) -> Vec<u32> {
    let text = cover(note).dated;
    let found =
        YEAR.as_ref().map(|pattern| pattern.captures_iter(&text).collect::<Vec<_>>()).unwrap_or_default();
    found.iter().filter_map(|year| year.get(1)?.as_str().parse().ok()).collect()
}

/// "so với cùng kỳ năm 2021" is meant.
fn compares(note: &str) -> bool {
    let note = note.to_lowercase();
    ["so với", "cùng kỳ", "năm trước", "tồn đọng", "chuyển sang", "từ năm"]
        .iter()
        .any(|word| note.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::model::Period;

    fn noted(note: &str) -> Vec<String> {
        let mut sheet = Sheet::of(&[("I.1", "Số cuộc họp", "3")]).note("I.1", note);
        sheet.report.head.period = Some(Period { code: "2030-Q3".into(), ..Period::default() });
        sheet.only("stale-year")
    }

    #[test]
    fn last_years_note_is_named_and_a_comparison_is_not() {
        assert_eq!(noted("các kế hoạch của Sở năm 2029"), ["stale-year I.1"]);
        assert!(noted("giảm so với cùng kỳ năm 2029").is_empty());
        assert!(noted("kết quả năm 2029 và kế hoạch năm 2030").is_empty());
    }
}

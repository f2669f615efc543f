//! `skipped-number`: the numbering of rows or headings leaves one out.

use super::repeated_number::plain_number;
use crate::audit::check::{Check, Run};
use crate::audit::context::{Context, first_place};
use crate::model::{Code, Finding, Heading, Row, RowKind};

/// The check.
pub const CHECK: Check = Check {
    code: Code::SkippedNumber,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    rows(context, findings);
    headings(&context.report.outline, findings);
}

fn rows(context: &Context, findings: &mut Vec<Finding>) {
    let mut last: Option<(&Row, u32)> = None;
    for (at, row) in context.report.appendix.rows.iter().enumerate() {
        if row.kind == RowKind::Section {
            last = None;
            continue;
        }
        let Some(number) = plain_number(row) else {
            continue;
        };
        if let Some((before, earlier)) = last
            && number > earlier + 1
            && before.section == row.section
        {
            let mut finding = CHECK
                .finding()
                .on_row(at)
                .at(first_place(row), format!("{number} {}", row.label));
            finding.indicator = context.report.mapped.get(at).cloned().flatten();
            findings.push(
                finding
                    .with("number", number)
                    .with("before", earlier)
                    .with("label", &row.label),
            );
        }
        last = Some((row, number));
    }
}

fn headings(outline: &[Heading], findings: &mut Vec<Finding>) {
    for pair in outline.windows(2) {
        let [before, after] = pair else { continue };
        if let (Some((parent, earlier)), Some((same, number))) =
            (counted(&before.number), counted(&after.number))
            && parent == same
            && number > earlier + 1
        {
            let finding = CHECK.finding().at(
                after.place.clone(),
                format!("{} {}", after.number, after.title),
            );
            findings.push(
                finding
                    .with("number", &after.number)
                    .with("before", &before.number)
                    .with("label", &after.title),
            );
        }
    }
}

/// "1.4.5" → ("1.4", 5).
fn counted(number: &str) -> Option<(&str, u32)> {
    let (parent, last) = number.rsplit_once('.')?;
    Some((parent, last.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    #[test]
    fn a_gap_in_the_headings_is_named() {
        let sheet = Sheet::of(&[])
            .body("1.4.3", "Biên chế", "")
            .body("1.4.5", "Quy chế", "");
        assert_eq!(sheet.only("skipped-number"), ["skipped-number"]);
        let sheet = Sheet::of(&[])
            .body("1.4.3", "Biên chế", "")
            .body("1.4.4", "Quy chế", "")
            .body("1.5", "Công vụ", "");
        assert!(sheet.only("skipped-number").is_empty());
    }

    #[test]
    fn a_gap_in_the_rows_is_named() {
        let sheet = Sheet::of(&[("I.1", "Một", ""), ("I.2", "Hai", "")]);
        assert_eq!(
            sheet
                .clone()
                .number("I.1", "1")
                .number("I.2", "3")
                .only("skipped-number"),
            ["skipped-number I.2"]
        );
        assert!(
            sheet
                .number("I.1", "1")
                .number("I.2", "2")
                .only("skipped-number")
                .is_empty()
        );
    }
}

//! `repeated-number`: the appendix prints the same heading number twice.

use crate::audit::check::{Check, Run};
use crate::audit::context::{Context, first_place};
use crate::model::{Code, Finding, Row, RowKind, Severity};

/// The check.
pub const CHECK: Check = Check {
    code: Code::RepeatedNumber,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let mut before: Option<(&Row, u32)> = None;
    for (at, row) in context.report.appendix.rows.iter().enumerate() {
        if row.kind == RowKind::Section {
            before = None;
            continue;
        }
        let Some(number) = plain_number(row) else {
            continue;
        };
        if let Some((earlier, last)) = before
            && number == last
            && earlier.section == row.section
        {
            findings.push(finding(context, at, row, earlier, number));
        }
        before = Some((row, number));
    }
}

fn finding(context: &Context, at: usize, row: &Row, earlier: &Row, number: u32) -> Finding {
    let mut finding = CHECK.finding();
    if is_the_forms_own(context, at, number) {
        finding.severity = Severity::Info;
    }
    finding.indicator = context.report.mapped.get(at).cloned().flatten();
    finding
        .on_row(at)
        .at(first_place(row), format!("{number} {}", row.label))
        .at(first_place(earlier), format!("{number} {}", earlier.label))
        .with("number", number)
        .with("section", row.section.as_deref().unwrap_or_default())
        .with("label", &row.label)
        .with("other", &earlier.label)
}

/// The form prints that number there too.
fn is_the_forms_own(context: &Context, at: usize, number: u32) -> bool {
    let id = context.report.mapped.get(at).and_then(Option::as_ref);
    let indicator = id.and_then(|id| context.schema?.get(id));
    indicator
        .and_then(|indicator| indicator.number.as_ref())
        .is_some_and(|form| form.key() == number.to_string())
}

/// The number of a row that is counted 1, 2, 3 …
pub fn plain_number(row: &Row) -> Option<u32> {
    row.number.as_ref()?.key().parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    #[test]
    fn a_number_printed_twice_is_named() {
        let sheet = Sheet::of(&[("I.1", "Một", ""), ("I.2", "Hai", ""), ("I.3", "Ba", "")])
            .number("I.1", "1")
            .number("I.2", "2")
            .number("I.3", "2");
        assert_eq!(sheet.only("repeated-number"), ["repeated-number I.3"]);
    }

    #[test]
    fn counting_anew_is_not_repeating() {
        let sheet = Sheet::of(&[("I.1", "Một", ""), ("I.2", "Hai", ""), ("I.3", "Ba", "")])
            .number("I.1", "1")
            .number("I.2", "2")
            .number("I.3", "1");
        assert!(sheet.only("repeated-number").is_empty());
    }
}

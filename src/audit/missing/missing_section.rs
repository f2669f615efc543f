//! `missing-section`: a whole section of the form is not in the report.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding};
use crate::schema::Kind;

/// The check.
pub const CHECK: Check = Check {
    code: Code::MissingSection,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    if context.report.appendix.rows.is_empty() || context.has_unread_labels() {
        return;
    }
    for (indicator, record) in context.sheet() {
        if indicator.kind == Kind::Section && is_missing(context, &indicator.section) {
            let rows = context
                .sheet()
                .filter(|(other, _)| other.section == indicator.section)
                .count();
            let finding = context.about(CHECK.finding(), record);
            findings.push(
                finding
                    .with("section", &indicator.section)
                    .with("label", indicator.plain_label())
                    .with("rows", rows),
            );
        }
    }
}

/// No row of the section is in the report, nor its label beside the tables.
pub fn is_missing(context: &Context, section: &str) -> bool {
    context
        .sheet()
        .filter(|(indicator, _)| indicator.section == section)
        .all(|(indicator, record)| {
            record.row.is_none() && super::row_outside_table::text(context, indicator).is_none()
        })
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    const ROWS: [(&str, &str, &str); 3] = [
        ("I", "Chỉ đạo điều hành", ""),
        ("I.1", "Số nhiệm vụ", "2"),
        ("II", "Cải cách thể chế", ""),
    ];

    #[test]
    fn a_lost_section_is_one_finding() {
        assert_eq!(
            Sheet::of(&ROWS).without("II").codes(),
            ["missing-section II"]
        );
    }

    #[test]
    fn a_section_with_one_row_is_there() {
        let sheet = Sheet::of(&ROWS).without("I");
        assert_eq!(sheet.only("missing-section"), Vec::<String>::new());
    }
}

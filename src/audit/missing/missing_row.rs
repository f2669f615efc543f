//! `missing-row`: a row of the form is not in the report.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding, Severity};
use crate::schema::{Indicator, Presence};

/// The check.
pub const CHECK: Check = Check {
    code: Code::MissingRow,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    if context.report.appendix.rows.is_empty() || context.has_unread_labels() {
        return;
    }
    for (indicator, record) in context.sheet() {
        let stands = || super::row_outside_table::text(context, indicator).is_some();
        if record.row.is_none()
            && !super::missing_section::is_missing(context, &indicator.section)
            && !stands()
        {
            let mut finding = CHECK.finding();
            finding.severity = severity(indicator);
            findings.push(
                context
                    .about(finding, record)
                    .with("section", &indicator.section),
            );
        }
    }
}

/// An absent heading, or an absent "(nếu có)" row, takes no figure away.
fn severity(indicator: &Indicator) -> Severity {
    if !indicator.asks() || indicator.presence == Presence::Optional {
        Severity::Info
    } else {
        CHECK.code.severity()
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::text::Text;

    #[test]
    fn an_absent_row_is_named() {
        let sheet =
            Sheet::of(&[("I.1", "Số nhiệm vụ", ""), ("I.2", "Số văn bản", "3")]).without("I.1");
        assert_eq!(sheet.codes(), ["missing-row I.1"]);
    }

    #[test]
    fn where_labels_were_not_read_nothing_is_called_absent() {
        let mut sheet =
            Sheet::of(&[("I.1", "Số nhiệm vụ", ""), ("I.2", "Số văn bản", "3")]).without("I.1");
        for row in &mut sheet.report.appendix.rows {
            row.label = Text::default();
        }
        assert_eq!(sheet.only("missing-row"), Vec::<String>::new());
    }

    #[test]
    fn a_blank_row_is_not_absent() {
        let sheet = Sheet::of(&[("I.1", "Số nhiệm vụ", ""), ("I.2", "Số văn bản", "3")]);
        assert_eq!(sheet.only("missing-row"), Vec::<String>::new());
    }
}

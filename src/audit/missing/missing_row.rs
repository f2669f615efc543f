//! `missing-row`: a row of the form is not in the report.

use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::Context;
use crate::model::{Finding, Severity};
use crate::schema::{Indicator, Presence};

/// The check.
pub const CHECK: Check = Check {
    code: "missing-row",
    family: Family::Missing,
    severity: Severity::Warning,
    vi: Words {
        what: "Dòng chỉ tiêu có trong biểu mẫu nhưng không có trong phụ lục của báo cáo.",
        why: "Thiếu dòng khác với để trống: đơn vị có thể đã xóa dòng, dùng biểu cũ hoặc trang bị mất khi quét.",
        example: "Biểu mẫu có dòng “Số VBQPPL đã rà soát”, phụ lục chuyển thẳng từ dòng trước sang dòng sau.",
        settle: "Bổ sung dòng theo đúng biểu mẫu; nếu không phát sinh thì giữ dòng và ghi 0 hoặc để trống.",
    },
    en: Words {
        what: "A row of the form is not in the report's appendix.",
        why: "An absent row is not a blank one: the unit may have deleted it, used an old form, or lost a page.",
        example: "The form has “Số VBQPPL đã rà soát”; the appendix goes from the row before to the row after.",
        settle: "Put the row back as the form prints it; where there is nothing to report keep it and write 0 or leave it blank.",
    },
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    if context.report.appendix.rows.is_empty() {
        return;
    }
    for (indicator, record) in context.sheet() {
        if record.row.is_none() && !super::missing_section::is_missing(context, &indicator.section)
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
        CHECK.severity
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    #[test]
    fn an_absent_row_is_named() {
        let sheet =
            Sheet::of(&[("I.1", "Số nhiệm vụ", ""), ("I.2", "Số văn bản", "3")]).without("I.1");
        assert_eq!(sheet.codes(), ["missing-row I.1"]);
    }

    #[test]
    fn a_blank_row_is_not_absent() {
        let sheet = Sheet::of(&[("I.1", "Số nhiệm vụ", ""), ("I.2", "Số văn bản", "3")]);
        assert_eq!(sheet.only("missing-row"), Vec::<String>::new());
    }
}

//! `moved-row`: a row stands elsewhere than in the form.

use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::Context;
use crate::model::{Finding, Severity};

/// The check.
pub const CHECK: Check = Check {
    code: "moved-row",
    family: Family::Form,
    severity: Severity::Info,
    vi: Words {
        what: "Dòng đứng ở vị trí khác so với biểu mẫu.",
        why: "Dòng chuyển chỗ dễ bị nhập nhầm sang dòng bên cạnh khi tổng hợp bằng tay.",
        example: "Hai dòng của mục V.1 đổi chỗ cho nhau.",
        settle: "Xem dòng có được khớp đúng chỉ tiêu không; đề nghị đơn vị giữ thứ tự biểu mẫu.",
    },
    en: Words {
        what: "A row stands elsewhere than in the form.",
        why: "A moved row is easily typed into its neighbour when reports are added up by hand.",
        example: "The two rows of V.1 have changed places.",
        settle: "See that the row was matched rightly, and ask the unit to keep the form's order.",
    },
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        if record
            .matched
            .as_ref()
            .is_some_and(|matched| !matched.in_order)
            && indicator.asks()
        {
            findings.push(context.about(CHECK.finding(), record));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::model::Match;

    #[test]
    fn a_row_out_of_order_is_named() {
        let mut sheet = Sheet::of(&[("I.1", "Số văn bản", "1")]);
        sheet.report.records[0].matched = Some(Match {
            in_order: true,
            label: 1.0,
            ..Match::default()
        });
        assert!(sheet.only("moved-row").is_empty());
        sheet.report.records[0].matched = Some(Match {
            label: 1.0,
            ..Match::default()
        });
        assert_eq!(sheet.only("moved-row"), ["moved-row I.1"]);
    }
}

//! `agency-unknown`: a report of a unit that is not in the list of units.

use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::compare::{Found, Set};
use crate::model::Severity;

/// The check.
pub const CHECK: Check = Check {
    code: "agency-unknown",
    family: Family::Submission,
    severity: Severity::Warning,
    vi: Words {
        what: "Báo cáo của một đơn vị không có trong danh sách đơn vị.",
        why: "Báo cáo không được tính cho đơn vị nào, còn đơn vị thật có thể bị ghi là chưa gửi.",
        example: "Báo cáo ghi “Sở TTTT”, danh sách chỉ có “Sở Thông tin và Truyền thông”.",
        settle: "Thêm tên vào cột aliases của agencies.csv, hoặc kiểm tra báo cáo có đúng nơi gửi không.",
    },
    en: Words {
        what: "A report of a unit that is not in the list of units.",
        why: "The report counts for nobody, and the real unit may be called missing.",
        example: "The report says “Sở TTTT”; the list knows only “Sở Thông tin và Truyền thông”.",
        settle: "Add the name to the aliases in agencies.csv, or see whether the report was meant for you.",
    },
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    let Some(agencies) = set.agencies else { return };
    for (at, report) in set.reports.iter().enumerate() {
        let printed = report
            .head
            .agency
            .as_ref()
            .map_or("", |agency| agency.as_str());
        if agencies.named(printed).is_none() {
            found.push((Some(at), CHECK.finding().with("agency", printed)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, report};

    #[test]
    fn a_unit_nobody_listed_is_named() {
        let sent = |agency| report(agency, "2030-Q3", "2030-09-15", "1");
        assert_eq!(
            found(vec![sent("Sở A"), sent("Sở B"), sent("Sở C")]),
            ["Sở C-1.pdf agency-unknown"]
        );
        assert!(found(vec![sent("SỞ A"), sent("Sở B")]).is_empty());
    }
}

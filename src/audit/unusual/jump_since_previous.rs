//! `jump-since-previous`: a figure is many times what it was in the period before.

use super::earlier::name_odd;
use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::compare::{Found, Set};
use crate::model::Severity;

/// The check.
pub const CHECK: Check = Check {
    code: "jump-since-previous",
    family: Family::Unusual,
    severity: Severity::Warning,
    vi: Words {
        what: "Số liệu tăng hoặc giảm nhiều lần so với kỳ trước của cùng đơn vị.",
        why: "Có thể gõ thừa chữ số, nhầm dòng, hoặc đổi cách tính.",
        example: "Quý II 15 hồ sơ, quý III 1.500 hồ sơ.",
        settle: "Hỏi lại đơn vị; nếu đúng thì ghi lý do ở cột ghi chú. Ngưỡng đặt bằng `jump` trong phuluc.toml.",
    },
    en: Words {
        what: "A figure is many times more or less than the same unit's in the period before.",
        why: "A digit too many, the wrong row, or another way of counting.",
        example: "15 dossiers in the second quarter, 1.500 in the third.",
        settle: "Ask the unit; if right, say why in the note. `jump` in phuluc.toml sets how many times.",
    },
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    name_odd(
        set,
        &CHECK,
        found,
        |pair| pair.is_alike(),
        |both| both.is_jump(set.settings.jump),
    );
}

#[cfg(test)]
mod tests {
    use super::super::testing::{last, report};
    use crate::audit::testing::Sheet;

    fn grew(to: &str, period: &str) -> Vec<String> {
        let before = Sheet::of(&[("I.1", "Số hồ sơ", "15")]);
        let after = before.clone().value("I.1", to);
        last(
            &before,
            vec![
                report(&before, "Sở A", "2030-Q2"),
                report(&after, "Sở A", period),
            ],
        )
    }

    #[test]
    fn a_hundred_times_more_is_named() {
        assert_eq!(grew("1500", "2030-Q3"), ["jump-since-previous I.1"]);
    }

    #[test]
    fn growth_and_another_length_of_period_are_silent() {
        assert!(grew("40", "2030-Q3").is_empty());
        assert!(grew("1500", "2030").is_empty());
    }
}

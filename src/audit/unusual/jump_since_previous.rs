//! `jump-since-previous`: a figure is many times what it was in the period before.

use super::earlier::{name_odd, name_odd_in_print};
use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::Code;

/// The check.
pub const CHECK: Check = Check {
    code: Code::JumpSincePrevious,
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
    name_odd_in_print(set, &CHECK, found, |both| both.is_jump(set.settings.jump));
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

    /// Without the report of the period before its figure in print will do.
    #[test]
    fn a_jump_in_print_is_named() {
        let jumped = |column| {
            let sheet = Sheet::of(&[("I.1", "Số hồ sơ", "1500")]);
            let sheet = sheet.beside("I.1", "Kỳ này", &[(column, "15")]);
            last(&sheet, vec![report(&sheet, "Sở A", "2030-Q3")])
        };
        assert_eq!(jumped("Kỳ trước"), ["jump-since-previous I.1"]);
        assert!(jumped("Kế hoạch").is_empty());
    }

    #[test]
    fn growth_and_another_length_of_period_are_silent() {
        assert!(grew("40", "2030-Q3").is_empty());
        assert!(grew("1500", "2030").is_empty());
    }
}

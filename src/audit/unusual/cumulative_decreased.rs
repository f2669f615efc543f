//! `cumulative-decreased`: a figure counted since the year began has become smaller.

use super::earlier::{Both, Pair, name_odd};
use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::Code;
use crate::schema::Kind;

/// The check.
pub const CHECK: Check = Check {
    code: Code::CumulativeDecreased,
    run: Run::Reports(run),
};

fn run(set: &Set, found: &mut Vec<Found>) {
    let same_year = |pair: &Pair| pair.when.year == pair.was.year;
    let fell = |both: &Both| {
        both.is_cumulative() && both.indicator.kind != Kind::Percent && both.now < both.then
    };
    name_odd(set, &CHECK, found, same_year, fell);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{last, report};
    use crate::audit::testing::Sheet;
    use crate::schema::Scope;

    fn became(now: &str, period: &str) -> Vec<String> {
        let before =
            Sheet::of(&[("I.1", "Số nhiệm vụ", "30")]).form("I.1", |i| i.scope = Scope::Cumulative);
        let after = before.clone().value("I.1", now);
        last(
            &before,
            vec![
                report(&before, "Sở A", "2030-H1"),
                report(&after, "Sở A", period),
            ],
        )
    }

    #[test]
    fn a_smaller_sum_in_the_same_year_is_named() {
        assert_eq!(became("22", "2030-M9"), ["cumulative-decreased I.1"]);
    }

    #[test]
    fn growth_or_a_new_year_is_silent() {
        assert!(became("35", "2030-M9").is_empty());
        assert!(became("22", "2031-H1").is_empty());
    }
}

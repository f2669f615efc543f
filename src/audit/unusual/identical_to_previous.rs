//! `identical-to-previous`: every figure is the same as in the period before.

use crate::audit::check::{Check, Run};
use crate::audit::compare::{Found, Set};
use crate::model::Code;
use crate::schema::Kind;

/// The check.
pub const CHECK: Check = Check {
    code: Code::IdenticalToPrevious,
    run: Run::Reports(run),
};

/// Fewer figures than this may agree by chance.
const FEWEST: usize = 10;

fn run(set: &Set, found: &mut Vec<Found>) {
    for pair in &set.pairs {
        let mut shared = pair.shared(set);
        shared.retain(|both| both.indicator.kind != Kind::Percent && !both.now.is_zero());
        if shared.len() >= FEWEST && shared.iter().all(|both| both.now == both.then) {
            let period = pair
                .before
                .head
                .period
                .as_ref()
                .map_or("", |period| &period.code);
            let finding = CHECK
                .finding()
                .with("period", period)
                .with("count", shared.len());
            found.push((
                Some(pair.at),
                finding.with("file", &pair.before.source.file),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{last, report};
    use crate::audit::testing::Sheet;

    fn twice(last_value: &str) -> Vec<String> {
        let ids: Vec<String> = (1..=12).map(|n| format!("I.{n}")).collect();
        let rows: Vec<(&str, &str, &str)> = ids
            .iter()
            .map(|id| (id.as_str(), "Số văn bản", "7"))
            .collect();
        let before = Sheet::of(&rows);
        let after = before.clone().value("I.12", last_value);
        last(
            &before,
            vec![
                report(&before, "Sở A", "2030-Q2"),
                report(&after, "Sở A", "2030-Q3"),
            ],
        )
    }

    #[test]
    fn a_copied_report_is_named_and_one_change_is_enough() {
        assert_eq!(twice("7"), ["identical-to-previous"]);
        assert!(twice("8").is_empty());
    }
}

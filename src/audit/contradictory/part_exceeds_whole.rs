//! `part-exceeds-whole`: a part is larger than what it is a part of.

use super::rule::{self, Verdict};
use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding, IndicatorId};
use crate::schema::Rule;
use crate::text::number::vietnamese;

/// The check.
pub const CHECK: Check = Check {
    code: Code::PartExceedsWhole,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    rule::each(context, |indicator, record, rule| {
        let others: Vec<&IndicatorId> = match rule {
            Rule::AtMost { whole, .. } => vec![whole],
            Rule::AtLeastSum { parts, .. } => parts.iter().collect(),
            _ => return,
        };
        // Parts that each exceed the whole are named one by one already.
        let each_named = matches!(rule, Rule::AtLeastSum { .. })
            && others.iter().any(|part| {
                context.number(part) > record.value.number() && has_at_most(context, part)
            });
        if let Verdict::Broken(bound) = rule::verdict(context, indicator, rule)
            && !each_named
        {
            let mut finding = context.about(CHECK.finding(), record);
            finding.severity = rule::severity(rule);
            let finding = finding.with("bound", vietnamese(bound));
            findings.push(rule::beside(context, finding, &others));
        }
    });
}

fn has_at_most(context: &Context, id: &IndicatorId) -> bool {
    let indicator = context.schema.and_then(|schema| schema.get(id));
    indicator.is_some_and(|found| {
        found
            .rules
            .iter()
            .any(|rule| matches!(rule, Rule::AtMost { .. }))
    })
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::schema::Rule;

    fn part(whole: &str, part: &str) -> Vec<String> {
        Sheet::of(&[
            ("I.1", "Số tiếp nhận", whole),
            ("I.2", "Số giải quyết", part),
        ])
        .rule(
            "I.2",
            Rule::AtMost {
                whole: "I.1".into(),
                soft: false,
                guessed: false,
            },
        )
        .only("part-exceeds-whole")
    }

    #[test]
    fn more_settled_than_received_is_named() {
        assert_eq!(part("2", "147"), ["part-exceeds-whole I.2"]);
    }

    #[test]
    fn parts_together_may_not_exceed_either() {
        let parts = vec!["I.2".into(), "I.3".into()];
        let sheet = Sheet::of(&[
            ("I.1", "Giao", "10"),
            ("I.2", "Đúng hạn", "9"),
            ("I.3", "Quá hạn", "2"),
        ])
        .rule(
            "I.1",
            Rule::AtLeastSum {
                parts,
                soft: false,
                guessed: false,
            },
        );
        assert_eq!(sheet.only("part-exceeds-whole"), ["part-exceeds-whole I.1"]);
        assert!(
            sheet
                .value("I.3", "1")
                .only("part-exceeds-whole")
                .is_empty()
        );
    }

    #[test]
    fn equal_smaller_or_blank_is_silent() {
        assert!(part("15", "15").is_empty());
        assert!(part("15", "3").is_empty());
        assert!(part("", "3").is_empty());
    }
}

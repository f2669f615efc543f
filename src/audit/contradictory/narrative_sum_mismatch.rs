//! `narrative-sum-mismatch`: the body breaks a quantity down by months that do not add up to it.

use super::narrative_mismatch::said_at;
use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::audit::narrative::Statement;
use crate::model::{Code, Finding};
use crate::text::number::vietnamese;

/// The check.
pub const CHECK: Check = Check {
    code: Code::NarrativeSumMismatch,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (at, statement) in context.narrative.statements.iter().enumerate() {
        findings.extend(finding(context, at, statement));
    }
}

fn finding(context: &Context, at: usize, statement: &Statement) -> Option<Finding> {
    let tally = statement.phrase.tally.as_ref()?;
    let (quantity, stated) = tally.broken_down(&statement.phrase.quantities)?;
    if stated == tally.sum || quantity.vague {
        return None;
    }
    let tie = context
        .narrative
        .ties
        .iter()
        .find(|tie| tie.statement == at && tie.at == quantity.at);
    let record = tie.and_then(|tie| context.record(&tie.indicator));
    let finding = match record {
        Some(record) => context.about(CHECK.finding(), record),
        None => CHECK.finding(),
    };
    let finding = finding
        .with("stated", vietnamese(stated))
        .with("sum", vietnamese(tally.sum));
    Some(said_at(context, finding, at))
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    fn listed(total: u8) -> Vec<String> {
        let text = format!(
            "Sở đã đăng {total} tin, bài, cụ thể: Tháng 01: 01 bài; Tháng 02: 02 bài; Tháng 03: 04 bài."
        );
        Sheet::of(&[("I.1", "Số lượng tin, bài đã đăng", "7")])
            .body("1.1", "Tuyên truyền", &text)
            .only("narrative-sum-mismatch")
    }

    #[test]
    fn months_that_do_not_add_up_are_named() {
        assert_eq!(listed(9), ["narrative-sum-mismatch I.1"]);
    }

    #[test]
    fn months_that_do_are_not() {
        assert!(listed(7).is_empty());
    }
}

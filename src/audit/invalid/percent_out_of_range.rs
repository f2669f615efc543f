//! `percent-out-of-range`: a percentage below 0 or above 100.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::audit::contradictory::rule::percent;
use crate::model::{Code, Finding};
use crate::schema::{Indicator, Kind, Rule};
use rust_decimal::Decimal;

/// The check.
pub const CHECK: Check = Check {
    code: Code::PercentOutOfRange,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let Some((min, max)) = bounds(indicator) else {
            continue;
        };
        let Some(number) = percent(&record.value) else {
            continue;
        };
        if number < min || number > max {
            let finding = context.about(CHECK.finding(), record);
            findings.push(
                finding
                    .with("min", min.normalize())
                    .with("max", max.normalize()),
            );
        }
    }
}

/// The bounds of a rate: the form's, else 0 to 100. Counts have none here.
fn bounds(indicator: &Indicator) -> Option<(Decimal, Decimal)> {
    let form = indicator.rules.iter().find_map(|rule| match rule {
        Rule::Within { min, max } => {
            Some((min.unwrap_or(Decimal::MIN), max.unwrap_or(Decimal::MAX)))
        }
        _ => None,
    });
    match (indicator.kind, form) {
        (Kind::Percent, form) => Some(form.unwrap_or((Decimal::ZERO, Decimal::ONE_HUNDRED))),
        (_, form) => form,
    }
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::schema::{Kind, Rule};

    fn rate(printed: &str) -> Vec<String> {
        Sheet::of(&[("I.1", "Tỷ lệ đúng hạn", printed)])
            .kind("I.1", Kind::Percent)
            .only("percent-out-of-range")
    }

    #[test]
    fn a_count_in_a_rate_is_named() {
        assert_eq!(rate("124"), ["percent-out-of-range I.1"]);
        assert_eq!(rate("-3"), ["percent-out-of-range I.1"]);
    }

    #[test]
    fn zero_to_a_hundred_is_right() {
        for printed in ["0", "100%", "99,65", ""] {
            assert!(rate(printed).is_empty(), "{printed}");
        }
    }

    #[test]
    fn the_form_may_allow_more() {
        let growth = Rule::Within {
            min: None,
            max: Some(500.into()),
        };
        let sheet = Sheet::of(&[("I.1", "So với cùng kỳ", "124")])
            .kind("I.1", Kind::Percent)
            .rule("I.1", growth);
        assert!(sheet.only("percent-out-of-range").is_empty());
    }
}

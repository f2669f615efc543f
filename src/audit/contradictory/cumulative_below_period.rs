//! `cumulative-below-period`: the column since the start of the year holds less than the period itself.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::report::OtherValue;
use crate::model::{Code, Finding, Record};
use crate::schema::Kind;
use crate::text::Text;
use crate::text::number::vietnamese;
use crate::text::value_column::{ValueColumn, value_column};

/// The check.
pub const CHECK: Check = Check {
    code: Code::CumulativeBelowPeriod,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    let columns = &context.report.appendix.value_columns;
    let sums: Vec<&Text> = columns
        .iter()
        .filter(|name| counts_the_year(name))
        .collect();
    if sums.is_empty() {
        return;
    }
    for (indicator, record) in context.sheet() {
        let own = context.row(record).and_then(|row| columns.get(row.column));
        let is_sum = own.is_none_or(|name| sums.contains(&name));
        let (Some(value), false) = (record.value.number(), is_sum) else {
            continue;
        };
        let smaller = |other: &&OtherValue| {
            other
                .column
                .as_ref()
                .is_some_and(|name| sums.contains(&name))
                && other.value.number().is_some_and(|sum| sum < value)
        };
        let sum = record.more_values.iter().find(smaller);
        let sum = sum.filter(|_| indicator.kind != Kind::Percent);
        findings.extend(sum.map(|sum| named(context, record, sum)));
    }
}

fn named(context: &Context, record: &Record, sum: &OtherValue) -> Finding {
    let finding = context.about(CHECK.finding(), record);
    let number = sum.value.number().map(vietnamese).unwrap_or_default();
    let column = sum.column.as_ref().map_or("", Text::as_str);
    finding.with("column", column).with("sum", number)
}

/// Over what has come about in this year so far, and no plan or rate.
fn counts_the_year(header: &Text) -> bool {
    let ValueColumn {
        cumulative,
        other_time,
        plan,
        compared,
        rate,
        ..
    } = value_column(header.as_str(), None);
    cumulative && !(other_time || plan || compared || rate)
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    #[test]
    fn less_since_january_than_in_the_quarter_is_named() {
        let sheet = |sum| {
            Sheet::of(&[("I.1", "Số văn bản", "12")])
                .beside("I.1", "Trong kỳ", &[("Lũy kế từ đầu năm", sum)])
                .only("cumulative-below-period")
        };
        assert_eq!(sheet("9"), ["cumulative-below-period I.1"]);
        assert!(sheet("12").is_empty());
        assert!(sheet("").is_empty());
    }

    /// A plan of the year, a rate, or the sum of the year before may be smaller.
    #[test]
    fn other_columns_may_hold_less() {
        let beside = |column| {
            Sheet::of(&[("I.1", "Số văn bản", "12")])
                .beside("I.1", "Trong kỳ", &[(column, "9")])
                .only("cumulative-below-period")
        };
        for column in [
            "Kế hoạch năm",
            "Tỷ lệ lũy kế (%)",
            "Lũy kế cùng kỳ năm trước",
        ] {
            assert!(beside(column).is_empty(), "{column}");
        }
    }
}

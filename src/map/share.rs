//! A share where rates are asked: 0,965 is likely 96,5 %.

use crate::model::{Code, Finding, Record, Value};
use crate::schema::{Indicator, Kind};
use crate::text::Text;
use rust_decimal::Decimal;

/// For each record that is likely a share, its finding.
pub(super) fn findings<'a>(
    indicators: &'a [Indicator],
    records: &'a [Record],
) -> impl Iterator<Item = (&'a Record, Finding)> {
    let pairs = indicators.iter().zip(records);
    pairs.filter_map(|(indicator, record)| {
        let share = (indicator.kind == Kind::Percent).then(|| rate(record))??;
        let printed = record.printed.as_ref().map_or("", Text::as_str);
        // "0,5" is half a percent as often as not.
        let likely = share > Decimal::ZERO
            && share < Decimal::ONE
            && share.scale() > 1
            && !printed.contains('%');
        likely.then(|| {
            let finding = Finding::new(Code::AmbiguousNumber)
                .about(&indicator.id)
                .with("label", &indicator.label)
                .with("printed", printed)
                .with("read", share)
                .with("other", (share * Decimal::ONE_HUNDRED).normalize());
            (record, finding)
        })
    })
}

fn rate(record: &Record) -> Option<Decimal> {
    match record.value {
        Value::Percent(rate) => Some(rate),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told() {
        let told = |printed: [&str; 3]| {
            let indicator = Indicator {
                kind: Kind::Percent,
                ..Indicator::default()
            };
            let record = |printed: &str| Record {
                value: Value::Percent(
                    printed
                        .trim_end_matches('%')
                        .parse()
                        .expect("a plain figure"),
                ),
                printed: Some(Text::clean(printed)),
                ..Record::default()
            };
            findings(&[(); 3].map(|()| indicator.clone()), &printed.map(record)).count()
        };
        assert_eq!(told(["96.5", "0.9964", "100"]), 1);
        assert_eq!(told(["96.5", "0.9964%", "0.5"]), 0);
        assert_eq!(told(["0.965", "0.9964", "1"]), 2);
    }
}

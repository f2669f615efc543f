//! Every rule of every shipped form: figures that keep it are left alone, figures that break it are named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use phuluc::model::{IndicatorId, Record, Report, Value};
use phuluc::pipeline::{Settings, audit};
use phuluc::schema::{Kind, Rule, Schema, builtin};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

type Figures = BTreeMap<IndicatorId, Decimal>;

/// A report that holds these figures and nothing else.
fn report(form: &Schema, figures: &Figures) -> Report {
    let record = |indicator: &phuluc::schema::Indicator| {
        let value = match (indicator.kind, figures.get(&indicator.id)) {
            (_, None) => Value::Blank,
            (Kind::Percent, Some(figure)) => Value::Percent(*figure),
            (Kind::Choice, Some(figure)) => Value::Choice(figure.mantissa() as i64),
            (_, Some(figure)) => Value::Number(*figure),
        };
        Record {
            indicator: indicator.id.clone(),
            value,
            ..Record::default()
        }
    };
    Report {
        records: form.indicators.iter().map(record).collect(),
        ..Report::default()
    }
}

fn is_named(form: &Schema, figures: &Figures, code: &str, id: &IndicatorId) -> bool {
    let mut report = report(form, figures);
    audit(&mut report, Some(form), &Settings::default());
    report
        .findings
        .iter()
        .any(|found| found.code.as_str() == code && found.indicator.as_ref() == Some(id))
}

fn figures(own: (&IndicatorId, &str), others: &[(&IndicatorId, i64)]) -> Figures {
    let own = (own.0.clone(), own.1.parse().expect("a figure"));
    let others = others
        .iter()
        .map(|(id, figure)| ((*id).clone(), Decimal::from(*figure)));
    others.chain([own]).collect()
}

/// The check that names a broken rule, figures that keep it, and figures that break it.
fn cases(id: &IndicatorId, rule: &Rule) -> (&'static str, Vec<Figures>, Vec<Figures>) {
    match rule {
        Rule::RatioOf { part, whole, .. } => {
            let rate = |printed: &str, of: (i64, i64)| {
                figures((id, printed), &[(part, of.0), (whole, of.1)])
            };
            let right =
                ["86.96", "86.95", "87", "86.9", "87.0", "86"].map(|rate_| rate(rate_, (40, 46)));
            let more = [
                rate("100", (15, 15)),
                rate("0", (0, 7)),
                rate("99.11", (193_457, 195_197)),
            ];
            let wrong = ["124", "85.71", "88", "0.87", "8.696", "13.04"]
                .map(|printed| rate(printed, (40, 46)));
            (
                "ratio-mismatch",
                right.into_iter().chain(more).collect(),
                wrong.to_vec(),
            )
        }
        Rule::SumOf { parts, .. } => {
            let given: Vec<(&IndicatorId, i64)> =
                parts.iter().zip([655, 59, 31, 8, 4, 2]).collect();
            let sum: i64 = given.iter().map(|(_, part)| part).sum();
            let total = |by: i64| figures((id, &(sum + by).to_string()), &given);
            (
                "sum-mismatch",
                vec![total(0)],
                vec![total(1), total(-1), total(-100), total(1000)],
            )
        }
        Rule::AtLeastSum { parts, .. } => {
            let given: Vec<(&IndicatorId, i64)> = parts.iter().zip([95, 7, 3, 2, 1]).collect();
            let sum: i64 = given.iter().map(|(_, part)| part).sum();
            let total = |by: i64| figures((id, &(sum + by).to_string()), &given);
            (
                "part-exceeds-whole",
                vec![total(0), total(9)],
                vec![total(-1), total(-3)],
            )
        }
        Rule::AtMost { whole, .. } => {
            let part = |printed: &str| figures((id, printed), &[(whole, 21)]);
            (
                "part-exceeds-whole",
                vec![part("21"), part("0"), part("20")],
                vec![part("22"), part("147")],
            )
        }
        Rule::EqualTo { other, .. } => {
            let own = |printed: &str| figures((id, printed), &[(other, 15)]);
            ("equal-mismatch", vec![own("15")], vec![own("17"), own("0")])
        }
        Rule::Within { min, max } => {
            let own = |figure: Decimal| figures((id, &figure.to_string()), &[]);
            let inside = min.iter().chain(max).map(|bound| own(*bound)).collect();
            let below = min.map(|min| min - Decimal::ONE);
            let above = max.map(|max| max + Decimal::new(24, 0));
            (
                "percent-out-of-range",
                inside,
                below.into_iter().chain(above).map(own).collect(),
            )
        }
    }
}

#[test]
fn every_rule_of_every_form_names_what_breaks_it_and_nothing_else() {
    let (mut rules, mut silent, mut loud) = (0, 0, 0);
    for form in builtin() {
        for indicator in &form.indicators {
            for rule in &indicator.rules {
                let (code, right, wrong) = cases(&indicator.id, rule);
                for figures in &right {
                    assert!(
                        !is_named(form, figures, code, &indicator.id),
                        "{} {rule:?} {figures:?}",
                        form.id
                    );
                }
                for figures in &wrong {
                    let named = |code| is_named(form, figures, code, &indicator.id);
                    // Below zero a rate is out of range, an amount negative.
                    let below = matches!(rule, Rule::Within { .. }) && named("negative");
                    assert!(named(code) || below, "{} {rule:?} {figures:?}", form.id);
                }
                (rules, silent, loud) = (rules + 1, silent + right.len(), loud + wrong.len());
            }
        }
    }
    assert!(rules > 100, "{rules} rules, {silent} kept, {loud} broken");
    eprintln!("{rules} rules, {silent} kept, {loud} broken");
}

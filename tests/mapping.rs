//! Every row of the made-up reports goes to its indicator, and only there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::noise::{Dice, Noise, damaged};
use common::truth::{Truth, form, truths};
use phuluc::model::{Appendix, Finding, IndicatorId, Row, Value, WithFindings};
use phuluc::pipeline::{Mapping, decimal_mark, map, printed_number};
use phuluc::schema::builtin;
use phuluc::text::Text;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The reports with what they were mapped to, made once.
fn mapped() -> &'static [(Truth, WithFindings<Mapping>)] {
    static MAPPED: OnceLock<Vec<(Truth, WithFindings<Mapping>)>> = OnceLock::new();
    MAPPED.get_or_init(|| {
        let mapped = |truth: Truth| {
            let noted = map(&truth.appendix, builtin(), None);
            (truth, noted)
        };
        truths().into_iter().map(mapped).collect()
    })
}

#[test]
#[ignore = "reads ../shared"]
fn every_row_is_mapped_to_its_indicator_and_extra_rows_to_none() {
    let mut faults = Vec::new();
    for (truth, noted) in mapped() {
        let mapping = &noted.output;
        let fit = mapping.schema.as_ref().expect("a schema that fits");
        eprintln!(
            "{}: {} {} runner-up {:?}",
            truth.name, fit.id, fit.score, fit.runner_up
        );
        for (row, (expected, found)) in truth.ids.iter().zip(&mapping.mapped).enumerate() {
            let found = found.as_ref().map(IndicatorId::as_str);
            if expected.as_deref() != found {
                faults.push(fault(truth, row, found));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} rows:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn fault(truth: &Truth, row: usize, found: Option<&str>) -> String {
    let expected = truth.ids[row].as_deref();
    let label = truth.appendix.rows[row].label.as_str();
    let asked = expected
        .and_then(|id| form().get(&id.into()))
        .map_or("", |row| row.label.as_str());
    format!(
        "{} row {row}: expected {expected:?}, found {found:?}: {label:?} / {asked:?}",
        truth.name
    )
}

#[test]
#[ignore = "reads ../shared"]
fn missing_exactly_when_nothing_was_printed() {
    for (truth, noted) in mapped() {
        let printed: BTreeSet<&str> = truth.ids.iter().flatten().map(String::as_str).collect();
        for record in &noted.output.records {
            let is_printed = printed.contains(record.indicator.as_str());
            assert_eq!(
                record.value == Value::Missing,
                !is_printed,
                "{} {}",
                truth.name,
                record.indicator
            );
        }
    }
}

#[test]
#[ignore = "reads ../shared"]
fn values_are_those_of_the_truth() {
    let mut faults = Vec::new();
    for (truth, noted) in mapped() {
        let mark = decimal_mark(&truth.appendix);
        for (at, row) in truth.appendix.rows.iter().enumerate() {
            let indicator = noted.output.mapped[at]
                .as_ref()
                .and_then(|id| form().get(id));
            let found = printed_number(row, indicator, mark).map(|n| n.normalize());
            let expected = &truth.rows[at]["value"];
            let expected = expected
                .as_number()
                .and_then(|n| n.to_string().parse().ok());
            let in_words =
                expected.is_none() && row.value.as_ref().is_some_and(|v| v.as_str().len() > 1);
            if expected.map(|n: Decimal| n.normalize()) != found && !in_words {
                faults.push(format!(
                    "{} row {at}: {expected:?} {found:?} {:?}",
                    truth.name, row.value
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{}:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
#[ignore = "reads ../shared"]
fn nothing_is_said_about_sound_reports_but_their_extra_rows() {
    for (truth, noted) in mapped() {
        let others: Vec<_> = noted
            .findings
            .iter()
            .filter(|f| f.code.as_str() != "unmapped-row")
            .collect();
        for finding in &others {
            eprintln!(
                "{} {} {:?} {:?}",
                truth.name, finding.code, finding.indicator, finding.data
            );
        }
        // "62/67", "Không": no figure, and that is said.
        let is_due = |f: &Finding| {
            let row = f.row.map(|at| &truth.rows[at]["value"]);
            f.code.as_str().starts_with("not-a-") && row.is_some_and(|value| value.is_null())
        };
        let others: Vec<_> = others.into_iter().filter(|f| !is_due(f)).collect();
        assert!(
            others.iter().all(|f| f.code.as_str() == "weak-match") && others.len() <= 3,
            "{}",
            truth.name
        );
    }
}

#[test]
fn a_piece_of_a_form_is_mapped_and_a_foreign_table_is_not() {
    let form = form();
    let row = |label: &str| Row {
        label: Text::clean(label),
        ..Row::default()
    };
    let piece = form.indicators[40..60]
        .iter()
        .map(|indicator| row(&indicator.label));
    let piece = Appendix {
        rows: piece.collect(),
        ..Appendix::default()
    };
    let mapping = map(&piece, builtin(), None).output;
    assert_eq!(mapping.schema.map(|fit| fit.id), Some(form.id.clone()));
    assert!(mapping.mapped.iter().all(Option::is_some));

    let foreign = [
        "Diện tích lúa đông xuân",
        "Sản lượng thủy sản nuôi trồng",
        "Số lượt khách du lịch",
    ];
    let foreign = Appendix {
        rows: foreign.iter().cycle().take(20).map(|l| row(l)).collect(),
        ..Appendix::default()
    };
    let noted = map(&foreign, builtin(), None);
    assert_eq!(noted.output.schema, None);
    let count = |code: &str| {
        noted
            .findings
            .iter()
            .filter(|f| f.code.as_str() == code)
            .count()
    };
    assert_eq!((count("no-schema"), count("unmapped-row")), (1, 20));
}

#[test]
fn damage_leaves_rows_unmatched_but_does_not_mix_them_up() {
    let noise = Noise {
        letters: 80,
        numbers: 250,
        rows: 50,
    };
    let (mut rows, mut wrong) = (0, 0);
    for (schema, seed) in builtin()
        .iter()
        .flat_map(|schema| (0..6).map(move |seed| (schema, seed)))
    {
        let damaged = damaged(schema, noise, &mut Dice(seed));
        let mapping = map(
            &damaged.appendix,
            std::slice::from_ref(schema),
            Some(&schema.id),
        )
        .output;
        rows += damaged.truth.len();
        let strays = |(id, truth): &(&Option<IndicatorId>, &usize)| {
            id.as_ref()
                .is_some_and(|id| schema.position(id) != Some(**truth))
        };
        wrong += mapping
            .mapped
            .iter()
            .zip(&damaged.truth)
            .filter(strays)
            .count();
    }
    assert!(
        wrong * 1000 <= rows,
        "{wrong} of {rows} rows went to another indicator"
    );
}

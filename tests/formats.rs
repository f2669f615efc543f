//! One report, one table, whatever it is wrapped in: `fixtures/make.py` writes the same rows in every format.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::model::{Report, Value};
use phuluc::pipeline::{Context, extract};

/// Indicator and value of every row that was printed with one, and the ledger.
fn told(report: &Report) -> (Vec<(String, Value)>, [usize; 4]) {
    let values = report
        .records
        .iter()
        .filter(|record| record.row.is_some())
        .map(|record| (record.indicator.to_string(), record.value.clone()));
    let ledger = report.ledger;
    (
        values.collect(),
        [
            ledger.printed,
            ledger.indicators,
            ledger.headings,
            ledger.unmapped,
        ],
    )
}

/// Protects every reader at once: none loses, moves or invents a value that another reads.
#[test]
fn every_format_tells_the_same_rows_and_values() {
    let context = Context::default();
    let twins = common::fixtures().into_iter().filter(|(name, _)| {
        name.starts_with("format-") || ["pdf-borderless", "pdf-two-pages"].contains(&name.as_str())
    });
    let told: Vec<_> = twins
        .map(|(name, input)| {
            let bytes = std::fs::read(input).unwrap();
            let report = extract(&name, bytes, &context).unwrap();
            (name, told(&report))
        })
        .collect();
    assert!(told.len() >= 7, "the twins are there");
    let (first, expected) = &told[0];
    assert_eq!(expected.1, [19, 13, 5, 0], "{first}");
    let numbers = expected
        .0
        .iter()
        .filter(|(_, value)| value.number().is_some());
    assert_eq!(numbers.count(), 12, "{first}");
    for (name, found) in &told {
        assert_eq!(found, expected, "{name} differs from {first}");
    }
}

/// A page that is a picture is not an empty page.
#[test]
fn a_scanned_page_says_so() {
    let (_, input) = common::fixtures()
        .into_iter()
        .find(|(name, _)| name == "pdf-scan")
        .unwrap();
    let report = extract(
        "scan.pdf",
        std::fs::read(input).unwrap(),
        &Context::default(),
    )
    .unwrap();
    assert_eq!(report.status, phuluc::model::Status::Scan);
    assert!(report.records.is_empty() && report.appendix.rows.is_empty());
}

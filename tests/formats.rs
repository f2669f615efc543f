//! One report, one table, whatever it is wrapped in: `fixtures/make.py` writes the same rows in every format.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::batch;
use phuluc::model::{Found, Report, Value};
use phuluc::pipeline::{Context, extract};
use phuluc::read::{Options, read};
use std::path::Path;

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
        name.starts_with("format-")
            || ["pdf-borderless", "pdf-tagged", "pdf-two-pages"].contains(&name.as_str())
    });
    let told: Vec<_> = twins
        .map(|(name, input)| {
            let bytes = std::fs::read(input).unwrap();
            let report = extract(&name, bytes, &context).unwrap();
            (name, told(&report))
        })
        .collect();
    assert!(told.len() == 14, "the twins are there");
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

/// The tree of a tagged PDF is what its table is read by, not only what geometry would tell as well.
#[test]
fn a_tagged_table_is_read_by_its_tags() {
    let (_, input) = common::fixtures()
        .into_iter()
        .find(|(name, _)| name == "pdf-tagged")
        .unwrap();
    let bytes = std::fs::read(input).unwrap();
    let document = read("tagged.pdf", bytes, &Options::default())
        .unwrap()
        .output;
    assert_eq!(common::document::first_grid(&document).found, Found::Tree);
}

/// Every member of an archive is a report of its own, also in a folder inside it, with the same rows.
#[test]
fn an_archive_tells_the_same_of_every_member() {
    let context = Context::default();
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/archive/reports.zip");
    let inputs = batch::inputs(&[archive], None, &context.setup.read.limits);
    let entries = batch::run(&inputs, &batch::Job::default(), &context).unwrap();
    let names: Vec<&str> = entries
        .iter()
        .map(|entry| entry.file.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(names, ["phụ lục.csv", "reports.zip!bao-cao.html"]);
    let told: Vec<_> = entries
        .iter()
        .map(|entry| told(entry.report().expect("a report")))
        .collect();
    assert_eq!(told[0].1, [19, 13, 5, 0]);
    assert_eq!(told[0], told[1]);
}

/// A mail and a 7z archive are read as a zip archive is; a signature's picture is no report.
#[test]
fn mails_and_7z_archives_tell_the_same_of_every_file() {
    let context = Context::default();
    let files = |archive: &str| -> Vec<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/archive");
        let inputs = batch::inputs(&[path.join(archive)], None, &context.setup.read.limits);
        let entries = batch::run(&inputs, &batch::Job::default(), &context).unwrap();
        for entry in &entries {
            assert_eq!(told(entry.report().expect("a report")).1, [19, 13, 5, 0]);
        }
        let name = |entry: &phuluc::model::Entry| {
            let (_, name) = entry.file.split_once('!').unwrap();
            name.to_owned()
        };
        entries.iter().map(name).collect()
    };
    assert_eq!(files("reports.7z"), ["Quý II/phụ lục.csv", "bao-cao.html"]);
    let expected = [
        "Báo cáo quý II.html",
        "Gửi lại.eml!trong.html",
        "Phụ lục.zip!Quý II/phụ lục.csv",
    ];
    assert_eq!(files("reports.eml"), expected);
}

/// A page that is a picture is not an empty page.
#[test]
fn a_scanned_page_says_so() {
    let (_, input) = common::fixtures()
        .into_iter()
        .find(|(name, _)| name == "pdf-scan")
        .unwrap();
    let context = common::without_readers();
    let report = extract("scan.pdf", std::fs::read(input).unwrap(), &context).unwrap();
    assert_eq!(report.status, phuluc::model::Status::NeedsOcr);
    assert!(report.records.is_empty() && report.appendix.rows.is_empty());
}

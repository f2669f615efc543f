//! Pictures of one drawn page, damaged as scanners, telephones and stamps do (`fixtures/scans/make.py`), read for
//! real. The readers are no part of the repository: the tests show as ignored, `make test` runs them where the
//! model is.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on fails

use phuluc::model::{Code, Report};
use phuluc::pipeline::{Context, Setup, extract};
use std::path::Path;

/// Number, label and value of the rows that every picture shows; `None` for a blank.
const ROWS: [(&str, &str, Option<&str>); 9] = [
    ("I", "Công tác chỉ đạo điều hành CCHC", None),
    ("1", "Tỷ lệ hoàn thành Kế hoạch CCHC năm", Some("62,5")),
    ("1.1", "Số nhiệm vụ đề ra trong kế hoạch", Some("56")),
    ("1.2", "Số nhiệm vụ đã hoàn thành", Some("35")),
    ("1.3", "Số văn bản chỉ đạo CCHC đã ban hành", Some("1.204")),
    ("2", "Kiểm tra CCHC", None),
    ("2.1", "Số phòng ban đã kiểm tra", Some("-")),
    ("2.2", "Số vấn đề phát hiện qua kiểm tra", None),
    ("2.3", "Số vấn đề phát hiện đã xử lý xong", Some("8")),
];

fn read(name: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/scans")
        .join(name);
    let mut setup = Setup::default();
    setup.read.ocr.fresh = true;
    let context = Context::new(setup).unwrap();
    let report = extract(name, std::fs::read(path).unwrap(), &context).unwrap();
    assert!(
        !report.appendix.rows.is_empty(),
        "{name}: nothing read; is the model there? (make ocr-model)"
    );
    report
}

/// The rows as they were read.
fn rows(report: &Report) -> Vec<(&str, &str, Option<&str>)> {
    let rows = report.appendix.rows.iter().map(|row| {
        let number = row.number.as_ref().map_or("", |number| number.0.as_str());
        (
            number,
            row.label.as_str(),
            row.value.as_ref().map(|value| value.as_str()),
        )
    });
    rows.collect()
}

/// The rows that a person is sent to.
fn in_doubt(report: &Report) -> Vec<usize> {
    let weak = report
        .findings
        .iter()
        .filter(|finding| finding.code == Code::WeakReading);
    weak.filter_map(|finding| finding.row).collect()
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_pages_askew_grey_turned_and_in_black_and_white_are_read_without_a_doubt() {
    for name in ["askew.png", "noisy.jpg", "turned.png", "two-pages.tif"] {
        let report = read(name);
        assert_eq!(rows(&report), ROWS, "{name}");
        assert!(in_doubt(&report).is_empty(), "{name}");
    }
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_figures_under_a_stamp_or_a_pen_are_read_and_always_told() {
    let report = read("stamped.jpg");
    assert_eq!(rows(&report), ROWS);
    assert_eq!(in_doubt(&report), [2, 3]);
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_a_page_that_is_read_says_so_and_by_whom() {
    let report = read("noisy.jpg");
    let mut findings = report.findings.iter();
    let told = findings
        .find(|finding| finding.code == Code::ReadFromPicture)
        .expect("told");
    assert_eq!(told.data["dpi"], "200");
    assert!(told.data["readers"].contains("model"));
    let value = report
        .records
        .iter()
        .find(|record| record.indicator.to_string() == "I.1.1");
    let reading = value
        .and_then(|record| record.reading.as_ref())
        .expect("a reading");
    assert_eq!(reading.engines.len(), 2);
    assert!(reading.doubts.is_empty() && reading.confidence > 0.2);
}

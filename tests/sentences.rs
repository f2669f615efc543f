//! Sentences of the body and what must be told of each (`fixtures/narrative/sentences.tsv`): every one becomes a
//! small report of its own, read as a file is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use phuluc::model::{Finding, Report, Severity};
use phuluc::pipeline::{self, Context, Setup};
use phuluc::schema::{Kind, Schema, builtin};
use std::collections::{BTreeMap, BTreeSet};

const SENTENCES: &str = include_str!("../fixtures/narrative/sentences.tsv");
const OWN: &str = include_str!("../fixtures/narrative/own-form.json");

/// Of a hundred warnings, so many are right.
const PRECISION: usize = 95;
/// Of a hundred contradictions, so many are told.
const RECALL: usize = 90;

/// Who reports, on which form and period: superior, agency, title, caption.
fn letterhead(form: &str) -> (&'static str, [&'static str; 4]) {
    match form {
        "s" => (
            "cchc-so-nganh-2022",
            [
                "UBND TỈNH AN HẢI",
                "SỞ THỦY LỢI VÀ PHÁT TRIỂN NÔNG THÔN",
                "Kết quả công tác cải cách hành chính quý III năm 2023",
                "THỐNG KÊ SỐ LIỆU BÁO CÁO CẢI CÁCH HÀNH CHÍNH",
            ],
        ),
        "t" => (
            "cchc-cap-tinh-2025",
            [
                "",
                "UBND TỈNH AN HẢI",
                "Kết quả công tác cải cách hành chính quý III năm 2025",
                "THỐNG KÊ SỐ LIỆU BÁO CÁO CẢI CÁCH HÀNH CHÍNH",
            ],
        ),
        _ => (
            "don-thu-cap-xa",
            [
                "UBND TỈNH AN HẢI",
                "UBND XÃ TÂN PHÚ",
                "Kết quả tiếp công dân, giải quyết đơn thư 6 tháng đầu năm 2025",
                "SỐ LIỆU TIẾP CÔNG DÂN, GIẢI QUYẾT ĐƠN THƯ VÀ GIẢM NGHÈO",
            ],
        ),
    }
}

/// The appendix: what the sentence is held against, and figures no sentence states.
fn appendix(schema: &Schema, cells: &BTreeMap<&str, &str>) -> String {
    let mut rows = vec!["STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú".to_owned()];
    for (at, row) in schema.indicators.iter().enumerate() {
        let neutral = match row.kind {
            Kind::Count | Kind::Amount => (700 - at).to_string(),
            Kind::Percent => "100".to_owned(),
            Kind::Choice => "1".to_owned(),
            _ => String::new(),
        };
        let value = cells
            .get(row.id.as_str())
            .map_or(neutral, |cell| (*cell).to_owned());
        let number = row.number.as_ref().map_or("", |number| number.0.as_str());
        let unit = row.unit.as_deref().unwrap_or_default();
        rows.push(format!("{number}\t{}\t{unit}\t{value}\t", row.label));
    }
    rows.join("\n")
}

fn text(form: &str, schemas: &[Schema], heading: &str, cells: &str, sentence: &str) -> String {
    let (id, [superior, agency, title, caption]) = letterhead(form);
    let schema = schemas
        .iter()
        .find(|schema| schema.id == id)
        .expect("the form");
    let cells: Vec<(&str, &str)> = cells
        .split(", ")
        .map(|cell| cell.split_once('=').expect("ID=cell"))
        .collect();
    let (number, name) = heading.split_once(' ').expect("a number and a title");
    let lines = [
        &format!("{superior}\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        &format!("{agency}\tĐộc lập - Tự do - Hạnh phúc"),
        "Số: 41/BC\t",
        "",
        "BÁO CÁO",
        title,
        "",
        "I. Kết quả thực hiện",
        "",
        &format!("{number}. {name}"),
        "",
        &sentence.replace('⏎', "\n\n"),
        "",
        "II. Phương hướng thời gian tới",
        "",
        "Tiếp tục thực hiện kế hoạch đã đề ra.",
        "",
        "PHỤ LỤC",
        caption,
        "",
        &appendix(schema, &cells.into_iter().collect()),
        "",
    ];
    lines.join("\n")
}

fn is_of_the_body(finding: &&Finding) -> bool {
    let codes = [
        "narrative-mismatch",
        "narrative-sum-mismatch",
        "blank-but-narrated",
    ];
    codes.contains(&finding.code.as_str()) && finding.severity >= Severity::Warning
}

/// What the audit tells of the body: the row or "sum", and whether it calls it an error.
fn told(report: &Report) -> Vec<(String, bool)> {
    let found = report.findings.iter().filter(is_of_the_body);
    found
        .map(|finding| {
            let row = finding.indicator.as_ref().map(ToString::to_string);
            let told = match finding.code.as_str() {
                "narrative-sum-mismatch" => "sum".to_owned(),
                _ => row.unwrap_or_default(),
            };
            (told, finding.severity == Severity::Error)
        })
        .collect()
}

#[test]
fn what_contradicts_is_told_and_what_speaks_of_other_things_is_not() {
    let mut schemas = builtin().to_vec();
    schemas.push(Schema::from_json("own-form.json", OWN).expect("a form"));
    let mut setup = Setup::default();
    setup.read.ocr.mode = phuluc::read::OcrMode::Off;
    let context = Context::with_schemas(setup, schemas.clone());
    let (mut stated, mut found, mut alarms, mut errors, mut lines) = (0, 0, 0, 0, 0);
    for line in SENTENCES.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [form, kind, heading, cells, sentence, expected] = columns[..] else {
            panic!("six columns: {line}");
        };
        let text = text(form, &schemas, heading, cells, sentence);
        let report = pipeline::extract("a.txt", text.as_bytes(), &context).expect("a report");
        assert!(!report.records.is_empty(), "{sentence}");
        let right: BTreeSet<&str> = expected
            .split('|')
            .filter(|told| *told != "silent")
            .collect();
        let told = told(&report);
        let hit = told.iter().any(|(row, _)| right.contains(row.as_str()));
        let wrong: Vec<_> = told
            .iter()
            .filter(|(row, _)| !right.contains(row.as_str()))
            .collect();
        lines += 1;
        stated += usize::from(!right.is_empty());
        found += usize::from(hit);
        alarms += wrong.len();
        errors += wrong.iter().filter(|(_, is_error)| *is_error).count();
        if !right.is_empty() && !hit || !wrong.is_empty() {
            println!("{form} {kind}: {sentence} [{cells}] not {expected}: {told:?}");
        }
    }
    println!(
        "{lines} sentences, {stated} contradict: {found} told; {alarms} alarms, {errors} of them errors"
    );
    assert!(
        lines > 150 && stated * 5 > lines * 2,
        "the sentences are there"
    );
    assert!(found * 100 >= stated * RECALL, "too few are told");
    assert!(
        found * 100 >= (found + alarms) * PRECISION,
        "too many are told wrongly"
    );
    assert_eq!(errors, 0, "what is told as an error is one");
}

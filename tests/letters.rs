//! The letter to an office, read as the office reads it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::emit::letter::{Form, docx, html, letters};
use phuluc::emit::message::Lang;
use phuluc::model::{Block, Grid, Listed, Report, Submission, SubmittedCell};
use phuluc::pipeline::{Context, extract};
use phuluc::read;

/// A report as a store keeps it.
fn kept(report: &Report) -> Listed {
    let cell = |record: &phuluc::model::Record| SubmittedCell {
        indicator: record.indicator.clone(),
        value: record.value.clone(),
        printed: record.printed.clone(),
        place: record
            .row
            .and_then(|at| report.appendix.rows[at].places.first().cloned()),
        ..SubmittedCell::default()
    };
    Listed::Read(Box::new(Submission {
        file: report.source.file.clone(),
        head: report.head.clone(),
        schema: report.schema.clone(),
        cells: report.records.iter().map(cell).collect(),
        findings: report.findings.clone(),
        ..Submission::default()
    }))
}

fn listed(fixture: &str, context: &Context) -> Vec<Listed> {
    let input = common::fixtures()
        .into_iter()
        .find(|(name, _)| name == fixture);
    let (name, path) = input.unwrap();
    vec![kept(
        &extract(&name, std::fs::read(path).unwrap(), context).unwrap(),
    )]
}

/// The paragraphs outside tables, and the tables.
fn read_back(bytes: &[u8]) -> (Vec<String>, Vec<Grid>) {
    let document = read::read("letter.docx", bytes, &read::Options::default())
        .unwrap()
        .output;
    let mut paragraphs = Vec::new();
    let mut grids = Vec::new();
    for block in document.blocks {
        match block {
            Block::Paragraph(paragraph) => paragraphs.push(paragraph.text.to_string()),
            Block::Grid(grid) => grids.push(grid),
        }
    }
    (paragraphs, grids)
}

fn row(grid: &Grid, at: usize) -> Vec<String> {
    let cells = grid.cells.iter().filter(|cell| cell.rows.contains(&at));
    cells.map(|cell| cell.text.to_string()).collect()
}

#[test]
fn the_document_says_who_writes_to_whom_what_is_asked_and_leaves_room_for_the_answer() {
    let context = common::without_readers();
    let listed = listed("contradictions", &context);
    let letters = letters(&listed, context.schemas(), Lang::Vi);
    assert_eq!((letters.len(), letters[0].count()), (1, [0, 3]));
    let bytes = docx(&letters[0], &Form::default()).unwrap();
    assert_eq!(bytes, docx(&letters[0], &Form::default()).unwrap());
    let (paragraphs, grids) = read_back(&bytes);
    let [head, points, foot] = &grids[..] else {
        panic!("{} tables", grids.len())
    };
    let head: Vec<String> = (0..2).flat_map(|at| row(head, at)).collect();
    assert!(
        head[1].contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        "{head:?}"
    );
    assert!(
        head[2].contains("V/v đề nghị hoàn thiện báo cáo CCHC quý III năm 2023"),
        "{head:?}"
    );
    let office = "Kính gửi: Sở Thủy lợi và Phát triển nông thôn tỉnh Hòa Giang";
    assert!(
        paragraphs.iter().any(|text| text == office),
        "{paragraphs:?}"
    );
    assert!(
        paragraphs
            .iter()
            .any(|text| text.contains("còn 3 nội dung cần kiểm tra"))
    );
    let columns = [
        "STT",
        "Mục, chỉ tiêu",
        "Báo cáo ghi",
        "Nội dung cần bổ sung, kiểm tra",
        "Ý kiến của đơn vị",
    ];
    assert_eq!(row(points, 0), columns);
    assert_eq!(row(points, 1)[0], "I. Công tác chỉ đạo điều hành CCHC");
    let first = row(points, 2);
    assert!(
        first[1].starts_with("Mục I.1 Tỷ lệ hoàn thành"),
        "{first:?}"
    );
    assert_eq!((first[2].as_str(), first[4].as_str()), ("61,5", ""));
    assert!(
        first[3].contains("“Số nhiệm vụ đã hoàn thành” (19)"),
        "{first:?}"
    );
    assert!(row(foot, 0)[0].starts_with("Nơi nhận:"));
}

#[test]
fn the_page_says_the_same_and_needs_nothing_from_elsewhere() {
    let context = common::without_readers();
    let listed = listed("contradictions", &context);
    let letters = letters(&listed, context.schemas(), Lang::Vi);
    let page = html(&letters[0], &Form::default()).replace('\u{a0}', " ");
    let (_, grids) = read_back(&docx(&letters[0], &Form::default()).unwrap());
    let told = grids[1].cells.iter().map(|cell| cell.lines.clone());
    for line in told.flatten().map(|line| line.to_string()) {
        let line = line.replace('&', "&amp;");
        assert!(page.contains(&line), "{line}");
    }
    for outside in ["http", "<script", "<img", "url(", "@import"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

/// Whatever is found in any report, what is asked is a sentence that holds no gap.
#[test]
fn every_fixture_is_asked_in_whole_sentences() {
    let context = common::without_readers();
    let mut asked = 0;
    for (name, path) in common::fixtures() {
        let Ok(report) = extract(&name, std::fs::read(path).unwrap(), &context) else {
            continue;
        };
        let listed = [kept(&report)];
        for lang in [Lang::Vi, Lang::En] {
            for letter in letters(&listed, context.schemas(), lang) {
                let points = letter.parts.iter().flat_map(|part| &part.points);
                for sentence in points.flat_map(|point| &point.asked) {
                    let whole = sentence.ends_with('.') && !sentence.contains(['{', '}']);
                    assert!(whole && !sentence.contains("()"), "{name}: {sentence}");
                    asked += 1;
                }
            }
        }
    }
    assert!(asked > 50, "only {asked} sentences");
}

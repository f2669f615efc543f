//! Pictures of one drawn page, damaged as scanners, telephones and stamps do (`fixtures/scans/make.py`), read for
//! real. The readers are no part of the repository: the tests show as ignored, `make test` runs them where the
//! model is.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on fails

use phuluc::model::{Code, Report};
use phuluc::pipeline::{Context, Setup, extract};
use phuluc::text::fold::bare;
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
    // Unoptimised builds read a page in many seconds.
    setup.read.limits.seconds = 900;
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

/// The same with labels as people compare them: one mark of a letter in some thousand is read for another.
fn unmarked(rows: &[(&str, &str, Option<&str>)]) -> Vec<(String, String, Option<String>)> {
    let rows = rows.iter().map(|(number, label, value)| {
        ((*number).to_owned(), bare(label), value.map(str::to_owned))
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

/// Rows of one picture: number, label, value.
type Rows<const N: usize> = [(&'static str, &'static str, Option<&'static str>); N];

/// The stamp of `inked.jpg` touches those from 1.1 to 2.1.
const INKED: Rows<9> = [
    ("I", "Cải cách thủ tục hành chính", None),
    ("1", "Số TTHC được công bố mới", Some("147")),
    ("1.1", "Số TTHC cấp huyện", Some("96")),
    ("1.2", "Số TTHC cấp xã", Some("51")),
    ("1.3", "Số TTHC đã được đơn giản hóa", Some("38")),
    ("2", "Số hồ sơ tiếp nhận trong kỳ", Some("2.315")),
    ("2.1", "Số hồ sơ tiếp nhận trực tuyến", Some("1.874")),
    ("2.2", "Số hồ sơ giải quyết quá hạn", Some("-")),
    ("2.3", "Tỷ lệ hồ sơ giải quyết đúng hạn", Some("98,6")),
];

const WASHED: Rows<6> = [
    ("I", "Cải cách chế độ công vụ", None),
    ("1", "Số công chức được đào tạo, bồi dưỡng", Some("1.186")),
    ("2", "Số viên chức được đào tạo, bồi dưỡng", Some("2.530")),
    ("3", "Số công chức bị kỷ luật", Some("3")),
    ("4", "Số lãnh đạo được bổ nhiệm qua thi tuyển", Some("-")),
    (
        "5",
        "Tỷ lệ đơn vị đã phê duyệt vị trí việc làm",
        Some("97,06"),
    ),
];

const LETTER: Rows<6> = [
    ("I", "Hiện đại hóa hành chính", None),
    ("1", "Số dịch vụ công trực tuyến toàn trình", Some("214")),
    ("2", "Số dịch vụ công trực tuyến một phần", Some("168")),
    ("3", "Số hồ sơ nộp trực tuyến", Some("4.052")),
    ("4", "Tỷ lệ hồ sơ nộp trực tuyến", Some("71,3")),
    ("5", "Số lượt công dân phản ánh", None),
];

const GRAINY: Rows<8> = [
    ("I", "Cải cách tài chính công", None),
    ("1", "Số đơn vị sự nghiệp công lập", Some("45")),
    ("1.1", "Tự bảo đảm chi thường xuyên và đầu tư", Some("2")),
    ("1.2", "Tự bảo đảm chi thường xuyên", Some("11")),
    ("1.3", "Tự bảo đảm một phần chi thường xuyên", Some("23")),
    ("1.4", "Nhà nước bảo đảm chi thường xuyên", Some("9")),
    ("2", "Kinh phí giải ngân vốn đầu tư công", Some("86.407")),
    ("3", "Tỷ lệ giải ngân vốn đầu tư công", Some("83,19")),
];

/// The dots of the last are to be filled in: a blank.
const LEADERS: Rows<5> = [
    ("1", "Số cuộc kiểm tra", Some("14")),
    ("2", "Số đơn vị được kiểm tra", Some("29")),
    ("3", "Số kiến nghị sau kiểm tra", Some("103")),
    ("4", "Số kiến nghị đã thực hiện", Some("98")),
    ("5", "Số cán bộ vi phạm", None),
];

/// What stands under "Kỳ này".
const PERIODS: Rows<7> = [
    ("I", "Tiếp công dân", None),
    ("1", "Số lượt tiếp công dân", Some("402")),
    ("2", "Số đơn tiếp nhận", Some("71")),
    ("3", "Số đơn đã giải quyết", Some("66")),
    ("4", "Tỷ lệ giải quyết", Some("92,96")),
    ("5", "Số vụ việc tồn đọng", Some("-")),
    ("6", "Số vụ việc chuyển cấp trên", Some("5")),
];

/// The rows that a person is sent to, each once.
fn sent_to(report: &Report) -> Vec<usize> {
    let mut rows = in_doubt(report);
    rows.sort_unstable();
    rows.dedup();
    rows
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_washed_out_ink_and_grain_at_150_dpi_are_read_without_a_doubt() {
    let washed = read("washed.jpg");
    assert_eq!(rows(&washed), WASHED);
    assert!(in_doubt(&washed).is_empty());
    let grainy = read("grainy.jpg");
    assert_eq!(rows(&grainy), GRAINY);
    assert!(in_doubt(&grainy).is_empty());
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_every_value_that_stamp_ink_touches_is_told_and_no_other() {
    let report = read("inked.jpg");
    assert_eq!(report.appendix.rows.len(), INKED.len());
    assert_eq!(sent_to(&report), [2, 3, 4, 5, 6]);
    for clear in [0, 1, 7, 8] {
        assert_eq!(rows(&report)[clear], INKED[clear]);
    }
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_figures_of_a_100_dpi_page_are_read_under_full_lines_of_text() {
    let report = read("coarse.jpg");
    let read = rows(&report);
    let figures: Vec<_> = read.iter().map(|row| (row.0, row.2)).collect();
    let printed = [
        ("1", Some("27")),
        ("2", Some("316")),
        ("3", Some("59")),
        ("4", Some("18,67")),
        ("5", Some("-")),
    ];
    assert_eq!(figures, printed);
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_pen_in_the_letterhead_leaves_the_table_as_it_is() {
    let report = read("letter.jpg");
    assert_eq!(rows(&report), LETTER);
    assert!(in_doubt(&report).is_empty());
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_leader_dots_and_the_rule_under_a_letterhead_say_nothing() {
    let report = read("leaders.tif");
    assert_eq!(unmarked(&rows(&report)), unmarked(&LEADERS));
    assert!(in_doubt(&report).is_empty());
    let agency = report.head.agency.as_ref().map(|agency| agency.as_str());
    assert_eq!(agency, Some("ỦY BAN NHÂN DÂN HUYỆN MẪU"));
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_of_two_value_columns_the_own_period_is_the_value() {
    let report = read("periods.tif");
    assert_eq!(unmarked(&rows(&report)), unmarked(&PERIODS));
    let names = report.appendix.value_columns.iter();
    let names: Vec<&str> = names.map(|name| name.as_str()).collect();
    assert_eq!(names, ["Kỳ trước", "Kỳ này"]);
    let before = report.appendix.rows.iter().map(|row| row.cell(0));
    let before: Vec<&str> = before
        .map(|text| text.map_or("", |text| text.as_str()))
        .collect();
    assert_eq!(before, ["", "318", "77", "75", "97,40", "2", "-"]);
}

const PHONE: Rows<8> = [
    ("I", "Cải cách tổ chức bộ máy", None),
    ("1", "Số phòng chuyên môn thuộc huyện", Some("12")),
    ("2", "Số biên chế được giao", Some("94")),
    ("3", "Số biên chế có mặt", Some("87")),
    ("4", "Tỷ lệ biên chế có mặt", Some("92,55")),
    ("5", "Số người làm việc tại đơn vị sự nghiệp", Some("1.463")),
    ("6", "Số người đã tinh giản từ đầu năm", None),
    ("7", "Số đơn vị sự nghiệp đã sắp xếp", Some("-")),
];

const BARE: Rows<7> = [
    ("I", "Xây dựng chính quyền điện tử", None),
    ("1", "Số văn bản gửi qua trục liên thông", Some("6.318")),
    ("2", "Số văn bản ký số", Some("6.205")),
    ("3", "Tỷ lệ văn bản ký số", Some("98,2")),
    ("4", "Số cuộc họp trực tuyến", Some("-")),
    ("5", "Số máy tính nối mạng", Some("320")),
    ("6", "Số phần mềm dùng chung", None),
];

/// The four columns of figures of `amounts.tif`, row by row.
const AMOUNTS: [(&str, [&str; 4]); 10] = [
    (
        "I",
        ["12.480.350.000", "-", "3.117.904.262", "9.806.115.730"],
    ),
    ("1", ["480.350.000", "-", "117.904.262", "406.115.730"]),
    (
        "2",
        ["12.000.000.000", "-", "3.000.000.000", "9.400.000.000"],
    ),
    ("3", ["-", "-", "-", "-"]),
    (
        "II",
        [
            "11.250.000.000",
            "(1.204.000)",
            "2.733.018.555",
            "8.177.441.909",
        ],
    ),
    (
        "1",
        ["9.750.000.000", "-", "2.733.018.555", "8.177.441.909"],
    ),
    ("2", ["975.000.000", "(1.204.000)", "-", "-"]),
    ("3", ["1.500.000.000", "-", "-", "-"]),
    ("4", ["-", "-", "-", "-"]),
    (
        "III",
        ["1.230.350.000", "1.204.000", "384.885.707", "1.628.673.821"],
    ),
];

fn units(report: &Report) -> Vec<&str> {
    let rows = report.appendix.rows.iter();
    rows.map(|row| row.unit.as_ref().map_or("", |unit| unit.as_str()))
        .collect()
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_a_tiff_tells_its_resolution() {
    let report = read("two-pages.tif");
    let mut findings = report.findings.iter();
    let told = findings
        .find(|finding| finding.code == Code::ReadFromPicture)
        .expect("told");
    assert_eq!(told.data["dpi"], "200");
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_a_table_without_upright_rules_keeps_its_columns() {
    let report = read("bare.tif");
    assert_eq!(rows(&report), BARE);
    let printed = ["", "Văn bản", "Văn bản", "%", "Cuộc", "Máy", "Phần mềm"];
    assert_eq!(units(&report), printed);
    assert!(in_doubt(&report).is_empty());
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_two_columns_of_clear_figures_raise_no_doubt() {
    assert!(in_doubt(&read("periods.tif")).is_empty());
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_letters_of_a_stamp_are_no_part_of_a_figure() {
    assert_eq!(rows(&read("inked.jpg")), INKED);
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_a_bowed_page_with_broken_rules_is_read() {
    let report = read("phone.jpg");
    assert_eq!(rows(&report), PHONE);
    assert!(in_doubt(&report).is_empty());
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_amounts_stand_in_their_columns_under_a_two_level_header() {
    let report = read("amounts.tif");
    let names = report.appendix.value_columns.iter();
    let names: Vec<&str> = names.map(|name| name.as_str()).collect();
    let printed = [
        "Dự toán / Đầu năm",
        "Dự toán / Bổ sung",
        "Thực hiện / Trong kỳ",
        "Thực hiện / Lũy kế",
    ];
    assert_eq!(names, printed);
    let rows = report.appendix.rows.iter().map(|row| {
        let number = row.number.as_ref().map_or("", |number| number.0.as_str());
        let cell = |column| row.cell(column).map_or("", |text| text.as_str());
        (number, [cell(0), cell(1), cell(2), cell(3)])
    });
    assert_eq!(rows.collect::<Vec<_>>(), AMOUNTS);
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_signs_that_no_reader_has_a_letter_for_are_told() {
    let report = read("signs.tif");
    // "≥ 90%", "≤ 5", "12½" and "±3", however they were read.
    assert!(
        [0, 1, 2, 3]
            .iter()
            .all(|row| sent_to(&report).contains(row))
    );
    let values: Vec<Option<&str>> = rows(&report).iter().map(|row| row.2).collect();
    assert_eq!(
        values[4..],
        [Some("1.250"), Some("17"), Some("17"), Some("102")]
    );
    assert!(!sent_to(&report).contains(&4) && !sent_to(&report).contains(&7));
    // Both raised marks stand apart from their figures.
    assert!(
        [5, 6]
            .iter()
            .all(|&row| report.appendix.rows[row].marks.len() == 1)
    );
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_a_number_and_a_day_by_pen_are_always_told() {
    let report = read("letter.jpg");
    let told = report
        .findings
        .iter()
        .filter(|finding| finding.code == Code::WeakReading);
    let fields: Vec<&str> = told
        .filter_map(|finding| {
            let field = finding.data.get("field").or(finding.data.get("unread"));
            field.map(String::as_str)
        })
        .collect();
    assert!(
        fields.contains(&"document") && fields.contains(&"date"),
        "{fields:?}"
    );
    let agency = report.head.agency.as_ref().map(|agency| agency.as_str());
    assert!(
        agency.is_some_and(|agency| !agency.contains("Số:")),
        "{agency:?}"
    );
}

#[test]
#[ignore = "needs the reading model and tesseract"]
fn with_readers_a_period_is_not_lost_with_a_stroke_of_its_numeral() {
    let report = read("coarse.jpg");
    let period = report
        .head
        .period
        .as_ref()
        .map(|period| period.code.as_str());
    assert_eq!(period, Some("2024-Q3"));
}

//! Headers of forms as reports print them.

use super::*;
use crate::model::{Found, Grid};

#[test]
fn what_parts_a_header_over_several_columns_is_header_whatever_it_says() {
    let cell = |text: &str, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| Cell {
        text: Text::clean(text),
        rows,
        columns,
        ..Cell::default()
    };
    let table = Grid {
        rows: 3,
        columns: 4,
        cells: vec![
            cell("STT", 0..2, 0..1),
            cell("Nội dung", 0..2, 1..2),
            cell("Số liệu", 0..1, 2..4),
            cell("Đầu năm", 1..2, 2..3),
            cell("Lũy kế", 1..2, 3..4),
            cell("1", 2..3, 0..1),
            cell("Kinh phí", 2..3, 1..2),
            cell("16", 2..3, 2..3),
            cell("20", 2..3, 3..4),
        ],
        ..Grid::default()
    };
    let found = header(&table);
    assert_eq!(found.as_ref().map(|header| header.rows), Some(2));
    let names = found.map(|header| header.value_columns).unwrap_or_default();
    let names: Vec<&str> = names.iter().map(Text::as_str).collect();
    assert_eq!(names, ["Số liệu / Đầu năm", "Số liệu / Lũy kế"]);
}

#[test]
fn misread_numbers_of_columns_are_no_row() {
    let misread = |row: &[&str]| numbering::is_misread(row);
    assert!(misread(&["()", "(2)", "f3)", "(4)", "!"]));
    assert!(misread(&["(1)", "(2.", "!", "(3)", "(4)", "(5)"]));
    assert!(!misread(&["1", "2", "16", "4"]));
    assert!(!misread(&["(3)", "(2)", "(1)"]));
    assert!(!misread(&["1", "Số văn bản", "(16)", "4"]));
}

#[test]
fn a_misread_stt_still_heads_the_numbers() {
    let found = header(&grid(&[
        &["str", "Chỉ tiêu", "Đơn vị", "Số liệu"],
        &["1", "Số văn bản", "Văn bản", "16"],
        &["2", "Số kế hoạch", "Kế hoạch", "7"],
    ]));
    let roles = found.map(|header| header.roles);
    let roles = roles.unwrap_or_default();
    assert_eq!(roles.first(), Some(&ColumnRole::Number));
}

fn header(grid: &Grid) -> Option<Header> {
    header_at(&View::new(grid), 0)
}

fn grid(rows: &[&[&str]]) -> Grid {
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let cells = rows
        .iter()
        .enumerate()
        .flat_map(|(r, row)| {
            row.iter().enumerate().map(move |(c, text)| Cell {
                text: Text::clean(text),
                rows: r..r + 1,
                columns: c..c + 1,
                ..Cell::default()
            })
        })
        .collect();
    Grid {
        rows: rows.len(),
        columns,
        cells,
        found: Found::Tabs,
        ..Grid::default()
    }
}

#[test]
fn flattened_two_level_header() {
    let header = header(&grid(&[
        &[
            "STT",
            "Chỉ tiêu thống kê",
            "Kết quả thống kê",
            "",
            "Ghi chú",
        ],
        &["", "", "Đơn vị tính", "Số liệu", ""],
        &["I", "Công tác chỉ đạo điều hành CCHC", "", "", ""],
    ]))
    .unwrap();
    assert_eq!(header.rows, 2);
    assert_eq!(
        header.roles,
        [
            ColumnRole::Number,
            ColumnRole::Label,
            ColumnRole::Unit,
            ColumnRole::Value(0),
            ColumnRole::Note
        ]
    );
}

#[test]
fn row_of_column_numbers_is_header() {
    let header = header(&grid(&[
        &["STT", "Nội dung", "ĐVT", "Kết quả", ""],
        &["(1)", "(2)", "(3)", "(4)", "(5)"],
        &["1", "Số văn bản", "Văn bản", "3", ""],
    ]))
    .unwrap();
    assert_eq!((header.rows, header.roles[4]), (2, ColumnRole::Note));
}

#[test]
fn several_value_columns_keep_their_names() {
    let header = header(&grid(&[
        &[
            "TT",
            "Chỉ tiêu",
            "ĐVT",
            "Kế hoạch",
            "Thực hiện",
            "So sánh (%)",
        ],
        &["1", "Thu ngân sách", "Tỷ đồng", "5", "6", "120"],
    ]))
    .unwrap();
    let names: Vec<_> = header.value_columns.iter().map(Text::as_str).collect();
    assert_eq!(names, ["Kế hoạch", "Thực hiện", "So sánh (%)"]);
}

/// The name is missing, the figures are there: one of them could be meant.
#[test]
fn figures_under_no_name_are_values_beside_others() {
    let rows: [&[&str]; 4] = [
        &["TT", "Chỉ tiêu", "ĐVT", "", "", "Ghi chú"],
        &["1", "Số văn bản", "Văn bản", "5", "6", ""],
        &["2", "Số lớp", "Lớp", "3", "4", ""],
        &["3", "Số hồ sơ", "Hồ sơ", "7", "8", ""],
    ];
    let roles = header(&grid(&rows)).unwrap().roles;
    assert_eq!(roles[3..5], [ColumnRole::Value(0), ColumnRole::Value(1)]);
}

#[test]
fn formulas_and_column_letters_are_header() {
    let header = header(&grid(&[
        &[
            "TT",
            "Chỉ tiêu",
            "ĐVT",
            "Kế hoạch",
            "Thực hiện",
            "So sánh (%)",
        ],
        &["", "", "", "", "", "(6)=(5)/(4)"],
        &["A", "B", "C", "1", "2", "3"],
        &["1", "Thu ngân sách", "Tỷ đồng", "5", "6", "120"],
    ]))
    .unwrap();
    assert_eq!(header.rows, 3);
}

#[test]
fn rows_that_begin_like_header_words_are_rows() {
    let rows = grid(&[
        &["", "Chỉ tiêu chuyển đổi theo quy định", "Người", "", ""],
        &["", "Kết quả thực hiện thực tế", "Người", "", ""],
        &[
            "",
            "Thực hiện tuyển chọn, bổ nhiệm lãnh đạo qua thi tuyển",
            "",
            "",
            "",
        ],
    ]);
    assert_eq!(header(&rows), None);
}

#[test]
fn the_first_section_is_no_header_line() {
    for section in [
        ["A", "CHỈ TIÊU KINH TẾ"],
        ["", "LĨNH VỰC ĐẤT ĐAI"],
        ["A", "Trồng trọt"],
    ] {
        let header = header(&grid(&[
            &["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"],
            &[section[0], section[1], "", "", ""],
            &["1", "Thu ngân sách", "Tỷ đồng", "5", "6"],
        ]));
        assert_eq!(header.unwrap().rows, 1, "{section:?}");
    }
}

#[test]
fn a_label_that_begins_like_a_name_is_a_row() {
    let header = header(&grid(&[
        &["Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
        &["Kế hoạch cải cách hành chính", "", "", ""],
        &["Số văn bản đã ban hành", "Văn bản", "5", ""],
    ]));
    assert_eq!(header.unwrap().rows, 1);
}

#[test]
fn columns_of_figures_are_values_whatever_their_names() {
    let header = header(&grid(&[
        &[
            "TT",
            "Chỉ tiêu",
            "Mã số",
            "ĐVT",
            "Tổng số",
            "Nam",
            "Nữ",
            "Ghi chú",
        ],
        &[
            "1",
            "Số học sinh",
            "01",
            "Học sinh",
            "1.250",
            "640",
            "610",
            "",
        ],
        &["2", "Số giáo viên", "02", "Người", "68", "20", "48", "12"],
    ]))
    .unwrap();
    let names: Vec<_> = header.value_columns.iter().map(Text::as_str).collect();
    assert_eq!(names, ["Tổng số", "Nam", "Nữ"]);
    assert_eq!(
        (header.roles[2], header.roles[7]),
        (ColumnRole::Code, ColumnRole::Note)
    );
}

#[test]
fn a_scoring_table_has_two_values() {
    let header = header(&grid(&[
        &[
            "STT",
            "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
            "Điểm tối đa",
            "Điểm tự chấm",
            "Tài liệu kiểm chứng",
        ],
        &["1", "Chỉ đạo, điều hành", "10", "9", ""],
    ]))
    .unwrap();
    let names: Vec<_> = header.value_columns.iter().map(Text::as_str).collect();
    assert_eq!(names, ["Điểm tối đa", "Điểm tự chấm"]);
}

#[test]
fn contact_table_is_no_appendix() {
    let contacts = grid(&[
        &["STT", "Họ tên", "Chức vụ", "Số điện thoại", "Ghi chú"],
        &["01", "A", "B", "1", ""],
    ]);
    assert_eq!(header(&contacts), None);
}

//! Tables under the names of an appendix's columns, as libraries without rules write them.

use super::tests::Sheet;

#[test]
fn names_no_further_apart_than_words_are_two() {
    let sheet = Sheet::new(&[
        (50.0, 100.0, "STT Chỉ tiêu"),
        (200.0, 100.0, "Đơn vị"),
        (300.0, 100.0, "Kết quả"),
        (50.0, 120.0, "1"),
        (67.5, 120.0, "Hồ sơ nhận"),
        (200.0, 120.0, "Hồ sơ"),
        (310.0, 120.0, "204"),
        (50.0, 140.0, "2"),
        (67.5, 140.0, "Lượt người hỏi"),
        (200.0, 140.0, "Lượt"),
        (310.0, 140.0, "37"),
    ]);
    assert_eq!(
        sheet.tables(),
        [[
            "STT|Chỉ tiêu|Đơn vị|Kết quả",
            "1|Hồ sơ nhận|Hồ sơ|204",
            "2|Lượt người hỏi|Lượt|37"
        ]]
    );
}

/// A title and a label of three lines each are no end of a table whose header has just begun it.
#[test]
fn the_first_rows_under_a_header_may_be_tall() {
    let mut phrases = vec![
        (50.0, 100.0, "STT"),
        (90.0, 100.0, "Chỉ tiêu"),
        (300.0, 100.0, "Đơn vị"),
        (400.0, 100.0, "Kết quả"),
        (50.0, 122.0, "Biểu"),
        (50.0, 134.0, "mẫu"),
        (90.0, 146.0, "Tiếp nhận"),
        (90.0, 170.0, "Số hồ sơ nhận trực tiếp tại bộ phận"),
        (90.0, 182.0, "tiếp nhận và trả kết quả của xã"),
    ];
    for (at, value) in (0..4_u8).zip(["9", "41", "205", "6"]) {
        let y = 194.0 + 24.0 * f32::from(at);
        phrases.extend([(52.0, y, "1"), (90.0, y, "hồ sơ"), (300.0, y, "Hồ sơ")]);
        phrases.push((410.0, y, value));
    }
    let tables = Sheet::new(&phrases).bold(110.0).tables();
    assert_eq!(tables.len(), 1);
    assert_eq!(tables[0][0], "STT|Chỉ tiêu|Đơn vị|Kết quả");
    assert!(tables[0].iter().any(|row| row.ends_with("Hồ sơ|9")));
}

/// A note behind the value, closer than words of a phrase may be: it belongs under the note's name.
#[test]
fn a_note_close_to_its_value_is_no_part_of_it() {
    let mut phrases = vec![
        (50.0, 100.0, "Chỉ tiêu"),
        (200.0, 100.0, "Đơn vị"),
        (300.0, 100.0, "Kết quả"),
        (420.0, 100.0, "Ghi chú"),
    ];
    for (at, value) in (0..4_u8).zip(["204", "371", "118", "562"]) {
        let y = 120.0 + 20.0 * f32::from(at);
        phrases.extend([
            (50.0, y, "Hồ sơ nhận"),
            (200.0, y, "Hồ sơ"),
            (350.0, y, value),
        ]);
    }
    phrases.push((368.0, 140.0, "Kèm phụ lục gửi sau"));
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(tables[0][2], "Hồ sơ nhận|Hồ sơ|371|Kèm phụ lục gửi sau");
}

#[test]
fn leaders_before_values_make_no_contents_page() {
    let rows = |values: [(&'static str, &'static str); 4]| {
        let mut phrases = Vec::new();
        for (at, (first, second)) in (0..4_u8).zip(values) {
            let y = 100.0 + 15.0 * f32::from(at);
            phrases.push((50.0, y, "Tiếp nhận ............."));
            phrases.push((300.0, y, first));
            if !second.is_empty() {
                phrases.push((360.0, y, second));
            }
        }
        Sheet::new(&phrases).tables().len()
    };
    let values = [
        ("76,9", "80,0"),
        ("78,6", "75,0"),
        ("31,8", "24,5"),
        ("4,7", "3,4"),
    ];
    assert_eq!(rows(values), 1);
    assert_eq!(rows([("3", ""), ("5", ""), ("5", ""), ("12", "")]), 0);
}

/// The column of numbers has room for "3.3." and not for what comes after it; the rows are set at their bottom.
#[test]
fn a_number_broken_in_its_column_is_one() {
    let mut phrases = vec![
        (50.0, 100.0, "STT"),
        (80.0, 100.0, "Chỉ tiêu"),
        (260.0, 100.0, "Đơn vị"),
        (360.0, 100.0, "Kết quả"),
    ];
    let mut y = 122.0;
    for (number, value) in [("1", "204"), ("2", "371"), ("3", "118"), ("4", "562")] {
        phrases.extend([
            (80.0, y, "Số lượt người đến giải quyết hồ sơ"),
            (50.0, y, "3.3."),
            (54.0, y + 12.0, number),
            (80.0, y + 12.0, "trong kỳ"),
            (260.0, y + 12.0, "Lượt"),
            (365.0, y + 12.0, value),
        ]);
        y += 30.0;
    }
    let tables = Sheet::new(&phrases).tables();
    let label = "Số lượt người đến giải quyết hồ sơ trong kỳ";
    let row = |number, value| format!("3.3.{number}|{label}|Lượt|{value}");
    assert_eq!(
        tables[0][1..],
        [row(1, 204), row(2, 371), row(3, 118), row(4, 562)]
    );
}

/// A page begins with the header of three lines and the blank rest of a row.
#[test]
fn rows_may_begin_well_below_a_header_of_three_lines() {
    let mut phrases = vec![
        (350.0, 90.0, "Đơn vị"),
        (430.0, 90.0, "Kết"),
        (500.0, 90.0, "Ghi"),
        (50.0, 99.0, "STT"),
        (200.0, 99.0, "Chỉ tiêu"),
        (355.0, 108.0, "tính"),
        (430.0, 108.0, "quả"),
        (500.0, 108.0, "chú"),
    ];
    let mut y = 153.0;
    for (number, value) in [("1.1", "204"), ("1.2", "371"), ("1.3", "118")] {
        phrases.extend([
            (90.0, y - 6.0, "Số lượt người đến giải quyết hồ sơ"),
            (52.0, y, number),
            (350.0, y, "Lượt"),
            (430.0, y, value),
            (90.0, y + 6.0, "trong kỳ"),
        ]);
        y += 30.0;
    }
    let tables = Sheet::new(&phrases).bold(115.0).tables();
    assert_eq!(tables.len(), 1);
    assert_eq!(tables[0][0], "STT|Chỉ tiêu|Đơn vị tính|Kết quả|Ghi chú");
    let label = "Số lượt người đến giải quyết hồ sơ trong kỳ";
    assert_eq!(tables[0][1], format!("1.1|{label}|Lượt|204|"));
}

#[test]
fn a_line_that_opens_items_is_a_row() {
    let rows = [
        ("1", "Người tìm được việc", "486"),
        ("", "Trong đó:", ""),
        ("", "- Vay vốn", "126"),
        ("", "- Ra nước ngoài", "204"),
        ("2", "Người được trợ cấp", "73"),
    ];
    let names = ["Kết quả", "Năm trước"];
    // By the words of the header, and by the gaps alone.
    for name in names {
        let mut phrases = vec![
            (50.0, 100.0, "STT"),
            (90.0, 100.0, "Chỉ tiêu"),
            (250.0, 100.0, "Đơn vị"),
            (350.0, 100.0, name),
        ];
        let mut y = 122.0;
        for (number, label, value) in rows {
            let unit = if value.is_empty() { "" } else { "Người" };
            let cells = [(50.0, number), (90.0, label), (250.0, unit), (350.0, value)];
            let filled = cells.into_iter().filter(|(_, text)| !text.is_empty());
            phrases.extend(filled.map(|(x, text)| (x, y, text)));
            y += 14.0;
        }
        let tables = Sheet::new(&phrases).tables();
        assert_eq!(tables[0][2], "|Trong đó:||", "{name}");
    }
}

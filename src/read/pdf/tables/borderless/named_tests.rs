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

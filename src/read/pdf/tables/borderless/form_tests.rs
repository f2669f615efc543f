//! Forms with a letterhead, titles between their rows and pages that follow.

use super::carry::Carried;
use super::tests::{Sheet, drawn};
use crate::read::pdf::text::word::Word;

/// A title above has widened the column of the last figures: they stand on the next page as they did on this one.
#[test]
fn a_column_that_a_title_widens_goes_on() {
    let mut phrases = figures(124.0, 6);
    phrases.push((405.0, 110.0, "Số liệu trong kỳ"));
    let first = Sheet::new(&phrases);
    let mut second = Sheet::new(&figures(40.0, 1));
    second.number = 2;
    let mut carried = Carried::default();
    assert_eq!(first.find_after(&mut carried).len(), 1);
    let tables: Vec<_> = second.find_after(&mut carried).iter().map(drawn).collect();
    assert_eq!(tables, [["Hồ sơ nhận trong kỳ|204|204|204|204|204"]]);
}

/// Rows of a form with five columns of figures, from `y` on.
fn figures(y: f32, count: u8) -> Vec<(f32, f32, &'static str)> {
    let row = |at: u8| {
        let y = y + 14.0 * f32::from(at);
        let figures = [250.0, 310.0, 370.0, 430.0, 490.0].map(|x| (x, y, "204"));
        [(50.0, y, "Hồ sơ nhận trong kỳ")]
            .into_iter()
            .chain(figures)
    };
    (0..count).flat_map(row).collect()
}

const LETTERHEAD: [(f32, f32, &str); 5] = [
    (50.0, 60.0, "Biểu số: 02/VT-T"),
    (330.0, 60.0, "Đơn vị nhận báo cáo: Cục Vận tải"),
    (50.0, 72.0, "Ban hành theo Công văn số 45/SXD-VT"),
    (230.0, 84.0, "KẾT QUẢ VẬN TẢI"),
    (430.0, 96.0, "Đơn vị tính: lượt"),
];

#[test]
fn letterhead_and_title_are_no_rows() {
    let mut phrases = LETTERHEAD.to_vec();
    let names = ["Tỉnh", "Xã", "Thuế", "Công an", "Khác"];
    phrases.push((50.0, 110.0, "Nơi nhận hồ sơ"));
    phrases.extend(
        [250.0, 310.0, 370.0, 430.0, 490.0]
            .iter()
            .zip(names)
            .map(|(x, name)| (*x, 110.0, name)),
    );
    phrases.extend(figures(124.0, 5));
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(tables[0][0], "Nơi nhận hồ sơ|Tỉnh|Xã|Thuế|Công an|Khác");
    assert_eq!(tables[0].len(), 6);
}

#[test]
fn a_title_between_rows_is_a_row() {
    let mut phrases = figures(110.0, 3);
    phrases.push((50.0, 150.0, "Khối Đảng"));
    phrases.extend(figures(164.0, 3));
    let mut sheet = Sheet::new(&phrases);
    let title = |word: &&mut Word| (word.baseline - 150.0).abs() < 1.0;
    sheet
        .words
        .iter_mut()
        .filter(title)
        .for_each(|word| word.bold = true);
    let tables = sheet.tables();
    assert_eq!(tables[0][3], "Khối Đảng|||||");
    assert_eq!(tables[0].len(), 7);
}

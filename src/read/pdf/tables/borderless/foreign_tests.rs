//! Statistical forms of other fields without rules: names over several columns, columns' numbers, titles in the middle.

use super::tests::Sheet;

type Phrase = (f32, f32, &'static str);

/// A phrase with its middle at `x`; letters are five points wide.
fn centred(x: f32, y: f32, text: &'static str) -> Phrase {
    (x - 2.5 * text.chars().count() as f32, y, text)
}

/// A phrase that ends at `x`.
fn ending(x: f32, y: f32, text: &'static str) -> Phrase {
    (x - 5.0 * text.chars().count() as f32, y, text)
}

/// Rows of a label and figures set at the right edge, 20 points behind the middle of their columns.
fn rows(y: f32, labels: &[&'static str], middles: &[f32]) -> Vec<Phrase> {
    let row = |(at, label): (usize, &&'static str)| {
        let y = y + 14.0 * at as f32;
        let figures = middles.iter().map(move |x| ending(x + 20.0, y, "36"));
        let label = (50.0, y, *label);
        [label].into_iter().chain(figures)
    };
    labels.iter().enumerate().flat_map(row).collect()
}

#[test]
fn figures_right_of_the_columns_numbers_stay_under_their_names() {
    let middles = [260.0, 310.0, 360.0, 420.0];
    let mut phrases = vec![(50.0, 100.0, "Chỉ tiêu")];
    phrases.extend(
        ["Tổng số", "Nữ", "Thạc sĩ", "Đại học"]
            .iter()
            .zip(middles)
            .map(|(name, x)| centred(x, 100.0, name)),
    );
    phrases.push(centred(110.0, 114.0, "A"));
    phrases.extend(
        ["1", "2", "3", "4"]
            .iter()
            .zip(middles)
            .map(|(name, x)| centred(x, 114.0, name)),
    );
    phrases.extend(rows(
        128.0,
        &[
            "Cán bộ nghiên cứu",
            "Cán bộ kỹ thuật",
            "Cán bộ hỗ trợ",
            "Cán bộ khác",
        ],
        &middles,
    ));
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(
        tables[0][..3],
        [
            "Chỉ tiêu|Tổng số|Nữ|Thạc sĩ|Đại học",
            "A|1|2|3|4",
            "Cán bộ nghiên cứu|36|36|36|36"
        ]
    );
}

#[test]
fn a_title_in_the_middle_of_the_table_is_a_row() {
    let middles = [260.0, 320.0, 380.0, 440.0];
    let mut phrases = vec![(50.0, 100.0, "Tên đường")];
    phrases.extend(
        ["Loại một", "Loại hai", "Loại ba", "Tỷ lệ"]
            .iter()
            .zip(middles)
            .map(|(name, x)| centred(x, 100.0, name)),
    );
    phrases.push(centred(255.0, 114.0, "I. PHƯỜNG ĐÔNG"));
    phrases.extend(rows(
        128.0,
        &["Đường Một", "Đường Hai", "Đường Ba"],
        &middles,
    ));
    phrases.push(centred(255.0, 170.0, "II. PHƯỜNG TÂY"));
    phrases.extend(rows(
        184.0,
        &["Đường Bốn", "Đường Năm", "Đường Sáu"],
        &middles,
    ));
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(tables[0][1], "I. PHƯỜNG ĐÔNG ×5||||");
    assert_eq!(tables[0][2], "Đường Một|36|36|36|36");
    assert_eq!(tables[0][5], "II. PHƯỜNG TÂY ×5||||");
    assert_eq!(tables[0].len(), 9);
}

/// Each of two names over several stands in the middle of its own, though it lies over some of them only.
#[test]
fn names_over_several_share_the_columns_between_them() {
    let middles = [230.0, 270.0, 310.0, 350.0, 400.0, 450.0];
    let mut phrases = vec![(50.0, 107.0, "Lĩnh vực")];
    phrases.push(centred(290.0, 100.0, "Tiếp nhận"));
    phrases.push(centred(425.0, 100.0, "Giải quyết"));
    phrases.extend(
        ["Tổng", "Mới", "Cũ", "Khác", "Đúng", "Trễ"]
            .iter()
            .zip(middles)
            .map(|(name, x)| centred(x, 117.0, name)),
    );
    for (at, label) in ["Hộ tịch", "Đất đai", "Chứng thực", "Xây dựng"]
        .into_iter()
        .enumerate()
    {
        let y = 140.0 + 14.0 * at as f32;
        phrases.push((50.0, y, label));
        phrases.extend(middles.map(|x| centred(x, y, "36")));
    }
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(tables[0][0], "Lĩnh vực|Tiếp nhận ×4||||Giải quyết ×2|");
    assert_eq!(tables[0][1], "|Tổng|Mới|Cũ|Khác|Đúng|Trễ");
}

#[test]
fn names_that_touch_are_parted_over_the_ends_of_each() {
    let middles = [260.0, 302.5, 345.0, 430.0];
    let mut phrases = vec![(50.0, 100.0, "Chỉ tiêu"), (160.0, 100.0, "Đơn vị")];
    phrases.push((240.0, 100.0, "Đội số ba Đội số ba Đội số ba"));
    phrases.push(centred(430.0, 100.0, "Toàn tỉnh"));
    phrases.extend(
        ["Đông", "Tây", "Nam"]
            .iter()
            .zip(middles)
            .map(|(name, x)| centred(x, 112.0, name)),
    );
    phrases.push((70.0, 130.0, "A"));
    phrases.push((170.0, 130.0, "B"));
    phrases.extend(
        ["1", "2", "3", "4"]
            .iter()
            .zip(middles)
            .map(|(name, x)| centred(x, 130.0, name)),
    );
    for at in 0..4_u8 {
        let y = 144.0 + 14.0 * f32::from(at);
        phrases.extend([(50.0, y, "Số vụ phá rừng"), (165.0, y, "Vụ")]);
        phrases.extend(middles.map(|x| centred(x, y, "36")));
    }
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(
        tables[0][0],
        "Chỉ tiêu|Đơn vị|Đội số ba Đông|Đội số ba Tây|Đội số ba Nam|Toàn tỉnh"
    );
}

/// The letterhead's two columns are none of the table's.
#[test]
fn a_letterhead_takes_no_header_from_the_rows_below_it() {
    let mut phrases = vec![
        (50.0, 60.0, "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH"),
        (330.0, 60.0, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (50.0, 72.0, "CHI CỤC KIỂM LÂM VÙNG MỘT"),
        (350.0, 72.0, "Độc lập - Tự do - Hạnh phúc"),
        (200.0, 84.0, "KẾT QUẢ BẢO VỆ RỪNG"),
        (50.0, 100.0, "Mã"),
        (90.0, 100.0, "Nội dung"),
        (330.0, 100.0, "Vụ"),
        (400.0, 100.0, "Người"),
        (470.0, 100.0, "Diện tích"),
        (50.0, 114.0, "I"),
        (90.0, 114.0, "TUẦN TRA RỪNG"),
    ];
    for at in 0..5_u8 {
        let y = 128.0 + 14.0 * f32::from(at);
        phrases.extend([
            (50.0, y, "1"),
            (90.0, y, "Đợt tuần tra"),
            (330.0, y, "36"),
            (400.0, y, "36"),
            (480.0, y, "36"),
        ]);
    }
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(tables.len(), 1);
    assert_eq!(
        tables[0][..2],
        ["Mã|Nội dung|Vụ|Người|Diện tích", "I|TUẦN TRA RỪNG|||"]
    );
}

/// Notes of two lines leave the same height between all lines: the numbers part the rows.
#[test]
fn a_number_with_its_label_begins_a_row() {
    let mut phrases = vec![
        (50.0, 100.0, "Số"),
        (80.0, 100.0, "Hàng hóa"),
        (250.0, 100.0, "Giá cũ"),
        (320.0, 100.0, "Giá mới"),
        (400.0, 100.0, "Nguồn"),
    ];
    for (at, number) in ["1", "2", "3", "4", "5"].into_iter().enumerate() {
        let y = 114.0 + 28.0 * at as f32;
        phrases.extend([
            (50.0, y, number),
            (80.0, y, "Gạo tẻ"),
            (250.0, y, "360"),
            (320.0, y, "267"),
            (400.0, y, "Do trực tiếp"),
        ]);
        phrases.push((400.0, y + 14.0, "điều tra"));
    }
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(tables[0].len(), 6);
    assert_eq!(tables[0][1], "1|Gạo tẻ|360|267|Do trực tiếp điều tra");
}

/// Another table begins below without a gap that parts it: its values keep to none of the columns above.
#[test]
fn names_over_other_columns_begin_another_table() {
    let mut phrases = vec![(50.0, 100.0, "Lượt khách")];
    phrases.extend(
        ["Tháng này", "Tháng trước", "So sánh"]
            .iter()
            .zip([250.0, 340.0, 430.0])
            .map(|(name, x)| centred(x, 100.0, name)),
    );
    phrases.extend(rows(
        114.0,
        &[
            "Khách quốc tế",
            "Khách nội địa",
            "Khách lưu trú",
            "Khách khác",
        ],
        &[250.0, 340.0, 430.0],
    ));
    phrases.push((50.0, 172.0, "II. Cơ sở lưu trú"));
    phrases.extend([
        centred(100.0, 188.0, "Nơi có"),
        centred(290.0, 188.0, "Cơ sở"),
        centred(390.0, 188.0, "Phòng"),
        centred(480.0, 188.0, "Lao động"),
    ]);
    phrases.extend(rows(
        202.0,
        &["Phường Đông", "Phường Tây", "Xã Nam", "Xã Bắc"],
        &[290.0, 390.0, 480.0],
    ));
    let tables = Sheet::new(&phrases).tables();
    assert_eq!(tables.len(), 2);
    assert_eq!(
        tables[1][..2],
        ["Nơi có|Cơ sở|Phòng|Lao động", "Phường Đông|36|36|36"]
    );
}

//! The words printed over the columns of an appendix.

use super::fold::bare;

/// What a column holds, by the words over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnRole {
    /// STT.
    Number,
    /// Chỉ tiêu.
    Label,
    /// Đơn vị tính.
    Unit,
    /// Số liệu.
    Value,
    /// Ghi chú.
    Note,
}

/// What the column under these words holds; `None` where they say nothing of the kind.
pub fn column_role(text: &str) -> Option<ColumnRole> {
    let key = bare(text);
    let words = key.split(' ').count();
    if key.is_empty() || words > 12 {
        return None;
    }
    let starts = |openings: &[&str]| openings.iter().any(|opening| key.starts_with(opening));
    let is = |names: &[&str]| names.contains(&key.as_str());
    match () {
        () if is(&["stt", "tt", "so tt", "so thu tu", "s tt", "st t"]) => Some(ColumnRole::Number),
        () if starts(&["don vi tinh", "dvt"]) || is(&["don vi", "dv tinh"]) => {
            Some(ColumnRole::Unit)
        }
        () if starts(&[
            "ghi chu",
            "chu thich",
            "dien giai",
            "minh chung",
            "tai lieu kiem chung",
            "can cu",
            "giai trinh",
        ]) =>
        {
            Some(ColumnRole::Note)
        }
        () if words <= 7 && is_value_word(&key) => Some(ColumnRole::Value),
        () if words <= 6 && is_label_word(&key) || is_choice_of_label_words(text) => {
            Some(ColumnRole::Label)
        }
        () => None,
    }
}

/// "Lĩnh vực/Tiêu chí/Tiêu chí thành phần".
fn is_choice_of_label_words(text: &str) -> bool {
    text.contains('/') && text.split('/').all(|part| is_label_word(bare(part).trim()))
}

fn is_label_word(key: &str) -> bool {
    [
        "chi tieu",
        "noi dung",
        "tieu chi",
        "ten chi tieu",
        "danh muc",
        "chi so",
        "chi tieu thong ke",
        "hang muc",
        "linh vuc",
    ]
    .iter()
    .any(|word| key == *word || key.starts_with(&format!("{word} ")))
}

fn is_value_word(key: &str) -> bool {
    const EXACT: [&str; 10] = [
        "th", "kh", "uth", "so", "kq", "so luong", "gia tri", "tong so", "luy ke", "dat",
    ];
    const OPENINGS: [&str; 18] = [
        "so lieu",
        "ket qua",
        "so sanh",
        "thuc hien",
        "uoc thuc hien",
        "ke hoach",
        "ty le",
        "cung ky",
        "th ",
        "kh ",
        "uth ",
        "gia tri",
        "diem toi da",
        "diem chuan",
        "diem tu",
        "diem dat",
        "diem tham dinh",
        "diem cham",
    ];
    EXACT.contains(&key)
        || OPENINGS.iter().any(|opening| key.starts_with(opening))
        || is_period(key)
}

/// "Năm 2024", "Quý III", "6 tháng đầu năm", "Tháng 9".
fn is_period(key: &str) -> bool {
    let digits = key.chars().any(|c| c.is_ascii_digit());
    (key.starts_with("nam ") && digits)
        || key.starts_with("quy ")
        || (key.contains("thang") && digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_over_columns_say_what_they_hold() {
        let said = |text| column_role(text);
        assert_eq!(said("Số TT"), Some(ColumnRole::Number));
        assert_eq!(said("CHỈ TIÊU THỐNG KÊ"), Some(ColumnRole::Label));
        assert_eq!(said("Lĩnh vực/Tiêu chí"), Some(ColumnRole::Label));
        assert_eq!(said("ĐVT"), Some(ColumnRole::Unit));
        assert_eq!(said("6 tháng đầu năm 2026"), Some(ColumnRole::Value));
        assert_eq!(said("Diễn giải"), Some(ColumnRole::Note));
        assert_eq!(said("Họ và tên"), None);
    }
}

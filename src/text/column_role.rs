//! The words printed over the columns of an appendix.

use super::fold::bare;
use super::unit::announces_unit;
use super::vocabulary::{self, BareWords};

/// What a column holds, by the words over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnRole {
    /// STT.
    Number,
    /// Chỉ tiêu.
    Label,
    /// Đơn vị tính.
    Unit,
    /// Số liệu: which of the value columns, counted from 0; words alone give 0.
    Value(usize),
    /// Ghi chú.
    Note,
    /// Mã số: the row's code, beside its number or in place of one; never given by words.
    Code,
    /// What several rows stand under, beside them: "Lĩnh vực" joined downwards; never given by words.
    Group,
    /// Nothing the form asks for; never given by words.
    Other,
}

/// What the column under these words holds; `None` where they say nothing of the kind.
pub fn column_role(text: &str) -> Option<ColumnRole> {
    let key = bare(without_remark(text));
    let words = key.split(' ').count();
    if key.is_empty() || words > 12 {
        return None;
    }
    let starts = |openings: &BareWords| openings.iter().any(|opening| key.starts_with(opening));
    let is = |names: &BareWords| names.contains(&key);
    match () {
        () if is(&vocabulary::NUMBER_NAMES) || is_broken_number(&key) => Some(ColumnRole::Number),
        () if announces_unit(&key) || is(&vocabulary::UNIT_NAMES) => Some(ColumnRole::Unit),
        () if starts(&vocabulary::NOTE_OPENINGS) => Some(ColumnRole::Note),
        () if words <= 7
            && (is(&vocabulary::VALUE_NAMES)
                || starts(&vocabulary::VALUE_OPENINGS)
                || is(&vocabulary::PAST_COLUMNS)
                || is(&vocabulary::CURRENT_COLUMNS)
                || is_period(&key)) =>
        {
            Some(ColumnRole::Value(0))
        }
        // "Chỉ tiêu giao": figures of a plan.
        () if vocabulary::PLAN_COLUMNS
            .iter()
            .any(|plan| plan.contains(' ') && key.starts_with(plan.as_str())) =>
        {
            Some(ColumnRole::Value(0))
        }
        () if words <= 6 && is_label_word(&key) || is_choice_of_label_words(text) => {
            Some(ColumnRole::Label)
        }
        () => None,
    }
}

/// "T T", "S TT": a column as narrow as its numbers breaks its name.
fn is_broken_number(key: &str) -> bool {
    let mut pieces = key.split(' ');
    pieces.all(|piece| piece.len() <= 2) && matches!(key.replace(' ', "").as_str(), "tt" | "stt")
}

/// "Chỉ tiêu (Sử dụng trong kỳ báo cáo hàng quý …)" without what stands in brackets behind it.
fn without_remark(text: &str) -> &str {
    match text.split_once(" (").filter(|_| text.ends_with(')')) {
        Some((name, _)) if name.contains(char::is_alphabetic) => name,
        _ => text,
    }
}

/// "Lĩnh vực/Tiêu chí/Tiêu chí thành phần".
fn is_choice_of_label_words(text: &str) -> bool {
    text.contains('/') && text.split('/').all(|part| is_label_word(&bare(part)))
}

fn is_label_word(key: &str) -> bool {
    vocabulary::LABEL_NAMES.iter().any(|word| {
        let rest = key.strip_prefix(word.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
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
        assert_eq!(said("T T"), Some(ColumnRole::Number));
        assert_eq!(said("CHỈ TIÊU THỐNG KÊ"), Some(ColumnRole::Label));
        assert_eq!(said("Lĩnh vực/Tiêu chí"), Some(ColumnRole::Label));
        assert_eq!(said("ĐVT"), Some(ColumnRole::Unit));
        assert_eq!(said("6 tháng đầu năm 2026"), Some(ColumnRole::Value(0)));
        assert_eq!(said("Kỳ này"), Some(ColumnRole::Value(0)));
        assert_eq!(said("Kỳ trước"), Some(ColumnRole::Value(0)));
        assert_eq!(said("Diễn giải"), Some(ColumnRole::Note));
        let remark = "Chỉ tiêu thống kê (Sử dụng trong kỳ báo cáo hàng quý, 6 tháng và cả năm)";
        assert_eq!(said(remark), Some(ColumnRole::Label));
        assert_eq!(said("Chỉ tiêu giao"), Some(ColumnRole::Value(0)));
        assert_eq!(said("Họ và tên"), None);
    }
}

//! A header told by the words over its columns.

use super::non_empty;
use crate::model::Cell;
use crate::table::view::View;
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::roman;

/// A header row holds header words only; a cell that hangs down from the row above does not speak.
pub(super) fn is_header_row(grid: &View, row: usize) -> bool {
    let starting: Vec<&Cell> = non_empty(grid, row)
        .filter(|cell| cell.rows.start == row)
        .collect();
    let hanging = non_empty(grid, row).count() > starting.len();
    if starting.is_empty() {
        return hanging;
    }
    let role = |cell: &&Cell| column_role(cell.text.as_str());
    let roles: Vec<ColumnRole> = starting.iter().filter_map(role).collect();
    // "STT" beside "Chỉ tiêu" opens a table, whatever its columns of figures are called.
    let opens = roles.contains(&ColumnRole::Number) && roles.contains(&ColumnRole::Label);
    !roles.is_empty()
        && starting
            .iter()
            .all(|cell| is_header_word(cell.text.as_str()))
        && (roles.len() * 2 >= starting.len() || opens)
}

/// Whether a row only names the parts of what the row above spans, beside cells that hang down from there: "Kế
/// hoạch" and "Thực hiện" under "Năm 2025", whatever they are called.
pub(super) fn parts_headers(grid: &View, row: usize) -> bool {
    let above = |column: usize| row.checked_sub(1).and_then(|above| grid.at(above, column));
    let is_part = |cell: &Cell| {
        let over = above(cell.columns.start);
        let spans = over.is_some_and(|over| {
            let inside =
                over.columns.start <= cell.columns.start && cell.columns.end <= over.columns.end;
            !over.text.is_empty() && inside && over.columns.len() > cell.columns.len()
        });
        spans && is_header_word(cell.text.as_str())
    };
    let all: Vec<&Cell> = non_empty(grid, row).collect();
    let (starting, hanging): (Vec<&Cell>, Vec<&Cell>) =
        all.iter().partition(|cell| cell.rows.start == row);
    starting.len() > 1 && hanging.len() > 1 && starting.iter().all(|cell| is_part(cell))
}

/// "CHỈ TIÊU XÃ HỘI" alone under "Chỉ tiêu": the first section of the table, not a second line of its header.
pub(super) fn opens_a_section(grid: &View, start: usize, row: usize) -> bool {
    let starts = |cell: &&Cell| cell.rows.start == row;
    let is_label = |cell: &Cell| column_role(cell.text.as_str()) == Some(ColumnRole::Label);
    let named_above = |cell: &Cell| {
        let above = (start..row).filter_map(|row| grid.at(row, cell.columns.start));
        above.into_iter().any(is_label)
    };
    row > start
        && non_empty(grid, row)
            .filter(starts)
            .all(|cell| is_label(cell) && named_above(cell))
}

/// "Kế hoạch cải cách hành chính" under "Chỉ tiêu" begins like the name of a column of figures: a label.
pub(super) fn contradicts(grid: &View, start: usize, row: usize) -> bool {
    let named = |cell: &&Cell| cell.rows.start == row && cell.columns.len() == 1;
    let other = |cell: &Cell| {
        let own = column_role(cell.text.as_str());
        let above = (start..row)
            .rev()
            .filter_map(|row| grid.at(row, cell.columns.start));
        let above = above.filter(|above| above.columns == cell.columns && above.rows.end <= row);
        let mut said = above.filter_map(|above| column_role(above.text.as_str()));
        own.is_some() && said.any(|role| !matches!(role, ColumnRole::Value(_)) && Some(role) != own)
    };
    non_empty(grid, row).filter(named).any(other)
}

/// Short, and no figure: years and formulas such as "So sánh (%) (5)=(4)/(3)" may stand in a header. A
/// letter alone is a row's number.
fn is_header_word(text: &str) -> bool {
    let letters = text.trim_end_matches(['.', ')']).chars().count();
    column_role(text).is_some()
        || ((2..=60).contains(&letters) && text.parse::<f64>().is_err() && !is_numeral(text))
}

/// Words that can head a column, however many: no figure, though a year may stand alone.
fn is_header_text(text: &str) -> bool {
    const LONGEST: usize = 300;
    let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let named = letters >= 2 && !text.starts_with(['-', '+', '•']);
    year && text.parse::<u16>().is_ok()
        || is_time(text)
        || matches!(text, "%" | "+/-" | "±")
        || named && text.chars().count() <= LONGEST && !is_numeral(text)
}

/// "31/12/2024", "2023-2024", "T6", "9T/2025": a time in figures.
fn is_time(text: &str) -> bool {
    const LONGEST: usize = 10;
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let short = letters.clone().count() <= 1 && letters.into_iter().all(|c| "TQNtqn".contains(c));
    let mut digits = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let parted = text.contains(['/', '-'])
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "/-".contains(c));
    let dated = parted
        && digits.clone().count() >= 2
        && digits.clone().all(|part| part.len() <= 4)
        && digits.any(|part| part.len() == 4);
    let named = text.chars().any(char::is_alphabetic)
        && text.len() <= 3
        && text.contains(|c: char| c.is_ascii_digit());
    text.len() <= LONGEST && short && (dated || named)
}

/// Whether nothing but words that can head a column stands in a row.
pub(super) fn is_worded(grid: &View, row: usize) -> bool {
    non_empty(grid, row).all(|cell| is_header_text(cell.text.as_str()))
}

fn is_numeral(text: &str) -> bool {
    text.chars()
        .all(|c| roman::is_sign(c) || c.is_ascii_digit() || matches!(c, '.' | ')'))
}

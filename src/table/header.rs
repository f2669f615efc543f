//! The (merged, two-level, repeated) header of an appendix → what each column holds.

use super::view::View;
use crate::model::Cell;
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::number::{Strictness, is_no_data, is_number};
use crate::text::{Text, fold::bare, roman};

/// A header that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Grid rows it takes, the row of column numbers "(1) (2) …" included.
    pub rows: usize,
    /// ColumnRole of each column.
    pub roles: Vec<ColumnRole>,
    /// What the header prints over each value column.
    pub value_columns: Vec<Text>,
}

/// Most rows a header may take.
const MAX_ROWS: usize = 5;

/// Reads the header that starts at a row of a grid; `None` when no header of an appendix starts there.
pub fn header_at(grid: &View, start: usize) -> Option<Header> {
    let last = (start + MAX_ROWS).min(grid.rows());
    let is_header = |row: &usize| {
        is_header_row(grid, *row)
            && !opens_a_section(grid, start, *row)
            && !contradicts(grid, start, *row)
    };
    let mut worded = (start..last).take_while(is_header).count();
    while worded > 0 && start + worded < last && parts_headers(grid, start + worded) {
        worded += 1;
    }
    if worded == 0 {
        return None;
    }
    let mut roles = column_roles(grid, start, start + worded);
    add_figures(grid, start, start + worded, &mut roles);
    if !is_appendix(&roles) {
        return None;
    }
    complete(&mut roles);
    add_unnamed(grid, start, start + worded, &mut roles);
    let mut roles: Vec<ColumnRole> = roles
        .into_iter()
        .map(|role| role.unwrap_or(ColumnRole::Other))
        .collect();
    let value_columns = name_values(grid, start, start + worded, &mut roles);
    let below = (start + worded..grid.rows()).take(2);
    let numbered = below
        .take_while(|row| is_column_numbers(grid, *row) || is_formulas(grid, *row))
        .count();
    Some(Header {
        rows: worded + numbered,
        roles,
        value_columns,
    })
}

/// An appendix names what it counts, and has a unit or a figure for it. Three kinds of column make a
/// header; two do only in a table too narrow for more.
fn is_appendix(roles: &[Option<ColumnRole>]) -> bool {
    let has = |wanted: fn(&ColumnRole) -> bool| roles.iter().flatten().any(wanted);
    let label = has(|role| *role == ColumnRole::Label);
    let unit = has(|role| *role == ColumnRole::Unit);
    let value = has(|role| matches!(role, ColumnRole::Value(_)));
    let number = has(|role| *role == ColumnRole::Number);
    let note = has(|role| *role == ColumnRole::Note);
    let kinds = [label, unit, value, number, note]
        .into_iter()
        .filter(|has| *has)
        .count();
    // A label's column may have a name of its own, as long as a column is left for it.
    let named_alone = number && value && (unit || note && roles.contains(&None));
    let asks = (label && (unit || value)) || named_alone;
    asks && (kinds >= 3 || roles.len() <= 3)
}

/// A header row holds header words only; a cell that hangs down from the row above does not speak.
fn is_header_row(grid: &View, row: usize) -> bool {
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
fn parts_headers(grid: &View, row: usize) -> bool {
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
fn opens_a_section(grid: &View, start: usize, row: usize) -> bool {
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
fn contradicts(grid: &View, start: usize, row: usize) -> bool {
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

/// A column with a name that says nothing holds values where most of its cells are figures: "Nam", "Nữ".
fn add_figures(grid: &View, from: usize, to: usize, roles: &mut [Option<ColumnRole>]) {
    // Before the labels stand their numbers, whatever a reader of print made of "STT".
    let numbers = !roles.contains(&Some(ColumnRole::Number))
        && roles.get(1) == Some(&Some(ColumnRole::Label));
    for (column, role) in roles
        .iter_mut()
        .enumerate()
        .filter(|(column, role)| role.is_none() && !(numbers && *column == 0))
    {
        let name = column_name(grid, from, to, column);
        if !name.is_empty() && !is_code_name(name.as_str()) && holds_figures(grid, to, column) {
            *role = Some(ColumnRole::Value(0));
        }
    }
}

/// Figures under no name, in a column that nothing else is in, may be the value as well as any.
fn add_unnamed(grid: &View, from: usize, to: usize, roles: &mut [Option<ColumnRole>]) {
    for (column, role) in roles.iter_mut().enumerate() {
        let unnamed = column_name(grid, from, to, column).is_empty();
        if role.is_none() && unnamed && holds_figures(grid, to, column) {
            *role = Some(ColumnRole::Value(0));
        }
    }
}

/// "Mã số", "Mã chỉ tiêu": figures that count nothing.
fn is_code_name(name: &str) -> bool {
    let key = bare(name);
    key == "ma" || key.starts_with("ma ")
}

fn holds_figures(grid: &View, from: usize, column: usize) -> bool {
    const ROWS: usize = 60;
    let cells = (from..grid.rows().min(from + ROWS)).filter_map(|row| grid.at(row, column));
    let non_empty: Vec<&str> = cells
        .map(|cell| cell.text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    // A dash says that there is nothing to count: it speaks for figures as little as against them.
    let said = non_empty.iter().filter(|text| !is_no_data(text));
    let (mut figures, mut all) = (0, 0);
    for text in said {
        figures += usize::from(is_number(text, Strictness::Bare));
        all += 1;
    }
    figures >= 2 && figures * 3 > all * 2
}

fn non_empty<'a>(grid: &'a View, row: usize) -> impl Iterator<Item = &'a Cell> {
    grid.row(row).filter(|cell| !cell.text.is_empty())
}

/// Short, and no figure: years and formulas such as "So sánh (%) (5)=(4)/(3)" may stand in a header. A
/// letter alone is a row's number.
fn is_header_word(text: &str) -> bool {
    let letters = text.trim_end_matches(['.', ')']).chars().count();
    column_role(text).is_some()
        || ((2..=60).contains(&letters) && text.parse::<f64>().is_err() && !is_numeral(text))
}

fn is_numeral(text: &str) -> bool {
    text.chars()
        .all(|c| roman::is_sign(c) || c.is_ascii_digit() || matches!(c, '.' | ')'))
}

/// For each column the lowest header word over it; a group over several columns speaks for a column
/// only where nothing stands under it.
fn column_roles(grid: &View, from: usize, to: usize) -> Vec<Option<ColumnRole>> {
    (0..grid.columns())
        .map(|column| {
            (from..to).rev().find_map(|row| {
                grid.at(row, column)
                    .and_then(|cell| column_role(cell.text.as_str()))
            })
        })
        .collect()
}

/// Gives the columns without a header word the role their position implies.
fn complete(roles: &mut [Option<ColumnRole>]) {
    let has = |roles: &[Option<ColumnRole>], role: ColumnRole| roles.contains(&Some(role));
    let last = roles.len().saturating_sub(1);
    if !has(roles, ColumnRole::Number) && roles.len() > 2 && roles[0].is_none() {
        roles[0] = Some(ColumnRole::Number);
    }
    if !has(roles, ColumnRole::Label)
        && let Some(free) = roles.iter().position(Option::is_none)
    {
        roles[free] = Some(ColumnRole::Label);
    }
    if !has(roles, ColumnRole::Note) && roles.len() > 3 && roles[last].is_none() {
        roles[last] = Some(ColumnRole::Note);
    }
    let values = roles
        .iter()
        .filter(|role| matches!(role, Some(ColumnRole::Value(_))))
        .count();
    if values == 0
        && let Some(free) = roles.iter().position(Option::is_none)
    {
        roles[free] = Some(ColumnRole::Value(0));
    }
}

/// Numbers the value columns and collects what the header prints over them.
fn name_values(grid: &View, from: usize, to: usize, roles: &mut [ColumnRole]) -> Vec<Text> {
    let mut names = Vec::new();
    let mut before: Option<&Cell> = None;
    for (column, role) in roles.iter_mut().enumerate() {
        let over = (from..to)
            .rev()
            .find_map(|row| grid.at(row, column).filter(|cell| !cell.text.is_empty()));
        if let ColumnRole::Value(index) = role {
            // One cell over several grid columns with nothing below it names one column of figures.
            let same =
                over.is_some_and(|over| before.is_some_and(|before| std::ptr::eq(over, before)));
            if !same {
                names.push(column_name(grid, from, to, column));
            }
            *index = names.len() - 1;
        }
        before = over.filter(|_| matches!(role, ColumnRole::Value(_)));
    }
    names
}

/// The words over a column from the top down, each once: "Năm 2024 / Kế hoạch".
fn column_name(grid: &View, from: usize, to: usize, column: usize) -> Text {
    let mut words: Vec<&str> = Vec::new();
    for row in from..to {
        if let Some(cell) = grid.at(row, column)
            && !cell.text.is_empty()
            && words.last() != Some(&cell.text.as_str())
        {
            words.push(cell.text.as_str());
        }
    }
    Text::clean(&words.join(" / "))
}

/// "(1) (2) (3) (4)" or "A B 1 2": the row that numbers the columns.
pub fn is_column_numbers(grid: &View, row: usize) -> bool {
    let texts: Vec<&str> = non_empty(grid, row)
        .map(|cell| cell.text.as_str())
        .collect();
    let plain = || texts.iter().all(|text| is_column_number(text)) && rises(&texts);
    texts.len() >= 3 && texts.len() * 2 > grid.columns() && (plain() || is_misread(&texts))
}

/// "() (2) f3) (4) !": the same as a poor scan has it. Half of the cells still say a number, in their order, and no
/// cell says more than a number could.
fn is_misread(texts: &[&str]) -> bool {
    const LONGEST: usize = 4;
    let number = |text: &&str| -> Option<usize> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let numbers: Vec<usize> = texts.iter().filter_map(number).collect();
    let bracketed = texts
        .iter()
        .filter(|text| text.contains(['(', ')']))
        .count();
    texts.iter().all(|text| text.chars().count() <= LONGEST)
        && numbers.len() * 2 >= texts.len()
        && bracketed * 2 >= texts.len()
        && numbers.is_sorted()
        && numbers.iter().all(|number| *number <= texts.len())
}

/// "(5)=(4)/(3)" under a column's name: how it is worked out.
fn is_formulas(grid: &View, row: usize) -> bool {
    let mut texts = non_empty(grid, row)
        .map(|cell| cell.text.as_str())
        .peekable();
    texts.peek().is_some() && texts.all(|text| is_column_number(text) && text.contains(['=', '(']))
}

fn is_column_number(text: &str) -> bool {
    let inner: String = text
        .chars()
        .filter(|c| !"()[] =/-+:*".contains(*c))
        .collect();
    !inner.is_empty()
        && (inner.chars().all(|c| c.is_ascii_digit()) && inner.len() <= 4
            || ["A", "B", "C", "D"].contains(&inner.as_str()))
}

/// The plain numbers among them rise by one: three figures in a data row hardly do.
fn rises(texts: &[&str]) -> bool {
    let numbers: Vec<u32> = texts
        .iter()
        .filter_map(|text| text.trim_matches(['(', ')', '[', ']']).parse().ok())
        .collect();
    numbers.len() >= 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Found, Grid};

    #[test]
    fn what_parts_a_header_over_several_columns_is_header_whatever_it_says() {
        let cell =
            |text: &str, rows: std::ops::Range<usize>, columns: std::ops::Range<usize>| Cell {
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
        let misread = |row: &[&str]| is_misread(row);
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
            (ColumnRole::Other, ColumnRole::Note)
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
}

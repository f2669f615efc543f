//! The (merged, two-level, repeated) header of an appendix → what each column holds.
//!
//! | module | what tells |
//! |---|---|
//! | [`by_words`] | the words over the columns: the forms of our field call them alike |
//! | [`by_shape`] | where the row stands and how the columns below it behave, whatever they are called |
//! | [`behaviour`] | how a column behaves |
//! | [`numbering`] | rows that number the columns |

mod behaviour;
mod by_shape;
mod by_words;
mod numbering;
#[cfg(test)]
mod tests;

pub use numbering::is_column_numbers;

use super::view::View;
use crate::model::Cell;
use crate::text::column_role::ColumnRole;
use crate::text::{Text, fold::bare};
use behaviour::Behaviour;
use by_words::{
    column_roles, contradicts, is_header_row, is_header_text, opens_a_section, parts_headers,
};
use numbering::is_formulas;

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

/// Reads the header that starts at a row of a grid by its words; `None` when no header of an appendix starts there.
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
    let below = (start + worded..grid.rows()).take(2);
    let numbered = below
        .take_while(|row| is_column_numbers(grid, *row) || is_formulas(grid, *row))
        .count();
    let lines = Lines {
        from: top_of(grid, start),
        to: start + worded,
        below: start + worded + numbered,
    };
    let mut roles = column_roles(grid, lines.from, lines.to);
    add_figures(grid, lines, &mut roles);
    heed_columns(grid, lines, &mut roles);
    if !is_appendix(&roles) {
        return None;
    }
    add_codes(grid, lines, &mut roles);
    add_room(grid, lines, &mut roles);
    complete(&mut roles);
    add_unnamed(grid, lines, &mut roles);
    let mut roles: Vec<ColumnRole> = roles
        .into_iter()
        .map(|role| role.unwrap_or(ColumnRole::Other))
        .collect();
    let value_columns = name_values(grid, lines, &mut roles);
    Some(Header {
        rows: worded + numbered,
        roles,
        value_columns,
    })
}

/// The row where the cells begin that hang down into the first row of a header: the upper line of a header of two,
/// whose own words may say nothing.
fn top_of(grid: &View, start: usize) -> usize {
    let tops = non_empty(grid, start).map(|cell| cell.rows.start);
    let top = tops.min().unwrap_or(start);
    let worded = |row: usize| {
        let mut cells = non_empty(grid, row);
        cells.all(|cell| is_header_text(cell.text.as_str()))
    };
    if (top..start).all(worded) { top } else { start }
}

/// Rows of a grid: the words of a header from `from` up to `to`, the rows of the table from `below` on.
#[derive(Clone, Copy)]
struct Lines {
    from: usize,
    to: usize,
    below: usize,
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

/// A column with a name that says nothing holds values where most of its cells are figures: "Nam", "Nữ".
fn add_figures(grid: &View, lines: Lines, roles: &mut [Option<ColumnRole>]) {
    // Before the labels stand their numbers, whatever a reader of print made of "STT".
    let numbers = !roles.contains(&Some(ColumnRole::Number))
        && roles.get(1) == Some(&Some(ColumnRole::Label));
    for (column, role) in roles
        .iter_mut()
        .enumerate()
        .filter(|(column, role)| role.is_none() && !(numbers && *column == 0))
    {
        let name = column_name(grid, lines, column);
        if !name.is_empty() && !is_code_name(name.as_str()) && holds_figures(grid, lines, column) {
            *role = Some(ColumnRole::Value(0));
        }
    }
}

/// A blank column with a name is room for values, where a table has several such columns ("So năm trước") or none of
/// units, as offices in rows have none.
fn add_room(grid: &View, lines: Lines, roles: &mut [Option<ColumnRole>]) {
    let is_value = |role: &Option<ColumnRole>| matches!(role, Some(ColumnRole::Value(_)));
    let values = roles.iter().filter(|role| is_value(role)).count();
    let Some(label) = roles
        .iter()
        .position(|role| *role == Some(ColumnRole::Label))
    else {
        return;
    };
    let is_room = |column: usize| {
        !column_name(grid, lines, column).is_empty()
            && Behaviour::of(grid, lines, column).is_blank()
    };
    let room = (label..roles.len()).filter(|column| roles[*column].is_none() && is_room(*column));
    let room = room.count();
    // One alone beside the one column of values is that of notes, whatever it is called.
    let asked = values >= 2 || room >= 2;
    // Of two where none is called a value the last is for notes.
    if values == 0 && room < 3 || !asked && roles.contains(&Some(ColumnRole::Unit)) {
        return;
    }
    for (column, role) in roles.iter_mut().enumerate().skip(label) {
        if role.is_none() && is_room(column) {
            *role = Some(ColumnRole::Value(0));
        }
    }
}

/// Figures under no name, in a column that nothing else is in, may be the value as well as any.
fn add_unnamed(grid: &View, lines: Lines, roles: &mut [Option<ColumnRole>]) {
    for (column, role) in roles.iter_mut().enumerate() {
        let unnamed = column_name(grid, lines, column).is_empty();
        if role.is_none() && unnamed && holds_figures(grid, lines, column) {
            *role = Some(ColumnRole::Value(0));
        }
    }
}

/// "Mã số", "Mã chỉ tiêu": figures that count nothing.
fn is_code_name(name: &str) -> bool {
    let key = bare(name);
    key == "ma" || key.starts_with("ma ")
}

fn holds_figures(grid: &View, lines: Lines, column: usize) -> bool {
    Behaviour::of(grid, lines, column).is_figures()
}

/// What stands below the words may contradict them: "Đơn vị" over offices, "Chỉ số" over percentages. A column of
/// figures, or of nothing, is no column of labels where another names things.
fn heed_columns(grid: &View, lines: Lines, roles: &mut [Option<ColumnRole>]) {
    let below = |column: usize| Behaviour::of(grid, lines, column);
    let labels: Vec<usize> = (0..roles.len())
        .filter(|column| roles[*column] == Some(ColumnRole::Label))
        .collect();
    let names_things = |column: usize| {
        let below = below(column);
        below.is_names() && !below.is_units()
    };
    if labels.iter().any(|column| below(*column).words > 0) {
        return;
    }
    let may_name = |role: &Option<ColumnRole>| matches!(role, None | Some(ColumnRole::Unit));
    let names = (0..roles.len()).find(|column| may_name(&roles[*column]) && names_things(*column));
    if let Some(names) = names {
        for column in labels {
            roles[column] = Some(ColumnRole::Value(0));
        }
        roles[names] = Some(ColumnRole::Label);
    }
}

/// "Mã số" beside the labels.
fn add_codes(grid: &View, lines: Lines, roles: &mut [Option<ColumnRole>]) {
    let free = |role: &Option<ColumnRole>| role.is_none();
    let is_code = |column: usize| {
        let name = column_name(grid, lines, column);
        let below = Behaviour::of(grid, lines, column);
        is_code_name(name.as_str()) && below.is_tokens() && (below.codes > 0 || !below.is_numbers())
    };
    let found = (0..roles.len()).find(|column| free(&roles[*column]) && is_code(*column));
    if let Some(column) = found {
        roles[column] = Some(ColumnRole::Code);
    }
}

/// Reads the header that starts at a row of a grid by how the columns below it behave; `None` when the rows below
/// are not those of a form.
pub fn header_by_shape(grid: &View, start: usize) -> Option<Header> {
    let shape = by_shape::header_at(grid, start)?;
    let mut roles = shape.roles;
    let value_columns = name_values(grid, shape.lines, &mut roles);
    Some(Header {
        rows: shape.lines.below - start,
        roles,
        value_columns,
    })
}

/// Whether a row heads columns by its shape: words over nearly all of them, and nothing that a row of figures has.
pub fn is_heading_row(grid: &View, row: usize) -> bool {
    by_shape::depth(grid, row).is_some()
}

/// The words of a row, as they are compared with those of a header repeated on the next page.
pub fn words_of_row(grid: &View, row: usize) -> String {
    let starting = non_empty(grid, row).filter(|cell| cell.rows.start == row);
    let words: Vec<String> = starting.map(|cell| bare(cell.text.as_str())).collect();
    words.concat().replace(' ', "")
}

fn non_empty<'a>(grid: &'a View, row: usize) -> impl Iterator<Item = &'a Cell> {
    grid.row(row).filter(|cell| !cell.text.is_empty())
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
fn name_values(grid: &View, lines: Lines, roles: &mut [ColumnRole]) -> Vec<Text> {
    let mut names = Vec::new();
    let mut before: Option<&Cell> = None;
    for (column, role) in roles.iter_mut().enumerate() {
        let over = (lines.from..lines.to)
            .rev()
            .find_map(|row| grid.at(row, column).filter(|cell| !cell.text.is_empty()));
        if let ColumnRole::Value(index) = role {
            // One cell over several grid columns with nothing below it names one column of figures.
            let same =
                over.is_some_and(|over| before.is_some_and(|before| std::ptr::eq(over, before)));
            if !same {
                names.push(column_name(grid, lines, column));
            }
            *index = names.len() - 1;
        }
        before = over.filter(|_| matches!(role, ColumnRole::Value(_)));
    }
    names
}

/// The words over a column from the top down, each once: "Năm 2024 / Kế hoạch".
fn column_name(grid: &View, lines: Lines, column: usize) -> Text {
    let mut words: Vec<&str> = Vec::new();
    for row in lines.from..lines.to {
        if let Some(cell) = grid.at(row, column)
            && !cell.text.is_empty()
            && words.last() != Some(&cell.text.as_str())
        {
            words.push(cell.text.as_str());
        }
    }
    Text::clean(&words.join(" / "))
}

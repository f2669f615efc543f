//! The (merged, two-level, repeated) header of an appendix → what each column holds.
//!
//! | module | what tells |
//! |---|---|
//! | [`by_words`] | the words over the columns: the forms of our field call them alike |
//! | [`by_shape`] | where the row stands and how the columns below it behave, whatever they are called |
//! | [`column`] | a column: its words, and [`behaviour`], how it behaves below them |
//! | [`group`] | a column whose cells each stand beside several labels |
//! | [`numbering`] | rows that number the columns |

mod behaviour;
mod by_shape;
mod by_words;
mod column;
mod group;
mod numbering;
#[cfg(test)]
mod tests;

use super::view::View;
use crate::model::Cell;
use crate::text::column_role::ColumnRole;
use crate::text::{Text, fold::bare};
use by_words::{contradicts, is_header_row, is_worded, opens_a_section, parts_headers};
use column::{Column, column_name, columns};
use std::ops::Range;

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
    let lines = Lines::of(grid, top_of(grid, start)..start + worded);
    let columns = columns(grid, &lines);
    let mut roles: Vec<Option<ColumnRole>> = columns.iter().map(|column| column.said).collect();
    add_figures(&columns, &mut roles);
    heed_columns(&columns, &mut roles);
    group::regroup(grid, &lines, &columns, &mut roles);
    if !is_appendix(&roles) {
        return None;
    }
    add_codes(&columns, &mut roles);
    add_room(&columns, &mut roles);
    complete(&mut roles);
    add_unnamed(&columns, &mut roles);
    let roles = roles.into_iter();
    let roles = roles.map(|role| role.unwrap_or(ColumnRole::Other));
    Some(header(grid, start, &lines, roles.collect()))
}

/// Reads the header that starts at a row of a grid by how the columns below it behave; `None` when the rows below
/// are not those of a form.
pub fn header_by_shape(grid: &View, start: usize) -> Option<Header> {
    let (lines, roles) = by_shape::header_at(grid, start)?;
    Some(header(grid, start, &lines, roles))
}

fn header(grid: &View, start: usize, lines: &Lines, mut roles: Vec<ColumnRole>) -> Header {
    let value_columns = name_values(grid, lines, &mut roles);
    Header {
        rows: lines.below - start,
        roles,
        value_columns,
    }
}

/// The row where the cells begin that hang down into the first row of a header: the upper line of a header of two,
/// whose own words may say nothing.
fn top_of(grid: &View, start: usize) -> usize {
    let tops = non_empty(grid, start).map(|cell| cell.rows.start);
    let top = tops.min().unwrap_or(start);
    let worded = (top..start).all(|row| is_worded(grid, row));
    if worded { top } else { start }
}

/// Rows of a grid: the words of a header, and where the rows of the table begin below it.
struct Lines {
    words: Range<usize>,
    below: usize,
}

impl Lines {
    /// Below the words rows may number the columns.
    fn of(grid: &View, words: Range<usize>) -> Lines {
        let below = words.end + numbering::rows_at(grid, words.end);
        Lines { words, below }
    }
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

/// The lowest cell with words over a column.
fn over<'a>(grid: &'a View, words: Range<usize>, column: usize) -> Option<&'a Cell> {
    let mut rows = words.rev();
    rows.find_map(|row| grid.at(row, column).filter(|cell| !cell.text.is_empty()))
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
fn add_figures(columns: &[Column], roles: &mut [Option<ColumnRole>]) {
    // Before the labels stand their numbers, whatever a reader of print made of "STT".
    let numbers = !roles.contains(&Some(ColumnRole::Number))
        && roles.get(1) == Some(&Some(ColumnRole::Label));
    let free = roles.iter_mut().zip(columns).skip(usize::from(numbers));
    for (role, column) in free.filter(|(role, _)| role.is_none()) {
        let named = !column.name.is_empty() && !column.is_called_code();
        if named && (column.below.is_figures() || column.is_answered()) {
            *role = Some(ColumnRole::Value(0));
        }
    }
}

/// A blank column with a name is room for values, where a table has several such columns ("So năm trước") or none of
/// units, as offices in rows have none.
fn add_room(columns: &[Column], roles: &mut [Option<ColumnRole>]) {
    let is_value = |role: &&Option<ColumnRole>| matches!(role, Some(ColumnRole::Value(_)));
    let is_label = |role: &Option<ColumnRole>| *role == Some(ColumnRole::Label);
    let Some(label) = roles.iter().position(is_label) else {
        return;
    };
    let values = roles.iter().filter(is_value).count();
    let room: Vec<usize> = (label..roles.len())
        .filter(|at| roles[*at].is_none() && columns[*at].is_room())
        .collect();
    // One alone beside the one column of values is that of notes, whatever it is called, where it is the last.
    let last = roles.len() - 1;
    let asked = values >= 2 || room.len() >= 2 || values == 1 && !room.contains(&last);
    // Of two where none is called a value the last is for notes.
    for at in room.iter().copied().filter(|at| columns[*at].is_part()) {
        roles[at] = Some(ColumnRole::Value(0));
    }
    if values == 0 && room.len() < 3 || !asked && roles.contains(&Some(ColumnRole::Unit)) {
        return;
    }
    for at in room {
        roles[at] = Some(ColumnRole::Value(0));
    }
}

/// Figures under no name, in a column that nothing else is in, may be the value as well as any.
fn add_unnamed(columns: &[Column], roles: &mut [Option<ColumnRole>]) {
    for (role, column) in roles.iter_mut().zip(columns) {
        if role.is_none() && column.name.is_empty() && column.below.is_figures() {
            *role = Some(ColumnRole::Value(0));
        }
    }
}

/// What stands below the words may contradict them: "Đơn vị" over offices, "Chỉ số" over percentages. A column of
/// figures, or of nothing, is no column of labels where another names things.
fn heed_columns(columns: &[Column], roles: &mut [Option<ColumnRole>]) {
    let labels: Vec<usize> = (0..roles.len())
        .filter(|at| roles[*at] == Some(ColumnRole::Label))
        .collect();
    if labels.iter().any(|at| columns[*at].below.words > 0) {
        return;
    }
    let names_things = |at: &usize| {
        let below = &columns[*at].below;
        let may_name = matches!(roles[*at], None | Some(ColumnRole::Unit));
        may_name && below.is_names() && !below.is_units()
    };
    if let Some(names) = (0..roles.len()).find(names_things) {
        for at in labels {
            roles[at] = Some(ColumnRole::Value(0));
        }
        roles[names] = Some(ColumnRole::Label);
    }
}

/// "Mã số" beside the labels.
fn add_codes(columns: &[Column], roles: &mut [Option<ColumnRole>]) {
    let is_code = |at: &usize| {
        let below = &columns[*at].below;
        let coded = below.codes > 0 || !below.is_numbers();
        roles[*at].is_none() && columns[*at].is_named_code() && coded
    };
    if let Some(at) = (0..roles.len()).find(is_code) {
        roles[at] = Some(ColumnRole::Code);
    }
}

fn values(roles: &[Option<ColumnRole>]) -> usize {
    let is_value = |role: &&Option<ColumnRole>| matches!(role, Some(ColumnRole::Value(_)));
    roles.iter().filter(is_value).count()
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
    // The only column left is that of the values, where no other is.
    let free = roles.iter().filter(|role| role.is_none()).count();
    let left = free > 1 || values(roles) > 0;
    if left && !has(roles, ColumnRole::Note) && roles.len() > 3 && roles[last].is_none() {
        roles[last] = Some(ColumnRole::Note);
    }
    if values(roles) == 0
        && let Some(free) = roles.iter().position(Option::is_none)
    {
        roles[free] = Some(ColumnRole::Value(0));
    }
}

/// Numbers the value columns and collects what the header prints over them.
fn name_values(grid: &View, lines: &Lines, roles: &mut [ColumnRole]) -> Vec<Text> {
    let mut names = Vec::new();
    let mut before: Option<&Cell> = None;
    for (column, role) in roles.iter_mut().enumerate() {
        let over = over(grid, lines.words.clone(), column);
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

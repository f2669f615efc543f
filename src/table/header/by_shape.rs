//! A header told by where it stands and by how the columns below it behave; its words are evidence, no condition.

use super::by_words::is_worded;
use super::column::{Column, columns};
use super::group::regroup;
use super::numbering::is_column_numbers;
use super::{Lines, non_empty, over};
use crate::model::Cell;
use crate::table::view::View;
use crate::text::column_role::ColumnRole;

/// Most rows a header may take.
const MAX_ROWS: usize = 6;

/// Reads the header that starts at a row, whatever it calls its columns: its rows and what the columns hold; `None`
/// where the rows below do not behave as those of a form.
pub(super) fn header_at(grid: &View, start: usize) -> Option<(Lines, Vec<ColumnRole>)> {
    let lines = Lines::of(grid, start..start + depth(grid, start)?);
    let columns = columns(grid, &lines);
    let roles = regrouped(grid, &lines, &columns, roles(&columns)?);
    let numbered = lines.below > lines.words.end;
    is_form(&columns, &roles, numbered).then_some((lines, roles))
}

/// How many rows the header that starts at a row takes: cells that hang down, cells that part those above them,
/// and whatever stands above the row that numbers the columns. `None` where no header can start.
pub(super) fn depth(grid: &View, start: usize) -> Option<usize> {
    if !opens(grid, start) {
        return None;
    }
    let last = (start + MAX_ROWS).min(grid.rows());
    let worded = |row: usize| is_worded(grid, row);
    let numbers = (start + 1..last).find(|row| is_column_numbers(grid, *row));
    if let Some(numbers) = numbers.filter(|end| (start..*end).all(worded)) {
        return named_apart(grid, start, numbers).then_some(numbers - start);
    }
    let mut end = start + 1;
    while end < last && (hangs(grid, start, end) || parts(grid, start, end)) && worded(end) {
        end += 1;
    }
    named_apart(grid, start, end).then_some(end - start)
}

/// A row that can open a header: words over most columns, and not one cell across the table.
fn opens(grid: &View, row: usize) -> bool {
    let cells: Vec<&Cell> = non_empty(grid, row).collect();
    let covered: usize = cells.iter().map(|cell| cell.columns.len()).sum();
    cells.len() >= 2
        && covered * 10 >= grid.columns() * 6
        && cells.iter().all(|cell| cell.rows.start == row)
        && is_worded(grid, row)
}

/// A cell that began in the header still stands beside the row.
fn hangs(grid: &View, start: usize, row: usize) -> bool {
    non_empty(grid, row).any(|cell| (start..row).contains(&cell.rows.start))
}

/// The row names the parts of wider cells above it, or stands under their blank neighbours, where a workbook
/// merges nothing: what names things and what numbers them is blank.
fn parts(grid: &View, start: usize, row: usize) -> bool {
    let own: Vec<&Cell> = non_empty(grid, row)
        .filter(|cell| cell.rows.start == row)
        .collect();
    let first = own.iter().map(|cell| cell.columns.start).min();
    let above = |column: usize| over(grid, start..row, column);
    let inside = |cell: &&&Cell| match above(cell.columns.start) {
        Some(over) => over.columns.len() > cell.columns.len(),
        None => true,
    };
    own.len() >= 2
        && first.is_some_and(|first| first > 0)
        && own.iter().filter(inside).count() + 1 >= own.len()
        && (0..first.unwrap_or(0)).any(|column| above(column).is_some())
}

/// Nearly every column has a name of its own.
fn named_apart(grid: &View, start: usize, end: usize) -> bool {
    let named = (0..grid.columns()).filter_map(|column| over(grid, start..end, column));
    let mut apart: Vec<*const Cell> = named.map(std::ptr::from_ref).collect();
    apart.dedup();
    apart.len() >= 2 && apart.len() * 10 >= grid.columns() * 6
}

/// The roles with labels and what groups them told apart: whoever looks for the first column that names things may
/// have found the groups.
fn regrouped(
    grid: &View,
    lines: &Lines,
    columns: &[Column],
    roles: Vec<ColumnRole>,
) -> Vec<ColumnRole> {
    let free = |role: &ColumnRole| match role {
        ColumnRole::Note | ColumnRole::Other => None,
        role => Some(*role),
    };
    let mut told: Vec<Option<ColumnRole>> = roles.iter().map(free).collect();
    regroup(grid, lines, columns, &mut told);
    let pairs = told.into_iter().zip(roles);
    pairs.map(|(told, role)| told.unwrap_or(role)).collect()
}

fn roles(columns: &[Column]) -> Option<Vec<ColumnRole>> {
    let label = label(columns)?;
    let number = columns[..label].iter().position(|column| {
        column.said == Some(ColumnRole::Number)
            || column.below.is_numbers() && !column.is_called_code()
    });
    let code = columns
        .iter()
        .enumerate()
        .position(|(at, column)| at != label && Some(at) != number && column.is_code());
    let unit = columns
        .iter()
        .enumerate()
        .position(|(at, column)| at != label && Some(at) != code && column.is_unit());
    let mut value = 0;
    let role = |(at, column): (usize, &Column)| match Some(at) {
        found if found == Some(label) => ColumnRole::Label,
        found if found == number => ColumnRole::Number,
        found if found == code => ColumnRole::Code,
        found if found == unit => ColumnRole::Unit,
        _ => rest(column, &mut value),
    };
    Some(columns.iter().enumerate().map(role).collect())
}

/// What holds neither names nor what goes with them: figures, or room for them, or words about them.
fn rest(column: &Column, value: &mut usize) -> ColumnRole {
    let note = column.said == Some(ColumnRole::Note);
    let figures = column.below.is_figures() || column.below.figures * 2 > column.below.filled;
    let means = matches!(column.said, Some(ColumnRole::Value(_)));
    match () {
        () if column.identifies() => ColumnRole::Other,
        () if note && !column.below.is_figures() => ColumnRole::Note,
        () if figures || column.is_room() || means || column.is_answered() => {
            *value += 1;
            ColumnRole::Value(*value - 1)
        }
        () => ColumnRole::Note,
    }
}

/// The column whose cells name what is counted: by its words where it behaves so, else the first that names
/// things at some length.
fn label(columns: &[Column]) -> Option<usize> {
    let names = |column: &Column| {
        column.below.is_names()
            && !column.is_code()
            && !matches!(column.said, Some(ColumnRole::Note | ColumnRole::Number))
    };
    let said = |column: &&Column| names(column) && column.said == Some(ColumnRole::Label);
    let mut all = columns.iter();
    if let Some(at) = all.position(|column| said(&column)) {
        return Some(at);
    }
    let named = |column: &&Column| names(column) && !column.is_unit();
    let longest = columns
        .iter()
        .filter(named)
        .map(|column| column.below.letters);
    let Some(longest) = longest.max() else {
        // "Trường", "Lớp", "Giáo viên" in rows: what others count in is counted here.
        // "Diễn giải" over them, where nothing else names anything.
        let remarks = |column: &Column| {
            let noted = column.said == Some(ColumnRole::Note);
            noted && column.below.is_names() && !column.is_code()
        };
        let first = || columns.iter().position(remarks).filter(|at| *at <= 1);
        return columns.iter().position(names).or_else(first);
    };
    columns
        .iter()
        .position(|column| named(&column) && column.below.letters * 2 >= longest)
}

/// Rows that are counted: figures in a column, or a blank form with room for them that says so by units, codes,
/// numbers of columns or names. Lists of documents and of people are none.
fn is_form(columns: &[Column], roles: &[ColumnRole], numbered: bool) -> bool {
    let of = |wanted: fn(&ColumnRole) -> bool| {
        let pairs = columns.iter().zip(roles);
        pairs
            .filter(move |(_, role)| wanted(role))
            .map(|(column, _)| column)
    };
    let values = || of(|role| matches!(role, ColumnRole::Value(_)));
    let rows = of(|role| *role == ColumnRole::Label).map(|column| column.below.filled);
    if rows.sum::<usize>() < 2 || columns.iter().any(Column::names_people) {
        return false;
    }
    let wordy = of(|role| matches!(role, ColumnRole::Note | ColumnRole::Other));
    let wordy = wordy
        .filter(|column| column.below.is_names() && column.said != Some(ColumnRole::Note))
        .count();
    let counted = values().filter(|column| column.below.is_figures()).count();
    if counted > 0 {
        return wordy <= counted;
    }
    let said = |wanted: fn(&ColumnRole) -> bool| {
        columns
            .iter()
            .any(|column| column.said.as_ref().is_some_and(wanted))
    };
    let coded = of(|role| matches!(role, ColumnRole::Unit | ColumnRole::Code))
        .any(|column| !column.below.is_blank());
    let rooms = values().filter(|column| column.is_room()).count();
    let asks = numbered
        || coded
        || rows_are_numbered(roles, columns) && rooms >= 2
        || rooms >= 2 && rooms == values().count()
        || said(|role| *role == ColumnRole::Label)
            && said(|role| matches!(role, ColumnRole::Value(_)));
    // Words about things stand beside room for their figures: who builds it, where it is.
    let about = coded || rooms > wordy.max(1);
    (wordy == 0 || about) && asks && values().count() > 0
}

/// "STT" over numbers, or labels that carry them.
fn rows_are_numbered(roles: &[ColumnRole], columns: &[Column]) -> bool {
    let mut pairs = columns.iter().zip(roles);
    pairs.any(|(column, role)| {
        *role == ColumnRole::Label && column.below.numbered >= 2
            || *role == ColumnRole::Number
                && column.said == Some(ColumnRole::Number)
                && column.below.numbers >= 2
    })
}

//! A column left of the labels whose cells each stand beside several of them: what it names groups those rows.

use super::Lines;
use super::behaviour::is_words;
use super::column::Column;
use crate::model::Cell;
use crate::table::view::View;
use crate::text::column_role::ColumnRole;

/// Tells the labels from what groups them, where the roles so far leave a column free or take both for labels.
pub(super) fn regroup(
    grid: &View,
    lines: &Lines,
    columns: &[Column],
    roles: &mut [Option<ColumnRole>],
) {
    let is_label = |role: &Option<ColumnRole>| *role == Some(ColumnRole::Label);
    let Some(said) = roles.iter().position(is_label) else {
        return;
    };
    let is_value = |role: &Option<ColumnRole>| matches!(role, Some(ColumnRole::Value(_)));
    let values = roles[said..].iter().position(is_value);
    let end = values.map_or(roles.len(), |at| said + at);
    let may_name = |at: &usize| {
        let free = matches!(roles[*at], None | Some(ColumnRole::Label));
        free && names_things(&columns[*at]) && groups(grid, lines, said, *at)
    };
    let label = (said + 1..end).find(may_name).unwrap_or(said);
    if label != said {
        roles[said] = Some(ColumnRole::Group);
        roles[label] = Some(ColumnRole::Label);
    }
    // "Chỉ tiêu theo quy định" beside "Nội dung tiêu chí": words about the labels.
    for at in label + 1..roles.len() {
        let other = columns[at].name != columns[label].name;
        if roles[at] == Some(ColumnRole::Label) && other && columns[label].below.words > 0 {
            // "Chỉ tiêu năm" over figures.
            let figures = columns[at].below.is_figures();
            roles[at] = figures.then_some(ColumnRole::Value(0));
        }
    }
    for (at, role) in roles.iter_mut().take(label).enumerate() {
        if role.is_none() && groups(grid, lines, at, label) {
            *role = Some(ColumnRole::Group);
        }
    }
}

/// What stands below it are words, and no units or codes.
fn names_things(column: &Column) -> bool {
    let below = &column.below;
    below.words >= 2 && below.words * 2 > below.filled && !column.is_code() && !column.is_unit()
}

/// Whether the cells of a column hang down beside several labels each, or leave the rows under their first blank. A
/// column of words that is blank here and there groups nothing.
fn groups(grid: &View, lines: &Lines, column: usize, label: usize) -> bool {
    let mut found = Found::default();
    for row in lines.below..grid.rows() {
        if !is_label(grid, row, label) {
            continue;
        }
        let beside = grid.at(row, column).filter(|cell| is_in(cell, column));
        match beside.filter(|cell| !cell.text.is_empty()) {
            Some(cell) if cell.rows.start == row && !is_words(cell.text.as_str()) => return false,
            Some(cell) if cell.rows.start == row => found.opened += 1,
            Some(_) => found.hanging += 1,
            None if found.opened == 0 => return false,
            None => found.blank += 1,
        }
    }
    let inner = found.hanging + found.blank;
    found.opened > 0 && inner > 0 && (found.hanging > found.blank || found.blank >= found.opened)
}

/// The rows with a label, by what stands beside it.
#[derive(Default)]
struct Found {
    /// A cell begins.
    opened: usize,
    /// It hangs down from above.
    hanging: usize,
    /// Nothing stands there.
    blank: usize,
}

/// A cell of one column, however many rows it takes.
fn is_in(cell: &Cell, column: usize) -> bool {
    cell.columns == (column..column + 1)
}

/// A label of its own begins here.
fn is_label(grid: &View, row: usize, label: usize) -> bool {
    let own = |cell: &&Cell| cell.rows.start == row && is_in(cell, label);
    grid.at(row, label)
        .filter(own)
        .is_some_and(|cell| is_words(cell.text.as_str()))
}

//! Grid rows → printed rows of the appendix.

use super::columns::Units;
use super::doubtful_cells;
use super::fields::{Fields, Layout};
use super::find::Piece;
use super::header::{header_at, words_of_row};
use super::row_span_unit::RowSpanUnit;
use super::section;
use super::unit_above::counted;
use super::view::View;
use crate::model::appendix::SetAside;
use crate::model::{Block, Cell, Document, Found, Row, RowKind};
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::number::{Strictness, is_number};
use crate::text::{Text, vocabulary};

/// A row as printed, before cut rows are rejoined.
#[derive(Debug, Default)]
pub struct Printed {
    /// Its fields.
    pub row: Row,
    /// It is the first row of its piece: a page break may have cut it off the row before.
    pub opens_piece: bool,
    /// How its grid was found: only the format itself (DOCX, a workbook) never cuts rows.
    pub found: Found,
    /// Its fields were assigned by content, because the row is narrower or wider than its table.
    pub assigned: bool,
    /// The cell its unit stands in, where it stands in its table's columns.
    pub row_span_unit: Option<RowSpanUnit>,
    /// The unit of a merged cell that a page break cut, should this be a row of its own.
    pub inherited_unit: Option<Text>,
}

impl Printed {
    fn of(row: Row, found: Found) -> Printed {
        Printed {
            row,
            found,
            ..Printed::default()
        }
    }
}

/// Appends the rows of one piece; counts what is header or empty.
pub fn rows(document: &Document, piece: &Piece, out: &mut Vec<Printed>, set_aside: &mut SetAside) {
    let Some(Block::Grid(grid)) = document.blocks.get(piece.block) else {
        return;
    };
    let view = View::new(grid);
    set_aside.header += piece.header_rows;
    let layout = Layout {
        roles: &piece.roles,
        units: learn_units(&view, &piece.roles),
        usual: doubtful_cells::usual_columns(&view, piece),
        of_nobody: doubtful_cells::of_nobody(&view, piece),
        numbers_groups: numbers_groups(&view, piece),
    };
    let first = out.len();
    let mut at = piece.header_rows;
    let mut opens_piece = true;
    while at < view.rows() {
        let again = heading_again(&view, at, &piece.heading);
        if let Some(header) = again.or_else(|| repeated_header(&view, at, &piece.roles)) {
            set_aside.header += header;
            at += header;
            // A header in the middle of a grid says that a page ended there.
            opens_piece = true;
            continue;
        }
        if opens_piece && is_header_rest(&view, at, &piece.roles) {
            set_aside.header += 1;
            at += 1;
            continue;
        }
        if let Some(before) = out[first..].last_mut()
            && let Some(notes) = hanging_notes(&view, at, &piece.roles)
        {
            before.row.take_notes(grid, &notes);
            set_aside.pieces += 1;
            at += 1;
            continue;
        }
        match printed_row(&view, at, &layout) {
            Some((section, row, assigned)) => {
                let group = section.filter(|row| is_new_group(row, &out[first..]));
                opens_piece &= group.is_none();
                out.extend(group.map(|row| Printed::of(row, grid.found)));
                let row_span_unit = RowSpanUnit::of(&view, at, &piece.roles).filter(|_| !assigned);
                out.push(Printed {
                    opens_piece,
                    assigned,
                    row_span_unit,
                    ..Printed::of(row, grid.found)
                });
                opens_piece = false;
            }
            None => set_aside.empty += 1,
        }
        at += 1;
    }
    tell_table(piece, &mut out[first..]);
    open_with_caption(piece, first, out);
}

/// Whether the numbers of a table stand beside what groups its rows, and beside no other row.
fn numbers_groups(view: &View, piece: &Piece) -> bool {
    let column = |wanted: ColumnRole| piece.roles.iter().position(|role| *role == wanted);
    let (Some(group), Some(number), Some(label)) = (
        column(ColumnRole::Group),
        column(ColumnRole::Number),
        column(ColumnRole::Label),
    ) else {
        return false;
    };
    let begins = |row: usize, column: usize| {
        let cell = view.at(row, column).filter(|cell| cell.rows.start == row);
        cell.is_some_and(|cell| !cell.text.is_empty() && cell.columns.len() == 1)
    };
    let rows = (piece.header_rows..view.rows()).filter(|row| begins(*row, label));
    let (opening, others): (Vec<usize>, Vec<usize>) = rows.partition(|row| begins(*row, group));
    !others.is_empty()
        && opening.iter().all(|row| begins(*row, number))
        && !others.iter().any(|row| begins(*row, number))
}

/// A group goes on behind a page break, its name printed again.
fn is_new_group(section: &Row, rows: &[Printed]) -> bool {
    let mut before = rows.iter().rev();
    let before = before.find(|printed| printed.row.kind == RowKind::Section);
    before.is_none_or(|before| before.row.label != section.label)
}

/// What the rows have of their table: its columns of values, and the unit printed above it.
fn tell_table(piece: &Piece, rows: &mut [Printed]) {
    let columns = value_columns(&piece.roles);
    for printed in rows.iter_mut() {
        printed.row.own_columns.clone_from(&columns);
    }
    if let Some(unit) = &piece.unit {
        count_in(unit, rows);
    }
}

/// The value columns a table has.
fn value_columns(roles: &[ColumnRole]) -> Vec<usize> {
    let index = |role: &ColumnRole| match role {
        ColumnRole::Value(index) => Some(*index),
        _ => None,
    };
    roles.iter().filter_map(index).collect()
}

/// Rows of a table without a column of units count in the unit above it.
fn count_in((unit, line): &(Text, Text), rows: &mut [Printed]) {
    let all: Vec<&Row> = rows.iter().map(|printed| &printed.row).collect();
    let counted = counted(&all);
    for (printed, counted) in rows.iter_mut().zip(counted) {
        if counted {
            printed.inherited_unit = Some(unit.clone());
            let said = ("unit".to_owned(), line.as_str().to_owned());
            printed.row.raw.push(said);
        }
    }
}

fn open_with_caption(piece: &Piece, first: usize, out: &mut Vec<Printed>) {
    let Some(caption) = &piece.caption else {
        return;
    };
    if let Some(row) =
        section::caption_row(caption, out[first..].iter().map(|printed| &printed.row))
    {
        let found = out
            .get(first)
            .map_or(Found::Format, |printed| printed.found);
        out.insert(
            first,
            Printed {
                row,
                found,
                ..Printed::default()
            },
        );
    }
}

fn learn_units(view: &View, roles: &[ColumnRole]) -> Units {
    let mut units = Units::default();
    vocabulary::COUNTED
        .iter()
        .for_each(|unit| units.learn(unit));
    let unit = roles.iter().position(|role| *role == ColumnRole::Unit);
    let Some(unit) = unit.filter(|_| view.columns() == roles.len()) else {
        return units;
    };
    for row in 0..view.rows() {
        let cells: Vec<&Cell> = view.row(row).collect();
        let whole = cells.iter().map(|cell| cell.columns.len()).sum::<usize>() == roles.len();
        let cell = cells
            .into_iter()
            .find(|cell| cell.columns == (unit..unit + 1));
        if let Some(cell) = cell.filter(|cell| whole && cell.text.as_str().chars().count() <= 24) {
            units.learn(cell.text.as_str());
        }
    }
    units
}

/// How many rows of the very header in force stand again at this row, however long its words.
fn heading_again(view: &View, at: usize, heading: &[String]) -> Option<usize> {
    let same = |(row, words): &(usize, &String)| words_of_row(view, at + row) == **words;
    let again = heading.iter().enumerate().take_while(same).count();
    let worded = heading.first().is_some_and(|first| !first.is_empty());
    (again > 0 && worded).then_some(again)
}

/// How many rows a header repeated at this row takes. A label may begin like a header word ("Chỉ tiêu
/// chuyển đổi …"), so the column of numbers must say so too; its cells are short and asked first.
fn repeated_header(view: &View, at: usize, roles: &[ColumnRole]) -> Option<usize> {
    let says = |role: ColumnRole| {
        roles
            .iter()
            .position(|known| *known == role)
            .is_none_or(|column| {
                view.at(at, column)
                    .is_some_and(|cell| column_role(cell.text.as_str()) == Some(role))
            })
    };
    let header = (says(ColumnRole::Number) && says(ColumnRole::Label))
        .then(|| header_at(view, at))
        .flatten()?;
    Some(header.rows)
}

/// The second half of a header that a page break cut: header words for units and figures over their columns,
/// nothing else. A note may begin like one ("Kế hoạch số 31/KH-SSN").
fn is_header_rest(view: &View, at: usize, roles: &[ColumnRole]) -> bool {
    let takes_header = |role: &ColumnRole| matches!(role, ColumnRole::Unit | ColumnRole::Value(_));
    let mut non_empty = view
        .row(at)
        .filter(|cell| cell.rows.start == at && !cell.text.is_empty())
        .peekable();
    non_empty.peek().is_some()
        && non_empty.all(|cell| {
            let role = || column_role(cell.text.as_str());
            cell.columns.start > 1
                && roles.get(cell.columns.start).is_none_or(takes_header)
                && matches!(role(), Some(ColumnRole::Unit | ColumnRole::Value(_)))
                && !is_number(cell.text.as_str(), Strictness::Answer)
        })
}

/// The notes of a row that has nothing else of its own: its label and its figures hang down from the row above.
/// A table that stands in a note has such rows.
fn hanging_notes<'a>(view: &View<'a>, at: usize, roles: &[ColumnRole]) -> Option<Vec<&'a Cell>> {
    let role = |cell: &Cell| roles.get(cell.columns.start).copied();
    let (own, above): (Vec<&Cell>, Vec<&Cell>) =
        view.row(at).partition(|cell| cell.rows.start == at);
    let hangs =
        |wanted: fn(ColumnRole) -> bool| above.iter().any(|cell| role(cell).is_some_and(wanted));
    let host = hangs(|role| role == ColumnRole::Label)
        && hangs(|role| matches!(role, ColumnRole::Value(_)));
    let notes = own.iter().all(|cell| role(cell) == Some(ColumnRole::Note));
    (host && notes && !own.is_empty()).then_some(own)
}

/// Reads one grid row; `None` when it holds no ink but rules.
fn printed_row(view: &View, at: usize, layout: &Layout) -> Option<(Option<Row>, Row, bool)> {
    let mut cells: Vec<&Cell> = view.row(at).collect();
    cells.sort_by_key(|cell| cell.columns.start);
    if cells
        .iter()
        .filter(|cell| cell.rows.start == at)
        .all(|cell| is_rule(cell.text.as_str()) && !cell.unreadable)
    {
        return None;
    }
    let width = cells.iter().map(|cell| cell.columns.end).max().unwrap_or(0);
    let mut fields = Fields::default();
    let as_wide = width == layout.roles.len()
        || width < layout.roles.len() && stands_in_columns(view, layout);
    if as_wide && doubtful_cells::is_dragged(&cells, at, &layout.usual) {
        for (cell, columns) in cells.iter().zip(&layout.usual) {
            fields.place_over(cell, columns, at, layout);
        }
    } else if as_wide {
        cells.iter().for_each(|cell| fields.place(cell, at, layout));
    } else {
        fields.assign(&cells, at, layout);
    }
    let section = fields.opened(layout);
    let row = Row {
        across: as_wide && is_across(&cells, at, layout),
        ..fields.into_row(view.grid, at, layout)
    };
    Some((section, row, !as_wide))
}

/// Whether the words of a row stand across all columns of figures.
fn is_across(cells: &[&Cell], at: usize, layout: &Layout) -> bool {
    let words = |cell: &&&Cell| cell.rows.start == at && !cell.text.is_empty();
    let is_value = |role: &&ColumnRole| matches!(role, ColumnRole::Value(_));
    let values = layout.roles.iter().filter(is_value).count();
    let covers = |cell: &&Cell| {
        let covered = layout.roles.get(cell.columns.clone()).unwrap_or(&[]);
        covered.contains(&ColumnRole::Label) && covered.iter().filter(is_value).count() == values
    };
    values > 0 && cells.iter().filter(words).any(covers)
}

/// Whether a row that ends early only leaves its last cells out: cells of a text are counted, all others
/// stand in their columns, where the grid has as many as the table.
fn stands_in_columns(view: &View, layout: &Layout) -> bool {
    match view.grid.found {
        Found::Format => true,
        Found::Tabs => false,
        Found::Tree | Found::Rules | Found::Alignment => view.columns() == layout.roles.len(),
    }
}

/// Empty, or a rule drawn in dashes ("--", "|---|").
fn is_rule(text: &str) -> bool {
    text.is_empty()
        || (text.len() > 1
            && text.chars().all(|c| "-–—=_:|".contains(c))
            && text.chars().count() > 1)
}

/// A unit printed as "〃" or "nt" (như trên) is the unit of the row above; the sign is kept as raw.
pub fn spell_out_dittos(rows: &mut [Row]) {
    let mut above: Option<Text> = None;
    for row in rows {
        match &row.unit {
            Some(unit) if is_ditto(unit.as_str()) => {
                let sign = unit.as_str().to_owned();
                row.raw.push(("unit".to_owned(), sign));
                row.unit = above.clone();
            }
            Some(unit) => above = Some(unit.clone()),
            None => {}
        }
    }
}

fn is_ditto(unit: &str) -> bool {
    unit == "\"" || vocabulary::DITTO.contains(&unit.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Grid;
    use std::ops::Range;

    /// A row of a PDF that ends with its unit has no figure: the unit is not moved into its column.
    #[test]
    fn a_row_that_ends_early_is_read_by_its_columns() {
        let cell = |text: &str, row: usize, column: usize| Cell {
            text: Text::clean(text),
            rows: row..row + 1,
            columns: column..column + 1,
            ..Cell::default()
        };
        let cells = vec![cell("Số hội nghị", 0, 1), cell("Lượt", 0, 2)];
        let read = |found| {
            let grid = Grid {
                rows: 1,
                columns: 5,
                cells: cells.clone(),
                found,
                ..Grid::default()
            };
            let roles = [
                ColumnRole::Number,
                ColumnRole::Label,
                ColumnRole::Unit,
                ColumnRole::Value(0),
                ColumnRole::Note,
            ];
            let layout = Layout {
                roles: &roles,
                units: Units::default(),
                usual: Vec::new(),
                of_nobody: Vec::new(),
                numbers_groups: false,
            };
            printed_row(&View::new(&grid), 0, &layout).unwrap()
        };
        for found in [Found::Tree, Found::Rules, Found::Alignment] {
            let (_, row, assigned) = read(found);
            assert_eq!(
                (row.unit.as_ref().map(Text::as_str), row.value, assigned),
                (Some("Lượt"), None, false)
            );
        }
        assert!(
            read(Found::Tabs).2,
            "the cells of a text are counted, so what is left out is open"
        );
    }

    /// A table inside a note, its rules on those of the cell: the label and the figure stand beside all its rows.
    #[test]
    fn a_table_in_a_note_is_note_text_of_one_row() {
        let cell = |text: &str, rows: Range<usize>, column: usize| Cell {
            text: Text::clean(text),
            rows,
            columns: column..column + 1,
            ..Cell::default()
        };
        let read = |figures: [Range<usize>; 2]| {
            let [first, second] = figures;
            let mut cells = vec![
                cell("Số hồ sơ", 0..2, 0),
                cell("12", first, 1),
                cell("Quý", 0..1, 2),
                cell("Số", 0..1, 3),
                cell("I", 1..2, 2),
                cell("12", 1..2, 3),
            ];
            cells.extend((!second.is_empty()).then(|| cell("34", second, 1)));
            let grid = Grid {
                rows: 2,
                columns: 4,
                cells,
                found: Found::Rules,
                ..Grid::default()
            };
            let document = Document {
                blocks: vec![Block::Grid(grid)],
                ..Document::default()
            };
            let piece = Piece {
                block: 0,
                header_rows: 0,
                roles: vec![
                    ColumnRole::Label,
                    ColumnRole::Value(0),
                    ColumnRole::Note,
                    ColumnRole::Note,
                ],
                ..Piece::default()
            };
            let (mut out, mut set_aside) = (Vec::new(), SetAside::default());
            rows(&document, &piece, &mut out, &mut set_aside);
            let notes = out.into_iter().map(|printed| printed.row.note);
            notes
                .map(|note| note.map(|note| note.to_string()))
                .collect::<Vec<_>>()
        };
        let note = |text: &str| Some(text.to_owned());
        assert_eq!(read([0..2, 2..2]), [note("Quý Số I 12")]);
        assert_eq!(read([0..1, 1..2]), [note("Quý Số"), note("I 12")]);
    }

    #[test]
    fn a_ditto_is_the_unit_above() {
        let unit = |unit: &str| Row {
            unit: Some(Text::clean(unit)),
            ..Row::default()
        };
        let mut rows = [unit("Tỷ đồng"), unit("\""), unit("nt")];
        spell_out_dittos(&mut rows);
        assert!(
            rows.iter()
                .all(|row| row.unit.as_ref().map(Text::as_str) == Some("Tỷ đồng"))
        );
        assert_eq!(rows[1].raw, [("unit".to_owned(), "\"".to_owned())]);
    }

    #[test]
    fn a_rule_of_dashes_is_no_row_but_a_dash_is_a_value() {
        assert!(is_rule("--") && is_rule("") && !is_rule("-"));
    }
}

//! Grid rows → printed rows of the appendix.

use super::columns::{self, Units};
use super::doubtful_cells;
use super::find::Piece;
use super::header::header_at;
use super::row_span_unit::RowSpanUnit;
use super::section;
use super::view::View;
use crate::model::appendix::SetAside;
use crate::model::{Block, Cell, Document, Found, Grid, Number, Place, Row};
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::lines::without_leader;
use crate::text::number::{Strictness, is_number};
use crate::text::{Text, roman, vocabulary};
use std::ops::Range;

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
    };
    let first = out.len();
    let mut at = piece.header_rows;
    let mut opens_piece = true;
    while at < view.rows() {
        if let Some(header) = repeated_header(&view, at, &piece.roles) {
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
            Some((row, assigned)) => {
                let row_span_unit = RowSpanUnit::of(&view, at, &piece.roles).filter(|_| !assigned);
                let found = grid.found;
                out.push(Printed {
                    row,
                    opens_piece,
                    found,
                    assigned,
                    row_span_unit,
                    inherited_unit: None,
                });
                opens_piece = false;
            }
            None => set_aside.empty += 1,
        }
        at += 1;
    }
    open_with_caption(piece, first, out);
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

struct Layout<'a> {
    roles: &'a [ColumnRole],
    units: Units,
    /// The columns that the cells of most rows cover.
    usual: Vec<Range<usize>>,
    /// Cells of figures that are one row's or another's.
    of_nobody: Vec<&'a Cell>,
}

impl Layout<'_> {
    fn shares(&self, cell: &Cell) -> bool {
        self.of_nobody
            .iter()
            .any(|shared| std::ptr::eq(*shared, cell))
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
fn printed_row(view: &View, at: usize, layout: &Layout) -> Option<(Row, bool)> {
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
    Some((fields.into_row(view.grid, at, layout), !as_wide))
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

/// The fields of a row while its cells are being placed.
#[derive(Default)]
struct Fields<'a> {
    number: Vec<&'a Cell>,
    label: Vec<&'a Cell>,
    unit: Vec<&'a Cell>,
    values: Vec<(usize, &'a Cell)>,
    note: Vec<&'a Cell>,
    /// A cell over number and label both: "I. Công tác chỉ đạo".
    spanned: Option<&'a Cell>,
}

impl<'a> Fields<'a> {
    /// Places a cell by the column it stands in.
    fn place(&mut self, cell: &'a Cell, at: usize, layout: &Layout) {
        self.place_over(cell, &cell.columns, at, layout);
    }

    /// Places a cell by the columns it is meant to cover.
    fn place_over(&mut self, cell: &'a Cell, columns: &Range<usize>, at: usize, layout: &Layout) {
        let covered = layout
            .roles
            .get(columns.start..columns.end.min(layout.roles.len()))
            .unwrap_or(&[]);
        let role = match covered {
            [] => ColumnRole::Other,
            [role] => *role,
            many => self.spanning_role(cell, many, layout),
        };
        if covered.contains(&ColumnRole::Number) && covered.contains(&ColumnRole::Label) {
            self.spanned = Some(cell);
            return;
        }
        self.put(cell, role, at, layout);
    }

    /// A cell merged over several columns speaks for the one its text fits.
    fn spanning_role(&self, cell: &Cell, covered: &[ColumnRole], layout: &Layout) -> ColumnRole {
        let text = cell.text.as_str();
        let value = covered
            .iter()
            .find(|role| matches!(role, ColumnRole::Value(_)));
        match () {
            () if covered.contains(&ColumnRole::Label) => ColumnRole::Label,
            () if covered.contains(&ColumnRole::Unit) && layout.units.knows(text) => {
                ColumnRole::Unit
            }
            () if value.is_some() && is_number(text, Strictness::Answer) => {
                *value.unwrap_or(&ColumnRole::Other)
            }
            () if covered.contains(&ColumnRole::Note) => ColumnRole::Note,
            () => covered.first().copied().unwrap_or(ColumnRole::Other),
        }
    }

    /// Places the cells of a row that is narrower or wider than its table.
    fn assign(&mut self, cells: &[&'a Cell], at: usize, layout: &Layout) {
        let texts: Vec<&str> = cells.iter().map(|cell| cell.text.as_str()).collect();
        let places = columns::assign(&texts, layout.roles, &layout.units);
        for (cell, place) in cells.iter().zip(places) {
            let role = place
                .and_then(|place| layout.roles.get(place))
                .copied()
                .unwrap_or(ColumnRole::Other);
            self.put(cell, role, at, layout);
        }
    }

    /// A cell hanging down from an earlier row repeats its unit and its label, and a figure that is nobody's; a
    /// number, a value or a note belongs to the row it begins in.
    fn put(&mut self, cell: &'a Cell, role: ColumnRole, at: usize, layout: &Layout) {
        let begins = cell.rows.start == at;
        match role {
            ColumnRole::Unit => self.unit.push(cell),
            ColumnRole::Label => self.label.push(cell),
            ColumnRole::Value(index) if layout.shares(cell) => self.values.push((index, cell)),
            _ if !begins => {}
            ColumnRole::Number => self.number.push(cell),
            ColumnRole::Value(index) => self.values.push((index, cell)),
            ColumnRole::Note | ColumnRole::Other => self.note.push(cell),
        }
    }

    fn into_row(self, grid: &Grid, at: usize, layout: &Layout) -> Row {
        let places = self.places(grid, at);
        let mut row = Row {
            places,
            ..Row::default()
        };
        self.number_and_label(&mut row, layout);
        row.unit = filled(text_of(&self.unit));
        self.fill_values(&mut row, layout);
        row.note = filled(text_of(&self.note));
        row.level = level(&row, &self.label);
        row.raw = raw(&row);
        leave_leader_out(&mut row);
        row
    }

    fn number_and_label(&self, row: &mut Row, layout: &Layout) {
        let number = text_of(&self.number);
        let label = text_of(&self.label);
        row.number = (!number.is_empty()).then(|| Number(unbroken(number.as_str())));
        row.label = label;
        let prefixed = match self.spanned {
            Some(cell) => Some(cell.text.clone()),
            None if !layout.roles.contains(&ColumnRole::Number) => Some(row.label.clone()),
            // A title that begins in the column of numbers and runs on over the labels.
            None if number.is_empty() && is_titled(&row.label) => Some(row.label.clone()),
            None if row.label.is_empty() && split_number(&number, true).0.is_some() => {
                Some(number.clone())
            }
            None => None,
        };
        if let Some(text) = prefixed {
            let merged = self.spanned.is_some() || layout.roles.contains(&ColumnRole::Number);
            (row.number, row.label) = split_number(&text, merged);
        }
    }

    fn fill_values(&self, row: &mut Row, layout: &Layout) {
        let indexes = layout.roles.iter().map(|role| match role {
            ColumnRole::Value(index) => index + 1,
            _ => 0,
        });
        let count = indexes.max().unwrap_or_default();
        let mut values: Vec<Option<Text>> = vec![None; count.max(1)];
        for (index, cell) in &self.values {
            row.unreadable |= cell.unreadable || layout.shares(cell);
            if let Some(slot) = values.get_mut(*index) {
                *slot = match slot.take() {
                    // Two figures of one column are two, not the digits of one.
                    Some(before) if !cell.text.is_empty() => {
                        Some(Text::clean(&format!("{before}; {}", cell.text)))
                    }
                    before => before.or_else(|| filled(cell.text.clone())),
                };
            }
            row.marks.extend(cell.marks.iter().cloned());
        }
        row.value = values.remove(0);
        row.more_values = values;
    }

    /// Where the row stands: the places of its non_empty cells, one per page, their boxes joined.
    fn places(&self, grid: &Grid, at: usize) -> Vec<Place> {
        let table = grid.places.first().and_then(|place| place.table);
        let cells = self
            .number
            .iter()
            .chain(&self.label)
            .chain(&self.unit)
            .chain(&self.note);
        let cells = cells
            .copied()
            .chain(self.values.iter().map(|(_, cell)| *cell))
            .chain(self.spanned);
        let mut places: Vec<Place> = Vec::new();
        for place in cells
            .filter(|cell| cell.rows.start == at)
            .flat_map(|cell| &cell.places)
        {
            add_place(&mut places, place, table);
        }
        if places.is_empty() {
            places.push(Place {
                table,
                row: Some(at as u32 + 1),
                ..Place::default()
            });
        }
        places
    }
}

impl Row {
    /// Adds cells that stand below its note to it.
    fn take_notes(&mut self, grid: &Grid, cells: &[&Cell]) {
        let table = grid.places.first().and_then(|place| place.table);
        let texts = self
            .note
            .iter()
            .map(Text::as_str)
            .chain(cells.iter().map(|cell| cell.text.as_str()));
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        self.note = filled(Text::clean(&texts.join(" ")));
        let places = cells
            .iter()
            .flat_map(|cell| &cell.places)
            .map(|place| (place, table));
        for (place, table) in places {
            add_place(&mut self.places, place, table);
        }
    }
}

/// Adds where a cell stands to the places of its row: one a page, their boxes joined.
fn add_place(places: &mut Vec<Place>, place: &Place, table: Option<u32>) {
    match places
        .iter_mut()
        .find(|known| known.page == place.page && known.line == place.line)
    {
        Some(known) => {
            known.bbox = match (known.bbox, place.bbox) {
                (Some(a), Some(b)) => Some(a.union(b)),
                (a, b) => a.or(b),
            }
        }
        None => places.push(Place {
            column: None,
            table: place.table.or(table),
            ..place.clone()
        }),
    }
}

/// Takes the dots off that lead from a label to its figure; what was printed is kept as raw.
fn leave_leader_out(row: &mut Row) {
    let printed = row.label.as_str();
    let bare = without_leader(printed);
    if bare.len() < printed.len() {
        row.raw.push(("label".to_owned(), printed.to_owned()));
        row.label = Text::clean(bare);
    }
}

/// "4.3. 1" is 4.3.1 in a column too narrow for it.
fn unbroken(number: &str) -> String {
    let numeric = number
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c == ' ');
    let parts: Vec<&str> = number.split(' ').collect();
    let goes_on = |pair: &[&str]| pair[0].ends_with('.') || pair[1].starts_with('.');
    if numeric && parts.windows(2).all(goes_on) {
        parts.concat()
    } else {
        number.to_owned()
    }
}

fn text_of(cells: &[&Cell]) -> Text {
    cells
        .iter()
        .fold(Text::default(), |text, cell| text.join(&cell.text))
}

fn filled(text: Text) -> Option<Text> {
    (!text.is_empty()).then_some(text)
}

/// "III. Cải cách thể chế": a section's numeral in front of its title.
fn is_titled(label: &Text) -> bool {
    let numeral = label.as_str().split(' ').next().unwrap_or_default();
    numeral.ends_with('.')
        && section::section_value(numeral)
            .is_some_and(|value| roman::numeral(value) == numeral[..numeral.len() - 1])
}

/// "3.1. Số văn bản" → number and label. `merged`: the number's own column is part of the cell, so that
/// a bare "I Công tác …" is a number too.
fn split_number(text: &Text, merged: bool) -> (Option<Number>, Text) {
    let whole = text.as_str();
    let end = whole
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || roman::is_sign(c)))
        .unwrap_or(whole.len());
    let (head, rest) = whole.split_at(end);
    let (head, rest) = match rest.strip_prefix(')') {
        Some(after) => (head, after),
        None => (head, rest),
    };
    let marked = head.contains('.')
        || whole[end..].starts_with(')')
        || rest.trim_start().starts_with(['-', '–', ':']);
    let words = rest.trim_start_matches([' ', '-', '–', ':', '.']);
    let parted = rest.starts_with([' ', ':', '-', '–'])
        || head.ends_with('.')
        || whole[end..].starts_with(')');
    if columns::is_number_like(head)
        && parted
        && (marked || merged)
        && words.chars().any(char::is_alphabetic)
    {
        return (
            Some(Number(head.trim_end_matches('.').to_owned())),
            Text::clean(words),
        );
    }
    (None, text.clone())
}

/// Nesting as printed: numbers by their depth, then bullets, then indentation.
fn level(row: &Row, label: &[&Cell]) -> u8 {
    let depth = row
        .number
        .as_ref()
        .map_or(0, |number| number.key().matches('.').count() as u8 + 1);
    let text = row.label.as_str();
    match text.chars().next() {
        _ if depth > 0 => depth,
        Some('-' | '–' | '•') => 3,
        Some('+' | '*' | '○') => 4,
        _ => 2 + u8::from(label.iter().any(|cell| cell.indent > 8.0)),
    }
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

fn raw(row: &Row) -> Vec<(String, String)> {
    let fields = [
        ("label", Some(&row.label)),
        ("unit", row.unit.as_ref()),
        ("value", row.value.as_ref()),
        ("note", row.note.as_ref()),
    ];
    fields
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), text?.raw()?.to_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, merged: bool) -> (Option<String>, String) {
        let (number, label) = split_number(&Text::clean(text), merged);
        (number.map(|n| n.0), label.to_string())
    }

    #[test]
    fn numbers_in_front_of_labels() {
        assert_eq!(
            split("3.1. Số văn bản", false),
            (Some("3.1".into()), "Số văn bản".into())
        );
        assert_eq!(
            split("I. Công tác chỉ đạo", true),
            (Some("I".into()), "Công tác chỉ đạo".into())
        );
        assert_eq!(
            split("II Cải cách thể chế", true),
            (Some("II".into()), "Cải cách thể chế".into())
        );
        assert_eq!(
            split("1) Số văn bản", false),
            (Some("1".into()), "Số văn bản".into())
        );
    }

    #[test]
    fn words_that_only_look_like_numbers_stay_labels() {
        assert_eq!(split("Xử lý văn bản", true), (None, "Xử lý văn bản".into()));
        assert_eq!(
            split("5 năm qua đã ban hành", false),
            (None, "5 năm qua đã ban hành".into())
        );
    }

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
            };
            printed_row(&View::new(&grid), 0, &layout).unwrap()
        };
        for found in [Found::Tree, Found::Rules, Found::Alignment] {
            let (row, assigned) = read(found);
            assert_eq!(
                (row.unit.as_ref().map(Text::as_str), row.value, assigned),
                (Some("Lượt"), None, false)
            );
        }
        assert!(
            read(Found::Tabs).1,
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
                caption: None,
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
    fn a_numeral_opens_a_title() {
        assert!(is_titled(&Text::clean("III. Cải cách thể chế")));
        for text in ["III Cải cách", "3. Số hồ sơ", "Cải cách I.", ""] {
            assert!(!is_titled(&Text::clean(text)), "{text}");
        }
    }

    #[test]
    fn a_number_broken_by_its_column_is_whole() {
        assert_eq!(
            ["4.3. 1", "1. 2", "1 2", "IV 1."].map(unbroken),
            ["4.3.1", "1.2", "1 2", "IV 1."]
        );
    }

    #[test]
    fn a_rule_of_dashes_is_no_row_but_a_dash_is_a_value() {
        assert!(is_rule("--") && is_rule("") && !is_rule("-"));
    }
}

//! The cells of one grid row → the fields of a printed row.

use super::columns::{self, Units};
use super::section;
use crate::model::{Cell, Grid, Number, Place, Row, RowKind};
use crate::text::column_role::ColumnRole;
use crate::text::lines::without_leader;
use crate::text::number::{Strictness, is_number};
use crate::text::{Text, roman};
use std::ops::Range;

pub struct Layout<'a> {
    /// The role of each column.
    pub roles: &'a [ColumnRole],
    /// Words that stand for units here.
    pub units: Units,
    /// The columns that the cells of most rows cover.
    pub usual: Vec<Range<usize>>,
    /// What groups the rows has the numbers, and the rows have none.
    pub numbers_groups: bool,
    /// Cells of figures that are one row's or another's.
    pub of_nobody: Vec<&'a Cell>,
}

impl Layout<'_> {
    fn shares(&self, cell: &Cell) -> bool {
        self.of_nobody
            .iter()
            .any(|shared| std::ptr::eq(*shared, cell))
    }
}

/// The fields of a row while its cells are being placed.
#[derive(Default)]
pub struct Fields<'a> {
    number: Vec<&'a Cell>,
    code: Vec<&'a Cell>,
    label: Vec<&'a Cell>,
    unit: Vec<&'a Cell>,
    values: Vec<(usize, &'a Cell)>,
    note: Vec<&'a Cell>,
    group: Vec<&'a Cell>,
    /// A cell over number and label both: "I. Công tác chỉ đạo".
    spanned: Option<&'a Cell>,
}

impl<'a> Fields<'a> {
    /// Places a cell by the column it stands in.
    pub fn place(&mut self, cell: &'a Cell, at: usize, layout: &Layout) {
        self.place_over(cell, &cell.columns, at, layout);
    }

    /// Places a cell by the columns it is meant to cover.
    pub fn place_over(
        &mut self,
        cell: &'a Cell,
        columns: &Range<usize>,
        at: usize,
        layout: &Layout,
    ) {
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
    pub fn assign(&mut self, cells: &[&'a Cell], at: usize, layout: &Layout) {
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
            ColumnRole::Code => self.code.push(cell),
            ColumnRole::Value(index) => self.values.push((index, cell)),
            ColumnRole::Group => self.group.push(cell),
            ColumnRole::Note | ColumnRole::Other => self.note.push(cell),
        }
    }

    /// The section that a cell beside the labels opens with this row; words that stand where no label does are one.
    pub fn opened(&mut self, layout: &Layout) -> Option<Row> {
        let group = text_of(&self.group);
        let has_label = self.spanned.is_some() || !text_of(&self.label).is_empty();
        if group.is_empty() || !has_label {
            self.label.append(&mut self.group);
            return None;
        }
        let (number, label) = split_number(&group, true);
        let (number, label) = match number {
            Some(number) => (Some(number), label),
            None if layout.numbers_groups => {
                let printed = text_of(&std::mem::take(&mut self.number));
                let number = (!printed.is_empty()).then(|| Number(unbroken(printed.as_str())));
                (number, group)
            }
            None => split_letter(&group),
        };
        let places = self.group.iter().flat_map(|cell| cell.places.clone());
        Some(Row {
            number,
            label,
            kind: RowKind::Section,
            places: places.collect(),
            ..Row::default()
        })
    }

    pub fn into_row(self, grid: &Grid, at: usize, layout: &Layout) -> Row {
        let places = self.places(grid, at);
        let mut row = Row {
            places,
            ..Row::default()
        };
        self.number_and_label(&mut row, layout);
        row.code = filled(whole_code(&text_of(&self.code)));
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
            if row.number.is_none() && !layout.roles.contains(&ColumnRole::Number) {
                (row.number, row.label) = split_letter(&text);
            }
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
            let reading = cell.reading.iter().map(|reading| (*index, reading.clone()));
            row.readings.extend(reading);
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
            .chain(&self.code)
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
    pub fn take_notes(&mut self, grid: &Grid, cells: &[&Cell]) {
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
    // A workbook keeps the number 1.1 as a figure and shows it with a comma.
    let figure = number.split_once(',');
    let digits =
        |text: &str| !text.is_empty() && text.len() < 3 && text.chars().all(|c| c.is_ascii_digit());
    if let Some((whole, part)) = figure.filter(|(whole, part)| digits(whole) && digits(part)) {
        format!("{whole}.{part}")
    } else if numeric && parts.windows(2).all(goes_on) {
        parts.concat()
    } else {
        number.to_owned()
    }
}

/// "X010 1": a code that a narrow column broke; a code has no blanks.
fn whole_code(code: &Text) -> Text {
    let text = code.as_str();
    let coded = text.contains(|c: char| c.is_ascii_digit()) && text.len() <= 9;
    match text.split(' ').count() {
        2 if coded => Text::clean(&text.replace(' ', "")),
        _ => code.clone(),
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

/// "A. THU NGÂN SÁCH" → its letter and words, where no column numbers the rows.
fn split_letter(text: &Text) -> (Option<Number>, Text) {
    let whole = text.as_str();
    let mut chars = whole.chars();
    let letter = chars.next().filter(char::is_ascii_alphabetic);
    let marked = matches!(chars.next(), Some('.' | ')'));
    let words = chars.as_str().strip_prefix(' ').map(str::trim_start);
    match (letter.filter(|_| marked), words) {
        (Some(letter), Some(words)) if words.chars().any(char::is_alphabetic) => {
            (Some(Number(letter.to_string())), Text::clean(words))
        }
        _ => (None, text.clone()),
    }
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
}

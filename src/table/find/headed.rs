//! The header of a grid, and what it has with those before it: columns, repetitions, captions.

use super::goes_on::is_of_sheet;
use super::piece::Piece;
use crate::model::{Block, Cell, Found, Grid, Paragraph};
use crate::table::header::{Header, header_at, header_by_shape, is_heading_row, words_of_row};
use crate::table::section::{self, Caption};
use crate::table::view::View;
use crate::text::Text;
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::number::{Strictness, is_number};
use crate::text::similar::Label;

/// Names of value columns this alike are one name, bent by a scan.
const SAME_NAME: f64 = 0.85;

/// What tells a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// The words that the forms of our field print over their columns.
    Words,
    /// Those, or else how the columns behave.
    Shape,
}

/// The header at the top of a grid. Lines of the title may stand in the table above it: they count as rows of
/// the header.
pub(super) fn header_of(grid: &Grid, by: Telling) -> Option<Header> {
    const MAX_TITLES: usize = 8;
    const MAX_LINES: usize = 16;
    let view = View::new(grid);
    let titles = (0..grid.rows)
        .take_while(|row| !view.row(*row).any(has_number))
        .count()
        .min(MAX_TITLES);
    let below = |(at, header): (usize, Header)| Header {
        rows: at + header.rows,
        ..header
    };
    let worded = (0..=titles).find_map(|at| Some((at, header_at(&view, at)?)));
    let surely = |found: &&(usize, Header)| by == Telling::Words || !is_poor(&found.1);
    if worded.as_ref().filter(surely).is_some() || by == Telling::Words {
        return worded.map(below);
    }
    let mut lines = 0..grid.rows.min(MAX_LINES);
    let shaped = lines.find_map(|at| Some((at, header_by_shape(&view, at)?)));
    shaped.or(worded).map(below)
}

/// Two kinds of column alone: words may have named them by chance.
fn is_poor(header: &Header) -> bool {
    !header
        .roles
        .iter()
        .any(|role| matches!(role, ColumnRole::Value(_)))
}

fn has_number(cell: &Cell) -> bool {
    is_number(cell.text.as_str(), Strictness::Leading)
}

/// The header of a table behind the first: what stands above a header that is repeated are rows, unless the table
/// is a sheet of its own.
pub(super) fn next_header(grid: &Grid, open: &Piece, by: Telling) -> Option<Header> {
    let view = View::new(grid);
    let repeated = open.heading.first() == Some(&words_of_row(&view, 0));
    if repeated && grid.columns == open.roles.len() {
        let rows = open.heading.len();
        let again = (0..rows).take_while(|row| open.heading[*row] == words_of_row(&view, *row));
        return Some(Header {
            rows: again.count(),
            roles: open.roles.clone(),
            value_columns: Vec::new(),
        });
    }
    let worded = header_at(&view, 0);
    if worded.is_some() || by == Telling::Words {
        return worded;
    }
    let own = is_of_sheet(grid) || grid.columns != open.roles.len() || is_heading_row(&view, 0);
    own.then(|| header_of(grid, by)).flatten()
}

/// The header of a further table that says by its words that it is one, though they are not those of our forms:
/// "TT | Nguồn lực huy động | Lực lượng".
pub(super) fn own_header(grid: &Grid, open: &Piece) -> Option<Header> {
    const MAX_TITLES: usize = 3;
    let view = View::new(grid);
    let written = |row: &usize| view.row(*row).filter(|cell| !cell.text.is_empty()).count();
    let at = (0..grid.rows.min(MAX_TITLES)).find(|row| written(row) > 1)?;
    let mut own = view.row(at).filter(|cell| !cell.text.is_empty());
    let numbers = own
        .next()
        .is_some_and(|cell| column_role(cell.text.as_str()) == Some(ColumnRole::Number));
    let again = open.heading.first() == Some(&words_of_row(&view, at));
    let formatted = grid.found == Found::Format && numbers && !again;
    let header = formatted.then(|| header_by_shape(&view, at)).flatten()?;
    Some(Header {
        rows: at + header.rows,
        ..header
    })
}

/// The words of the rows a header takes, its titles left out: a page that goes on prints those rows again.
pub(super) fn heading(grid: &Grid, rows: usize) -> Vec<String> {
    let view = View::new(grid);
    let words = (0..rows).map(|row| (row, words_of_row(&view, row)));
    let cells = |row: usize| view.row(row).filter(|cell| !cell.text.is_empty()).count();
    words
        .skip_while(|(row, _)| cells(*row) < 2)
        .map(|(_, words)| words)
        .collect()
}

/// The roles of a table's columns, its value columns counted among those of all tables by their names: what the
/// first sheet calls "Số dư" is another column than what the second calls "Số lượt".
pub(super) fn join_values(names: &mut Vec<Text>, header: &Header) -> Vec<ColumnRole> {
    let own = &header.value_columns;
    if own.is_empty() || own.len() == 1 && names.len() == 1 {
        return header.roles.clone();
    }
    if names.is_empty() {
        names.clone_from(own);
        return header.roles.clone();
    }
    let position = |at: usize, names: &mut Vec<Text>| -> usize {
        let Some(name) = own.get(at) else { return at };
        let alike = |other: &Text| Label::of(other.as_str()).similarity(&Label::of(name.as_str()));
        let same_place = names
            .get(at)
            .is_some_and(|there| name.is_empty() || there.is_empty() || alike(there) >= SAME_NAME);
        if same_place {
            return at;
        }
        let found = names.iter().position(|other| alike(other) >= SAME_NAME);
        found.unwrap_or_else(|| {
            names.push(name.clone());
            names.len() - 1
        })
    };
    let roles = header.roles.iter().map(|role| match role {
        ColumnRole::Value(at) => ColumnRole::Value(position(*at, names)),
        other => *other,
    });
    roles.collect()
}

/// The caption of a table that stands in its first row: "II. Trợ giúp xã hội khẩn cấp" over its header.
pub(super) fn own_caption(grid: &Grid) -> Option<Caption> {
    let mut first = grid
        .cells
        .iter()
        .filter(|cell| cell.rows.start == 0 && !cell.text.is_empty());
    let alone = first.next().filter(|_| first.next().is_none())?;
    let line = Paragraph {
        text: alone.text.clone(),
        place: alone.places.first().cloned().unwrap_or_default(),
        ..Paragraph::default()
    };
    section::caption(std::iter::once(&line))
}

/// "Bảng 2", or the numeral after that of the table before: the next table of the same form, whatever its columns.
pub(super) fn goes_on_with(before: &Piece, caption: &Caption) -> bool {
    let before = before.caption.as_ref().and_then(section::caption_value);
    let next = before.map(|value| value + 1);
    section::is_table_caption(caption) || next.is_some() && next == section::caption_value(caption)
}

/// A table on another sheet of a workbook than the one before it.
pub(super) fn is_other_sheet(before: Option<&Block>, grid: &Grid) -> bool {
    let sheet = |grid: &Grid| grid.places.first().and_then(|place| place.sheet.clone());
    let before = before.and_then(|block| match block {
        Block::Grid(before) => sheet(before),
        Block::Paragraph(_) => None,
    });
    before.is_some() && before != sheet(grid)
}

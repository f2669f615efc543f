//! Cells whose row or column the grid leaves in doubt: borders that somebody dragged, so that a row's cells cover
//! other grid columns than those of the rows around it, one cell of figures over several rows, and figures that
//! stand beside a blank value cell.

use super::find::Piece;
use super::view::View;
use crate::model::{Block, Cell, Code, Document, Finding, Found, Row, RowKind};
use crate::text::Text;
use crate::text::column_role::ColumnRole;
use crate::text::fold::fold;
use crate::text::number::{Strictness, is_number};
use crate::text::ticked::ticked;
use std::collections::BTreeMap;
use std::ops::Range;

/// The columns that the cells of most rows cover; empty where no way is usual.
pub fn usual_columns(view: &View, piece: &Piece) -> Vec<Range<usize>> {
    let mut counts: BTreeMap<Vec<(usize, usize)>, usize> = BTreeMap::new();
    let rows = piece.header_rows..view.rows();
    let all = rows.len();
    for row in rows {
        let cells = view
            .row(row)
            .map(|cell| (cell.columns.start, cell.columns.end));
        let mut cells: Vec<(usize, usize)> = cells.collect();
        cells.sort_unstable();
        *counts.entry(cells).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    let usual = most.filter(|(_, count)| count * 2 > all);
    // Where a format leaves blank cells out, as workbooks do, a cell's place among the others says nothing.
    let whole = |cells: &Vec<(usize, usize)>| {
        let joined = cells.windows(2).all(|pair| pair[0].1 == pair[1].0);
        let ends = cells.first().zip(cells.last());
        joined && ends.is_some_and(|(first, last)| first.0 == 0 && last.1 == view.columns())
    };
    let usual = usual
        .map(|(cells, _)| cells)
        .filter(whole)
        .unwrap_or_default();
    usual.into_iter().map(|(start, end)| start..end).collect()
}

/// Whether a row has as many cells as most and they cover other columns.
pub fn is_dragged(cells: &[&Cell], at: usize, usual: &[Range<usize>]) -> bool {
    cells.len() == usual.len()
        && cells.iter().all(|cell| cell.rows.start == at)
        && cells
            .iter()
            .zip(usual)
            .any(|(cell, columns)| cell.columns != *columns)
}

/// Says of every such cell of a piece what is in doubt.
pub fn doubts(document: &Document, piece: &Piece) -> Vec<Finding> {
    let Some(Block::Grid(grid)) = document.blocks.get(piece.block) else {
        return Vec::new();
    };
    let view = View::new(grid);
    let mut findings = Vec::new();
    if matches!(grid.found, Found::Format | Found::Tree | Found::Rules) {
        let usual = usual_columns(&view, piece);
        for at in piece.header_rows..view.rows() {
            let mut cells: Vec<&Cell> = view.row(at).collect();
            cells.sort_by_key(|cell| cell.columns.start);
            if is_dragged(&cells, at, &usual) {
                findings.extend(dragged(&cells));
            }
        }
    }
    let shared = grid
        .cells
        .iter()
        .filter(|cell| is_value_of_several(&view, piece, cell));
    findings.extend(shared.flat_map(|cell| shared_by(&view, piece, cell)));
    findings
}

/// Says of rows without a value which other cell holds a figure that could be it: "124 Nhiệm vụ" as unit, a bare
/// "15" as note, "…: 38" as label, a figure alone on the line below.
pub fn misplaced(rows: &[Row]) -> Vec<Finding> {
    let units = rows.iter().filter_map(|row| row.unit.as_ref());
    let units: Vec<&str> = units.map(|unit| unit.as_str()).collect();
    let is_usual = |unit: &str| units.iter().filter(|other| **other == unit).count() > 1;
    let found = rows.iter().enumerate().filter_map(|(at, row)| {
        let below = || figure_alone(rows.get(at + 1)?);
        let printed =
            figure_beside(row, &is_usual).or_else(|| below().filter(|_| is_blank(row)))?;
        let finding = Finding::new(Code::MisplacedFigure)
            .with("label", &row.label)
            .with("printed", printed);
        Some(finding.at_row(at, row, printed))
    });
    found.collect()
}

/// An item without a value.
fn is_blank(row: &Row) -> bool {
    let blank = row.value.is_none() && row.more_values.iter().all(Option::is_none);
    blank && row.kind == RowKind::Item && !row.unreadable
}

/// "17 cơ quan, đơn vị" beside the unit "Cơ quan, đơn vị".
fn is_figure_of(note: &str, unit: Option<&str>) -> bool {
    let parts = note.split_once(' ').zip(unit);
    parts.is_some_and(|((figure, words), unit)| {
        is_number(figure, Strictness::Bare) && fold(words) == fold(unit)
    })
}

/// The label of a row that is a figure and nothing else.
fn figure_alone(row: &Row) -> Option<&str> {
    let nothing = row.value.is_none() && row.unit.is_none() && row.number.is_none();
    let label = row.label.as_str();
    (nothing && is_number(label, Strictness::Bare)).then_some(label)
}

/// Says of rows with a value whose figures go on below, in a row of a page that has nothing else.
pub fn continued(rows: &[Row]) -> Vec<Finding> {
    let pairs = rows.iter().zip(rows.iter().skip(1)).enumerate();
    let found = pairs.filter_map(|(at, (row, below))| {
        let alone = below.label.is_empty() && below.number.is_none() && below.unit.is_none();
        let further = below.value.as_ref().filter(|_| alone)?;
        let page = row.places.first()?.page?;
        let text = format!("{} {} {further}", row.label, row.value.as_ref()?);
        let finding = Finding::new(Code::DoubtfulRow)
            .with("text", &text)
            .with("page", page);
        Some(finding.at_row(at, row, &text))
    });
    found.collect()
}

/// Says of rows that hold what two rows print, as where the rule between them is lost: "1.1 1.2" as number,
/// "Thủ tục Thủ tục" as unit.
pub fn lumped(rows: &[Row]) -> Vec<Finding> {
    let found = rows.iter().enumerate().filter_map(|(at, row)| {
        let value = row.value.as_ref()?;
        let unit = row.unit.as_ref().map_or("", Text::as_str);
        let number = row.number.as_ref().map_or("", |number| number.0.as_str());
        let finding = Finding::new(Code::SharedValue)
            .with("label", &row.label)
            .with("value", value)
            .with("count", 2);
        let lumped = is_doubled(unit) || are_numbers(number);
        lumped.then(|| finding.at_row(at, row, value.as_str()))
    });
    found.collect()
}

fn is_doubled(unit: &str) -> bool {
    let words: Vec<&str> = unit.split_whitespace().collect();
    let (first, second) = words.split_at(words.len() / 2);
    !first.is_empty() && first == second
}

fn are_numbers(number: &str) -> bool {
    let mut parts = number.split_whitespace();
    let is_number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    number.contains(char::is_whitespace) && parts.all(is_number)
}

fn figure_beside<'r>(row: &'r Row, is_usual: &dyn Fn(&str) -> bool) -> Option<&'r str> {
    if !is_blank(row) {
        return None;
    }
    let text = |text: &'r Option<Text>| text.as_ref().map(Text::as_str);
    // "Văn bản 124", where other rows have "Văn bản".
    let ends_in_figure = |unit: &str| {
        unit.rsplit_once(' ')
            .is_some_and(|(words, end)| is_usual(words) && is_number(end, Strictness::Bare))
    };
    let unit = text(&row.unit).filter(|unit| {
        let begins = unit.starts_with(|c: char| c.is_ascii_digit());
        (begins || ends_in_figure(unit)) && !is_usual(unit)
    });
    // A share beside a row that asks for none is a remark.
    let asks_share = text(&row.unit).is_some_and(|unit| unit.contains('%'));
    let note = text(&row.note).filter(|note| {
        let bare = is_number(note, Strictness::Bare) && note.contains('%') <= asks_share;
        bare || is_figure_of(note, text(&row.unit)) || ticked(note).is_some()
    });
    let behind = row
        .label
        .as_str()
        .rsplit_once(':')
        .map(|(_, rest)| rest.trim());
    unit.or(note)
        .or(behind.filter(|rest| is_number(rest, Strictness::Bare)))
}

fn dragged(cells: &[&Cell]) -> Option<Finding> {
    let filled: Vec<&&Cell> = cells.iter().filter(|cell| !cell.text.is_empty()).collect();
    let printed: Vec<&str> = filled.iter().map(|cell| cell.text.as_str()).collect();
    let printed = printed.join(" | ");
    let place = filled.first()?.places.first()?;
    let finding = Finding::new(Code::DraggedBorders).with("printed", &printed);
    Some(finding.at(place.clone(), &printed))
}

fn is_role(piece: &Piece, columns: &Range<usize>, wanted: fn(&ColumnRole) -> bool) -> bool {
    columns
        .clone()
        .any(|column| piece.roles.get(column).is_some_and(wanted))
}

/// A cell of figures, not blank, beside several rows.
fn is_value_of_several(view: &View, piece: &Piece, cell: &Cell) -> bool {
    cell.rows.len() > 1
        && cell.rows.start >= piece.header_rows
        && !cell.text.is_empty()
        && is_role(piece, &cell.columns, |role| {
            matches!(role, ColumnRole::Value(_))
        })
        && labels_beside(view, piece, cell).len() > 1
}

/// Cells of figures that stand beside several rows, each with a number or a unit of its own: whose the figure is,
/// nobody can tell. A sheet stores it in one of its cells, the first row's.
pub fn of_nobody<'a>(view: &View<'a>, piece: &Piece) -> Vec<&'a Cell> {
    let names_itself = |row: usize| {
        view.row(row).any(|cell| {
            cell.rows.start == row
                && !cell.text.is_empty()
                && is_role(piece, &cell.columns, |role| {
                    matches!(role, ColumnRole::Number | ColumnRole::Unit)
                })
        })
    };
    let several = |cell: &&Cell| {
        let of_sheet = cell.places.iter().any(|place| place.sheet.is_some());
        !of_sheet
            && is_value_of_several(view, piece, cell)
            && cell.rows.clone().filter(|row| names_itself(*row)).count() > 1
    };
    view.grid.cells.iter().filter(several).collect()
}

/// The labels of the rows a cell stands beside.
fn labels_beside<'a>(view: &View<'a>, piece: &Piece, cell: &Cell) -> Vec<&'a Cell> {
    let label = |row: usize| {
        view.row(row).find(|label| {
            label.rows.start == row
                && !label.text.is_empty()
                && is_role(piece, &label.columns, |role| *role == ColumnRole::Label)
        })
    };
    cell.rows.clone().filter_map(label).collect()
}

/// One finding on each of the rows.
fn shared_by<'a>(
    view: &View<'a>,
    piece: &Piece,
    cell: &'a Cell,
) -> impl Iterator<Item = Finding> + use<'a> {
    let labels = labels_beside(view, piece, cell);
    let count = labels.len();
    let places = labels
        .into_iter()
        .filter_map(|label| Some((label, label.places.first()?)));
    places.map(move |(label, place)| {
        Finding::new(Code::SharedValue)
            .with("label", &label.text)
            .with("value", &cell.text)
            .with("count", count)
            .at(place.clone(), cell.text.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::super::appendix;
    use crate::model::{Block, Cell, Document, Grid, Place};
    use crate::text::Text;
    use crate::text::labels::Labels;
    use std::ops::Range;

    /// A table by its cells: rows, columns, text.
    fn read(cells: &[(Range<usize>, Range<usize>, &str)]) -> (Vec<(String, String)>, Vec<String>) {
        let cell = |(rows, columns, text): &(Range<usize>, Range<usize>, &str)| Cell {
            text: Text::clean(text),
            rows: rows.clone(),
            columns: columns.clone(),
            places: vec![Place {
                table: Some(1),
                row: Some(rows.start as u32 + 1),
                ..Place::default()
            }],
            ..Cell::default()
        };
        let grid = Grid {
            rows: cells.iter().map(|(rows, ..)| rows.end).max().unwrap_or(0),
            columns: cells
                .iter()
                .map(|(_, columns, _)| columns.end)
                .max()
                .unwrap_or(0),
            cells: cells.iter().map(cell).collect(),
            ..Grid::default()
        };
        let document = Document {
            blocks: vec![Block::Grid(grid)],
            ..Document::default()
        };
        let read = appendix(&crate::table::Part::of(document), &Labels::default());
        let text = |text: &Option<Text>| text.as_ref().map_or("", Text::as_str).to_owned();
        let rows = read
            .output
            .map(|appendix| appendix.rows)
            .unwrap_or_default();
        let rows = rows.iter().map(|row| (text(&row.unit), text(&row.value)));
        let said = read.findings.iter().map(|finding| {
            let row = finding
                .places
                .first()
                .and_then(|evidence| evidence.place.row);
            format!("{} {}", finding.code, row.unwrap_or_default())
        });
        (rows.collect(), said.collect())
    }

    fn header() -> Vec<(Range<usize>, Range<usize>, &'static str)> {
        vec![
            (0..1, 0..1, "STT"),
            (0..1, 1..2, "Chỉ tiêu"),
            (0..1, 2..3, "Đơn vị tính"),
            (0..1, 3..5, "Số liệu"),
        ]
    }

    fn row(
        at: usize,
        cells: [Range<usize>; 4],
        texts: [&'static str; 4],
    ) -> Vec<(Range<usize>, Range<usize>, &'static str)> {
        cells
            .into_iter()
            .zip(texts)
            .map(|(columns, text)| (at..at + 1, columns, text))
            .collect()
    }

    /// Whichever border was dragged, the cells still stand in their order, and the row is named.
    #[test]
    fn a_row_with_dragged_borders_is_read_in_order_and_told() {
        let usual = || [0..1, 1..2, 2..3, 3..5];
        let mut cells = header();
        cells.extend(row(1, usual(), ["1", "Số văn bản", "Văn bản", "12"]));
        cells.extend(row(
            2,
            [0..1, 1..2, 2..4, 4..5],
            ["2", "Số thủ tục", "Thủ tục", "34"],
        ));
        cells.extend(row(3, usual(), ["3", "Số hồ sơ", "Hồ sơ", "56"]));
        let (rows, said) = read(&cells);
        let expected = [("Văn bản", "12"), ("Thủ tục", "34"), ("Hồ sơ", "56")];
        assert_eq!(
            rows,
            expected.map(|(unit, value)| (unit.to_owned(), value.to_owned()))
        );
        assert_eq!(said, ["dragged-borders 3"]);
    }

    #[test]
    fn a_figure_for_two_rows_is_told_on_both() {
        let mut cells = header();
        cells.extend(row(
            1,
            [0..1, 1..2, 2..3, 3..5],
            ["1", "Số cơ quan", "Cơ quan", "6"],
        ));
        cells.pop();
        cells.push((1..3, 3..5, "6"));
        cells.extend([
            (2..3, 0..1, "2"),
            (2..3, 1..2, "Số đơn vị"),
            (2..3, 2..3, "Đơn vị"),
        ]);
        let (rows, said) = read(&cells);
        assert_eq!(said, ["shared-value 2", "shared-value 3"]);
        let both = rows.iter().map(|(_, value)| value.as_str());
        assert_eq!(both.collect::<Vec<_>>(), ["6", "6"]);
    }

    #[test]
    fn an_answer_ticked_in_the_note_is_told() {
        let told = |note: &str| {
            super::misplaced(&[super::Row {
                label: Text::clean("Có kế hoạch"),
                note: Some(Text::clean(note)),
                ..super::Row::default()
            }])
            .len()
        };
        assert_eq!(["☐ Có ☒ Không", "☐ Có ☐ Không"].map(told), [1, 0]);
    }

    #[test]
    fn a_figure_beside_a_blank_value_is_told() {
        let usual = || [0..1, 1..2, 2..3, 3..5];
        let mut cells = header();
        cells.extend(row(1, usual(), ["1", "Số văn bản", "124 Văn bản", ""]));
        cells.extend(row(2, usual(), ["2", "Số lớp: 38", "Lớp", ""]));
        cells.extend(row(3, usual(), ["3", "Thu ngân sách", "1.000 đồng", ""]));
        cells.extend(row(4, usual(), ["4", "Chi ngân sách", "1.000 đồng", "7"]));
        cells.extend(row(5, usual(), ["5", "Số hồ sơ:", "Hồ sơ", ""]));
        cells.extend(row(6, usual(), ["", "18.576", "", ""]));
        cells.extend(row(7, usual(), ["7", "Số buổi", "Hồ sơ", "5"]));
        cells.extend(row(8, usual(), ["8", "Số lượt", "Hồ sơ 60", ""]));
        cells.extend(row(9, usual(), ["9", "Số thẻ", "Hồ sơ mức 4", ""]));
        let told = [
            "misplaced-figure 2",
            "misplaced-figure 3",
            "misplaced-figure 6",
            "misplaced-figure 9",
        ];
        assert_eq!(read(&cells).1, told);
    }

    #[test]
    fn a_row_that_holds_two_is_told() {
        let usual = || [0..1, 1..2, 2..3, 3..5];
        let mut cells = header();
        let two = ["1.1 1.2", "Số văn bản Số lớp", "Văn bản", "12"];
        cells.extend(row(1, usual(), two));
        let two = ["", "Số hồ sơ Số lượt", "Hồ sơ Hồ sơ", "34"];
        cells.extend(row(2, usual(), two));
        cells.extend(row(3, usual(), ["3", "Số lớp", "Lớp", "56"]));
        assert_eq!(read(&cells).1, ["shared-value 2", "shared-value 3"]);
    }
}

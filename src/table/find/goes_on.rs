//! Whether a grid without a header of its own goes on with the table before it, or ends it.

use crate::model::{Block, Cell, Found, Grid};
use crate::table::view::View;
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::fold::bare;
use crate::text::number::{Strictness, is_number};
use crate::text::vocabulary::{self, names_nation};

/// A grid without a header goes on with the table before it when it is as wide (or nearly: a column may
/// be lost) and nothing but page furniture or a section's caption stands between.
pub(super) fn continues(grid: &Grid, roles: &[ColumnRole], gap: &[Block]) -> bool {
    let spread = roles.len().abs_diff(grid.columns);
    let near = spread == 0 || (spread <= 2 && grid.columns >= 2 && grid.found != Found::Format);
    let words: usize = gap
        .iter()
        .map(|block| match block {
            Block::Paragraph(p) if p.running => 0,
            Block::Paragraph(p) => p.text.as_str().split(' ').count(),
            Block::Grid(_) => 0,
        })
        .sum();
    near && words <= 60 && !is_signature(grid) && !is_letterhead(grid)
}

/// A grid set in the very columns of the piece before it belongs to the same table, however much stands
/// between: a page may hold one cell's text only, and no grid at all.
pub(super) fn same_columns(before: Option<&Block>, grid: &Grid) -> bool {
    let Some(Block::Grid(before)) = before else {
        return false;
    };
    let (first, second) = (left_edges(before), left_edges(grid));
    grid.columns >= 3
        && first.len() == grid.columns
        && second.len() == grid.columns
        && first.iter().zip(&second).all(|(a, b)| (a - b).abs() < 4.0)
}

/// Left edge of each column, from the cells that begin there and are one column wide.
fn left_edges(grid: &Grid) -> Vec<f32> {
    (0..grid.columns)
        .map_while(|column| {
            let own = grid
                .cells
                .iter()
                .filter(|cell| cell.columns == (column..column + 1));
            own.filter_map(|cell| Some(cell.places.first()?.bbox?.x0))
                .reduce(f32::min)
        })
        .collect()
}

/// "STT | Số, ký hiệu | Ngày ban hành | Trích yếu": the header of another list, which asks for nothing counted.
pub(super) fn opens_another(grid: &Grid) -> bool {
    let view = View::new(grid);
    let mut names = view.row(0).filter(|cell| !cell.text.is_empty());
    let first = names
        .next()
        .and_then(|cell| column_role(cell.text.as_str()));
    let others: Vec<&str> = names.map(|cell| cell.text.as_str()).collect();
    first == Some(ColumnRole::Number)
        && others.len() >= 2
        && !others
            .iter()
            .any(|name| is_number(name, Strictness::Answer))
}

pub(super) fn is_of_sheet(grid: &Grid) -> bool {
    grid.places
        .first()
        .is_some_and(|place| place.sheet.is_some())
}

/// "NGƯỜI LẬP BIỂU | GIÁM ĐỐC" under a table: who signs, and no figure but those of the day.
pub(super) fn names_signers(grid: &Grid) -> bool {
    let is_office = |text: &str| {
        let key = bare(text);
        !text.chars().any(char::is_lowercase)
            && vocabulary::SHEET_OFFICES
                .iter()
                .any(|office| key.contains(office))
    };
    let texts = || grid.cells.iter().map(|cell| cell.text.as_str());
    let figure = |text: &str| has_digits(text) && !is_day(text);
    grid.rows <= 6 && texts().any(|text| is_office(text) || signs(text)) && !texts().any(figure)
}

/// Who signs, and that they do: no header, however much its cells look like one.
pub(super) fn is_signed(grid: &Grid) -> bool {
    let mut texts = grid.cells.iter().map(|cell| cell.text.as_str());
    names_signers(grid) && texts.any(|text| signs(text) || is_day(text))
}

/// "(Ký, ghi rõ họ tên)" says of any office that it signs.
fn signs(text: &str) -> bool {
    text.to_lowercase().contains("(ký")
}

/// "Ngày 5 tháng 12 năm 2025".
fn is_day(text: &str) -> bool {
    let key = bare(text);
    key.contains("ngay ") && key.contains(" thang ")
}

fn has_digits(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// "Ghi chú: …", "(*) Số liệu ước tính" under the table of a sheet.
pub(super) fn is_remark(grid: &Grid) -> bool {
    let mut written = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    let opens = |cell: &Cell| {
        let text = cell.text.as_str();
        let key = bare(text);
        let begins = |words: &String| key.starts_with(words.as_str());
        vocabulary::REMARKS.iter().any(begins) || text.starts_with("(*") || text.starts_with('*')
    };
    grid.rows <= 2 && written.next().is_some_and(opens) && written.count() < grid.rows
}

/// "Nơi nhận: … | GIÁM ĐỐC …", however many columns of a sheet it stands across.
fn is_signature(grid: &Grid) -> bool {
    let addressed = |cell: &Cell| bare(cell.text.as_str()).starts_with("noi nhan");
    let mut written = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    grid.columns <= 3 && grid.cells.iter().any(addressed) || written.next().is_some_and(addressed)
}

pub fn is_letterhead(grid: &Grid) -> bool {
    grid.columns <= 3
        && grid
            .cells
            .iter()
            .any(|cell| names_nation(cell.text.as_str()))
}

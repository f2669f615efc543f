//! What borders enclose: squares between neighbouring lines → cells.

use super::Area;
use super::borders::Borders;
use super::rules::Line;

/// What borders enclose.
pub(super) struct Enclosed {
    /// For each square the cell it belongs to.
    pub(super) squares: Vec<Option<usize>>,
    pub(super) cells: Vec<Area>,
    /// How many squares are open to the outside.
    pub(super) open: usize,
}

/// The cells: squares with no border between them are one, if together they make a box.
pub(super) fn enclosed(xs: &[Line], ys: &[Line], level: &Borders, upright: &Borders) -> Enclosed {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let mut squares = vec![None; columns * rows];
    let mut seen = vec![false; columns * rows];
    let mut cells = Vec::new();
    let mut open = 0;
    for first in 0..columns * rows {
        if seen[first] {
            continue;
        }
        let (members, is_open) = together(first, (columns, rows), (level, upright), &mut seen);
        if is_open {
            open += members.len();
            continue;
        }
        for members in boxes(&members, columns) {
            let rows = members.iter().map(|square| square / columns);
            let across = members.iter().map(|square| square % columns);
            let (top, bottom) = (rows.clone().min(), rows.max());
            let (left, right) = (across.clone().min(), across.max());
            if let (Some(top), Some(bottom), Some(left), Some(right)) = (top, bottom, left, right) {
                for &square in &members {
                    squares[square] = Some(cells.len());
                }
                cells.push(Area {
                    x0: xs[left].end(),
                    y0: ys[top].end(),
                    x1: xs[right + 1].start(),
                    y1: ys[bottom + 1].start(),
                });
            }
        }
    }
    Enclosed {
        squares,
        cells,
        open,
    }
}

/// The squares that no border parts from the first, and whether they are open to the outside.
fn together(
    first: usize,
    (columns, rows): (usize, usize),
    (level, upright): (&Borders, &Borders),
    seen: &mut [bool],
) -> (Vec<usize>, bool) {
    let mut members = vec![first];
    seen[first] = true;
    let (mut open, mut next) = (false, 0);
    while next < members.len() {
        let (row, column) = (members[next] / columns, members[next] % columns);
        next += 1;
        let sides = [
            (
                level.at(row, column),
                row.checked_sub(1).map(|row| (row, column)),
            ),
            (
                level.at(row + 1, column),
                (row + 1 < rows).then_some((row + 1, column)),
            ),
            (
                upright.at(column, row),
                column.checked_sub(1).map(|column| (row, column)),
            ),
            (
                upright.at(column + 1, row),
                (column + 1 < columns).then_some((row, column + 1)),
            ),
        ];
        for (_, beyond) in sides.into_iter().filter(|(border, _)| !border) {
            let Some((row, column)) = beyond else {
                open = true;
                continue;
            };
            let square = row * columns + column;
            if !seen[square] {
                seen[square] = true;
                members.push(square);
            }
        }
    }
    (members, open)
}

/// The squares as they are if they make a box, else row by row.
fn boxes(members: &[usize], columns: usize) -> Vec<Vec<usize>> {
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    let (Some(&first), Some(&last)) = (sorted.first(), sorted.last()) else {
        return Vec::new();
    };
    let left = sorted
        .iter()
        .map(|square| square % columns)
        .min()
        .unwrap_or(0);
    let right = sorted
        .iter()
        .map(|square| square % columns)
        .max()
        .unwrap_or(0);
    let tall = last / columns - first / columns + 1;
    if sorted.len() == tall * (right - left + 1) {
        return vec![sorted];
    }
    sorted
        .chunk_by(|a, b| a + 1 == *b && a / columns == b / columns)
        .map(<[usize]>::to_vec)
        .collect()
}

//! From the place of a mark to the paragraph of the main part in which its comment stands. Where it is not certain, it
//! stands in none: a comment on a wrong row is worse than one at the head.

use super::outline::Outline;
use crate::emit::mark::{Mark, Printed};
use crate::model::{Anchor, Anchors, Place};

/// From so many letters and digits on, a cell that holds a part of a label is the label's.
const TELLING: usize = 8;

/// The paragraph of the first place of a mark that is there.
pub(super) fn of(mark: &Mark, anchors: &Anchors, outline: &Outline) -> Option<usize> {
    let printed = mark.printed.as_ref();
    let mut places = mark.places.iter();
    places.find_map(|place| at(place, printed, anchors, outline))
}

/// The paragraph at a place; for one in a table, only where its row prints what it should.
pub(super) fn at(
    place: &Place,
    printed: Option<&Printed>,
    anchors: &Anchors,
    outline: &Outline,
) -> Option<usize> {
    let Some(table) = place.table else {
        return outline.of_paragraph(anchors.paragraph(place.paragraph?)?);
    };
    let Some(row) = place.row else {
        return outline.of_cell(anchors.table(table)?.at);
    };
    let cells = anchors.row(table, row);
    let label = match printed.filter(|printed| !printed.label.is_empty()) {
        Some(printed) => Some(label(cells, &printed.label)?),
        None => None,
    };
    let value = || value(cells, label, &printed?.value);
    let cell = match place.column {
        Some(column) => cells.iter().find(|cell| cell.column == column),
        None => value().or(label).or_else(|| first(cells)),
    };
    outline.of_cell(cell?.at)
}

/// The first cell that prints something, or the first.
fn first(cells: &[Anchor]) -> Option<&Anchor> {
    let mut written = cells.iter().filter(|cell| !cell.text.is_empty());
    written.next().or_else(|| cells.first())
}

/// The cell that prints a row's label, or a piece of it.
fn label<'a>(cells: &'a [Anchor], label: &str) -> Option<&'a Anchor> {
    let wanted = bare(label);
    let holds = |cell: &&Anchor| {
        let text = bare(&cell.text);
        match wanted.is_empty() {
            true => text.is_empty() && cell.text == label,
            false => {
                text.contains(&wanted) || text.chars().count() >= TELLING && wanted.contains(&text)
            }
        }
    };
    cells.iter().find(holds)
}

/// The cell that prints a row's value, where only one behind the label does.
fn value<'a>(cells: &'a [Anchor], label: Option<&Anchor>, value: &str) -> Option<&'a Anchor> {
    let behind = |cell: &&Anchor| label.is_none_or(|label| cell.column > label.column);
    let mut same = cells
        .iter()
        .filter(behind)
        .filter(|cell| !value.is_empty() && cell.text == value);
    let found = same.next()?;
    same.next().is_none().then_some(found)
}

/// Letters and digits alone: dots that lead to a figure and bullets come and go.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

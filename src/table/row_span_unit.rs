//! Units of merged cells that a page break cut: the unit is printed in the part on the first page only.

use super::rows::Printed;
use super::view::View;
use crate::model::{Found, RowKind};
use crate::text::Text;
use crate::text::column_role::ColumnRole;
use std::ops::Range;

/// The cell a row's unit stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSpanUnit {
    /// Rows of the grid it covers.
    pub rows: Range<usize>,
    /// The row of the grid this is about, one of them.
    pub at: usize,
    /// Nothing is printed in it.
    pub blank: bool,
}

impl RowSpanUnit {
    /// The unit's cell of a grid row, if it covers no other column.
    pub fn of(view: &View, at: usize, roles: &[ColumnRole]) -> Option<RowSpanUnit> {
        let unit = roles.iter().position(|role| *role == ColumnRole::Unit)?;
        let cell = view.at(at, unit).filter(|cell| cell.columns.len() == 1)?;
        Some(RowSpanUnit {
            rows: cell.rows.clone(),
            at,
            blank: cell.text.is_empty() && !cell.unreadable,
        })
    }
}

/// Gives the rows under a blank merged cell at the top of a page the unit of the merged cell that ended
/// the page before. Kept beside the row: whether the row is a row of its own is not decided yet.
pub fn inherit(printed: &mut [Printed]) {
    for at in 1..printed.len() {
        let Some(unit) = unit_above(&printed[at - 1], &printed[at]) else {
            continue;
        };
        let merged = printed[at]
            .row_span_unit
            .as_ref()
            .is_some_and(|cell| cell.rows.len() > 1);
        let end = printed[at]
            .row_span_unit
            .as_ref()
            .map_or(at, |cell| at + cell.rows.len());
        for row in printed[at..].iter_mut().take(end - at) {
            if row.row.unit.is_none() && (merged || asks(row)) {
                row.inherited_unit = Some(unit.clone());
            }
        }
    }
}

/// The unit that goes on from one row to the next over a page break.
fn unit_above(above: &Printed, next: &Printed) -> Option<Text> {
    let (ends, begins) = (above.row_span_unit.as_ref()?, next.row_span_unit.as_ref()?);
    let merged = ends.rows.len() > 1 || begins.rows.len() > 1;
    let last = ends.at + 1 == ends.rows.end;
    let first = begins.blank && begins.at == begins.rows.start;
    let unit = above.row.unit.as_ref().or(above.inherited_unit.as_ref());
    unit.filter(|_| merged && last && first && parted(above, next))
        .cloned()
}

/// A page break stands between two rows.
fn parted(above: &Printed, next: &Printed) -> bool {
    let page = |place: Option<&crate::model::Place>| place.and_then(|place| place.page);
    let (last, first) = (page(above.row.places.last()), page(next.row.places.first()));
    next.found != Found::Format && last.is_some() && first > last
}

/// A row that prints a figure; a heading has neither unit nor figure.
fn asks(printed: &Printed) -> bool {
    let row = &printed.row;
    row.kind != RowKind::Section
        && row
            .value
            .iter()
            .chain(row.more_values.iter().flatten())
            .next()
            .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Row};

    fn row(page: u32, unit: &str, value: &str, cell: (Range<usize>, usize)) -> Printed {
        let text = |text: &str| Some(Text::clean(text)).filter(|text| !text.is_empty());
        Printed {
            row: Row {
                unit: text(unit),
                value: text(value),
                places: vec![Place::page(page)],
                ..Row::default()
            },
            found: Found::Rules,
            row_span_unit: Some(RowSpanUnit {
                rows: cell.0,
                at: cell.1,
                blank: unit.is_empty(),
            }),
            ..Printed::default()
        }
    }

    fn units(rows: &mut [Printed]) -> Vec<Option<&str>> {
        inherit(rows);
        rows.iter()
            .map(|row| row.inherited_unit.as_ref().map(Text::as_str))
            .collect()
    }

    #[test]
    fn a_merged_unit_goes_on_over_the_page() {
        let mut rows = [
            row(1, "Người", "1", (4..6, 5)),
            row(2, "", "2", (0..2, 0)),
            row(2, "", "", (0..2, 1)),
        ];
        assert_eq!(units(&mut rows), [None, Some("Người"), Some("Người")]);
        let mut rest = [row(1, "Người", "1", (4..6, 5)), row(2, "", "2", (0..1, 0))];
        assert_eq!(units(&mut rest), [None, Some("Người")]);
    }

    #[test]
    fn a_blank_stays_blank_without_a_merged_cell_a_figure_or_a_page_break() {
        let mut single = [row(1, "Người", "1", (5..6, 5)), row(2, "", "2", (0..1, 0))];
        assert_eq!(units(&mut single), [None, None]);
        let mut heading = [row(1, "Người", "1", (4..6, 5)), row(2, "", "", (0..1, 0))];
        assert_eq!(units(&mut heading), [None, None]);
        let mut one_page = [row(1, "Người", "1", (4..6, 5)), row(1, "", "2", (6..8, 6))];
        assert_eq!(units(&mut one_page), [None, None]);
        let mut ended = [row(1, "Người", "1", (4..7, 5)), row(2, "", "2", (0..2, 0))];
        assert_eq!(units(&mut ended), [None, None]);
    }
}

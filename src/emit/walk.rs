//! A walk along what a report says, beside its form: both stand in the form's order.

use crate::model::SubmittedCell;
use crate::schema::{Indicator, Schema};

/// The cell of an indicator; those before it are taken off, so that a column is walked once. `None` where the report
/// has none.
pub fn step<'c>(
    cells: &mut &'c [SubmittedCell],
    schema: &Schema,
    indicator: &Indicator,
) -> Option<&'c SubmittedCell> {
    let here = schema.position(&indicator.id);
    while let [first, rest @ ..] = *cells {
        let at = schema.position(&first.indicator);
        if at > here {
            return None;
        }
        *cells = rest;
        if at == here {
            return Some(first);
        }
    }
    None
}

//! What an address that leads into the page names → the id of the item.

use super::Review;
use super::index::Item;
use super::state::Cell;
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// What an address that leads into the page names.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sought {
    /// Name of the report.
    report: String,
    /// The check; empty for whatever is open.
    code: String,
    /// Id of the indicator.
    indicator: String,
    /// The printed label of a row of none.
    row: String,
}

/// The id of what a finding is about: of a code on an indicator, or on the row of a printed label; of the report's
/// first open item where no code is named.
pub fn found(review: &Review, sought: &Sought) -> Option<Json> {
    let desk = review.desk();
    let index = &desk.index;
    let items = index.items.iter();
    let mut items = items.filter(|item| index.reports[item.report].name == sought.report);
    let is_it = |item: &&Item| {
        item.code.as_str() == sought.code
            && match item.cell() {
                Cell::Indicator(id) => id == sought.indicator,
                Cell::Row(label) => sought.indicator.is_empty() && label == sought.row,
            }
    };
    let item = match sought.code.as_str() {
        "" => items.find(|item| item.is_open()),
        _ => items.find(is_it),
    };
    Some(json!({"id": item?.id}))
}

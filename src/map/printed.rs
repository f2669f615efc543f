//! The printed rows made ready for comparing, once, whatever the number of forms they are held against.

use super::tree::parents;
use crate::model::{Appendix, Number, Row};
use crate::schema::Schema;
use crate::schema::labels::unit_key;
use crate::text::similar::Label;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The rows of an appendix, made ready for comparing.
#[derive(Debug)]
pub(super) struct Printed<'a> {
    pub appendix: &'a Appendix,
    /// The label of each row.
    pub labels: Vec<Cow<'a, Label>>,
    /// The [`unit_key`] of each row's unit.
    pub units: Vec<Option<String>>,
    /// The number of each row without closing dots, where it prints one.
    pub numbers: Vec<Option<String>>,
    /// The row each row stands under.
    pub parents: Vec<Option<usize>>,
}

impl<'a> Printed<'a> {
    /// Most rows print the label of a form as it is: such a label is ready already.
    pub fn of(appendix: &'a Appendix, schemas: &'a [Schema]) -> Printed<'a> {
        let rows = &appendix.rows;
        let label = |row: &Row| {
            let known = schemas
                .iter()
                .find_map(|schema| schema.labels().printed(row.label.as_str()));
            known.map_or_else(|| Cow::Owned(Label::of(row.label.as_str())), Cow::Borrowed)
        };
        let number = |number: &Number| Some(number.key()).filter(|key| !key.is_empty());
        Printed {
            appendix,
            labels: rows.iter().map(label).collect(),
            units: units(appendix),
            numbers: rows
                .iter()
                .map(|row| row.number.as_ref().and_then(number))
                .collect(),
            parents: parents(rows),
        }
    }
}

/// Few units recur in many rows: each is folded once.
fn units(appendix: &Appendix) -> Vec<Option<String>> {
    let mut known: BTreeMap<&str, String> = BTreeMap::new();
    let mut key = |unit| known.entry(unit).or_insert_with(|| unit_key(unit)).clone();
    appendix
        .rows
        .iter()
        .map(|row| row.unit.as_ref().map(|unit| key(unit.as_str())))
        .collect()
}

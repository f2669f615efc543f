//! The printed rows made ready for comparing, once, whatever the number of forms they are held against.

use super::tree::parents;
use crate::model::{Appendix, Number, Row};
use crate::schema::labels::{kept, unit_key};
use crate::text::similar::Label;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Labels of reports, ready for comparing.
static READY: Mutex<BTreeMap<String, Arc<Label>>> = Mutex::new(BTreeMap::new());

/// The rows of an appendix, made ready for comparing.
#[derive(Debug)]
pub(super) struct Printed<'a> {
    pub appendix: &'a Appendix,
    /// The label of each row.
    pub labels: Vec<Arc<Label>>,
    /// The [`unit_key`] of each row's unit.
    pub units: Vec<Option<String>>,
    /// The number of each row without closing dots, where it prints one.
    pub numbers: Vec<Option<String>>,
    /// The row each row stands under.
    pub parents: Vec<Option<usize>>,
}

impl<'a> Printed<'a> {
    pub fn of(appendix: &'a Appendix) -> Printed<'a> {
        let rows = &appendix.rows;
        let label = |row: &Row| {
            let text = row.label.as_str();
            kept(&READY, |all| all, text, || Arc::new(Label::of(text)))
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

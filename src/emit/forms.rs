//! `forms.csv`: the rows of every form known, in printed order: what `indicators.csv` is joined to.

use super::long::{aggregate, kind, scope};
use super::sheet::{Column, Field};
use crate::schema::{Aggregate, Indicator, Schema};

/// Its columns.
pub const COLUMNS: &[Column] = &[
    Column::text("schema", "id of the form"),
    Column::text("indicator", "id of the row in that form"),
    Column::integer("order", "its place in the form, from 1"),
    Column::text("parent", "id of the row above it in the tree"),
    Column::text("section", "section of the form"),
    Column::text("number", "number the form prints"),
    Column::text("label", "label the form prints"),
    Column::text("unit", "unit the form prints"),
    Column::text("kind", "what its value is; section and heading have none"),
    Column::text(
        "scope",
        "what span its figure covers: in-period or cumulative",
    ),
    Column::text(
        "aggregate",
        "how offices' values make one: none, sum, ratio, weighted, mean, count-yes, last",
    ),
    Column::text("part", "of a ratio: the indicator above the line"),
    Column::text(
        "whole",
        "of a ratio: the indicator below the line; of a weighted mean: what it is weighed by",
    ),
];

/// The fields of each row of a form, as [`COLUMNS`] names them.
pub fn rows(schema: &Schema) -> impl Iterator<Item = Vec<Field>> {
    let rows = schema.indicators.iter().enumerate();
    rows.map(move |(at, indicator)| row(schema, at, indicator))
}

fn row(schema: &Schema, at: usize, indicator: &Indicator) -> Vec<Field> {
    let (part, whole) = match &indicator.aggregate {
        Aggregate::Ratio { part, whole } => (Some(part.as_str()), Some(whole.as_str())),
        Aggregate::Weighted { by } => (None, Some(by.as_str())),
        _ => (None, None),
    };
    vec![
        Field::text(&schema.id),
        Field::text(indicator.id.as_str()),
        Field::count(at + 1),
        Field::maybe(indicator.parent.as_ref().map(|id| id.as_str())),
        Field::text(&indicator.section),
        Field::maybe(indicator.number.as_ref().map(|number| &number.0)),
        Field::text(&indicator.label),
        Field::maybe(indicator.unit.as_ref()),
        Field::text(kind(indicator.kind)),
        Field::text(scope(indicator.scope)),
        Field::text(aggregate(&indicator.aggregate)),
        Field::maybe(part),
        Field::maybe(whole),
    ]
}

//! The indicator forms, as data.

pub mod form;

pub use form::{
    Aggregate, Choice, ColumnRatio, Indicator, Kind, Presence, Rule, Schema, Scope, ValueColumn, Variant,
};

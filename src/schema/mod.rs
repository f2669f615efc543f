//! The indicator forms, as data.

pub mod form;

pub use form::{Aggregate, Choice, Indicator, Kind, Presence, Rule, Schema, Scope, ValueColumn};

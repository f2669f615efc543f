//! The indicator forms, as data.
//!
//! * [`form`]: what a form is: [`Schema`], [`Indicator`], [`Rule`].
//! * [`Schema::from_json`]: reading and validating a schema file; [`builtin`] and [`load_dir`] find them.
//! * [`draft`](fn@draft): a schema drafted from reports.
//! * [`diff`](fn@diff): two forms joined row by row.

mod check;
mod choices;
mod diff;
mod draft;
mod fault;
pub mod form;
pub mod labels;
mod library;
mod load;
mod shape;

pub use choices::choices;
pub use diff::{Difference, Pair, diff};
pub use draft::draft;
pub use fault::{Fault, FaultKind, SchemaError, nearest};
pub use form::{
    Aggregate, Choice, ColumnRatio, Indicator, Kind, Presence, Rule, Schema, Scope, ValueColumn,
    Variant,
};
pub use labels::Labels;
pub use library::{builtin, find, load, load_dir, load_file, of, with_id};
pub use shape::JSON_SCHEMA;

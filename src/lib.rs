//! phuluc: numbers out of Vietnamese administrative reports.
//!
//! The phases, each with its type in and out:
//!
//! | phase | in → out |
//! |---|---|
//! | [`read`] | bytes → [`model::Document`]: what the paper shows |
//! | `table` | Document → [`model::Appendix`]: what the form says |
//! | `map` | Appendix + [`schema::Schema`] → records: what the schema asks |
//! | `audit` | records + Schema → findings: what is doubtful |
//! | [`emit`] | [`model::Report`]s → JSON, CSV … |
//!
//! [`pipeline`] calls these in order for one input, and offers them one by one; [`batch`] works on a folder; `store` keeps what came of it,
//! `review` shows it to a person who settles what is doubtful.
//! [`text`] knows Vietnamese text; [`model`] holds the types.

mod audit;
pub mod batch;
#[doc(hidden)] // the program itself, for main.rs alone
pub mod cli;
#[doc(hidden)] // what programs that hold this one call, as the Python package does
pub mod embed;
pub mod emit;
pub mod locale;
mod map;
pub mod model;
pub mod pipeline;
pub mod read;
mod review;
pub mod schema;
mod store;
mod table;
pub mod text;

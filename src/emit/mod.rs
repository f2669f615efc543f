//! What goes out: reports → bytes, one format a file.

pub mod appendix;
pub mod audit;
pub mod audit_html;
pub mod audit_json;
pub mod audit_text;
pub mod checks_page;
mod docx;
pub mod files;
pub mod findings;
pub mod form;
pub mod grid;
pub mod json;
pub mod letter;
pub mod long;
mod markup;
pub mod message;
pub mod package;
pub mod record;
pub mod rendered;
pub mod schema;
pub mod sheet;
pub mod tables;
pub mod text;
pub mod wide;
pub mod wording;

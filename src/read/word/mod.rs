//! What word processors have in common: paragraphs of runs, tables of cells that span or are covered,
//! text boxes. DOCX and ODT are read into these ([`raw`]), and from here become blocks ([`dress`]).

pub(in crate::read) mod covered;
pub(in crate::read) mod dress;
pub(in crate::read) mod edges;
pub(in crate::read) mod fonts;
pub(in crate::read) mod grid;
mod mark;
pub(in crate::read) mod number_format;
pub(in crate::read) mod props;
pub(in crate::read) mod raw;
pub(in crate::read) mod symbol;
pub(in crate::read) mod tally;
pub(in crate::read) mod walk;

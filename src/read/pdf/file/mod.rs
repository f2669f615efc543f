//! The file around the pages.
//!
//! | step | in → out | file |
//! |---|---|---|
//! | open | bytes, passwords → an opened document | [`open`] |
//! | repair | bytes of a damaged file → a sound copy, by the second parser | [`repair`] |
//! | unpack | a stream, a limit → its bytes, or that they are too many | [`bounded`] |
//! | annotations | a page → fields filled in, typed-over text, comments, attachments | [`annotations`] |
//! | strings | bytes of a text string → text | [`strings`] |
//! | structure tree | catalog → tagged tables: rows, cells, the marked content of each | [`tree`] |

pub(super) mod annotations;
pub(super) mod bounded;
pub(super) mod open;
mod repair;
#[cfg(test)]
mod second_opinion;
pub(super) mod strings;
pub(super) mod tree;

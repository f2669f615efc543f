//! Glyphs → text.
//!
//! | step | in → out | file |
//! |---|---|---|
//! | combining marks | glyphs → each mark after its letter | [`marks`] |
//! | glyph runs | glyphs → runs without a gap | [`glyph_run`] |
//! | words | runs, separators → words | [`word`] |
//! | lines | words → lines | [`line`] |
//! | cells | words → the text of a cell | [`cell`] |
//! | headers, footers, page numbers | paragraphs of all pages → those that repeat | [`running`] |

pub(super) mod cell;
mod glyph_run;
pub(super) mod line;
mod marks;
pub(super) mod running;
pub(super) mod word;

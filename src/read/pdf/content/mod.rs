//! What a page shows: drawing operations → glyphs, strokes, fills and pictures.
//!
//! | step | in → out | file |
//! |---|---|---|
//! | pages | an opened document → page by page | [`pages`] |
//! | interpret | drawing operations → calls of the collector: by the fast path, else by hayro's interpreter | [`interpreter`], [`fast_path`] |
//! | collect | calls → [`page::PageContent`] | [`collect`] |
//! | unseen | glyphs that are covered, struck out or of the colour of their ground → out of the page | [`unseen`] |
//! | fonts | a font and a code or glyph id → characters | [`fonts`] |

mod collect;
mod fast_path;
mod fonts;
mod interpreter;
pub(super) mod kind;
pub(super) mod page;
pub(super) mod pages;
pub(super) mod picture;
mod unseen;

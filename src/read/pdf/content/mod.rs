//! What a page shows: drawing operations → glyphs, strokes, fills and pictures.
//!
//! | step | in → out | file |
//! |---|---|---|
//! | interpret | drawing operations → calls of the collector; pages with rare ones go through hayro's interpreter | [`fast_path`] |
//! | collect | calls → [`page::PageContent`] | [`collect`] |
//! | fonts | a font and a code or glyph id → characters | [`fonts`] |

pub(super) mod collect;
pub(super) mod fast_path;
pub(super) mod fonts;
pub(super) mod page;

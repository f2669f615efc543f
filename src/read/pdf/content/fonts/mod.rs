//! What a glyph says.
//!
//! | step | in → out | file |
//! |---|---|---|
//! | characters | the interpreter's answer → characters as they are printed | [`characters`] |
//! | ToUnicode CMaps, checked | a font and a glyph → what its own outlines' names say, where the CMap lies | [`unicode`] |
//! | fonts without programs | a page's fonts → those whose picture shows another font | [`undrawn`] |
//! | font programs | TrueType or CFF tables → glyph id of a character | [`sfnt`] |

pub(super) mod characters;
mod sfnt;
pub(super) mod undrawn;
pub(super) mod unicode;

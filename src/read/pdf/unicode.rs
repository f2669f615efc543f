//! What a glyph says: the file's Unicode tables first, then the embedded font's own.

use super::collect::letters_of;
use super::page::Letters;
use hayro_interpret::font::Glyph as Drawn;

/// The Unicode tables of the embedded fonts met so far.
#[derive(Default)]
pub(super) struct Unicodes {}

impl Unicodes {
    /// What a glyph says.
    pub(super) fn letters(&mut self, drawn: &Drawn<'_>) -> Letters {
        letters_of(drawn.as_unicode())
    }
}

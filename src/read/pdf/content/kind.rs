//! What kind of page it is: text, a picture of text, text in letters that the file does not name.

use super::page::{Characters, PageContent};

/// Fewer letters than this on a page full of picture are a stamp, not a page of text.
const STAMP_LETTERS: usize = 200;
/// A page drawn with so many strokes but no letter has its text drawn as outlines.
const OUTLINED: usize = 400;

/// What is seen of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sight {
    /// Glyphs that are no blanks.
    pub(crate) letters: usize,
    /// Those that the file gives no letters for.
    pub(crate) unreadable: usize,
    /// Those that are not painted: a text layer.
    layer: usize,
    /// The share of the page that its largest picture covers.
    picture: f32,
}

impl Sight {
    pub(crate) fn of(content: &PageContent) -> Sight {
        let page = (content.width * content.height).max(1.0);
        let covered = content.images.iter().map(|b| b.width() * b.height() / page);
        let mut sight = Sight {
            picture: covered.fold(0.0, f32::max),
            ..Sight::default()
        };
        for glyph in content.glyphs.iter().filter(|glyph| !glyph.is_blank()) {
            sight.letters += 1;
            sight.unreadable += usize::from(glyph.characters == Characters::Unreadable);
            sight.layer += usize::from(glyph.invisible);
        }
        sight
    }

    /// A picture without text.
    pub(crate) fn is_picture(&self) -> bool {
        self.picture > 0.5 && self.letters < STAMP_LETTERS && self.layer == 0
            || self.letters == 0 && self.picture > 0.15
    }

    /// Text drawn as outlines.
    pub(crate) fn is_outlined(&self, content: &PageContent) -> bool {
        self.letters == 0 && content.strokes > OUTLINED && !content.cut
    }

    /// Letters without names; a stray bullet is no reason to distrust a page.
    pub(crate) fn is_unreadable(&self) -> bool {
        self.unreadable * 50 > self.letters
    }

    /// A picture with the text that a recogniser made of it.
    pub(crate) fn is_layer(&self) -> bool {
        self.layer * 2 > self.letters
    }

    /// Whether only the picture of the page tells what it says. Where letters are drawn in another font than
    /// they were set in, it tells something else.
    pub(crate) fn has_no_text(&self, content: &PageContent) -> bool {
        self.is_picture()
            || self.is_outlined(content)
            || self.unreadable * 10 > self.letters && content.undrawn.is_empty()
    }

    /// Whether the picture of the page tells where its words stand.
    pub(crate) fn has_layer_on_picture(&self) -> bool {
        self.is_layer() && self.letters > 0 && self.picture > 0.5
    }
}

//! Words that a recogniser found on a page, with their boxes and the page's rules → the same pages of glyphs and
//! strokes that a PDF is read to: one table finder for all.

use super::content::page::{
    Characters, Direction, Font, Glyph, PageContent, PathItem, PathKind, UNREADABLE,
};
use crate::model::{BBox, Page};
use serde::{Deserialize, Serialize};

/// A page as a recogniser gives it; boxes in points, origin at the top left, y growing downwards, the page laid
/// so that its text is upright and level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::read) struct RecognisedPage {
    /// Width in points.
    pub(in crate::read) width: f32,
    /// Height in points.
    pub(in crate::read) height: f32,
    /// Clockwise turn from the page as printed to how it is laid: 0, 90, 180 or 270 degrees.
    pub(in crate::read) turn: u16,
    /// Further clockwise turn about the middle, in degrees.
    pub(in crate::read) tilt: f32,
    /// What it says.
    pub(in crate::read) words: Vec<RecognisedWord>,
    /// Its ruling lines, level or upright.
    pub(in crate::read) rules: Vec<BBox>,
}

/// A word, or several with blanks between them that stand on one line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::read) struct RecognisedWord {
    /// What it says.
    pub(in crate::read) text: String,
    /// Its box.
    pub(in crate::read) bbox: BBox,
    /// Where its letters stand: y of the baseline.
    pub(in crate::read) baseline: f32,
    /// Font size.
    pub(in crate::read) size: f32,
    /// Where each character of `text` begins, as shares of the box's width; empty: evenly.
    pub(in crate::read) at: Vec<f32>,
    /// Set in bold.
    pub(in crate::read) bold: bool,
    /// Set in italics.
    pub(in crate::read) italic: bool,
}

impl RecognisedPage {
    /// The page as printed, before it was turned.
    pub(in crate::read) fn printed(&self) -> Page {
        let (mut width, mut height) = (self.width, self.height);
        if !self.turn.is_multiple_of(180) {
            (width, height) = (height, width);
        }
        Page {
            width,
            height,
            rotation: 0,
            pictured: false,
        }
    }

    /// A box of the page as printed, laid upright with it.
    pub(in crate::read) fn framed(&self, printed: BBox) -> BBox {
        self.content(0, self.printed()).framed(printed)
    }

    /// The page as if it had been drawn; `printed` is what the file says of it.
    pub(in crate::read) fn content(&self, number: u32, printed: Page) -> PageContent {
        let mut content = PageContent::blank(number, printed);
        content.turn = (printed.rotation + self.turn) % 360;
        content.tilt = self.tilt;
        (content.width, content.height) = (self.width, self.height);
        content.fonts = styles();
        content.glyphs = self.words.iter().flat_map(RecognisedWord::glyphs).collect();
        content.paths = self.rules.iter().map(|rule| stroke(*rule)).collect();
        content.strokes = content.paths.len();
        content
    }
}

impl RecognisedWord {
    /// A glyph for each of its characters, side by side over the width of the box.
    fn glyphs(&self) -> impl Iterator<Item = Glyph> + '_ {
        let letters = self.text.chars().count();
        let even = move |at: usize| at as f32 / letters.max(1) as f32;
        let edge = move |at: usize| match self.at.get(at) {
            Some(share) if self.at.len() == letters => *share,
            _ if at < letters => even(at),
            _ => 1.0,
        };
        let font = u16::from(self.bold) + 2 * u16::from(self.italic);
        self.text.chars().enumerate().map(move |(at, character)| {
            let x0 = self.bbox.x0 + edge(at) * self.bbox.width();
            let x1 = self.bbox.x0 + edge(at + 1) * self.bbox.width();
            Glyph {
                characters: match character {
                    UNREADABLE => Characters::Unreadable,
                    _ => Characters::One(character),
                },
                bbox: BBox {
                    x0,
                    y0: self.baseline - 0.8 * self.size,
                    x1,
                    y1: self.baseline + 0.2 * self.size,
                },
                origin: (x0, self.baseline),
                advance: x1 - x0,
                direction: Direction::Right,
                size: self.size,
                font,
                mcid: None,
                artifact: false,
                invisible: false,
                coloured: false,
                rgb: [0; 3],
            }
        })
    }
}

/// Plain, bold, italic, both: in the order [`RecognisedWord::glyphs`] counts them.
fn styles() -> Vec<Font> {
    let style = |(bold, italic)| Font {
        bold,
        italic,
        ..Font::default()
    };
    [(false, false), (true, false), (false, true), (true, true)]
        .map(style)
        .into()
}

fn stroke(bbox: BBox) -> PathItem {
    PathItem {
        bbox,
        kind: PathKind::Stroke,
        rgb: [0; 3],
        artifact: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, Source};
    use crate::read::Options;
    use crate::read::pdf::document;

    fn word(text: &str, x0: f32, y: f32) -> RecognisedWord {
        let size = 12.0;
        let x1 = x0 + text.chars().count() as f32 * 0.5 * size;
        RecognisedWord {
            text: text.to_owned(),
            bbox: BBox {
                x0,
                y0: y - 9.0,
                x1,
                y1: y + 2.0,
            },
            baseline: y,
            size,
            at: Vec::new(),
            bold: false,
            italic: false,
        }
    }

    #[test]
    fn words_between_rules_are_the_cells_of_a_table() {
        let level = |y| BBox {
            x0: 50.0,
            y0: y,
            x1: 500.0,
            y1: y + 1.0,
        };
        let upright = |x| BBox {
            x0: x,
            y0: 100.0,
            x1: x + 1.0,
            y1: 161.0,
        };
        let page = RecognisedPage {
            width: 595.0,
            height: 842.0,
            words: vec![
                word("Trên bảng", 60.0, 80.0),
                word("1", 60.0, 120.0),
                word("Số văn bản", 110.0, 120.0),
                word("16", 420.0, 120.0),
                word("2", 60.0, 150.0),
                word("Số kế hoạch", 110.0, 150.0),
                word("7", 420.0, 150.0),
            ],
            rules: [100.0, 130.0, 160.0]
                .map(level)
                .into_iter()
                .chain([50.0, 100.0, 400.0, 499.0].map(upright))
                .collect(),
            ..RecognisedPage::default()
        };
        let read = document(Source::default(), vec![page], &Options::default());
        let grid = read.output.blocks.iter().find_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        });
        let cells = grid.expect("a table").cells.iter();
        let texts: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["1", "Số văn bản", "16", "2", "Số kế hoạch", "7"]);
    }
}

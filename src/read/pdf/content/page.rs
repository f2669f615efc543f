//! What one page shows: glyphs, ink and pictures, before anything is made of them.
//!
//! Every coordinate of a [`PageContent`] is in its *frame*: points, origin at the top left, y growing
//! downwards, the page turned so that most of its text runs from left to right. Whatever is reported to the
//! outside goes through [`PageContent::place`], which turns boxes back to the page as printed.

use crate::model::{BBox, Code, Page, Place};

/// What one page shows.
#[derive(Clone, Debug)]
pub struct PageContent {
    /// Number of the page, from 1.
    pub number: u32,
    /// Size and rotation as the file says.
    pub page: Page,
    /// Clockwise turn from the page as printed to the frame: 0, 90, 180 or 270 degrees.
    pub turn: u16,
    /// Further clockwise turn by a small angle about the middle, in degrees: a scan laid straight.
    pub tilt: f32,
    /// Width of the frame.
    pub width: f32,
    /// Height of the frame.
    pub height: f32,
    /// Every glyph in the order of the content stream, spaces too.
    pub glyphs: Vec<Glyph>,
    /// The fonts the glyphs are set in; [`Glyph::font`] is an index into it.
    pub fonts: Vec<Font>,
    /// Straight strokes and filled boxes.
    pub paths: Vec<PathItem>,
    /// Boxes of the pictures.
    pub images: Vec<BBox>,
    /// Samples per inch of each of them.
    pub densities: Vec<f32>,
    /// Boxes of slanted lines and curves: charts and drawings.
    pub slants: Vec<BBox>,
    /// How many pieces of path were drawn, curves and all.
    pub strokes: usize,
    /// Boxes filled with one colour that nothing shows through.
    pub covers: Vec<Cover>,
    /// What readers crossed out.
    pub struck: Vec<BBox>,
    /// Glyphs that nobody sees, or that are struck out: no longer among the others.
    pub unseen: Vec<Unseen>,
    /// Fonts of glyphs that cannot be read and that are drawn in another font, if at all.
    pub undrawn: Vec<String>,
    /// A limit cut the page short.
    pub cut: bool,
}

/// A box filled with one colour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cover {
    /// Its box.
    pub bbox: BBox,
    /// Its colour.
    pub rgb: [u8; 3],
    /// How many glyphs were painted before it.
    pub glyphs: usize,
}

/// Glyphs that are no part of what the page says.
#[derive(Clone, Debug, PartialEq)]
pub struct Unseen {
    /// Why.
    pub code: Code,
    /// Where they stand.
    pub bbox: BBox,
    /// What they say.
    pub words: String,
}

/// One glyph.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// What it says.
    pub characters: Characters,
    /// Its box: the advance wide, one font size high.
    pub bbox: BBox,
    /// Where it stands on the baseline.
    pub origin: (f32, f32),
    /// How far the pen moves along the baseline.
    pub advance: f32,
    /// Which way the baseline runs.
    pub direction: Direction,
    /// Font size in points.
    pub size: f32,
    /// Index into [`PageContent::fonts`].
    pub font: u16,
    /// The marked content it belongs to; the key of the structure tree together with the page.
    pub mcid: Option<u32>,
    /// Marked as an artifact: header, footer, page number, stamp.
    pub artifact: bool,
    /// Not painted: the text layer of a scan.
    pub invisible: bool,
    /// Painted in a colour: neither black nor grey nor white.
    pub coloured: bool,
    /// Its colour, as far as that is plain.
    pub rgb: [u8; 3],
}

/// What a glyph says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Characters {
    /// One character.
    One(char),
    /// Several (a ligature) or none (covered by an ActualText before it).
    Many(Box<str>),
    /// The file does not tell.
    Unreadable,
}

/// Stands in a word for a glyph that cannot be read.
pub const UNREADABLE: char = '\u{FFFD}';

/// Which way a baseline runs in the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Left to right.
    Right,
    /// Top to bottom.
    Down,
    /// Upside down.
    Left,
    /// Bottom to top.
    Up,
    /// At an angle: a watermark.
    Slanted,
}

/// A font, as far as it matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Font {
    /// Name without the subset prefix; empty where the file does not tell.
    pub name: String,
    /// Its name or weight says bold.
    pub bold: bool,
    /// Its name or flags say italic.
    pub italic: bool,
    /// Its name hints at an encoding from before Unicode.
    pub legacy: bool,
}

/// How ink got onto the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// A horizontal or vertical stroke.
    Stroke,
    /// A filled box.
    Fill,
}

/// A straight stroke or a filled box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathItem {
    /// Its box, the stroke's thickness included, cut to what is visible.
    pub bbox: BBox,
    /// Stroke or fill.
    pub kind: PathKind,
    /// Its colour.
    pub rgb: [u8; 3],
    /// Drawn inside an artifact.
    pub artifact: bool,
}

impl Glyph {
    /// The single character it stands for, if it is one.
    pub fn char(&self) -> Option<char> {
        match &self.characters {
            Characters::One(c) => Some(*c),
            _ => None,
        }
    }

    /// Its origin seen along its direction of writing: (along, across), both growing as text does.
    pub(crate) fn along(&self) -> (f32, f32) {
        let (x, y) = self.origin;
        match self.direction {
            Direction::Right | Direction::Slanted => (x, y),
            Direction::Down => (y, -x),
            Direction::Left => (-x, -y),
            Direction::Up => (-y, x),
        }
    }

    /// A space of any kind, or nothing at all.
    #[inline(always)]
    pub fn is_blank(&self) -> bool {
        match &self.characters {
            Characters::One(c) => c.is_whitespace(),
            Characters::Many(s) => s.chars().all(char::is_whitespace),
            Characters::Unreadable => false,
        }
    }
}

impl PathItem {
    /// White on a white page shows nothing.
    pub fn is_white(&self) -> bool {
        self.rgb.iter().all(|c| *c >= 250)
    }
}

impl PageContent {
    /// A page without anything on it, its frame as printed.
    pub(crate) fn blank(number: u32, page: Page) -> PageContent {
        PageContent {
            number,
            page,
            turn: 0,
            tilt: 0.0,
            width: page.width,
            height: page.height,
            glyphs: Vec::new(),
            fonts: Vec::new(),
            paths: Vec::new(),
            images: Vec::new(),
            densities: Vec::new(),
            slants: Vec::new(),
            strokes: 0,
            covers: Vec::new(),
            struck: Vec::new(),
            unseen: Vec::new(),
            undrawn: Vec::new(),
            cut: false,
        }
    }

    /// The page number and a box of the frame, turned back to the page as printed.
    pub fn place(&self, frame: BBox) -> Place {
        Place {
            page: Some(self.number),
            // As the outputs print it: a report read again from its JSON is equal to itself.
            bbox: Some(self.printed(frame).rounded()),
            ..Place::default()
        }
    }

    /// A box of the frame on the page as printed.
    pub fn printed(&self, frame: BBox) -> BBox {
        let frame = tilted(frame, -self.tilt, self.width, self.height);
        turn_box(frame, (360 - self.turn) % 360, self.width, self.height)
    }

    /// A box of the page as printed, in the frame.
    pub fn framed(&self, printed: BBox) -> BBox {
        let frame = turn_box(printed, self.turn, self.page.width, self.page.height);
        tilted(frame, self.tilt, self.width, self.height)
    }

    /// Turns the whole content so that `direction` becomes [`Direction::Right`].
    pub(crate) fn set_upright(&mut self, direction: Direction) {
        let turn = match direction {
            Direction::Right | Direction::Slanted => return,
            Direction::Up => 90,
            Direction::Left => 180,
            Direction::Down => 270,
        };
        let (width, height) = (self.width, self.height);
        for glyph in &mut self.glyphs {
            glyph.bbox = turn_box(glyph.bbox, turn, width, height);
            glyph.origin = turn_point(glyph.origin, turn, width, height);
            glyph.direction = glyph.direction.turned(turn);
        }
        for ink in &mut self.paths {
            ink.bbox = turn_box(ink.bbox, turn, width, height);
        }
        for cover in &mut self.covers {
            cover.bbox = turn_box(cover.bbox, turn, width, height);
        }
        for struck in &mut self.struck {
            *struck = turn_box(*struck, turn, width, height);
        }
        for image in self.images.iter_mut().chain(&mut self.slants) {
            *image = turn_box(*image, turn, width, height);
        }
        self.turn = (self.turn + turn) % 360;
        if turn != 180 {
            (self.width, self.height) = (height, width);
        }
    }
}

impl Direction {
    /// The direction of a vector, y growing downwards.
    pub fn of(dx: f64, dy: f64) -> Direction {
        // Two degrees: what scanners and old printer drivers are off by.
        let straight = 0.035;
        if dy.abs() <= straight * dx.abs() {
            if dx >= 0.0 {
                Direction::Right
            } else {
                Direction::Left
            }
        } else if dx.abs() <= straight * dy.abs() {
            if dy >= 0.0 {
                Direction::Down
            } else {
                Direction::Up
            }
        } else {
            Direction::Slanted
        }
    }

    fn turned(self, clockwise: u16) -> Direction {
        let circle = [
            Direction::Right,
            Direction::Down,
            Direction::Left,
            Direction::Up,
        ];
        match circle.iter().position(|d| *d == self) {
            Some(at) => circle[(at + usize::from(clockwise / 90)) % 4],
            None => self,
        }
    }
}

/// The box around a box that is turned about the middle of the page; as large as before, since its content was
/// level on one side of the turn.
fn tilted(b: BBox, clockwise: f32, width: f32, height: f32) -> BBox {
    if clockwise == 0.0 {
        return b;
    }
    let (sin, cos) = clockwise.to_radians().sin_cos();
    let (x, y) = ((b.x0 + b.x1 - width) / 2.0, (b.y0 + b.y1 - height) / 2.0);
    let (dx, dy) = (x * cos - y * sin - x, x * sin + y * cos - y);
    BBox {
        x0: b.x0 + dx,
        y0: b.y0 + dy,
        x1: b.x1 + dx,
        y1: b.y1 + dy,
    }
}

/// A point of a `width` × `height` page after turning the page clockwise.
fn turn_point((x, y): (f32, f32), clockwise: u16, width: f32, height: f32) -> (f32, f32) {
    match clockwise {
        90 => (height - y, x),
        180 => (width - x, height - y),
        270 => (y, width - x),
        _ => (x, y),
    }
}

fn turn_box(b: BBox, clockwise: u16, width: f32, height: f32) -> BBox {
    let (ax, ay) = turn_point((b.x0, b.y0), clockwise, width, height);
    let (bx, by) = turn_point((b.x1, b.y1), clockwise, width, height);
    BBox {
        x0: ax.min(bx),
        y0: ay.min(by),
        x1: ax.max(bx),
        y1: ay.max(by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(turned: Direction) -> PageContent {
        let page = Page {
            width: 100.0,
            height: 200.0,
            rotation: 0,
            pictured: false,
        };
        let mut content = PageContent::blank(1, page);
        content.images.push(BBox {
            x0: 10.0,
            y0: 20.0,
            x1: 30.0,
            y1: 60.0,
        });
        content.set_upright(turned);
        content
    }

    #[test]
    fn a_turned_frame_leads_back_to_the_printed_box() {
        for direction in [
            Direction::Right,
            Direction::Down,
            Direction::Left,
            Direction::Up,
        ] {
            let content = content(direction);
            let back = content.printed(content.images[0]);
            assert_eq!(
                back,
                BBox {
                    x0: 10.0,
                    y0: 20.0,
                    x1: 30.0,
                    y1: 60.0
                },
                "{direction:?}"
            );
            assert_eq!(content.framed(back), content.images[0], "{direction:?}");
        }
    }

    #[test]
    fn text_running_upwards_is_laid_flat() {
        let content = content(Direction::Up);
        assert_eq!(
            (content.turn, content.width, content.height),
            (90, 200.0, 100.0)
        );
        assert_eq!(Direction::Up.turned(90), Direction::Right);
        assert_eq!(
            content.images[0],
            BBox {
                x0: 140.0,
                y0: 10.0,
                x1: 180.0,
                y1: 30.0
            }
        );
    }

    #[test]
    fn a_watermark_is_slanted() {
        assert_eq!(Direction::of(1.0, -1.0), Direction::Slanted);
        assert_eq!(Direction::of(0.0, -1.0), Direction::Up);
        assert_eq!(Direction::of(1.0, 0.01), Direction::Right);
    }
}

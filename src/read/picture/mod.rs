//! A page as a picture: what stands where on it, before anything is read.
//!
//! | room | in → out |
//! |---|---|
//! | `plane` | one channel of a picture, and the plain operations on it |
//! | `component` | a mask → pieces that hang together |
//! | `flatten` | uneven light, grey paper → paper of one brightness |
//! | `deskew` | a page a little askew → level |
//! | `colour` | ink of stamps and pens → taken out of print |
//! | `grid` | ruling lines, and the cells between them |
//! | `strips` | ink → lines of print, each cut out for reading |
//!
//! Lengths are pixels unless a name says otherwise; what a person would measure with a ruler (pitch of lines,
//! thickness of rules) is taken in inches by [`Picture::dpi`].

mod colour;
mod component;
mod deskew;
mod flatten;
mod grid;
mod plane;
mod strips;

use colour::Coloured;
use plane::Plane;

/// A page as a picture.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Picture {
    /// Width in pixels.
    pub(crate) width: usize,
    /// Height in pixels.
    pub(crate) height: usize,
    /// Brightness, 0 black to 255 white, row by row.
    pub(crate) grey: Vec<u8>,
    /// Colour, row by row; none where the picture is grey.
    pub(crate) colour: Option<Vec<[u8; 3]>>,
    /// Pixels per inch.
    pub(crate) dpi: f32,
}

/// A box of pixels; the ends are not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// Left edge.
    pub(crate) x0: usize,
    /// Top edge.
    pub(crate) y0: usize,
    /// Right edge.
    pub(crate) x1: usize,
    /// Bottom edge.
    pub(crate) y1: usize,
}

/// What a picture of a page holds.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The page laid straight, its paper made even: rules and grid are taken from it.
    pub(crate) upright: Picture,
    /// How the picture was turned to lay it straight.
    pub(crate) turned: Turned,
    /// The ruling lines, those of the grids and single ones.
    pub(crate) rules: Vec<Rule>,
    /// The lines of print, one for each cell they stand in, from top to bottom and left to right.
    pub(crate) strips: Vec<Strip>,
    /// The usual distance of two lines of print.
    pub(crate) pitch: f32,
}

/// From a picture to its upright form: first by quarters, then by a small angle about the middle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Turned {
    /// Clockwise, 0, 90, 180 or 270 degrees.
    pub(crate) quarters: u16,
    /// Clockwise, in degrees.
    pub(crate) angle: f32,
}

/// A straight ruling line, level or upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Its box; longer than wide.
    pub(crate) area: Area,
}

/// One line of print in one cell, or of running text, cut out for reading.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// The tight box of its ink in the upright picture.
    pub(crate) area: Area,
    /// Where its letters stand, in pixels from the top of the picture.
    pub(crate) baseline: f32,
    /// The cell it stands in; none for running text.
    pub(crate) cell: Option<Area>,
    /// What is to be read: the ink of this line alone, colour of stamps and pens taken out, `area` large.
    pub(crate) image: Picture,
    /// Brightness of the paper in `image`.
    pub(crate) paper: u8,
    /// What speaks against simply reading it.
    pub(crate) stain: Option<Stain>,
}

/// Why print may not be what it seems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stain {
    /// Coloured ink of a stamp or a pen touches it.
    Coloured,
}

impl Area {
    /// The smallest area that holds both.
    pub(crate) fn joined(self, other: Area) -> Area {
        Area {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// What stands where on a picture of a page that is the right way up.
pub(crate) fn layout(picture: Picture) -> Layout {
    let Picture {
        width,
        height,
        grey,
        colour,
        dpi,
    } = picture;
    let grey = Plane {
        width,
        height,
        data: grey,
    };
    let coloured = colour.and_then(|colour| colour::coloured(&grey, &colour));
    let flat = flatten::flattened(&grey, dpi);
    let angle = deskew::askew(&flat);
    let upright = |plane: Plane, outside| deskew::turned(&plane, angle, outside);
    let flat = upright(flat, flatten::PAPER);
    let (stain, text) = match coloured {
        Some(Coloured { mask, without }) => {
            let without = flatten::flattened(&without, dpi);
            (Some(upright(mask, 0)), upright(without, flatten::PAPER))
        }
        None => (None, flat.clone()),
    };
    let grid = grid::grid(&flat, dpi);
    let (all, text) = (erased(&flat, &grid.mask), erased(&text, &grid.mask));
    let sheet = strips::Sheet {
        text: &text,
        all: &all,
        stain: stain.as_ref(),
        grid: &grid,
        dpi,
    };
    let (strips, pitch) = strips::strips(&sheet);
    Layout {
        upright: Picture {
            width,
            height,
            grey: flat.data,
            colour: None,
            dpi,
        },
        turned: Turned { quarters: 0, angle },
        rules: grid.rules,
        strips,
        pitch,
    }
}

/// The boxes of the pieces of ink in a line of print, noise left out.
pub(crate) fn pieces_of(image: &Picture, paper: u8) -> Vec<Area> {
    let mask = Plane {
        width: image.width,
        height: image.height,
        data: image
            .grey
            .iter()
            .map(|value| u8::from(value.saturating_add(strips::INK) < paper))
            .collect(),
    };
    let pieces = component::pieces(&mask, component::Touch::Corners);
    let seen = pieces.iter().filter(|piece| piece.size >= 3);
    seen.map(|piece| piece.area).collect()
}

/// A page without the pixels of a mask.
fn erased(plane: &Plane, mask: &Plane) -> Plane {
    let mut left = plane.clone();
    for (value, gone) in left.data.iter_mut().zip(&mask.data) {
        if *gone != 0 {
            *value = flatten::PAPER;
        }
    }
    left
}

#[cfg(test)]
mod look;

//! A page as a picture: what stands where on it, before anything is read.
//!
//! | room | in → out |
//! |---|---|
//! | `decode` | bytes of a picture file → pictures of its pages |
//! | `flatten` | uneven light, grey paper → paper of one brightness |
//! | `deskew` | a page turned or a little askew → upright and level |
//! | `rules` | the grey picture → ruling lines |
//! | `borders` | ruling lines → which borders of a grid stand |
//! | `cells` | borders → the cells they enclose |
//! | `grid` | the same for all tables of a page |
//! | `dashed` | rules of which dashes are left → whole rules |
//! | `stain` | ink of stamps and pens → taken out of print |
//! | `ink` | what is dark → pieces of print, specks left out |
//! | `lines` | pieces of print → lines |
//! | `strips` | lines → each cut out for reading |
//! | `mask`, `pieces` | a picture of two values, and what hangs together in it |
//!
//! Lengths are pixels unless a name says otherwise; what a person would measure with a ruler (pitch of lines,
//! thickness of rules) is taken in inches by [`Picture::dpi`].

mod borders;
mod cells;
mod dashed;
pub(crate) mod decode;
mod deskew;
mod flatten;
mod grid;
mod ink;
mod lines;
mod mask;
mod pieces;
mod rules;
mod stain;
mod strips;

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
    /// Whether it stands on its head is not plain to see.
    pub(crate) doubtful: bool,
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
    /// That cell is in the first row of its table, where the columns are named.
    pub(crate) heads: bool,
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
    pub(crate) fn width(&self) -> usize {
        self.x1 - self.x0
    }

    pub(crate) fn height(&self) -> usize {
        self.y1 - self.y0
    }

    /// The box around both.
    fn with(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

impl Strip {
    /// Its ink is darker than this.
    pub(crate) fn limit(&self) -> u8 {
        let darkest = self.image.grey.iter().min().copied();
        ink::brightest(self.paper, darkest.unwrap_or(self.paper))
    }

    /// The boxes of its pieces of ink, noise left out.
    pub(crate) fn pieces(&self) -> Vec<Area> {
        let Picture {
            width,
            height,
            ref grey,
            ..
        } = self.image;
        let mask = mask::Mask::darker(grey, width, height, self.limit());
        let found = pieces::Pieces::of(&mask).pieces.into_iter();
        found
            .filter(|piece| piece.ink >= 3)
            .map(|piece| piece.area)
            .collect()
    }

    /// What stands left of a column of pixels, and what stands from it on.
    pub(crate) fn cut(&self, at: usize) -> (Strip, Strip) {
        let width = self.image.width;
        let at = at.min(width);
        (self.columns(0, at), self.columns(at, width))
    }

    /// A range of columns, with as many rows as have ink there.
    fn columns(&self, from: usize, to: usize) -> Strip {
        let rows: Vec<&[u8]> = self
            .image
            .grey
            .chunks_exact(self.image.width.max(1))
            .map(|row| &row[from..to])
            .collect();
        let limit = self.limit();
        let inked = |row: &&[u8]| row.iter().any(|grey| *grey < limit);
        let top = rows.iter().position(inked).unwrap_or(0);
        let foot = rows.iter().rposition(inked).map_or(rows.len(), |y| y + 1);
        let area = Area {
            x0: self.area.x0 + from,
            y0: self.area.y0 + top,
            x1: self.area.x0 + to,
            y1: self.area.y0 + foot,
        };
        Strip {
            area,
            baseline: area.y1 as f32,
            image: Picture {
                width: to - from,
                height: foot - top,
                grey: rows[top..foot].concat(),
                colour: None,
                dpi: self.image.dpi,
            },
            ..self.clone()
        }
    }
}

/// What stands where on a page.
pub(crate) fn layout(picture: Picture) -> Layout {
    let (upright, turned) = deskew::straighten(flatten::flatten(picture));
    laid_out(upright, turned)
}

impl Layout {
    /// The same page the other way up.
    pub(crate) fn half_turned(&self) -> Layout {
        let turned = Turned {
            quarters: (self.turned.quarters + 180) % 360,
            ..self.turned
        };
        laid_out(deskew::half_turn(self.upright.clone()), turned)
    }
}

fn laid_out(upright: Picture, turned: Turned) -> Layout {
    let grid = grid::grid(&upright);
    let stains = stain::stains(&upright);
    let ink = ink::ink(&upright, &grid, stains.as_ref());
    let pitch = strips::pitch(&upright, &ink);
    let page = strips::Page {
        picture: &upright,
        grid: &grid,
        ink: &ink,
        stains: stains.as_ref(),
        pitch,
    };
    let strips = strips::strips(&page);
    Layout {
        rules: grid.rules,
        strips,
        pitch,
        turned,
        upright,
    }
}

#[cfg(test)]
impl Strip {
    /// A line of running text with this ink on it, on white paper, 200 pixels an inch.
    pub(crate) fn drawn(width: usize, height: usize, grey: Vec<u8>) -> Strip {
        Strip {
            area: Area {
                x0: 0,
                y0: 0,
                x1: width,
                y1: height,
            },
            baseline: height as f32,
            cell: None,
            heads: false,
            image: Picture {
                width,
                height,
                grey,
                colour: None,
                dpi: 200.0,
            },
            paper: flatten::PAPER,
            stain: None,
        }
    }
}

#[cfg(test)]
mod tests;

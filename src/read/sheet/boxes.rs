//! Text in boxes that lie over a sheet's cells: what a box shows stands, on paper, in the cell it covers.

use super::{Content, Merge, Options, Sheet, Unshown};
use crate::model::{Code, Error};
use crate::read::xml::{Event, Tag, Xml};
use crate::text::number::{Strictness, is_number};

/// Cells a row of a table has at least.
const TABLE_ROW: usize = 3;
/// A row and a column of usual size, in the units of office drawings.
const ROW_HEIGHT: f32 = 190_500.0;
const COLUMN_WIDTH: f32 = 609_600.0;

/// A corner of a box: row and column, and how far into them, counted in rows and columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Corner {
    pub row: f32,
    pub column: f32,
}

/// A box with text.
#[derive(Debug, Default)]
pub(super) struct TextBox {
    pub from: Corner,
    pub to: Corner,
    pub text: String,
}

impl Corner {
    /// A corner inside a cell, so many rows and columns of usual size from its own corner; it stays inside.
    pub fn inside(row: u32, column: u32, down: f32, across: f32) -> Corner {
        Corner {
            row: row as f32 + down.clamp(0.0, 1.0),
            column: column as f32 + across.clamp(0.0, 1.0),
        }
    }
}

impl TextBox {
    /// The cell below the middle of the box.
    fn cell(&self) -> (u32, u32) {
        let middle = |from: f32, to: f32| f32::midpoint(from, to.max(from)) as u32;
        (
            middle(self.from.row, self.to.row),
            middle(self.from.column, self.to.column),
        )
    }
}

/// Lays boxes over the cells of a sheet: a figure over an empty cell of a table is the cell's, words above the
/// tables are titles; all else is told at its place.
pub(super) fn lay(sheet: &mut Sheet, boxes: Vec<TextBox>, options: &Options) {
    let mut counts = std::collections::BTreeMap::<u32, usize>::new();
    for (row, _) in sheet.cells.keys() {
        *counts.entry(*row).or_default() += 1;
    }
    let wide = counts.iter().find(|(_, count)| **count >= TABLE_ROW);
    let first = wide.map(|(row, _)| *row);
    for one in boxes {
        let content = Content::plain(&one.text);
        if content.text.is_empty() {
            continue;
        }
        let at = corner(&sheet.merges, one.cell());
        let is_free = !sheet.cells.contains_key(&at);
        let is_title = first.is_some_and(|first| at.0 < first);
        let is_in_row = counts.contains_key(&at.0) && !is_title;
        let is_figure = is_in_row && is_number(content.text.as_str(), Strictness::Answer);
        let told = Unshown::new(Code::TextBoxOverCell, content.text.as_str());
        let content = match () {
            () if is_free && is_title => content,
            () if is_free && is_figure => Content {
                unshown: vec![told],
                ..content
            },
            () => Content {
                unshown: vec![told],
                ..Content::default()
            },
        };
        sheet.put(at, content, options);
    }
}

/// The cell that prints what is at a place: the first of a merged area.
fn corner(merges: &[Merge], (row, column): (u32, u32)) -> (u32, u32) {
    let around = merges
        .iter()
        .find(|merge| merge.rows.contains(&row) && merge.columns.contains(&column));
    around.map_or((row, column), |merge| {
        (*merge.rows.start(), *merge.columns.start())
    })
}

/// What a drawing part of .xlsx and .xlsb puts over a sheet.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub boxes: Vec<TextBox>,
    /// How many pictures.
    pub pictures: usize,
}

/// Reads a drawing part.
pub(super) fn read(mut xml: Xml<'_>) -> Result<Drawing, Error> {
    let mut drawing = Drawing::default();
    let mut walk = Walk::default();
    while let Some(event) = xml.next()? {
        match event {
            // The same once more, for programs that cannot draw the first.
            Event::Start(tag) if tag.name() == "Fallback" => xml.skip()?,
            Event::Start(tag) => {
                drawing.pictures += usize::from(tag.name() == "pic");
                walk.start(&tag);
            }
            Event::Text(text) => walk.text(&text),
            Event::End => drawing.boxes.extend(walk.end()),
        }
    }
    Ok(drawing)
}

#[derive(Default)]
struct Walk {
    open: Vec<String>,
    one: TextBox,
    /// Whether the corner that is open is the first.
    is_first: bool,
}

impl Walk {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => self.one = TextBox::default(),
            "from" => self.is_first = true,
            "to" => self.is_first = false,
            "ext" if self.open.last().is_some_and(|name| name == "oneCellAnchor") => {
                let long = |name| tag.number(name).unwrap_or(0) as f32;
                self.one.to = Corner {
                    row: self.one.from.row + long("cy") / ROW_HEIGHT,
                    column: self.one.from.column + long("cx") / COLUMN_WIDTH,
                };
            }
            "p" | "br" if !self.one.text.is_empty() => self.one.text.push('\n'),
            _ => {}
        }
        self.open.push(tag.name().to_owned());
    }

    fn text(&mut self, text: &str) {
        let corner = if self.is_first {
            &mut self.one.from
        } else {
            &mut self.one.to
        };
        let number = || text.trim().parse::<f32>().unwrap_or(0.0).max(0.0);
        match self.open.last().map(String::as_str) {
            Some("col") => corner.column += number(),
            Some("row") => corner.row += number(),
            Some("colOff") => corner.column += (number() / COLUMN_WIDTH).min(1.0),
            Some("rowOff") => corner.row += (number() / ROW_HEIGHT).min(1.0),
            Some("t") => self.one.text.push_str(text),
            _ => {}
        }
    }

    /// The box that ends here.
    fn end(&mut self) -> Option<TextBox> {
        let name = self.open.pop()?;
        matches!(name.as_str(), "twoCellAnchor" | "oneCellAnchor")
            .then(|| std::mem::take(&mut self.one))
            .filter(|one| !one.text.trim().is_empty())
    }
}

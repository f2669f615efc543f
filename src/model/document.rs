//! What the paper shows: paragraphs and grids, in reading order. Knows no schema.

use super::{BBox, Place, Reading};
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One input, read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Which file this is and what it turned out to be.
    pub source: Source,
    /// The pages, for formats that have pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Page>,
    /// Everything printed, in reading order.
    pub blocks: Vec<Block>,
    /// Pictures that stand among the blocks or on sheets, not in cells, as far as the format tells.
    #[serde(skip)]
    pub pictures: Vec<Place>,
    /// How much of it was read.
    #[serde(default, skip_serializing_if = "Extent::is_whole")]
    pub extent: Extent,
}

/// The blocks of one report, parted once for all who read them: its appendix, and what stands around it.
#[derive(Clone, Debug)]
pub struct Layout<'d> {
    /// All blocks, in reading order.
    pub blocks: &'d [Block],
    /// Which of them are the appendix, from its title on; empty where there is none.
    pub appendix: Range<usize>,
}

impl<'d> Layout<'d> {
    /// Letterhead, body and signature: what stands before the appendix, and behind one without a title.
    pub fn report(&self) -> impl Iterator<Item = &'d Block> + use<'d> {
        let (before, from) = self.blocks.split_at(self.appendix.start);
        before.iter().chain(&from[self.appendix.len()..])
    }

    /// The appendix's title, its tables and what stands among them.
    pub fn appendix(&self) -> &'d [Block] {
        &self.blocks[self.appendix.clone()]
    }
}

/// Where a document came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file as the user named it, `/` between folders, archive members after `!`.
    pub file: String,
    /// What the content is, whatever the name says: `pdf`, `docx`, `text`, `xlsx` …
    pub format: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The program that wrote it, where the file says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub producer: Option<String>,
    /// What stood between the file and us: `decrypted`, `converted by LibreOffice`, `TCVN3` …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Source {
    /// A file of this name and format, its size taken from its content.
    pub fn of(file: &str, format: &str, content: &[u8]) -> Source {
        Source {
            file: file.to_owned(),
            format: format.to_owned(),
            bytes: content.len() as u64,
            ..Source::default()
        }
    }
}

/// A page's size in points as printed before any `/Rotate`, and that rotation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Clockwise rotation for display: 0, 90, 180 or 270 degrees.
    #[serde(default)]
    pub rotation: u16,
    /// What stands on it was read from its picture.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pictured: bool,
}

/// How much of the paper was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// A limit was reached; what follows was not read.
    Cut,
    /// Pages are pictures without text.
    Scan,
}

impl Extent {
    /// All of it was read.
    pub fn is_whole(&self) -> bool {
        *self == Extent::Whole
    }
}

/// A piece of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Running text.
    Paragraph(Paragraph),
    /// A table.
    Grid(Grid),
}

/// Running text, one paragraph (in a text file: one line; in a PDF: lines set as one block).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// Its text, generated numbers ("1.1.", "a)") included.
    pub text: Text,
    /// Where it stands.
    pub place: Place,
    /// Set in bold as a whole.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Set in the middle of the line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub centered: bool,
    /// Repeated on every page: header, footer, page number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub running: bool,
}

/// How a grid's cells were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// The format itself says so (DOCX, workbook, HTML).
    #[default]
    Format,
    /// Tab-separated lines of a text.
    Tabs,
    /// The structure tree of a tagged PDF.
    Tree,
    /// Ruling lines.
    Rules,
    /// The alignment of words.
    Alignment,
}

/// A table as printed, one piece: a table that runs over pages is several grids until the table
/// stage joins them, unless the format itself holds it as one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// The cells, each once, ordered by first row, then first column. Positions covered by no cell
    /// are possible (ragged tables) and mean "nothing printed there".
    pub cells: Vec<Cell>,
    /// Where the table stands; several where it runs over pages.
    pub places: Vec<Place>,
    /// How the cells were found.
    #[serde(default)]
    pub found: Found,
    /// Rows at the top that the format marks as header.
    #[serde(default)]
    pub header_rows: usize,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// What is printed in it, its lines joined by spaces.
    pub text: Text,
    /// Rows it covers.
    pub rows: Range<usize>,
    /// Columns it covers.
    pub columns: Range<usize>,
    /// Where it stands; several where a page break cuts it.
    pub places: Vec<Place>,
    /// The lines as printed, where there is more than one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Text>,
    /// Footnote marks set superscript at the end of the text, already taken off it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Text>,
    /// Set in italics as a whole.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    /// Set in bold as a whole.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Left indent of the text inside the cell, in points.
    #[serde(default)]
    pub indent: f32,
    /// How it was read, where the page is a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// Something is printed here that could not be turned into text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
    /// Tables inside this cell; their text is part of `text` too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nested: Vec<Grid>,
}

impl Grid {
    /// The cell that covers a position.
    pub fn at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells
            .iter()
            .find(|cell| cell.rows.contains(&row) && cell.columns.contains(&column))
    }

    /// The box of the grid's first piece.
    pub fn bbox(&self) -> Option<BBox> {
        self.places.first().and_then(|place| place.bbox)
    }
}

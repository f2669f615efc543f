//! What a word processor's file says, before it is text and grids.

use super::sight::{Ground, Look};

/// A font name, by its place in the document's font list.
pub(in crate::read) type FontId = u16;

/// How a run of characters is formatted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct RunFormat {
    pub font: Option<FontId>,
    pub bold: bool,
    pub italic: bool,
    pub superscript: bool,
    pub role: Role,
    pub look: Look,
}

/// What characters are there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) enum Role {
    /// They are the text.
    #[default]
    Text,
    /// The number a list puts before a paragraph.
    Number,
    /// The mark that points to a footnote or endnote.
    Reference,
}

/// Characters formatted alike. A tab is `\t`, a line break `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) struct Run {
    pub text: String,
    pub format: RunFormat,
}

/// Adds characters to the end of a paragraph's runs.
pub(in crate::read) fn push(runs: &mut Vec<Run>, text: &str, format: RunFormat) {
    match runs.last_mut() {
        Some(last) if last.format == format && format.role == Role::Text => {
            last.text.push_str(text)
        }
        _ => runs.push(Run {
            text: text.to_owned(),
            format,
        }),
    }
}

/// Puts a note's mark before its text.
pub(in crate::read) fn put_mark(content: &mut [Block], mark: &str) {
    if let Some(Block::Paragraph(Paragraph { runs, .. })) = content.first_mut()
        && !mark.is_empty()
    {
        runs.insert(
            0,
            Run {
                text: format!("[{mark}] "),
                format: RunFormat::default(),
            },
        );
    }
}

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Paragraph {
    /// Its runs, the generated number first.
    pub runs: Vec<Run>,
    pub centered: bool,
    /// Left indent of the first line in points.
    pub indent: f32,
    /// What is behind its letters.
    pub ground: Ground,
    /// A picture or an embedded object stands in it.
    pub picture: bool,
    /// Where it begins in the file's own text, where that is asked for; else 0.
    pub at: u64,
}

impl Paragraph {
    /// Nothing but white space is printed.
    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }
}

/// What a body, a cell, a text box or a note is made of.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// A text box, at the paragraph it is anchored in.
    Box(Vec<Block>),
    /// A file that is to be read in this place, by its id in the document.
    Inserted(String),
}

/// A table, its rows as the XML lists them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Table {
    /// Which table of the document, counted from 1 in the order they open.
    pub number: u32,
    pub rows: Vec<Row>,
    /// Rows of it that stand before these, where it is taken apart.
    pub above: usize,
    /// Widths of the grid's columns in twentieths of a point, where the table says them.
    pub widths: Vec<i64>,
    /// What is behind its cells.
    pub ground: Ground,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Row {
    /// Grid columns left free before the first cell.
    pub before: usize,
    pub header: bool,
    pub deleted: bool,
    /// Some of its text was deleted.
    pub lost_text: bool,
    /// What is behind its cells.
    pub ground: Ground,
    pub cells: Vec<Cell>,
}

/// How a cell takes part in a merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) enum Merge {
    /// It does not, or it opens one.
    #[default]
    No,
    /// It is covered by the cell before (above, or to the left).
    Covered,
    /// It is covered by a cell that says itself how far it reaches.
    Gone,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Cell {
    /// Grid columns it spans.
    pub span: usize,
    /// Rows it says it spans; 0 or 1 where it says nothing.
    pub down: usize,
    pub vertical: Merge,
    pub horizontal: Merge,
    /// A tracked change takes it out.
    pub deleted: bool,
    /// What is behind its text.
    pub ground: Ground,
    /// Where it begins in the file's own text, where that is asked for; else 0.
    pub at: u64,
    pub blocks: Vec<Block>,
}

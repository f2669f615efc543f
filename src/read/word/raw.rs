//! What the XML says, before it is text and grids: private to this reader.

/// A font name, by its place in the document's font list.
pub(in crate::read) type FontId = u16;

/// How a run of characters is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Look {
    pub font: Option<FontId>,
    pub bold: bool,
    pub italic: bool,
    /// Superscript.
    pub raised: bool,
    pub role: Role,
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

/// Characters set alike. A tab is `\t`, a line break `\n`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) struct Piece {
    pub text: String,
    pub look: Look,
}

/// Adds characters to the end of a paragraph's pieces.
pub(in crate::read) fn push(pieces: &mut Vec<Piece>, text: &str, look: Look) {
    match pieces.last_mut() {
        Some(last) if last.look == look && look.role == Role::Text => last.text.push_str(text),
        _ => pieces.push(Piece {
            text: text.to_owned(),
            look,
        }),
    }
}

/// Puts a note's mark before its text.
pub(in crate::read) fn put_mark(content: &mut [Block], mark: &str) {
    if let Some(Block::Paragraph(Paragraph { pieces, .. })) = content.first_mut()
        && !mark.is_empty()
    {
        pieces.insert(
            0,
            Piece {
                text: format!("[{mark}] "),
                look: Look::default(),
            },
        );
    }
}

/// One paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Paragraph {
    /// Its pieces, the generated number first.
    pub pieces: Vec<Piece>,
    pub centered: bool,
    /// Left indent of the first line in points.
    pub indent: f32,
    /// A picture or an embedded object stands in it.
    pub picture: bool,
}

impl Paragraph {
    /// Nothing but white space is printed.
    pub fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.trim().is_empty())
    }
}

/// What a body, a cell, a text box or a note is made of.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// A text box, at the paragraph it is anchored in.
    Box(Vec<Block>),
}

/// A table, its rows as the XML lists them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Table {
    /// Which table of the document, counted from 1 in the order they open.
    pub number: u32,
    pub rows: Vec<Row>,
    /// Widths of the grid's columns in twentieths of a point, where the table says them.
    pub widths: Vec<i64>,
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
    pub blocks: Vec<Block>,
}

//! Raw blocks → the document's blocks: here, and only here, runs become text.

use super::fonts::Fonts;
use super::grid::{Placed, layout};
use super::mark;
use super::raw::{Block, Paragraph, Piece, Role, Table};
use super::symbol::{is_private, symbol};
use crate::model::{self, Found, Grid, Place};
use crate::text::{Text, legacy};
use std::borrow::Cow;

/// Turns raw blocks into blocks.
pub(in crate::read) struct Dresser<'d> {
    fonts: &'d Fonts,
    paragraphs: u32,
    out: Vec<model::Block>,
}

impl<'d> Dresser<'d> {
    pub fn new(fonts: &'d Fonts) -> Dresser<'d> {
        Dresser { fonts, paragraphs: 0, out: Vec::new() }
    }

    /// All blocks so far.
    pub fn finish(self) -> Vec<model::Block> {
        self.out
    }

    /// Adds blocks in order; text boxes open up where they are anchored.
    pub fn add(&mut self, blocks: Vec<Block>) {
        let mut rest: Vec<Block> = blocks.into_iter().rev().collect();
        while let Some(block) = rest.pop() {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(&paragraph),
                Block::Table(table) => {
                    let mut floating = Vec::new();
                    let grid = self.grid(table, &mut floating);
                    self.add_paragraphs(floating);
                    self.out.push(model::Block::Grid(grid));
                }
                Block::Box(blocks) => rest.extend(blocks.into_iter().rev()),
            }
        }
    }

    fn add_paragraphs(&mut self, paragraphs: Vec<Paragraph>) {
        for paragraph in paragraphs {
            self.paragraph(&paragraph);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.paragraphs += 1;
        let pieces: Vec<&Piece> =
            paragraph.pieces.iter().filter(|p| p.look.role != Role::Reference).collect();
        let text = self.text(&pieces);
        if text.is_empty() {
            return;
        }
        self.out.push(model::Block::Paragraph(model::Paragraph {
            text,
            place: Place { paragraph: Some(self.paragraphs), ..Place::default() },
            bold: all(&pieces, |piece| piece.look.bold),
            centered: paragraph.centered,
            running: false,
        }));
    }

    /// A table as a grid. What floats over its cells in text boxes goes to `floating`.
    fn grid(&self, table: Table, floating: &mut Vec<Paragraph>) -> Grid {
        let number = table.number;
        let layout = layout(table);
        let cells = layout.cells.into_iter().map(|placed| self.cell(placed, number, floating)).collect();
        Grid {
            rows: layout.rows,
            columns: layout.columns,
            cells,
            places: vec![Place { table: Some(number), ..Place::default() }],
            found: Found::Format,
            header_rows: layout.header_rows,
        }
    }

    fn cell(&self, placed: Placed, table: u32, floating: &mut Vec<Paragraph>) -> model::Cell {
        let place = Place {
            table: Some(table),
            row: u32::try_from(placed.rows.start + 1).ok(),
            column: u32::try_from(placed.columns.start + 1).ok(),
            ..Place::default()
        };
        let mut content = Content::default();
        let (boxes, blocks): (Vec<_>, Vec<_>) =
            placed.cell.blocks.into_iter().partition(|block| matches!(block, Block::Box(_)));
        self.fill(&mut content, blocks, floating);
        let boxed = paragraphs_of(boxes);
        if content.lines.is_empty() {
            let blocks = boxed.into_iter().map(Block::Paragraph).collect();
            self.fill(&mut content, blocks, floating);
        } else {
            floating.extend(boxed);
        }
        content.into_cell(placed.rows, placed.columns, place)
    }

    /// Puts blocks into a cell, in order.
    fn fill(&self, content: &mut Content, blocks: Vec<Block>, floating: &mut Vec<Paragraph>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.fill_paragraph(content, paragraph),
                Block::Table(table) => {
                    let grid = self.grid(table, floating);
                    content.lines.extend(rows_as_lines(&grid));
                    content.nested.push(grid);
                }
                Block::Box(_) => {}
            }
        }
    }

    fn fill_paragraph(&self, content: &mut Content, paragraph: Paragraph) {
        if content.lines.is_empty() {
            content.indent = paragraph.indent;
        }
        content.picture |= paragraph.picture;
        let (mut references, mut pieces): (Vec<Piece>, Vec<Piece>) =
            paragraph.pieces.into_iter().partition(|piece| piece.look.role == Role::Reference);
        references.extend(mark::take_off(&mut pieces));
        for line in lines(&pieces) {
            let line: Vec<&Piece> = line.iter().collect();
            let text = self.text(&line);
            if !text.is_empty() {
                content.lines.push(text);
            }
        }
        content
            .marks
            .extend(references.iter().map(|piece| self.text(&[piece])).filter(|mark| !mark.is_empty()));
        content.pieces.extend(pieces);
    }

    /// The one place where characters of runs become text.
    fn text(&self, pieces: &[&Piece]) -> Text {
        let runs: Vec<_> = pieces.iter().map(|piece| self.run(piece)).collect();
        Text::in_fonts(runs.iter().map(|(text, font)| (&**text, *font)))
    }

    /// A piece's characters as drawn, and its font.
    fn run<'p>(&self, piece: &'p Piece) -> (Cow<'p, str>, Option<&'d str>) {
        let font = piece.look.font.and_then(|id| self.fonts.name(id));
        if !piece.text.contains(is_private) || font.is_some_and(|name| legacy::hint(name).is_some()) {
            return (Cow::Borrowed(&piece.text), font);
        }
        (piece.text.chars().map(|c| drawn(c, font.unwrap_or_default())).collect(), font)
    }
}

/// What a character of a symbol font shows.
fn drawn(c: char, font: &str) -> char {
    if is_private(c) { symbol(c.into(), font).unwrap_or(char::REPLACEMENT_CHARACTER) } else { c }
}

/// What stands in a cell.
#[derive(Default)]
struct Content {
    lines: Vec<Text>,
    marks: Vec<Text>,
    nested: Vec<Grid>,
    pieces: Vec<Piece>,
    indent: f32,
    picture: bool,
}

impl Content {
    fn into_cell(
        self,
        rows: std::ops::Range<usize>,
        columns: std::ops::Range<usize>,
        place: Place,
    ) -> model::Cell {
        let text = self.lines.iter().fold(Text::default(), |text, line| text.join(line));
        let pieces: Vec<&Piece> = self.pieces.iter().collect();
        let unreadable =
            text.as_str().contains(char::REPLACEMENT_CHARACTER) || (self.picture && text.is_empty());
        model::Cell {
            bold: all(&pieces, |piece| piece.look.bold),
            italic: all(&pieces, |piece| piece.look.italic),
            text,
            rows,
            columns,
            places: vec![place],
            lines: if self.lines.len() > 1 { self.lines } else { Vec::new() },
            marks: self.marks,
            indent: self.indent,
            unreadable,
            nested: self.nested,
        }
    }
}

/// True when there is text and all of it is set so. A list number is set by the list, not by the text.
fn all(pieces: &[&Piece], set: impl Fn(&Piece) -> bool) -> bool {
    let mut words = pieces
        .iter()
        .filter(|piece| piece.look.role == Role::Text && !piece.text.trim().is_empty())
        .peekable();
    words.peek().is_some() && words.all(|piece| set(piece))
}

/// The pieces of each printed line.
fn lines(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    for piece in pieces {
        for (at, part) in piece.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Piece { text: part.to_owned(), look: piece.look });
            }
        }
    }
    lines
}

/// A nested table's rows, each as one line of the cell around it.
fn rows_as_lines(grid: &Grid) -> Vec<Text> {
    let mut lines: Vec<Text> = vec![Text::default(); grid.rows];
    for cell in &grid.cells {
        if let Some(line) = lines.get_mut(cell.rows.start) {
            *line = line.join(&cell.text);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The paragraphs of text boxes, tables in them taken apart.
fn paragraphs_of(blocks: Vec<Block>) -> Vec<Paragraph> {
    let mut rest: Vec<Block> = blocks.into_iter().rev().collect();
    let mut out = Vec::new();
    while let Some(block) = rest.pop() {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph),
            Block::Box(blocks) => rest.extend(blocks.into_iter().rev()),
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                rest.extend(cells.flat_map(|cell| cell.blocks).collect::<Vec<_>>().into_iter().rev());
            }
        }
    }
    out
}

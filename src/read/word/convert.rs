//! Raw blocks → the document's blocks: here, and only here, runs become text.

use super::fonts::Fonts;
use super::grid::{Placed, layout};
use super::mark;
use super::raw::{Block, Paragraph, Piece, Role, Table};
use super::symbol::{is_private, symbol};
use crate::model::{self, Found, Grid, Place};
use crate::text::{Text, legacy};
use std::borrow::Cow;

/// Turns raw blocks into blocks, in order; text boxes open up where they are anchored.
pub(super) fn convert(blocks: Vec<Block>, fonts: &Fonts) -> Vec<model::Block> {
    let mut converter = Converter::new(fonts);
    converter.add(blocks);
    converter.out
}

struct Converter<'d> {
    fonts: &'d Fonts,
    /// By font: its name hints at an encoding from before Unicode.
    hinted: Vec<bool>,
    paragraphs: u32,
    out: Vec<model::Block>,
}

impl<'d> Converter<'d> {
    fn new(fonts: &'d Fonts) -> Converter<'d> {
        let hinted = fonts
            .names()
            .map(|name| legacy::hint(name).is_some())
            .collect();
        Converter {
            fonts,
            hinted,
            paragraphs: 0,
            out: Vec::new(),
        }
    }

    fn add(&mut self, blocks: Vec<Block>) {
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
        let pieces: Vec<&Piece> = paragraph
            .pieces
            .iter()
            .filter(|p| p.look.role != Role::Reference)
            .collect();
        let text = self.text(&pieces);
        if text.is_empty() {
            return;
        }
        self.out.push(model::Block::Paragraph(model::Paragraph {
            text,
            place: Place {
                paragraph: Some(self.paragraphs),
                ..Place::default()
            },
            bold: all(&pieces, |piece| piece.look.bold),
            centered: paragraph.centered,
            running: false,
        }));
    }

    /// A table as a grid. What floats over its cells in text boxes goes to `floating`.
    fn grid(&self, table: Table, floating: &mut Vec<Paragraph>) -> Grid {
        let number = table.number;
        let layout = layout(table);
        let cells = layout
            .cells
            .into_iter()
            .map(|placed| self.cell(placed, number, floating))
            .collect();
        Grid {
            rows: layout.rows,
            columns: layout.columns,
            cells,
            places: vec![Place {
                table: Some(number),
                ..Place::default()
            }],
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
        let (boxes, blocks): (Vec<_>, Vec<_>) = placed
            .cell
            .blocks
            .into_iter()
            .partition(|block| matches!(block, Block::Box(_)));
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
        let (mut references, mut pieces): (Vec<Piece>, Vec<Piece>) = paragraph
            .pieces
            .into_iter()
            .partition(|piece| piece.look.role == Role::Reference);
        references.extend(mark::take_off(&mut pieces));
        content.lines.extend(self.lines(&pieces));
        content.marks.extend(
            references
                .iter()
                .map(|piece| self.text(&[piece]))
                .filter(|mark| !mark.is_empty()),
        );
        content.pieces.extend(pieces);
    }

    /// The text of each printed line.
    fn lines(&self, pieces: &[Piece]) -> Vec<Text> {
        let whole: Vec<&Piece> = pieces.iter().collect();
        let lines = if pieces.iter().any(|piece| piece.text.contains('\n')) {
            let parts = broken(pieces);
            parts
                .iter()
                .map(|line| self.text(&line.iter().collect::<Vec<_>>()))
                .collect()
        } else {
            vec![self.text(&whole)]
        };
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// The one place where characters of runs become text. Fonts are handed on only where one of them
    /// hints at an encoding.
    fn text(&self, pieces: &[&Piece]) -> Text {
        if pieces.iter().any(|piece| self.is_hinted(piece)) {
            let runs: Vec<_> = pieces
                .iter()
                .map(|piece| (self.drawn(piece), self.font(piece)))
                .collect();
            return Text::in_fonts(runs.iter().map(|(text, font)| (&**text, *font)));
        }
        match pieces {
            [] => Text::default(),
            [piece] => Text::clean(&self.drawn(piece)),
            _ => Text::clean(
                &pieces
                    .iter()
                    .map(|piece| self.drawn(piece))
                    .collect::<String>(),
            ),
        }
    }

    fn font(&self, piece: &Piece) -> Option<&'d str> {
        piece.look.font.and_then(|id| self.fonts.name(id))
    }

    fn is_hinted(&self, piece: &Piece) -> bool {
        piece
            .look
            .font
            .is_some_and(|id| self.hinted.get(usize::from(id)) == Some(&true))
    }

    /// A piece's characters as its font draws them. Codes of a legacy encoding are left to whoever knows it.
    fn drawn<'p>(&self, piece: &'p Piece) -> Cow<'p, str> {
        if self.is_hinted(piece) || !piece.text.contains(is_private) {
            return Cow::Borrowed(&piece.text);
        }
        let font = self.font(piece).unwrap_or_default();
        piece.text.chars().map(|c| drawn(c, font)).collect()
    }
}

/// What a character of a symbol font shows.
fn drawn(c: char, font: &str) -> char {
    if is_private(c) {
        symbol(c.into(), font).unwrap_or(char::REPLACEMENT_CHARACTER)
    } else {
        c
    }
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
        let text = Text::joined(&self.lines);
        let pieces: Vec<&Piece> = self.pieces.iter().collect();
        let unreadable = text.as_str().contains(char::REPLACEMENT_CHARACTER)
            || (self.picture && text.is_empty());
        model::Cell {
            bold: all(&pieces, |piece| piece.look.bold),
            italic: all(&pieces, |piece| piece.look.italic),
            text,
            rows,
            columns,
            places: vec![place],
            lines: if self.lines.len() > 1 {
                self.lines
            } else {
                Vec::new()
            },
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

/// The pieces of each line, pieces with a line break in them taken apart.
fn broken(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut lines = vec![Vec::new()];
    for piece in pieces {
        for (at, part) in piece.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Piece {
                    text: part.to_owned(),
                    look: piece.look,
                });
            }
        }
    }
    lines
}

/// A nested table's rows, each as one line of the cell around it.
fn rows_as_lines(grid: &Grid) -> Vec<Text> {
    let mut rows: Vec<Vec<&Text>> = vec![Vec::new(); grid.rows];
    for cell in &grid.cells {
        rows.get_mut(cell.rows.start)
            .into_iter()
            .for_each(|row| row.push(&cell.text));
    }
    rows.into_iter()
        .map(Text::joined)
        .filter(|line| !line.is_empty())
        .collect()
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
                rest.extend(
                    cells
                        .flat_map(|cell| cell.blocks)
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev(),
                );
            }
        }
    }
    out
}

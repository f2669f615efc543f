//! Tokens → raw blocks.

use super::lex::{Lexer, Token, attribute};
use crate::model::Error;
use crate::read::Limits;
use crate::read::word::covered;
use crate::read::word::fonts::Fonts;
use crate::read::word::raw::{Block, Cell, Look, Paragraph, Piece, Row, Table, push};
use crate::read::xml::within;

/// Elements that end the line before them and the line they hold.
const BLOCKS: [&str; 27] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];

/// Elements without content.
const VOID: [&str; 12] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr",
];

/// Most elements open at once whose look is kept apart.
const MAX_OPEN: usize = 512;

/// How text is set.
#[derive(Clone, Copy, Debug, Default)]
struct Set {
    look: Look,
    centered: bool,
    hidden: bool,
}

/// A table whose end has not come.
#[derive(Default)]
struct OpenTable {
    number: u32,
    rows: Vec<Row>,
    row: Option<Row>,
    cell: Option<Cell>,
    /// How many elements were open where it began.
    depth: usize,
}

/// A page while it is being read.
pub(super) struct Walk<'f> {
    fonts: &'f mut Fonts,
    limits: Limits,
    set: Set,
    open: Vec<(String, Set)>,
    tables: Vec<OpenTable>,
    count: u32,
    cells: u64,
    pieces: Vec<Piece>,
    picture: bool,
    blocks: Vec<Block>,
    pub hidden: u32,
}

impl<'f> Walk<'f> {
    pub fn new(fonts: &'f mut Fonts, limits: Limits) -> Walk<'f> {
        Walk {
            fonts,
            limits,
            set: Set::default(),
            open: Vec::new(),
            tables: Vec::new(),
            count: 0,
            cells: 0,
            pieces: Vec::new(),
            picture: false,
            blocks: Vec::new(),
            hidden: 0,
        }
    }

    /// Reads a page to its end; what is open there is closed.
    pub fn run(mut self, page: &str) -> Result<(Vec<Block>, u32), Error> {
        for token in Lexer::new(page) {
            match token {
                Token::Open(name, attributes) => self.start(&name, attributes)?,
                Token::Close(name) => self.end(&name),
                Token::Text(text) => self.print(&text),
            }
        }
        self.end_line();
        while !self.tables.is_empty() {
            self.end_table();
        }
        Ok((self.blocks, self.hidden))
    }

    fn print(&mut self, text: &str) {
        if self.set.hidden {
            self.hidden += u32::from(!text.trim().is_empty());
            return;
        }
        // Only `br` breaks a line; in the source, a line break is a space.
        let text: String = text
            .chars()
            .map(|c| {
                if matches!(c, '\n' | '\r' | '\t') {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        let between = self.pieces.is_empty() && text.trim().is_empty();
        if !between {
            push(&mut self.pieces, &text, self.set.look);
        }
    }

    fn start(&mut self, name: &str, attributes: &str) -> Result<(), Error> {
        match name {
            "br" => push(&mut self.pieces, "\n", self.set.look),
            "img" => self.picture = true,
            "table" => self.start_table()?,
            "tr" => self.start_row(),
            "td" | "th" => self.start_cell(name, attributes)?,
            name if BLOCKS.contains(&name) => self.end_line(),
            _ => {}
        }
        if !VOID.contains(&name)
            && !attributes.trim_end().ends_with('/')
            && self.open.len() < MAX_OPEN
        {
            self.open.push((name.to_owned(), self.set));
            self.dress(name, attributes);
        }
        Ok(())
    }

    /// Takes on the look that an element gives its content.
    fn dress(&mut self, name: &str, attributes: &str) {
        let style = attribute(attributes, "style")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .replace(' ', "");
        let align = attribute(attributes, "align").unwrap_or_default();
        let look = &mut self.set.look;
        look.bold |= matches!(name, "b" | "strong" | "th") || style.contains("font-weight:bold");
        look.italic |= matches!(name, "i" | "em") || style.contains("font-style:italic");
        look.raised |= name == "sup";
        self.set.centered |= name == "center"
            || align.eq_ignore_ascii_case("center")
            || style.contains("text-align:center");
        self.set.hidden |=
            style.contains("display:none") || attribute(attributes, "hidden").is_some();
        let face = attribute(attributes, "face").or_else(|| family(attributes));
        if let Some(face) = face {
            self.set.look.font = self.fonts.id(face.trim());
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table" => self.end_table(),
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            name if BLOCKS.contains(&name) => self.end_line(),
            _ => {}
        }
        let floor = self.tables.last().map_or(0, |table| table.depth);
        let at = self
            .open
            .iter()
            .rposition(|(open, _)| open == name)
            .filter(|at| *at >= floor);
        if let Some(at) = at {
            self.set = self.open.get(at).map(|(_, set)| *set).unwrap_or_default();
            self.open.truncate(at);
        }
    }

    fn end_line(&mut self) {
        let picture = std::mem::take(&mut self.picture);
        let pieces = std::mem::take(&mut self.pieces);
        let paragraph = Paragraph {
            pieces,
            centered: self.set.centered,
            indent: 0.0,
            picture,
        };
        if paragraph.is_blank() && !picture {
            return;
        }
        self.place(Block::Paragraph(paragraph));
    }

    /// Puts a block into the innermost open cell, or into the page.
    fn place(&mut self, block: Block) {
        match self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => cell.blocks.push(block),
            None => self.blocks.push(block),
        }
    }

    fn start_table(&mut self) -> Result<(), Error> {
        self.end_line();
        within(
            "tables inside tables",
            self.tables.len() as u64,
            u64::from(self.limits.nested_tables),
        )?;
        self.count += 1;
        self.tables.push(OpenTable {
            number: self.count,
            depth: self.open.len(),
            ..OpenTable::default()
        });
        Ok(())
    }

    fn start_row(&mut self) {
        self.end_row();
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(Row::default());
        }
    }

    fn start_cell(&mut self, name: &str, attributes: &str) -> Result<(), Error> {
        self.end_cell();
        self.cells += 1;
        within(
            "cells in one table",
            self.cells,
            u64::from(self.limits.table_cells),
        )?;
        let span = |name| {
            attribute(attributes, name)
                .and_then(|n| n.trim().parse::<usize>().ok())
                .unwrap_or(1)
        };
        if let Some(table) = self.tables.last_mut() {
            let row = table.row.get_or_insert_default();
            row.header = name == "th" && (row.cells.is_empty() || row.header);
            table.cell = Some(Cell {
                span: span("colspan").max(1),
                down: span("rowspan").max(1),
                ..Cell::default()
            });
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        self.end_line();
        if let Some(table) = self.tables.last_mut()
            && let Some(cell) = table.cell.take()
        {
            table.row.get_or_insert_default().cells.push(cell);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            table.rows.extend(table.row.take());
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        if let Some(mut table) = self.tables.pop() {
            covered::fill(&mut table.rows);
            if table.rows.iter().any(|row| !row.cells.is_empty()) {
                self.place(Block::Table(Table {
                    number: table.number,
                    rows: table.rows,
                    widths: Vec::new(),
                }));
            }
        }
    }
}

/// The first font of a style.
fn family(attributes: &str) -> Option<String> {
    let style = attribute(attributes, "style")?;
    let at = style.to_ascii_lowercase().find("font-family")?;
    let value = style.get(at..)?.split_once(':')?.1;
    let first = value
        .split([';', ','])
        .next()?
        .trim()
        .trim_matches(['"', '\'']);
    (!first.is_empty()).then(|| first.to_owned())
}

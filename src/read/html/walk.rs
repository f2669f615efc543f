//! Tokens → raw blocks.

use super::lex::{Lexer, Token, attribute};
use crate::model::Error;
use crate::read::Limits;
use crate::read::sheet::of_stored;
use crate::read::word::builder::{BlockBuilder, RowStyle};
use crate::read::word::fonts::Fonts;
use crate::read::word::raw::{Block, Cell, Paragraph, Run, RunFormat, push};
use crate::read::word::revisions::RevisionCounts;

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

/// Most elements open at once whose formatting is kept apart.
const MAX_OPEN: usize = 512;

/// How text is set.
#[derive(Clone, Copy, Debug, Default)]
struct Set {
    format: RunFormat,
    centered: bool,
    hidden: bool,
}

/// A page while it is being read.
pub(super) struct Walk<'f> {
    fonts: &'f mut Fonts,
    builder: BlockBuilder,
    set: Set,
    open: Vec<(String, Set)>,
    /// By open table: how many elements were open where it began.
    floors: Vec<usize>,
    runs: Vec<Run>,
    picture: bool,
    /// The number a spreadsheet stored in the open cell, beside how it is shown.
    stored: Option<String>,
}

impl<'f> Walk<'f> {
    pub fn new(fonts: &'f mut Fonts, limits: Limits) -> Walk<'f> {
        Walk {
            fonts,
            builder: BlockBuilder::new(RowStyle::Reaching, limits),
            set: Set::default(),
            open: Vec::new(),
            floors: Vec::new(),
            runs: Vec::new(),
            picture: false,
            stored: None,
        }
    }

    /// Reads a page to its end; what is open there is closed.
    pub fn run(mut self, page: &str) -> Result<(Vec<Block>, RevisionCounts), Error> {
        for token in Lexer::new(page) {
            match token {
                Token::Open(name, attributes) => self.start(&name, attributes)?,
                Token::Close(name) => self.end(&name)?,
                Token::Text(text) => self.print(&text),
            }
        }
        self.end_line()?;
        Ok((self.builder.take_blocks(), self.builder.revisions))
    }

    fn print(&mut self, text: &str) {
        if self.set.hidden {
            self.builder.revisions.hidden += u32::from(!text.trim().is_empty());
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
        let text = match &self.stored {
            Some(stored) => of_stored(&text, stored),
            None => text,
        };
        let between = self.runs.is_empty() && text.trim().is_empty();
        if !between {
            push(&mut self.runs, &text, self.set.format);
        }
    }

    fn start(&mut self, name: &str, attributes: &str) -> Result<(), Error> {
        match name {
            "br" => push(&mut self.runs, "\n", self.set.format),
            "img" => self.picture = true,
            "table" => self.start_table()?,
            "tr" => self.start_row()?,
            "td" | "th" => self.start_cell(name, attributes)?,
            name if BLOCKS.contains(&name) => self.end_line()?,
            _ => {}
        }
        if !VOID.contains(&name)
            && !attributes.trim_end().ends_with('/')
            && self.open.len() < MAX_OPEN
        {
            self.open.push((name.to_owned(), self.set));
            self.format(name, attributes);
        }
        Ok(())
    }

    /// Takes on the formatting that an element gives its content.
    fn format(&mut self, name: &str, attributes: &str) {
        let style = attribute(attributes, "style")
            .unwrap_or_default()
            .to_ascii_lowercase()
            .replace(' ', "");
        let align = attribute(attributes, "align").unwrap_or_default();
        let format = &mut self.set.format;
        format.bold |= matches!(name, "b" | "strong" | "th") || style.contains("font-weight:bold");
        format.italic |= matches!(name, "i" | "em") || style.contains("font-style:italic");
        format.superscript |= name == "sup";
        self.set.centered |= name == "center"
            || align.eq_ignore_ascii_case("center")
            || style.contains("text-align:center");
        self.set.hidden |=
            style.contains("display:none") || attribute(attributes, "hidden").is_some();
        let face = attribute(attributes, "face").or_else(|| family(attributes));
        if let Some(face) = face {
            self.set.format.font = self.fonts.id(face.trim());
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "table" => {
                self.end_line()?;
                self.builder.close_table();
                self.floors.pop();
            }
            "tr" => {
                self.end_line()?;
                self.builder.close_row();
            }
            "td" | "th" => {
                self.end_line()?;
                self.stored = None;
                self.builder.close_cell();
            }
            name if BLOCKS.contains(&name) => self.end_line()?,
            _ => {}
        }
        // An end tag in a table does not close what is open around it.
        let floor = self.floors.last().copied().unwrap_or(0);
        let at = self
            .open
            .iter()
            .rposition(|(open, _)| open == name)
            .filter(|at| *at >= floor);
        if let Some(at) = at {
            self.set = self.open.get(at).map(|(_, set)| *set).unwrap_or_default();
            self.open.truncate(at);
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), Error> {
        self.builder.add(Paragraph {
            runs: std::mem::take(&mut self.runs),
            centered: self.set.centered,
            indent: 0.0,
            picture: std::mem::take(&mut self.picture),
        })
    }

    fn start_table(&mut self) -> Result<(), Error> {
        self.end_line()?;
        self.builder.open_table()?;
        self.floors.push(self.open.len());
        Ok(())
    }

    fn start_row(&mut self) -> Result<(), Error> {
        self.end_line()?;
        self.builder.close_row();
        self.builder.open_row(1);
        Ok(())
    }

    fn start_cell(&mut self, name: &str, attributes: &str) -> Result<(), Error> {
        self.end_line()?;
        self.builder.close_cell();
        self.stored = ["sdval", "x:num"]
            .iter()
            .find_map(|name| attribute(attributes, name))
            .filter(|number| !number.is_empty());
        let reach = |name| {
            let number = attribute(attributes, name)?.trim().parse::<usize>().ok()?;
            Some(number.max(1))
        };
        let cell = Cell {
            span: reach("colspan").unwrap_or(1),
            down: reach("rowspan").unwrap_or(1),
            ..Cell::default()
        };
        self.builder.open_cell(cell, 1)?;
        if let Some(row) = self.builder.row() {
            row.header = name == "th" && (row.cells.is_empty() || row.header);
        }
        Ok(())
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

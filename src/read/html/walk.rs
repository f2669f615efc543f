//! Tokens → raw blocks.

use super::css::{Beside, Element, Sheet, Shown};
use super::form::{self, List};
use super::lex::{Lexer, Token, attribute};
use crate::model::Error;
use crate::read::Limits;
use crate::read::sheet::{contradicts, of_stored};
use crate::read::word::builder::{BlockBuilder, RowStyle};
use crate::read::word::fonts::Fonts;
use crate::read::word::raw::{Block, Cell, Paragraph, Run, RunFormat, push};
use crate::read::word::revisions::RevisionCounts;
use crate::read::word::sight::{Ground, Look};

/// Elements that end the line before them and the line they hold.
const BLOCKS: [&str; 34] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
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
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
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
    shown: Shown,
}

/// A page while it is being read.
pub(super) struct Walk<'f> {
    fonts: &'f mut Fonts,
    builder: BlockBuilder,
    sheet: Sheet,
    set: Set,
    open: Vec<(Element, Set)>,
    /// By open table: how many elements were open where it began.
    floors: Vec<usize>,
    runs: Vec<Run>,
    /// The list of a form that is open.
    list: Option<List>,
    picture: bool,
    /// The number a spreadsheet stored in the open cell, beside how it is shown.
    stored: Option<String>,
    /// What that cell shows so far.
    beside_stored: String,
}

impl<'f> Walk<'f> {
    pub fn new(fonts: &'f mut Fonts, limits: Limits) -> Walk<'f> {
        Walk {
            fonts,
            builder: BlockBuilder::new(RowStyle::Reaching, limits),
            sheet: Sheet::default(),
            set: Set::default(),
            open: Vec::new(),
            floors: Vec::new(),
            runs: Vec::new(),
            list: None,
            picture: false,
            stored: None,
            beside_stored: String::new(),
        }
    }

    /// Reads a page to its end; what is open there is closed.
    pub fn run(mut self, page: &str) -> Result<(Vec<Block>, RevisionCounts), Error> {
        for token in Lexer::new(page) {
            match token {
                Token::Open(name, attributes) => self.start(&name, attributes)?,
                Token::Close(name) => self.end(&name)?,
                Token::Text(text) => self.print(&text),
                Token::Style(css) => self.sheet.add(css),
            }
        }
        self.end_line()?;
        Ok((self.builder.take_blocks(), self.builder.revisions))
    }

    fn print(&mut self, text: &str) {
        if let Some(list) = &mut self.list {
            list.text(text);
            return;
        }
        if self.set.shown.gone {
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
            Some(stored) => {
                self.beside_stored.push_str(&text);
                of_stored(&text, stored)
            }
            None => text,
        };
        let between = self.runs.is_empty() && text.trim().is_empty();
        if !between {
            let format = self.format();
            push(&mut self.runs, &text, format);
        }
    }

    /// Prints what a field shows, as it is set itself.
    fn input(&mut self, attributes: &str) {
        if let Some(text) = form::input(attributes) {
            let around = self.set;
            self.show(&Element::new("input", attributes), attributes);
            self.print(&text);
            self.set = around;
        }
    }

    /// Prints what the list that is open shows.
    fn end_list(&mut self) {
        if let Some(list) = self.list.take() {
            self.print(&list.shown());
        }
    }

    fn format(&self) -> RunFormat {
        let shown = self.set.shown;
        RunFormat {
            look: Look {
                struck: shown.struck,
                unseen: shown.is_unseen(),
                color: shown.color,
                ground: shown.ground,
            },
            superscript: self.set.format.superscript || shown.raised,
            ..self.set.format
        }
    }

    fn start(&mut self, name: &str, attributes: &str) -> Result<(), Error> {
        match name {
            "br" => push(&mut self.runs, "\n", self.set.format),
            "img" => self.picture = true,
            // Numbers of a formula are apart: the parts of a fraction, a figure and its power.
            "mn" if !self.runs.is_empty() => push(&mut self.runs, " ", self.set.format),
            "input" => self.input(attributes),
            "option" => {
                if let Some(list) = &mut self.list {
                    list.entry(attributes);
                }
            }
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
            let element = Element::new(name, attributes);
            let before = self.set;
            self.show(&element, attributes);
            self.open.push((element, before));
            self.take_format(name, attributes);
            self.print_beside(Beside::Before);
            if matches!(name, "select" | "datalist") {
                self.end_list();
                self.list = Some(List::new(name, attributes));
            }
        }
        Ok(())
    }

    /// Takes on the formatting that an element gives its content.
    fn take_format(&mut self, name: &str, attributes: &str) {
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
        let face = attribute(attributes, "face").or_else(|| family(attributes));
        if let Some(face) = face {
            self.set.format.font = self.fonts.id(face.trim());
        }
    }

    /// Takes on what decides whether the element's text is seen.
    fn show(&mut self, element: &Element, attributes: &str) {
        let around = self.open.iter().map(|(open, _)| open);
        let mut shown = self.set.shown.inside();
        shown.take_attributes(&element.name, attributes);
        for sets in self.sheet.sets(element, around) {
            shown.take(sets);
        }
        shown.take(&attribute(attributes, "style").unwrap_or_default());
        // A row or a cell that is gone is not there; words that are gone from a cell are worth a word.
        let is_part = matches!(
            &*element.name,
            "table" | "thead" | "tbody" | "tr" | "td" | "th"
        );
        if !self.set.shown.gone && !is_part && self.builder.cell().is_some() {
            shown.gone_is_faded();
        }
        self.set.shown = shown;
    }

    /// Prints what the style sheet adds to the innermost element.
    fn print_beside(&mut self, beside: Beside) {
        let Some(((element, _), around)) = self.open.split_last() else {
            return;
        };
        let around = around.iter().map(|(open, _)| open);
        if let Some(words) = self.sheet.words(beside, element, around) {
            self.print(&words);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        if self.open.last().is_some_and(|(open, _)| open.name == name) {
            self.print_beside(Beside::After);
        }
        match name {
            "select" | "datalist" => self.end_list(),
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
                self.tell_stored();
                self.end_line()?;
                self.builder.close_cell();
            }
            name if BLOCKS.contains(&name) => self.end_line()?,
            _ => {}
        }
        self.leave(|open| open == name);
        Ok(())
    }

    /// Takes back what the innermost element of such a name, and all in it, gave their content. Nothing in a
    /// table closes what is open around it.
    fn leave(&mut self, is_meant: impl Fn(&str) -> bool) {
        let floor = self.floors.last().copied().unwrap_or(0);
        let at = self
            .open
            .iter()
            .rposition(|(open, _)| is_meant(&open.name))
            .filter(|at| *at >= floor);
        if let Some(at) = at {
            self.set = self.open.get(at).map(|(_, set)| *set).unwrap_or_default();
            self.open.truncate(at);
        }
    }

    fn end_line(&mut self) -> Result<(), Error> {
        self.end_list();
        // A box to pick a row with, alone in its cell, says nothing.
        if matches!(&*self.runs, [run] if run.text.trim() == "☐") {
            self.runs.clear();
        }
        self.builder.add(Paragraph {
            runs: std::mem::take(&mut self.runs),
            centered: self.set.centered,
            indent: 0.0,
            ground: Ground::Around,
            picture: std::mem::take(&mut self.picture),
            ..Paragraph::default()
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
        self.leave(|open| open == "tr");
        self.builder.close_row();
        self.builder.open_row(1);
        Ok(())
    }

    /// The number stored in the cell that ends, where the cell shows another: it is in the file and not seen.
    fn tell_stored(&mut self) {
        let shown = std::mem::take(&mut self.beside_stored);
        let stored = self.stored.take();
        if let Some(stored) = stored.filter(|stored| contradicts(&shown, stored)) {
            let mut format = RunFormat::default();
            format.look.unseen = true;
            push(&mut self.runs, &stored, format);
        }
    }

    fn start_cell(&mut self, name: &str, attributes: &str) -> Result<(), Error> {
        self.tell_stored();
        self.end_line()?;
        self.leave(|open| matches!(open, "td" | "th"));
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

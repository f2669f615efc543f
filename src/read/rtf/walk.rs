//! Tokens → raw blocks.

use super::color::Colors;
use super::font::{Page, Table as FontTable, by_number};
use super::form::FormField;
use super::lex::{Lexer, Token};
use crate::model::{Error, LimitKind};
use crate::read::Limits;
use crate::read::word::builder::{BlockBuilder, RowStyle};
use crate::read::word::edges::RowEdges;
use crate::read::word::fonts::Fonts;
use crate::read::word::raw::{Merge, Paragraph, Role, Run, RunFormat, push};
use crate::read::word::sight::{Ground, Look, is_speck};
use crate::read::xml::within;
use std::collections::BTreeMap;

/// Where the characters of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Goal {
    #[default]
    Text,
    /// The font table: names.
    Fonts,
    /// The colour table: parts of colours.
    Colors,
    /// An entry of a list in a form.
    Entry,
    /// The program's name.
    Generator,
    /// Not into the text.
    Nowhere,
}

/// More character styles than any file has.
const MAX_STYLES: usize = 4096;

/// What a group inherits and takes back at its end.
#[derive(Clone, Copy, Debug)]
struct State {
    goal: Goal,
    font: i32,
    bold: bool,
    italic: bool,
    superscript: bool,
    struck: bool,
    double_struck: bool,
    /// In half points.
    size: Option<i32>,
    /// By their place in the colour table: of letters, and of what is behind them.
    color: i32,
    ground: i32,
    /// What is behind the paragraph.
    shade: i32,
    hidden: bool,
    deleted: bool,
    /// The text is a generated list number.
    number: bool,
    /// Stand-ins that follow each `\u`.
    stand_ins: i32,
    in_table: bool,
    /// Tables around a paragraph in one, where it says so.
    depth: i32,
    /// Inside a text box, which stands where it is anchored: in a cell, if that is in one.
    boxed: bool,
    centered: bool,
    left: i32,
    first: i32,
    /// The character style that is being defined.
    style: Option<i32>,
}

/// A file while it is being read.
pub(super) struct Walk<'f> {
    fonts: &'f mut Fonts,
    table: FontTable,
    colors: Colors,
    limits: Limits,
    state: State,
    groups: Vec<State>,
    /// Character styles, by their numbers.
    styles: BTreeMap<i32, State>,
    /// The font whose name is being read.
    defining: i32,
    /// Bytes that wait for the rest of their character.
    pending: Vec<u8>,
    /// The first half of a character beyond 16 bits.
    high: Option<u16>,
    /// Stand-ins still to pass over.
    skip: i32,
    runs: Vec<Run>,
    /// The field of a form that is being read.
    form: Option<FormField>,
    /// The definition of the rows to come.
    edges: RowEdges,
    /// Those of the row around, while the row of a table in a cell is described.
    outer: RowEdges,
    pub builder: BlockBuilder,
    pub generator: String,
}

const PLAIN: State = State {
    goal: Goal::Text,
    font: 0,
    bold: false,
    italic: false,
    superscript: false,
    struck: false,
    double_struck: false,
    size: None,
    color: 0,
    ground: 0,
    shade: 0,
    hidden: false,
    deleted: false,
    number: false,
    stand_ins: 1,
    in_table: false,
    depth: 0,
    boxed: false,
    centered: false,
    left: 0,
    first: 0,
    style: None,
};

impl<'f> Walk<'f> {
    pub fn new(fonts: &'f mut Fonts, limits: Limits) -> Walk<'f> {
        Walk {
            fonts,
            table: FontTable::new(),
            colors: Colors::default(),
            limits,
            state: PLAIN,
            groups: Vec::new(),
            styles: BTreeMap::new(),
            defining: 0,
            pending: Vec::new(),
            high: None,
            skip: 0,
            runs: Vec::new(),
            form: None,
            edges: RowEdges::default(),
            outer: RowEdges::default(),
            builder: BlockBuilder::new(RowStyle::Edges, limits),
            generator: String::new(),
        }
    }

    /// Reads a file to its end; groups left open are taken as closed there.
    pub fn run(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut lexer = Lexer::new(bytes);
        let mut starred = false;
        while let Some(token) = lexer.next() {
            let star = std::mem::take(&mut starred);
            if !matches!(token, Token::Byte(_)) {
                self.flush();
            }
            match token {
                Token::Open => self.open()?,
                Token::Close => self.close(),
                Token::Sign(b'*') => starred = true,
                Token::Word("bin", count) => {
                    lexer.pass(usize::try_from(count.unwrap_or(0)).unwrap_or(0))
                }
                _ if self.skip > 0 && self.is_stand_in(&token) => self.skip -= 1,
                Token::Byte(byte) => self.pending.push(byte),
                Token::Sign(sign) => self.sign(sign),
                Token::Word(word, number) => self.word(word, number, star)?,
            }
        }
        self.flush();
        self.end_paragraph()?;
        self.builder.close_row_at(self.edges.clone());
        Ok(())
    }

    fn open(&mut self) -> Result<(), Error> {
        within(
            LimitKind::GroupDepth,
            self.groups.len() as u64,
            16 * u64::from(self.limits.xml_depth),
        )?;
        self.groups.push(self.state);
        self.skip = 0;
        Ok(())
    }

    fn close(&mut self) {
        self.skip = 0;
        if let Some(style) = self.state.style.filter(|_| self.styles.len() < MAX_STYLES) {
            self.styles.insert(style, self.state);
        }
        if let Some(state) = self.groups.pop() {
            // Paragraph and table settings do not end with groups for most writers; those of characters do.
            let State {
                in_table,
                depth,
                centered,
                left,
                first,
                shade,
                ..
            } = self.state;
            let text = self.state.goal == Goal::Text && state.goal == Goal::Text;
            self.state = if text {
                State {
                    in_table,
                    depth,
                    centered,
                    left,
                    first,
                    shade,
                    ..state
                }
            } else {
                state
            };
        }
    }

    /// After `\u`, one byte or sign stands for readers without Unicode.
    fn is_stand_in(&self, token: &Token<'_>) -> bool {
        matches!(token, Token::Byte(_) | Token::Sign(_))
    }

    /// Turns the waiting bytes into characters.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.pending);
        let text = match self.table.page(self.state.font) {
            _ if self.state.goal == Goal::Fonts => self
                .table
                .page
                .decode_without_bom_handling(&bytes)
                .0
                .into_owned(),
            Page::Page(page) => page.decode_without_bom_handling(&bytes).0.into_owned(),
            Page::Symbols => bytes.iter().map(|byte| symbol(*byte)).collect(),
        };
        self.print(&text);
    }

    /// Characters to where the open group's characters go.
    fn print(&mut self, text: &str) {
        match self.state.goal {
            Goal::Nowhere => {}
            Goal::Entry => self.form.iter_mut().for_each(|form| form.text(text)),
            Goal::Generator => self.generator.push_str(text),
            Goal::Colors => text.matches(';').for_each(|_| self.colors.end()),
            Goal::Fonts => {
                let name = text.split(';').next().unwrap_or(text);
                self.table.entry(self.defining).name.push_str(name);
            }
            Goal::Text if self.state.hidden => self.builder.revisions.hidden += 1,
            Goal::Text if self.state.deleted => self.builder.revisions.deletions += 1,
            Goal::Text => {
                let format = self.format();
                push(&mut self.runs, text, format);
            }
        }
    }

    fn format(&mut self) -> RunFormat {
        RunFormat {
            font: self.table.id(self.state.font, self.fonts),
            bold: self.state.bold,
            italic: self.state.italic,
            superscript: self.state.superscript,
            role: if self.state.number {
                Role::Number
            } else {
                Role::Text
            },
            look: Look {
                struck: self.state.struck || self.state.double_struck,
                unseen: self
                    .state
                    .size
                    .is_some_and(|halves| is_speck(halves as f32 / 2.0)),
                color: self.colors.get(self.state.color),
                ground: self.colors.ground(self.state.ground),
            },
        }
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'~' => self.print("\u{A0}"),
            b'-' => self.print("\u{AD}"),
            b'_' => self.print("-"),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, starred: bool) -> Result<(), Error> {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        if word.starts_with("ff") || matches!(word, "formfield" | "fldrslt") {
            self.form_word(word, value);
            return Ok(());
        }
        if word == "cs" && (starred || self.state.goal == Goal::Nowhere) {
            self.state.goal = Goal::Nowhere;
            self.state.style = number;
            return Ok(());
        }
        if word == "nesttableprops" {
            self.outer = std::mem::take(&mut self.edges);
            return Ok(());
        }
        if let Some(goal) = goal(word, starred) {
            self.state.goal = if self.state.goal == Goal::Nowhere {
                Goal::Nowhere
            } else {
                goal
            };
            self.builder.revisions.embedded += u32::from(word == "objdata");
            return Ok(());
        }
        match word {
            "u" => self.unicode(value),
            "uc" => self.state.stand_ins = value,
            "f" | "af" if self.state.goal == Goal::Fonts => self.defining = value,
            "f" => self.state.font = value,
            "fcharset" => self.table.entry(self.defining).charset = number,
            "ansicpg" => self.table.page = by_number(value),
            "deff" => self.table.usual = value,
            "cs" => self.take_style(value),
            "plain" => self.plain(),
            "shptxt" | "dptxbxtext" => self.state.boxed = true,
            "b" => self.state.bold = on,
            "i" => self.state.italic = on,
            "super" => self.state.superscript = on,
            "up" => self.state.superscript = number.is_none_or(|halves| halves > 0),
            "strike" => self.state.struck = on,
            "striked" => self.state.double_struck = on,
            "fs" => self.state.size = number,
            "cf" => self.state.color = value,
            "cb" | "chcbpat" | "highlight" => self.state.ground = value,
            "red" | "green" | "blue" if self.state.goal == Goal::Colors => {
                self.colors.set(word, value);
            }
            "nosupersub" | "sub" | "dn" => self.state.superscript = false,
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "revised" => self.builder.revisions.insertions += u32::from(on),
            "pntext" | "listtext" => self.state.number = true,
            _ => return self.layout(word, value),
        }
        Ok(())
    }

    /// Words about fields of forms.
    fn form_word(&mut self, word: &str, value: i32) {
        match word {
            "formfield" => {
                self.state.goal = Goal::Nowhere;
                self.form = Some(FormField::default());
            }
            "fldrslt" => {
                if let Some(shown) = self.form.take().and_then(FormField::shown) {
                    self.print(&shown);
                    // What the writer put there says the same.
                    self.state.goal = Goal::Nowhere;
                }
            }
            "ffl" => {
                self.state.goal = Goal::Entry;
                self.form.iter_mut().for_each(FormField::entry);
            }
            "fftype" | "ffres" | "ffdefres" => {
                self.form.iter_mut().for_each(|form| form.set(word, value));
            }
            _ => self.state.goal = Goal::Nowhere,
        }
    }

    fn take_style(&mut self, number: i32) {
        let Some(style) = self.styles.get(&number) else {
            return;
        };
        self.state.struck |= style.struck;
        self.state.double_struck |= style.double_struck;
        self.state.superscript |= style.superscript;
        self.state.hidden |= style.hidden;
    }

    fn plain(&mut self) {
        let State {
            goal,
            stand_ins,
            in_table,
            depth,
            boxed,
            centered,
            left,
            first,
            shade,
            ..
        } = self.state;
        self.state = State {
            goal,
            stand_ins,
            in_table,
            depth,
            boxed,
            centered,
            left,
            first,
            shade,
            ..PLAIN
        };
        self.state.font = self.table.usual;
    }

    /// Words about paragraphs and tables, and signs that have a name.
    fn layout(&mut self, word: &str, value: i32) -> Result<(), Error> {
        if self.state.goal != Goal::Text {
            return Ok(());
        }
        match word {
            "pard" => {
                let State {
                    centered,
                    left,
                    first,
                    shade,
                    ..
                } = PLAIN;
                self.state = State {
                    in_table: self.state.in_table && self.state.boxed,
                    depth: 0,
                    centered,
                    left,
                    first,
                    shade,
                    ..self.state
                };
            }
            "par" | "page" | "sect" => self.end_paragraph()?,
            "intbl" => self.state.in_table = true,
            "itap" => self.state.depth = value,
            "cbpat" => self.state.shade = value,
            "clcbpat" => self.edges.next.ground = self.colors.ground(value),
            "clshdng" if value > 0 => self.edges.next.ground = Ground::Unknown,
            "qc" => self.state.centered = true,
            "ql" | "qr" | "qj" => self.state.centered = false,
            "li" => self.state.left = value,
            "fi" => self.state.first = value,
            "trowd" => self.edges = RowEdges::default(),
            "trleft" => self.edges.left = value.into(),
            "trhdr" => self.edges.header = true,
            "clvmrg" => self.edges.next.vertical = Merge::Covered,
            "clmrg" => self.edges.next.horizontal = Merge::Covered,
            "cellx" => {
                within(LimitKind::RowCells, self.edges.cells.len() as u64, 1_000)?;
                self.edges.end_cell(value);
            }
            "cell" => return self.end_cell(),
            "row" => return self.end_row(),
            "nestcell" => return self.end_inner_cell(),
            "nestrow" => {
                self.builder.close_row_at(self.edges.clone());
                self.edges = std::mem::take(&mut self.outer);
            }
            other => {
                if let Some(sign) = named_sign(other) {
                    self.print(sign);
                }
            }
        }
        Ok(())
    }

    fn unicode(&mut self, value: i32) {
        self.skip = self.state.stand_ins;
        let unit = (value & 0xFFFF) as u16;
        let units = [self.high.take(), Some(unit)];
        if (0xD800..0xDC00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(units.into_iter().flatten())
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        self.print(&text);
    }

    fn paragraph(&mut self) -> Paragraph {
        Paragraph {
            runs: std::mem::take(&mut self.runs),
            centered: self.state.centered,
            indent: self
                .state
                .left
                .saturating_add(self.state.first)
                .clamp(0, 20_000) as f32
                / 20.0,
            ground: self.colors.ground(self.state.shade),
            ..Paragraph::default()
        }
    }

    fn end_paragraph(&mut self) -> Result<(), Error> {
        if !self.state.in_table {
            // A row that was never closed is one all the same.
            self.builder.close_row_at(self.edges.clone());
        }
        self.end_paragraph_in(self.depth())
    }

    /// Tables around the paragraph.
    fn depth(&self) -> u32 {
        match self.state.in_table {
            true => u32::try_from(self.state.depth).unwrap_or(0).max(1),
            false => 0,
        }
    }

    /// A cell of a table in a cell ends.
    fn end_inner_cell(&mut self) -> Result<(), Error> {
        self.end_paragraph_in(self.depth().max(2))?;
        self.builder.end_cell()
    }

    /// Ends a paragraph that stands so deep in tables.
    fn end_paragraph_in(&mut self, depth: u32) -> Result<(), Error> {
        self.builder.nest(depth)?;
        let paragraph = self.paragraph();
        self.builder.add(paragraph)
    }

    fn end_cell(&mut self) -> Result<(), Error> {
        self.end_paragraph_in(1)?;
        self.builder.end_cell()
    }

    fn end_row(&mut self) -> Result<(), Error> {
        self.end_paragraph_in(1)?;
        self.builder.close_row_at(self.edges.clone());
        Ok(())
    }
}

/// The goal a word sets for its group; `None` where it sets none.
fn goal(word: &str, starred: bool) -> Option<Goal> {
    const NO_TEXT: [&str; 40] = [
        "annotation",
        "atnauthor",
        "atnid",
        "author",
        "bkmkend",
        "bkmkstart",
        "comment",
        "company",
        "docvar",
        "fldinst",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "ftnsep",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "info",
        "keywords",
        "listoverridetable",
        "listtable",
        "nonesttables",
        "nonshppict",
        "objdata",
        "operator",
        "pict",
        "pn",
        "pnseclvl",
        "pntxta",
        "pntxtb",
        "revtbl",
        "rxe",
        "sp",
        "stylesheet",
        "tc",
        "title",
        "txe",
        "xe",
    ];
    const TEXT: [&str; 4] = ["shpinst", "shptxt", "dptxbxtext", "do"];
    match word {
        "fonttbl" => Some(Goal::Fonts),
        "colortbl" => Some(Goal::Colors),
        "generator" => Some(Goal::Generator),
        "falt" | "panose" | "fname" => Some(Goal::Nowhere),
        word if NO_TEXT.contains(&word) => Some(Goal::Nowhere),
        word if starred && !TEXT.contains(&word) => Some(Goal::Nowhere),
        _ => None,
    }
}

fn named_sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "line" | "lbr" => "\n",
        "emdash" => "—",
        "endash" => "–",
        "bullet" => "•",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "emspace" | "enspace" | "qmspace" => " ",
        _ => return None,
    })
}

/// A glyph of a symbol font, in the private area where such glyphs live.
fn symbol(byte: u8) -> char {
    if byte < 0x20 {
        ' '
    } else {
        char::from_u32(0xF000 + u32::from(byte)).unwrap_or(' ')
    }
}

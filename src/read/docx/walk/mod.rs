//! One walk over a part's XML: events → raw blocks. The stack is explicit; nothing here recurses.

mod content;
mod settings;
mod table;
mod text;

use super::paragraph::Settings;
use super::styles::Styles;
use crate::model::Error;
use crate::read::Limits;
use crate::read::word::builder::{BlockBuilder, RowStyle};
use crate::read::word::fonts::Fonts;
use crate::read::word::list::{Counters, Numbering};
use crate::read::word::raw::Block;
use crate::read::word::walk::walk;
use crate::read::xml::{Tag, Xml};

/// What an open element means for what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// Anything may follow.
    Content,
    Paragraph,
    ParagraphProps,
    /// Settings of a paragraph's end mark.
    MarkProps,
    Run,
    RunProps,
    Text,
    Table,
    TableProps,
    TableGrid,
    Row,
    RowProps,
    Cell,
    CellProps,
    /// Shapes and pictures: only text boxes in them are read.
    Drawing,
    TextBox,
    /// Several versions of one thing, of which one is read.
    Alternate,
    ChoiceOfContent,
    ChoiceOfDrawing,
    ControlProps,
    /// A content control nobody has filled in.
    Prompt,
    FieldData,
    /// The instruction of a field.
    Instruction,
    /// A field with its result in it.
    SimpleField,
    Note,
}

/// A field that is open.
#[derive(Clone, Debug, Default)]
struct Field {
    /// Its instruction is over, its result has begun.
    result: bool,
    /// It is a check box of an old form, ticked or not.
    ticked: Option<bool>,
    /// It is a list of an old form.
    list: Option<FieldList>,
    instruction: String,
    /// Pieces printed before it.
    printed: u64,
}

/// The entries of a list in a form, and which was chosen.
#[derive(Clone, Debug, Default)]
struct FieldList {
    entries: Vec<String>,
    usual: usize,
    chosen: Option<usize>,
}

/// Footnotes and endnotes are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// A mark in the text that points to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NoteMark {
    pub kind: NoteKind,
    pub id: String,
    /// As printed; empty where the text brings its own mark.
    pub mark: String,
}

/// The walk's state.
pub(super) struct Walk<'d> {
    styles: &'d Styles,
    numbering: &'d Numbering,
    fonts: &'d mut Fonts,
    pub builder: BlockBuilder<Settings<'d>>,
    counters: Counters,
    scopes: Vec<Scope>,
    /// The style of each open table.
    table_styles: Vec<String>,
    fields: Vec<Field>,
    /// Open alternatives: how much was printed before, and whether one of them printed anything.
    alternates: Vec<(u64, bool)>,
    /// Content controls that show their prompt.
    prompts: u32,
    prompt_ahead: bool,
    /// White space at the ends of the open `t` counts.
    preserve: bool,
    /// Pieces printed so far.
    printed: u64,
    has_body: bool,
    pub marks: Vec<NoteMark>,
    /// Marks counted so far.
    footnotes: i64,
    endnotes: i64,
    /// Notes read: id and content.
    notes: Vec<(String, Vec<Block>)>,
    /// Cells and paragraphs are to say where they begin.
    pub notes_places: bool,
}

impl<'d> Walk<'d> {
    /// A walk that has seen nothing.
    pub fn new(
        styles: &'d Styles,
        numbering: &'d Numbering,
        fonts: &'d mut Fonts,
        limits: Limits,
    ) -> Walk<'d> {
        Walk {
            styles,
            numbering,
            fonts,
            builder: BlockBuilder::new(RowStyle::Listed, limits),
            counters: Counters::default(),
            scopes: Vec::new(),
            table_styles: Vec::new(),
            fields: Vec::new(),
            alternates: Vec::new(),
            prompts: 0,
            prompt_ahead: false,
            preserve: false,
            printed: 0,
            has_body: false,
            marks: Vec::new(),
            footnotes: 0,
            endnotes: 0,
            notes: Vec::new(),
            notes_places: false,
        }
    }

    /// Reads a part.
    pub fn body(&mut self, xml: Xml<'_>) -> Result<Vec<Block>, Error> {
        walk(self, xml, Walk::enter, Walk::end, Walk::text)?;
        Ok(self.builder.take_blocks())
    }

    /// True once a document's body has been seen.
    pub fn has_body(&self) -> bool {
        self.has_body
    }

    /// Reads a part of footnotes or endnotes: each note's id and content.
    pub fn notes(&mut self, xml: Xml<'_>) -> Result<Vec<(String, Vec<Block>)>, Error> {
        self.body(xml)?;
        Ok(std::mem::take(&mut self.notes))
    }

    /// Opens what an element opens; false to pass over it.
    fn enter(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
        let scope = self.start(tag)?;
        self.scopes.extend(scope);
        Ok(scope.is_some())
    }

    /// What an element opens; `None` to pass over it.
    fn start(&mut self, tag: &Tag<'_>) -> Result<Option<Scope>, Error> {
        let scope = self.scopes.last().copied().unwrap_or(Scope::Content);
        Ok(match scope {
            Scope::ParagraphProps => self.paragraph_setting(tag),
            Scope::MarkProps => self.mark_setting(tag),
            Scope::RunProps => self.run_setting(tag),
            Scope::TableProps => self.table_setting(tag),
            Scope::TableGrid => self.column(tag),
            Scope::RowProps => self.row_setting(tag),
            Scope::CellProps => self.cell_setting(tag),
            Scope::ControlProps => self.control_setting(tag),
            Scope::FieldData => self.field_setting(tag),
            Scope::Drawing | Scope::ChoiceOfDrawing => self.drawing(tag),
            Scope::Alternate => self.choice(),
            _ => return self.content(tag),
        })
    }

    fn end(&mut self) {
        match self.scopes.pop() {
            Some(Scope::Paragraph) => self.close_paragraph(),
            Some(Scope::Table) => {
                self.builder.close_table();
                self.table_styles.pop();
            }
            Some(Scope::Row) => self.builder.close_row(),
            Some(Scope::Cell) => {
                self.shade_cell();
                self.builder.close_cell();
            }
            Some(Scope::TextBox) => self.builder.close_box(),
            Some(Scope::Alternate) => drop(self.alternates.pop()),
            Some(Scope::ChoiceOfContent | Scope::ChoiceOfDrawing) => self.close_choice(),
            Some(Scope::Prompt) => self.prompts = self.prompts.saturating_sub(1),
            Some(Scope::SimpleField) => self.end_field(),
            Some(Scope::Note) => self.close_note(),
            _ => {}
        }
    }

    fn close_note(&mut self) {
        let blocks = self.builder.close_flow();
        if let Some((_, content)) = self.notes.last_mut() {
            *content = blocks;
        }
    }

    fn close_choice(&mut self) {
        if let Some((before, done)) = self.alternates.last_mut() {
            *done = self.printed > *before;
        }
    }
}

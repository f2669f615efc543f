//! One walk over content.xml: events → raw blocks. The stack is explicit; nothing here recurses.

use super::form::{Controls, FieldMark};
use super::list::Lists;
use super::style::Styles;
use crate::model::Error;
use crate::read::Limits;
use crate::read::word::builder::{BlockBuilder, RowStyle};
use crate::read::word::fonts::Fonts;
use crate::read::word::props::RunProps;
use crate::read::word::raw::{Block, Cell, Merge, Paragraph, Role, Run, RunFormat};
use crate::read::word::revisions::RevisionCounts;
use crate::read::word::sight::Ground;
use crate::read::word::walk::walk;
use crate::read::xml::{Tag, Xml};

/// Columns beyond which a span or a repetition is taken for the rest of the sheet.
const MAX_SPAN: usize = 256;

/// What an open element means for what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Structure: characters here are layout of the XML.
    Outer,
    Styles,
    Paragraph,
    /// Characters here are printed.
    Inline,
    Span,
    List,
    Table,
    HeaderRows,
    Row,
    Cell,
    /// A frame: a text box, a picture, an object.
    Frame,
    TextBox,
    Note,
    Citation,
    NoteBody,
    Changes,
    /// The controls of forms.
    Forms,
    /// A field of an old form: its settings.
    FieldMark,
}

/// Settings of the characters of an open paragraph, then of each open span.
type Settings = Vec<RunProps>;

/// The walk's state.
pub(super) struct Walk<'f> {
    fonts: &'f mut Fonts,
    builder: BlockBuilder<Settings>,
    styles: Styles,
    lists: Lists,
    controls: Controls,
    field: FieldMark,
    scopes: Vec<Scope>,
    /// Characters of the note marks that are open.
    citation: String,
    pub has_text: bool,
}

impl<'f> Walk<'f> {
    /// A walk that has seen nothing.
    pub fn new(fonts: &'f mut Fonts, limits: Limits) -> Walk<'f> {
        Walk {
            fonts,
            builder: BlockBuilder::new(RowStyle::Listed, limits),
            styles: Styles::default(),
            lists: Lists::default(),
            controls: Controls::default(),
            field: FieldMark::default(),
            scopes: Vec::new(),
            citation: String::new(),
            has_text: false,
        }
    }

    /// Reads a part: its styles, and its text if it has any.
    pub fn part(&mut self, xml: Xml<'_>) -> Result<(), Error> {
        walk(self, xml, Walk::enter, Walk::end, Walk::text)
    }

    fn enter(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
        let scope = self.start(tag)?;
        self.scopes.extend(scope);
        Ok(scope.is_some())
    }

    /// Everything read, notes last.
    pub fn finish(mut self) -> (Vec<Block>, &'f Fonts, RevisionCounts) {
        (
            self.builder.take_blocks(),
            self.fonts,
            self.builder.revisions,
        )
    }

    fn scope(&self) -> Scope {
        self.scopes.last().copied().unwrap_or(Scope::Outer)
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<Option<Scope>, Error> {
        Ok(match self.scope() {
            Scope::Styles => {
                self.styles.take(tag, self.fonts);
                self.lists.take(tag);
                Some(Scope::Styles)
            }
            Scope::Changes => self.change(tag),
            Scope::Forms => {
                self.controls.take(tag);
                Some(Scope::Forms)
            }
            Scope::FieldMark => {
                self.field.set(tag);
                None
            }
            Scope::Frame => self.frame(tag),
            Scope::Paragraph | Scope::Inline | Scope::Span | Scope::Citation => self.inline(tag),
            _ => return self.outer(tag),
        })
    }

    /// Structure around paragraphs.
    fn outer(&mut self, tag: &Tag<'_>) -> Result<Option<Scope>, Error> {
        Ok(match tag.name() {
            "font-face-decls" | "styles" | "automatic-styles" => Some(Scope::Styles),
            "text" => {
                self.has_text = true;
                Some(Scope::Outer)
            }
            "p" | "h" => Some(self.open_paragraph(tag)),
            "list" => {
                self.lists.open(tag);
                Some(Scope::List)
            }
            "list-item" | "list-header" => {
                self.lists.item(tag, tag.name() == "list-item");
                Some(Scope::Outer)
            }
            "tracked-changes" => Some(Scope::Changes),
            "table" => {
                self.builder.open_table()?;
                let ground = self.ground("table", tag);
                if let Some(table) = self.builder.table() {
                    table.ground = ground;
                }
                Some(Scope::Table)
            }
            "table-header-rows" => Some(Scope::HeaderRows),
            "table-row" if self.builder.open_row(count(tag, "number-rows-repeated")) => {
                let header = self.scopes.contains(&Scope::HeaderRows);
                let ground = self.ground("table-row", tag);
                if let Some(row) = self.builder.row() {
                    row.header = header;
                    row.ground = ground;
                }
                Some(Scope::Row)
            }
            "table-cell" | "covered-table-cell" if self.open_cell(tag)? => Some(Scope::Cell),
            "note-citation" => Some(Scope::Citation),
            "note-body" => {
                self.builder.open_flow();
                Some(Scope::NoteBody)
            }
            "section" | "hidden-paragraph" if is_hidden(tag) => {
                self.builder.revisions.hidden += 1;
                None
            }
            "forms" => Some(Scope::Forms),
            "master-styles" | "annotation" | "scripts" | "meta" | "settings" => None,
            name if name.ends_with("-decls") || name.ends_with("-source") => None,
            _ => self.shape(tag).or(Some(Scope::Outer)),
        })
    }

    /// What stands in a paragraph.
    fn inline(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "span" => {
                let style = self.styles.get("text", tag.attr("style-name").as_deref());
                let settings = &mut self.builder.paragraph()?.format;
                let around = settings.last().copied().unwrap_or_default();
                settings.push(style.run.or(around));
                return Some(Scope::Span);
            }
            "s" => self.print(&" ".repeat(tag.number("c").unwrap_or(1).clamp(1, 100) as usize)),
            "tab" => self.print("\t"),
            "line-break" => self.print("\n"),
            "note" => return Some(Scope::Note),
            "fieldmark" => {
                self.field = FieldMark::new(tag);
                return Some(Scope::FieldMark);
            }
            "control" => {
                let id = tag.attr("control").unwrap_or_default();
                let shown = self.controls.get(&id).to_owned();
                self.print(&shown);
                return None;
            }
            "hidden-paragraph" if is_hidden(tag) => {
                for props in &mut self.builder.paragraph()?.format {
                    props.hidden = Some(true);
                }
            }
            "hidden-text" if is_hidden(tag) => {
                self.builder.revisions.hidden += 1;
                return None;
            }
            "annotation" | "ruby-text" | "placeholder" | "event-listeners" => return None,
            _ => {}
        }
        self.shape(tag).or(Some(Scope::Inline))
    }

    /// Shapes hold text themselves, frames hold boxes.
    fn shape(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "frame" | "g" => Some(Scope::Frame),
            "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "path" | "caption" => {
                self.builder.open_flow();
                Some(Scope::TextBox)
            }
            _ => None,
        }
    }

    fn frame(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "text-box" => {
                self.builder.open_flow();
                Some(Scope::TextBox)
            }
            "image" | "object" | "object-ole" => {
                self.builder.revisions.embedded += u32::from(tag.name() != "image");
                if let Some(open) = self.builder.paragraph() {
                    open.paragraph.picture = true;
                }
                None
            }
            _ => self.shape(tag),
        }
    }

    /// The record of tracked changes: what was deleted stands here, out of the text.
    fn change(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "insertion" => self.builder.revisions.insertions += 1,
            "deletion" => self.builder.revisions.deletions += 1,
            _ => return Some(Scope::Changes),
        }
        None
    }

    fn end(&mut self) {
        match self.scopes.pop() {
            Some(Scope::Paragraph) => self.close_paragraph(),
            Some(Scope::Span) => self.close_span(),
            Some(Scope::FieldMark) => {
                let field = std::mem::take(&mut self.field);
                self.print(field.shown());
            }
            Some(Scope::List) => self.lists.close(),
            Some(Scope::Table) => self.builder.close_table(),
            Some(Scope::Row) => self.builder.close_row(),
            Some(Scope::Cell) => self.builder.close_cell(),
            Some(Scope::TextBox) => self.builder.close_box(),
            Some(Scope::Citation) => self.close_citation(),
            Some(Scope::NoteBody) => self.close_note(),
            _ => {}
        }
    }

    fn close_span(&mut self) {
        if let Some(open) = self.builder.paragraph() {
            open.format.pop();
        }
    }

    /// Opens a paragraph and puts its number, if it has one, before it.
    fn open_paragraph(&mut self, tag: &Tag<'_>) -> Scope {
        let style = self
            .styles
            .get("paragraph", tag.attr("style-name").as_deref());
        let heading = tag.number("outline-level").filter(|_| tag.name() == "h");
        let number = self
            .lists
            .number()
            .or_else(|| self.lists.heading(heading?, tag));
        let format = RunFormat {
            font: style.run.font,
            role: Role::Number,
            ..RunFormat::default()
        };
        let runs = number
            .map(|text| Run { text, format })
            .into_iter()
            .collect();
        let indent = style.left.unwrap_or(0.0) + style.first.unwrap_or(0.0);
        let centered = style.centered == Some(true);
        let paragraph = Paragraph {
            runs,
            centered,
            indent,
            ground: style.ground.unwrap_or_default(),
            ..Paragraph::default()
        };
        self.builder.open_paragraph(paragraph, vec![style.run]);
        Scope::Paragraph
    }

    fn close_paragraph(&mut self) {
        if let Some(open) = self.builder.take_paragraph() {
            self.builder.end_paragraph(open);
        }
    }

    /// Cells say how far they reach, and what they cover is there too, covered.
    fn open_cell(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
        let covered = tag.name() == "covered-table-cell";
        let span = if covered {
            1
        } else {
            count(tag, "number-columns-spanned").min(MAX_SPAN)
        };
        let cell = Cell {
            span,
            down: count(tag, "number-rows-spanned"),
            vertical: if covered { Merge::Gone } else { Merge::No },
            ground: self.ground("table-cell", tag),
            ..Cell::default()
        };
        let times = count(tag, "number-columns-repeated").min(MAX_SPAN);
        self.builder.open_cell(cell, times)
    }

    /// What the style of a table, a row or a cell puts behind its letters.
    fn ground(&self, family: &str, tag: &Tag<'_>) -> Ground {
        let style = self.styles.get(family, tag.attr("style-name").as_deref());
        style.ground.unwrap_or_default()
    }

    fn close_citation(&mut self) {
        let format = RunFormat {
            role: Role::Reference,
            superscript: true,
            ..RunFormat::default()
        };
        if let Some(open) = self.builder.paragraph() {
            open.push(&self.citation, format);
        }
    }

    fn close_note(&mut self) {
        let mark = std::mem::take(&mut self.citation);
        self.builder.close_note(&mark);
    }

    /// Characters between tags. Line breaks in the XML are spaces.
    fn text(&mut self, text: &str) {
        match self.scope() {
            Scope::Citation => self.citation.push_str(text),
            Scope::Paragraph | Scope::Inline | Scope::Span => {
                if text.contains(['\n', '\r', '\t']) {
                    self.print(&text.replace(['\n', '\r', '\t'], " "));
                } else {
                    self.print(text);
                }
            }
            _ => {}
        }
    }

    fn print(&mut self, text: &str) {
        let Some(open) = self.builder.paragraph().filter(|_| !text.is_empty()) else {
            return;
        };
        let settings = open.format.last().copied().unwrap_or_default();
        if settings.hidden == Some(true) {
            self.builder.revisions.hidden += 1;
        } else {
            open.push(text, settings.format(Role::Text));
        }
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attr("display").as_deref() == Some("none")
        || tag.attr("is-hidden").as_deref() == Some("true")
}

/// How often or how far, at least 1.
fn count(tag: &Tag<'_>, name: &str) -> usize {
    tag.number(name).unwrap_or(1).clamp(1, 1_000_000) as usize
}

//! One walk over content.xml: events → raw blocks. The stack is explicit; nothing here recurses.

use super::list::Lists;
use super::style::Styles;
use super::table::OpenTable;
use crate::model::Error;
use crate::read::Limits;
use crate::read::word::fonts::Fonts;
use crate::read::word::props::RunProps;
use crate::read::word::raw::{Block, Look, Paragraph, Piece, Role, push};
use crate::read::word::tally::Tally;
use crate::read::word::walk::walk;
use crate::read::xml::{Tag, Xml};

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
}

/// A paragraph while it is being read.
#[derive(Debug, Default)]
struct OpenParagraph {
    paragraph: Paragraph,
    boxes: Vec<Block>,
    /// Settings of the paragraph, then of each open span.
    settings: Vec<RunProps>,
}

/// The walk's state.
pub(super) struct Walk<'f> {
    pub(super) fonts: &'f mut Fonts,
    pub(super) limits: Limits,
    styles: Styles,
    lists: Lists,
    scopes: Vec<Scope>,
    pub(super) flows: Vec<Vec<Block>>,
    paragraphs: Vec<OpenParagraph>,
    pub(super) tables: Vec<OpenTable>,
    pub(super) table_count: u32,
    /// Characters of the note marks that are open.
    citation: String,
    /// Notes in the order of their marks, each with its mark before it.
    notes: Vec<Block>,
    pub has_text: bool,
    pub tally: Tally,
}

impl<'f> Walk<'f> {
    /// A walk that has seen nothing.
    pub fn new(fonts: &'f mut Fonts, limits: Limits) -> Walk<'f> {
        Walk {
            fonts,
            limits,
            styles: Styles::default(),
            lists: Lists::default(),
            scopes: Vec::new(),
            flows: vec![Vec::new()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            table_count: 0,
            citation: String::new(),
            notes: Vec::new(),
            has_text: false,
            tally: Tally::default(),
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
    pub fn finish(mut self) -> (Vec<Block>, &'f Fonts, Tally) {
        let mut blocks = std::mem::take(&mut self.flows)
            .into_iter()
            .next()
            .unwrap_or_default();
        blocks.append(&mut self.notes);
        (blocks, self.fonts, self.tally)
    }

    pub(super) fn scope(&self) -> Scope {
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
            "table" => return self.open_table().map(Some),
            "table-header-rows" => Some(Scope::HeaderRows),
            "table-row" => Some(self.open_row(tag)),
            "table-cell" | "covered-table-cell" => return self.open_cell(tag),
            "note-citation" => Some(Scope::Citation),
            "note-body" => {
                self.flows.push(Vec::new());
                Some(Scope::NoteBody)
            }
            "section" | "hidden-paragraph" if is_hidden(tag) => {
                self.tally.hidden += 1;
                None
            }
            "master-styles" | "forms" | "annotation" | "scripts" | "meta" | "settings" => None,
            name if name.ends_with("-decls") || name.ends_with("-source") => None,
            _ => self.shape(tag).or(Some(Scope::Outer)),
        })
    }

    /// What stands in a paragraph.
    fn inline(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "span" => {
                let style = self.styles.get("text", tag.attr("style-name").as_deref());
                let paragraph = self.paragraphs.last_mut()?;
                let around = paragraph.settings.last().copied().unwrap_or_default();
                paragraph.settings.push(style.run.or(around));
                return Some(Scope::Span);
            }
            "s" => self.print(&" ".repeat(tag.number("c").unwrap_or(1).clamp(1, 100) as usize)),
            "tab" => self.print("\t"),
            "line-break" => self.print("\n"),
            "note" => return Some(Scope::Note),
            "hidden-text" if is_hidden(tag) => {
                self.tally.hidden += 1;
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
                self.flows.push(Vec::new());
                Some(Scope::TextBox)
            }
            _ => None,
        }
    }

    fn frame(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "text-box" => {
                self.flows.push(Vec::new());
                Some(Scope::TextBox)
            }
            "image" | "object" | "object-ole" => {
                self.tally.embedded += u32::from(tag.name() != "image");
                self.paragraphs
                    .last_mut()
                    .into_iter()
                    .for_each(|open| open.paragraph.picture = true);
                None
            }
            _ => self.shape(tag),
        }
    }

    /// The record of tracked changes: what was deleted stands here, out of the text.
    fn change(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "insertion" => self.tally.insertions += 1,
            "deletion" => self.tally.deletions += 1,
            _ => return Some(Scope::Changes),
        }
        None
    }

    fn end(&mut self) {
        match self.scopes.pop() {
            Some(Scope::Paragraph) => self.close_paragraph(),
            Some(Scope::Span) => self.close_span(),
            Some(Scope::List) => self.lists.close(),
            Some(Scope::Table) => self.close_table(),
            Some(Scope::Row) => self.close_row(self.scopes.contains(&Scope::HeaderRows)),
            Some(Scope::Cell) => self.close_cell(),
            Some(Scope::TextBox) => self.close_box(),
            Some(Scope::Citation) => self.close_citation(),
            Some(Scope::NoteBody) => self.close_note(),
            _ => {}
        }
    }

    fn close_span(&mut self) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.settings.pop();
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
        let look = Look {
            font: style.run.font,
            role: Role::Number,
            ..Look::default()
        };
        let pieces = number
            .map(|text| Piece { text, look })
            .into_iter()
            .collect();
        let indent = style.left.unwrap_or(0.0) + style.first.unwrap_or(0.0);
        let centered = style.centered == Some(true);
        self.paragraphs.push(OpenParagraph {
            paragraph: Paragraph {
                pieces,
                centered,
                indent,
                picture: false,
            },
            boxes: Vec::new(),
            settings: vec![style.run],
        });
        Scope::Paragraph
    }

    fn close_paragraph(&mut self) {
        let (Some(open), Some(flow)) = (self.paragraphs.pop(), self.flows.last_mut()) else {
            return;
        };
        flow.extend(open.boxes);
        if open.paragraph.picture || !open.paragraph.is_blank() {
            flow.push(Block::Paragraph(open.paragraph));
        }
    }

    fn close_box(&mut self) {
        let Some(blocks) = self.flows.pop().filter(|blocks| !blocks.is_empty()) else {
            return;
        };
        match (self.paragraphs.last_mut(), self.flows.last_mut()) {
            (Some(open), _) => open.boxes.push(Block::Box(blocks)),
            (None, Some(flow)) => flow.extend(blocks),
            (None, None) => {}
        }
    }

    fn close_citation(&mut self) {
        let look = Look {
            role: Role::Reference,
            raised: true,
            ..Look::default()
        };
        let text = self.citation.clone();
        self.paragraphs
            .last_mut()
            .into_iter()
            .for_each(|open| push(&mut open.paragraph.pieces, &text, look));
    }

    fn close_note(&mut self) {
        let mut blocks = self.flows.pop().unwrap_or_default();
        let mark = std::mem::take(&mut self.citation);
        crate::read::word::raw::put_mark(&mut blocks, &mark);
        self.notes.append(&mut blocks);
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
        let Some(open) = self.paragraphs.last_mut().filter(|_| !text.is_empty()) else {
            return;
        };
        let settings = open.settings.last().copied().unwrap_or_default();
        if settings.hidden == Some(true) {
            self.tally.hidden += 1;
        } else {
            push(&mut open.paragraph.pieces, text, settings.look(Role::Text));
        }
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attr("display").as_deref() == Some("none")
        || tag.attr("is-hidden").as_deref() == Some("true")
}

//! Elements of the text: what each opens.

use super::{Field, Scope, Walk};
use crate::model::Error;
use crate::read::docx::paragraph::Settings;
use crate::read::word::raw::{Cell, Paragraph};
use crate::read::xml::Tag;

impl Walk<'_> {
    pub(super) fn content(&mut self, tag: &Tag<'_>) -> Result<Option<Scope>, Error> {
        Ok(match tag.name() {
            "p" => Some(self.open_paragraph(tag)),
            "pPr" => Some(match self.builder.paragraph() {
                Some(_) => Scope::ParagraphProps,
                None => Scope::Content,
            }),
            "tbl" => {
                self.builder.open_table()?;
                self.table_styles.push(String::new());
                Some(Scope::Table)
            }
            "tr" if self.builder.open_row(1) => Some(Scope::Row),
            "tc" if self.builder.open_cell(self.new_cell(tag), 1)? => Some(Scope::Cell),
            "tr" | "tc" => Some(Scope::Content),
            "tblPr" => Some(Scope::TableProps),
            "tblGrid" => Some(Scope::TableGrid),
            "trPr" => Some(Scope::RowProps),
            "tcPr" => Some(Scope::CellProps),
            "sdtPr" => Some(Scope::ControlProps),
            "sdtContent" => Some(self.open_control()),
            "footnote" | "endnote" => self.open_note(tag),
            "body" => {
                self.has_body = true;
                Some(Scope::Content)
            }
            "altChunk" => {
                let id = tag.attr("id").unwrap_or_default().into_owned();
                self.builder.insert(id);
                None
            }
            "ins" | "moveTo" => {
                self.builder.revisions.insertions += 1;
                Some(Scope::Content)
            }
            "del" | "moveFrom" => {
                self.builder.revisions.deletions += 1;
                None
            }
            _ => self.inline(tag),
        })
    }

    /// Elements inside a paragraph.
    fn inline(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "r" => {
                if let Some(open) = self.builder.paragraph() {
                    open.format.new_run();
                }
                Some(Scope::Run)
            }
            "rPr" => Some(Scope::RunProps),
            "t" => {
                self.preserve = tag.attr("space").as_deref() == Some("preserve");
                Some(Scope::Text)
            }
            "drawing" | "pict" | "object" => Some(Scope::Drawing),
            "AlternateContent" => {
                self.alternates.push((self.printed, false));
                Some(Scope::Alternate)
            }
            "fldChar" => Some(self.field(tag)),
            "instrText" => Some(Scope::Instruction),
            "fldSimple" => {
                self.fields.push(Field {
                    result: true,
                    instruction: tag.attr("instr").unwrap_or_default().into_owned(),
                    printed: self.printed,
                    ..Field::default()
                });
                Some(Scope::SimpleField)
            }
            "delText" | "delInstrText" | "rt" => None,
            name if name.ends_with("Pr") || name.ends_with("PrEx") => None,
            _ => {
                self.sign(tag);
                Some(Scope::Content)
            }
        }
    }

    fn open_paragraph(&mut self, tag: &Tag<'_>) -> Scope {
        let settings = Settings {
            fields: self.fields.len(),
            ..Settings::default()
        };
        let paragraph = Paragraph {
            at: self.noted(tag),
            ..Paragraph::default()
        };
        self.builder.open_paragraph(paragraph, settings);
        Scope::Paragraph
    }

    /// A cell as wide as one column until its settings say more.
    fn new_cell(&self, tag: &Tag<'_>) -> Cell {
        Cell {
            span: 1,
            at: self.noted(tag),
            ..Cell::default()
        }
    }

    /// Where an element begins, in the part in which that is asked for.
    fn noted(&self, tag: &Tag<'_>) -> u64 {
        if self.notes_places { tag.offset() } else { 0 }
    }

    /// Ends a paragraph, its number before its text. One without end mark runs into the next.
    pub(super) fn close_paragraph(&mut self) {
        let Some(mut open) = self.builder.take_paragraph() else {
            return;
        };
        self.forget_endless_fields(open.format.fields);
        let props = self.number(&mut open);
        if open.format.joined {
            self.builder.join_paragraph(open);
            return;
        }
        open.paragraph.centered = props.centered == Some(true);
        open.paragraph.indent = props.points();
        open.paragraph.ground = props.ground.unwrap_or_default();
        self.builder.end_paragraph(open);
    }

    /// A content control's content; a prompt nobody has overwritten is not printed.
    fn open_control(&mut self) -> Scope {
        if std::mem::take(&mut self.prompt_ahead) {
            self.prompts += 1;
            Scope::Prompt
        } else {
            Scope::Content
        }
    }

    /// A note; separators between text and notes have a type and are passed over.
    fn open_note(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let kind = tag.attr("type");
        if kind.is_some_and(|kind| kind != "normal") {
            return None;
        }
        self.notes
            .push((tag.attr("id").unwrap_or_default().into_owned(), Vec::new()));
        self.builder.open_flow();
        Some(Scope::Note)
    }

    /// Inside shapes only text boxes are read; that there is a picture is kept in mind.
    pub(super) fn drawing(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "txbxContent" => {
                self.builder.open_flow();
                Some(Scope::TextBox)
            }
            "AlternateContent" => {
                self.alternates.push((self.printed, false));
                Some(Scope::Alternate)
            }
            "blip" | "imagedata" | "chart" | "relIds" => self.picture(),
            "OLEObject" => {
                self.builder.revisions.embedded += 1;
                self.picture()
            }
            _ => Some(Scope::Drawing),
        }
    }

    fn picture(&mut self) -> Option<Scope> {
        if let Some(open) = self.builder.paragraph() {
            open.paragraph.picture = true;
        }
        Some(Scope::Drawing)
    }

    /// One of several versions: read while none before it printed anything.
    pub(super) fn choice(&mut self) -> Option<Scope> {
        let (_, done) = self.alternates.last()?;
        if *done {
            return None;
        }
        let below = self
            .scopes
            .len()
            .checked_sub(2)
            .and_then(|at| self.scopes.get(at));
        let in_drawing = matches!(below, Some(Scope::Drawing | Scope::ChoiceOfDrawing));
        Some(if in_drawing {
            Scope::ChoiceOfDrawing
        } else {
            Scope::ChoiceOfContent
        })
    }
}

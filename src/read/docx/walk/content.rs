//! Elements of the text: what each opens.

use super::{Flow, Scope, Walk};
use crate::model::Error;
use crate::read::docx::paragraph::Open;
use crate::read::word::raw::Block;
use crate::read::xml::Tag;

impl Walk<'_> {
    pub(super) fn content(&mut self, tag: &Tag<'_>) -> Result<Option<Scope>, Error> {
        Ok(match tag.name() {
            "p" => Some(self.open_paragraph()),
            "pPr" => Some(if self.paragraphs.is_empty() {
                Scope::Content
            } else {
                Scope::ParagraphProps
            }),
            "tbl" => return self.open_table().map(Some),
            "tr" => Some(self.open_row()),
            "tc" => return self.open_cell().map(Some),
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
                self.tally.embedded += 1;
                None
            }
            "ins" | "moveTo" => {
                self.tally.insertions += 1;
                Some(Scope::Content)
            }
            "del" | "moveFrom" => {
                self.tally.deletions += 1;
                None
            }
            _ => self.inline(tag),
        })
    }

    /// Elements inside a paragraph.
    fn inline(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "r" => {
                self.paragraphs
                    .last_mut()
                    .into_iter()
                    .for_each(Open::new_run);
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
            "instrText" | "delText" | "delInstrText" | "rt" => None,
            name if name.ends_with("Pr") || name.ends_with("PrEx") => None,
            _ => {
                self.sign(tag);
                Some(Scope::Content)
            }
        }
    }

    fn open_paragraph(&mut self) -> Scope {
        let carried = self
            .flows
            .last_mut()
            .map(|flow| std::mem::take(&mut flow.carry))
            .unwrap_or_default();
        self.paragraphs
            .push(Open::after(carried, self.fields.len()));
        Scope::Paragraph
    }

    /// Ends a paragraph: its text boxes come before it, its number before its text. One without end
    /// mark runs into the next.
    pub(super) fn close_paragraph(&mut self) {
        let Some(mut paragraph) = self.paragraphs.pop() else {
            return;
        };
        self.forget_endless_fields(paragraph.fields);
        let props = self.number(&mut paragraph);
        let Some(flow) = self.flows.last_mut() else {
            return;
        };
        if paragraph.joined {
            flow.carry = paragraph.take();
            flow.blocks.append(&mut paragraph.boxes);
            return;
        }
        let (boxes, read) = paragraph.close(props);
        flow.blocks.extend(boxes);
        if read.picture || !read.is_blank() {
            flow.blocks.push(Block::Paragraph(read));
        }
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
        self.flows.push(Flow::default());
        Some(Scope::Note)
    }

    /// Inside shapes only text boxes are read; that there is a picture is kept in mind.
    pub(super) fn drawing(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        match tag.name() {
            "txbxContent" => {
                self.flows.push(Flow::default());
                Some(Scope::TextBox)
            }
            "AlternateContent" => {
                self.alternates.push((self.printed, false));
                Some(Scope::Alternate)
            }
            "blip" | "imagedata" | "chart" | "relIds" => self.picture(),
            "OLEObject" => {
                self.tally.embedded += 1;
                self.picture()
            }
            _ => Some(Scope::Drawing),
        }
    }

    fn picture(&mut self) -> Option<Scope> {
        self.paragraphs
            .last_mut()
            .into_iter()
            .for_each(|paragraph| paragraph.picture = true);
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

//! Characters: runs, signs, fields, marks of notes.

use super::{Field, FieldList, NoteKind, NoteMark, Scope, Walk};
use crate::read::docx::paragraph::Settings;
use crate::read::word::builder::OpenParagraph;
use crate::read::word::list::Label;
use crate::read::word::number_format::format;
use crate::read::word::raw::{Role, RunFormat};
use crate::read::word::symbol::symbol;
use crate::read::xml::Tag;
use std::borrow::Cow;

impl<'d> Walk<'d> {
    /// Characters between tags: printed inside `t`, layout of the XML elsewhere.
    pub(super) fn text(&mut self, text: &str) {
        match self.scopes.last() {
            Some(Scope::Text) => {}
            Some(Scope::Instruction) => {
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(text);
                }
                return;
            }
            _ => return,
        }
        let text = if self.preserve {
            text
        } else {
            without_layout(text)
        };
        if text.contains(['\n', '\r']) {
            self.print(&text.replace(['\n', '\r'], " "));
        } else {
            self.print(text);
        }
    }

    /// Prints characters as the open run is set; hidden text and the instructions of fields are not
    /// printed.
    fn print(&mut self, text: &str) {
        if text.is_empty() || self.prompts > 0 || self.fields.iter().any(|field| !field.result) {
            return;
        }
        let Some(open) = self.builder.paragraph() else {
            return;
        };
        let props = open.format.run_props(self.styles);
        if props.hidden == Some(true) {
            self.builder.revisions.hidden += 1;
            return;
        }
        let role = if open.format.reference {
            Role::Reference
        } else {
            Role::Text
        };
        open.push(text, props.format(role));
        self.printed += 1;
    }

    /// Elements that stand for characters.
    pub(super) fn sign(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "tab" | "ptab" => self.print("\t"),
            "br" | "cr" => self.print("\n"),
            "noBreakHyphen" => self.print("\u{2011}"),
            "softHyphen" => self.print("\u{ad}"),
            "sym" => self.symbol(tag),
            "footnoteReference" => self.reference(NoteKind::Footnote, tag),
            "endnoteReference" => self.reference(NoteKind::Endnote, tag),
            // The bar of a fraction in a formula.
            "den" => self.print("/"),
            "sup" => self.print("^"),
            "rad" => self.print("√"),
            _ => {}
        }
    }

    /// A character named by its code in a font. One we do not know stays visible as unreadable.
    fn symbol(&mut self, tag: &Tag<'_>) {
        let code = tag
            .attr("char")
            .and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let font = tag.attr("font").unwrap_or_default();
        let printed = code
            .and_then(|code| symbol(code, &font))
            .unwrap_or(char::REPLACEMENT_CHARACTER);
        self.print(printed.encode_utf8(&mut [0; 4]));
    }

    /// The mark of a note: counted, unless the text that follows is the mark.
    fn reference(&mut self, kind: NoteKind, tag: &Tag<'_>) {
        let own = matches!(
            tag.attr("customMarkFollows").as_deref(),
            Some("1" | "true" | "on")
        );
        let (count, written) = match kind {
            NoteKind::Footnote => (&mut self.footnotes, "decimal"),
            NoteKind::Endnote => (&mut self.endnotes, "lowerRoman"),
        };
        *count += i64::from(!own);
        let mark = if own {
            String::new()
        } else {
            format(*count, written).into_owned()
        };
        let Some(open) = self.builder.paragraph() else {
            return;
        };
        open.format.reference = true;
        self.print(&mark);
        self.marks.push(NoteMark {
            kind,
            id: tag.attr("id").unwrap_or_default().into_owned(),
            mark,
        });
    }

    /// A field begins, its result begins, or it ends. Nothing of it but the result is printed.
    pub(super) fn field(&mut self, tag: &Tag<'_>) -> Scope {
        match tag.attr("fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field {
                printed: self.printed,
                ..Field::default()
            }),
            Some("separate") => self
                .fields
                .last_mut()
                .into_iter()
                .for_each(|field| field.result = true),
            Some("end") => self.end_field(),
            _ => {}
        }
        Scope::FieldData
    }

    /// A check box or a list of an old form need have no result: its state is a setting of the field.
    pub(super) fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else {
            return;
        };
        if let Some(ticked) = field.ticked {
            self.print(if ticked { "☒" } else { "☐" });
        }
        if let Some(list) = field.list.filter(|_| field.printed == self.printed) {
            let shown = list.entries.get(list.chosen.unwrap_or(list.usual));
            self.print(shown.map_or("", String::as_str));
        }
        if field.printed == self.printed && field.instruction.trim_start().starts_with('=') {
            self.leave_formula(field.instruction.trim());
        }
    }

    /// A formula nobody has computed: the cell is not blank, though it shows nothing.
    fn leave_formula(&mut self, formula: &str) {
        if let Some(open) = self.builder.paragraph() {
            let mut format = RunFormat::default();
            format.look.unseen = true;
            open.push(formula, format);
        }
    }

    /// Settings of a form's field.
    pub(super) fn field_setting(&mut self, tag: &Tag<'_>) -> Option<Scope> {
        let field = self.fields.last_mut()?;
        match tag.name() {
            "checkBox" => field.ticked = Some(false),
            // The state as it is comes after the state as it was designed.
            "default" | "checked" if field.ticked.is_some() => field.ticked = Some(tag.on()),
            "ddList" => field.list = Some(FieldList::default()),
            _ => {
                if let Some(list) = &mut field.list {
                    list.set(tag);
                }
            }
        }
        Some(Scope::FieldData)
    }

    /// A field whose instruction has not ended with its paragraph never will: the text after it is text.
    pub(super) fn forget_endless_fields(&mut self, open_before: usize) {
        let mut at = 0;
        self.fields.retain(|field| {
            at += 1;
            at <= open_before || field.result
        });
    }

    /// Puts a list number before a paragraph's text, set like its first characters.
    pub(super) fn put_number(&mut self, open: &mut OpenParagraph<Settings<'d>>, label: Label) {
        open.format.new_run();
        let font = label.font.or(open.format.run_props(self.styles).font);
        if !label.text.is_empty() {
            open.prepend(
                label.text,
                RunFormat {
                    font,
                    role: Role::Number,
                    ..RunFormat::default()
                },
            );
            self.printed += 1;
        }
    }
}

impl FieldList {
    fn set(&mut self, tag: &Tag<'_>) {
        let number = || usize::try_from(tag.number("val")?).ok();
        match tag.name() {
            "default" => self.usual = number().unwrap_or(0),
            "result" => self.chosen = number(),
            "listEntry" => self.entries.extend(tag.val().map(Cow::into_owned)),
            _ => {}
        }
    }
}

/// Text without the line breaks and indents a pretty-printer put at its ends.
fn without_layout(text: &str) -> &str {
    let start = text.trim_start();
    let start = if text[..text.len() - start.len()].contains('\n') {
        start
    } else {
        text
    };
    let end = start.trim_end();
    if start[end.len()..].contains('\n') {
        end
    } else {
        start
    }
}

//! Files of Word 2 to 95, parsed by office_oxide; from its tree on, the same last steps as DOCX.
//!
//! That parser is young, so a panic inside it is an error of the file, and the program reads every file
//! in a process of its own.

use super::FORMAT;
use crate::model::{Cause, Document, Error, ErrorKind, Finding, LimitKind, WithFindings};
use crate::read::Input;
use crate::read::word;
use crate::read::word::builder::{BlockBuilder, RowStyle};
use crate::read::word::fonts::Fonts;
use crate::read::word::raw::{Cell, Paragraph, Role, Run, RunFormat, push};
use crate::read::word::sight::{Ground, Look};
use office_oxide::format::DocumentFormat;
use office_oxide::ir::{
    DocumentIR, Element, InlineContent, List, ParagraphAlignment, TextSpan, VerticalAlign,
};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a document of an old Word.
///
/// # Errors
/// When it is damaged, protected by a password, or the parser fails.
pub(super) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let bytes = Cursor::new(input.bytes.to_vec());
    let parse = AssertUnwindSafe(move || {
        office_oxide::Document::from_reader(bytes, DocumentFormat::Doc)
            .map(|document| document.to_ir())
    });
    let tree = catch_unwind(parse).map_err(|_| Error::failed("the .doc parser panicked"))?;
    let tree = tree.map_err(|error| unread(&error))?;
    let mut walk = Walk {
        fonts: Fonts::default(),
        builder: BlockBuilder::new(RowStyle::Reaching, input.options.limits),
        max_depth: input.options.limits.nested_tables,
    };
    for section in &tree.sections {
        walk.elements(&section.elements, 0)?;
    }
    let (blocks, revisions) = (walk.builder.take_blocks(), walk.builder.revisions);
    let mut read = word::document(input.source(FORMAT), blocks, &walk.fonts, revisions);
    read.findings.extend(doubts(&tree));
    Ok(read)
}

fn unread(error: &(dyn std::error::Error + 'static)) -> Error {
    let lower = error.to_string().to_ascii_lowercase();
    if lower.contains("encrypt") || lower.contains("password") {
        return ErrorKind::Password.into();
    }
    Error::damaged(FORMAT, Cause::of(error))
}

fn doubts(tree: &DocumentIR) -> Vec<Finding> {
    if !tree.metadata.text_truncated {
        return Vec::new();
    }
    vec![Finding::limit_reached(LimitKind::Text, "…")]
}

/// Elements → raw blocks.
struct Walk {
    fonts: Fonts,
    builder: BlockBuilder,
    /// How deep elements may stand in each other.
    max_depth: u32,
}

impl Walk {
    fn elements(&mut self, elements: &[Element], depth: u32) -> Result<(), Error> {
        if depth > self.max_depth {
            return Ok(());
        }
        elements
            .iter()
            .try_for_each(|element| self.element(element, depth, None))
    }

    /// Adds an element, behind the marker of the list item it begins.
    fn element(
        &mut self,
        element: &Element,
        depth: u32,
        marker: Option<String>,
    ) -> Result<(), Error> {
        match element {
            Element::Paragraph(p) => {
                let indent = p.indent_left_twips.unwrap_or(0);
                self.paragraph(&p.content, p.alignment.as_ref(), indent, marker)
            }
            Element::Heading(h) => {
                let indent = h.indent_left_twips.unwrap_or(0);
                self.paragraph(&h.content, h.alignment.as_ref(), indent, marker)
            }
            Element::Table(table) => self.table(table, depth),
            Element::List(list) => self.list(list, depth),
            Element::TextBox(text) => {
                self.builder.open_flow();
                self.elements(&text.content, depth + 1)?;
                self.builder.close_box();
                Ok(())
            }
            Element::Footnote(note) | Element::Endnote(note) => {
                self.elements(&note.content, depth + 1)
            }
            Element::CodeBlock(code) => code
                .content
                .lines()
                .try_for_each(|line| self.builder.add(plain(line))),
            _ => Ok(()),
        }
    }

    fn paragraph(
        &mut self,
        content: &[InlineContent],
        alignment: Option<&ParagraphAlignment>,
        indent: i32,
        marker: Option<String>,
    ) -> Result<(), Error> {
        let number = RunFormat {
            role: Role::Number,
            ..RunFormat::default()
        };
        let mut runs: Vec<Run> = marker
            .map(|text| Run {
                text,
                format: number,
            })
            .into_iter()
            .collect();
        for inline in content {
            match inline {
                InlineContent::Text(span) => {
                    let format = self.format(span);
                    push(&mut runs, &span.text, format);
                }
                InlineContent::LineBreak => push(&mut runs, "\n", RunFormat::default()),
                InlineContent::FootnoteRef(note) | InlineContent::EndnoteRef(note) => {
                    let format = RunFormat {
                        role: Role::Reference,
                        ..RunFormat::default()
                    };
                    push(&mut runs, note.marker.as_deref().unwrap_or(""), format);
                }
                _ => {}
            }
        }
        self.builder.add(Paragraph {
            runs,
            centered: alignment == Some(&ParagraphAlignment::Center),
            indent: indent.clamp(0, 20_000) as f32 / 20.0,
            ground: Ground::Around,
            ..Paragraph::default()
        })
    }

    fn format(&mut self, span: &TextSpan) -> RunFormat {
        RunFormat {
            font: span
                .font_name
                .as_deref()
                .and_then(|name| self.fonts.id(name)),
            bold: span.bold,
            italic: span.italic,
            superscript: span.vertical_align == Some(VerticalAlign::Superscript),
            role: Role::Text,
            look: Look {
                struck: span.strikethrough,
                ..Look::default()
            },
        }
    }

    /// A list's items, each with its marker written out.
    fn list(&mut self, list: &List, depth: u32) -> Result<(), Error> {
        let first = list.start_number.unwrap_or(1);
        for (number, item) in (first..).zip(&list.items) {
            if depth < self.max_depth {
                let mut marker = Some(marker(list, number));
                for element in &item.content {
                    self.element(element, depth + 1, marker.take())?;
                }
            }
            if let Some(nested) = item.nested.as_ref().filter(|_| depth < self.max_depth) {
                self.list(nested, depth + 1)?;
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &office_oxide::ir::Table, depth: u32) -> Result<(), Error> {
        self.builder.open_table()?;
        for row in &table.rows {
            self.builder.open_row(1);
            for cell in &row.cells {
                let reach = Cell {
                    span: cell.col_span.max(1) as usize,
                    down: cell.row_span.max(1) as usize,
                    ..Cell::default()
                };
                self.builder.open_cell(reach, 1)?;
                self.elements(&cell.content, depth + 1)?;
                self.builder.close_cell();
            }
            if let Some(open) = self.builder.row() {
                open.header = row.repeat_as_header;
            }
            self.builder.close_row();
        }
        self.builder.close_table();
        Ok(())
    }
}

fn plain(line: &str) -> Paragraph {
    let run = Run {
        text: line.to_owned(),
        format: RunFormat::default(),
    };
    Paragraph {
        runs: vec![run],
        ..Paragraph::default()
    }
}

/// What stands before a list item.
fn marker(list: &List, number: u32) -> String {
    match (list.ordered, list.marker_pattern.as_deref()) {
        (false, _) => "- ".to_owned(),
        (true, Some(pattern)) if pattern.matches('%').count() == 1 => {
            let mark: String = pattern
                .split('%')
                .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()))
                .collect::<Vec<_>>()
                .join(&number.to_string());
            format!("{mark} ")
        }
        (true, _) => format!("{number}. "),
    }
}

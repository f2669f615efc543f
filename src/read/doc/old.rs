//! Files of Word 2 to 95, parsed by office_oxide; from its tree on, the same last steps as DOCX.
//!
//! That parser is young, so a panic inside it is an error of the file, and the program reads every file
//! in a process of its own.

use super::FORMAT;
use crate::model::{Document, Error, Finding, Source, WithFindings};
use crate::read::Options;
use crate::read::word::covered;
use crate::read::word::dress::Dresser;
use crate::read::word::fonts::Fonts;
use crate::read::word::raw::{Block, Cell, Look, Paragraph, Piece, Role, Row, Table, push};
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
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    options: &Options,
) -> Result<WithFindings<Document>, Error> {
    let input = Cursor::new(bytes.to_vec());
    let parse = AssertUnwindSafe(move || {
        office_oxide::Document::from_reader(input, DocumentFormat::Doc)
            .map(|document| document.to_ir())
    });
    let tree =
        catch_unwind(parse).map_err(|_| Error::Failed("the .doc parser panicked".to_owned()))?;
    let tree = tree.map_err(|error| unread(&error.to_string()))?;
    let mut builder = Builder {
        fonts: Fonts::default(),
        tables: 0,
        depth: options.limits.nested_tables,
    };
    let blocks = tree
        .sections
        .iter()
        .flat_map(|section| builder.blocks(&section.elements, 0))
        .collect();
    let mut dresser = Dresser::new(&builder.fonts);
    dresser.add(blocks);
    let source = Source::of(file, FORMAT, bytes);
    let document = Document {
        source,
        pages: Vec::new(),
        blocks: dresser.finish(),
        ..Document::default()
    };
    Ok(WithFindings {
        output: document,
        findings: doubts(&tree),
    })
}

fn unread(detail: &str) -> Error {
    let lower = detail.to_ascii_lowercase();
    if lower.contains("encrypt") || lower.contains("password") {
        return Error::Password;
    }
    Error::Damaged {
        format: FORMAT,
        detail: detail.to_owned(),
    }
}

fn doubts(tree: &DocumentIR) -> Vec<Finding> {
    if !tree.metadata.text_truncated {
        return Vec::new();
    }
    vec![Finding::limit_reached("text", "…")]
}

/// Elements → raw blocks.
struct Builder {
    fonts: Fonts,
    tables: u32,
    /// How deep elements may stand in each other.
    depth: u32,
}

impl Builder {
    fn blocks(&mut self, elements: &[Element], depth: u32) -> Vec<Block> {
        if depth > self.depth {
            return Vec::new();
        }
        let mut out = Vec::new();
        for element in elements {
            match element {
                Element::Paragraph(p) => {
                    let centered = p.alignment == Some(ParagraphAlignment::Center);
                    let indent = p.indent_left_twips.unwrap_or(0);
                    out.push(self.paragraph(&p.content, centered, indent));
                }
                Element::Heading(h) => {
                    let centered = h.alignment == Some(ParagraphAlignment::Center);
                    out.push(self.paragraph(
                        &h.content,
                        centered,
                        h.indent_left_twips.unwrap_or(0),
                    ));
                }
                Element::Table(table) => out.push(self.table(table, depth)),
                Element::List(list) => out.extend(self.list(list, depth)),
                Element::TextBox(text) => {
                    out.push(Block::Box(self.blocks(&text.content, depth + 1)))
                }
                Element::Footnote(note) | Element::Endnote(note) => {
                    out.extend(self.blocks(&note.content, depth + 1));
                }
                Element::CodeBlock(code) => out.extend(code.content.lines().map(plain)),
                _ => {}
            }
        }
        out
    }

    fn paragraph(&mut self, content: &[InlineContent], centered: bool, indent: i32) -> Block {
        let mut pieces = Vec::new();
        for inline in content {
            match inline {
                InlineContent::Text(span) => {
                    let look = self.look(span);
                    push(&mut pieces, &span.text, look);
                }
                InlineContent::LineBreak => push(&mut pieces, "\n", Look::default()),
                InlineContent::FootnoteRef(note) | InlineContent::EndnoteRef(note) => {
                    let look = Look {
                        role: Role::Reference,
                        ..Look::default()
                    };
                    push(&mut pieces, note.marker.as_deref().unwrap_or(""), look);
                }
                _ => {}
            }
        }
        Block::Paragraph(Paragraph {
            pieces,
            centered,
            indent: indent.clamp(0, 20_000) as f32 / 20.0,
            picture: false,
        })
    }

    fn look(&mut self, span: &TextSpan) -> Look {
        Look {
            font: span
                .font_name
                .as_deref()
                .and_then(|name| self.fonts.id(name)),
            bold: span.bold,
            italic: span.italic,
            raised: span.vertical_align == Some(VerticalAlign::Superscript),
            role: Role::Text,
        }
    }

    /// A list's items, each with its marker written out.
    fn list(&mut self, list: &List, depth: u32) -> Vec<Block> {
        let mut out = Vec::new();
        let first = list.start_number.unwrap_or(1);
        for (number, item) in (first..).zip(&list.items) {
            let mut blocks = self.blocks(&item.content, depth + 1);
            if let Some(Block::Paragraph(paragraph)) = blocks.first_mut() {
                let look = Look {
                    role: Role::Number,
                    ..Look::default()
                };
                paragraph.pieces.insert(
                    0,
                    Piece {
                        text: marker(list, number),
                        look,
                    },
                );
            }
            out.extend(blocks);
            if let Some(nested) = item.nested.as_ref().filter(|_| depth < self.depth) {
                out.extend(self.list(nested, depth + 1));
            }
        }
        out
    }

    fn table(&mut self, table: &office_oxide::ir::Table, depth: u32) -> Block {
        self.tables += 1;
        let number = self.tables;
        let mut rows: Vec<Row> = Vec::new();
        for row in &table.rows {
            let cells = row.cells.iter().map(|cell| Cell {
                span: cell.col_span.max(1) as usize,
                down: cell.row_span.max(1) as usize,
                blocks: self.blocks(&cell.content, depth + 1),
                ..Cell::default()
            });
            rows.push(Row {
                cells: cells.collect(),
                header: row.repeat_as_header,
                ..Row::default()
            });
        }
        covered::fill(&mut rows);
        Block::Table(Table {
            number,
            rows,
            widths: Vec::new(),
        })
    }
}

fn plain(line: &str) -> Block {
    let piece = Piece {
        text: line.to_owned(),
        look: Look::default(),
    };
    Block::Paragraph(Paragraph {
        pieces: vec![piece],
        ..Paragraph::default()
    })
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

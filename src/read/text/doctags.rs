//! DocTags, as docling and its models write them: elements with their place on the page, tables as a row of
//! tokens for cells.

use super::markup::{Markup, MarkupCell};
use crate::model::Found;

/// Whether a text is in DocTags.
pub(super) fn is_doctags(text: &str) -> bool {
    text.contains("<otsl>") && (text.contains("<fcel>") || text.contains("<ched>"))
}

/// The pages of a text, as HTML.
pub(super) fn pages(text: &str) -> Vec<Markup> {
    let pages = text.split("<page_break>").zip(1..);
    pages
        .map(|(text, page)| Markup {
            page: Page::default().read(text),
            lines: Vec::new(),
            found: Found::Format,
            page_number: Some(page),
        })
        .collect()
}

/// A position of a table: what fills it, and what is printed there.
#[derive(Debug, PartialEq)]
enum Slot {
    Cell(String),
    /// The cell at the left reaches here.
    Left,
    /// The one above.
    Up,
    /// One that reaches both ways.
    Cross,
}

/// A page being read.
#[derive(Debug, Default)]
struct Page {
    html: String,
    /// The rows of the table that is open.
    table: Option<Vec<Vec<Slot>>>,
}

impl Page {
    fn read(mut self, text: &str) -> String {
        let mut rest = text;
        while let Some((before, tail)) = rest.split_once('<') {
            self.print(before);
            let tag = tail.split_once('>');
            let is_tag = |name: &str| {
                name.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'/'))
            };
            match tag.filter(|(name, _)| is_tag(name)) {
                Some((name, after)) => {
                    self.tag(name);
                    rest = after;
                }
                None => {
                    self.print("&lt;");
                    rest = tail;
                }
            }
        }
        self.print(rest);
        self.end_table();
        self.html
    }

    fn print(&mut self, text: &str) {
        match &mut self.table {
            None => self.html.push_str(text),
            Some(rows) => {
                if let Some(Slot::Cell(cell)) = rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.push_str(text);
                }
            }
        }
    }

    fn slot(&mut self, slot: Slot) {
        if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
            row.push(slot);
        }
    }

    fn tag(&mut self, name: &str) {
        match name {
            "otsl" => self.table = Some(vec![Vec::new()]),
            "/otsl" => self.end_table(),
            "fcel" | "ecel" | "ched" | "rhed" | "srow" => self.slot(Slot::Cell(String::new())),
            "lcel" => self.slot(Slot::Left),
            "ucel" => self.slot(Slot::Up),
            "xcel" => self.slot(Slot::Cross),
            "nl" => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            "checkbox_selected" => self.print("☒ "),
            "checkbox_unselected" => self.print("☐ "),
            name if name.starts_with("loc_") => {}
            _ if self.table.is_some() => self.print(" "),
            name if name.starts_with('/') => self.html.push_str("</p>"),
            _ => self.html.push_str("<p>"),
        }
    }

    fn end_table(&mut self) {
        let Some(mut rows) = self.table.take() else {
            return;
        };
        rows.retain(|row| !row.is_empty());
        let reach = |row: usize, column: usize| {
            let right = rows[row][column + 1..]
                .iter()
                .take_while(|slot| **slot == Slot::Left);
            let below = rows[row + 1..]
                .iter()
                .take_while(|row| row.get(column) == Some(&Slot::Up));
            (1 + right.count(), 1 + below.count())
        };
        let cells = |at: usize| {
            let cells = rows[at]
                .iter()
                .enumerate()
                .filter_map(move |(column, slot)| {
                    let Slot::Cell(html) = slot else { return None };
                    let (columns, rows) = reach(at, column);
                    Some(MarkupCell {
                        html: html.trim().to_owned(),
                        columns,
                        rows,
                    })
                });
            cells.collect()
        };
        let written: Vec<(usize, Vec<MarkupCell>)> =
            (0..rows.len()).map(|at| (0, cells(at))).collect();
        self.html
            .push_str(&Markup::table(&written, Found::Format).page);
    }
}

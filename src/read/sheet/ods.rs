//! .ods: the file holds each cell's text as it is printed, so that is what is read; the number beside it
//! distinguishes a decimal mark from one between thousands.

use super::shown::vietnamese;
use super::{Content, Merge, Sheet, Workbook};
use crate::model::{Document, Error, WithFindings};
use crate::read::xml::{Event, Package, Tag, Xml};
use crate::read::{Input, Options};
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::collections::BTreeSet;

const FORMAT: &str = "ods";

/// Reads a workbook.
///
/// # Errors
/// When the package or its content cannot be read to the end, or a limit is reached.
pub(in crate::read) fn read(
    input: &Input<'_>,
    mut package: Package<'_>,
) -> Result<WithFindings<Document>, Error> {
    package.set_format(FORMAT);
    let no_content = || Error::damaged(FORMAT, "no content part");
    let xml = package.part("content.xml")?.ok_or_else(no_content)?;
    let mut walk = Walk::new(input.options);
    walk.run(xml)?;
    Ok(super::document(input, FORMAT, walk.workbook))
}

/// The cell that is open.
#[derive(Default)]
struct Cell {
    text: String,
    /// The number stored, where it is one.
    stored: Option<Decimal>,
    repeated: u32,
    rows: u32,
    columns: u32,
}

/// The content while it is being read.
struct Walk<'a> {
    options: &'a Options,
    workbook: Workbook,
    /// Names of the open elements.
    open: Vec<String>,
    /// Table styles that are not shown.
    hidden_styles: BTreeSet<String>,
    style: String,
    sheet: Sheet,
    sheet_hidden: bool,
    row: u32,
    /// How often the open row is repeated.
    row_repeated: u32,
    column: u32,
    /// The column whose definition comes next.
    defined: u32,
    cell: Option<Cell>,
}

impl<'a> Walk<'a> {
    fn new(options: &'a Options) -> Walk<'a> {
        Walk {
            options,
            workbook: Workbook::default(),
            open: Vec::new(),
            hidden_styles: BTreeSet::new(),
            style: String::new(),
            sheet: Sheet::default(),
            sheet_hidden: false,
            row: 0,
            row_repeated: 1,
            column: 0,
            defined: 0,
            cell: None,
        }
    }

    fn run(&mut self, mut xml: Xml<'_>) -> Result<(), Error> {
        while let Some(event) = xml.next()? {
            match event {
                // A comment on a cell is not printed in it.
                Event::Start(tag) if tag.name() == "annotation" => xml.skip()?,
                Event::Start(tag) => {
                    self.start(&tag);
                    self.open.push(tag.name().to_owned());
                }
                Event::Text(text) => {
                    if let Some(cell) = self
                        .cell
                        .as_mut()
                        .filter(|_| self.open.iter().any(|name| name == "p"))
                    {
                        cell.text.push_str(&text);
                    }
                }
                Event::End => {
                    if let Some(name) = self.open.pop() {
                        self.end(&name);
                    }
                }
            }
        }
        Ok(())
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "style" => self.style = tag.attr("name").unwrap_or_default().into_owned(),
            "table-properties" if tag.attr("display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table" => self.table(tag),
            "table-column" => self.define_column(tag),
            "table-row" => {
                self.row_repeated = count(tag, "number-rows-repeated");
                self.column = 0;
                if is_hidden(tag) {
                    let last = self.row.saturating_add(self.row_repeated.min(100_000));
                    self.sheet.hidden_rows.extend(self.row..last);
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Some(Cell {
                    text: String::new(),
                    stored: stored(tag),
                    repeated: count(tag, "number-columns-repeated"),
                    rows: count(tag, "number-rows-spanned"),
                    columns: count(tag, "number-columns-spanned"),
                });
            }
            "p" | "line-break" => self.type_in("\n"),
            "s" | "tab" => self.type_in(" "),
            _ => {}
        }
    }

    /// Adds white space inside a cell that has text already.
    fn type_in(&mut self, space: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.text.is_empty()) {
            cell.text.push_str(space);
        }
    }

    fn table(&mut self, tag: &Tag<'_>) {
        let name = tag.attr("name").unwrap_or_default().into_owned();
        let style = tag.attr("style-name").unwrap_or_default();
        self.sheet_hidden = self.hidden_styles.contains(&*style);
        self.sheet = Sheet {
            name,
            ..Sheet::default()
        };
        (self.row, self.defined) = (0, 0);
    }

    fn define_column(&mut self, tag: &Tag<'_>) {
        let next = self
            .defined
            .saturating_add(count(tag, "number-columns-repeated"));
        if is_hidden(tag) {
            self.sheet
                .hidden_columns
                .push(self.defined..=next.saturating_sub(1));
        }
        self.defined = next;
    }

    fn end(&mut self, name: &str) {
        match name {
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.row = self.row.saturating_add(self.row_repeated),
            "table" => {
                let sheet = std::mem::take(&mut self.sheet);
                if self.sheet_hidden {
                    self.workbook.hidden.push(sheet.name);
                } else {
                    self.workbook.sheets.push(sheet);
                }
            }
            _ => {}
        }
    }

    /// Repeated cells and rows that hold text are few; the long runs are the empty rest of the sheet.
    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        if cell.rows > 1 || cell.columns > 1 {
            let last = |first: u32, count: u32| first.saturating_add(count.saturating_sub(1));
            self.sheet.merges.push(Merge {
                rows: self.row..=last(self.row, cell.rows),
                columns: self.column..=last(self.column, cell.columns),
            });
        }
        if !cell.text.trim().is_empty() {
            let text = cell.stored.map_or(Cow::from(&cell.text), |stored| {
                vietnamese(&cell.text, stored)
            });
            for row in 0..self.row_repeated.min(10_000) {
                for column in 0..cell.repeated.min(10_000) {
                    let at = (
                        self.row.saturating_add(row),
                        self.column.saturating_add(column),
                    );
                    self.sheet.put(at, Content::plain(&text), self.options);
                    if self.sheet.cut {
                        return;
                    }
                }
            }
        }
        self.column = self.column.saturating_add(cell.repeated);
    }
}

/// The number of a count, a rate or an amount; dates and times have none.
fn stored(tag: &Tag<'_>) -> Option<Decimal> {
    let value = tag.attr("value")?;
    value
        .parse()
        .ok()
        .or_else(|| Decimal::from_scientific(&value).ok())
}

fn count(tag: &Tag<'_>, name: &str) -> u32 {
    tag.number(name)
        .and_then(|n| u32::try_from(n).ok())
        .unwrap_or(1)
        .max(1)
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(
        tag.attr("visibility").as_deref(),
        Some("collapse" | "filter")
    )
}

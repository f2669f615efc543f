//! .ods: the file holds each cell's text as it is printed, so that is what is read; the number beside it
//! distinguishes a decimal mark from one between thousands.

use super::cell::{counted, put_together};
use super::shown::vietnamese;
use super::styles::{Colour, Font};
use super::{Content, Merge, Sheet, Workbook};
use crate::model::{Code, Document, Error, WithFindings};
use crate::read::odt::style::is_raised;
use crate::read::xml::{Event, Package, Tag, Xml};
use crate::read::{Input, Options};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

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
    let mut walk = Walk::new(input.options);
    // The styles that have names; a damaged part is one of no styles.
    if let Ok(Some(xml)) = package.part("styles.xml") {
        let _ = walk.run(xml);
        walk.open.clear();
    }
    walk.run(package.part("content.xml")?.ok_or_else(no_content)?)?;
    Ok(super::document(input, FORMAT, walk.workbook))
}

/// The cell that is open.
#[derive(Default)]
struct Cell {
    /// Its text, and the style of each run inside it.
    runs: Vec<(String, Option<String>)>,
    style: String,
    /// It lies under a merged cell.
    covered: bool,
    formula: Option<String>,
    /// It says of itself that it holds words.
    is_text: bool,
    /// The number stored, where it is one.
    stored: Option<Decimal>,
    repeated: u32,
    rows: u32,
    columns: u32,
}

/// How text is set and what lies below it, as far as a style says.
#[derive(Clone, Default)]
struct Style {
    parent: String,
    struck: Option<bool>,
    raised: Option<bool>,
    colour: Option<Colour>,
    ground: Option<Colour>,
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
    /// Of cells and of the runs inside them, by name.
    styles: BTreeMap<String, Style>,
    /// The styles of the columns' cells: up to which column, by name.
    column_styles: Vec<(u32, String)>,
    /// The styles of the open runs.
    spans: Vec<String>,
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
            styles: BTreeMap::new(),
            column_styles: Vec::new(),
            spans: Vec::new(),
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
                        cell.add(&text, self.spans.last());
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
            "style" => self.style(tag),
            "text-properties" | "table-cell-properties" => self.format(tag),
            // Of numbers, or of what has no style of its own.
            name if name.ends_with("-style") => self.style.clear(),
            "span" => {
                let own = tag.attr("style-name").unwrap_or_default();
                self.spans.push(own.into_owned());
            }
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
                let style = tag.attr("style-name").map(Into::into);
                self.cell = Some(Cell {
                    runs: Vec::new(),
                    style: style.unwrap_or_else(|| self.column_style()),
                    covered: tag.name() == "covered-table-cell",
                    formula: tag.attr("formula").map(Into::into),
                    is_text: tag.attr("value-type").as_deref() == Some("string"),
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
        if let Some(cell) = self.cell.as_mut().filter(|cell| !cell.runs.is_empty()) {
            cell.add(space, self.spans.last());
        }
    }

    fn style(&mut self, tag: &Tag<'_>) {
        self.style = tag.attr("name").unwrap_or_default().into_owned();
        let style = Style {
            parent: tag.attr("parent-style-name").unwrap_or_default().into(),
            ..Style::default()
        };
        self.styles.insert(self.style.clone(), style);
    }

    fn format(&mut self, tag: &Tag<'_>) {
        // Conditional formats have properties of their own, inside a style or beside it.
        let Some(style) = self.styles.get_mut(&self.style) else {
            return;
        };
        if tag.name() == "table-cell-properties" {
            style.ground = colour(tag, "background-color").or(style.ground.take());
            return;
        }
        let line = |name| tag.attr(name).map(|kind| kind != "none");
        style.struck = line("text-line-through-style")
            .or_else(|| line("text-line-through-type"))
            .or(style.struck);
        style.raised = tag
            .attr("text-position")
            .map(|at| is_raised(&at))
            .or(style.raised);
        style.colour = colour(tag, "color").or(style.colour.take());
    }

    /// What a style says, by itself or by those it is made from.
    fn look<T>(&self, style: &str, what: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut name = style;
        for _ in 0..STYLE_LEVELS {
            let style = self.styles.get(name)?;
            if let Some(found) = what(style) {
                return Some(found);
            }
            name = &style.parent;
        }
        None
    }

    fn column_style(&self) -> String {
        let own = self
            .column_styles
            .iter()
            .find(|(end, _)| self.column < *end);
        own.map_or_else(String::new, |(_, style)| style.clone())
    }

    /// What a cell prints.
    fn content(&self, cell: &Cell) -> Content {
        let font = |style: &str| Font {
            struck: self.look(style, |style| style.struck) == Some(true),
            raised: self.look(style, |style| style.raised) == Some(true),
            colour: self.look(style, |style| style.colour.clone()),
            ..Font::default()
        };
        let own = font(&cell.style);
        let runs = cell.runs.iter().map(|(text, style)| {
            let Some(style) = style else {
                return (text.as_str(), own.clone());
            };
            let set = |of: fn(&Style) -> Option<bool>| self.look(style, of);
            let set = Font {
                struck: set(|style| style.struck).unwrap_or(own.struck),
                raised: set(|style| style.raised).unwrap_or(own.raised),
                colour: font(style).colour.or_else(|| own.colour.clone()),
                ..Font::default()
            };
            (text.as_str(), set)
        });
        let runs: Vec<(&str, Font)> = runs.collect();
        let ground = self.look(&cell.style, |style| style.ground.clone());
        let ground = ground.unwrap_or_else(|| Colour::rgb(Colour::WHITE));
        let fonts = runs.iter().map(|(text, font)| (*text, Some(font)));
        put_together(fonts, &ground, None, |text| match cell.stored {
            Some(stored) => counted(&vietnamese(text, stored), stored).into_owned(),
            None => text.to_owned(),
        })
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
        self.column_styles.clear();
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
        let style = tag.attr("default-cell-style-name").unwrap_or_default();
        self.column_styles.push((next, style.into_owned()));
        self.defined = next;
    }

    fn end(&mut self, name: &str) {
        match name {
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "span" => drop(self.spans.pop()),
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

    /// What a cell prints, or why it prints nothing.
    fn whole(&self, cell: &Cell) -> Content {
        if !cell.is_blank() {
            let content = self.content(cell);
            return if cell.covered {
                Content::unshown(Code::UnderMergedCell, content.text.as_str())
            } else {
                content
            };
        }
        match (cell.stored, &cell.formula) {
            // The format shows nothing of the number.
            (Some(stored), _) if cell.covered => {
                Content::unshown(Code::UnderMergedCell, stored.to_string())
            }
            (Some(stored), _) => Content::unshown(Code::UnseenText, stored.to_string()),
            (None, Some(formula)) if !cell.is_text => {
                Content::unshown(Code::FormulaWithoutResult, formula.as_str())
            }
            _ => Content::default(),
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
        if cell.says_something() {
            for row in 0..self.row_repeated.min(10_000) {
                for column in 0..cell.repeated.min(10_000) {
                    let at = (
                        self.row.saturating_add(row),
                        self.column.saturating_add(column),
                    );
                    self.sheet.put(at, self.whole(&cell), self.options);
                    if self.sheet.cut {
                        return;
                    }
                }
            }
        }
        self.column = self.column.saturating_add(cell.repeated);
    }
}

impl Cell {
    fn add(&mut self, text: &str, style: Option<&String>) {
        match self.runs.last_mut() {
            Some((last, own)) if own.as_ref() == style => last.push_str(text),
            _ => self.runs.push((text.to_owned(), style.cloned())),
        }
    }

    fn is_blank(&self) -> bool {
        self.runs.iter().all(|(text, _)| text.trim().is_empty())
    }

    fn says_something(&self) -> bool {
        !self.is_blank() || self.stored.is_some() || self.formula.is_some()
    }
}

/// Styles are made from others, so many levels at most.
const STYLE_LEVELS: usize = 8;

fn colour(tag: &Tag<'_>, name: &str) -> Option<Colour> {
    let colour = tag.attr(name)?;
    colour.starts_with('#').then(|| Colour::rgb(&colour))
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

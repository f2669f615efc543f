//! .ods: the file holds each cell's text as it is printed, so that is what is read; the number beside it
//! distinguishes a decimal mark from one between thousands.

use super::boxes::{self, Corner, TextBox};
use super::cell::{counted, put_together};
use super::compute::{Pending, compute};
use super::formula::{Step, parse};
use super::number_format::printed;
use super::shown::vietnamese;
use super::styles::{Colour, Font};
use super::{Content, Merge, Sheet, Workbook};
use crate::model::{Code, Document, Error, WithFindings};
use crate::read::odt::style::{is_raised, points};
use crate::read::word::sight::is_speck;
use crate::read::xml::{Event, Package, Tag, Xml};
use crate::read::{Input, Options};
use jiff::civil::date;
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
    let mut workbook = std::mem::take(&mut walk.workbook);
    compute(&mut workbook, |number, style| walk.computed(number, style));
    Ok(super::document(input, FORMAT, workbook))
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
    speck: Option<bool>,
    colour: Option<Colour>,
    ground: Option<Colour>,
    /// The style of its numbers.
    number: Option<String>,
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
    /// Number formats as other workbooks write them, by the name of the style.
    codes: BTreeMap<String, String>,
    /// The number style that is open.
    code: Option<String>,
    /// The styles of the formulas that are to be computed.
    computed_styles: Vec<String>,
    /// The drawing that is open in a cell, and how many elements were open around it.
    drawing: Option<(TextBox, usize)>,
    boxes: Vec<TextBox>,
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
            codes: BTreeMap::new(),
            code: None,
            drawing: None,
            boxes: Vec::new(),
            computed_styles: Vec::new(),
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
                    if self.open.last().is_some_and(|name| name == "text") {
                        self.word_of_format(&text);
                    }
                    if let Some((drawing, _)) = &mut self.drawing {
                        drawing.text.push_str(&text);
                    } else if let Some(cell) = self
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
        if let Some((drawing, _)) = &mut self.drawing {
            if matches!(tag.name(), "p" | "line-break") {
                drawing.text.push('\n');
            }
            return;
        }
        match tag.name() {
            "frame" | "custom-shape" | "rect" | "ellipse" | "caption" if self.cell.is_some() => {
                self.drawing = Some((self.text_box(tag), self.open.len()));
            }
            "style" => self.style(tag),
            "text-properties" | "table-cell-properties" => self.format(tag),
            "number-style" | "percentage-style" | "currency-style" => {
                self.style.clear();
                self.code = tag.attr("name").map(Into::into);
                self.codes
                    .extend(self.code.clone().map(|name| (name, String::new())));
            }
            "number" => self.digits_of_format(tag),
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

    /// Where a drawing lies: from the open cell to the one it names, or as far as it is long.
    fn text_box(&self, tag: &Tag<'_>) -> TextBox {
        let rows = |name| tag.attr(name).and_then(|long| points(&long)).unwrap_or(0.0) / ROW_POINTS;
        let columns =
            |name| tag.attr(name).and_then(|long| points(&long)).unwrap_or(0.0) / COLUMN_POINTS;
        let from = Corner::inside(self.row, self.column, rows("y"), columns("x"));
        let end = tag.attr("end-cell-address");
        let end = end.and_then(|cell| parse(&format!("[{cell}]"), (0, 0)));
        let to = match end.as_deref() {
            Some([Step::Area(area)]) => {
                let (row, column) = (*area.rows.start(), *area.columns.start());
                Corner::inside(row, column, rows("end-y"), columns("end-x"))
            }
            _ => Corner {
                row: from.row + rows("height"),
                column: from.column + columns("width"),
            },
        };
        let text = String::new();
        TextBox { from, to, text }
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
            number: tag.attr("data-style-name").map(Into::into),
            ..Style::default()
        };
        self.styles.insert(self.style.clone(), style);
    }

    /// The code of the number style that is open.
    fn open_code(&mut self) -> Option<&mut String> {
        self.codes.get_mut(self.code.as_ref()?)
    }

    fn word_of_format(&mut self, word: &str) {
        let word = match word.trim() {
            "%" => "%".to_owned(),
            _ => format!("\"{}\"", word.replace('"', "")),
        };
        if let Some(code) = self.open_code() {
            code.push_str(&word);
        }
    }

    fn digits_of_format(&mut self, tag: &Tag<'_>) {
        let is_grouped = tag.attr("grouping").as_deref() == Some("true");
        let count = |name| tag.number(name).and_then(|n| usize::try_from(n).ok());
        let decimals = count("decimal-places");
        let whole = "0".repeat(count("min-integer-digits").unwrap_or(1).clamp(1, 20));
        if let Some(code) = self.open_code() {
            if decimals.is_none() && !is_grouped {
                return code.push_str("General");
            }
            code.push_str(if is_grouped { "#,##" } else { "" });
            code.push_str(&whole);
            if let Some(decimals @ 1..) = decimals {
                code.push('.');
                code.push_str(&"0".repeat(decimals.min(20)));
            }
        }
    }

    /// What a cell prints of a number that was computed; `style` counts the styles set aside for it.
    fn computed(&self, number: Decimal, style: usize) -> Content {
        let style = self.computed_styles.get(style).map_or("", String::as_str);
        let code = self.look(style, |style| style.number.clone());
        let code = code.and_then(|name| self.codes.get(&name));
        let code = code.map_or("General", String::as_str);
        let Some(text) = printed(number, code, date(1899, 12, 30)) else {
            return Content::unshown(Code::UnseenText, number.to_string());
        };
        let cell = Cell {
            runs: vec![(text, None)],
            style: style.to_owned(),
            stored: Some(number),
            ..Cell::default()
        };
        self.content(&cell)
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
        style.speck = tag
            .attr("font-size")
            .and_then(|size| points(&size))
            .map(is_speck)
            .or(style.speck);
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
            speck: self.look(style, |style| style.speck) == Some(true),
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
                speck: set(|style| style.speck).unwrap_or(own.speck),
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
        if let Some((drawing, _)) = self
            .drawing
            .take_if(|(_, around)| self.open.len() <= *around)
        {
            self.boxes.push(drawing);
            return;
        }
        if self.drawing.is_some() {
            return;
        }
        match name {
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "span" => drop(self.spans.pop()),
            "number-style" | "percentage-style" | "currency-style" => self.code = None,
            "table-row" => self.row = self.row.saturating_add(self.row_repeated),
            "table" => {
                let mut sheet = std::mem::take(&mut self.sheet);
                boxes::lay(&mut sheet, std::mem::take(&mut self.boxes), self.options);
                if self.sheet_hidden {
                    self.workbook.hidden.push(sheet.name.clone());
                    self.workbook.aside.push(sheet);
                } else {
                    self.workbook.sheets.push(sheet);
                }
            }
            _ => {}
        }
    }

    /// What a cell prints, or why it prints nothing.
    fn whole(&self, cell: &Cell) -> Content {
        Content {
            figure: cell.stored.filter(|_| !cell.is_text),
            ..self.shown(cell)
        }
    }

    fn shown(&self, cell: &Cell) -> Content {
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
            (None, Some(formula)) if !cell.is_text => Content::uncomputed(formula),
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
                    let content = self.whole(&cell);
                    match cell.formula.as_ref().filter(|_| cell.may_be_uncomputed()) {
                        Some(formula) => {
                            let style = self.computed_styles.len();
                            self.computed_styles.push(cell.style.clone());
                            let pending = Pending {
                                moved: (row.into(), column.into()),
                                ..Pending::of(at, style, formula.clone(), content, true)
                            };
                            self.sheet.wait(pending, self.options);
                        }
                        None => self.sheet.put(at, content, self.options),
                    }
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

    /// Its result is zero, or there is none.
    fn may_be_uncomputed(&self) -> bool {
        match self.stored {
            Some(stored) => stored.is_zero(),
            None => self.is_blank() && !self.covered,
        }
    }

    fn says_something(&self) -> bool {
        !self.is_blank() || self.stored.is_some() || self.formula.is_some()
    }
}

/// A row and a column of usual size.
const ROW_POINTS: f32 = 12.8;
const COLUMN_POINTS: f32 = 64.0;

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

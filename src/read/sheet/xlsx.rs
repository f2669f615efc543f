//! .xlsx and .xlsm.

use super::cell::{Context, Rich, Stored};
use super::compute::{Pending, compute};
use super::conditional::Rule;
use super::package::{self, Entry, Index, Parts};
use super::styles::{Font, Styles};
use super::{Merge, Sheet, Workbook};
use crate::model::{Document, Error, WithFindings};
use crate::read::xml::{Event, Package, Tag, Xml};
use crate::read::{Input, Options};
use std::collections::BTreeMap;

const FORMAT: &str = "xlsx";
/// The main part's usual name; strict and transitional files use the same.
pub(in crate::read) const MAIN: &str = "xl/workbook.xml";

/// Reads a workbook.
///
/// # Errors
/// When the package, its list of sheets or a sheet cannot be read to the end, or a limit is reached.
pub(in crate::read) fn read(
    input: &Input<'_>,
    mut package: Package<'_>,
    main: &str,
) -> Result<WithFindings<Document>, Error> {
    package.set_format(FORMAT);
    let workbook = workbook(&mut package, main, input.options)?;
    Ok(super::document(input, FORMAT, workbook))
}

fn workbook(package: &mut Package<'_>, main: &str, options: &Options) -> Result<Workbook, Error> {
    let no_main = || Error::damaged(FORMAT, "no workbook part");
    let index = index(package.part(main)?.ok_or_else(no_main)?)?;
    let parts = Parts::of(package, main)?;
    let styles = package
        .part(&parts.part("/styles", "styles.xml"))?
        .map(Styles::read)
        .transpose()?
        .unwrap_or_default();
    let strings = package
        .part(&parts.part("/sharedStrings", "sharedStrings.xml"))?
        .map(shared_strings)
        .transpose()?
        .unwrap_or_default();
    let context = Context {
        styles,
        strings,
        day_zero: index.day_zero,
        uncomputed: index.uncomputed,
        options,
    };
    let mut workbook =
        package::workbook(package, index, &parts, options, |package, part, name| {
            package
                .part(part)?
                .map(|xml| sheet(&context, name, xml))
                .transpose()
        })?;
    compute(&mut workbook, |number, style| {
        context.computed(number, style)
    });
    Ok(workbook)
}

fn index(mut xml: Xml<'_>) -> Result<Index, Error> {
    let mut index = Index::default();
    while let Some(event) = xml.next()? {
        let Event::Start(tag) = event else { continue };
        match tag.name() {
            "sheet" => index.sheets.push(Entry {
                name: tag.attr("name").unwrap_or_default().into_owned(),
                relation: tag.attr("id").unwrap_or_default().into_owned(),
                is_shown: !matches!(tag.attr("state").as_deref(), Some("hidden" | "veryHidden")),
            }),
            "calcPr" => index.uncomputed = is_set(&tag, "fullCalcOnLoad"),
            "workbookPr" if is_set(&tag, "date1904") => index.count_from_1904(),
            _ => {}
        }
    }
    Ok(index)
}

fn shared_strings(mut xml: Xml<'_>) -> Result<Vec<Rich>, Error> {
    let mut strings = Vec::new();
    while let Some(event) = xml.next()? {
        if matches!(&event, Event::Start(tag) if tag.name() == "si") {
            strings.push(rich(&mut xml)?);
        }
    }
    Ok(strings)
}

/// The runs of the string element that has just opened; phonetic guides are not text.
fn rich(xml: &mut Xml<'_>) -> Result<Rich, Error> {
    let mut runs: Rich = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut font: Option<Font> = None;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => {
                match tag.name() {
                    "r" => font = None,
                    "rPr" => font = Some(Font::default()),
                    _ => font.iter_mut().for_each(|font| font.take(&tag)),
                }
                open.push(tag.name().to_owned());
            }
            Event::End if open.pop().is_none() => break,
            Event::End => {}
            Event::Text(text) => {
                if open.last().is_some_and(|name| name == "t")
                    && !open.iter().any(|name| name == "rPh")
                {
                    runs.push((unescaped(&text), font.clone()));
                }
            }
        }
    }
    Ok(runs)
}

/// `_x000D_` stands for a character XML cannot hold or would not keep.
fn unescaped(text: &str) -> String {
    if !text.contains("_x") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after
            .get(..4)
            .filter(|_| after.as_bytes().get(4) == Some(&b'_'));
        let found = code
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        out.extend(found.map_or(['_', 'x'].to_vec(), |c| vec![c]));
        rest = if found.is_some() {
            after.get(5..).unwrap_or("")
        } else {
            after
        };
    }
    out + rest
}

/// The cell that is open.
#[derive(Default)]
struct Open {
    at: (u32, u32),
    style: usize,
    kind: String,
    value: String,
    /// What computes the value.
    formula: Option<String>,
    /// The number of the formula that several cells share.
    shared: Option<String>,
    rich: Rich,
}

/// A sheet while its XML is being read.
struct Walk<'c> {
    context: &'c Context<'c>,
    sheet: Sheet,
    open: Option<Open>,
    /// Where the next cell stands if the file does not say.
    next: (u32, u32),
    /// Formulas that several cells share, with the cell each was written for.
    shared: BTreeMap<String, ((u32, u32), String)>,
    /// The styles of cells, where conditional formats may change them.
    styled: BTreeMap<(u32, u32), usize>,
    /// The cells that the conditional formats now read are for.
    areas: Vec<Merge>,
    rules: Vec<Rule>,
}

impl Walk<'_> {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "row" => self.row(tag),
            "c" => self.cell(tag),
            "conditionalFormatting" => {
                let areas = tag.attr("sqref").unwrap_or_default();
                self.areas = areas.split_whitespace().filter_map(area).collect();
            }
            "cfRule" => self.rules.extend(Rule::of(tag, &self.areas)),
            "mergeCell" => self
                .sheet
                .merges
                .extend(tag.attr("ref").and_then(|area| merge(&area))),
            "col" if is_set(tag, "hidden") => {
                if let (Some(first), Some(last)) =
                    (one_less(tag.number("min")), one_less(tag.number("max")))
                {
                    self.sheet.hidden_columns.push(first..=last);
                }
            }
            _ => {}
        }
    }

    fn row(&mut self, tag: &Tag<'_>) {
        self.close();
        let counted = self.next.0 + u32::from(self.next.1 > 0);
        let row = one_less(tag.number("r")).unwrap_or(counted);
        self.next = (row, 0);
        if is_set(tag, "hidden") {
            self.sheet.hidden_rows.insert(row);
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        self.close();
        let at = tag
            .attr("r")
            .and_then(|name| reference(&name))
            .unwrap_or(self.next);
        self.next = (at.0, at.1 + 1);
        let style = tag
            .number("s")
            .and_then(|style| usize::try_from(style).ok())
            .unwrap_or(0);
        let kind = tag.attr("t").unwrap_or_default().into_owned();
        self.open = Some(Open {
            at,
            style,
            kind,
            ..Open::default()
        });
    }

    /// Tells of the figures that conditional formats may hide or strike out.
    fn tell_conditional(&mut self) {
        let styles = &self.context.styles;
        for (at, figure) in &self.sheet.figures {
            let style = self.styled.get(at).copied().unwrap_or(0);
            let ground = styles.ground(style);
            let look = (styles.font(style), &ground);
            let mut rules = self.rules.iter();
            let told = rules.find_map(|rule| rule.told(*at, *figure, &styles.changes, look));
            self.sheet.unshown.extend(told.map(|told| (*at, told)));
        }
    }

    /// Puts the open cell into the sheet.
    fn close(&mut self) {
        let Some(mut cell) = self.open.take() else {
            return;
        };
        let (at, style) = (cell.at, cell.style);
        if !self.context.styles.changes.is_empty() {
            self.styled.insert(at, style);
        }
        let formula = self.formula(&mut cell);
        let formula = formula.filter(|_| matches!(cell.value.trim(), "" | "0"));
        let is_trusted =
            cell.kind == "str" || !cell.value.trim().is_empty() && !self.context.uncomputed;
        let content = self.context.content(&stored(cell), style);
        let Some((formula, moved)) = formula else {
            return self.sheet.put(at, content, self.context.options);
        };
        let pending = Pending {
            moved,
            ..Pending::of(at, style, formula, content, is_trusted)
        };
        self.sheet.wait(pending, self.context.options);
    }

    /// The formula of a cell, and how far it stands from where the formula was written.
    fn formula(&mut self, cell: &mut Open) -> Option<(String, (i64, i64))> {
        let formula = cell.formula.take()?;
        let Some(number) = cell.shared.take() else {
            return Some((formula, (0, 0)));
        };
        if !formula.is_empty() {
            self.shared.insert(number, (cell.at, formula.clone()));
            return Some((formula, (0, 0)));
        }
        let (from, formula) = self.shared.get(&number)?;
        let moved = |to: u32, from: u32| i64::from(to) - i64::from(from);
        let moved = (moved(cell.at.0, from.0), moved(cell.at.1, from.1));
        Some((formula.clone(), moved))
    }
}

fn sheet(context: &Context<'_>, name: String, mut xml: Xml<'_>) -> Result<Sheet, Error> {
    let sheet = Sheet {
        name,
        ..Sheet::default()
    };
    let mut walk = Walk {
        shared: BTreeMap::new(),
        styled: BTreeMap::new(),
        areas: Vec::new(),
        rules: Vec::new(),
        context,
        sheet,
        open: None,
        next: (0, 0),
    };
    let mut inside = Inside::Other;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) if tag.name() == "is" => {
                let runs = rich(&mut xml)?;
                walk.open
                    .iter_mut()
                    .for_each(|cell| cell.rich.clone_from(&runs));
            }
            Event::Start(tag) => {
                inside = match tag.name() {
                    "v" => Inside::Value,
                    "f" => Inside::Formula,
                    "formula" => Inside::Condition,
                    _ => Inside::Other,
                };
                if let (Inside::Formula, Some(cell)) = (inside, &mut walk.open) {
                    cell.formula = Some(String::new());
                    cell.shared = tag.attr("si").map(Into::into);
                }
                walk.start(&tag);
            }
            Event::Text(text) => match (inside, &mut walk.open) {
                (Inside::Value, Some(cell)) => cell.value.push_str(&text),
                (Inside::Formula, Some(cell)) => {
                    cell.formula.get_or_insert_default().push_str(&text);
                }
                (Inside::Condition, _) => {
                    if let Some(rule) = walk.rules.last_mut() {
                        rule.formulas.push(text.into_owned());
                    }
                }
                _ => {}
            },
            Event::End => inside = Inside::Other,
        }
    }
    walk.close();
    walk.tell_conditional();
    Ok(walk.sheet)
}

/// What the walk is inside of.
#[derive(Clone, Copy)]
enum Inside {
    Value,
    Formula,
    /// The formula of a conditional format.
    Condition,
    Other,
}

/// What an open cell stores.
fn stored(cell: Open) -> Stored {
    let value = cell.value;
    match cell.kind.as_str() {
        "s" => value
            .trim()
            .parse()
            .map_or(Stored::Text(Vec::new()), Stored::Shared),
        "inlineStr" => Stored::Text(cell.rich),
        "str" | "e" => Stored::text(value),
        "b" => Stored::Truth(value.trim() == "1"),
        _ => Stored::Number(value),
    }
}

fn is_set(tag: &Tag<'_>, name: &str) -> bool {
    matches!(tag.attr(name).as_deref(), Some("1" | "true"))
}

fn one_less(number: Option<i64>) -> Option<u32> {
    u32::try_from(number?.checked_sub(1)?).ok()
}

/// `C7` as (row 6, column 2).
fn reference(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at_checked(digits)?;
    let mut column = 0u32;
    for c in letters.chars().filter(|c| *c != '$') {
        let letter = u32::from(c.to_ascii_uppercase())
            .checked_sub(u32::from('A'))
            .filter(|n| *n < 26)?;
        column = column.checked_mul(26)?.checked_add(letter + 1)?;
    }
    let row: u32 = row.parse().ok()?;
    // What lies outside the largest sheet there is cannot be printed.
    let at = (row.checked_sub(1)?, column.checked_sub(1)?);
    (at.0 < 1 << 20 && at.1 < 1 << 14).then_some(at)
}

/// Cells of a list of areas: `D20` or `D20:D40`.
fn area(area: &str) -> Option<Merge> {
    merge(area).or_else(|| merge(&format!("{area}:{area}")))
}

fn merge(area: &str) -> Option<Merge> {
    let (from, to) = area.split_once(':')?;
    let (from, to) = (reference(from)?, reference(to)?);
    Some(Merge {
        rows: from.0..=to.0,
        columns: from.1..=to.1,
    })
}

//! Workbooks → [`Document`]: every sheet that is shown, each cell as it is printed.
//!
//! * `xlsx` and `ods` are read from their XML, `xlsb` from its records, because only there the number
//!   formats, the printed text, the hidden rows and the fonts are to be had; `xls` by calamine, its
//!   formats by `biff`.
//! * `csv` is a sheet in text.
//! * `cell` says what a stored value prints, under the `styles` of the workbook.
//! * `compute` gives formulas the results that the file does not store, by the steps that `formula` finds.
//! * `boxes` lays the text of drawings over the cells they cover.
//! * `layout` turns a sheet into paragraphs (titles, closing lines) and grids.

mod biff;
mod boxes;
mod cell;
mod compound;
mod compute;
mod conditional;
mod csv;
mod date;
mod formula;
mod layout;
mod number_format;
mod ods;
mod package;
mod shown;
mod styles;
mod tokens;
mod xls;
mod xlsb;
mod xlsx;

pub(super) use csv::{is_sheet as is_csv, read as read_csv};
pub(super) use ods::read as read_ods;
pub(super) use shown::{contradicts, of_stored};
pub(super) use xls::read as read_xls;
pub(super) use xlsb::{MAIN as XLSB_MAIN, read as read_xlsb};
pub(super) use xlsx::{MAIN as XLSX_MAIN, read as read_xlsx};

use self::compute::Pending;
use super::{Input, Options};
use crate::model::{Code, Document, Finding, LimitKind, Place, Source, WithFindings};
use crate::text::Text;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// A sheet, its cells by (row, column) from 0.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    cells: BTreeMap<(u32, u32), Content>,
    merges: Vec<Merge>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<RangeInclusive<u32>>,
    /// What the cells hold and do not show.
    unshown: Vec<((u32, u32), Unshown)>,
    /// The numbers stored in cells, to compute with.
    figures: Vec<((u32, u32), Decimal)>,
    /// Formulas whose results are still to be computed.
    pending: Vec<Pending>,
    /// There were more cells than allowed.
    cut: bool,
    /// Pictures that lie over it.
    pictures: usize,
}

/// What is printed in a cell.
#[derive(Debug, Default)]
struct Content {
    text: Text,
    /// The lines of it, where there are several.
    lines: Vec<Text>,
    bold: bool,
    italic: bool,
    /// Steps of indentation.
    indent: u32,
    /// Footnote marks, taken off the text.
    marks: Vec<Text>,
    /// What the cell holds and does not show.
    unshown: Vec<Unshown>,
    /// The number stored.
    figure: Option<Decimal>,
}

/// Words in a cell that are no part of what it says, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Unshown {
    code: Code,
    words: String,
}

/// A merged area.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Merge {
    rows: RangeInclusive<u32>,
    columns: RangeInclusive<u32>,
}

/// A workbook, read.
#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<Sheet>,
    /// Names of sheets that are not shown.
    hidden: Vec<String>,
    /// Sheets that are not shown, where formulas may need their cells.
    aside: Vec<Sheet>,
    producer: Option<String>,
}

/// A sheet with fewer rows of cells side by side than this holds no table.
const FEW_ROWS: usize = 4;
const SIDE_BY_SIDE: usize = 3;

impl Sheet {
    /// It holds pictures in the place of a table.
    fn is_pictured(&self) -> bool {
        let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
        for (row, _) in self.cells.keys() {
            *rows.entry(*row).or_default() += 1;
        }
        let wide = rows.values().filter(|cells| **cells >= SIDE_BY_SIDE);
        self.pictures > 0 && wide.count() < FEW_ROWS
    }

    /// Puts a cell in, unless the limit is reached.
    fn put(&mut self, at: (u32, u32), content: Content, options: &Options) {
        let most = options.limits.table_cells as usize;
        let held = self.cells.len().max(self.unshown.len());
        if held.max(self.figures.len()) >= most {
            self.cut = true;
        } else {
            self.add(at, content);
        }
    }

    fn add(&mut self, at: (u32, u32), mut content: Content) {
        let unshown = content.unshown.drain(..).map(|unshown| (at, unshown));
        self.unshown.extend(unshown);
        self.figures
            .extend(content.figure.map(|figure| (at, figure)));
        if !content.text.is_empty() {
            self.cells.insert(at, content);
        }
    }

    /// Puts a formula in, to be computed when all cells are there.
    fn wait(&mut self, pending: Pending, options: &Options) {
        if self.pending.len() < options.limits.table_cells as usize {
            self.pending.push(pending);
        } else {
            self.cut = true;
        }
    }

    /// Takes out what is stored under merged cells: only the first cell of each is printed.
    fn clear_merges(&mut self) {
        for merge in std::mem::take(&mut self.merges) {
            let corner = (*merge.rows.start(), *merge.columns.start());
            let rows = (corner.0, 0)..=(*merge.rows.end(), u32::MAX);
            let inside = |(at, _): &(&(u32, u32), &Content)| merge.columns.contains(&at.1);
            let under: Vec<(u32, u32)> = self
                .cells
                .range(rows)
                .filter(inside)
                .map(|(at, _)| *at)
                .filter(|at| *at != corner)
                .collect();
            for at in under {
                let words = self
                    .cells
                    .remove(&at)
                    .map(|cell| cell.text.as_str().to_owned());
                let unshown = words.map(|words| Unshown::new(Code::UnderMergedCell, words));
                self.unshown.extend(unshown.map(|unshown| (at, unshown)));
            }
            self.merges.push(merge);
        }
    }

    fn is_shown(&self, row: u32, column: u32) -> bool {
        !self.hidden_rows.contains(&row)
            && !self
                .hidden_columns
                .iter()
                .any(|range| range.contains(&column))
    }
}

impl Unshown {
    fn new(code: Code, words: impl Into<String>) -> Unshown {
        Unshown {
            code,
            words: words.into(),
        }
    }

    /// A formula, as a sheet shows it.
    fn formula(code: Code, formula: &str) -> Unshown {
        let has_sign = formula.starts_with('=') || formula.contains(":=");
        let sign = if has_sign { "" } else { "=" };
        Unshown::new(code, format!("{sign}{formula}"))
    }
}

impl Content {
    /// A cell that shows nothing of what it holds.
    fn unshown(code: Code, words: impl Into<String>) -> Content {
        Content {
            unshown: vec![Unshown::new(code, words)],
            ..Content::default()
        }
    }

    /// A cell with a formula nobody has computed.
    fn uncomputed(formula: &str) -> Content {
        Content {
            unshown: vec![Unshown::formula(Code::FormulaWithoutResult, formula)],
            ..Content::default()
        }
    }

    fn plain(text: &str) -> Content {
        Content::of(Text::clean(text), text)
    }

    /// A text with its lines as they stand in the cell.
    fn of(text: Text, printed: &str) -> Content {
        let lines: Vec<Text> = printed
            .lines()
            .map(Text::clean)
            .filter(|line| !line.is_empty())
            .collect();
        Content {
            text,
            lines: if lines.len() > 1 { lines } else { Vec::new() },
            ..Content::default()
        }
    }
}

/// A workbook as a document.
fn document(input: &Input<'_>, format: &str, mut workbook: Workbook) -> WithFindings<Document> {
    workbook.sheets.iter_mut().for_each(Sheet::clear_merges);
    let mut findings: Vec<Finding> = workbook
        .sheets
        .iter()
        .flat_map(|sheet| doubts(sheet, input.options))
        .collect();
    if !workbook.hidden.is_empty() {
        let finding = Finding::new(Code::HiddenSheet);
        let names = workbook.hidden.join(", ");
        findings.push(
            finding
                .with("count", workbook.hidden.len())
                .with("sheets", names),
        );
    }
    let source = Source {
        producer: workbook.producer,
        ..input.source(format)
    };
    let pictured = workbook.sheets.iter().filter(|sheet| sheet.is_pictured());
    let pictures: Vec<Place> = pictured
        .flat_map(|sheet| {
            let place = Place {
                sheet: Some(sheet.name.clone()),
                ..Place::default()
            };
            std::iter::repeat_n(place, sheet.pictures)
        })
        .collect();
    let blocks = layout::blocks(workbook.sheets).take_into(&mut findings);
    WithFindings {
        output: Document {
            source,
            blocks,
            pictures,
            ..Document::default()
        },
        findings,
    }
}

/// The findings on a sheet: cells left out because they are hidden, or too many.
fn doubts(sheet: &Sheet, options: &Options) -> Vec<Finding> {
    let mut found = Vec::new();
    let rows: BTreeSet<u32> = sheet
        .cells
        .keys()
        .filter(|(row, column)| !sheet.is_shown(*row, *column))
        .map(|(row, _)| *row)
        .collect();
    if let Some(first) = rows.first() {
        let place = layout::place(&sheet.name, *first, None);
        let finding = Finding::new(Code::HiddenCells).with("sheet", &sheet.name);
        found.push(finding.with("count", rows.len()).at(place, ""));
    }
    if sheet.cut {
        found.push(Finding::limit_reached(
            LimitKind::TableCells,
            options.limits.table_cells,
        ));
    }
    found
}

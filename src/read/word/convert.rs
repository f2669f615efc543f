//! Raw blocks → the document's blocks: here, and only here, runs become text.

use super::fonts::Fonts;
use super::grid::{Placed, layout};
use super::mark;
use super::raw::{Block, Paragraph, Role, Run, Table};
use super::symbol::{is_private, symbol};
use crate::model::{self, Found, Grid, Place};
use crate::text::{Text, legacy};
use std::borrow::Cow;

/// Turns raw blocks into blocks, in order; text boxes open up where they are anchored.
pub(super) fn convert(blocks: Vec<Block>, fonts: &Fonts) -> Vec<model::Block> {
    let mut converter = Converter::new(fonts);
    converter.add(blocks);
    converter.out
}

struct Converter<'d> {
    fonts: &'d Fonts,
    /// By font: its name hints at an encoding from before Unicode.
    hinted: Vec<bool>,
    paragraphs: u32,
    out: Vec<model::Block>,
}

impl<'d> Converter<'d> {
    fn new(fonts: &'d Fonts) -> Converter<'d> {
        let hinted = fonts
            .names()
            .map(|name| legacy::hint(name).is_some())
            .collect();
        Converter {
            fonts,
            hinted,
            paragraphs: 0,
            out: Vec::new(),
        }
    }

    fn add(&mut self, blocks: Vec<Block>) {
        let mut rest: Vec<Block> = blocks.into_iter().rev().collect();
        while let Some(block) = rest.pop() {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(&paragraph),
                Block::Table(table) => {
                    let mut floating = Vec::new();
                    let grid = self.grid(table, &mut floating);
                    self.add_paragraphs(floating);
                    self.out.push(model::Block::Grid(grid));
                }
                Block::Box(blocks) => rest.extend(blocks.into_iter().rev()),
            }
        }
    }

    fn add_paragraphs(&mut self, paragraphs: Vec<Paragraph>) {
        for paragraph in paragraphs {
            self.paragraph(&paragraph);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.paragraphs += 1;
        let runs: Vec<&Run> = paragraph
            .runs
            .iter()
            .filter(|p| p.format.role != Role::Reference)
            .collect();
        let text = self.text(&runs);
        if text.is_empty() {
            return;
        }
        self.out.push(model::Block::Paragraph(model::Paragraph {
            text,
            place: Place {
                paragraph: Some(self.paragraphs),
                ..Place::default()
            },
            bold: all(&runs, |run| run.format.bold),
            centered: paragraph.centered,
            running: false,
        }));
    }

    /// A table as a grid. What floats over its cells in text boxes goes to `floating`.
    fn grid(&self, table: Table, floating: &mut Vec<Paragraph>) -> Grid {
        let number = table.number;
        let layout = layout(table);
        let cells = layout
            .cells
            .into_iter()
            .map(|placed| self.cell(placed, number, floating))
            .collect();
        Grid {
            rows: layout.rows,
            columns: layout.columns,
            cells,
            places: vec![Place {
                table: Some(number),
                ..Place::default()
            }],
            found: Found::Format,
            header_rows: layout.header_rows,
        }
    }

    fn cell(&self, placed: Placed, table: u32, floating: &mut Vec<Paragraph>) -> model::Cell {
        let place = Place {
            table: Some(table),
            row: u32::try_from(placed.rows.start + 1).ok(),
            column: u32::try_from(placed.columns.start + 1).ok(),
            ..Place::default()
        };
        let mut content = Content::default();
        let (boxes, blocks): (Vec<_>, Vec<_>) = placed
            .cell
            .blocks
            .into_iter()
            .partition(|block| matches!(block, Block::Box(_)));
        self.fill(&mut content, blocks, floating);
        let boxed = paragraphs_of(boxes);
        if content.lines.is_empty() {
            let blocks = boxed.into_iter().map(Block::Paragraph).collect();
            self.fill(&mut content, blocks, floating);
        } else {
            floating.extend(boxed);
        }
        content.into_cell(placed.rows, placed.columns, place)
    }

    /// Puts blocks into a cell, in order.
    fn fill(&self, content: &mut Content, blocks: Vec<Block>, floating: &mut Vec<Paragraph>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.fill_paragraph(content, paragraph),
                Block::Table(table) => {
                    let grid = self.grid(table, floating);
                    content.lines.extend(rows_as_lines(&grid));
                    content.nested.push(grid);
                }
                Block::Box(_) => {}
            }
        }
    }

    fn fill_paragraph(&self, content: &mut Content, paragraph: Paragraph) {
        if content.lines.is_empty() {
            content.indent = paragraph.indent;
        }
        content.picture |= paragraph.picture;
        let (mut references, mut runs): (Vec<Run>, Vec<Run>) = paragraph
            .runs
            .into_iter()
            .partition(|run| run.format.role == Role::Reference);
        references.extend(mark::take_off(&mut runs));
        content.lines.extend(self.lines(&runs));
        content.marks.extend(
            references
                .iter()
                .map(|run| self.text(&[run]))
                .filter(|mark| !mark.is_empty()),
        );
        content.runs.extend(runs);
    }

    /// The text of each printed line.
    fn lines(&self, runs: &[Run]) -> Vec<Text> {
        let whole: Vec<&Run> = runs.iter().collect();
        let lines = if runs.iter().any(|run| run.text.contains('\n')) {
            let parts = broken(runs);
            parts
                .iter()
                .map(|line| self.text(&line.iter().collect::<Vec<_>>()))
                .collect()
        } else {
            vec![self.text(&whole)]
        };
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// The one place where characters of runs become text. Fonts are handed on only where one of them
    /// hints at an encoding.
    fn text(&self, runs: &[&Run]) -> Text {
        if runs.iter().any(|run| self.is_hinted(run)) {
            let runs: Vec<_> = runs
                .iter()
                .map(|run| (self.drawn(run), self.font(run)))
                .collect();
            return Text::in_fonts(runs.iter().map(|(text, font)| (&**text, *font)));
        }
        match runs {
            [] => Text::default(),
            [run] => Text::clean(&self.drawn(run)),
            _ => Text::clean(&runs.iter().map(|run| self.drawn(run)).collect::<String>()),
        }
    }

    fn font(&self, run: &Run) -> Option<&'d str> {
        run.format.font.and_then(|id| self.fonts.name(id))
    }

    fn is_hinted(&self, run: &Run) -> bool {
        run.format
            .font
            .is_some_and(|id| self.hinted.get(usize::from(id)) == Some(&true))
    }

    /// A run's characters as its font draws them. Codes of a legacy encoding are left to whoever knows it.
    fn drawn<'p>(&self, run: &'p Run) -> Cow<'p, str> {
        if self.is_hinted(run) || !run.text.contains(is_private) {
            return Cow::Borrowed(&run.text);
        }
        let font = self.font(run).unwrap_or_default();
        run.text.chars().map(|c| drawn(c, font)).collect()
    }
}

/// What a character of a symbol font shows.
fn drawn(c: char, font: &str) -> char {
    if is_private(c) {
        symbol(c.into(), font).unwrap_or(char::REPLACEMENT_CHARACTER)
    } else {
        c
    }
}

/// What stands in a cell.
#[derive(Default)]
struct Content {
    lines: Vec<Text>,
    marks: Vec<Text>,
    nested: Vec<Grid>,
    runs: Vec<Run>,
    indent: f32,
    picture: bool,
}

impl Content {
    fn into_cell(
        self,
        rows: std::ops::Range<usize>,
        columns: std::ops::Range<usize>,
        place: Place,
    ) -> model::Cell {
        let text = Text::joined(&self.lines);
        let runs: Vec<&Run> = self.runs.iter().collect();
        let unreadable = text.as_str().contains(char::REPLACEMENT_CHARACTER)
            || (self.picture && text.is_empty());
        model::Cell {
            bold: all(&runs, |run| run.format.bold),
            italic: all(&runs, |run| run.format.italic),
            text,
            rows,
            columns,
            places: vec![place],
            lines: if self.lines.len() > 1 {
                self.lines
            } else {
                Vec::new()
            },
            marks: self.marks,
            indent: self.indent,
            unreadable,
            nested: self.nested,
        }
    }
}

/// True when there is text and all of it is set so. A list number is set by the list, not by the text.
fn all(runs: &[&Run], set: impl Fn(&Run) -> bool) -> bool {
    let mut words = runs
        .iter()
        .filter(|run| run.format.role == Role::Text && !run.text.trim().is_empty())
        .peekable();
    words.peek().is_some() && words.all(|run| set(run))
}

/// The runs of each line, runs with a line break in them taken apart.
fn broken(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut lines = vec![Vec::new()];
    for run in runs {
        for (at, part) in run.text.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                line.push(Run {
                    text: part.to_owned(),
                    format: run.format,
                });
            }
        }
    }
    lines
}

/// A nested table's rows, each as one line of the cell around it.
fn rows_as_lines(grid: &Grid) -> Vec<Text> {
    let mut rows: Vec<Vec<&Text>> = vec![Vec::new(); grid.rows];
    for cell in &grid.cells {
        rows.get_mut(cell.rows.start)
            .into_iter()
            .for_each(|row| row.push(&cell.text));
    }
    rows.into_iter()
        .map(Text::joined)
        .filter(|line| !line.is_empty())
        .collect()
}

/// The paragraphs of text boxes, tables in them taken apart.
fn paragraphs_of(blocks: Vec<Block>) -> Vec<Paragraph> {
    let mut rest: Vec<Block> = blocks.into_iter().rev().collect();
    let mut out = Vec::new();
    while let Some(block) = rest.pop() {
        match block {
            Block::Paragraph(paragraph) => out.push(paragraph),
            Block::Box(blocks) => rest.extend(blocks.into_iter().rev()),
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                rest.extend(
                    cells
                        .flat_map(|cell| cell.blocks)
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev(),
                );
            }
        }
    }
    out
}

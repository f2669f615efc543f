//! Raw blocks → the document's blocks: here, and only here, runs become text.

use super::Inserted;
use super::fonts::Fonts;
use super::grid::{Placed, layout};
use super::mark;
use super::raw::{Block, Paragraph, Role, Run, Table};
use super::sight::{Ground, LeftOut, shows_nothing, take_out};
use super::symbol::{is_private, signs, symbol};
use crate::model::{
    self, Anchor, Anchors, Code, Finding, Found, Grid, Place, Severity, WithFindings,
};
use crate::text::{Text, legacy};
use std::borrow::Cow;

/// Turns raw blocks into blocks, in order; text boxes open up where they are anchored.
pub(super) fn convert(blocks: Vec<Block>, fonts: &Fonts) -> WithFindings<Converted> {
    let mut converter = Converter::new(fonts);
    converter.add(blocks);
    converter.tell_of_paragraphs();
    WithFindings {
        output: Converted {
            blocks: converter.out,
            inserted: converter.inserted,
            pictures: converter.pictures,
            anchors: converter.anchors,
        },
        findings: converter.findings,
    }
}

/// What raw blocks become.
pub(super) struct Converted {
    pub blocks: Vec<model::Block>,
    pub inserted: Vec<Inserted>,
    /// Where pictures stand between them.
    pub pictures: Vec<Place>,
    /// Where they begin in the file's own text, as far as that was noted.
    pub anchors: Anchors,
}

struct Converter<'d> {
    fonts: &'d Fonts,
    /// By font: its name hints at an encoding from before Unicode.
    hinted: Vec<bool>,
    paragraphs: u32,
    out: Vec<model::Block>,
    inserted: Vec<Inserted>,
    pictures: Vec<Place>,
    findings: Vec<Finding>,
    /// What was left out of paragraphs, each with its place.
    left_out: Vec<(Place, LeftOut)>,
    anchors: Anchors,
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
            inserted: Vec::new(),
            pictures: Vec::new(),
            findings: Vec::new(),
            left_out: Vec::new(),
            anchors: Anchors::default(),
        }
    }

    fn add(&mut self, blocks: Vec<Block>) {
        let on_paper = |block| (block, Ground::PAPER);
        let mut rest: Vec<_> = blocks.into_iter().rev().map(on_paper).collect();
        while let Some((block, ground)) = rest.pop() {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph, ground),
                Block::Table(table) => {
                    let mut floating = Vec::new();
                    let grid = self.grid(table, ground, &mut floating);
                    for paragraph in floating {
                        self.paragraph(paragraph, Ground::Unknown);
                    }
                    self.out.push(model::Block::Grid(grid));
                }
                Block::Inserted(id) => self.inserted.push((self.out.len(), id)),
                // A box is painted as it likes.
                Block::Box(blocks) => {
                    rest.extend(blocks.into_iter().rev().map(|b| (b, Ground::Unknown)))
                }
            }
        }
    }

    fn paragraph(&mut self, mut paragraph: Paragraph, ground: Ground) {
        self.paragraphs += 1;
        let place = Place {
            paragraph: Some(self.paragraphs),
            ..Place::default()
        };
        if paragraph.picture {
            self.pictures.push(place.clone());
        }
        let left_out = take_out(&mut paragraph, ground);
        if left_out != LeftOut::default() {
            self.left_out.push((place.clone(), left_out));
        }
        let runs: Vec<&Run> = paragraph
            .runs
            .iter()
            .filter(|p| p.format.role != Role::Reference)
            .collect();
        let text = self.text(&runs);
        if text.is_empty() {
            return;
        }
        if paragraph.at > 0 {
            self.anchors
                .paragraphs
                .push((self.paragraphs, paragraph.at));
        }
        self.out.push(model::Block::Paragraph(model::Paragraph {
            text,
            place,
            bold: all(&runs, |run| run.format.bold),
            centered: paragraph.centered,
            ..model::Paragraph::default()
        }));
    }

    /// What was left out of all paragraphs, in one finding of each kind. Fillers in the colour of the paper
    /// are common between the lines of a letterhead: they are no cause for alarm.
    fn tell_of_paragraphs(&mut self) {
        let struck = self
            .left_out
            .iter()
            .map(|(place, out)| (place, &*out.struck));
        let struck = in_sum(Code::StruckOut, struck);
        let unseen = self
            .left_out
            .iter()
            .map(|(place, out)| (place, &*out.unseen));
        let unseen = in_sum(Code::UnseenText, unseen).map(|found| found.severity(Severity::Info));
        self.findings.extend(struck.into_iter().chain(unseen));
    }

    /// A table as a grid. What floats over its cells in text boxes goes to `floating`.
    fn grid(&mut self, table: Table, around: Ground, floating: &mut Vec<Paragraph>) -> Grid {
        let (number, above) = (table.number, table.above);
        let mut layout = layout(table);
        trust_header(&mut layout.cells, around);
        let cells = layout
            .cells
            .into_iter()
            .map(|placed| self.cell(placed, (number, above), around, floating))
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

    fn cell(
        &mut self,
        placed: Placed,
        (table, above): (u32, usize),
        around: Ground,
        floating: &mut Vec<Paragraph>,
    ) -> model::Cell {
        let place = Place {
            table: Some(table),
            row: u32::try_from(above + placed.rows.start + 1).ok(),
            column: u32::try_from(placed.columns.start + 1).ok(),
            ..Place::default()
        };
        if placed.cell.at > 0 {
            self.anchors
                .cells
                .extend(Anchor::of(&place, placed.cell.at));
        }
        let mut content = Content {
            ground: placed.cell.ground.or(around),
            place: place.clone(),
            ..Content::default()
        };
        let (boxes, blocks): (Vec<_>, Vec<_>) = placed
            .cell
            .blocks
            .into_iter()
            .partition(|block| matches!(block, Block::Box(_)));
        self.fill(&mut content, blocks, floating);
        let boxed = paragraphs_of(boxes);
        if content.lines.is_empty() {
            let blocks = boxed.into_iter().map(Block::Paragraph).collect();
            content.ground = Ground::Unknown;
            self.fill(&mut content, blocks, floating);
        } else {
            floating.extend(boxed);
        }
        self.findings.extend(content.findings());
        content.into_cell(placed.rows, placed.columns)
    }

    /// Puts blocks into a cell, in order.
    fn fill(&mut self, content: &mut Content, blocks: Vec<Block>, floating: &mut Vec<Paragraph>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.fill_paragraph(content, paragraph),
                Block::Table(table) => {
                    let before = self.findings.len();
                    let grid = self.grid(table, content.ground, floating);
                    // The row a person sees is that of the table around.
                    let inner = self.findings.split_off(before).into_iter();
                    let named = inner.map(|finding| finding.at(content.place.clone(), ""));
                    self.findings.extend(named);
                    content.lines.extend(rows_as_lines(&grid));
                    content.nested.push(grid);
                }
                Block::Inserted(id) => self.inserted.push((self.out.len(), id)),
                Block::Box(_) => {}
            }
        }
    }

    fn fill_paragraph(&self, content: &mut Content, mut paragraph: Paragraph) {
        content
            .left_out
            .add(&take_out(&mut paragraph, content.ground));
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
        let font = self.font(run).unwrap_or_default();
        if let Some(signs) = signs(&run.text, font) {
            return Cow::Owned(signs);
        }
        if self.is_hinted(run) || !run.text.contains(is_private) {
            return Cow::Borrowed(&run.text);
        }
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
    ground: Ground,
    place: Place,
    left_out: LeftOut,
}

impl Content {
    /// What was left out of the cell.
    fn findings(&self) -> Vec<Finding> {
        let LeftOut { struck, unseen } = &self.left_out;
        let left = Text::joined(&self.lines);
        [(Code::StruckOut, struck), (Code::UnseenText, unseen)]
            .into_iter()
            .filter(|(_, words)| says_something(words))
            .map(|(code, words)| {
                let words = Text::clean(words);
                Finding::new(code)
                    .with("printed", &words)
                    .with("left", &left)
                    .at(self.place.clone(), words.as_str())
            })
            .collect()
    }

    fn into_cell(
        self,
        rows: std::ops::Range<usize>,
        columns: std::ops::Range<usize>,
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
            places: vec![self.place],
            lines: if self.lines.len() > 1 {
                self.lines
            } else {
                Vec::new()
            },
            marks: self.marks,
            indent: self.indent,
            reading: None,
            unreadable,
            nested: self.nested,
        }
    }
}

/// A header of which no word shows stands on a ground that the file does not tell, by a style or a theme:
/// nobody prints a table whose header is blank.
fn trust_header(cells: &mut [Placed], around: Ground) {
    let mut words = false;
    for placed in cells.iter().filter(|placed| placed.rows.start == 0) {
        let ground = placed.cell.ground.or(around);
        for block in &placed.cell.blocks {
            let Block::Paragraph(paragraph) = block else {
                return;
            };
            if !paragraph.is_blank() {
                words = true;
                if !shows_nothing(paragraph, ground) {
                    return;
                }
            }
        }
    }
    for placed in cells
        .iter_mut()
        .filter(|placed| words && placed.rows.start == 0)
    {
        placed.cell.ground = placed.cell.ground.or(Ground::Unknown);
    }
}

/// Paragraphs of which a finding in sum shows the words.
const SHOWN: usize = 5;

/// One finding on what was left out of paragraphs.
fn in_sum<'l>(code: Code, words: impl Iterator<Item = (&'l Place, &'l str)>) -> Option<Finding> {
    let said: Vec<_> = words.filter(|(_, words)| says_something(words)).collect();
    let shown = said.iter().take(SHOWN);
    let printed: Vec<String> = shown
        .clone()
        .map(|(_, words)| Text::clean(words).to_string())
        .collect();
    let finding = Finding::new(code)
        .with("printed", printed.join("; "))
        .with("count", said.len());
    let finding = shown
        .zip(&printed)
        .fold(finding, |finding, ((place, _), words)| {
            finding.at((*place).clone(), words)
        });
    (!said.is_empty()).then_some(finding)
}

/// Dots and dashes that fill a line are nothing to speak of.
fn says_something(words: &str) -> bool {
    words.contains(char::is_alphanumeric)
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
            Block::Inserted(_) => {}
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

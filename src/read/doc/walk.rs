//! Characters and their settings → raw blocks.

use super::file::{File, Part};
use super::font;
use super::form;
use super::list;
use super::pieces::{Character, Pieces};
use super::props::{Setting, Stretches, settings};
use super::shading;
use super::style::Styles;
use crate::model::Error;
use crate::read::Limits;
use crate::read::bytes::u16_at;
use crate::read::word::builder::{BlockBuilder, RowStyle};
use crate::read::word::edges::RowEdges;
use crate::read::word::fonts::Fonts;
use crate::read::word::list::{Counters, Numbering};
use crate::read::word::props::LookProps;
use crate::read::word::raw::{FontId, Merge, Paragraph, Role, Run, RunFormat, push};
use crate::read::word::sight::{Ground, by_number};
use std::ops::Range;

/// Settings of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct CharacterProps {
    font: u16,
    bold: bool,
    italic: bool,
    superscript: bool,
    look: LookProps,
    hidden: bool,
    deleted: bool,
    inserted: bool,
    /// The character stands for something: a note's mark, a picture, a symbol.
    special: bool,
    /// What it stands for is in the data stream: whether it is a field's data, and where.
    is_data: bool,
    data: Option<u32>,
    /// The font and the code of a symbol.
    symbol: Option<(u16, u16)>,
}

/// Settings of a paragraph; of the last of a row, those of the row too.
#[derive(Clone, Debug, Default)]
struct Format {
    centered: bool,
    left: i16,
    first: i16,
    /// How deep in tables: 0 outside.
    depth: u32,
    in_table: bool,
    ends_row: bool,
    ends_inner_cell: bool,
    list: i16,
    level: u8,
    ground: Ground,
    row: RowEdges,
}

/// A document while it is being read.
pub(super) struct Walk<'f> {
    file: &'f File,
    pub builder: BlockBuilder,
    pieces: Pieces,
    characters: Stretches,
    paragraphs: Stretches,
    styles: Styles,
    fonts: Vec<Option<FontId>>,
    numbering: Numbering,
    counters: Counters,
    /// For every field that is open: its instruction, which is not printed, goes on.
    fields: Vec<bool>,
    /// What the field of a form that is open shows.
    form: Option<String>,
    notes: u32,
    in_notes: bool,
}

impl<'f> Walk<'f> {
    pub fn new(file: &'f File, fonts: &mut Fonts, limits: Limits) -> Result<Walk<'f>, Error> {
        let fonts = font::fonts(file.part(Part::Fonts), fonts);
        Ok(Walk {
            file,
            builder: BlockBuilder::new(RowStyle::Edges, limits),
            pieces: Pieces::read(file)?,
            characters: Stretches::of_characters(file),
            paragraphs: Stretches::of_paragraphs(file),
            styles: Styles::read(file.part(Part::Styles)),
            numbering: list::numbering(file, &fonts),
            fonts,
            counters: Counters::default(),
            fields: Vec::new(),
            form: None,
            notes: 0,
            in_notes: false,
        })
    }

    /// The body, then the notes and the text boxes.
    pub fn run(&mut self) -> Result<(), Error> {
        let stories = self.file.stories();
        self.story(stories.body)?;
        self.in_notes = true;
        for notes in [stories.footnotes, stories.endnotes] {
            self.notes = 0;
            self.story(notes)?;
        }
        self.in_notes = false;
        self.story(stories.boxes)
    }

    fn story(&mut self, stretch: Range<u32>) -> Result<(), Error> {
        let pieces = std::mem::take(&mut self.pieces);
        self.fields.clear();
        let mut paragraph: Vec<Character<'_>> = Vec::new();
        for character in pieces.characters(&self.file.main, stretch) {
            paragraph.push(character);
            if matches!(character.unit, 0x07 | 0x0C | 0x0D) {
                self.paragraph(&paragraph)?;
                paragraph.clear();
            }
        }
        if !paragraph.is_empty() {
            self.paragraph(&paragraph)?;
        }
        self.pieces = pieces;
        self.builder.nest(0)
    }

    /// A paragraph; its settings are those of its end.
    fn paragraph(&mut self, characters: &[Character<'_>]) -> Result<(), Error> {
        let Some(end) = characters.last() else {
            return Ok(());
        };
        let stretch = self.paragraphs.find(end.at);
        let own = self.paragraphs.settings(self.file, stretch);
        let style = u16_at(own, 0).unwrap_or(0);
        let mut format = Format::default();
        self.format(&mut format, &self.styles.paragraph(style), 0);
        self.format(&mut format, own.get(2..).unwrap_or_default(), 0);
        self.format(&mut format, end.settings, 0);
        let before = self.builder.revisions.deletions;
        let runs = self.content(characters, style);
        let deleted = self.builder.revisions.deletions > before;
        self.place(format, runs, end.unit == 0x07, deleted)
    }

    /// Takes in a list of settings. Long ones may stand elsewhere, one step away.
    fn format(&self, format: &mut Format, list: &[u8], steps: u32) {
        for setting in settings(list) {
            match setting.what {
                0x2403 | 0x2461 => format.centered = setting.byte() == 1,
                0x840F | 0x845E => format.left = setting.signed(),
                0x8411 | 0x8460 => format.first = setting.signed(),
                0x2416 => format.in_table = setting.byte() != 0,
                0x2417 | 0x244C => format.ends_row = setting.byte() != 0,
                0x244B => format.ends_inner_cell = setting.byte() != 0,
                0x6649 => format.depth = setting.long(),
                0x460B => format.list = setting.signed(),
                0x442D => format.ground = shading::old(setting.word()),
                0xC64D => format.ground = shading::new(setting.bytes()),
                0x260A => format.level = setting.byte(),
                0x6645 | 0x6646 | 0x646B if steps == 0 => {
                    self.format(format, self.file.long_settings(setting.long()), 1);
                }
                _ => set_row(&mut format.row, &setting),
            }
        }
    }

    /// The characters of a paragraph as runs set alike.
    fn content(&mut self, characters: &[Character<'_>], style: u16) -> Vec<Run> {
        let mut base = CharacterProps {
            font: self.styles.font,
            ..CharacterProps::default()
        };
        set_run(&mut base, &self.styles.characters(style), &self.styles);
        let mut runs = Vec::new();
        let mut units: Vec<u16> = Vec::new();
        let mut known: Option<(Option<usize>, *const u8, CharacterProps)> = None;
        let mut last = base;
        for character in characters {
            let stretch = self.characters.find(character.at);
            let key = (stretch, character.settings.as_ptr());
            let run = match known {
                Some((stretch, settings, run)) if (stretch, settings) == key => run,
                _ => {
                    let mut run = base;
                    set_run(
                        &mut run,
                        self.characters.settings(self.file, stretch),
                        &self.styles,
                    );
                    set_run(&mut run, character.settings, &self.styles);
                    self.count(run);
                    known = Some((key.0, key.1, run));
                    run
                }
            };
            if run != last {
                self.flush(&mut units, last, &mut runs);
                last = run;
            }
            if let Some(text) = self.sign(character.unit, run) {
                self.flush(&mut units, last, &mut runs);
                self.push_sign(&text, run, &mut runs);
            } else if self.is_printed(run) && character.unit >= 0x20 {
                // A field with a result shows that.
                self.form = None;
                units.push(character.unit);
            }
        }
        self.flush(&mut units, last, &mut runs);
        runs
    }

    fn count(&mut self, run: CharacterProps) {
        self.builder.revisions.deletions += u32::from(run.deleted);
        self.builder.revisions.insertions += u32::from(run.inserted && !run.deleted);
        self.builder.revisions.hidden += u32::from(run.hidden && !run.deleted);
    }

    fn is_printed(&self, run: CharacterProps) -> bool {
        !run.hidden && !run.deleted && !self.fields.contains(&true)
    }

    fn flush(&self, units: &mut Vec<u16>, run: CharacterProps, runs: &mut Vec<Run>) {
        if !units.is_empty() {
            push(runs, &String::from_utf16_lossy(units), self.run_format(run));
            units.clear();
        }
    }

    fn push_sign(&self, sign: &Sign, run: CharacterProps, runs: &mut Vec<Run>) {
        match sign {
            _ if !self.is_printed(run) => {}
            Sign::Text(text) => push(runs, text, self.run_format(run)),
            Sign::Mark(mark) => push(
                runs,
                mark,
                RunFormat {
                    role: Role::Reference,
                    ..self.run_format(run)
                },
            ),
            Sign::Nothing => {}
        }
    }

    fn run_format(&self, run: CharacterProps) -> RunFormat {
        let font = run.symbol.map_or(run.font, |(font, _)| font);
        RunFormat {
            font: self.fonts.get(usize::from(font)).copied().flatten(),
            bold: run.bold,
            italic: run.italic,
            superscript: run.superscript,
            role: Role::Text,
            look: run.look.look(),
        }
    }

    /// What a character stands for that is not itself.
    fn sign(&mut self, unit: u16, run: CharacterProps) -> Option<Sign> {
        Some(match unit {
            0x13 => self.field(Some(true)),
            0x14 => {
                self.field(None);
                self.field(Some(false))
            }
            0x15 => {
                self.field(None);
                self.form.take().map_or(Sign::Nothing, Sign::Text)
            }
            0x01 if run.is_data => {
                let data = run.data.map(|at| self.file.data_from(at));
                self.form = data.and_then(form::shown);
                Sign::Nothing
            }
            0x09 => Sign::Text("\t".to_owned()),
            0x0B => Sign::Text("\n".to_owned()),
            0x1E => Sign::Text("\u{2011}".to_owned()),
            0x1F => Sign::Text("\u{AD}".to_owned()),
            0x02 if run.special => self.note_mark(),
            0x28 if run.special => match run.symbol {
                Some((_, code)) => Sign::Text(String::from_utf16_lossy(&[code])),
                None => Sign::Nothing,
            },
            _ if run.special && unit < 0x20 => Sign::Nothing,
            _ => return None,
        })
    }

    fn field(&mut self, opens: Option<bool>) -> Sign {
        match opens {
            Some(instruction) => self.fields.push(instruction),
            None => {
                self.fields.pop();
            }
        }
        Sign::Nothing
    }

    /// Notes are numbered as they come, where they are pointed to and where they stand.
    fn note_mark(&mut self) -> Sign {
        self.notes += 1;
        match self.in_notes {
            true => Sign::Text(format!("[{}] ", self.notes)),
            false => Sign::Mark(self.notes.to_string()),
        }
    }

    /// Puts a paragraph where it belongs: the body, or a cell of the table of its depth.
    fn place(
        &mut self,
        format: Format,
        runs: Vec<Run>,
        cell_mark: bool,
        lost_text: bool,
    ) -> Result<(), Error> {
        let depth = format.depth.max(format.in_table.into());
        self.builder.nest(depth)?;
        if format.ends_row && depth > 0 {
            self.builder.close_row_at(format.row);
            return Ok(());
        }
        let ends_cell = match depth {
            0 => false,
            1 => cell_mark,
            _ => format.ends_inner_cell,
        };
        let paragraph = self.numbered(format, runs);
        self.builder.add(paragraph)?;
        if let Some(row) = self.builder.row() {
            row.lost_text |= lost_text;
        }
        if ends_cell {
            self.builder.end_cell()?;
        }
        Ok(())
    }

    /// The paragraph with the number its list puts before it.
    fn numbered(&mut self, format: Format, mut runs: Vec<Run>) -> Paragraph {
        let number = i64::from(format.list.unsigned_abs());
        let level = usize::from(format.level).min(list::LEVELS - 1);
        let label = self.numbering.lists.get(&number).filter(|_| number > 0);
        let label = label.and_then(|list| {
            self.counters
                .next(&self.numbering, number, list.design, level)
        });
        if let Some(label) = label.filter(|label| !label.text.is_empty()) {
            let format = RunFormat {
                role: Role::Number,
                font: label.font,
                ..RunFormat::default()
            };
            runs.insert(
                0,
                Run {
                    text: label.text,
                    format,
                },
            );
        }
        let indent = i32::from(format.left) + i32::from(format.first);
        Paragraph {
            runs,
            centered: format.centered,
            indent: indent.clamp(0, 20_000) as f32 / 20.0,
            ground: format.ground,
            ..Paragraph::default()
        }
    }
}

/// What a character stands for.
#[derive(Debug)]
enum Sign {
    Text(String),
    /// The mark of a note.
    Mark(String),
    Nothing,
}

/// Takes in settings of characters; a character style's come where it is named.
fn set_run(run: &mut CharacterProps, list: &[u8], styles: &Styles) {
    for setting in settings(list) {
        match setting.what {
            0x4A30 => {
                let style = styles.characters(setting.word());
                settings(&style).for_each(|setting| set_character(run, &setting));
            }
            _ => set_character(run, &setting),
        }
    }
}

fn set_character(run: &mut CharacterProps, setting: &Setting<'_>) {
    match setting.what {
        0x0800 => run.deleted = setting.byte() != 0,
        0x0801 => run.inserted = setting.byte() != 0,
        0x0806 => run.is_data = setting.byte() != 0,
        0x6A03 => run.data = Some(setting.long()),
        0x0855 => run.special = setting.byte() != 0,
        0x0835 => run.bold = setting.on(run.bold),
        0x0836 => run.italic = setting.on(run.italic),
        0x083C => run.hidden = setting.on(run.hidden),
        0x0837 => run.look.struck = Some(setting.on(run.look.struck == Some(true))),
        0x2A53 => run.look.double_struck = Some(setting.byte() != 0),
        0x4A43 => run.look.size = Some(f32::from(setting.word()) / 2.0),
        0x2A42 => run.look.color = Some(by_number(setting.byte().into())),
        0x6870 => run.look.color = Some(shading::color(setting.bytes())),
        0x2A0C => run.look.highlight = Some(shading::palette(setting.byte().into())),
        0x4866 => run.look.ground = Some(shading::old(setting.word())),
        0xCA71 => run.look.ground = Some(shading::new(setting.bytes())),
        0x2A48 => run.superscript = setting.byte() == 1,
        // The font for letters beyond ASCII counts: those are what an old encoding changes.
        0x4A51 => run.font = setting.word(),
        0x4A4F => run.font = setting.word(),
        0x6A09 => {
            let both = setting.long();
            run.symbol = Some(((both & 0xFFFF) as u16, (both >> 16) as u16));
        }
        _ => {}
    }
}

/// Takes in settings of a row.
fn set_row(row: &mut RowEdges, setting: &Setting<'_>) {
    match setting.what {
        0xD608 => define(row, setting.bytes()),
        0xD609 => shading::cells_old(row, setting.bytes()),
        0xD612 => shading::cells(row, 0, setting.bytes()),
        0xD616 => shading::cells(row, 22, setting.bytes()),
        0xD60C => shading::cells(row, 44, setting.bytes()),
        0x3404 | 0x3466 => row.header |= setting.byte() != 0,
        0x5624 => {
            let (first, end) = (
                usize::from(setting.word() & 0xFF),
                usize::from(setting.word() >> 8),
            );
            row.cells
                .iter_mut()
                .take(end)
                .skip(first + 1)
                .for_each(|cell| cell.horizontal = Merge::Covered);
        }
        0xD62B => {
            if let [cell, merged] = setting.bytes()
                && let Some(cell) = row.cells.get_mut(usize::from(*cell))
            {
                cell.vertical = if *merged == 1 {
                    Merge::Covered
                } else {
                    Merge::No
                };
            }
        }
        _ => {}
    }
}

/// The edges of a row's cells, then what is merged.
fn define(row: &mut RowEdges, value: &[u8]) {
    let Some((count, rest)) = value.split_first() else {
        return;
    };
    let count = usize::from(*count);
    let edges: Vec<i32> = rest
        .chunks_exact(2)
        .take(count + 1)
        .map(|pair| i16::from_le_bytes([pair[0], pair[1]]).into())
        .collect();
    let Some((left, rights)) = edges.split_first() else {
        return;
    };
    row.left = (*left).into();
    row.cells.clear();
    let cells = rest.get(2 * (count + 1)..).unwrap_or_default();
    for (right, cell) in rights
        .iter()
        .zip(cells.chunks(20).map(Some).chain(std::iter::repeat(None)))
    {
        let flags = cell.and_then(|cell| u16_at(cell, 0)).unwrap_or(0);
        row.next.horizontal = if flags & 0x2 != 0 {
            Merge::Covered
        } else {
            Merge::No
        };
        row.next.vertical = if flags & 0x60 == 0x20 {
            Merge::Covered
        } else {
            Merge::No
        };
        row.end_cell(*right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ErrorKind;

    /// The limit is one of each table: the count once went on over the whole document.
    #[test]
    fn the_limit_of_cells_is_for_each_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/old-word/input.doc");
        let file = File::open(&std::fs::read(path).expect("the fixture")).expect("a document");
        let mut fonts = Fonts::default();
        let limits = Limits {
            table_cells: 2,
            ..Limits::default()
        };
        let mut walk = Walk::new(&file, &mut fonts, limits).expect("its text");
        let mut place = |in_table: bool| {
            let format = Format {
                in_table,
                ..Format::default()
            };
            walk.place(format, Vec::new(), in_table, false)
        };
        for in_table in [true, true, false, true, true] {
            place(in_table).expect("two cells in each of two tables");
        }
        assert!(matches!(
            place(true),
            Err(Error {
                kind: ErrorKind::Limit {
                    found: Some(3),
                    limit: 2,
                    ..
                },
                ..
            })
        ));
    }

    #[test]
    fn characters_say_whether_they_are_struck_out_or_seen() {
        let look = |list: &[u8]| {
            let mut run = CharacterProps::default();
            settings(list).for_each(|setting| set_character(&mut run, &setting));
            run.look.look()
        };
        assert!(look(&[0x37, 0x08, 1]).struck);
        assert!(look(&[0x53, 0x2A, 1]).struck);
        assert!(!look(&[0x37, 0x08, 1, 0x37, 0x08, 0]).struck);
        assert!(look(&[0x43, 0x4A, 2, 0]).unseen);
        assert!(!look(&[0x43, 0x4A, 26, 0]).unseen);
        for white in [&[0x42, 0x2A, 8][..], &[0x70, 0x68, 255, 255, 255, 0]] {
            assert_eq!(look(white).color, Some([255; 3]));
        }
    }
}

//! What calamine leaves out of an .xls: the number format and font of each cell, the fonts inside its text,
//! which it may read under a wrong code page, and which rows and columns are hidden. Read from the records of the workbook stream, each a type, a length and its content.

use super::boxes::{Corner, TextBox};
use super::cell::{Rich, in_fonts};
use super::compound;
use super::styles::{Colour, Font, Format, Styles};
use crate::read::bytes::{latin_at, u16_at, u32_at, utf16_at};
use crate::read::word::sight::is_speck;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// The formats of a workbook.
#[derive(Debug)]
pub(super) struct Formats {
    /// The day before day 1.
    pub day_zero: Date,
    pub sheets: Vec<SheetFormats>,
    pub styles: Styles,
    /// The texts that cells share.
    texts: Vec<Rich>,
    /// Texts have two bytes a character, or may.
    wide: bool,
    /// Which of the workbooks that formulas name is the file itself.
    own_books: Vec<bool>,
    /// The sheets by the numbers that formulas have for them, as numbers in the list of sheets.
    pub sheet_numbers: Vec<Option<usize>>,
}

/// The formats of a sheet, in the order of the sheets.
#[derive(Debug, Default)]
pub(super) struct SheetFormats {
    start: usize,
    /// The style of each cell.
    pub cells: BTreeMap<(u32, u32), u16>,
    /// What is typed in them.
    pub texts: BTreeMap<(u32, u32), Label>,
    /// Some formula has another result.
    pub has_results: bool,
    /// Formulas whose stored result is zero or no text.
    pub formulas: BTreeMap<(u32, u32), Formula>,
    /// The cell read last.
    last: (u32, u32),
    /// Drawings with text.
    pub boxes: Vec<TextBox>,
    /// Where the drawing that is open lies; `None` for a comment on a cell.
    anchor: Option<(Corner, Corner)>,
    /// Characters of its text, which stand in the next record.
    box_text: usize,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: Vec<RangeInclusive<u32>>,
}

/// A formula whose result may never have been computed.
#[derive(Debug)]
pub(super) struct Formula {
    pub tokens: Vec<u8>,
    /// Zero, where it is not a text.
    pub is_zero: bool,
    /// Its program left it to be computed when the workbook is opened.
    pub is_uncomputed: bool,
}

impl Formula {
    /// Whether the result counts: a text that is none is one only of a formula that names a text, and beside
    /// formulas with results.
    pub fn is_trusted(&self, has_results: bool) -> bool {
        let names_text = self.tokens.contains(&TEXT_TOKEN);
        !self.is_uncomputed && (self.is_zero || has_results || names_text)
    }
}

/// What begins a text among the tokens of a formula.
const TEXT_TOKEN: u8 = 0x17;
const END: u16 = 0x0A;
const BEGIN: u16 = 0x0809;
/// The texts that cells share, and what goes on in the next record.
const TEXTS: u16 = 0xFC;
const CONTINUED: u16 = 0x3C;
/// The weight of bold letters.
const BOLD: u16 = 700;

impl Formats {
    /// Reads what can be read; a damaged file has fewer formats.
    pub fn read(file: &[u8]) -> Formats {
        let mut formats = Formats {
            day_zero: date(1899, 12, 30),
            sheets: Vec::new(),
            styles: Styles::default(),
            texts: Vec::new(),
            wide: true,
            own_books: Vec::new(),
            sheet_numbers: Vec::new(),
        };
        let stream = compound::stream(file, &["Workbook", "Book", "WORKBOOK", "BOOK"]);
        let stream = stream.unwrap_or_default();
        let mut texts: Vec<&[u8]> = Vec::new();
        let mut in_texts = false;
        for (kind, content) in records(&stream, 0) {
            in_texts = kind == TEXTS || in_texts && kind == CONTINUED;
            if in_texts {
                texts.push(content);
            } else if formats.global(kind, content).is_none() && kind == END {
                break;
            }
        }
        formats.texts = formats.shared(&texts);
        let mut sheets = std::mem::take(&mut formats.sheets);
        for sheet in &mut sheets {
            for (kind, content) in records(&stream, sheet.start) {
                let _ = sheet.take(kind, content);
                if formats.wide && matches!(kind, 0x0204 | 0xD6) {
                    let text = Parts::of(&[content], 6).text(false, kind == 0xD6);
                    let at = sheet.last;
                    sheet
                        .texts
                        .extend(text.map(|text| (at, Label::Own(text.rich(&formats.styles)))));
                }
            }
        }
        formats.sheets = sheets;
        formats
    }

    /// The texts that cells share.
    fn shared(&self, records: &[&[u8]]) -> Vec<Rich> {
        let mut parts = Parts::of(records, 8);
        let texts = std::iter::from_fn(|| parts.text(true, false));
        texts.map(|text| text.rich(&self.styles)).collect()
    }

    /// What is typed in a cell, with its fonts.
    pub fn text(&self, label: &Label) -> Option<Rich> {
        match label {
            Label::Own(text) => Some(text.clone()),
            Label::Shared(number) => self.texts.get(*number).cloned(),
        }
    }

    /// A record before the sheets.
    fn global(&mut self, kind: u16, content: &[u8]) -> Option<()> {
        match kind {
            BEGIN => self.wide = u16_at(content, 0)? >= 0x0600,
            0x22 if u16_at(content, 0)? == 1 => self.day_zero = date(1904, 1, 1),
            0x85 => {
                let start = u32_at(content, 0)? as usize;
                self.sheets.push(SheetFormats {
                    start,
                    ..SheetFormats::default()
                });
            }
            0x041E => {
                let text = if self.wide {
                    wide_text(content, 2)
                } else {
                    narrow_text(content, 2)
                };
                self.styles.add_code(u16_at(content, 0)?.into(), text?);
            }
            0x31 => self.styles.add_font(Formats::font(content)?),
            0xE0 => {
                let fill = self.styles.add_fill(self.fill(content));
                self.styles.add_format(self.format(content, fill)?);
            }
            0x01AE => self
                .own_books
                .push(content.len() == 4 && content.ends_with(&[1, 4])),
            0x17 if self.wide => {
                let number = |at: usize| {
                    let (first, last) = (u16_at(content, at + 2)?, u16_at(content, at + 4)?);
                    let own = *self.own_books.get(usize::from(u16_at(content, at)?))?;
                    (own && first == last).then_some(usize::from(first))
                };
                self.sheet_numbers = (2..content.len()).step_by(6).map(number).collect();
            }
            END => return None,
            _ => {}
        }
        Some(())
    }

    /// A font without its name: what is typed small in a font of capitals stays small, as sheets are
    /// searched and sorted by what is typed.
    fn font(content: &[u8]) -> Option<Font> {
        Some(Font {
            name: None,
            bold: u16_at(content, 6)? >= BOLD,
            italic: u16_at(content, 2)? & 2 != 0,
            struck: u16_at(content, 2)? & 8 != 0,
            raised: u16_at(content, 8) == Some(1),
            speck: is_speck(f32::from(u16_at(content, 0)?) / 20.0),
            colour: Colour::indexed(u16_at(content, 4)?.into()),
        })
    }

    /// What lies below the text: the colour of a solid fill. Older files have their fills elsewhere.
    fn fill(&self, content: &[u8]) -> Option<Colour> {
        let pattern = u32_at(content, 14).filter(|_| self.wide)? >> 26;
        match pattern {
            0 => None,
            1 => Colour::indexed((u16_at(content, 18)? & 0x7F).into()).or(Some(Colour::pattern())),
            _ => Some(Colour::pattern()),
        }
    }

    fn format(&self, content: &[u8], fill: usize) -> Option<Format> {
        let indent = if self.wide { content.get(8)? & 15 } else { 0 };
        Some(Format {
            number: u16_at(content, 2)?.into(),
            font: font_number(u16_at(content, 0)?),
            fill,
            indent: indent.into(),
        })
    }
}

impl SheetFormats {
    /// The number of a cell's style.
    pub fn style(&self, cell: (u32, u32)) -> usize {
        let style = self.cells.get(&cell);
        style.map_or(usize::MAX, |style| usize::from(*style))
    }

    /// A record of the sheet.
    fn take(&mut self, kind: u16, content: &[u8]) -> Option<()> {
        let word = |at| u16_at(content, at);
        match kind {
            // A number, one in short form, a formula; a text, one with fonts, one of the workbook.
            0x0203 | 0x027E | 0x06 | 0x0204 | 0xD6 | 0xFD => {
                self.last = (word(0)?.into(), word(2)?.into());
                self.cells.insert(self.last, word(4)?);
                if kind == 0x06 {
                    let formula = formula(content);
                    self.has_results |= formula.is_none();
                    self.formulas
                        .extend(formula.map(|formula| (self.last, formula)));
                }
                if kind == 0xFD {
                    let number = u32_at(content, 6)? as usize;
                    self.texts.insert(self.last, Label::Shared(number));
                }
            }
            // Several numbers in short form side by side: format and number of each.
            0xBD => {
                for (column, at) in
                    (u32::from(word(2)?)..).zip((4..content.len().saturating_sub(2)).step_by(6))
                {
                    self.cells.insert((word(0)?.into(), column), word(at)?);
                }
            }
            0x0208 if word(12)? & 0x20 != 0 => {
                self.hidden_rows.insert(word(0)?.into());
            }
            0xEC => self.anchor = anchor(content).or(self.anchor),
            // What is drawn: a comment shows only when asked for.
            0x5D if word(4)? == 0x19 => self.anchor = None,
            0x01B6 => self.box_text = word(10)?.into(),
            CONTINUED if self.box_text > 0 => {
                let length = std::mem::take(&mut self.box_text);
                let text = match content.first()? & 1 {
                    0 => latin_at(content, 1, length),
                    _ => utf16_at(content, 1, length),
                };
                let (from, to) = self.anchor?;
                let text = text?.replace('\r', "\n");
                self.boxes.push(TextBox { from, to, text });
            }
            0x7D if word(8)? & 1 != 0 => {
                self.hidden_columns.push(word(0)?.into()..=word(2)?.into())
            }
            _ => {}
        }
        Some(())
    }
}

/// Where a drawing lies: column and row of both corners, each with how far into it, in 1024ths and 256ths.
fn anchor(content: &[u8]) -> Option<(Corner, Corner)> {
    let begins = [0x10, 0xF0, 18, 0, 0, 0];
    let start = memchr::memmem::rfind(content, &begins)? + begins.len() + 2;
    let corner = |at: usize| {
        let [column, across, row, down] = [0, 2, 4, 6].map(|next| u16_at(content, at + next));
        let (down, across) = (f32::from(down?) / 256.0, f32::from(across?) / 1024.0);
        Some(Corner::inside(row?.into(), column?.into(), down, across))
    };
    Some((corner(start)?, corner(start + 8)?))
}

/// A formula whose result is zero, or a text that is none.
fn formula(content: &[u8]) -> Option<Formula> {
    let result = content.get(6..14)?;
    let is_zero = result.iter().all(|byte| *byte == 0);
    let is_no_text = result.starts_with(&[3]) && result.ends_with(&[0xFF, 0xFF]);
    let size = usize::from(u16_at(content, 20)?);
    let tokens = content.get(22..22 + size)?.to_vec();
    (is_zero || is_no_text).then_some(Formula {
        tokens,
        is_zero,
        is_uncomputed: u16_at(content, 14)? & 2 != 0,
    })
}

/// The records from a place on, to the end of what begins there.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    let mut depth = 0u32;
    std::iter::from_fn(move || {
        if at > start && depth == 0 {
            return None;
        }
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at + 2)?);
        let content = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        match kind {
            BEGIN => depth += 1,
            END => depth = depth.saturating_sub(1),
            _ => {}
        }
        Some((kind, content))
    })
}

/// A text with its length in two bytes and a flag for two bytes a character.
fn wide_text(bytes: &[u8], at: usize) -> Option<String> {
    let length = usize::from(u16_at(bytes, at)?);
    let is_wide = bytes.get(at + 2)? & 1 != 0;
    if is_wide {
        utf16_at(bytes, at + 3, length)
    } else {
        latin_at(bytes, at + 3, length)
    }
}

/// A text with its length in one byte.
fn narrow_text(bytes: &[u8], at: usize) -> Option<String> {
    latin_at(bytes, at + 1, usize::from(*bytes.get(at)?))
}

/// A text of a cell: its own, or one of the workbook's by its number.
#[derive(Debug)]
pub(super) enum Label {
    Own(Rich),
    Shared(usize),
}

/// Texts in a record and those that continue it. One that is cut goes on behind a new flag for its characters.
struct Parts<'r> {
    records: &'r [&'r [u8]],
    record: usize,
    at: usize,
}

/// Characters, and where which font begins.
struct Typed {
    units: Vec<u16>,
    runs: Vec<(usize, u16)>,
}

impl<'r> Parts<'r> {
    fn of(records: &'r [&'r [u8]], at: usize) -> Parts<'r> {
        Parts {
            records,
            record: 0,
            at,
        }
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        while self.records.get(self.record)?.len() <= self.at {
            (self.record, self.at) = (self.record + 1, 0);
        }
        let bytes = self.records.get(self.record)?.get(self.at..self.at + N)?;
        self.at += N;
        bytes.try_into().ok()
    }

    fn word(&mut self) -> Option<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    /// A text; one outside the list of all has its fonts behind a count of their own.
    fn text(&mut self, listed: bool, with_fonts: bool) -> Option<Typed> {
        let length = usize::from(self.word()?);
        let [flags] = self.bytes()?;
        let has = |flag| listed && flags & flag != 0;
        let runs = if has(8) { self.word()? } else { 0 };
        let further = if has(4) {
            u32::from_le_bytes(self.bytes()?)
        } else {
            0
        };
        let units = self.units(length, flags & 1 != 0)?;
        let runs = if with_fonts { self.word()? } else { runs };
        let runs = (0..runs).map_while(|_| Some((usize::from(self.word()?), self.word()?)));
        let runs = runs.collect();
        for _ in 0..further {
            self.bytes::<1>()?;
        }
        Some(Typed { units, runs })
    }

    fn units(&mut self, length: usize, mut wide: bool) -> Option<Vec<u16>> {
        let mut units = Vec::new();
        while units.len() < length {
            if self.records.get(self.record)?.len() <= self.at {
                let [flags] = self.bytes()?;
                wide = flags & 1 != 0;
            }
            units.push(if wide {
                self.word()?
            } else {
                self.bytes().map(|[byte]| u16::from(byte))?
            });
        }
        Some(units)
    }
}

impl Typed {
    fn rich(&self, styles: &Styles) -> Rich {
        let font = |number: &u16| styles.font_of_number(font_number(*number)).cloned();
        let runs = self.runs.iter().map(|(from, number)| (*from, font(number)));
        in_fonts(&self.units, runs)
    }
}

/// The fifth font is never written, and its number left out.
fn font_number(written: u16) -> usize {
    usize::from(if written > 4 { written - 1 } else { written })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        [
            &kind.to_le_bytes()[..],
            &(content.len() as u16).to_le_bytes(),
            content,
        ]
        .concat()
    }

    #[test]
    fn cells_have_the_format_and_font_their_record_names() {
        let mut formats = Formats::read(b"no file");
        let font =
            |weight: u16| [[200, 0, 0, 0, 0, 0].to_vec(), weight.to_le_bytes().to_vec()].concat();
        let format = |font: u8, number: u8| [font, 0, number, 0, 0, 0, 0, 0, 2, 0];
        for (kind, content) in [
            (0x31, &font(400)[..]),
            (0x31, &font(700)),
            (0x041E, b"\xA4\x00\x04\x00\x000000"),
            (0xE0, &format(0, 9)),
            (0xE0, &format(1, 0xA4)),
        ] {
            formats.global(kind, content).expect("read");
        }
        let stream = [
            record(BEGIN, &[0, 6, 0x10, 0]),
            record(0x0203, &[1, 0, 2, 0, 0, 0, 0, 0]),
            record(0xFD, &[1, 0, 3, 0, 1, 0, 0, 0, 0, 0]),
            record(
                0xBD,
                &[3, 0, 0, 0, 0, 0, 9, 9, 9, 9, 1, 0, 9, 9, 9, 9, 1, 0],
            ),
            record(0x0208, &[5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0]),
            record(END, &[]),
            record(0x0203, &[9, 0, 9, 0, 0, 0]),
        ]
        .concat();
        let mut sheet = SheetFormats::default();
        for (kind, content) in records(&stream, 0) {
            sheet.take(kind, content).expect("read");
        }
        let style = |cell| usize::from(sheet.cells[&cell]);
        let code = |cell| formats.styles.code(style(cell));
        assert_eq!(
            (code((1, 2)), code((3, 0)), code((3, 1))),
            ("0%", "0%", "0000")
        );
        let font = formats.styles.font(style((1, 3))).expect("a font");
        assert!(font.bold && !font.italic);
        assert_eq!(formats.styles.indent(style((1, 3))), 2);
        assert!(!sheet.cells.contains_key(&(9, 9)), "the sheet had ended");
        assert!(sheet.hidden_rows.contains(&5));
    }

    #[test]
    fn formulas_without_a_result_and_boxes_are_kept() {
        let formula = |result: &[u8; 8], flags: u8| {
            let head = [1, 0, 2, 0, 0, 0];
            let rest = [flags, 0, 0, 0, 0, 0, 3, 0, 0x1E, 5, 0];
            [&head[..], result, &rest].concat()
        };
        let mut sheet = SheetFormats::default();
        sheet.take(0x06, &formula(&[0, 0, 0, 0, 0, 0, 0xF0, 0x3F], 3));
        assert!(sheet.formulas.is_empty(), "a result is stored");
        sheet.take(0x06, &formula(&[3, 0, 0, 0, 0, 0, 0xFF, 0xFF], 2));
        let found = sheet.formulas.get(&(1, 2)).expect("a formula");
        assert_eq!((found.is_zero, found.is_uncomputed), (false, true));
        assert_eq!(found.tokens, [0x1E, 5, 0]);
        sheet.take(0x06, &formula(&[0; 8], 0));
        let found = sheet.formulas.get(&(1, 2)).expect("a formula");
        assert_eq!((found.is_zero, found.is_uncomputed), (true, false));

        let anchor = [
            0x10, 0xF0, 18, 0, 0, 0, 2, 0, 3, 0, 0, 0, 4, 0, 64, 0, 3, 0, 0, 2, 4, 0, 128, 0,
        ];
        for (kind, content) in [
            (0xEC, &anchor[..]),
            (0x5D, &[0x15, 0, 18, 0, 6, 0]),
            (0x01B6, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0]),
            (CONTINUED, &[0, b'1', b'2']),
            (CONTINUED, &[0, 0, 0, 0]),
        ] {
            sheet.take(kind, content);
        }
        let [found] = &sheet.boxes[..] else {
            panic!("one box")
        };
        assert_eq!(
            (found.text.as_str(), found.from.row, found.to.column),
            ("12", 4.25, 3.5)
        );
    }

    /// The second text is cut by the end of a record and goes on in characters of two bytes.
    #[test]
    fn shared_texts_go_on_in_the_next_record_and_keep_their_fonts() {
        let mut formats = Formats::read(b"no file");
        let struck = [&[200, 0, 8, 0][..], &[0xFF, 0x7F, 0x90, 1, 0, 0]].concat();
        formats.global(0x31, &[200, 0, 0, 0, 0xFF, 0x7F, 0x90, 1, 0, 0]);
        formats.global(0x31, &struck);
        let first = [
            &[0; 8][..],
            &[7, 0, 8, 2, 0],
            b"142 124",
            &[0, 0, 1, 0, 3, 0, 0, 0],
        ]
        .concat();
        let first = [first, [4, 0, 0, b'T'].to_vec()].concat();
        let second = [1, 0xED, 0x1E, b'n', 0, b'g', 0];
        let texts = formats.shared(&[&first, &second]);
        let plain = |text: &Rich| {
            text.iter()
                .map(|(text, _)| text.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(plain(&texts[0]), ["142", " 124"]);
        let is_struck = |at: usize| texts[0][at].1.as_ref().map(|font| font.struck);
        assert_eq!((is_struck(0), is_struck(1)), (Some(true), Some(false)));
        assert_eq!(plain(&texts[1]), ["Tửng"]);
    }
}

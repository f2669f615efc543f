//! The list tables: how the numbers before paragraphs look and where they start.

use super::file::{File, Part};
use super::props::settings;
use crate::read::bytes::{u16_at, u32_at};
use crate::read::word::list::{Design, LabelPart, Level, List, Numbering};
use crate::read::word::raw::FontId;
use std::collections::BTreeMap;

/// Levels of a list in Word.
pub(super) const LEVELS: usize = 9;

// Bytes of the entry of a list, of the fixed part of a level, of the entry of a use.
const LIST: usize = 28;
const LEVEL: usize = 28;
const USE: usize = 16;

/// Reads the lists; paragraphs name a use of a list by its number, counted from 1.
pub(super) fn numbering(file: &File, fonts: &[Option<FontId>]) -> Numbering {
    let mut numbering = Numbering::default();
    read_designs(file.open_part(Part::Lists), fonts, &mut numbering);
    read_uses(file.open_part(Part::ListUses), &mut numbering);
    numbering
}

/// The entries of all lists stand first, then the levels of all of them.
fn read_designs(table: &[u8], fonts: &[Option<FontId>], numbering: &mut Numbering) -> Option<()> {
    let count = usize::from(u16_at(table, 0)?);
    let mut rest = table.get(2 + LIST * count..)?;
    for entry in table.get(2..)?.chunks_exact(LIST).take(count) {
        let levels = if entry[26] & 1 == 1 { 1 } else { LEVELS };
        let mut design = Design::default();
        for at in 0..levels {
            let (level, length) = level(rest, fonts)?;
            rest = rest.get(length..)?;
            design.levels.insert(at, level);
        }
        numbering.designs.insert(u32_at(entry, 0)?.into(), design);
    }
    Some(())
}

/// A level and its bytes: fixed fields, settings of paragraph and number, the text.
fn level(bytes: &[u8], fonts: &[Option<FontId>]) -> Option<(Level, usize)> {
    let (of_number, of_paragraph) = (usize::from(*bytes.get(24)?), usize::from(*bytes.get(25)?));
    let settings_end = LEVEL + of_paragraph + of_number;
    let length = usize::from(u16_at(bytes, settings_end)?);
    let text = bytes.get(settings_end + 2..settings_end + 2 + 2 * length)?;
    let own = settings(bytes.get(LEVEL + of_paragraph..settings_end)?);
    let font = own
        .filter(|setting| setting.what == 0x4A4F)
        .last()
        .map(|setting| setting.word());
    let level = Level {
        start: Some(u32_at(bytes, 0)?.into()),
        format: format(bytes[4]).to_owned(),
        label: label(text),
        legal: bytes[5] & 0x04 != 0,
        tight: bytes[15] == 2,
        font: font.and_then(|font| fonts.get(usize::from(font)).copied().flatten()),
        ..Level::default()
    };
    Some((level, settings_end + 2 + 2 * length))
}

/// Word's number for a number format, by the name it has in DOCX.
fn format(number: u8) -> &'static str {
    match number {
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        5 => "ordinal",
        22 => "decimalZero",
        23 => "bullet",
        255 => "none",
        _ => "decimal",
    }
}

/// The text of a level: the characters 0 to 8 stand for the numbers of the levels.
fn label(utf16: &[u8]) -> Vec<LabelPart> {
    let units = utf16
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let chars = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    chars
        .map(|c| match c {
            '\0'..='\u{8}' => LabelPart::Number(c as usize),
            _ => LabelPart::Text(c.to_string()),
        })
        .collect()
}

/// The entries of all uses stand first, then what each changes.
fn read_uses(table: &[u8], numbering: &mut Numbering) -> Option<()> {
    let count = u32_at(table, 0)? as usize;
    let entries = table.get(4..4 + count.checked_mul(USE)?)?;
    let mut changes = table.get(4 + USE * count..)?;
    for (number, entry) in (1..).zip(entries.chunks_exact(USE)) {
        let mut starts = BTreeMap::new();
        let read = read_changes(&mut changes, usize::from(entry[12]), &mut starts);
        let list = List {
            design: u32_at(entry, 0)?.into(),
            starts,
            ..List::default()
        };
        numbering.lists.insert(number, list);
        if read.is_none() {
            // What cannot be followed leaves the lists as they are designed.
            changes = &[];
        }
    }
    Some(())
}

/// Levels that a use starts anew. A level designed anew is passed over.
fn read_changes(rest: &mut &[u8], count: usize, starts: &mut BTreeMap<usize, i64>) -> Option<()> {
    *rest = rest.get(4..)?;
    for _ in 0..count {
        let (start, flags) = (u32_at(rest, 0)?, u32_at(rest, 4)?);
        *rest = rest.get(8..)?;
        if flags & 0x10 != 0 {
            starts.insert((flags & 0xF) as usize, start.into());
        }
        if flags & 0x20 != 0 {
            let (_, length) = level(rest, &[])?;
            *rest = rest.get(length..)?;
        }
    }
    Some(())
}

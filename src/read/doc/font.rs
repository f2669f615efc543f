//! The font table: names by number.

use crate::read::bytes::u16_at;
use crate::read::word::fonts::Fonts;
use crate::read::word::raw::FontId;

/// Where the name stands in an entry.
const NAME: usize = 40;

/// The document's fonts, in the order its settings count them.
pub(super) fn fonts(table: &[u8], fonts: &mut Fonts) -> Vec<Option<FontId>> {
    let count = u16_at(table, 0).unwrap_or(0);
    let mut found = Vec::new();
    let mut at = 4;
    for _ in 0..count {
        let Some(length) = table.get(at).map(|length| usize::from(*length) + 1) else {
            break;
        };
        let entry = table.get(at..at + length).unwrap_or_default();
        found.push(fonts.id(&name(entry.get(NAME..).unwrap_or_default())));
        at += length;
    }
    found
}

/// UTF-16 up to a zero.
fn name(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&units)
}

//! The Unicode an embedded TrueType or OpenType font knows of its own glyphs: its `cmap` and the glyph
//! names of its `post` table. Every index is checked; a damaged table says nothing.

use std::collections::BTreeMap;

/// Glyph number → character, for the glyphs the font names without doubt.
pub fn own_characters(font: &[u8]) -> BTreeMap<u32, char> {
    let mut characters = BTreeMap::new();
    if let Some(post) = table(font, b"post") {
        names(post, &mut characters);
    }
    if let Some(cmap) = table(font, b"cmap") {
        unicode_cmap(cmap, &mut characters);
    }
    characters
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16_at(data, at)?) << 16 | u32::from(u16_at(data, at.checked_add(2)?)?))
}

fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let entry = (0..count)
        .map(|i| 12 + 16 * i)
        .find(|at| font.get(*at..*at + 4) == Some(tag))?;
    let (offset, length) = (
        u32_at(font, entry + 8)? as usize,
        u32_at(font, entry + 12)? as usize,
    );
    font.get(offset..offset.checked_add(length)?.min(font.len()))
}

/// Glyph number → the byte that draws it, as Windows-1252 has it, from the symbol subtable (3, 0) or the
/// Macintosh one (1, 0). Of use only where the bytes are known to say something: in the fonts of an encoding
/// from before Unicode.
pub fn byte_characters(font: &[u8]) -> BTreeMap<u32, char> {
    let mut codes = BTreeMap::new();
    if let Some(cmap) = table(font, b"cmap") {
        read_subtables(cmap, |key| key == (3, 0), &mut |glyph, code| {
            keep_byte(&mut codes, glyph, code)
        });
        read_subtables(cmap, |key| key == (1, 0), &mut |glyph, code| {
            keep_byte(&mut codes, glyph, code)
        });
    }
    codes
}

/// Keeps the first byte of a glyph; symbol codes have the byte in the private area.
fn keep_byte(characters: &mut BTreeMap<u32, char>, glyph: u32, code: u32) {
    let byte = if code & 0xFF00 == 0xF000 {
        code & 0xFF
    } else {
        code
    };
    let c = match byte {
        0x80..=0x9F => char::from_u32(0xF000 + byte),
        0x20..=0xFF => char::from_u32(byte),
        _ => None,
    };
    if let Some(c) = c {
        characters.entry(glyph).or_insert(c);
    }
}

/// Reads the Unicode subtables: (0, any) and (3, 1), (3, 10). The symbol subtable (3, 0) and the
/// Macintosh one say only which code the file uses.
fn unicode_cmap(cmap: &[u8], characters: &mut BTreeMap<u32, char>) {
    let unicode = |key| matches!(key, (0, _) | (3, 1 | 10));
    read_subtables(cmap, unicode, &mut |glyph, code| {
        keep(characters, glyph, code)
    });
}

/// Hands over glyph and code of every entry of the subtables of some platforms and encodings.
fn read_subtables(
    cmap: &[u8],
    wanted: impl Fn((u16, u16)) -> bool,
    take: &mut impl FnMut(u32, u32),
) {
    let count = usize::from(u16_at(cmap, 2).unwrap_or(0));
    for record in (0..count).map(|i| 4 + 8 * i) {
        let key = u16_at(cmap, record).zip(u16_at(cmap, record + 2));
        let offset = u32_at(cmap, record + 4).map(|at| at as usize);
        let subtable = offset.and_then(|at| cmap.get(at..));
        let Some(subtable) = subtable.filter(|_| key.is_some_and(&wanted)) else {
            continue;
        };
        match u16_at(subtable, 0) {
            Some(0) => (0..256).for_each(|code| {
                let glyph = subtable.get(6 + code as usize);
                glyph
                    .iter()
                    .for_each(|glyph| take_one(take, u32::from(**glyph), code));
            }),
            Some(4) => segments(subtable, take),
            Some(6) => trimmed(subtable, take),
            Some(12) => groups(subtable, take),
            _ => {}
        }
    }
}

/// Glyph 0 is the one for what a font has not.
fn take_one(take: &mut impl FnMut(u32, u32), glyph: u32, code: u32) {
    if glyph != 0 {
        take(glyph, code);
    }
}

/// Format 6: glyphs of codes in a row.
fn trimmed(table: &[u8], take: &mut impl FnMut(u32, u32)) {
    let (first, count) = (u16_at(table, 6).unwrap_or(0), u16_at(table, 8).unwrap_or(0));
    for at in 0..count {
        if let Some(glyph) = u16_at(table, 10 + 2 * usize::from(at)) {
            take_one(take, glyph.into(), u32::from(first) + u32::from(at));
        }
    }
}

/// The glyph the font's ToUnicode CMap gives to a character.
pub fn glyph_of(font: &[u8], c: char) -> Option<u32> {
    let cmap = table(font, b"cmap")?;
    let code = u16::try_from(u32::from(c)).ok()?;
    let count = usize::from(u16_at(cmap, 2)?);
    let subtables = (0..count)
        .map(|i| 4 + 8 * i)
        .filter_map(|record| unicode_subtable(cmap, record));
    subtables
        .filter(|subtable| u16_at(subtable, 0) == Some(4))
        .find_map(|subtable| in_segments(subtable, code))
}

/// The subtable a record names, where it is one of Unicode.
fn unicode_subtable(cmap: &[u8], record: usize) -> Option<&[u8]> {
    let key = (u16_at(cmap, record)?, u16_at(cmap, record + 2)?);
    let unicode = matches!(key, (0, _) | (3, 1 | 10));
    cmap.get(u32_at(cmap, record + 4)? as usize..)
        .filter(|_| unicode)
}

/// The glyph of one code in a table of format 4.
fn in_segments(table: &[u8], code: u16) -> Option<u32> {
    let size = usize::from(u16_at(table, 6)?);
    let at = (0..size)
        .step_by(2)
        .find(|at| u16_at(table, 14 + at).is_none_or(|end| code <= end))?;
    let (start, delta) = (
        u16_at(table, 16 + size + at)?,
        u16_at(table, 16 + 2 * size + at)?,
    );
    let range = u16_at(table, 16 + 3 * size + at)?;
    if code < start {
        return None;
    }
    let glyph = glyph_in_segment(table, 16 + 3 * size + at, (code, start), (delta, range))?;
    (glyph != 0).then_some(u32::from(glyph))
}

/// The glyph of a code in the segment whose range offset stands `at` here.
fn glyph_in_segment(
    table: &[u8],
    at: usize,
    (code, start): (u16, u16),
    (delta, range): (u16, u16),
) -> Option<u16> {
    match range {
        0 => Some(code.wrapping_add(delta)),
        _ => {
            let at = at + usize::from(range) + 2 * usize::from(code - start);
            u16_at(table, at)
                .filter(|g| *g != 0)
                .map(|g| g.wrapping_add(delta))
        }
    }
}

/// Format 4: segments of 16-bit codes.
fn segments(table: &[u8], take: &mut impl FnMut(u32, u32)) {
    let size = usize::from(u16_at(table, 6).unwrap_or(0));
    for at in (0..size).step_by(2) {
        let (end, start) = (u16_at(table, 14 + at), u16_at(table, 16 + size + at));
        let (delta, range) = (
            u16_at(table, 16 + 2 * size + at),
            u16_at(table, 16 + 3 * size + at),
        );
        let (Some(end), Some(start), Some(delta), Some(range)) = (end, start, delta, range) else {
            return;
        };
        for code in start..=end.min(0xFFFE) {
            let glyph = glyph_in_segment(table, 16 + 3 * size + at, (code, start), (delta, range));
            take_one(take, glyph.map_or(0, u32::from), u32::from(code));
        }
    }
}

/// Format 12: groups of 32-bit codes.
fn groups(table: &[u8], take: &mut impl FnMut(u32, u32)) {
    let count = u32_at(table, 12).unwrap_or(0).min(0x1_0000) as usize;
    for at in (0..count).map(|i| 16 + 12 * i) {
        let (Some(start), Some(end), Some(first)) = (
            u32_at(table, at),
            u32_at(table, at + 4),
            u32_at(table, at + 8),
        ) else {
            return;
        };
        for code in start..=end.min(start.saturating_add(0xFFFF)) {
            take_one(take, first.checked_add(code - start).unwrap_or(0), code);
        }
    }
}

/// Keeps the first character of a glyph; private codes and controls say nothing.
fn keep(characters: &mut BTreeMap<u32, char>, glyph: u32, code: u32) {
    let says = |c: &char| !c.is_control() && !matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}');
    if let (1.., Some(c)) = (glyph, char::from_u32(code).filter(says)) {
        characters.entry(glyph).or_insert(c);
    }
}

/// Format 2 of `post`: names like `uni1EA1` and `u1EA1`.
fn names(post: &[u8], characters: &mut BTreeMap<u32, char>) {
    if u32_at(post, 0) != Some(0x0002_0000) {
        return;
    }
    let count = usize::from(u16_at(post, 32).unwrap_or(0));
    let strings = pascal_strings(post.get(34 + 2 * count..).unwrap_or_default());
    for glyph in 0..count {
        let index = u16_at(post, 34 + 2 * glyph).map_or(0, usize::from);
        let name = index.checked_sub(258).and_then(|at| strings.get(at));
        if let Some(c) = name.and_then(|name| named(name)) {
            keep(characters, glyph as u32, u32::from(c));
        }
    }
}

fn pascal_strings(mut data: &[u8]) -> Vec<&[u8]> {
    let mut strings = Vec::new();
    while let Some((length, rest)) = data.split_first() {
        let Some((string, after)) = rest.split_at_checked(usize::from(*length)) else {
            break;
        };
        strings.push(string);
        data = after;
    }
    strings
}

fn named(name: &[u8]) -> Option<char> {
    let digits = name
        .strip_prefix(b"uni")
        .or_else(|| name.strip_prefix(b"u"))?;
    if !(4..=6).contains(&digits.len()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A font file with one table.
    fn font(tag: &[u8; 4], table: &[u8]) -> Vec<u8> {
        let mut font = vec![0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        font.extend(tag);
        font.extend([0; 4]);
        font.extend(28_u32.to_be_bytes());
        font.extend((table.len() as u32).to_be_bytes());
        font.extend(table);
        font
    }

    /// A font of an old encoding has its bytes as codes: format 6, glyphs 3 and 4 for 0x93 and 0x94.
    #[test]
    fn codes_of_a_symbol_font_are_bytes() {
        for (platform, encoding, first) in [(3, 0, 0xF093), (1, 0, 0x93)] {
            let words = [0, 1, platform, encoding, 0, 12, 6, 14, 0, first, 2, 3, 4];
            let table: Vec<u8> = words.into_iter().flat_map(u16::to_be_bytes).collect();
            let characters = byte_characters(&font(b"cmap", &table));
            assert_eq!(
                characters,
                BTreeMap::from([(3, '\u{F093}'), (4, '\u{F094}')])
            );
            assert!(own_characters(&font(b"cmap", &table)).is_empty());
        }
    }

    fn cmap(platform: u16, encoding: u16) -> Vec<u8> {
        let mut table: Vec<u8> = Vec::new();
        for word in [0, 1, platform, encoding, 0, 12] {
            table.extend(u16::to_be_bytes(word));
        }
        // One segment, U+1EA0..U+1EA1 → glyphs 5, 6, and the closing one.
        for word in [
            4, 32, 0, 4, 0, 0, 0, 0x1EA1, 0xFFFF, 0, 0x1EA0, 0xFFFF, 0xE165, 1, 0, 0,
        ] {
            table.extend(u16::to_be_bytes(word));
        }
        table
    }

    #[test]
    fn the_unicode_subtable_names_glyphs() {
        let characters = own_characters(&font(b"cmap", &cmap(3, 1)));
        assert_eq!(characters.get(&5), Some(&'Ạ'));
        assert_eq!(characters.get(&6), Some(&'ạ'));
    }

    #[test]
    fn the_symbol_subtable_says_nothing() {
        assert!(own_characters(&font(b"cmap", &cmap(3, 0))).is_empty());
    }

    #[test]
    fn a_cut_font_says_nothing_and_does_not_panic() {
        let whole = font(b"cmap", &cmap(3, 1));
        for length in 0..whole.len() {
            own_characters(&whole[..length]);
        }
    }
}

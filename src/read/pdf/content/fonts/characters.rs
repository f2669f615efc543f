//! What fonts and their codes are called, and which characters they stand for.

use crate::read::pdf::content::page::{Characters, Font};
use crate::text::legacy::hint;
use hayro_interpret::font::OutlineFontData;
use hayro_interpret::hayro_cmap::BfString;

/// What a font's program and dictionary say of it.
pub(crate) fn font_of(data: &OutlineFontData) -> Font {
    let name = data.postscript_name.clone().unwrap_or_default();
    font_named(name, data.weight.is_some_and(|w| w >= 600), data.is_italic)
}

/// A font of this name, which may say bold and italic too.
pub(crate) fn font_named(name: String, bold: bool, italic: bool) -> Font {
    let lower = name.to_ascii_lowercase();
    let bold = bold || lower.contains("bold") || lower.contains("black");
    let italic = italic || lower.contains("italic") || lower.contains("oblique");
    Font {
        legacy: hint(&name).is_some(),
        name,
        bold,
        italic,
    }
}

/// The characters a file's own ToUnicode CMaps give; those that say nothing are [`Characters::Unreadable`].
pub(crate) fn characters_of(unicode: Option<BfString>) -> Characters {
    match unicode {
        Some(BfString::Char(c)) => one(c),
        Some(BfString::String(s)) => characters(&s),
        None => Characters::Unreadable,
    }
}

/// The characters of a piece of text that stands for one glyph.
pub(crate) fn characters(text: &str) -> Characters {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => one(c),
        _ if text.chars().any(|c| one(c) == Characters::Unreadable) => Characters::Unreadable,
        _ => Characters::Many(text.into()),
    }
}

/// What one character says: symbol fonts have theirs in the private area, ligatures are taken apart.
pub(crate) fn one(c: char) -> Characters {
    match c {
        '\t' | '\n' | '\r' => Characters::One(' '),
        '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}' => {
            Characters::Unreadable
        }
        // Bullets, arrows and ticks of the Symbol and Wingdings fonts.
        '\u{F0B7}' | '\u{F0A8}' | '\u{F06C}' => Characters::One('•'),
        '\u{F0A7}' | '\u{F06E}' => Characters::One('▪'),
        '\u{F02D}' => Characters::One('-'),
        '\u{F0FC}' | '\u{F0FE}' => Characters::One('✓'),
        '\u{F0D8}' => Characters::One('➢'),
        '\u{F020}' => Characters::One(' '),
        '\u{E000}'..='\u{F8FF}' => Characters::Unreadable,
        '\u{FB00}' => Characters::Many("ff".into()),
        '\u{FB01}' => Characters::Many("fi".into()),
        '\u{FB02}' => Characters::Many("fl".into()),
        '\u{FB03}' => Characters::Many("ffi".into()),
        '\u{FB04}' => Characters::Many("ffl".into()),
        other => Characters::One(other),
    }
}

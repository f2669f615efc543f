//! The font table: by number, a name and the code page of its bytes.

use crate::read::word::fonts::Fonts;
use crate::read::word::raw::FontId;
use crate::text::legacy;
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};
use std::collections::BTreeMap;

/// How the bytes of a font become characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Page {
    /// By a code page.
    Page(&'static Encoding),
    /// They number the glyphs of a symbol font.
    Symbols,
}

/// A font of the table.
#[derive(Clone, Debug, Default)]
pub(super) struct Font {
    pub name: String,
    pub charset: Option<i32>,
}

/// The font table.
#[derive(Debug)]
pub(super) struct Table {
    fonts: BTreeMap<i32, Font>,
    /// The code page of fonts that name none.
    pub page: &'static Encoding,
    /// The font in use where none is chosen.
    pub usual: i32,
}

impl Table {
    pub fn new() -> Table {
        Table {
            fonts: BTreeMap::new(),
            page: WINDOWS_1252,
            usual: 0,
        }
    }

    /// The font of a number, made on first use.
    pub fn entry(&mut self, number: i32) -> &mut Font {
        self.fonts.entry(number).or_default()
    }

    /// How a font's bytes are read. Fonts of the old Vietnamese encodings are given as bytes of
    /// Windows-1252, whatever code page the file claims for them.
    pub fn page(&self, number: i32) -> Page {
        let Some(font) = self.fonts.get(&number) else {
            return Page::Page(self.page);
        };
        if legacy::hint(&font.name).is_some() {
            return Page::Page(WINDOWS_1252);
        }
        match font.charset {
            Some(2) => Page::Symbols,
            Some(charset) => Page::Page(by_charset(charset).unwrap_or(self.page)),
            None => Page::Page(self.page),
        }
    }

    /// The document's number for a font's name.
    pub fn id(&self, number: i32, fonts: &mut Fonts) -> Option<FontId> {
        let name = self.fonts.get(&number)?.name.trim().trim_end_matches(';');
        if name.is_empty() {
            None
        } else {
            fonts.id(name)
        }
    }
}

fn by_charset(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        77 => MACINTOSH,
        128 => SHIFT_JIS,
        129 => EUC_KR,
        134 => GBK,
        136 => BIG5,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _ => return None,
    })
}

/// A code page by the number in `\ansicpg`.
pub(super) fn by_number(number: i32) -> &'static Encoding {
    match number {
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => WINDOWS_1252,
    }
}

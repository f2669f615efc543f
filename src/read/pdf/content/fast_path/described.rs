//! Simple fonts that their dictionary describes well enough: which characters the codes stand for and how wide
//! they are. Their programs stay packed; unpacking those costs more than reading a short document. Fonts
//! with longer codes are not for us: what the file says of them is held against their program.

use crate::read::pdf::content::collect::width_of;
use crate::read::pdf::content::fonts::characters::{characters_of, font_named};
use crate::read::pdf::content::page::{Characters, Font};
use encoding_rs::WINDOWS_1252;
use hayro_font::CMapResolverFn;
use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_interpret::kurbo::Vec2;
use std::collections::BTreeMap;

/// What there is to know of a code.
#[derive(Clone)]
pub(super) struct Coded {
    pub(super) code: u32,
    /// Bytes it takes.
    pub(super) length: usize,
    pub(super) characters: Characters,
    /// How far the pen moves, in thousandths of the font size.
    pub(super) advance: Vec2,
    /// Width of the glyph.
    pub(super) width: f64,
    /// From the pen to the origin of the glyph, and how much the glyph is stretched: nearly always nothing.
    pub(super) placing: Option<(Vec2, f64)>,
}

/// What a font's dictionary says.
pub(super) struct Described {
    unicode: Option<CMap>,
    /// Codes without a letter there have that of Windows-1252.
    latin: bool,
    /// One for each code.
    widths: Vec<f32>,
    font: Font,
}

/// Where a descriptor has the program of a font of each kind.
const PROGRAMS: [(&str, &[&str]); 2] = [
    ("TrueType", &["FontFile2"]),
    ("Type1", &["FontFile", "FontFile3"]),
];

impl Described {
    /// What the dictionary says, if it says enough. Fonts without a program of their own are set by
    /// another, so they are not for us.
    pub(super) fn of(dict: &Dict<'_>, resolver: &CMapResolverFn) -> Option<Described> {
        let kind = dict.get::<Name<'_>>("Subtype")?;
        let (kind, programs) = PROGRAMS
            .into_iter()
            .find(|(name, _)| name.as_bytes() == kind.as_ref())?;
        let descriptor = dict.get::<Dict<'_>>("FontDescriptor")?;
        programs.iter().find(|key| descriptor.contains_key(**key))?;
        let font = named(dict, &descriptor);
        // Codes of an encoding from before Unicode are known from the program.
        if font.legacy {
            return None;
        }
        // What a font of Type 1 is called, the full interpreter does not tell.
        let font = if kind == "Type1" {
            Font::default()
        } else {
            font
        };
        let latin = dict
            .get::<Name<'_>>("Encoding")
            .is_some_and(|name| name.as_ref() == b"WinAnsiEncoding");
        let unicode = unicode(dict, resolver);
        let told = latin || unicode.is_some();
        let described = Described {
            unicode,
            latin,
            widths: widths(dict, &descriptor)?,
            font,
        };
        (told && described.tells_letters_apart()).then_some(described)
    }

    /// A table that gives one letter to many codes does not know them.
    fn tells_letters_apart(&self) -> bool {
        if self.unicode.is_none() {
            return true;
        }
        let mut codes: BTreeMap<char, usize> = BTreeMap::new();
        for code in 0..CODES as u32 {
            if let Some(BfString::Char(c)) = self.characters(code) {
                *codes.entry(c).or_default() += usize::from(c.is_alphanumeric());
            }
        }
        codes.values().all(|alike| *alike < MAX_ALIKE)
    }

    /// The font as pages name it.
    pub(super) fn font(&self) -> Font {
        self.font.clone()
    }

    /// The code at the start of `bytes`; `None` where its characters are not described.
    pub(super) fn coded(&self, bytes: &[u8]) -> Option<Coded> {
        let code = *bytes.first()?;
        let width = *self.widths.get(usize::from(code))?;
        let characters = characters_of(self.characters(code.into()));
        (characters != Characters::Unreadable).then(|| Coded {
            code: code.into(),
            length: 1,
            characters,
            advance: Vec2::new(f64::from(width), 0.0),
            width: width_of(Some(width)),
            placing: None,
        })
    }

    fn characters(&self, code: u32) -> Option<BfString> {
        let latin = || {
            latin(u8::try_from(code).ok()?)
                .filter(|_| self.latin)
                .map(BfString::Char)
        };
        self.unicode
            .as_ref()
            .and_then(|codes| codes.lookup_bf_string(code))
            .or_else(latin)
    }
}

/// So many codes for one letter are too many.
const MAX_ALIKE: usize = 4;

/// Codes of one byte.
const CODES: usize = 256;

/// The letter of a code in Windows-1252; the spaces, hyphens and the mu that have two names are left out.
fn latin(code: u8) -> Option<char> {
    let certain = matches!(code, 0x20..=0x7E | 0x80..=0xFF) && !matches!(code, 0xA0 | 0xAD | 0xB5);
    let (text, _) =
        WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(certain.then_some(&code)?));
    text.chars().next()
}

/// A width for each code, as the full interpreter takes them.
fn widths(dict: &Dict<'_>, descriptor: &Dict<'_>) -> Option<Vec<f32>> {
    let (first, last) = (
        dict.get::<usize>("FirstChar")?,
        dict.get::<usize>("LastChar")?,
    );
    let given = dict.get::<Array<'_>>("Widths")?;
    let missing = descriptor.get::<f32>("MissingWidth").unwrap_or(0.0);
    let mut widths = vec![missing; first.min(CODES)];
    widths.extend(
        given
            .iter::<f32>()
            .take(last.checked_sub(first)?.checked_add(1)?)
            .take(CODES),
    );
    widths.resize(widths.len().max(CODES), missing);
    Some(widths)
}

fn named(dict: &Dict<'_>, descriptor: &Dict<'_>) -> Font {
    const ITALIC: u32 = 1 << 6;
    let name = dict
        .get::<Name<'_>>("BaseFont")
        .map(|name| name.as_str().to_owned())
        .unwrap_or_default();
    let name = match name.split_once('+') {
        Some((subset, rest)) if subset.len() == 6 => rest.to_owned(),
        _ => name,
    };
    let italic = descriptor
        .get::<u32>("Flags")
        .is_some_and(|flags| flags & ITALIC != 0);
    font_named(name, false, italic)
}

fn unicode(dict: &Dict<'_>, resolver: &CMapResolverFn) -> Option<CMap> {
    let codes = dict.get::<Stream<'_>>("ToUnicode")?.decoded_data().ok()?;
    let resolver = resolver.clone();
    CMap::parse(&codes, move |name| resolver(name))
}

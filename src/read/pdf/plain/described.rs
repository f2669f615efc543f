//! Fonts that their dictionary describes well enough: which letters its codes stand for and how wide they
//! are. Their programs stay packed; unpacking those costs more than reading a short document.

use super::font::Coded;
use crate::read::pdf::collect::{font_named, letters_of, width_of};
use crate::read::pdf::page::{Font, Letters};
use encoding_rs::WINDOWS_1252;
use hayro_font::CMapResolverFn;
use hayro_interpret::hayro_cmap::{BfString, CMap};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_interpret::kurbo::Vec2;
use std::collections::BTreeMap;

/// What a font's dictionary says.
pub(super) struct Described {
    unicode: Option<CMap>,
    /// Codes without a letter there have that of Windows-1252.
    latin: bool,
    widths: Widths,
    font: Font,
}

enum Widths {
    /// One for each code of one byte.
    Simple(Vec<f32>),
    /// By code of two bytes, and for all others.
    Wide(BTreeMap<u32, f32>, f32),
}

/// Where a descriptor has the program of a font of each kind.
const SIMPLE: [(&str, &[&str]); 2] = [("TrueType", &["FontFile2"]), ("Type1", &["FontFile", "FontFile3"])];
const WIDE: &[&str] = &["FontFile2", "FontFile3"];

impl Described {
    /// What the dictionary says, if it says enough. Fonts without a program of their own are set by
    /// another, so they are not for us.
    pub(super) fn of(dict: &Dict<'_>, resolver: &CMapResolverFn) -> Option<Described> {
        let kind = dict.get::<Name<'_>>("Subtype")?;
        if kind.as_ref() == b"Type0" {
            Described::wide(dict, resolver)
        } else {
            Described::simple(dict, kind, resolver)
        }
    }

    fn simple(dict: &Dict<'_>, kind: Name<'_>, resolver: &CMapResolverFn) -> Option<Described> {
        let descriptor = dict.get::<Dict<'_>>("FontDescriptor")?;
        let (kind, programs) = SIMPLE.into_iter().find(|(name, _)| name.as_bytes() == kind.as_ref())?;
        has_program(&descriptor, programs)?;
        let (first, last) = (dict.get::<usize>("FirstChar")?, dict.get::<usize>("LastChar")?);
        let given = dict.get::<Array<'_>>("Widths")?;
        let missing = descriptor.get::<f32>("MissingWidth").unwrap_or(0.0);
        let mut widths = vec![missing; first.min(CODES)];
        widths.extend(given.iter::<f32>().take(last.checked_sub(first)?.checked_add(1)?).take(CODES));
        widths.resize(widths.len().max(CODES), missing);
        let latin = dict.get::<Name<'_>>("Encoding").is_some_and(|name| name.as_ref() == b"WinAnsiEncoding");
        let unicode = unicode(dict, resolver);
        // What such a font is called, the full interpreter does not tell.
        let font = if kind == "Type1" { Font::default() } else { named(dict, &descriptor) };
        (latin || unicode.is_some()).then_some(Described {
            unicode,
            latin,
            widths: Widths::Simple(widths),
            font,
        })
    }

    fn wide(dict: &Dict<'_>, resolver: &CMapResolverFn) -> Option<Described> {
        dict.get::<Name<'_>>("Encoding").filter(|name| name.as_ref() == b"Identity-H")?;
        let inner = dict.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
        let descriptor = inner.get::<Dict<'_>>("FontDescriptor")?;
        has_program(&descriptor, WIDE)?;
        let widths =
            inner.get::<Array<'_>>("W").map_or_else(|| Some(BTreeMap::new()), |given| wide_widths(&given))?;
        let widths = Widths::Wide(widths, inner.get::<f32>("DW").unwrap_or(1000.0));
        Some(Described {
            unicode: Some(unicode(dict, resolver)?),
            latin: false,
            widths,
            font: named(dict, &descriptor),
        })
    }

    /// Whether the codes have one byte each.
    pub(super) fn is_simple(&self) -> bool {
        matches!(self.widths, Widths::Simple(_))
    }

    /// The font as pages name it.
    pub(super) fn font(&self) -> Font {
        self.font.clone()
    }

    /// The code at the start of `bytes`; `None` where its letters are not described.
    pub(super) fn coded(&self, bytes: &[u8]) -> Option<Coded> {
        let (code, length, width) = match (&self.widths, bytes) {
            (Widths::Simple(widths), [code, ..]) => (u32::from(*code), 1, *widths.get(usize::from(*code))?),
            (Widths::Wide(widths, other), [high, low, ..]) => {
                let code = u32::from(u16::from_be_bytes([*high, *low]));
                (code, 2, widths.get(&code).copied().unwrap_or(*other))
            }
            _ => return None,
        };
        let letters = letters_of(self.letters(code));
        (letters != Letters::Unreadable).then(|| Coded {
            code,
            length,
            letters,
            advance: Vec2::new(f64::from(width), 0.0),
            width: width_of(Some(width)),
            placing: None,
        })
    }

    fn letters(&self, code: u32) -> Option<BfString> {
        let latin = || latin(u8::try_from(code).ok()?).filter(|_| self.latin).map(BfString::Char);
        self.unicode.as_ref().and_then(|codes| codes.lookup_bf_string(code)).or_else(latin)
    }
}

/// Codes of one byte.
const CODES: usize = 256;

/// The letter of a code in Windows-1252; the spaces, hyphens and the mu that have two names are left out.
fn latin(code: u8) -> Option<char> {
    let certain = matches!(code, 0x20..=0x7E | 0x80..=0xFF) && !matches!(code, 0xA0 | 0xAD | 0xB5);
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(certain.then_some(&code)?));
    text.chars().next()
}

fn has_program(descriptor: &Dict<'_>, keys: &[&str]) -> Option<()> {
    keys.iter().any(|key| descriptor.contains_key(*key)).then_some(())
}

fn named(dict: &Dict<'_>, descriptor: &Dict<'_>) -> Font {
    const ITALIC: u32 = 1 << 6;
    let name = dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_owned()).unwrap_or_default();
    let name = match name.split_once('+') {
        Some((subset, rest)) if subset.len() == 6 => rest.to_owned(),
        _ => name,
    };
    let italic = descriptor.get::<u32>("Flags").is_some_and(|flags| flags & ITALIC != 0);
    font_named(name, false, italic)
}

fn unicode(dict: &Dict<'_>, resolver: &CMapResolverFn) -> Option<CMap> {
    let codes = dict.get::<Stream<'_>>("ToUnicode")?.decoded_data().ok()?;
    let resolver = resolver.clone();
    CMap::parse(&codes, move |name| resolver(name))
}

/// The widths of a font with codes of two bytes: for each of a run its own, or one for all of it.
fn wide_widths(given: &Array<'_>) -> Option<BTreeMap<u32, f32>> {
    let mut widths = BTreeMap::new();
    let mut given = given.iter::<Object<'_>>();
    let number = |object: Option<Object<'_>>| object.and_then(|object| object.into_number());
    let code = |number: Number| u32::try_from(number.as_i64()).ok();
    while let Some(first) = given.next() {
        let first = code(first.into_number()?)?;
        match given.next()? {
            Object::Array(run) => {
                widths.extend((first..).zip(run.iter::<f32>()));
            }
            last => {
                let (last, width) = (code(last.into_number()?)?, number(given.next())?.as_f32());
                widths.extend((first..=last.min(u32::from(u16::MAX))).map(|code| (code, width)));
            }
        }
    }
    Some(widths)
}

//! What the codes of a font stand for, each looked up once.

use super::Unsupported;
use super::described::{Coded, Described};
use crate::read::pdf::content::collect::{Collector, width_of};
use crate::read::pdf::content::fonts::characters::font_named;
use crate::read::pdf::content::fonts::unicode::UnicodeMaps;
use crate::text::legacy;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::kurbo::Vec2;
use std::collections::BTreeMap;

/// The fonts of a document.
pub(super) struct Fonts<'a> {
    loader: Loader<'a>,
    /// By the bytes of their dictionaries; `None` for those that cannot be loaded.
    numbers: BTreeMap<&'a [u8], Option<usize>>,
    loaded: Vec<Loaded<'a>>,
    /// What was known of doubtful fonts when the codes were looked up.
    doubts: usize,
}

/// Loads fonts with their programs.
#[derive(Clone)]
struct Loader<'a> {
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    codes: CMapResolverFn,
}

/// A font with the codes met so far.
pub(super) struct Loaded<'a> {
    source: Source<'a>,
    pub(super) horizontal: bool,
    /// Codes of one byte each.
    simple: bool,
    /// Where a code stands in `known`: by its first byte, then by its second; simple fonts have one row.
    places: Vec<Option<Box<[u32; 256]>>>,
    /// The first is for a code that is not kept.
    known: Vec<Coded>,
    /// The number the page content has for it, once a glyph was shown.
    number: Option<u16>,
}

/// Where the codes of a font are looked up.
struct Source<'a> {
    dict: Dict<'a>,
    loader: Loader<'a>,
    /// What the dictionary says, where that is enough for most codes.
    described: Option<Described>,
    /// All of the font, once that was asked for.
    full: Option<Option<Font<'a>>>,
    /// Its name, where that hints at an encoding from before Unicode and the full interpreter, which has
    /// another font in its place, does not tell it.
    old_name: Option<String>,
}

/// The code was not met yet.
const UNKNOWN: u32 = 0;

impl<'a> Fonts<'a> {
    pub(super) fn new(settings: &InterpreterSettings) -> Fonts<'a> {
        let loader = Loader {
            cache: FontCache::new(),
            fonts: settings.font_resolver.clone(),
            codes: settings.cmap_resolver.clone(),
        };
        Fonts {
            loader,
            numbers: BTreeMap::new(),
            loaded: Vec::new(),
            doubts: 0,
        }
    }

    /// Forgets what codes stand for when more fonts have turned out doubtful since.
    pub(super) fn keep_in_step(&mut self, unicodes: &UnicodeMaps) {
        if self.doubts != unicodes.doubts() {
            self.doubts = unicodes.doubts();
            self.loaded.iter_mut().for_each(|font| font.forget());
        }
    }

    /// The number of the font with this dictionary; `None` when it cannot be loaded.
    pub(super) fn number(&mut self, dict: &Dict<'a>) -> Option<usize> {
        if let Some(number) = self.numbers.get(dict.data()) {
            return *number;
        }
        let loaded = Loaded::of(Source::new(dict, &self.loader));
        let number = loaded.map(|font| {
            self.loaded.push(font);
            self.loaded.len() - 1
        });
        self.numbers.insert(dict.data(), number);
        number
    }

    pub(super) fn get(&mut self, number: usize) -> Option<&mut Loaded<'a>> {
        self.loaded.get_mut(number)
    }
}

impl<'a> Source<'a> {
    fn new(dict: &Dict<'a>, loader: &Loader<'a>) -> Source<'a> {
        let described = Described::of(dict, &loader.codes);
        let old_name = old_name(dict);
        Source {
            dict: dict.clone(),
            loader: loader.clone(),
            described,
            full: None,
            old_name,
        }
    }

    /// The font with its program; `None` when it cannot be loaded.
    fn full(&mut self) -> Option<&Font<'a>> {
        let Loader {
            cache,
            fonts,
            codes,
        } = &self.loader;
        self.full
            .get_or_insert_with(|| cache.font(&self.dict, fonts, codes))
            .as_ref()
    }
}

impl<'a> Loaded<'a> {
    fn of(mut source: Source<'a>) -> Option<Loaded<'a>> {
        let (simple, horizontal) = match &source.described {
            Some(_) => (true, true),
            None => {
                let kind = source.dict.get::<Name<'_>>("Subtype");
                let simple = kind.is_none_or(|kind| kind.as_ref() != b"Type0");
                (simple, source.full()?.is_horizontal())
            }
        };
        Some(Loaded {
            source,
            horizontal,
            simple,
            places: Vec::new(),
            known: Vec::new(),
            number: None,
        })
    }

    fn forget(&mut self) {
        self.places.clear();
        self.known.clear();
    }

    /// The code at the start of `bytes`, which are not empty.
    ///
    /// # Errors
    /// The font cannot be loaded.
    #[inline(always)]
    pub(super) fn coded(
        &mut self,
        bytes: &[u8],
        unicodes: &mut UnicodeMaps,
    ) -> Result<&Coded, Unsupported> {
        let place = self.place(bytes);
        let known = place.and_then(|(row, column)| Some(self.places.get(row)?.as_ref()?[column]));
        let at = match known {
            Some(at) if at != UNKNOWN => at as usize,
            _ => self.first_met(bytes, place, unicodes).ok_or(Unsupported)?,
        };
        Ok(&self.known[at])
    }

    /// Where a code is kept; `None` when a longer code is cut off.
    #[inline(always)]
    fn place(&self, bytes: &[u8]) -> Option<(usize, usize)> {
        match bytes {
            [byte, ..] if self.simple => Some((0, usize::from(*byte))),
            [first, second, ..] => Some((usize::from(*first), usize::from(*second))),
            _ => None,
        }
    }

    #[inline(never)]
    fn first_met(
        &mut self,
        bytes: &[u8],
        place: Option<(usize, usize)>,
        unicodes: &mut UnicodeMaps,
    ) -> Option<usize> {
        let spare = self.spare(bytes, unicodes)?;
        // A code that is not found, or found in three bytes, depends on what follows.
        let kept = place.filter(|_| self.simple || self.known[spare].length == 2);
        let Some((row, column)) = kept else {
            return Some(spare);
        };
        let at = self.known.len();
        self.known.push(self.known[spare].clone());
        if self.places.len() <= row {
            self.places.resize_with(row + 1, || None);
        }
        self.places[row].get_or_insert_with(|| Box::new([UNKNOWN; 256]))[column] = at as u32;
        Some(at)
    }

    /// Looks a code up without keeping it.
    fn spare(&mut self, bytes: &[u8], unicodes: &mut UnicodeMaps) -> Option<usize> {
        let coded = self.source.coded(bytes, unicodes)?;
        match self.known.first_mut() {
            Some(first) => *first = coded,
            None => self.known.push(coded),
        }
        Some(0)
    }

    /// The number the page content has for the font, which is about to show these bytes.
    ///
    /// # Errors
    /// The font cannot be loaded.
    pub(super) fn number(
        &mut self,
        bytes: &[u8],
        collector: &mut Collector,
    ) -> Result<u16, Unsupported> {
        if let Some(number) = self.number {
            return Ok(number);
        }
        let number = match (&self.source.old_name, &self.source.described) {
            (Some(name), _) => collector.number(font_named(name.clone(), false, false)),
            (None, Some(described)) => collector.number(described.font()),
            (None, None) => {
                let code = self.coded(bytes, &mut collector.unicodes)?.code;
                match glyph(self.source.full().ok_or(Unsupported)?, code) {
                    FontGlyph::Outline(glyph) => collector.font_of(glyph.font_data().as_ref()),
                    FontGlyph::Type3(_) => collector.font_of(None),
                }
            }
        };
        self.number = Some(number);
        Ok(number)
    }
}

impl Source<'_> {
    /// What there is to know of the code at the start of `bytes`; `None` when the font cannot be loaded.
    fn coded(&mut self, bytes: &[u8], unicodes: &mut UnicodeMaps) -> Option<Coded> {
        // Once a font of the file is doubtful, the programs have their say too.
        let described = self.described.as_ref().filter(|_| unicodes.doubts() == 0);
        if let Some(coded) = described.and_then(|described| described.coded(bytes)) {
            return Some(coded);
        }
        let stretched = self.old_name.is_none();
        self.full()
            .map(|font| coded_in_full(font, stretched, bytes, unicodes))
    }
}

/// The name of a simple font without a program of TrueType, the only ones whose names are known.
fn old_name(dict: &Dict<'_>) -> Option<String> {
    let name = dict.get::<Name<'_>>("BaseFont")?.as_str().to_owned();
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor");
    let told = descriptor.is_some_and(|descriptor| descriptor.contains_key("FontFile2"));
    let simple = dict
        .get::<Name<'_>>("Subtype")
        .is_some_and(|kind| kind.as_ref() != b"Type0");
    (simple && !told && legacy::hint(&name).is_some()).then_some(name)
}

fn glyph<'a>(font: &Font<'a>, code: u32) -> FontGlyph<'a> {
    font.glyph(font.map_code(code), code)
}

/// Where a font of an old encoding is not embedded, one with other characters at its codes stands in for it: not
/// `stretched`, because what the file says of widths holds, whatever is drawn.
fn coded_in_full(
    font: &Font<'_>,
    stretched: bool,
    bytes: &[u8],
    unicodes: &mut UnicodeMaps,
) -> Coded {
    let (code, length) = font.read_code(bytes, 0);
    let id = font.map_code(code);
    let (shift, stretch) = (font.origin_displacement(code), font.glyph_stretch(id, code));
    let stretch = if stretched { stretch } else { 1.0 };
    let (width, characters) = match font.glyph(id, code) {
        FontGlyph::Outline(glyph) => (
            glyph.advance_width(),
            unicodes.characters(glyph.as_unicode(), Some(&glyph)),
        ),
        FontGlyph::Type3(glyph) => (
            Some(glyph.advance_width()),
            unicodes.characters(glyph.as_unicode(), None),
        ),
    };
    Coded {
        code,
        length,
        characters,
        advance: font.code_advance(code),
        width: width_of(width),
        placing: (shift != Vec2::ZERO || stretch != 1.0).then_some((shift, stretch)),
    }
}

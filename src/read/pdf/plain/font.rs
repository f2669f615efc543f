//! What the codes of a font stand for, each looked up once.

use super::super::collect::{Collector, width_of};
use super::super::page::Letters;
use super::super::unicode::Unicodes;
use crate::text::legacy;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::kurbo::Vec2;
use std::collections::BTreeMap;

/// The fonts of a document.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
    /// By the bytes of their dictionaries; `None` for those that cannot be loaded.
    numbers: BTreeMap<&'a [u8], Option<usize>>,
    loaded: Vec<Loaded<'a>>,
    /// What was known of doubtful fonts when the codes were looked up.
    doubts: usize,
}

/// A font with the codes met so far.
pub(super) struct Loaded<'a> {
    font: Font<'a>,
    pub(super) horizontal: bool,
    /// Codes of one byte each.
    simple: bool,
    /// Where a code stands in `known`: by its first byte, then by its second; simple fonts have one row.
    places: Vec<Option<Box<[u32; 256]>>>,
    /// The first is for a code that is not kept.
    known: Vec<Coded>,
    /// The number the page content has for it, once a glyph was shown.
    number: Option<u16>,
    /// Its name in the file, where that hints at an encoding from before Unicode.
    old_name: Option<String>,
}

/// The code was not met yet.
const UNKNOWN: u32 = 0;

/// What there is to know of a code.
#[derive(Clone)]
pub(super) struct Coded {
    pub(super) code: u32,
    /// Bytes it takes.
    pub(super) length: usize,
    pub(super) letters: Letters,
    /// How far the pen moves, in thousandths of the font size.
    pub(super) advance: Vec2,
    /// Width of the glyph.
    pub(super) width: f64,
    /// From the pen to the origin of the glyph, and how much the glyph is stretched: nearly always nothing.
    pub(super) placing: Option<(Vec2, f64)>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new(settings: &InterpreterSettings) -> Fonts<'a> {
        Fonts {
            cache: FontCache::new(),
            font_resolver: settings.font_resolver.clone(),
            cmap_resolver: settings.cmap_resolver.clone(),
            numbers: BTreeMap::new(),
            loaded: Vec::new(),
            doubts: 0,
        }
    }

    /// Forgets what codes stand for when more fonts have turned out doubtful since.
    pub(super) fn keep_in_step(&mut self, unicodes: &Unicodes) {
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
        let font = self.cache.font(dict, &self.font_resolver, &self.cmap_resolver);
        let number = font.map(|font| {
            let simple = dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_ref() != b"Type0");
            let horizontal = font.is_horizontal();
            self.loaded.push(Loaded {
                font,
                horizontal,
                simple,
                places: Vec::new(),
                known: Vec::new(),
                number: None,
                old_name: dict.get::<Name<'_>>("BaseFont").and_then(|name| old_name(name.as_str())),
            });
            self.loaded.len() - 1
        });
        self.numbers.insert(dict.data(), number);
        number
    }

    pub(super) fn get(&mut self, number: usize) -> Option<&mut Loaded<'a>> {
        self.loaded.get_mut(number)
    }
}

fn old_name(name: &str) -> Option<String> {
    legacy::hint(name).map(|_| name.to_owned())
}

impl Loaded<'_> {
    fn forget(&mut self) {
        self.places.clear();
        self.known.clear();
    }

    /// The code at the start of `bytes`, which are not empty.
    #[inline(always)]
    pub(super) fn coded(&mut self, bytes: &[u8], unicodes: &mut Unicodes) -> &Coded {
        let place = self.place(bytes);
        let known = place.and_then(|(row, column)| Some(self.places.get(row)?.as_ref()?[column]));
        let at = match known {
            Some(at) if at != UNKNOWN => at as usize,
            _ => self.first_met(bytes, place, unicodes),
        };
        &self.known[at]
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
    fn first_met(&mut self, bytes: &[u8], place: Option<(usize, usize)>, unicodes: &mut Unicodes) -> usize {
        let spare = self.spare(bytes, unicodes);
        // A code that is not found, or found in three bytes, depends on what follows.
        let kept = place.filter(|_| self.simple || self.known[spare].length == 2);
        let Some((row, column)) = kept else { return spare };
        let at = self.known.len();
        self.known.push(self.known[spare].clone());
        if self.places.len() <= row {
            self.places.resize_with(row + 1, || None);
        }
        self.places[row].get_or_insert_with(|| Box::new([UNKNOWN; 256]))[column] = at as u32;
        at
    }

    /// Looks a code up without keeping it.
    fn spare(&mut self, bytes: &[u8], unicodes: &mut Unicodes) -> usize {
        let coded = self.look_up(bytes, unicodes);
        match self.known.first_mut() {
            Some(first) => *first = coded,
            None => self.known.push(coded),
        }
        0
    }

    fn look_up(&self, bytes: &[u8], unicodes: &mut Unicodes) -> Coded {
        let (code, length) = self.font.read_code(bytes, 0);
        let (shift, stretch) = (self.font.origin_displacement(code), self.stretch(code));
        let (width, letters) = match self.glyph(code) {
            FontGlyph::Outline(glyph) => {
                (glyph.advance_width(), unicodes.letters(glyph.as_unicode(), Some(&glyph)))
            }
            FontGlyph::Type3(glyph) => {
                (Some(glyph.advance_width()), unicodes.letters(glyph.as_unicode(), None))
            }
        };
        Coded {
            code,
            length,
            letters,
            advance: self.font.code_advance(code),
            width: width_of(width),
            placing: (shift != Vec2::ZERO || stretch != 1.0).then_some((shift, stretch)),
        }
    }

    /// How much wider a glyph is made than it is. In place of a font of an old encoding stands one with other
    /// letters at its codes: what the file says of widths holds, whatever that draws.
    fn stretch(&self, code: u32) -> f64 {
        match self.old_name {
            Some(_) => 1.0,
            None => self.font.glyph_stretch(self.font.map_code(code), code),
        }
    }

    /// The number the page content has for the font, which is about to show these bytes.
    pub(super) fn number(&mut self, bytes: &[u8], collector: &mut Collector) -> u16 {
        if let Some(number) = self.number {
            return number;
        }
        let code = self.coded(bytes, &mut collector.unicodes).code;
        let number = match self.glyph(code) {
            FontGlyph::Outline(glyph) => match (glyph.font_data(), &self.old_name) {
                // A font that is not embedded: what stands in for it has another name, or none.
                (None, Some(name)) => collector.font_named(name),
                (data, _) => collector.font_of(data.as_ref()),
            },
            FontGlyph::Type3(_) => collector.font_of(None),
        };
        self.number = Some(number);
        number
    }

    fn glyph(&self, code: u32) -> FontGlyph<'_> {
        self.font.glyph(self.font.map_code(code), code)
    }
}

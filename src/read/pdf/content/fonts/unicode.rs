//! What a glyph says: the file's ToUnicode CMaps first, then the embedded font's own, else nothing.

use super::characters::characters_of;
use super::sfnt::{byte_characters, glyph_of, own_characters};
use crate::read::pdf::content::page::Characters;
use crate::read::pdf::file::bounded::font_fits;
use crate::text::legacy;
use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, MaybeRef, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The ToUnicode CMaps of the embedded fonts met so far.
#[derive(Default)]
pub(crate) struct UnicodeMaps {
    /// By the font program's key: what the font itself knows.
    fonts: BTreeMap<u128, EmbeddedFont>,
    /// Programs of fonts for which the file gives neither a ToUnicode CMap nor an encoding: the codes of
    /// a subset, which only look like characters. True for a font of an encoding from before Unicode, whose
    /// codes are the bytes of that.
    doubtful: BTreeMap<u64, bool>,
    /// Font dictionaries already looked at.
    known: BTreeSet<(u32, i32)>,
    /// Glyphs whose characters were held against their font.
    checked: BTreeSet<u128>,
    /// How often the file's ToUnicode CMaps were found to lie.
    contradictions: usize,
}

/// What is known of one embedded font.
#[derive(Default)]
struct EmbeddedFont {
    /// What the file says of it is not believed.
    doubtful: bool,
    /// Its codes are the bytes of an encoding from before Unicode.
    bytes: bool,
    /// The glyphs that claim to be each letter or digit.
    claims: BTreeMap<char, BTreeSet<u32>>,
    /// Digits the file's table gives to too many glyphs.
    disbelieved: BTreeSet<char>,
    /// Glyphs of which the font says the same as the file, and another thing.
    agree: usize,
    differ: usize,
    /// What the font's tables say of its glyphs, once it was asked.
    characters: Option<BTreeMap<u32, char>>,
}

/// A digit that so many glyphs of a font claim to be, while few other digits have any, is not one.
const MAX_ALIKE: usize = 4;
/// From so many characters on a font is judged as a whole.
const ENOUGH: usize = 12;

impl UnicodeMaps {
    /// Looks at the fonts of a page before it is read; false when one unpacks to far too much.
    pub(crate) fn register(&mut self, resources: &Resources<'_>) -> bool {
        for (name, font) in resources.fonts.entries() {
            if let MaybeRef::Ref(reference) = font
                && !self
                    .known
                    .insert((reference.obj_number, reference.gen_number))
            {
                continue;
            }
            let Some(font) = resources.fonts.get::<Dict<'_>>(name) else {
                continue;
            };
            if !font_fits(&font) {
                self.known.clear();
                return false;
            }
            self.doubtful
                .extend(coded_only(&font).map(|program| (fingerprint(&program), is_old(&font))));
        }
        true
    }

    /// How much is doubted: what glyphs say may change when this does.
    pub(crate) fn doubts(&self) -> usize {
        self.doubtful.len() + self.contradictions
    }

    /// How often the file's ToUnicode CMaps were found to lie: what was read before that is not to be believed.
    pub(crate) fn contradictions(&self) -> usize {
        self.contradictions
    }

    /// What a glyph says, given what the file's ToUnicode CMaps say of it.
    pub(crate) fn characters(
        &mut self,
        unicode: Option<BfString>,
        outline: Option<&OutlineGlyph>,
    ) -> Characters {
        let characters = characters_of(unicode);
        let Some(outline) = outline else {
            return characters;
        };
        if characters == Characters::One('-')
            && outline.char_code() == u32::from(SOFT_HYPHEN)
            && is_in_old_font(outline)
        {
            return Characters::One(SOFT_HYPHEN);
        }
        if let Characters::One(c) = characters
            && (c.is_alphanumeric() || says_nothing(c))
            && self.checked.insert(outline.identifier().cache_key())
        {
            self.check(c, outline);
        }
        if characters != Characters::Unreadable && self.doubts() == 0 {
            return characters;
        }
        let Some(program) = outline.font_data() else {
            return characters;
        };
        let data: &[u8] = (*program.data).as_ref();
        let own = self.own(program.cache_key, data);
        if characters != Characters::Unreadable && !own.doubts(&characters) {
            return characters;
        }
        own.letter(outline.glyph_id().to_u32(), data)
            .map_or(Characters::Unreadable, Characters::One)
    }

    /// Holds what the file says of a glyph against what it says of others, and against the font.
    fn check(&mut self, c: char, outline: &OutlineGlyph) {
        let Some(program) = outline.font_data() else {
            return;
        };
        let data: &[u8] = (*program.data).as_ref();
        // Only there the font's own table is not part of how the file names its glyphs.
        let by_number = outline.char_code() == outline.glyph_id().to_u32();
        let own = self.own(program.cache_key, data);
        let before = (own.doubtful, own.disbelieved.len());
        own.claim(c, outline.glyph_id().to_u32());
        if by_number {
            own.compare(c, outline.glyph_id().to_u32(), data);
        }
        self.contradictions += usize::from((own.doubtful, own.disbelieved.len()) != before);
    }

    /// What is known of the font with this key and program.
    fn own(&mut self, key: u128, program: &[u8]) -> &mut EmbeddedFont {
        let doubtful = &self.doubtful;
        self.fonts.entry(key).or_insert_with(|| {
            let doubt = if doubtful.is_empty() {
                None
            } else {
                doubtful.get(&fingerprint(program))
            };
            EmbeddedFont {
                doubtful: doubt.is_some(),
                bytes: doubt == Some(&true),
                ..EmbeddedFont::default()
            }
        })
    }
}

/// TCVN3's ư, which producers call a hyphen.
const SOFT_HYPHEN: char = '\u{AD}';

fn is_in_old_font(outline: &OutlineGlyph) -> bool {
    let name = outline.font_data().and_then(|data| data.postscript_name);
    name.is_some_and(|name| legacy::hint(&name).is_some())
}

impl EmbeddedFont {
    /// Whether what the file says of this glyph is not believed.
    fn doubts(&self, characters: &Characters) -> bool {
        self.doubtful || matches!(characters, Characters::One(c) if self.disbelieved.contains(c))
    }

    /// What the font itself says of a glyph.
    fn letter(&mut self, glyph: u32, program: &[u8]) -> Option<char> {
        let characters = self.characters.get_or_insert_with(|| {
            let bytes = if self.bytes {
                byte_characters(program)
            } else {
                BTreeMap::new()
            };
            if bytes.is_empty() {
                own_characters(program)
            } else {
                bytes
            }
        });
        characters.get(&glyph).copied()
    }

    /// Many glyphs that are one digit, when there are hardly any others, are ten digits; and a font of which
    /// most glyphs are one letter is not a font.
    fn claim(&mut self, c: char, glyph: u32) {
        self.claims.entry(c).or_default().insert(glyph);
        let alike = self.claims[&c].len();
        let only_one = c.is_ascii_digit() && self.claims.range('0'..='9').count() < MAX_ALIKE;
        if alike >= MAX_ALIKE && (only_one || says_nothing(c)) {
            self.disbelieved.insert(c);
        }
        let all: usize = self.claims.values().map(BTreeSet::len).sum();
        self.doubtful |= all >= ENOUGH && alike * 2 > all;
    }

    /// The font knows this glyph as another letter.
    fn compare(&mut self, c: char, glyph: u32, program: &[u8]) {
        let other = match glyph_of(program, c) {
            Some(found) if found != glyph => self.letter(glyph, program).filter(|own| *own != c),
            _ => None,
        };
        match other {
            Some(own) if c.is_ascii_digit() || own.is_ascii_digit() => {
                self.disbelieved.insert(c);
                self.differ += 1;
            }
            Some(_) => self.differ += 1,
            None => self.agree += 1,
        }
        self.doubtful |= self.differ >= ENOUGH / 4 && self.differ > self.agree;
    }
}

/// What a producer writes that does not know what its glyphs say.
fn says_nothing(c: char) -> bool {
    matches!(c, ' ' | '?')
}

/// The program of a simple TrueType font without a ToUnicode CMap and without an encoding.
fn coded_only(font: &Dict<'_>) -> Option<Vec<u8>> {
    let simple = font.get::<Name<'_>>("Subtype")?.as_str() == "TrueType";
    if !simple || font.contains_key("ToUnicode") || has_encoding(font) {
        return None;
    }
    let program = font
        .get::<Dict<'_>>("FontDescriptor")?
        .get::<Stream<'_>>("FontFile2")?;
    Some(program.decoded_data().ok()?.into_owned())
}

/// Its name hints at an encoding from before Unicode.
fn is_old(font: &Dict<'_>) -> bool {
    font.get::<Name<'_>>("BaseFont")
        .is_some_and(|name| legacy::hint(name.as_str()).is_some())
}

fn has_encoding(font: &Dict<'_>) -> bool {
    match font.get::<Object<'_>>("Encoding") {
        Some(Object::Dict(encoding)) => {
            encoding.contains_key("BaseEncoding") || encoding.contains_key("Differences")
        }
        Some(Object::Name(_)) => true,
        _ => false,
    }
}

fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

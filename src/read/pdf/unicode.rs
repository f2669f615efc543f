//! What a glyph says: the file's Unicode tables first, then the embedded font's own, else nothing.

use super::bounded::font_fits;
use super::collect::letters_of;
use super::page::Letters;
use super::sfnt::{byte_letters, own_letters};
use crate::text::legacy;
use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Dict, MaybeRef, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Resources;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The Unicode tables of the embedded fonts met so far.
#[derive(Default)]
pub(super) struct Unicodes {
    /// By the font program's key: what the font itself knows.
    fonts: BTreeMap<u128, Own>,
    /// Programs of fonts for which the file gives neither a Unicode table nor an encoding: the codes of
    /// a subset, which only look like letters. True for a font of an encoding from before Unicode, whose
    /// codes are the bytes of that.
    doubtful: BTreeMap<u64, bool>,
    /// Font dictionaries already looked at.
    known: BTreeSet<(u32, i32)>,
}

/// What is known of one embedded font.
struct Own {
    doubtful: bool,
    letters: BTreeMap<u32, char>,
}

impl Unicodes {
    /// Looks at the fonts of a page before it is read; false when one unpacks to far too much.
    pub(super) fn meet(&mut self, resources: &Resources<'_>) -> bool {
        for (name, font) in resources.fonts.entries() {
            if let MaybeRef::Ref(reference) = font
                && !self.known.insert((reference.obj_number, reference.gen_number))
            {
                continue;
            }
            let Some(font) = resources.fonts.get::<Dict<'_>>(name) else { continue };
            if !font_fits(&font) {
                self.known.clear();
                return false;
            }
            self.doubtful.extend(coded_only(&font).map(|program| (fingerprint(&program), is_old(&font))));
        }
        true
    }

    /// How many programs are doubtful: what glyphs say may change when this does.
    pub(super) fn doubts(&self) -> usize {
        self.doubtful.len()
    }

    /// What a glyph says, given what the file's Unicode tables say of it.
    pub(super) fn letters(&mut self, unicode: Option<BfString>, outline: Option<&OutlineGlyph>) -> Letters {
        let letters = letters_of(unicode);
        let Some(outline) = outline else { return letters };
        if letters == Letters::One('-')
            && outline.char_code() == u32::from(SOFT_HYPHEN)
            && is_in_old_font(outline)
        {
            return Letters::One(SOFT_HYPHEN);
        }
        if letters != Letters::Unreadable && self.doubtful.is_empty() {
            return letters;
        }
        let Some(program) = outline.font_data() else { return letters };
        let own = self.own(program.cache_key, (*program.data).as_ref());
        if letters != Letters::Unreadable && !own.doubtful {
            return letters;
        }
        let glyph = outline.glyph_id().to_u32();
        own.letters.get(&glyph).map_or(Letters::Unreadable, |c| Letters::One(*c))
    }

    /// What is known of the font with this key and program.
    fn own(&mut self, key: u128, program: &[u8]) -> &Own {
        let doubtful = &self.doubtful;
        self.fonts.entry(key).or_insert_with(|| {
            let doubt = if doubtful.is_empty() { None } else { doubtful.get(&fingerprint(program)) };
            let letters = if doubt == Some(&true) { byte_letters(program) } else { BTreeMap::new() };
            let letters = if letters.is_empty() { own_letters(program) } else { letters };
            Own { doubtful: doubt.is_some(), letters }
        })
    }
}

/// TCVN3's ư, which producers call a hyphen.
const SOFT_HYPHEN: char = '\u{AD}';

fn is_in_old_font(outline: &OutlineGlyph) -> bool {
    let name = outline.font_data().and_then(|data| data.postscript_name);
    name.is_some_and(|name| legacy::hint(&name).is_some())
}

/// The program of a simple TrueType font without a Unicode table and without an encoding.
fn coded_only(font: &Dict<'_>) -> Option<Vec<u8>> {
    let simple = font.get::<Name<'_>>("Subtype")?.as_str() == "TrueType";
    if !simple || font.contains_key("ToUnicode") || has_encoding(font) {
        return None;
    }
    let program = font.get::<Dict<'_>>("FontDescriptor")?.get::<Stream<'_>>("FontFile2")?;
    Some(program.decoded_data().ok()?.into_owned())
}

/// Its name hints at an encoding from before Unicode.
fn is_old(font: &Dict<'_>) -> bool {
    font.get::<Name<'_>>("BaseFont").is_some_and(|name| legacy::hint(name.as_str()).is_some())
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

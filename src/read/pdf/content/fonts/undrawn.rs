//! Fonts of a page that the file gives no letters for and no program to draw them with, or a broken one: what a
//! picture of the page shows in their place are the letters of another font.

use crate::read::pdf::file::bounded::{descriptor, programs};
use hayro_interpret::hayro_syntax::object::{Dict, Name};
use hayro_interpret::hayro_syntax::page::Resources;
use std::collections::BTreeSet;

/// How programs of these kinds begin: Type 1 as text and in a printer's wrapping, TrueType, OpenType, collections,
/// bare tables of outlines.
const BEGINNINGS: [&[u8]; 7] = [
    b"%!",
    &[0x80, 1],
    &[0, 1, 0, 0],
    b"true",
    b"OTTO",
    b"ttcf",
    &[1, 0],
];

/// The names of such fonts among a page's own.
pub(crate) fn undrawn(resources: &Resources<'_>) -> Vec<String> {
    let fonts = resources.fonts.entries().map(|(name, _)| name);
    let fonts = fonts.filter_map(|name| resources.fonts.get::<Dict<'_>>(name));
    let names: BTreeSet<String> = fonts
        .filter(is_undrawn)
        .map(|font| name_of(&font))
        .collect();
    names.into_iter().collect()
}

fn is_undrawn(font: &Dict<'_>) -> bool {
    let kind = font.get::<Name<'_>>("Subtype");
    let is = |other: &[u8]| kind.as_ref().is_some_and(|kind| kind.as_ref() == other);
    if is(b"Type3") || font.contains_key("ToUnicode") {
        return false;
    }
    // The fourteen fonts of every reader have no descriptor.
    descriptor(font).is_some() && !has_program(font)
}

fn has_program(font: &Dict<'_>) -> bool {
    let begins = |data: &[u8]| BEGINNINGS.iter().any(|begins| data.starts_with(begins));
    let program = programs(font).into_iter().next();
    program.is_some_and(|program| program.decoded_data().is_ok_and(|data| begins(&data)))
}

/// Its name without the mark of a subset.
fn name_of(font: &Dict<'_>) -> String {
    let name = font.get::<Name<'_>>("BaseFont");
    let name = name
        .map(|name| name.as_str().to_owned())
        .unwrap_or_default();
    match name.split_once('+') {
        Some((subset, rest)) if subset.len() == 6 => rest.to_owned(),
        _ => name,
    }
}

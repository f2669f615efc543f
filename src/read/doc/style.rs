//! The style sheet: what a paragraph or a run inherits, as lists of settings.

use crate::read::bytes::u16_at;

/// Longest chain of styles based on styles that is followed.
const CHAIN: usize = 12;

/// A style: what it is based on and what it sets itself.
#[derive(Clone, Debug, Default)]
struct Style {
    base: Option<usize>,
    paragraph: Vec<u8>,
    characters: Vec<u8>,
}

/// All styles, by number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The font of what says nothing else.
    pub font: u16,
    styles: Vec<Style>,
}

impl Styles {
    pub fn read(sheet: &[u8]) -> Styles {
        let head = u16_at(sheet, 0).unwrap_or(0) as usize;
        let count = u16_at(sheet, 2).unwrap_or(0);
        let base = u16_at(sheet, 4).unwrap_or(0) as usize;
        let mut styles = Vec::new();
        let mut at = 2 + head;
        for _ in 0..count {
            let Some(length) = u16_at(sheet, at).map(usize::from) else {
                break;
            };
            let Some(entry) = sheet.get(at + 2..at + 2 + length) else {
                break;
            };
            styles.push(style(entry, base).unwrap_or_default());
            at += 2 + length;
        }
        Styles {
            font: u16_at(sheet, 2 + 12).unwrap_or(0),
            styles,
        }
    }

    /// Settings of a style for paragraphs, what it is based on first.
    pub fn paragraph(&self, number: u16) -> Vec<u8> {
        self.chain(number, |style| &style.paragraph)
    }

    /// Settings of a style for characters, what it is based on first.
    pub fn characters(&self, number: u16) -> Vec<u8> {
        self.chain(number, |style| &style.characters)
    }

    fn chain<'s>(&'s self, number: u16, part: impl Fn(&'s Style) -> &'s Vec<u8>) -> Vec<u8> {
        let next = |style: &&'s Style| style.base.and_then(|base| self.styles.get(base));
        let first = self.styles.get(usize::from(number));
        let chain: Vec<&Style> = std::iter::successors(first, next).take(CHAIN).collect();
        chain
            .into_iter()
            .rev()
            .flat_map(|style| part(style).iter().copied())
            .collect()
    }
}

/// An entry: fixed fields, the name, then one list of settings for each kind.
fn style(entry: &[u8], fixed: usize) -> Option<Style> {
    let kind = u16_at(entry, 2)?;
    let (kind, base) = (kind & 0xF, usize::from(kind >> 4));
    let name = 2 * usize::from(u16_at(entry, fixed)?) + 4;
    let mut rest = entry.get(fixed + name..)?;
    let mut next = || {
        let length = usize::from(u16_at(rest, 0)?);
        let list = rest.get(2..2 + length)?;
        rest = rest.get(2 + length + length % 2..).unwrap_or_default();
        Some(list)
    };
    let mut style = Style {
        base: (base != 0xFFF).then_some(base),
        ..Style::default()
    };
    match kind {
        // The number of the style itself stands before a paragraph's settings.
        1 => {
            style.paragraph = next()?.get(2..).unwrap_or_default().to_vec();
            style.characters = next().unwrap_or_default().to_vec();
        }
        2 => style.characters = next()?.to_vec(),
        _ => {}
    }
    Some(style)
}

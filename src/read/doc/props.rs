//! Settings: lists of (what, value), and the pages that say which stretch of bytes has which.

use super::file::{File, Part};
use crate::read::bytes::{u16_at, u32_at};
use std::ops::Range;

/// Bytes of a page.
const PAGE: usize = 512;

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting<'s> {
    /// What is set: Word's number for it.
    pub what: u16,
    value: &'s [u8],
}

impl<'s> Setting<'s> {
    pub fn byte(&self) -> u8 {
        self.value.first().copied().unwrap_or(0)
    }

    pub fn word(&self) -> u16 {
        u16_at(self.value, 0).unwrap_or_else(|| self.byte().into())
    }

    pub fn signed(&self) -> i16 {
        self.word().cast_signed()
    }

    pub fn long(&self) -> u32 {
        u32_at(self.value, 0).unwrap_or(0)
    }

    pub fn bytes(&self) -> &'s [u8] {
        self.value
    }

    /// On or off; `before` is what a style says, which two values refer to.
    pub fn on(&self, before: bool) -> bool {
        match self.byte() {
            0x80 => before,
            0x81 => !before,
            value => value != 0,
        }
    }
}

/// The settings of a list, in order.
pub(super) fn settings(mut list: &[u8]) -> impl Iterator<Item = Setting<'_>> {
    std::iter::from_fn(move || {
        let what = u16_at(list, 0)?;
        let (head, length) = size(what, &list[2..])?;
        let value = list.get(2 + head..2 + head + length)?;
        list = &list[2 + head + length..];
        Some(Setting { what, value })
    })
}

/// Bytes before a value, and of it: by the number of the setting, or by the value's own first bytes.
fn size(what: u16, rest: &[u8]) -> Option<(usize, usize)> {
    Some(match what >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ if what == 0xD608 => (2, usize::from(u16_at(rest, 0)?).saturating_sub(1)),
        _ => (1, usize::from(*rest.first()?)),
    })
}

/// A stretch of bytes of the main stream and what is set there.
#[derive(Debug)]
struct Stretch {
    bytes: Range<u32>,
    /// Its settings, by their place in the main stream.
    settings: Range<usize>,
}

/// What is set where.
#[derive(Debug)]
pub(super) struct Stretches(Vec<Stretch>);

impl Stretches {
    /// Settings of characters.
    pub fn of_characters(file: &File) -> Stretches {
        Stretches::read(file, Part::CharacterPages, 1, |page, entry| {
            let at = 2 * usize::from(*page.get(entry)?);
            let length = usize::from(*page.get(at).filter(|_| at > 0)?);
            Some(at + 1..at + 1 + length)
        })
    }

    /// Settings of paragraphs, the number of their style before them.
    pub fn of_paragraphs(file: &File) -> Stretches {
        Stretches::read(file, Part::ParagraphPages, 13, |page, entry| {
            let at = 2 * usize::from(*page.get(entry)?);
            match usize::from(*page.get(at).filter(|_| at > 0)?) {
                0 => {
                    let length = 2 * usize::from(*page.get(at + 1)?);
                    Some(at + 2..at + 2 + length)
                }
                half => Some(at + 1..at + 2 * half),
            }
        })
    }

    /// Reads all pages of a kind; `settings` finds those of an entry of `width` bytes.
    fn read(
        file: &File,
        part: Part,
        width: usize,
        settings: impl Fn(&[u8], usize) -> Option<Range<usize>>,
    ) -> Stretches {
        let index = file.part(part);
        let count = index.len().saturating_sub(4) / 8;
        let mut found = Vec::new();
        for number in (0..count).filter_map(|at| u32_at(index, 4 * (count + 1) + 4 * at)) {
            let start = (number & 0x3F_FFFF) as usize * PAGE;
            let Some(page) = file.main.get(start..start + PAGE) else {
                continue;
            };
            let entries = usize::from(page[PAGE - 1]);
            for entry in 0..entries {
                let (Some(from), Some(to)) = (u32_at(page, 4 * entry), u32_at(page, 4 * entry + 4))
                else {
                    break;
                };
                let own = settings(page, 4 * (entries + 1) + width * entry);
                let own = own.filter(|own| own.end < PAGE).unwrap_or(0..0);
                found.push(Stretch {
                    bytes: from..to,
                    settings: start + own.start..start + own.end,
                });
            }
        }
        found.sort_by_key(|stretch| stretch.bytes.start);
        Stretches(found)
    }

    /// The number of the stretch a byte lies in.
    pub fn find(&self, at: u32) -> Option<usize> {
        let number = self
            .0
            .partition_point(|stretch| stretch.bytes.start <= at)
            .checked_sub(1)?;
        self.0[number].bytes.contains(&at).then_some(number)
    }

    /// What is set in a stretch.
    pub fn settings<'f>(&self, file: &'f File, number: Option<usize>) -> &'f [u8] {
        let stretch = number.and_then(|number| self.0.get(number));
        stretch
            .and_then(|stretch| file.main.get(stretch.settings.clone()))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_as_long_as_their_setting_says() {
        let list = [
            0x35, 0x08, 1, 0x03, 0x24, 1, 0x0B, 0x46, 2, 0, 0x08, 0xD6, 3, 0, 9, 9, 0x16, 0x24, 1,
            0x16,
        ];
        let found: Vec<_> = settings(&list)
            .map(|s| (s.what, s.bytes().to_vec()))
            .collect();
        let expected: [(u16, Vec<u8>); 5] = [
            (0x0835, vec![1]),
            (0x2403, vec![1]),
            (0x460B, vec![2, 0]),
            (0xD608, vec![9, 9]),
            (0x2416, vec![1]),
        ];
        assert_eq!(found, expected);
    }
}

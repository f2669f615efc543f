//! The piece table: which bytes of the main stream are which characters of the document.

use super::damaged;
use super::file::{File, Part};
use crate::model::Error;
use crate::read::bytes::{u16_at, u32_at};
use crate::text::legacy::windows_1252;
use std::ops::Range;

/// A stretch of characters that stand together in the file.
#[derive(Debug)]
struct Piece {
    characters: Range<u32>,
    /// Its first byte.
    at: u32,
    /// Two bytes a character, or one in Windows-1252.
    wide: bool,
    /// Settings that a quick save left with the piece.
    settings: Vec<u8>,
}

/// A character of the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character<'p> {
    /// A UTF-16 unit.
    pub unit: u16,
    /// Its byte in the main stream, which settings go by.
    pub at: u32,
    /// Settings of its piece.
    pub settings: &'p [u8],
}

/// All pieces, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    pub fn read(file: &File) -> Result<Pieces, Error> {
        let mut rest = file.part(Part::Pieces);
        let mut settings: Vec<&[u8]> = Vec::new();
        while let [1, more @ ..] = rest {
            let length = u16_at(more, 0).unwrap_or(0) as usize;
            settings.push(
                more.get(2..2 + length)
                    .ok_or_else(|| damaged("no piece table"))?,
            );
            rest = &more[2 + length..];
        }
        let table = rest.get(5..).filter(|_| rest.first() == Some(&2));
        let table = table.ok_or_else(|| damaged("no piece table"))?;
        let count = table.len().saturating_sub(4) / 12;
        let pieces = (0..count).map_while(|at| piece(table, count, at, &settings));
        Ok(Pieces(
            pieces
                .filter(|piece| !piece.characters.is_empty())
                .collect(),
        ))
    }

    /// The characters of a stretch of the document. What would lie outside the file is left out.
    pub fn characters<'p>(
        &'p self,
        main: &'p [u8],
        stretch: Range<u32>,
    ) -> impl Iterator<Item = Character<'p>> {
        self.0.iter().flat_map(move |piece| {
            let within =
                piece.characters.start.max(stretch.start)..piece.characters.end.min(stretch.end);
            let width = if piece.wide { 2 } else { 1 };
            within.map_while(move |number| {
                let at = piece
                    .at
                    .checked_add((number - piece.characters.start).checked_mul(width)?)?;
                let unit = if piece.wide {
                    u16_at(main, at as usize)?
                } else {
                    u16::try_from(windows_1252(*main.get(at as usize)?)).ok()?
                };
                Some(Character {
                    unit,
                    at,
                    settings: &piece.settings,
                })
            })
        })
    }
}

fn piece(table: &[u8], count: usize, at: usize, settings: &[&[u8]]) -> Option<Piece> {
    let characters = u32_at(table, 4 * at)?..u32_at(table, 4 * at + 4)?;
    let entry = 4 * (count + 1) + 8 * at;
    let place = u32_at(table, entry + 2)?;
    let wide = place & 0x4000_0000 == 0;
    let place = place & 0x3FFF_FFFF;
    Some(Piece {
        characters,
        at: if wide { place } else { place / 2 },
        wide,
        settings: piece_settings(u16_at(table, entry + 6)?, settings),
    })
}

/// One setting in short form, or the number of a list of settings.
fn piece_settings(modifier: u16, lists: &[&[u8]]) -> Vec<u8> {
    match (modifier & 1, usize::from(modifier >> 1)) {
        (1, at) => lists.get(at).map(|list| list.to_vec()).unwrap_or_default(),
        // Of the short forms only hidden and deleted text matter here.
        (_, short) => match short & 0x7F {
            0x41 => vec![0x00, 0x08, (short >> 7) as u8],
            0x5A => vec![0x3C, 0x08, (short >> 7) as u8],
            _ => Vec::new(),
        },
    }
}

//! The streams of a .doc, and the header that says where what stands in them.

use super::damaged;
use crate::model::{Cause, Error};
use crate::read::bytes::{u16_at, u32_at};
use std::io::{Cursor, Read};
use std::ops::Range;

/// What Word 97 and later write into the first two bytes.
const MAGIC: u16 = 0xA5EC;

/// Where the pairs of (place, length) into the table stream begin.
const PAIRS: usize = 0x9A;

/// A structure in the table stream, by its place in the header's list of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Part {
    Styles = 1,
    CharacterPages = 12,
    ParagraphPages = 13,
    Fonts = 15,
    Pieces = 33,
    Lists = 73,
    ListUses = 74,
}

/// The streams that hold text and settings.
#[derive(Debug)]
pub(super) struct File {
    pub main: Vec<u8>,
    table: Vec<u8>,
    /// Settings too long for their page.
    data: Vec<u8>,
}

/// The texts of a document, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stories {
    pub body: Range<u32>,
    pub footnotes: Range<u32>,
    pub endnotes: Range<u32>,
    pub boxes: Range<u32>,
}

impl File {
    pub fn open(bytes: &[u8]) -> Result<File, Error> {
        let mut container = cfb::CompoundFile::open(Cursor::new(bytes))
            .map_err(|error| damaged(Cause::of(&error)))?;
        let mut stream = |name: &str| -> Option<Vec<u8>> {
            let mut content = Vec::new();
            let stream = container.open_stream(name).ok()?;
            // A stream that ends early has what it has; no stream is longer than the file.
            let _ = stream.take(bytes.len() as u64).read_to_end(&mut content);
            Some(content)
        };
        let main = stream("WordDocument").ok_or_else(|| damaged("no stream WordDocument"))?;
        let first = u16_at(&main, 0x0A).is_some_and(|flags| flags & 0x0200 != 0);
        let names = if first {
            ["1Table", "0Table"]
        } else {
            ["0Table", "1Table"]
        };
        let table = names.into_iter().find_map(&mut stream).unwrap_or_default();
        let data = stream("Data").unwrap_or_default();
        Ok(File { main, table, data })
    }

    /// Written before Word 97, or by something that is not Word at all.
    pub fn is_old(&self) -> bool {
        u16_at(&self.main, 0) != Some(MAGIC)
    }

    pub fn is_encrypted(&self) -> bool {
        u16_at(&self.main, 0x0A).is_some_and(|flags| flags & 0x0100 != 0)
    }

    /// A structure of the table stream; empty where the file has none.
    pub fn part(&self, part: Part) -> &[u8] {
        self.open_part(part)
            .get(..self.length(part))
            .unwrap_or_else(|| self.open_part(part))
    }

    /// The table stream from a structure on: some say less than all of their length.
    pub fn open_part(&self, part: Part) -> &[u8] {
        let at = u32_at(&self.main, PAIRS + 8 * part as usize).unwrap_or(0) as usize;
        if self.length(part) == 0 {
            &[]
        } else {
            self.table.get(at..).unwrap_or_default()
        }
    }

    fn length(&self, part: Part) -> usize {
        u32_at(&self.main, PAIRS + 8 * part as usize + 4).unwrap_or(0) as usize
    }

    /// The data stream from a place on.
    pub fn data_from(&self, at: u32) -> &[u8] {
        self.data.get(at as usize..).unwrap_or_default()
    }

    /// Settings in the data stream, their length before them.
    pub fn long_settings(&self, at: u32) -> &[u8] {
        let from = self.data.get(at as usize..).unwrap_or_default();
        let length = u16_at(from, 0).unwrap_or(0) as usize;
        from.get(2..)
            .map(|rest| &rest[..length.min(rest.len())])
            .unwrap_or_default()
    }

    /// Where each text begins and ends, in characters.
    pub fn stories(&self) -> Stories {
        let mut end = 0u32;
        let mut next = |at| {
            let start = end;
            end = end.saturating_add(u32_at(&self.main, at).unwrap_or(0).min(i32::MAX as u32));
            start..end
        };
        let (body, footnotes) = (next(0x4C), next(0x50));
        let _headers_macros_comments = [next(0x54), next(0x58), next(0x5C)];
        Stories {
            body,
            footnotes,
            endnotes: next(0x60),
            boxes: next(0x64),
        }
    }
}

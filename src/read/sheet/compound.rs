//! A stream of an OLE compound file, read as tolerantly as Excel does: files exported by web pages have sector
//! tables longer or shorter than the rules ask for.

use crate::read::bytes::{u16_at, u32_at};

/// Sectors from here on are marks: end of a chain, free, part of a table.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// Bytes of a directory entry.
const ENTRY: usize = 128;
/// Bytes of a sector of the short streams.
const SHORT_SECTOR: usize = 64;
/// Streams shorter than this lie in short sectors.
const SHORT_STREAM: usize = 4096;
/// Sectors of the table that the header has room for.
const IN_HEADER: usize = 109;

/// The sectors of a file and which follows which.
struct Sectors<'f> {
    file: &'f [u8],
    size: usize,
    next: Vec<u32>,
}

/// What the directory says of a stream.
struct Entry {
    start: u32,
    length: usize,
}

/// The first of these streams that the file has.
pub(super) fn stream(file: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let sectors = Sectors::of(file)?;
    let directory = sectors.chain(u32_at(file, 48)?);
    let root = entry(directory.get(..ENTRY)?)?;
    let named = |name: &&str| {
        let own: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut entries = directory.chunks_exact(ENTRY);
        entries.find(|one| {
            let length = usize::from(u16_at(one, 64).unwrap_or(0)).saturating_sub(2);
            one.get(..length) == Some(&own)
        })
    };
    let found = entry(names.iter().find_map(named)?)?;
    let mut content = if found.length < SHORT_STREAM {
        let short = Sectors {
            file: &sectors.chain(root.start),
            size: SHORT_SECTOR,
            next: words(&sectors.chain(u32_at(file, 60)?)),
        };
        short.chain_from(found.start, 0)
    } else {
        sectors.chain(found.start)
    };
    content.truncate(found.length);
    Some(content)
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    Some(Entry {
        start: u32_at(bytes, 116)?,
        length: u32_at(bytes, 120)? as usize,
    })
}

fn words(bytes: &[u8]) -> Vec<u32> {
    let words = bytes.chunks_exact(4);
    words.filter_map(|word| u32_at(word, 0)).collect()
}

impl<'f> Sectors<'f> {
    fn of(file: &'f [u8]) -> Option<Sectors<'f>> {
        let shift = u32::from(u16_at(file, 30)?).clamp(7, 16);
        let mut sectors = Sectors {
            file,
            size: 1 << shift,
            next: Vec::new(),
        };
        let mut tables = words(file.get(76..76 + 4 * IN_HEADER)?);
        let mut more = u32_at(file, 68)?;
        // No more sectors than the file has room for, whatever it says.
        for _ in 0..file.len() / sectors.size {
            let Some(part) = sectors.sector(more) else {
                break;
            };
            let mut part = words(part);
            more = part.pop()?;
            tables.extend(part);
        }
        let known = file.len() / sectors.size + 1;
        for table in tables.into_iter().take(known) {
            sectors
                .next
                .extend(sectors.sector(table).map(words).unwrap_or_default());
        }
        Some(sectors)
    }

    /// A sector of the file, behind the header; the last one may be cut.
    fn sector(&self, number: u32) -> Option<&'f [u8]> {
        self.part(number, self.size)
    }

    fn part(&self, number: u32, before: usize) -> Option<&'f [u8]> {
        let number = (number < FIRST_MARK).then_some(number as usize)?;
        let start = number.checked_mul(self.size)?.checked_add(before)?;
        let end = start.checked_add(self.size)?.min(self.file.len());
        self.file.get(start..end).filter(|part| !part.is_empty())
    }

    fn chain(&self, start: u32) -> Vec<u8> {
        self.chain_from(start, self.size)
    }

    /// The sectors of a chain, put together; `before` is what lies before the first sector of all.
    fn chain_from(&self, start: u32, before: usize) -> Vec<u8> {
        let mut content = Vec::new();
        let mut at = start;
        // A chain in a circle ends where it would be longer than the file.
        while let Some(part) = self
            .part(at, before)
            .filter(|_| content.len() < self.file.len())
        {
            content.extend_from_slice(part);
            match self.next.get(at as usize) {
                Some(next) => at = *next,
                None => break,
            }
        }
        content
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    /// A compound file with one stream.
    fn file(content: &[u8]) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
        let mut stream = file.create_stream("Workbook").expect("a stream");
        stream.write_all(content).expect("written");
        drop(stream);
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_are_read_whether_short_or_long() {
        for length in [0, 5, 4095, 4096, 100_000] {
            let content: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let read = stream(&file(&content), &["Book", "Workbook"]);
            assert_eq!(read.as_deref(), Some(&content[..]), "{length} bytes");
        }
        assert_eq!(stream(&file(b"x"), &["Book"]), None);
        assert_eq!(stream(b"no file", &["Book"]), None);
    }

    /// As web pages export them: the table goes on past the end of the file.
    #[test]
    fn tables_may_be_longer_than_the_file() {
        let content = vec![7; 5000];
        let mut file = file(&content);
        let size = 1 << u16_at(&file, 30).expect("the size of a sector");
        let table = size * (u32_at(&file, 76).expect("the table") as usize + 1);
        file[table + size - 4..table + size].copy_from_slice(&99_u32.to_le_bytes());
        assert!(cfb::CompoundFile::open(Cursor::new(&file)).is_err());
        assert_eq!(stream(&file, &["Workbook"]), Some(content));
    }

    #[test]
    fn chains_in_a_circle_end() {
        let mut file = file(&vec![7; 5000]);
        let size = 1 << u16_at(&file, 30).expect("the size of a sector");
        let table = size * (u32_at(&file, 76).expect("the table") as usize + 1);
        for at in (table + 8..table + 60).step_by(4) {
            file[at..at + 4].copy_from_slice(&3_u32.to_le_bytes());
        }
        let _ = stream(&file, &["Workbook"]);
    }
}

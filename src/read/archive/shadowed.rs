//! Entries of a zip archive that a later one of the same name hides: programs that look entries up by name,
//! as most do, never show them. Read from the archive's directory, record by record.

use crate::model::{Error, LimitKind};
use crate::read::Limits;
use crate::read::bytes::{u16_at, u32_at};
use crate::read::xml::{damaged_zip, within};
use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};

/// What begins a record of the directory, and the bytes of one before its name.
const RECORD_MAGIC: &[u8] = b"PK\x01\x02";
const RECORD: usize = 46;
/// Where a record says where its entry begins.
const START: usize = 42;
/// Bytes of an entry's header before its name.
const HEADER: usize = 30;
/// What ends an archive of one entry, up to the size of the directory.
const END: &[u8] = b"PK\x05\x06\0\0\0\0\x01\0\x01\0";

/// An entry by its record in the directory.
#[derive(Debug)]
pub(super) struct Shadowed {
    record: Vec<u8>,
}

/// The hidden entries of an archive whose directory begins at a place.
///
/// # Errors
/// When the archive cannot be read, or a limit is reached.
pub(super) fn find<R: Read + Seek>(
    source: &mut R,
    directory: u64,
    limits: &Limits,
) -> Result<Vec<Shadowed>, Error> {
    source.seek(SeekFrom::Start(directory))?;
    let mut records = Vec::new();
    while let Some(record) = record(source)? {
        records.push(record);
        let count = records.len() as u64;
        within(LimitKind::ZipEntries, count, limits.zip_entries.into())?;
    }
    let last: BTreeMap<Vec<u8>, usize> = records
        .iter()
        .enumerate()
        .map(|(at, record)| (name(record).to_vec(), at))
        .collect();
    let hidden = records.into_iter().enumerate();
    let hidden = hidden.filter(|(at, record)| last.get(name(record)) != Some(at));
    Ok(hidden.map(|(_, record)| Shadowed { record }).collect())
}

/// The next record; `None` where the directory ends.
fn record<R: Read>(source: &mut R) -> Result<Option<Vec<u8>>, Error> {
    let mut record = Vec::with_capacity(RECORD);
    source.take(RECORD as u64).read_to_end(&mut record)?;
    if record.len() < RECORD || !record.starts_with(RECORD_MAGIC) {
        return Ok(None);
    }
    let rest: u64 = [28, 30, 32]
        .iter()
        .filter_map(|at| u16_at(&record, *at))
        .map(u64::from)
        .sum();
    source.take(rest).read_to_end(&mut record)?;
    Ok(Some(record))
}

fn name(record: &[u8]) -> &[u8] {
    let length = usize::from(u16_at(record, 28).unwrap_or(0));
    record.get(RECORD..RECORD + length).unwrap_or_default()
}

impl Shadowed {
    pub fn name(&self) -> &[u8] {
        name(&self.record)
    }

    /// An archive of this entry alone; `offset` is what stands before the archive in its file.
    ///
    /// # Errors
    /// When the entry is cut off.
    pub fn alone(&self, archive: &[u8], offset: u64) -> Result<Vec<u8>, Error> {
        let entry = self.entry(archive, offset);
        let mut alone = entry
            .ok_or_else(|| damaged_zip("an entry is cut off"))?
            .to_vec();
        let directory =
            u32::try_from(alone.len()).map_err(|_| damaged_zip("an entry is too large"))?;
        let size = u32::try_from(self.record.len()).unwrap_or(u32::MAX);
        alone.extend(self.record.iter().enumerate().map(|(at, byte)| {
            // The entry now begins where the archive does.
            if (START..START + 4).contains(&at) {
                0
            } else {
                *byte
            }
        }));
        alone.extend_from_slice(END);
        alone.extend(size.to_le_bytes());
        alone.extend(directory.to_le_bytes());
        alone.extend([0, 0]);
        Ok(alone)
    }

    /// The entry with its header.
    fn entry<'a>(&self, archive: &'a [u8], offset: u64) -> Option<&'a [u8]> {
        let start = u64::from(u32_at(&self.record, START)?).checked_add(offset)?;
        let from = archive.get(usize::try_from(start).ok()?..)?;
        let around = usize::from(u16_at(from, 26)?) + usize::from(u16_at(from, 28)?);
        let packed = u32_at(&self.record, 20)? as usize;
        from.get(..HEADER.checked_add(around)?.checked_add(packed)?)
    }
}

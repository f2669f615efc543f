//! Zip archives: what is in one, whatever names its entries have.

use super::{File, shadowed};
use crate::model::{Cause, Error, LimitKind};
use crate::read::Limits;
use crate::read::container::is_office_package;
use crate::read::xml::{damaged_zip, open_zip, within, zip_error};
use crate::text::syllable::syllable;
use encoding_rs::WINDOWS_1258;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Seek};
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;
use zip::read::ZipFile;

/// Bytes before the name in the header of an entry, and where the length of the name stands in them.
const ENTRY_HEADER: usize = 30;
const NAME_LENGTH: usize = 26;

/// A zip archive, opened.
pub(super) struct Zip<R> {
    archive: ZipArchive<R>,
    /// The entries that a later one of the same name hides.
    hidden: Vec<shadowed::Shadowed>,
    /// What stands before the archive in its file.
    offset: u64,
    /// The whole file, where it is needed to take a hidden entry out of it.
    source: Vec<u8>,
}

impl<R: Read + Seek> Zip<R> {
    /// Opens an archive; `None` for one of the office formats that are packed as one.
    ///
    /// # Errors
    /// When the directory is damaged or a limit is reached.
    pub fn open(source: R, limits: &Limits) -> Result<Option<Zip<R>>, Error> {
        let archive = open_zip(source, limits)?;
        if is_office_package(archive.file_names_raw()) {
            return Ok(None);
        }
        let (directory, offset) = (archive.central_directory_start(), archive.offset());
        let mut source = archive.into_inner();
        let hidden = shadowed::find(&mut source, directory, limits)?;
        let mut whole = Vec::new();
        if !hidden.is_empty() {
            source.rewind()?;
            let mut file = source.by_ref().take(limits.file_bytes);
            file.read_to_end(&mut whole)?;
        }
        Ok(Some(Zip {
            archive: open_zip(source, limits)?,
            hidden,
            offset,
            source: whole,
        }))
    }

    /// Its files; those that a later one of the same name hides are numbered behind all others, each under a
    /// name of its own.
    ///
    /// # Errors
    /// When the directory is damaged.
    pub fn files(&mut self) -> Result<Vec<File>, Error> {
        let mut found = Vec::new();
        let mut names = BTreeMap::new();
        for at in 0..self.archive.len() {
            let Some((raw, name)) = name_at(&mut self.archive, at)? else {
                continue;
            };
            names.insert(raw, name.clone());
            found.push(File { at, name });
        }
        found.extend(self.namesakes(&names));
        Ok(found)
    }

    fn namesakes(&self, names: &BTreeMap<Vec<u8>, String>) -> Vec<File> {
        let mut taken: BTreeSet<String> = names.values().cloned().collect();
        let mut found = Vec::new();
        for (at, entry) in (self.archive.len()..).zip(&self.hidden) {
            let Some(name) = names.get(entry.name()) else {
                continue;
            };
            let free = (2..)
                .map(|n| numbered(name, n))
                .find(|name| taken.insert(name.clone()));
            found.extend(free.map(|name| File { at, name }));
        }
        found
    }

    /// An entry's bytes.
    ///
    /// # Errors
    /// When there is no such entry, it is damaged or protected by a password, or too large.
    pub fn content(&mut self, at: usize, limits: &Limits, most: u64) -> Result<Vec<u8>, Error> {
        let Some(behind) = at.checked_sub(self.archive.len()) else {
            return content(&mut self.archive, at, most);
        };
        let entry = self.hidden.get(behind);
        let entry = entry.ok_or_else(|| damaged_zip("no such member"))?;
        let alone = entry.alone(&self.source, self.offset)?;
        content(&mut open_zip(Cursor::new(alone), limits)?, 0, most)
    }
}

/// `Báo cáo (2).docx`
fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => format!("{stem} ({number}).{ending}"),
        _ => format!("{name} ({number})"),
    }
}

/// The name of an archive's first entry, as its header has it.
pub(super) fn first_name(head: &[u8]) -> Option<&[u8]> {
    let length = head.get(NAME_LENGTH..NAME_LENGTH + 2)?;
    let length = usize::from(u16::from_le_bytes(length.try_into().ok()?));
    head.get(ENTRY_HEADER..ENTRY_HEADER + length)
}

/// The name of an entry, as the archive has it and as people read it; `None` for a folder.
fn name_at<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    at: usize,
) -> Result<Option<(Vec<u8>, String)>, Error> {
    let file = archive.by_index_raw(at).map_err(zip_error)?;
    let name = file_name(&file);
    let is_file = !file.is_dir() && !name.ends_with('/');
    Ok(is_file.then(|| (file.name_raw().to_vec(), name)))
}

/// An entry's bytes; what it declares as its size is not believed.
fn content<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    at: usize,
    limit: u64,
) -> Result<Vec<u8>, Error> {
    let file = archive.by_index(at).map_err(zip_error)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| damaged_zip(Cause::of(&error)))?;
    within(LimitKind::DecompressedSize, bytes.len() as u64, limit)?;
    Ok(bytes)
}

/// The name of an entry, `/` between folders.
fn file_name<R: Read>(file: &ZipFile<'_, R>) -> String {
    let raw = file.name_raw();
    match std::str::from_utf8(raw) {
        Ok(name) => name.nfc().collect::<String>(),
        Err(_) => vietnamese(raw)
            .or_else(|| file.name().ok().map(Cow::into_owned))
            .unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned()),
    }
    .replace('\\', "/")
}

/// A name in Windows-1258, if that makes Vietnamese words of it; the format's own page is 437.
pub(super) fn vietnamese(raw: &[u8]) -> Option<String> {
    let name: String = WINDOWS_1258
        .decode_without_bom_handling(raw)
        .0
        .nfc()
        .collect();
    let mut words = name
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_ascii())
        .peekable();
    let is_vietnamese = words.peek().is_some() && words.all(|word| syllable(word).is_some());
    is_vietnamese.then(|| name.clone())
}

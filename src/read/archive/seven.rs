//! 7z archives.

use super::File;
use crate::model::{Cause, Error, ErrorKind, LimitKind};
use crate::read::Limits;
use crate::read::xml::within;
use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, Password};
use std::io::{Cursor, Read};
use unicode_normalization::UnicodeNormalization;

/// The first bytes of an archive.
pub(in crate::read) const MAGIC: &[u8] = b"7z\xBC\xAF\x27\x1C";
/// How such an archive is named in errors.
const SEVEN: &str = "7z";
/// Most memory, in KiB, of a decoder: what 7-Zip itself takes at its highest setting is below that.
const MEMORY: usize = 256 << 10;

/// A 7z archive, opened.
pub(super) struct Seven {
    archive: Archive,
    source: Cursor<Vec<u8>>,
}

impl Seven {
    /// # Errors
    /// When the directory is damaged, asks for a password or holds too much.
    pub fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Seven, Error> {
        let mut source = Cursor::new(bytes);
        let archive = Archive::read_with_memory_limit(&mut source, &Password::empty(), MEMORY);
        let archive = archive.map_err(fault)?;
        let entries = archive.files.len() as u64;
        within(LimitKind::ZipEntries, entries, limits.zip_entries.into())?;
        Ok(Seven { archive, source })
    }

    pub fn files(&self) -> Vec<File> {
        let entries = self.archive.files.iter().enumerate();
        let files = entries.filter(|(_, entry)| !entry.is_directory());
        let file = |(at, entry): (usize, &ArchiveEntry)| File {
            at,
            name: entry.name().nfc().collect::<String>().replace('\\', "/"),
        };
        files.map(file).collect()
    }

    /// An entry's bytes. What stands before it in the same block is unpacked on the way, `passed` bytes at most, and
    /// let go.
    ///
    /// # Errors
    /// When there is no such entry, it is damaged or protected by a password, or too large.
    pub fn content(&mut self, at: usize, most: u64, passed: u64) -> Result<Vec<u8>, Error> {
        let map = &self.archive.stream_map;
        let missing = || Error::damaged(SEVEN, "no such member");
        // An empty file is in no block.
        let Some(block) = *map.file_block_index.get(at).ok_or_else(missing)? else {
            return Ok(Vec::new());
        };
        let first = map.block_first_file_index.get(block).copied();
        let first = first.filter(|first| *first <= at).ok_or_else(missing)?;
        let before = self.archive.files.get(first..at).unwrap_or_default();
        let before = before.iter().map(ArchiveEntry::size);
        let before = before.fold(0_u64, u64::saturating_add);
        within(LimitKind::DecompressedSize, before, passed)?;
        let password = Password::empty();
        let decoder = BlockDecoder::new_with_memory_limit(
            1,
            MEMORY,
            block,
            &self.archive,
            &password,
            &mut self.source,
        );
        let mut left = at - first;
        let mut found = None;
        let mut each = |_: &ArchiveEntry, content: &mut dyn Read| {
            if left > 0 {
                left -= 1;
                return Ok(true);
            }
            let mut bytes = Vec::new();
            content
                .take(most.saturating_add(1))
                .read_to_end(&mut bytes)?;
            found = Some(bytes);
            Ok(false)
        };
        decoder.for_each_entries(&mut each).map_err(fault)?;
        let bytes = found.ok_or_else(missing)?;
        within(LimitKind::DecompressedSize, bytes.len() as u64, most)?;
        Ok(bytes)
    }
}

/// Why an archive cannot be read.
fn fault(error: sevenz_rust2::Error) -> Error {
    use sevenz_rust2::Error as Fault;
    match error {
        Fault::PasswordRequired | Fault::MaybeBadPassword(_) => ErrorKind::Password.into(),
        Fault::UnsupportedCompressionMethod(name) if name.contains("AES") => {
            ErrorKind::Password.into()
        }
        Fault::UnsupportedCompressionMethod(name) => Error::packed(SEVEN).because(name),
        Fault::Unsupported(why) => Error::packed(SEVEN).because(why.into_owned()),
        Fault::MaxMemLimited { .. } => Error::packed(SEVEN).because("too much memory"),
        error => Error::damaged(SEVEN, Cause::of(&error)),
    }
}

//! 7z archives.

use super::File;
use crate::model::{Cause, Error, ErrorKind, LimitKind};
use crate::read::Limits;
use crate::read::xml::within;
use sevenz_rust2::{ArchiveReader, EntryDecision, Password};
use std::io::{Cursor, Read};
use unicode_normalization::UnicodeNormalization;

/// The first bytes of an archive.
pub(in crate::read) const MAGIC: &[u8] = b"7z\xBC\xAF\x27\x1C";
/// How such an archive is named in errors.
const SEVEN: &str = "7z";
/// Most memory, in KiB, of a decoder: what 7-Zip itself takes at its highest setting is below that.
const MEMORY: usize = 256 << 10;

/// A 7z archive, opened. Entries are counted as they are unpacked: those with content, in their order.
pub(super) struct Seven {
    reader: ArchiveReader<Cursor<Vec<u8>>>,
}

impl Seven {
    /// # Errors
    /// When the directory is damaged, asks for a password or holds too much.
    pub fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Seven, Error> {
        let source = Cursor::new(bytes);
        let reader = ArchiveReader::new_with_memory_limit(source, Password::empty(), MEMORY);
        let mut reader = reader.map_err(fault)?;
        reader.set_thread_count(1);
        let entries = reader.archive().files.len() as u64;
        within(LimitKind::ZipEntries, entries, limits.zip_entries.into())?;
        Ok(Seven { reader })
    }

    pub fn files(&self) -> Vec<File> {
        let entries = self.reader.archive().files.iter();
        let filled = entries.filter(|entry| entry.has_stream());
        let files = filled
            .enumerate()
            .filter(|(_, entry)| !entry.is_directory());
        let file = |(at, entry): (usize, &sevenz_rust2::ArchiveEntry)| File {
            at,
            name: entry.name().nfc().collect::<String>().replace('\\', "/"),
        };
        files.map(file).collect()
    }

    /// An entry's bytes. What stands before it in the same block is unpacked on the way, and let go.
    ///
    /// # Errors
    /// When there is no such entry, it is damaged or protected by a password, or too large.
    pub fn content(&mut self, at: usize, most: u64) -> Result<Vec<u8>, Error> {
        let mut passed = 0;
        let mut bytes = None;
        let each = |entry: &sevenz_rust2::ArchiveEntry, content: &mut dyn Read| {
            if !entry.has_stream() {
                return Ok(EntryDecision::Continue);
            }
            passed += 1;
            if passed <= at {
                return Ok(EntryDecision::Continue);
            }
            let mut found = Vec::new();
            content
                .take(most.saturating_add(1))
                .read_to_end(&mut found)?;
            bytes = Some(found);
            Ok(EntryDecision::Stop)
        };
        let read = self.reader.for_each_entries_with_decision(each);
        read.map_err(fault)?;
        let bytes = bytes.ok_or_else(|| Error::damaged(SEVEN, "no such member"))?;
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

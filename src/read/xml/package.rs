//! A zip archive of XML parts.

use super::budget::within;
use super::{Budget, Xml};
use crate::model::{Cause, Error, ErrorKind, LimitKind};
use crate::read::Limits;
use std::io::{Cursor, Read, Seek};
use zip::ZipArchive;
use zip::result::ZipError;

/// How archives are named in errors until it is known what they hold.
const ZIP: &str = "zip";

/// An office file as an archive of named parts.
pub(in crate::read) struct Package<'a> {
    /// Names it in errors.
    format: &'static str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Part names by index, `/` between folders and none before the first.
    names: Vec<String>,
    budget: &'a Budget,
}

impl<'a> Package<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When the archive's directory cannot be read or holds too many entries.
    pub fn open(bytes: &'a [u8], budget: &'a Budget) -> Result<Package<'a>, Error> {
        let archive = open_zip(Cursor::new(bytes), budget.limits())?;
        let names = archive
            .file_names_raw()
            .map(|raw| part_name(&String::from_utf8_lossy(raw)))
            .collect();
        Ok(Package {
            format: ZIP,
            archive,
            names,
            budget,
        })
    }

    /// Names the format in errors from here on.
    pub fn set_format(&mut self, format: &'static str) {
        self.format = format;
    }

    /// True when the archive has a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A part as XML events; `None` when the archive has no such part.
    ///
    /// # Errors
    /// When the part is there but cannot be opened (encrypted, unknown compression).
    pub fn part(&mut self, name: &str) -> Result<Option<Xml<'_>>, Error> {
        let Some(index) = self.find(name) else {
            return Ok(None);
        };
        let (format, budget) = (self.format, self.budget);
        let file = self.archive.by_index(index);
        let file = file.map_err(|error| in_format(format, zip_error(error)).in_part(name))?;
        Ok(Some(Xml::new(format, Box::new(file), budget).of_part(name)))
    }

    /// A part in binary; `None` when the archive has no such part.
    ///
    /// # Errors
    /// When it cannot be read to its end, or is larger than the limits allow.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(index) = self.find(name) else {
            return Ok(None);
        };
        let (format, budget) = (self.format, self.budget);
        let file = self.archive.by_index(index);
        let file = file.map_err(|error| in_format(format, zip_error(error)).in_part(name))?;
        let mut content = Vec::new();
        let damaged = |cause: Cause| Error::damaged(format, cause).in_part(name);
        file.take(budget.bytes_left().saturating_add(1))
            .read_to_end(&mut content)
            .map_err(|error| damaged(Cause::of(&error)))?;
        match budget.spend_bytes(content.len()) {
            true => Ok(Some(content)),
            false => Err(budget.explain(damaged("a part is too large".into()))),
        }
    }

    /// Names are compared as the packaging convention says, without regard to case.
    fn find(&self, name: &str) -> Option<usize> {
        let exact = self.names.iter().position(|n| n == name);
        exact.or_else(|| self.names.iter().position(|n| n.eq_ignore_ascii_case(name)))
    }
}

/// An entry's name as the packaging convention writes it.
fn part_name(raw: &str) -> String {
    raw.replace('\\', "/").trim_start_matches('/').to_owned()
}

/// Opens the directory of a zip archive.
pub(in crate::read) fn open_zip<R: Read + Seek>(
    source: R,
    limits: &Limits,
) -> Result<ZipArchive<R>, Error> {
    let archive = ZipArchive::new(source).map_err(zip_error)?;
    let entries = archive.len() as u64;
    within(LimitKind::ZipEntries, entries, limits.zip_entries.into())?;
    Ok(archive)
}

/// Why an archive or an entry of it could not be opened.
pub(in crate::read) fn zip_error(error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => {
            ErrorKind::Password.into()
        }
        other => damaged_zip(Cause::of(&other)),
    }
}

/// An archive that cannot be read as one.
pub(in crate::read) fn damaged_zip(cause: impl Into<Cause>) -> Error {
    Error::damaged(ZIP, cause)
}

/// The error with the name of the format that the archive holds.
pub(in crate::read) fn in_format(format: &str, mut error: Error) -> Error {
    if let ErrorKind::Damaged { format: named } = &mut error.kind {
        format.clone_into(named);
    }
    error
}

//! A zip archive of XML parts.

use super::budget::within;
use super::{Budget, Xml};
use crate::model::Error;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// An office file as an archive of named parts.
pub struct Package<'a> {
    format: &'static str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Part names as the archive has them, by index.
    names: Vec<String>,
    budget: &'a Budget,
}

impl<'a> Package<'a> {
    /// Opens an archive. `format` names it in errors.
    ///
    /// # Errors
    /// When the archive's directory cannot be read or holds too many entries.
    pub fn open(
        format: &'static str,
        bytes: &'a [u8],
        budget: &'a Budget,
    ) -> Result<Package<'a>, Error> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| zip_error(format, &error))?;
        within(
            "zip entries",
            archive.len() as u64,
            u64::from(budget.limits().zip_entries),
        )?;
        let names = archive
            .file_names_raw()
            .map(|raw| String::from_utf8_lossy(raw).into_owned())
            .collect();
        Ok(Package {
            format,
            archive,
            names,
            budget,
        })
    }

    /// True when the archive has a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
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
        let file = self
            .archive
            .by_index(index)
            .map_err(|error| zip_error(format, &error))?;
        Ok(Some(Xml::new(format, Box::new(file), budget)))
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
        let file = self
            .archive
            .by_index(index)
            .map_err(|error| zip_error(format, &error))?;
        let mut content = Vec::new();
        let damaged = |error: std::io::Error| Error::Damaged {
            format,
            detail: error.to_string(),
        };
        file.take(budget.bytes_left().saturating_add(1))
            .read_to_end(&mut content)
            .map_err(damaged)?;
        match budget.spend_bytes(content.len()) {
            true => Ok(Some(content)),
            false => Err(budget.explain(Error::Damaged {
                format,
                detail: "a part is too large".to_owned(),
            })),
        }
    }

    /// Names are compared as the packaging convention says: without regard to case, `/` first or not.
    fn find(&self, name: &str) -> Option<usize> {
        let same = |a: &String| {
            a.replace('\\', "/")
                .trim_start_matches('/')
                .eq_ignore_ascii_case(name)
        };
        self.names
            .iter()
            .position(|n| n == name)
            .or_else(|| self.names.iter().position(same))
    }
}

fn zip_error(format: &'static str, error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => Error::Password,
        other => Error::Damaged {
            format,
            detail: other.to_string(),
        },
    }
}

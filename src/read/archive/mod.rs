//! Files that hold other files – zip and 7z archives, mails with attachments: which files are in one, and
//! the bytes of each. What lies in a file in a file is found too, to a certain depth.
//!
//! A member is addressed by its place in each directory on the way to it, as two members may have one name.

mod seven;
mod shadowed;
mod zip;

use super::container::{ZIP_MAGIC, is_office_package};
use super::mail::{self, Attachment};
use super::xml::{damaged_zip, within};
use super::{Limits, ole};
use crate::model::{Error, LimitKind};
use std::io::{Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(in crate::read) use seven::MAGIC as SEVEN_MAGIC;

/// Bytes that show what a file is: a mail's headers come in any order.
const HEAD: u64 = 16 << 10;
/// Directories on the way to a member: an archive in an archive in a mail is opened, what is in that is not.
const DEEPEST: usize = 3;
/// Endings of names that promise further files.
const HOLDERS: [&str; 5] = [".zip", ".7z", ".eml", ".msg", "winmail.dat"];

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its place in the directory, one number for each file around it.
    pub at: Vec<usize>,
    /// Its name, folders and all, `!` between an inner archive and its file.
    pub name: String,
}

/// An entry of one directory.
struct File {
    at: usize,
    name: String,
}

/// A file that holds others, opened.
enum Opened<R> {
    Zip(Box<zip::Zip<R>>),
    Seven(Box<seven::Seven>),
    Mail(Vec<Attachment>),
}

/// The files of an archive or a mail, in its own order; `None` when the bytes are neither, or one of the office
/// formats that are packed as an archive, or a mail that holds no file. Of a zip archive little more than the
/// directory is read; most office documents show what they are by their first entry already.
///
/// # Errors
/// When the directory is damaged or a limit is reached.
pub(crate) fn members(
    source: impl Read + Seek,
    limits: &Limits,
) -> Result<Option<Vec<Member>>, Error> {
    let Some(opened) = guarded(|| open(source, limits))? else {
        return Ok(None);
    };
    let mut listing = Listing {
        limits,
        left: limits.decompressed_bytes,
        found: Vec::new(),
    };
    guarded(|| listing.add(opened, &[], ""))?;
    Ok(Some(listing.found))
}

/// Why an archive is given where one file is read: it cannot be opened, or lies too deep in others.
pub(in crate::read) fn unopened(format: &str, bytes: &[u8], limits: &Limits) -> Error {
    match members(Cursor::new(bytes), limits) {
        Err(error) => error,
        Ok(_) => Error::packed(format),
    }
}

/// The bytes of a member.
///
/// # Errors
/// When there is no such member, it is damaged or protected by a password, or a limit is reached.
pub(crate) fn member(archive: &[u8], at: &[usize], limits: &Limits) -> Result<Vec<u8>, Error> {
    let missing = || damaged_zip("no such member");
    let mut bytes: Option<Vec<u8>> = None;
    for at in at.iter().take(DEEPEST) {
        let source = Cursor::new(bytes.as_deref().unwrap_or(archive));
        let content = guarded(|| match open(source, limits)? {
            Some(mut opened) => opened.content(*at, limits, u64::MAX).map(Some),
            None => Ok(None),
        })?;
        bytes = Some(content.ok_or_else(missing)?);
    }
    bytes.ok_or_else(missing)
}

/// Directories are read before any worker is asked, by libraries that meet what strangers send.
fn guarded<T>(read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(Error::failed("the directory of the archive")))
}

/// Opens a file that holds others; `None` when it is none.
fn open<R: Read + Seek>(mut source: R, limits: &Limits) -> Result<Option<Opened<R>>, Error> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head)?;
    source.rewind()?;
    if head.starts_with(ZIP_MAGIC) {
        if is_office_package(zip::first_name(&head).into_iter()) {
            return Ok(None);
        }
        let archive = zip::Zip::open(source, limits)?;
        return Ok(archive.map(|archive| Opened::Zip(Box::new(archive))));
    }
    if head.starts_with(SEVEN_MAGIC) {
        let archive = seven::Seven::open(whole(source, limits)?, limits)?;
        return Ok(Some(Opened::Seven(Box::new(archive))));
    }
    let attachments = if head.starts_with(ole::MAGIC) && mail::outlook::is_mail(&mut source)? {
        mail::outlook::attachments(&whole(source, limits)?, limits)?
    } else if head.starts_with(mail::tnef::MAGIC) {
        mail::tnef::attachments(&whole(source, limits)?)
    } else if mail::is_mail(&head) {
        mail::attachments(&whole(source, limits)?, limits)?
    } else {
        return Ok(None);
    };
    Ok((!attachments.is_empty()).then_some(Opened::Mail(attachments)))
}

/// All bytes of a file that cannot be listed by its directory alone.
fn whole<R: Read + Seek>(mut source: R, limits: &Limits) -> Result<Vec<u8>, Error> {
    source.rewind()?;
    let mut bytes = Vec::new();
    let most = limits.file_bytes;
    source
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)?;
    within(LimitKind::FileSize, bytes.len() as u64, most)?;
    Ok(bytes)
}

impl<R: Read + Seek> Opened<R> {
    fn files(&mut self) -> Result<Vec<File>, Error> {
        match self {
            Opened::Zip(archive) => archive.files(),
            Opened::Seven(archive) => Ok(archive.files()),
            Opened::Mail(attachments) => {
                let names = attachments.iter().map(|attachment| &attachment.name);
                let named = names.enumerate().map(|(at, name)| File {
                    at,
                    name: name.clone(),
                });
                Ok(named.collect())
            }
        }
    }

    /// A file's bytes; `passed` is how much may be unpacked on the way to it.
    fn content(&mut self, at: usize, limits: &Limits, passed: u64) -> Result<Vec<u8>, Error> {
        let most = limits.decompressed_bytes.min(limits.file_bytes);
        match self {
            Opened::Zip(archive) => archive.content(at, limits, most),
            Opened::Seven(archive) => archive.content(at, most, passed),
            Opened::Mail(attachments) => {
                let attachment = attachments.get_mut(at);
                let attachment = attachment.ok_or_else(|| damaged_zip("no such member"))?;
                within(
                    LimitKind::DecompressedSize,
                    attachment.bytes.len() as u64,
                    most,
                )?;
                Ok(std::mem::take(&mut attachment.bytes))
            }
        }
    }
}

/// The files found so far.
struct Listing<'l> {
    limits: &'l Limits,
    /// Bytes that may still be unpacked to look into files in files.
    left: u64,
    found: Vec<Member>,
}

impl Listing<'_> {
    fn add<R: Read + Seek>(
        &mut self,
        mut opened: Opened<R>,
        above: &[usize],
        before: &str,
    ) -> Result<(), Error> {
        for file in opened.files()? {
            let at: Vec<usize> = above.iter().copied().chain([file.at]).collect();
            let name = format!("{before}{}", file.name);
            let inner = match at.len() < DEEPEST && promises_files(&file.name) {
                true => self.inner(&mut opened, file.at),
                false => None,
            };
            match inner {
                Some(inner) => self.add(inner, &at, &format!("{name}!"))?,
                None => self.found.push(Member { at, name }),
            }
            let count = self.found.len() as u64;
            within(LimitKind::ZipEntries, count, self.limits.zip_entries.into())?;
        }
        Ok(())
    }

    /// A file in a file that holds files itself; what cannot be opened says why when it is read.
    fn inner<R: Read + Seek>(
        &mut self,
        opened: &mut Opened<R>,
        at: usize,
    ) -> Option<Opened<Cursor<Vec<u8>>>> {
        let limits = Limits {
            decompressed_bytes: self.left,
            ..*self.limits
        };
        let bytes = opened.content(at, &limits, self.left).ok()?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        open(Cursor::new(bytes), self.limits).ok().flatten()
    }
}

fn promises_files(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    HOLDERS.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests;

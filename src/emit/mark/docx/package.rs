//! The package: parts out of it, and a copy of it with some of them changed.

use super::damaged;
use super::part::Part;
use super::xml::attribute;
use crate::emit::mark::MarkError;
use crate::model::Limits;
use crate::model::opc::{join, resolve};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A DOCX, opened.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Part names by index, `/` between folders and none before the first.
    names: Vec<String>,
    /// What may still be unpacked.
    left: u64,
}

/// A relationship of a part.
pub(super) struct Related {
    pub id: String,
    pub kind: String,
    /// The part it leads to; empty where that is outside the package.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Opens it.
    pub fn open(bytes: &'a [u8], limits: &Limits) -> Result<Package<'a>, MarkError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| said(&error))?;
        let names = archive.file_names_raw().map(|raw| {
            let name = String::from_utf8_lossy(raw).replace('\\', "/");
            name.trim_start_matches('/').to_owned()
        });
        let names: Vec<String> = names.collect();
        if names.len() as u64 > u64::from(limits.zip_entries) {
            return Err(MarkError::TooLarge);
        }
        Ok(Package {
            archive,
            names,
            left: limits.decompressed_bytes,
        })
    }

    /// Names are compared as the packaging convention says, without regard to case.
    fn find(&self, name: &str) -> Option<usize> {
        let exact = self.names.iter().position(|own| own == name);
        exact.or_else(|| {
            self.names
                .iter()
                .position(|own| own.eq_ignore_ascii_case(name))
        })
    }

    /// True when there is a part of this name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A part as text; `None` where there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<Part>, MarkError> {
        let Some(index) = self.find(name) else {
            return Ok(None);
        };
        let file = self.archive.by_index(index).map_err(|error| said(&error))?;
        let mut bytes = Vec::new();
        let read = file
            .take(self.left.saturating_add(1))
            .read_to_end(&mut bytes);
        read.map_err(|_| damaged(name))?;
        let left = self.left.checked_sub(bytes.len() as u64);
        self.left = left.ok_or(MarkError::TooLarge)?;
        Part::read(&bytes).map(Some).ok_or_else(|| damaged(name))
    }

    /// Whether somebody signed it: a signature covers parts that a comment changes.
    pub fn is_signed(&mut self) -> Result<bool, MarkError> {
        let related = self.related("")?;
        let mut related = related.iter();
        Ok(related.any(|one| one.kind.ends_with("/digital-signature/origin")))
    }

    /// The relationships of a part, those of the package for the empty name.
    pub fn related(&mut self, part: &str) -> Result<Vec<Related>, MarkError> {
        let (folder, _) = split(part);
        let name = relationships(part);
        let Some(list) = self.part(&name)? else {
            return Ok(Vec::new());
        };
        let mut reader = Reader::from_str(&list.text);
        let mut found = Vec::new();
        loop {
            let event = reader.read_event().map_err(|_| damaged(&name))?;
            let (Event::Start(tag) | Event::Empty(tag)) = event else {
                match event {
                    Event::Eof => return Ok(found),
                    _ => continue,
                }
            };
            let Some(kind) = attribute(&tag, "Type") else {
                continue;
            };
            let outside = attribute(&tag, "TargetMode").as_deref() == Some("External");
            let target = attribute(&tag, "Target").filter(|_| !outside);
            found.push(Related {
                id: attribute(&tag, "Id").unwrap_or_default(),
                kind,
                target: target.map_or(String::new(), |target| resolve(folder, &target)),
            });
        }
    }

    /// A copy in which these parts are changed or added. What is not changed is copied as it lies there, compressed.
    pub fn with(&mut self, mut changed: BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, MarkError> {
        let failed = |error: ZipError| said(&error);
        let taken: BTreeMap<usize, Vec<u8>> = {
            let names = changed
                .keys()
                .filter_map(|name| Some((self.find(name)?, name.clone())));
            let names: Vec<_> = names.collect();
            let each = names.into_iter();
            each.filter_map(|(at, name)| Some((at, changed.remove(&name)?)))
                .collect()
        };
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let comment = self.archive.comment().to_vec().into_boxed_slice();
        out.set_raw_comment(comment).map_err(failed)?;
        let mut like = SimpleFileOptions::default();
        for at in 0..self.archive.len() {
            let file = self.archive.by_index_raw(at).map_err(failed)?;
            let Some(content) = taken.get(&at) else {
                out.raw_copy_file(file).map_err(failed)?;
                continue;
            };
            like = file.options();
            let name = file.name().map_err(failed)?.into_owned();
            drop(file);
            add(&mut out, &name, content, like).map_err(failed)?;
        }
        // Parts that are new carry the time of those that changed: no clock is asked.
        for (name, content) in &changed {
            add(&mut out, name, content, like).map_err(failed)?;
        }
        Ok(out.finish().map_err(failed)?.into_inner())
    }
}

fn add(
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    name: &str,
    content: &[u8],
    like: SimpleFileOptions,
) -> Result<(), ZipError> {
    out.start_file(name, like)?;
    Ok(out.write_all(content)?)
}

fn said(error: &ZipError) -> MarkError {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            MarkError::Locked
        }
        other => MarkError::Damaged(other.to_string()),
    }
}

/// The name of the part that lists a part's relationships.
pub(super) fn relationships(part: &str) -> String {
    let (folder, file) = split(part);
    join(folder, &format!("_rels/{file}.rels"))
}

/// Folder and file of a part.
pub(super) fn split(part: &str) -> (&str, &str) {
    part.rsplit_once('/').unwrap_or(("", part))
}

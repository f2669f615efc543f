//! Zip archives of reports: which files are in one, and the bytes of each. An archive in an archive is
//! opened once, no deeper.
//!
//! A member is addressed by its place in the archive's directory, as two members may have one name.

use super::Limits;
use super::container::{ZIP_MAGIC, is_office_package};
use super::shadowed;
use super::xml::{damaged_zip, open_zip, within, zip_error};
use crate::model::{Cause, Error, LimitKind};
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
/// Bytes of a name that are looked at: the names of office parts are shorter.
const NAME: usize = 64;

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// Its place in the directory; two places for a file of an archive in the archive.
    pub at: Vec<usize>,
    /// Its name, folders and all, `!` between an inner archive and its file.
    pub name: String,
}

/// The files of an archive, in its own order; `None` when the bytes are not a zip archive, or are one of
/// the office formats that are packed as one. Little more than the directory is read; most office
/// documents show what they are by their first entry already.
///
/// # Errors
/// When the directory is damaged or a limit is reached.
pub(crate) fn members(
    source: impl Read + Seek,
    limits: &Limits,
) -> Result<Option<Vec<Member>>, Error> {
    let mut source = source;
    let mut head = Vec::with_capacity(ENTRY_HEADER + NAME);
    let wanted = (ENTRY_HEADER + NAME) as u64;
    source.by_ref().take(wanted).read_to_end(&mut head)?;
    if !head.starts_with(ZIP_MAGIC) || is_office_package(first_name(&head).into_iter()) {
        return Ok(None);
    }
    source.rewind()?;
    let mut archive = open_zip(source, limits)?;
    if is_office_package(archive.file_names_raw()) {
        return Ok(None);
    }
    let mut found = Vec::new();
    let mut names = BTreeMap::new();
    for at in 0..archive.len() {
        let Some((raw, name)) = name_at(&mut archive, at)? else {
            continue;
        };
        names.insert(raw, name.clone());
        match inner(&mut archive, at, &name, limits)? {
            Some(inside) => found.extend(inside.into_iter().map(|member| Member {
                at: vec![at, member.0],
                name: format!("{name}!{}", member.1),
            })),
            None => found.push(Member { at: vec![at], name }),
        }
        within(
            LimitKind::ZipEntries,
            found.len() as u64,
            limits.zip_entries.into(),
        )?;
    }
    found.extend(namesakes(archive, &names, limits)?);
    Ok(Some(found))
}

/// The entries that a later one of the same name hides, numbered behind all others and each under a name of
/// its own.
fn namesakes<R: Read + Seek>(
    archive: ZipArchive<R>,
    names: &BTreeMap<Vec<u8>, String>,
    limits: &Limits,
) -> Result<Vec<Member>, Error> {
    let (count, directory) = (archive.len(), archive.central_directory_start());
    let hidden = shadowed::find(&mut archive.into_inner(), directory, limits)?;
    let mut taken: BTreeSet<String> = names.values().cloned().collect();
    let mut found = Vec::new();
    for (at, entry) in (count..).zip(&hidden) {
        let Some(name) = names.get(entry.name()) else {
            continue;
        };
        let free = (2..)
            .map(|n| numbered(name, n))
            .find(|name| taken.insert(name.clone()));
        found.extend(free.map(|name| Member { at: vec![at], name }));
    }
    Ok(found)
}

/// `Báo cáo (2).docx`
fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => format!("{stem} ({number}).{ending}"),
        _ => format!("{name} ({number})"),
    }
}

/// The bytes of a member.
///
/// # Errors
/// When there is no such member, it is damaged or protected by a password, or a limit is reached.
pub(crate) fn member(archive: &[u8], at: &[usize], limits: &Limits) -> Result<Vec<u8>, Error> {
    let mut bytes: Option<Vec<u8>> = None;
    for at in at.iter().take(2) {
        let source = bytes.as_deref().unwrap_or(archive);
        let mut archive = open_zip(Cursor::new(source), limits)?;
        let limit = limits.decompressed_bytes.min(limits.file_bytes);
        bytes = Some(match at.checked_sub(archive.len()) {
            None => content(&mut archive, *at, limit)?,
            Some(behind) => {
                let directory = archive.central_directory_start();
                let hidden = shadowed::find(&mut Cursor::new(source), directory, limits)?;
                let entry = hidden
                    .get(behind)
                    .ok_or_else(|| damaged_zip("no such member"))?;
                let alone = entry.alone(source, archive.offset())?;
                content(&mut open_zip(Cursor::new(alone), limits)?, 0, limit)?
            }
        });
    }
    bytes.ok_or_else(|| damaged_zip("no such member"))
}

/// The name of an archive's first entry, as its header has it.
fn first_name(head: &[u8]) -> Option<&[u8]> {
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

/// The names in an archive in the archive; `None` when the entry is not an archive or cannot be opened
/// (reading it later will say why).
fn inner<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    at: usize,
    name: &str,
    limits: &Limits,
) -> Result<Option<Vec<(usize, String)>>, Error> {
    if !name.to_ascii_lowercase().ends_with(".zip") {
        return Ok(None);
    }
    let Ok(bytes) = content(
        archive,
        at,
        limits.decompressed_bytes.min(limits.file_bytes),
    ) else {
        return Ok(None);
    };
    let Ok(mut archive) = open_zip(Cursor::new(bytes), limits) else {
        return Ok(None);
    };
    if is_office_package(archive.file_names_raw()) {
        return Ok(None);
    }
    let mut found = Vec::new();
    let mut names = BTreeMap::new();
    for at in 0..archive.len() {
        if let Some((raw, name)) = name_at(&mut archive, at)? {
            names.insert(raw, name.clone());
            found.push((at, name));
        }
    }
    let hidden = namesakes(archive, &names, limits)?.into_iter();
    found.extend(hidden.filter_map(|member| Some((*member.at.first()?, member.name))));
    Ok(Some(found))
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
fn vietnamese(raw: &[u8]) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ErrorKind;
    use std::io::Write;

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("an entry is opened");
            zip.write_all(content).expect("an entry is written");
        }
        zip.finish().expect("the archive is closed").into_inner()
    }

    fn list(bytes: &[u8]) -> Vec<Member> {
        members(Cursor::new(bytes), &Limits::default())
            .expect("a directory")
            .expect("an archive")
    }

    #[test]
    fn members_of_an_inner_archive_are_listed_and_read() {
        let inner = zipped(&[("b.txt", b"hai")]);
        let outer = zipped(&[("Phường 1/a.txt", b"mot"), ("trong.zip", &inner)]);
        let members = list(&outer);
        let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["Phường 1/a.txt", "trong.zip!b.txt"]);
        let read =
            |at: usize| member(&outer, &members[at].at, &Limits::default()).expect("a member");
        assert_eq!((read(0), read(1)), (b"mot".to_vec(), b"hai".to_vec()));
    }

    /// An archive whose entries of the same length of name are given one name.
    fn of_one_name(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut bytes = zipped(files);
        let name = files[0].0.as_bytes();
        for (other, _) in files {
            let places: Vec<usize> = (0..bytes.len())
                .filter(|at| bytes[*at..].starts_with(other.as_bytes()))
                .collect();
            for at in places {
                bytes[at..at + name.len()].copy_from_slice(name);
            }
        }
        bytes
    }

    #[test]
    fn entries_of_one_name_are_all_members() {
        let long = [b'3'; 5000];
        let same = of_one_name(&[("bc1.txt", b"mot"), ("bc2.txt", b"hai"), ("bc3.txt", &long)]);
        let outer = zipped(&[("trong.zip", &same)]);
        for (archive, before) in [(&same, ""), (&outer, "trong.zip!")] {
            let members = list(archive);
            let found: Vec<(String, usize)> = members
                .iter()
                .map(|one| {
                    let bytes = member(archive, &one.at, &Limits::default()).expect("a member");
                    (one.name.clone(), bytes.len())
                })
                .collect();
            let expected = [("bc1.txt", 5000), ("bc1 (2).txt", 3), ("bc1 (3).txt", 3)];
            let expected = expected.map(|(name, length)| (format!("{before}{name}"), length));
            assert_eq!(found, expected);
        }
        let read = |at| member(&same, &[at], &Limits::default()).expect("a member");
        assert_eq!((read(1), read(2)), (b"mot".to_vec(), b"hai".to_vec()));
        assert!(member(&same, &[3], &Limits::default()).is_err());
    }

    #[test]
    fn an_office_package_is_no_archive() {
        let package = zipped(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]);
        assert_eq!(
            members(Cursor::new(&package), &Limits::default()).expect("a directory"),
            None
        );
        assert_eq!(
            members(Cursor::new(b"text"), &Limits::default()).expect("nothing"),
            None
        );
    }

    #[test]
    fn what_is_too_large_is_an_error() {
        let bytes = zipped(&[("a.txt", &[b'a'; 5000])]);
        let limits = Limits {
            decompressed_bytes: 1000,
            ..Limits::default()
        };
        assert!(matches!(
            member(&bytes, &[0], &limits),
            Err(Error {
                kind: ErrorKind::Limit {
                    found: Some(1001),
                    ..
                },
                ..
            })
        ));
        let limits = Limits {
            zip_entries: 0,
            ..Limits::default()
        };
        assert!(matches!(
            members(Cursor::new(&bytes), &limits),
            Err(Error {
                kind: ErrorKind::Limit { .. },
                ..
            })
        ));
    }

    #[test]
    fn names_come_in_utf8_windows_1258_or_dos() {
        assert_eq!(vietnamese(b"B\xe1o c\xe1o Qu\xfd I.docx"), None); // "Quư" is no word, so page 437 it is
        assert_eq!(
            vietnamese(b"B\xe1o c\xe1o s\xf4\xec 1.docx").as_deref(),
            Some("Báo cáo số 1.docx")
        );
    }
}

//! DOCX → [`Document`], as a printed page would show it: generated numbers written out, tracked changes
//! taken as accepted, hidden text and comments left out, fields as their results.
//!
//! `package` parts → `walk` (events → raw blocks) → `grid` (rows → cells with spans) → `dress`
//! (runs → text).

pub(in crate::read) mod counter;
pub(in crate::read) mod numbering;
mod paragraph;
mod parts;
mod styles;
mod walk;

use super::Options;
use super::word::dress::Dresser;
use super::word::fonts::Fonts;
use super::word::raw::{Block, put_mark};
use super::xml::{Budget, Package};
use crate::model::{Document, Error, Source, WithFindings};
use numbering::Numbering;
use std::collections::BTreeMap;
use styles::Styles;
use walk::{NoteKind, Walk};

const FORMAT: &str = "docx";

/// True for a zip archive with a word-processing main part, whole or cut off.
pub fn sniff(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"PK\x03\x04") {
        return false;
    }
    let budget = Budget::new(super::Limits::default());
    match Package::open(FORMAT, bytes, &budget) {
        Ok(mut package) => is_word(&mut package),
        Err(_) => contains(bytes, b"word/"),
    }
}

/// A main part of another office format is not ours, wherever a `word/` folder may come from.
fn is_word(package: &mut Package<'_>) -> bool {
    match parts::find(package) {
        Ok(Some(parts)) => !parts.main.starts_with("xl/") && !parts.main.starts_with("ppt/"),
        Ok(None) => parts::promises_word(package).unwrap_or(true),
        Err(_) => true,
    }
}

/// True for an office file in the container that encryption puts around it.
pub fn sniff_encrypted(bytes: &[u8]) -> bool {
    const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.starts_with(OLE) && contains(bytes, &name)
}

/// An encrypted office file cannot be read.
///
/// # Errors
/// Always [`Error::Password`].
pub fn read_encrypted(_: &str, _: &[u8], _: &Options) -> Result<WithFindings<Document>, Error> {
    Err(Error::Password)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Reads a DOCX.
///
/// # Errors
/// When the package or its main part cannot be read to the end, or a limit is reached.
pub fn read(file: &str, bytes: &[u8], options: &Options) -> Result<WithFindings<Document>, Error> {
    let budget = Budget::new(options.limits);
    let mut package = Package::open(FORMAT, bytes, &budget)?;
    let Some(parts) = parts::find(&mut package)? else {
        return Err(no_main_part());
    };
    let mut fonts = Fonts::default();
    let styles = match package.part(&parts.styles)? {
        Some(xml) => Styles::read(xml, &mut fonts)?,
        None => Styles::default(),
    };
    let numbering = match package.part(&parts.numbering)? {
        Some(xml) => Numbering::read(xml, &mut fonts)?,
        None => Numbering::default(),
    };
    let mut walk = Walk::new(&styles, &numbering, &mut fonts, options.limits);
    let mut blocks = match package.part(&parts.main)? {
        Some(xml) => walk.body(xml)?,
        None => Vec::new(),
    };
    for (kind, name) in [
        (NoteKind::Footnote, &parts.footnotes),
        (NoteKind::Endnote, &parts.endnotes),
    ] {
        blocks.extend(notes(&mut walk, &mut package, kind, name)?);
    }
    if !walk.has_body() {
        return Err(no_main_part());
    }
    let tally = walk.tally;
    let mut dresser = Dresser::new(&fonts);
    dresser.add(blocks);
    let source = Source {
        // A part nobody needs to be right must not stop the reading.
        producer: parts::producer(&mut package, &parts).unwrap_or_default(),
        ..Source::of(file, FORMAT, bytes)
    };
    let document = Document {
        source,
        pages: Vec::new(),
        blocks: dresser.finish(),
        ..Document::default()
    };
    Ok(WithFindings {
        output: document,
        findings: tally.findings(),
    })
}

fn no_main_part() -> Error {
    Error::Damaged {
        format: FORMAT,
        detail: "no main document part".to_owned(),
    }
}

/// The notes the text points to, in the order it does, each after its mark.
fn notes(
    walk: &mut Walk<'_>,
    package: &mut Package<'_>,
    kind: NoteKind,
    name: &str,
) -> Result<Vec<Block>, Error> {
    let marks: Vec<_> = walk
        .marks
        .iter()
        .filter(|mark| mark.kind == kind)
        .cloned()
        .collect();
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let Some(xml) = package.part(name)? else {
        return Ok(Vec::new());
    };
    let mut notes: BTreeMap<String, Vec<Block>> = walk.notes(xml)?.into_iter().collect();
    let mut out = Vec::new();
    for mark in marks {
        let Some(mut content) = notes.remove(&mark.id) else {
            continue;
        };
        put_mark(&mut content, &mark.mark);
        out.append(&mut content);
    }
    Ok(out)
}

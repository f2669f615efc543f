//! DOCX → [`Document`], as a printed page would show it: generated numbers written out, tracked changes
//! taken as accepted, hidden text and comments left out, fields as their results.
//!
//! `parts` of the package → `walk` (XML events → raw blocks) → [`word::document`] (blocks with text).

mod numbering;
mod paragraph;
pub(in crate::read) mod parts;
mod styles;
mod table_style;
mod walk;

use super::word::fonts::Fonts;
use super::word::list::Numbering;
use super::word::raw::{Block, put_mark};
use super::xml::Package;
use super::{Input, inserted, word};
use crate::model::{Anchors, Document, Error, Source, WithFindings};
use parts::Parts;
use std::collections::BTreeMap;
use styles::Styles;
use walk::{NoteKind, Walk};

const FORMAT: &str = "docx";

/// Reads a DOCX.
///
/// # Errors
/// When the main part is missing or cannot be read to the end, or a limit is reached.
pub(super) fn read(
    input: &Input<'_>,
    package: Package<'_>,
    parts: &Parts,
) -> Result<WithFindings<Document>, Error> {
    Ok(read_noting(input, package, parts, false)?.0)
}

/// Reads a DOCX and tells where its cells and paragraphs begin in its main part.
///
/// # Errors
/// As [`read`].
pub(super) fn anchored(
    input: &Input<'_>,
    package: Package<'_>,
    parts: &Parts,
) -> Result<(WithFindings<Document>, Anchors), Error> {
    read_noting(input, package, parts, true)
}

fn read_noting(
    input: &Input<'_>,
    mut package: Package<'_>,
    parts: &Parts,
    notes_places: bool,
) -> Result<(WithFindings<Document>, Anchors), Error> {
    package.set_format(FORMAT);
    let mut fonts = Fonts::default();
    let styles = match package.part(&parts.styles)? {
        Some(xml) => Styles::read(xml, &mut fonts)?,
        None => Styles::default(),
    };
    let numbering = match package.part(&parts.numbering)? {
        Some(xml) => numbering::read(xml, &mut fonts)?,
        None => Numbering::default(),
    };
    let mut walk = Walk::new(&styles, &numbering, &mut fonts, input.options.limits);
    walk.notes_places = notes_places;
    let mut blocks = match package.part(&parts.main)? {
        Some(xml) => walk.body(xml)?,
        None => Vec::new(),
    };
    // Notes are other parts.
    walk.notes_places = false;
    for (kind, name) in [
        (NoteKind::Footnote, &parts.footnotes),
        (NoteKind::Endnote, &parts.endnotes),
    ] {
        blocks.extend(notes(&mut walk, &mut package, kind, name)?);
    }
    if !walk.has_body() {
        return Err(no_main_part());
    }
    let revisions = walk.builder.revisions;
    let source = Source {
        // A part nobody needs to be right must not stop the reading.
        producer: parts::producer(&mut package, parts).unwrap_or_default(),
        ..input.source(FORMAT)
    };
    let (mut document, aside) = word::document_around(source, blocks, &fonts, revisions);
    for (at, id) in aside.inserted.into_iter().rev() {
        let chunk = parts.chunks.iter().find(|(own, _)| *own == id);
        let chunk = chunk.map(|(_, name)| package.bytes(name)).transpose();
        // A file that is not there to be read is told as one that cannot be.
        let bytes = chunk.ok().flatten().flatten().unwrap_or_default();
        inserted::put(input, &mut document, at, &bytes);
    }
    let anchors = Anchors {
        part: parts.main.clone(),
        ..aside.anchors
    };
    Ok((document, anchors))
}

fn no_main_part() -> Error {
    Error::damaged(FORMAT, "no main document part")
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

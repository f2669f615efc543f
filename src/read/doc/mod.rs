//! .doc (Word 97 to 2003) → [`Document`].
//!
//! | step | in → out |
//! |---|---|
//! | [`file`] | compound file → its streams, and where what stands |
//! | `pieces` | piece table → the characters of a stretch of text, each with its place |
//! | `props` | pages of settings → what is set at a place |
//! | `style`, `list` | style sheet, list tables → what paragraphs inherit, the numbers before them |
//! | `walk` | characters and settings → raw blocks; from there the same last steps as DOCX |
//!
//! Deleted and hidden text, headers, footers and comments are left out. Files of an older Word go to
//! another parser (`old`).

mod file;
mod font;
mod form;
mod list;
#[cfg(feature = "office_oxide")]
mod old;
mod pieces;
mod props;
mod shading;
mod style;
mod walk;

use super::word::fonts::Fonts;
use super::{Input, word};
use crate::model::{Cause, Document, Error, ErrorKind, WithFindings};
use file::File;
use walk::Walk;

const FORMAT: &str = "doc";

/// Reads a Word document.
///
/// # Errors
/// When it is damaged, protected by a password, or a limit is reached.
pub(super) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let content = File::open(input.bytes)?;
    if content.is_old() {
        return older(input);
    }
    if content.is_encrypted() {
        return Err(ErrorKind::Password.into());
    }
    let mut fonts = Fonts::default();
    let mut walk = Walk::new(&content, &mut fonts, input.options.limits)?;
    walk.run()?;
    let (blocks, revisions) = (walk.builder.take_blocks(), walk.builder.revisions);
    Ok(word::document(
        input.source(FORMAT),
        blocks,
        &fonts,
        revisions,
    ))
}

#[cfg(feature = "office_oxide")]
fn older(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    old::read(input)
}

#[cfg(not(feature = "office_oxide"))]
fn older(_: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    Err(damaged("older than Word 97"))
}

fn damaged(cause: impl Into<Cause>) -> Error {
    Error::damaged(FORMAT, cause)
}

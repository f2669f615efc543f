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
mod list;
#[cfg(feature = "office_oxide")]
mod old;
mod pieces;
mod props;
mod style;
mod walk;

use super::word::dress::Dresser;
use super::word::fonts::Fonts;
use super::{Options, ole};
use crate::model::{Document, Error, Source, WithFindings};
use file::File;
use walk::Walk;

const FORMAT: &str = "doc";

/// True for an OLE file with a Word document in it.
pub fn sniff(bytes: &[u8]) -> bool {
    ole::stream(bytes) == Some("WordDocument")
}

/// Reads a Word document.
///
/// # Errors
/// When it is damaged, protected by a password, or a limit is reached.
pub fn read(file: &str, bytes: &[u8], options: &Options) -> Result<WithFindings<Document>, Error> {
    let content = File::open(bytes)?;
    if content.is_old() {
        return older(file, bytes, options);
    }
    if content.is_encrypted() {
        return Err(Error::Password);
    }
    let mut fonts = Fonts::default();
    let mut walk = Walk::new(&content, &mut fonts, options.limits)?;
    let blocks = walk.run()?;
    let findings = walk.tally.findings();
    let mut dresser = Dresser::new(&fonts);
    dresser.add(blocks);
    let source = Source::of(file, FORMAT, bytes);
    let document = Document {
        source,
        pages: Vec::new(),
        blocks: dresser.finish(),
        ..Document::default()
    };
    Ok(WithFindings {
        output: document,
        findings,
    })
}

#[cfg(feature = "office_oxide")]
fn older(file: &str, bytes: &[u8], options: &Options) -> Result<WithFindings<Document>, Error> {
    old::read(file, bytes, options)
}

#[cfg(not(feature = "office_oxide"))]
fn older(_: &str, _: &[u8], _: &Options) -> Result<WithFindings<Document>, Error> {
    Err(damaged("older than Word 97"))
}

fn damaged(detail: &str) -> Error {
    Error::Damaged {
        format: FORMAT,
        detail: detail.to_owned(),
    }
}

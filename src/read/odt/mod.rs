//! ODT → [`Document`], by the same steps as DOCX: parts of a package → raw blocks → blocks. A flat ODT
//! (one XML file, no package) is read too.

mod form;
mod list;
pub(in crate::read) mod style;
mod walk;

use super::Input;
use super::word;
use super::word::fonts::Fonts;
use super::xml::{Package, Xml};
use crate::model::{Document, Error, WithFindings};
use walk::Walk;

const FORMAT: &str = "odt";

/// Reads an ODT.
///
/// # Errors
/// When the package or its text cannot be read to the end, or a limit is reached.
pub(super) fn read(
    input: &Input<'_>,
    mut package: Package<'_>,
) -> Result<WithFindings<Document>, Error> {
    package.set_format(FORMAT);
    let mut fonts = Fonts::default();
    let mut walk = Walk::new(&mut fonts, input.options.limits);
    for name in ["styles.xml", "content.xml"] {
        if let Some(xml) = package.part(name)? {
            walk.part(xml)?;
        }
    }
    document(input, walk)
}

/// Reads an ODT that is a single XML file.
///
/// # Errors
/// As [`read`].
pub(super) fn read_flat(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let mut fonts = Fonts::default();
    let mut walk = Walk::new(&mut fonts, input.options.limits);
    walk.part(Xml::new(FORMAT, Box::new(input.bytes), input.budget))?;
    document(input, walk)
}

fn document(input: &Input<'_>, walk: Walk<'_>) -> Result<WithFindings<Document>, Error> {
    if !walk.has_text {
        return Err(Error::damaged(FORMAT, "no text part"));
    }
    let (blocks, fonts, revisions) = walk.finish();
    Ok(word::document(
        input.source(FORMAT),
        blocks,
        fonts,
        revisions,
    ))
}

//! ODT → [`Document`], by the same steps as DOCX: parts of a package → raw blocks → blocks. A flat ODT
//! (one XML file, no package) is read too.

mod list;
mod style;
mod table;
mod walk;

use super::Options;
use super::word::dress::Dresser;
use super::word::fonts::Fonts;
use super::xml::{Budget, Event, Package, Xml};
use crate::model::{Document, Error, Source, WithFindings};
use walk::Walk;

const FORMAT: &str = "odt";

/// How the media types of text documents, templates and master documents begin.
const MEDIA: &str = "application/vnd.oasis.opendocument.text";

/// True for an OpenDocument text, packed or flat.
pub fn sniff(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") {
        // The packaging asks for the media type as the first entry, not compressed.
        return contains(start, MEDIA.as_bytes()) || manifest_says_text(bytes);
    }
    contains(start, b"<office:document") && contains(start, MEDIA.as_bytes())
}

/// Some programs pack the media type like any other part.
fn manifest_says_text(bytes: &[u8]) -> bool {
    let budget = Budget::new(super::Limits::default());
    let manifest = |bytes| -> Result<bool, Error> {
        let mut package = Package::open(FORMAT, bytes, &budget)?;
        let Some(mut xml) = package.part("META-INF/manifest.xml")? else {
            return Ok(false);
        };
        while let Some(event) = xml.next()? {
            let Event::Start(tag) = event else { continue };
            if tag.attr("full-path").as_deref() == Some("/") {
                return Ok(tag
                    .attr("media-type")
                    .is_some_and(|media| media.starts_with(MEDIA)));
            }
        }
        Ok(false)
    };
    manifest(bytes).unwrap_or(false)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Reads an ODT.
///
/// # Errors
/// When the package or its text cannot be read to the end, it is encrypted, or a limit is reached.
pub fn read(file: &str, bytes: &[u8], options: &Options) -> Result<WithFindings<Document>, Error> {
    let budget = Budget::new(options.limits);
    let mut fonts = Fonts::default();
    let mut walk = Walk::new(&mut fonts, options.limits);
    if bytes.starts_with(b"PK") {
        packed(&mut walk, bytes, &budget)?;
    } else {
        walk.part(Xml::new(FORMAT, Box::new(bytes), &budget))?;
    }
    if !walk.has_text {
        return Err(Error::Damaged {
            format: FORMAT,
            detail: "no text part".to_owned(),
        });
    }
    let (blocks, tally) = walk.finish();
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
        findings: tally.findings(),
    })
}

fn packed(walk: &mut Walk<'_>, bytes: &[u8], budget: &Budget) -> Result<(), Error> {
    let mut package = Package::open(FORMAT, bytes, budget)?;
    if is_encrypted(&mut package)? {
        return Err(Error::Password);
    }
    for name in ["styles.xml", "content.xml"] {
        if let Some(xml) = package.part(name)? {
            walk.part(xml)?;
        }
    }
    Ok(())
}

/// The manifest says of each part how it is encrypted.
fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Error> {
    let Some(mut xml) = package.part("META-INF/manifest.xml")? else {
        return Ok(false);
    };
    while let Some(event) = xml.next()? {
        if matches!(&event, Event::Start(tag) if tag.name() == "encryption-data") {
            return Ok(true);
        }
    }
    Ok(false)
}

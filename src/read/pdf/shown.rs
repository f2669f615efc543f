//! Pages of a PDF for a person to look at.

use super::content::{pages::degrees, picture};
use super::file::open::{damaged, open};
use crate::model::{Error, Page};
use crate::read::Options;
use crate::read::picture::Picture;
use hayro_interpret::hayro_syntax::page;

/// The size of each page as printed before any `/Rotate`, and that rotation.
///
/// # Errors
/// As [`super::read`].
pub(in crate::read) fn sizes(bytes: Vec<u8>, options: &Options) -> Result<Vec<Page>, Error> {
    let opened = open(bytes, options)?;
    let pages = opened.pdf.pages();
    if pages.is_empty() {
        return Err(damaged("it has no pages"));
    }
    let size = |page: &page::Page<'_>| {
        let (width, height) = page.base_dimensions();
        Page {
            width,
            height,
            rotation: degrees(page.rotation()),
            pictured: false,
        }
    };
    Ok(pages.iter().map(size).collect())
}

/// The picture of the page with this index as it is displayed; `None` where there is no such page.
///
/// # Errors
/// As [`super::read`].
pub(in crate::read) fn picture(
    bytes: Vec<u8>,
    index: usize,
    dpi: f32,
    options: &Options,
) -> Result<Option<Picture>, Error> {
    let opened = open(bytes, options)?;
    Ok(picture::with_annotations(&opened.pdf, index, dpi))
}

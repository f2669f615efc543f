//! Picture files – scans and photographs of pages – → [`Document`]: each page is read as a scanned page of a PDF is.

use super::ocr::{OcrMode, Readers};
use super::picture::Picture;
use super::picture::decode::{self, DecodeError};
use super::scan::{Scan, scan};
use super::{Input, cache, pdf};
use crate::model::{Cause, Document, Error, Page, WithFindings};
use rayon::prelude::*;
use std::sync::Mutex;

/// Reads the pages of a picture file.
///
/// # Errors
/// The file is damaged, or its first page cannot be decoded.
pub(super) fn read(input: &Input<'_>, format: &str) -> Result<WithFindings<Document>, Error> {
    let broken = |error: DecodeError| Error::damaged(format, Cause::from(error.to_string()));
    let most = input.options.limits.pages as usize;
    let pages = decode::pages(input.bytes, most).map_err(broken)?;
    let readers =
        (input.options.ocr.mode != OcrMode::Off).then(|| Readers::find(&input.options.ocr));
    // Decoded one after the other, read side by side: a picture is held no longer than it is read.
    let pages = Mutex::new(pages.enumerate());
    let next = || pages.lock().ok().and_then(|mut pages| pages.next());
    let workers = 0..rayon::current_num_threads();
    let read = workers.into_par_iter().flat_map_iter(|_| {
        let pages = std::iter::from_fn(next);
        pages.map(|(at, picture)| (at, picture.map(|picture| page(picture, readers.as_ref()))))
    });
    let mut read: Vec<_> = read.collect();
    read.sort_by_key(|(at, _)| *at);
    let read = read.into_iter().map(|(_, page)| page);
    let read = read.collect::<Result<Vec<_>, _>>().map_err(broken)?;
    Ok(pdf::pictures(input.source(format), read, input.options))
}

/// The page's size in points, and what was read from it.
fn page(picture: Picture, readers: Option<&Readers>) -> (Page, Option<Scan>) {
    let points = |pixels: usize| pixels as f32 * 72.0 / picture.dpi;
    let page = Page {
        width: points(picture.width),
        height: points(picture.height),
        rotation: 0,
        pictured: false,
    };
    let read = readers.and_then(|readers| {
        cache::kept(&picture, &[], readers, || {
            scan(picture.clone(), &[], readers)
        })
    });
    (page, read)
}

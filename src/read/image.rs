//! Picture files – scans and photographs of pages – → [`Document`]: each page is read as a scanned page of a PDF is.

use super::ocr::{OcrMode, Readers};
use super::pdf::time_for_reading;
use super::picture::Picture;
use super::picture::decode::{self, DecodeError};
use super::progress::Counter;
use super::scan::Scan;
use super::{Input, cache, pdf, side_by_side};
use crate::model::{Cause, Document, Error, Finding, LimitKind, Page, WithFindings};

/// Reads the pages of a picture file.
///
/// # Errors
/// The file is damaged, or its first page cannot be decoded.
pub(super) fn read(input: &Input<'_>, format: &str) -> Result<WithFindings<Document>, Error> {
    let broken = |error: DecodeError| Error::damaged(format, Cause::from(error.to_string()));
    let most = input.options.limits.pages as usize;
    let pages = decode::pages(input.bytes, most + 1).map_err(broken)?;
    let readers =
        (input.options.ocr.mode != OcrMode::Off).then(|| Readers::find(&input.options.ocr));
    // Decoded one after the other, read side by side: a picture is held no longer than it is read.
    let (time, counter) = (time_for_reading(input.options), Counter::of(None));
    let mut read = side_by_side::each(pages.enumerate(), |(at, picture)| {
        let in_time = !time.is_over();
        let readers = readers.as_ref().filter(|_| at < most && in_time);
        let read = picture.map(|picture| page(picture, readers));
        counter.count(readers.is_some());
        (at, in_time, read)
    });
    if read.iter().all(|(.., page)| page.is_err())
        && let Some((.., Err(error))) = read.pop()
    {
        return Err(broken(error));
    }
    let late = read
        .iter()
        .filter(|(at, in_time, _)| *at < most && !in_time);
    let late: Vec<u32> = late.map(|(at, ..)| *at as u32 + 1).collect();
    // A page that is damaged costs itself: it is told as one that could not be read.
    let unread = (blank(), None);
    let read = read
        .into_iter()
        .map(|(.., page)| page.unwrap_or_else(|_| unread.clone()));
    let mut read: Vec<_> = read.collect();
    let more = read.len() > most;
    read.truncate(most);
    let mut read = pdf::pictures(input.source(format), read, late, input.options);
    let limit = more.then(|| Finding::limit_reached(LimitKind::Pages, most));
    read.findings.extend(limit);
    Ok(read)
}

/// The page's size in points, and what was read from it.
fn page(picture: Picture, readers: Option<&Readers>) -> (Page, Option<Scan>) {
    let points = |pixels: usize| pixels as f32 * 72.0 / picture.dpi;
    let page = Page {
        width: points(picture.width),
        height: points(picture.height),
        ..blank()
    };
    let read = readers.and_then(|readers| cache::kept_or_read(picture, &[], readers));
    (page, read)
}

/// A page of which nothing is known.
fn blank() -> Page {
    Page {
        width: 0.0,
        height: 0.0,
        rotation: 0,
        pictured: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, ErrorKind};
    use crate::read::Options;
    use image::{ExtendedColorType, ImageEncoder, codecs::png::PngEncoder};

    /// A blank picture.
    fn png() -> Vec<u8> {
        let mut bytes = Vec::new();
        let encoder = PngEncoder::new(&mut bytes);
        encoder
            .write_image(&[255; 200 * 300], 200, 300, ExtendedColorType::L8)
            .expect("a picture");
        bytes
    }

    fn read(bytes: &[u8], pages: u32) -> Result<Vec<Code>, ErrorKind> {
        let mut options = Options::default();
        options.ocr.mode = OcrMode::Off;
        options.limits.pages = pages;
        let read = crate::read::read("a.png", bytes, &options).map_err(|error| error.kind)?;
        Ok(read.findings.iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn a_picture_that_nobody_reads_is_told_and_a_damaged_one_is_an_error() {
        assert_eq!(read(&png(), 9), Ok(vec![Code::ScanWithoutText]));
        let png = png();
        let cut = read(&png[..png.len() / 2], 9);
        assert!(matches!(cut, Err(ErrorKind::Damaged { .. })), "{cut:?}");
    }

    #[test]
    fn pages_beyond_the_limit_are_told() {
        assert_eq!(read(&png(), 0), Ok(vec![Code::NoText, Code::LimitReached]));
    }
}

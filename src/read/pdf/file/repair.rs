//! A damaged file → a sound copy, and whether a file is damaged in the first place.
//!
//! The first parser rebuilds a broken cross-reference table on its own, and finds pages without a page tree;
//! lopdf reads each object for itself and so gets at pages and files where the first parser gives up.

use crate::read::Limits;
use lopdf::{Document, LoadOptions};

/// The last bytes of a file, where it says how to read it.
const TAIL: usize = 4096;

/// A copy whose objects stand where its table says; `None` where not even the second parser finds pages.
/// Encrypted files are left alone.
pub(crate) fn sound_copy(bytes: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    if memchr::memmem::find(bytes, b"/Encrypt").is_some() {
        return None;
    }
    let options = LoadOptions {
        max_decompressed_size: usize::try_from(limits.decompressed_bytes).ok(),
        ..LoadOptions::default()
    };
    let mut document = Document::load_mem_with_options(bytes, options).ok()?;
    document.page_iter().next()?;
    let mut copy = Vec::with_capacity(bytes.len());
    document.save_to(&mut copy).ok()?;
    Some(copy)
}

/// Whether a table of cross-references stands where the end of the file says. Bytes that were put before the
/// header move everything: then places count from the header on.
pub(crate) fn has_cross_references(bytes: &[u8]) -> bool {
    let tail = bytes
        .get(bytes.len().saturating_sub(TAIL)..)
        .unwrap_or(bytes);
    let header = memchr::memmem::find(bytes, b"%PDF-").unwrap_or(0);
    stated_place(tail).is_some_and(|place| {
        [place, place.saturating_add(header)]
            .iter()
            .any(|at| bytes.get(*at..).is_some_and(begins_table))
    })
}

/// The number after the last `startxref`.
fn stated_place(tail: &[u8]) -> Option<usize> {
    let at = memchr::memmem::rfind(tail, b"startxref")? + b"startxref".len();
    let rest = tail.get(at..)?.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()
}

/// `xref`, or the number of the object that is a cross-reference stream.
fn begins_table(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    bytes.starts_with(b"xref") || bytes.first().is_some_and(u8::is_ascii_digit)
}

//! Bytes → [`Document`]. The format is told by content, never by file name.

pub mod archive;
pub mod doc;
pub mod docx;
pub mod html;
mod legacy;
pub mod limits;
pub mod odt;
mod office;
mod ole;
pub mod pdf;
pub mod rtf;
pub mod sheet;
pub mod text;
mod word;
pub mod xml;

pub use limits::Limits;

use crate::model::{Code, Document, Error, Extent, WithFindings};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a reader may need besides the bytes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Options {
    /// Passwords to try on a protected file.
    pub passwords: Vec<String>,
    /// What a file may cost.
    pub limits: Limits,
    /// Read tagged PDFs by geometry alone.
    pub ignore_tree: bool,
}

/// A reader: turns the bytes of one format into a document.
type Reader =
    fn(file: &str, bytes: &[u8], options: &Options) -> Result<WithFindings<Document>, Error>;

/// A sniffer: does the content look like this format?
type Sniffer = fn(bytes: &[u8]) -> bool;

/// Format name, how to tell it, how to read it; asked in this order.
const READERS: &[(&str, Sniffer, Reader)] = &[
    ("office", office::sniff, office::read),
    ("docx", docx::sniff, docx::read),
    ("odt", odt::sniff, odt::read),
    ("encrypted", docx::sniff_encrypted, docx::read_encrypted),
    ("xlsx", sheet::sniff_xlsx, sheet::read_xlsx),
    ("xlsb", sheet::sniff_xlsb, sheet::read_xlsb),
    ("ods", sheet::sniff_ods, sheet::read_ods),
    ("doc", doc::sniff, doc::read),
    ("xls", sheet::sniff_xls, sheet::read_xls),
    ("rtf", rtf::sniff, rtf::read),
    ("html", html::sniff, html::read),
    ("csv", sheet::sniff_csv, sheet::read_csv),
    ("text", text::sniff, text::read),
];

/// Reads one file. `file` is its name for [`crate::model::Source::file`], nothing more. Bytes that are
/// handed over are not copied; borrowed ones are where the reader has to own them (PDF).
///
/// # Errors
/// When nothing useful can be read: see [`Error`]. Doubts about the content are findings.
pub fn read<'b>(
    file: &str,
    bytes: impl Into<Cow<'b, [u8]>>,
    options: &Options,
) -> Result<WithFindings<Document>, Error> {
    let bytes = bytes.into();
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let limit = options.limits.file_bytes;
    if bytes.len() as u64 > limit {
        return Err(Error::Limit {
            what: "file size",
            found: bytes.len() as u64,
            limit,
        });
    }
    if pdf::sniff(&bytes) {
        return Ok(finished(pdf::read(file, bytes, options)?));
    }
    for (_, sniff, reader) in READERS {
        if sniff(&bytes) {
            let read = match reader(file, &bytes, options) {
                Err(error) if office::may_help(&bytes, &error) => {
                    office::read(file, &bytes, options).map_err(|_| error)?
                }
                other => other?,
            };
            return Ok(finished(read));
        }
    }
    let unknown = Error::UnknownFormat { hint: None };
    match office::may_help(&bytes, &unknown) {
        true => office::read(file, &bytes, options),
        false => Err(unknown),
    }
}

/// What every format has in common at its end: one encoding, and how much was read.
fn finished(mut read: WithFindings<Document>) -> WithFindings<Document> {
    legacy::to_unicode(&mut read);
    let has = |code| read.findings.iter().any(|finding| finding.code == code);
    read.output.extent = if has(Code::ScanWithoutText) {
        Extent::Scan
    } else if has(Code::LimitReached) {
        Extent::Cut
    } else {
        Extent::Whole
    };
    read
}

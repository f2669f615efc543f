//! Bytes → [`Document`]. The format is determined by content, never by file name.

pub(crate) mod archive;
mod bytes;
mod cache;
mod container;
mod doc;
mod docling;
mod docx;
mod folders;
mod html;
mod image;
mod inserted;
mod legacy;
pub(crate) mod list;
mod mail;
mod ocr;
mod odt;
mod office;
mod ole;
pub(crate) mod pdf;
mod picture;
pub(crate) mod progress;
mod recognised;
mod rtf;
mod scan;
mod sheet;
pub(crate) mod shown;
mod side_by_side;
mod text;
mod tools;
mod word;
mod xml;

pub use crate::model::{ErrorKind, Limits};
pub use ocr::{OcrMode, OcrOptions};
pub(crate) use tools::{Found, Tools, unusable_model};

use crate::model::{
    Anchors, Code, Document, Error, Extent, Finding, LimitKind, Source, WithFindings,
};
use container::{Container, PackageKind};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use xml::{Budget, within};

/// What a reader may need besides the bytes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Options {
    /// Passwords to try on a protected file.
    pub passwords: Vec<String>,
    /// What a file may cost.
    pub limits: Limits,
    /// Read tagged PDFs by geometry alone.
    pub ignore_tree: bool,
    /// How pictures of pages are read.
    #[serde(default)]
    pub ocr: OcrOptions,
}

/// A file as its reader gets it.
struct Input<'i> {
    /// Its name for [`Source::file`], nothing more.
    file: &'i str,
    bytes: &'i [u8],
    options: &'i Options,
    /// What is left of the limits after the file was identified.
    budget: &'i Budget,
    /// Files around it that it was inserted into.
    deep: u8,
}

impl Input<'_> {
    /// What is known of the file before it is read.
    fn source(&self, format: &str) -> Source {
        Source::of(self.file, format, self.bytes)
    }
}

/// Reads one file. `file` is its name for [`Source::file`], nothing more. Bytes that are handed over are
/// not copied; borrowed ones are where the reader has to own them (PDF).
///
/// # Errors
/// When nothing useful can be read: see [`Error`]. Doubts about the content are findings.
pub fn read<'b>(
    file: &str,
    bytes: impl Into<Cow<'b, [u8]>>,
    options: &Options,
) -> Result<WithFindings<Document>, Error> {
    let mut read = contents(file, bytes.into(), options, 0)?;
    legacy::to_unicode(&mut read);
    read.output.extent = extent(&read.findings);
    Ok(read)
}

/// Where the cells and paragraphs of a DOCX begin in its main part; `None` for any other format.
///
/// It is read once more for that, by the reader that made its report of it: whatever that counts as a table, a row or
/// a paragraph, this does.
///
/// # Errors
/// As [`read`].
pub fn anchors(bytes: &[u8], options: &Options) -> Result<Option<Anchors>, Error> {
    let budget = Budget::new(options.limits);
    let Container::Package(package, PackageKind::Docx(parts)) =
        container::identify(bytes, &budget)?
    else {
        return Ok(None);
    };
    let input = Input {
        file: "",
        bytes,
        options,
        budget: &budget,
        deep: 0,
    };
    let (mut read, mut anchors) = docx::anchored(&input, package, &parts)?;
    legacy::to_unicode(&mut read);
    anchors.settle(&read.output);
    Ok(Some(anchors))
}

/// Reads one file, or one inserted into another; old encodings are left to whoever has it whole.
fn contents(
    file: &str,
    bytes: Cow<'_, [u8]>,
    options: &Options,
    deep: u8,
) -> Result<WithFindings<Document>, Error> {
    if bytes.is_empty() {
        return Err(ErrorKind::EmptyFile.into());
    }
    within(
        LimitKind::FileSize,
        bytes.len() as u64,
        options.limits.file_bytes,
    )?;
    let budget = Budget::new(options.limits);
    let container = container::identify(&bytes, &budget)?;
    if matches!(container, Container::Pdf) {
        // Nothing may borrow the bytes that the reader takes over.
        drop(container);
        return pdf::read(file, bytes, options);
    }
    let input = Input {
        file,
        bytes: &bytes,
        options,
        budget: &budget,
        deep,
    };
    by_format(&input, container)
}

/// How much of the paper the readers got through.
fn extent(findings: &[Finding]) -> Extent {
    let has = |code| findings.iter().any(|finding| finding.code == code);
    if has(Code::ScanWithoutText) {
        Extent::Scan
    } else if has(Code::LimitReached) {
        Extent::Cut
    } else {
        Extent::Whole
    }
}

fn by_format(input: &Input<'_>, container: Container<'_>) -> Result<WithFindings<Document>, Error> {
    match container {
        Container::Pdf => pdf::read(input.file, input.bytes, input.options),
        Container::Package(package, kind) => match kind {
            PackageKind::Docx(parts) => docx::read(input, package, &parts),
            PackageKind::Odt => odt::read(input, package),
            PackageKind::Xlsx(main) => sheet::read_xlsx(input, package, &main),
            PackageKind::Xlsb(main) => sheet::read_xlsb(input, package, &main),
            PackageKind::Ods => sheet::read_ods(input, package),
            PackageKind::Foreign(kind) => office::read(input, kind),
            PackageKind::Archive => Err(Error::packed("zip")),
        },
        Container::Ole(stream) => compound(input, stream),
        Container::FlatOdt => odt::read_flat(input),
        Container::Foreign(kind) => office::read(input, kind),
        Container::Picture(format) => image::read(input, format),
        Container::Rtf => rtf::read(input),
        Container::Html => html::read(input),
        Container::Mail => mail::read(input),
        Container::Packed(format) => {
            let limits = &input.options.limits;
            Err(archive::unopened(format, input.bytes, limits))
        }
        Container::Docling => docling::read(input),
        Container::Recognised(format) => recognised::read(input, format),
        Container::Csv => sheet::read_csv(input),
        Container::Text => text::read(input),
        Container::Unknown => Err(ErrorKind::UnknownFormat.into()),
    }
}

/// An OLE compound file; an office suite may open one that our readers cannot.
fn compound(
    input: &Input<'_>,
    stream: Option<ole::Stream>,
) -> Result<WithFindings<Document>, Error> {
    let (read, kind) = match stream {
        Some(ole::Stream::Encrypted) => return Err(ErrorKind::Password.into()),
        Some(ole::Stream::Mail) => return mail::read_outlook(input),
        Some(ole::Stream::Presentation) => return Err(ErrorKind::UnknownFormat.into()),
        Some(ole::Stream::Word) => (doc::read(input), office::Kind::Words),
        Some(ole::Stream::Workbook) => (sheet::read_xls(input), office::Kind::Sheets),
        None => return office::read(input, office::Kind::Words),
    };
    read.or_else(|error| match office::may_help(&error) {
        true => office::read(input, kind).map_err(|_| error),
        false => Err(error),
    })
}

//! Findings on the report itself: a copy of the file an office sent, each finding marked where it stands.
//!
//! What the office sent stays in it byte for byte: a PDF gets an update behind its end, a DOCX gets comments.

mod chosen;
mod docx;
mod pdf;

pub use chosen::{Wanted, clear_of_next, marks_of};
pub use docx::docx;
pub use pdf::pdf;

use super::message::{Lang, talk};
use crate::model::{Anchors, Limits, Place, Severity};
use jiff::civil::Date;

/// One finding to be shown on the report itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it stands, all in this very file; none where it is about the report as a whole.
    pub places: Vec<Place>,
    /// What the row prints that it is about, so that no mark gets onto another one.
    pub printed: Option<Printed>,
    /// How much it weighs.
    pub severity: Severity,
    /// What it is about and what kind of trouble: `III.7 · Tổng không khớp (total-mismatch)`.
    pub title: String,
    /// The message, and below it what to do.
    pub text: String,
}

/// What a row prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Its label; empty where it has none.
    pub label: String,
    /// Its value; empty where it is blank.
    pub value: String,
}

/// How a copy is marked.
#[derive(Clone, Debug, Default)]
pub struct How<'a> {
    /// In whose name the marks are.
    pub author: &'a str,
    /// The day they are of; none is written where none is given, so that two runs make the same copy.
    pub date: Option<Date>,
    /// Where the appendix begins: marks without a place of their own stand here, else at the head of the file.
    pub head: Option<Place>,
    /// Where the cells and paragraphs of these very bytes begin: a DOCX is marked by them alone.
    pub anchors: Option<&'a Anchors>,
    /// What may open a file that is locked.
    pub passwords: &'a [String],
    /// Marks even what its author certified or closed to remarks.
    pub force: bool,
    /// What unpacking it may cost.
    pub limits: Limits,
}

/// A marked copy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marked {
    /// The file.
    pub bytes: Vec<u8>,
    /// Which marks did not find their place and stand at the head instead: indexes into the marks.
    pub unplaced: Vec<usize>,
}

/// The formats that take marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// PDF: annotations in an update behind its end.
    Pdf,
    /// DOCX: comments.
    Docx,
}

impl Format {
    /// Told by the content; `None` where it takes no marks.
    pub fn of(bytes: &[u8]) -> Option<Format> {
        let start = &bytes[..bytes.len().min(1024)];
        if memchr::memmem::find(start, b"%PDF-").is_some() {
            return Some(Format::Pdf);
        }
        let has = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
        let docx = bytes.starts_with(b"PK\x03\x04") && has(b"word/document.xml");
        docx.then_some(Format::Docx)
    }

    /// What its files' names end in.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
        }
    }

    /// A marked copy.
    ///
    /// # Errors
    /// When the file cannot be marked.
    pub fn copy(self, bytes: &[u8], marks: &[Mark], how: &How<'_>) -> Result<Marked, MarkError> {
        match self {
            Format::Pdf => pdf(bytes, marks, how),
            Format::Docx => docx(bytes, marks, how),
        }
    }
}

/// Why a file cannot be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MarkError {
    /// It is of a format that takes no marks.
    Format,
    /// It contradicts itself, so that nothing can be added to it safely; what is wrong.
    Damaged(String),
    /// It is locked, and no password given opens it; or in a way that is not written here.
    Locked,
    /// Its author certified it and allows no remarks.
    Certified,
    /// Its author closed it to remarks.
    Closed,
    /// Its author signed it, and marks in it would break the signature.
    Signed,
    /// It is larger than what is unpacked here.
    TooLarge,
}

impl MarkError {
    /// A stable kebab-case name.
    pub fn code(&self) -> &'static str {
        match self {
            MarkError::Format => "format",
            MarkError::Damaged(_) => "damaged",
            MarkError::Locked => "locked",
            MarkError::Certified => "certified",
            MarkError::Closed => "closed",
            MarkError::Signed => "signed",
            MarkError::TooLarge => "too-large",
        }
    }

    /// What is so, and what can be done about it.
    pub fn said(&self, lang: Lang) -> (String, String) {
        let fact = match self {
            MarkError::Damaged(fact) => fact.as_str(),
            _ => "",
        };
        let word = |part: &str| {
            let key = format!("mark.{}{part}", self.code());
            talk(&key, &[("fact", &fact)], lang)
        };
        (word(""), word(".hint"))
    }
}

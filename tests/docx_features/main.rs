//! What DOCX can say and what the reader makes of it: one small hand-written package a feature.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

#[path = "../common/mod.rs"]
mod common;
mod lists;
mod package;
mod sight;
mod tables;
mod text;

use common::document::{first_grid as grid, rows, shown};
use package::Parts;
use phuluc::model::{Cell, Document, Error, Finding, WithFindings};
use phuluc::read::{self, Options};

/// Reads a document of this body.
fn body(body: &str) -> Document {
    Parts::body(body).read().output
}

impl Parts {
    fn read(&self) -> WithFindings<Document> {
        self.try_read().expect("it can be read")
    }

    fn try_read(&self) -> Result<WithFindings<Document>, Error> {
        read::read("test.doc", self.zip(), &Options::default())
    }
}

fn cell(document: &Document, row: usize, column: usize) -> &Cell {
    grid(document).at(row, column).expect("there is a cell")
}

fn finding<'a>(noted: &'a WithFindings<Document>, code: &str) -> Option<&'a Finding> {
    noted
        .findings
        .iter()
        .find(|finding| finding.code.as_str() == code)
}

/// `<w:p>` of one run.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// `<w:tc>` of one paragraph, with settings.
fn tc(settings: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{settings}</w:tcPr>{}</w:tc>", p(text))
}

/// `<w:tr>` of plain cells.
fn tr(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|text| tc("", text)).collect();
    format!("<w:tr>{cells}</w:tr>")
}

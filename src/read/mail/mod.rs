//! Mails and web archives: `.eml`, `.mht` and what Word and Excel save as one under the name of a `.doc` or
//! `.xls`, Outlook's `.msg`, `winmail.dat`.
//!
//! What is attached is read as the files of an archive are; what a mail itself says, or a web archive holds, is
//! a page. `mime` takes messages apart, `outlook` and `tnef` do so for Microsoft's notations, `page` puts the parts
//! of a page together.

mod mime;
pub(in crate::read) mod outlook;
mod page;
pub(in crate::read) mod tnef;

use super::{Input, Limits, Options, html, text};
use crate::model::{Block, Code, Document, Error, Finding, Grid, Source, WithFindings};
pub(in crate::read) use mime::is_mail;
use page::Page;

/// A table of a mail's own text with so many columns and rows may be an appendix.
const COLUMNS: usize = 3;
const ROWS: usize = 4;
/// Pictures of fewer bytes than this that stand in the text are a signature's, no page's.
const SIGNATURE: usize = 100 << 10;
/// Endings of files that programs of mail add.
const MACHINERY: [&str; 6] = [".p7s", ".asc", ".sig", ".ics", ".vcf", ".xml"];
/// Endings of files that are a page's pictures and styles.
const PAGE_PARTS: [&str; 10] = [
    ".htm", ".html", ".css", ".js", ".thmx", ".mso", ".wmz", ".emz", ".gif", ".svg",
];

/// A file in a mail.
#[derive(Clone, Debug)]
pub(in crate::read) struct Attachment {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What a mail holds besides its text.
#[derive(Debug, Default)]
struct Parts {
    page: Page,
    attachments: Vec<Attachment>,
}

/// The files in a mail; the mail itself is one of them where its own text holds a table like an appendix.
///
/// # Errors
/// When the mail is damaged or a limit is reached.
pub(in crate::read) fn attachments(
    bytes: &[u8],
    limits: &Limits,
) -> Result<Vec<Attachment>, Error> {
    let parts = mime::parts(bytes, limits)?;
    Ok(with_text(parts, bytes, limits, ".html"))
}

/// The attachments, and the mail before them where it is one of the reports.
fn with_text(parts: Parts, whole: &[u8], limits: &Limits, ending: &str) -> Vec<Attachment> {
    let mut attachments = parts.attachments;
    if !attachments.is_empty() && holds_appendix(&parts.page, limits) {
        let title = parts.page.subject.trim().replace(['/', '\\', '!'], "-");
        let name = if title.is_empty() { "mail" } else { &title };
        let text = Attachment {
            name: format!("{name}{ending}"),
            bytes: whole.to_vec(),
        };
        attachments.insert(0, text);
    }
    attachments
}

/// Whether a file in a mail can be a report: not what stands in its text, nor what programs add.
fn is_report(name: &str, kind: &str, inline: bool, size: usize) -> bool {
    let name = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let picture = kind.starts_with("image/") || ends(&[".png", ".jpg", ".jpeg", ".gif", ".bmp"]);
    match () {
        () if ends(&MACHINERY) || kind == "text/calendar" => false,
        () if picture && inline => size >= SIGNATURE,
        () => true,
    }
}

fn holds_appendix(page: &Page, limits: &Limits) -> bool {
    let options = Options {
        limits: *limits,
        ..Options::default()
    };
    let read = said(page, Source::default(), &options);
    let blocks = read.map(|read| read.output.blocks).unwrap_or_default();
    blocks.iter().any(|block| match block {
        Block::Grid(grid) => is_appendix(grid),
        Block::Paragraph(_) => false,
    })
}

fn is_appendix(grid: &Grid) -> bool {
    let large = grid.columns >= COLUMNS && grid.rows >= ROWS;
    large
        || grid
            .cells
            .iter()
            .flat_map(|cell| &cell.nested)
            .any(is_appendix)
}

/// Reads what a mail itself says, or the page a web archive holds.
///
/// # Errors
/// When there is no text in it, or a limit is reached.
pub(super) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let limits = &input.options.limits;
    let parts = mime::parts(input.bytes, limits)?;
    document(input, parts)
}

/// Reads what a mail of Outlook says.
///
/// # Errors
/// As [`read`].
pub(super) fn read_outlook(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let parts = outlook::parts(input.bytes, &input.options.limits)?;
    document(input, parts)
}

fn document(input: &Input<'_>, parts: Parts) -> Result<WithFindings<Document>, Error> {
    let format = if parts.page.archived { "mhtml" } else { "mail" };
    let mut read = said(&parts.page, input.source(format), input.options)?;
    let hidden = parts.page.hidden();
    if !hidden.is_empty() {
        let finding = Finding::new(Code::HiddenSheet).with("count", hidden.len());
        read.findings
            .push(finding.with("sheets", hidden.join(", ")));
    }
    if !parts.attachments.is_empty() {
        let count = parts.attachments.len();
        read.findings
            .push(Finding::new(Code::EmbeddedContent).with("count", count));
    }
    Ok(read)
}

/// What the page says, or the text where there is no page.
fn said(page: &Page, source: Source, options: &Options) -> Result<WithFindings<Document>, Error> {
    match &page.plain {
        Some(plain) if page.texts.is_empty() => text::document(plain, source, options),
        _ => html::stretch(&page.html(), source, options),
    }
}

#[cfg(test)]
pub(in crate::read) mod tests;

//! PDF → [`Document`]: what each page shows, as paragraphs and grids.
//!
//! | step | file |
//! |---|---|
//! | opening, passwords, page by page | `open` |
//! | what a page shows: glyphs, ink, pictures | [`page`], filled by `collect` |
//! | glyphs → words → lines | [`word`], [`line`] |
//! | ink → rules → edges | [`rule`] |
//! | edges → crossings → lattices → cells | [`lattice`] |
//! | lattices + words → grids | [`ruled`] |
//! | words → cell text | [`cell`] |
//! | words outside tables → paragraphs, all in reading order | [`flow`] |

pub mod cell;
mod collect;
pub mod flow;
pub mod found;
pub mod lattice;
pub mod line;
mod open;
pub mod page;
pub mod rule;
pub mod ruled;
mod unicode;
pub mod word;

use super::Options;
use crate::model::{Block, Document, Error, Finding, Noted, Place, Severity, Source};
use found::Found;
use open::{Opened, Pages, damaged, open};
use page::PageContent;
use ruled::Ruling;
use word::Word;

/// `%PDF-` within the first kilobyte.
pub fn sniff(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Reads a PDF, page by page.
///
/// # Errors
/// A password is needed, the file is cut off or damaged, or it has no pages.
pub fn read(file: &str, bytes: &[u8], options: &Options) -> Result<Noted<Document>, Error> {
    let opened = open(bytes, options)?;
    let mut pages = Pages::new(&opened, options);
    if pages.len() == 0 {
        return Err(damaged("it has no pages".to_owned()));
    }
    let mut findings = Vec::new();
    let mut document = Document { source: source(file, bytes, &opened), ..Document::default() };
    let limit = options.limits.pages as usize;
    if pages.len() > limit {
        findings.push(limit_reached("pages", pages.len(), limit));
    }
    for index in 0..pages.len().min(limit) {
        let Some(content) = pages.content(index) else { continue };
        findings.extend(doubts(&content, options));
        document.pages.push(content.page);
        document.blocks.extend(page_blocks(&content));
    }
    Ok(Noted { output: document, findings })
}

fn source(file: &str, bytes: &[u8], opened: &Opened) -> Source {
    let mut notes = Vec::new();
    if opened.decrypted {
        notes.push("decrypted".to_owned());
    }
    Source {
        file: file.to_owned(),
        format: "pdf".to_owned(),
        bytes: bytes.len() as u64,
        producer: opened.producer(),
        notes,
    }
}

/// Everything on a page, in reading order.
fn page_blocks(content: &PageContent) -> Vec<Block> {
    let ruling = Ruling::of(content);
    let words = word::words(content, &ruling.walls());
    let tables = tables(content, &ruling, &words);
    flow::blocks(content, words, tables)
}

/// The tables of a page: by the structure tree, by rules, by alignment, each finder taking only what
/// the one before left.
fn tables(content: &PageContent, ruling: &Ruling, words: &[Word]) -> Vec<Found> {
    let taken = vec![false; words.len()];
    ruled::find(content, ruling, words, &taken)
}

fn limit_reached(what: &str, found: usize, limit: usize) -> Finding {
    Finding::new("limit-reached", Severity::Error)
        .with("what", what)
        .with("found", found)
        .with("limit", limit)
}

/// What is doubtful about a page as a whole.
fn doubts(content: &PageContent, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    let place = Place::page(content.number);
    if content.cut {
        let limit = options.limits.page_items as usize;
        findings.push(limit_reached("page items", limit, limit).at(place, ""));
    }
    findings
}

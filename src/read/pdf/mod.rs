//! PDF → [`Document`]: what each page shows, as paragraphs and grids.
//!
//! | room | in → out |
//! |---|---|
//! | `file` | bytes → an opened document, its pages, annotations and structure tree |
//! | `content` | drawing operations of a page → glyphs, strokes, fills, pictures |
//! | `text` | glyphs → words → lines → the text of cells and paragraphs |
//! | `tables` | words, strokes, structure tree → tables |
//! | `flow` | words outside tables → paragraphs, all in reading order |
//! | `diagnostics` | what the pages leave in doubt → findings |
//! | `debug` | a picture of every step |

mod content;
pub mod debug;
mod diagnostics;
mod file;
mod flow;
#[cfg(test)]
mod sample;
mod tables;
#[cfg(test)]
mod tests;
mod text;

use super::Options;
use crate::model::{Block, Document, Error, Finding, Page, Source, WithFindings};
use content::page::PageContent;
use diagnostics::PageDiagnostics;
use file::annotations::Overlaid;
use file::open::{Opened, Pages, damaged, open};
use flow::Placed;
use std::borrow::Cow;
use tables::borderless::carry::Carried;
use tables::found::{Found, Piece};
use tables::overlay::{drop_copies, take_overlays};
use tables::ruled::Ruling;
use tables::stamp::stamps;
use tables::tagged::{Tagged, Tags};
use tables::{borderless, ruled, stitch};
use text::running::Edges;
use text::word::{self, Word};

/// `%PDF-` within the first kilobyte.
pub fn sniff(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)]
        .windows(5)
        .any(|window| window == b"%PDF-")
}

/// Reads a PDF, page by page.
///
/// # Errors
/// A password is needed, the file is cut off or damaged, or it has no pages.
pub fn read<'b>(
    file: &str,
    bytes: impl Into<Cow<'b, [u8]>>,
    options: &Options,
) -> Result<WithFindings<Document>, Error> {
    let bytes = bytes.into();
    let source = Source::of(file, "pdf", &bytes);
    let opened = open(bytes, options)?;
    let mut pages = Pages::new(&opened, options);
    if pages.len() == 0 {
        return Err(damaged("it has no pages".to_owned()));
    }
    let mut document = Document {
        source: Source {
            producer: opened.producer(),
            notes: opened.notes(),
            ..source
        },
        ..Document::default()
    };
    let mut findings = Vec::new();
    let limit = options.limits.pages as usize;
    if pages.len() > limit {
        findings.push(Finding::limit_reached("pages", limit).with("found", pages.len()));
    }
    let tags = tags_of(&opened, options);
    findings.extend(
        tags.cut
            .map(|limit| Finding::limit_reached("structure tree", limit)),
    );
    let (mut contradictions, mut read) =
        (pages.contradictions(), Read::of(&mut pages, limit, &tags));
    // A ToUnicode CMap that is found out on a later page lied on the pages before it too.
    for _ in 0..REREAD {
        if std::mem::replace(&mut contradictions, pages.contradictions()) == contradictions {
            break;
        }
        read = Read::of(&mut pages, limit, &tags);
    }
    findings.splice(0..0, opened.findings(pages.len(), &pages.overlaid.files));
    document.pages = read.pages;
    document.blocks = read.blocks;
    read.edges.mark(&mut document);
    stitch::stitch(&mut document, read.pieces);
    findings.extend(read.diagnostics.findings(&document, options));
    findings.extend(pages.overlaid.finding());
    if pages.overlaid.fields > 0 {
        document.source.notes.push("form fields".to_owned());
    }
    Ok(WithFindings {
        output: document,
        findings,
    })
}

/// How often a document is read again at most.
const REREAD: usize = 3;

/// What the pages hold, one after the other.
#[derive(Default)]
struct Read {
    pages: Vec<Page>,
    blocks: Vec<Block>,
    /// Which block is which part of which tagged table.
    pieces: Vec<(usize, Piece)>,
    diagnostics: PageDiagnostics,
    edges: Edges,
}

impl Read {
    fn of(pages: &mut Pages<'_>, limit: usize, tags: &Tags) -> Read {
        let (mut read, mut before) = (Read::default(), Before::default());
        pages.overlaid = Overlaid::default();
        for index in 0..pages.len().min(limit) {
            let Some(content) = pages.content(index) else {
                continue;
            };
            let placed = page_blocks(&content, tags, &mut before, &mut read.diagnostics);
            read.add(&content, placed);
            pages.recycle(content);
        }
        read
    }

    fn add(&mut self, content: &PageContent, placed: Vec<Placed>) {
        self.diagnostics.record_page(content);
        self.pages.push(content.page);
        for placed in placed {
            self.pieces
                .extend(placed.piece.map(|piece| (self.blocks.len(), piece)));
            if let Block::Paragraph(paragraph) = &placed.block {
                self.edges.note(
                    content,
                    self.blocks.len(),
                    paragraph.text.as_str(),
                    placed.bbox,
                );
            }
            self.blocks.push(placed.block);
        }
    }
}

/// The structure tree, unless it is to be ignored.
fn tags_of(opened: &Opened, options: &Options) -> Tags {
    if options.ignore_tree {
        Tags::default()
    } else {
        Tags::of(&opened.pdf, &options.limits)
    }
}

/// What the pages before hand on to the next: the table that may go on.
#[derive(Clone, Default)]
struct Before {
    /// Its columns, where it has no rules.
    carried: Carried,
    /// Its column borders, where it has.
    borders: Vec<f32>,
    /// The column borders of the last table with rules between its columns only.
    frame: Vec<f32>,
}

/// Everything on a page, in reading order.
fn page_blocks(
    content: &PageContent,
    tags: &Tags,
    before: &mut Before,
    diagnostics: &mut PageDiagnostics,
) -> Vec<Placed> {
    let ruling = Ruling::of(content, &before.borders);
    let (words, found) = words_and_tables(content, &ruling, tags, before, diagnostics);
    flow::blocks(content, words, found)
}

/// The words of a page and its tables, stamps and watermarks left out of both.
fn words_and_tables(
    content: &PageContent,
    ruling: &Ruling,
    tags: &Tags,
    before: &mut Before,
    diagnostics: &mut PageDiagnostics,
) -> (Vec<Word>, Vec<Found>) {
    let mut words = word::words(content, &ruling.separators());
    drop_copies(&mut words);
    let mut overlays = take_overlays(&mut words, &ruling.edges);
    let at_first = before.clone();
    let (mut found, mut tagged) = tables(content, ruling, &words, tags, before);
    let stamps = stamps(&words, &found);
    if !stamps.certain.is_empty() {
        overlays.extend(stamps.certain.iter().rev().map(|at| words.remove(*at)));
        *before = at_first;
        (found, tagged) = tables(content, ruling, &words, tags, before);
    }
    diagnostics.record_tags(content.number, &tagged);
    diagnostics.record_overlays(content.number, &overlays);
    diagnostics.record_rows(&found);
    diagnostics.record_set_apart(content, stamps.odd);
    (words, found)
}

/// The tables of a page: by the structure tree, by rules, by alignment, each finder taking only what
/// the one before left; and what the structure tree leaves in doubt.
fn tables(
    content: &PageContent,
    ruling: &Ruling,
    words: &[Word],
    tags: &Tags,
    before: &mut Before,
) -> (Vec<Found>, Tagged) {
    before.borders = ruling.last_borders();
    let mut taken = vec![false; words.len()];
    let mut ruled = ruled::find(content, ruling, words, &taken, &mut before.frame);
    let mut tagged = tags.find(content, words, &mut ruled.tables);
    let mut found = std::mem::take(&mut tagged.tables);
    found.extend(ruled.tables);
    for index in found.iter().flat_map(|found| &found.words) {
        taken[*index] = true;
    }
    let edges = &ruling.edges;
    found.extend(borderless::find(
        content,
        edges,
        &ruled.frames,
        words,
        &taken,
        &mut before.carried,
    ));
    (found, tagged)
}

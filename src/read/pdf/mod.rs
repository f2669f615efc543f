//! PDF → [`Document`]: what each page shows, as paragraphs and grids.
//!
//! | step | file |
//! |---|---|
//! | opening, passwords, page by page | `open` |
//! | what unpacks to too much | `bounded` |
//! | fields that were filled in, typed-over text, comments | `annotations` |
//! | what a page shows: glyphs, ink, pictures | [`page`], filled by `collect` |
//! | drawing operations → `collect`; pages with rare ones go through hayro's interpreter | `plain` |
//! | what a glyph says | `letters`, `unicode`, `sfnt` |
//! | combining marks → after their letters | `marks` |
//! | glyphs → atoms → words → lines | `atom`, [`word`], [`mod@line`] |
//! | stamps and watermarks over the text | `overlay` |
//! | stamps inside cells, told by their looks | `stamp` |
//! | ink → rules → edges | [`rule`] |
//! | edges → crossings → lattices → cells | [`lattice`] |
//! | lattices + words → grids | [`ruled`] |
//! | boxes that hold several cells, split by their words | [`refine`] |
//! | words in columns without rules → grids | [`borderless`] |
//! | structure tree → which marked content is one cell; what speaks against it | [`tree`], `lies` |
//! | words → cell text | [`cell`] |
//! | what is left in doubt; headers, footers, page numbers | `doubts`, `running` |
//! | a picture of every step | [`debug`] |
//! | words outside tables → paragraphs, all in reading order | [`flow`] |

mod annotations;
mod atom;
pub mod borderless;
mod bounded;
pub mod cell;
pub mod chart;
mod collect;
pub mod debug;
mod doubts;
pub mod flow;
pub mod found;
pub mod lattice;
mod letters;
mod lies;
pub mod line;
mod marks;
mod open;
mod overlay;
pub mod page;
mod plain;
pub mod refine;
pub mod rule;
pub mod ruled;
mod running;
#[cfg(test)]
mod sample;
mod sfnt;
mod stamp;
mod stitch;
pub mod tags;
#[cfg(test)]
mod tags_tests;
#[cfg(test)]
mod tests;
pub mod tree;
mod unicode;
pub mod word;

use super::Options;
use crate::model::{Block, Document, Error, Finding, Page, Source, WithFindings};
use annotations::Overlaid;
use borderless::carry::Carried;
use doubts::Doubts;
use flow::Placed;
use found::{Found, Piece};
use open::{Opened, Pages, damaged, open};
use overlay::{drop_copies, take_overlays};
use page::PageContent;
use ruled::Ruling;
use running::Edges;
use stamp::stamps;
use std::borrow::Cow;
use tags::{Tagged, Tags};
use word::Word;

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
    let (mut lies, mut read) = (pages.lies(), Read::of(&mut pages, limit, &tags));
    // A Unicode table that is found out on a later page lied on the pages before it too.
    for _ in 0..REREAD {
        if std::mem::replace(&mut lies, pages.lies()) == lies {
            break;
        }
        read = Read::of(&mut pages, limit, &tags);
    }
    findings.splice(0..0, opened.findings(pages.len(), &pages.overlaid.files));
    document.pages = read.pages;
    document.blocks = read.blocks;
    read.edges.mark(&mut document);
    stitch::stitch(&mut document, read.pieces);
    findings.extend(read.doubts.findings(&document, options));
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
    doubts: Doubts,
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
            let placed = page_blocks(&content, tags, &mut before, &mut read.doubts);
            read.add(&content, placed);
            pages.give_back(content);
        }
        read
    }

    fn add(&mut self, content: &PageContent, placed: Vec<Placed>) {
        self.doubts.look(content);
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
    doubts: &mut Doubts,
) -> Vec<Placed> {
    let ruling = Ruling::of(content, &before.borders);
    let (words, found) = words_and_tables(content, &ruling, tags, before, doubts);
    flow::blocks(content, words, found)
}

/// The words of a page and its tables, stamps and watermarks left out of both.
fn words_and_tables(
    content: &PageContent,
    ruling: &Ruling,
    tags: &Tags,
    before: &mut Before,
    doubts: &mut Doubts,
) -> (Vec<Word>, Vec<Found>) {
    let mut words = word::words(content, &ruling.walls());
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
    doubts.look_at_tags(content.number, &tagged);
    doubts.look_at_overlays(content.number, &overlays);
    doubts.look_at_rows(&found);
    doubts.look_at_odd(content, stamps.odd);
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

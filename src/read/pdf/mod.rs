//! PDF → [`Document`]: what each page shows, as paragraphs and grids.
//!
//! | step | file |
//! |---|---|
//! | opening, passwords, page by page | `open` |
//! | what unpacks to too much | `bounded` |
//! | fields that were filled in, typed-over text, comments | `annotations` |
//! | what a page shows: glyphs, ink, pictures | [`page`], filled by `collect` |
//! | drawing operations → `collect`; pages with rare ones go through hayro's interpreter | `plain` |
//! | what a glyph says | `unicode`, `sfnt` |
//! | combining marks → after their letters | `marks` |
//! | glyphs → atoms → words → lines | `atom`, [`word`], [`mod@line`] |
//! | stamps and watermarks over the text | `overlay` |
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
use crate::model::{Block, Document, Error, Finding, Noted, Source};
use borderless::carry::Carried;
use doubts::Doubts;
use flow::Placed;
use found::Found;
use open::{Opened, Pages, damaged, open};
use overlay::take_overlays;
use page::PageContent;
use ruled::Ruling;
use running::Edges;
use tags::Tags;
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
    let mut document = Document { source: source(file, bytes, &opened), ..Document::default() };
    let mut findings = opened.findings(pages.len());
    let limit = options.limits.pages as usize;
    if pages.len() > limit {
        findings.push(Finding::limit_reached("pages", limit).with("found", pages.len()));
    }
    let tags = tags_of(&opened, options);
    let mut pieces = Vec::new();
    let (mut doubts, mut edges, mut before) = (Doubts::default(), Edges::default(), Before::default());
    for index in 0..pages.len().min(limit) {
        let Some(content) = pages.content(index) else { continue };
        doubts.look(&content);
        document.pages.push(content.page);
        for placed in page_blocks(&content, &tags, &mut before, &mut doubts) {
            pieces.extend(placed.piece.map(|piece| (document.blocks.len(), piece)));
            if let Block::Paragraph(paragraph) = &placed.block {
                edges.note(&content, document.blocks.len(), paragraph.text.as_str(), placed.bbox);
            }
            document.blocks.push(placed.block);
        }
        pages.give_back(content);
    }
    edges.mark(&mut document);
    stitch::stitch(&mut document, pieces);
    findings.extend(doubts.findings(&document, options));
    findings.extend(pages.overlaid.finding());
    if pages.overlaid.fields > 0 {
        document.source.notes.push("form fields".to_owned());
    }
    Ok(Noted { output: document, findings })
}

/// The structure tree, unless it is to be ignored.
fn tags_of(opened: &Opened, options: &Options) -> Tags {
    if options.ignore_tree { Tags::default() } else { Tags::of(&opened.pdf, &options.limits) }
}

fn source(file: &str, bytes: &[u8], opened: &Opened) -> Source {
    Source { producer: opened.producer(), notes: opened.notes(), ..Source::of(file, "pdf", bytes) }
}

/// What the pages before hand on to the next: the table that may go on.
#[derive(Default)]
struct Before {
    /// Its columns, where it has no rules.
    carried: Carried,
    /// Its column borders, where it has.
    borders: Vec<f32>,
}

/// Everything on a page, in reading order.
fn page_blocks(content: &PageContent, tags: &Tags, before: &mut Before, doubts: &mut Doubts) -> Vec<Placed> {
    let ruling = Ruling::of(content, &before.borders);
    let mut words = word::words(content, &ruling.walls());
    doubts.look_at_overlays(content.number, &take_overlays(&mut words, &ruling.edges));
    let tables = tables(content, &ruling, &words, tags, before, doubts);
    flow::blocks(content, words, tables)
}

/// The tables of a page: by the structure tree, by rules, by alignment, each finder taking only what
/// the one before left.
fn tables(
    content: &PageContent,
    ruling: &Ruling,
    words: &[Word],
    tags: &Tags,
    before: &mut Before,
    doubts: &mut Doubts,
) -> Vec<Found> {
    before.borders = ruling.last_borders();
    let mut taken = vec![false; words.len()];
    let mut ruled = ruled::find(content, ruling, words, &taken);
    let tagged = tags.find(content, words, &mut ruled);
    doubts.look_at_tags(content.number, &tagged);
    let mut found = tagged.tables;
    found.extend(ruled);
    for index in found.iter().flat_map(|found| &found.words) {
        taken[*index] = true;
    }
    found.extend(borderless::find(content, &ruling.edges, words, &taken, &mut before.carried));
    found
}

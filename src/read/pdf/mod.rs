//! PDF → [`Document`]: what each page shows, as paragraphs and grids.
//!
//! | room | in → out |
//! |---|---|
//! | `file` | bytes → an opened document, its pages, annotations and structure tree |
//! | `content` | drawing operations of a page → glyphs, strokes, fills, pictures |
//! | `text` | glyphs → words → lines → the text of cells and paragraphs |
//! | `tables` | words, strokes, structure tree → tables |
//! | `page` | one page, one way: words → what is printed over them → tables → blocks |
//! | `scanned` | pages that are pictures → what is read from them |
//! | `recognised` | words that a recogniser found, with their boxes → the same pages |
//! | `flow` | words outside tables → paragraphs, all in reading order |
//! | `diagnostics` | what the pages leave in doubt → findings |
//! | `debug` | a picture of every step |
//! | `shown` | pages as pictures, for a person to look at |

mod content;
pub mod debug;
mod diagnostics;
mod file;
mod flow;
mod page;
pub(in crate::read) mod recognised;
#[cfg(test)]
mod rows_tests;
#[cfg(test)]
mod sample;
mod scanned;
pub(in crate::read) use scanned::time_for_reading;
pub(in crate::read) mod shown;
mod tables;
#[cfg(test)]
mod tests;
mod text;
#[cfg(test)]
mod unseen_tests;

use super::Options;
use super::scan::Scan;
use crate::model::{Block, Document, Error, Finding, LimitKind, Page, Source, WithFindings};
use content::page::PageContent;
use content::pages::Pages;
use diagnostics::PageDiagnostics;
use file::annotations::AnnotationSummary;
use file::open::{Opened, damaged, open};
use flow::Placed;
use page::Before;
use recognised::RecognisedPage;
use scanned::{Readings, Scans};
use std::borrow::Cow;
use tables::found::Piece;
use tables::tagged::Tags;
use tables::{sheets, stitch};
use text::running::Edges;

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
        return Err(damaged("it has no pages"));
    }
    let source = Source {
        producer: opened.producer(),
        notes: opened.notes(),
        ..source
    };
    let mut findings = Vec::new();
    let limit = options.limits.pages as usize;
    if pages.len() > limit {
        findings.push(Finding::limit_reached(LimitKind::Pages, limit).with("found", pages.len()));
    }
    let tags = tags_of(&opened, options);
    findings.extend(
        tags.cut
            .map(|limit| Finding::limit_reached(LimitKind::StructureTree, limit)),
    );
    let read = Read::of(&mut pages, limit, &tags, options);
    findings.splice(0..0, opened.findings(&pages.annotations.files));
    let mut read = finished(source, read, findings, options);
    read.findings
        .extend(diagnostics::comments(&pages.annotations));
    let notes = &mut read.output.source.notes;
    notes.extend((pages.annotations.fields > 0).then(|| "form fields".to_owned()));
    notes.extend((pages.annotations.signatures > 0).then(|| "signature fields".to_owned()));
    Ok(read)
}

/// Pages of words → a document, tables found as in a PDF without tags.
pub(in crate::read) fn document(
    source: Source,
    pages: Vec<RecognisedPage>,
    options: &Options,
) -> WithFindings<Document> {
    let (mut read, mut before) = (Read::default(), Before::default());
    for (number, page) in (1..).zip(pages) {
        let content = page.content(number, page.printed());
        let placed = page::blocks(
            &content,
            &Tags::default(),
            &mut before,
            &mut read.diagnostics,
        );
        read.diagnostics.record_page(&content);
        read.add(&content, placed);
    }
    finished(source, read, Vec::new(), options)
}

/// Pages that are pictures, each with what was read from it → a document.
pub(in crate::read) fn pictures(
    source: Source,
    pages: Vec<(Page, Option<Scan>)>,
    late: Vec<u32>,
    options: &Options,
) -> WithFindings<Document> {
    let (mut read, mut before) = (Read::default(), Before::default());
    for (number, (page, scan)) in (1..).zip(pages) {
        match scan {
            Some(scan) => read.add_scan(page, number, &scan, &mut before),
            None => {
                read.diagnostics.record_unread(number);
                read.pages.push(page);
            }
        }
    }
    read.diagnostics.record_time(late);
    finished(source, read, Vec::new(), options)
}

/// What the pages hold, as one document: pieces of a table joined, running heads marked.
fn finished(
    source: Source,
    read: Read,
    mut findings: Vec<Finding>,
    options: &Options,
) -> WithFindings<Document> {
    let mut document = Document {
        source,
        pages: read.pages,
        blocks: read.blocks,
        ..Document::default()
    };
    read.edges.mark(&mut document);
    stitch::stitch(&mut document, read.pieces);
    read.readings.attach(&mut document);
    findings.extend(sheets::join_columns(&mut document));
    findings.extend(read.diagnostics.findings(&document, options));
    WithFindings {
        output: document,
        findings,
    }
}

/// How often a document is begun again at most.
const MAX_RESTARTS: usize = 3;

/// What the pages hold, one after the other.
#[derive(Default)]
struct Read {
    pages: Vec<Page>,
    blocks: Vec<Block>,
    /// Which block is which part of which tagged table.
    pieces: Vec<(usize, Piece)>,
    diagnostics: PageDiagnostics,
    edges: Edges,
    /// How pages that are pictures were read.
    readings: Readings,
}

impl Read {
    /// Reads the pages; from the start again where a page shows that a ToUnicode CMap contradicts its font,
    /// since what the pages before said in that font is not to be believed either. The pages after are
    /// interpreted first, without looking for tables: then all is known that the file shows of its fonts.
    ///
    /// A pass over the fonts before every reading would cost each sound file what this costs the few that
    /// lie: which glyphs claim to be which character is only known from the codes that are shown, so it
    /// means taking apart the drawing operations of all pages, about two fifths of reading them.
    fn of(pages: &mut Pages<'_>, limit: usize, tags: &Tags, options: &Options) -> Read {
        let count = pages.len().min(limit);
        let mut scans = Scans::default();
        let mut until = |pages: &mut Pages<'_>, stop: &dyn Fn(&Pages<'_>) -> bool| {
            Read::until(pages, count, tags, (&mut scans, options), stop)
        };
        for _ in 0..MAX_RESTARTS {
            let known = pages.contradictions();
            let stop = |pages: &Pages<'_>| pages.contradictions() != known;
            match until(pages, &stop) {
                Ok(read) => return read,
                Err(stopped) => pages.survey(stopped + 1..count),
            }
        }
        until(pages, &|_| false).unwrap_or_default()
    }

    /// Reads the pages one after the other; the index of the page whose content says to stop.
    fn until(
        pages: &mut Pages<'_>,
        count: usize,
        tags: &Tags,
        (scans, options): (&mut Scans, &Options),
        stop: &dyn Fn(&Pages<'_>) -> bool,
    ) -> Result<Read, usize> {
        let (mut read, mut before) = (Read::default(), Before::default());
        pages.annotations = AnnotationSummary::default();
        for index in 0..count {
            let content = pages.content(index);
            if stop(pages) {
                return Err(index);
            }
            let Some(content) = content else { continue };
            if let Some(scan) = scans.of(&content, pages, count, options) {
                read.add_scan(content.page, content.number, scan, &mut before);
            } else {
                let placed = page::blocks(&content, tags, &mut before, &mut read.diagnostics);
                read.diagnostics.record_page(&content);
                read.add(&content, placed);
            }
            pages.recycle(content);
        }
        read.diagnostics.record_time(scans.late());
        Ok(read)
    }

    /// Adds a page as its picture shows it.
    fn add_scan(&mut self, page: Page, number: u32, scan: &Scan, before: &mut Before) {
        let page = Page {
            pictured: true,
            ..page
        };
        let content = scan.page.content(number, page);
        let placed = page::blocks(&content, &Tags::default(), before, &mut self.diagnostics);
        self.diagnostics.record_scan(&content, scan);
        self.readings.add(&content, scan);
        self.add(&content, placed);
    }

    fn add(&mut self, content: &PageContent, placed: Vec<Placed>) {
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

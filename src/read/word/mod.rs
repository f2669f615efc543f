//! What word processors have in common: paragraphs of runs, tables of cells that span or are covered,
//! text boxes, notes, numbered lists.
//!
//! A reader names what opens and closes, [`builder`] makes [`raw`] blocks of it, and [`document`] turns
//! those into the blocks of a document: rows into grids, runs into text.

pub(in crate::read) mod builder;
mod convert;
mod covered;
pub(in crate::read) mod edges;
pub(in crate::read) mod fonts;
mod frame;
mod grid;
pub(in crate::read) mod list;
pub(in crate::read) mod mark;
pub(in crate::read) mod number_format;
pub(in crate::read) mod props;
pub(in crate::read) mod raw;
pub(in crate::read) mod revisions;
pub(in crate::read) mod sight;
pub(in crate::read) mod symbol;
pub(in crate::read) mod walk;

use crate::model::{Anchors, Document, Source, WithFindings};
use fonts::Fonts;
use raw::Block;
use revisions::RevisionCounts;

/// A file that is to be read before the block of this index, by its id in the document.
pub(in crate::read) type Inserted = (usize, String);

/// What a document's blocks do not say.
pub(in crate::read) struct Aside {
    /// The files that are to be read in it, in their order.
    pub inserted: Vec<Inserted>,
    /// Where its cells and paragraphs begin in the file's own text, as far as its reader noted it.
    pub anchors: Anchors,
}

/// A document out of its raw blocks.
pub(in crate::read) fn document(
    source: Source,
    blocks: Vec<Block>,
    fonts: &Fonts,
    revisions: RevisionCounts,
) -> WithFindings<Document> {
    document_around(source, blocks, fonts, revisions).0
}

/// A document out of its raw blocks, and what they do not say.
pub(in crate::read) fn document_around(
    source: Source,
    blocks: Vec<Block>,
    fonts: &Fonts,
    revisions: RevisionCounts,
) -> (WithFindings<Document>, Aside) {
    let WithFindings {
        output: converted,
        findings,
    } = convert::convert(frame::open(blocks), fonts);
    let document = WithFindings {
        output: Document {
            source,
            blocks: converted.blocks,
            pictures: converted.pictures,
            ..Document::default()
        },
        findings: revisions.findings().into_iter().chain(findings).collect(),
    };
    let aside = Aside {
        inserted: converted.inserted,
        anchors: converted.anchors,
    };
    (document, aside)
}

//! Files inserted into a document, to be shown in their place: a Word document may hold pages, texts and other Word
//! documents so, and programs that make documents out of web pages write nothing else.

use super::{Input, contents};
use crate::model::{Block, Code, Document, Finding, Grid, Place, WithFindings};

/// Files in files in a document that are read.
const DEEPEST: u8 = 3;

/// Reads a file that stands before the block of this index. One that cannot be read is told.
pub(super) fn put(input: &Input<'_>, around: &mut WithFindings<Document>, at: usize, bytes: &[u8]) {
    let deep = input.deep + 1;
    let read = match deep <= DEEPEST {
        true => contents(input.file, bytes.into(), input.options, deep).ok(),
        false => None,
    };
    let Some(WithFindings {
        output: mut inner,
        findings,
    }) = read
    else {
        unread(around);
        return;
    };
    let before = Counts::of(&around.output.blocks);
    for block in &mut inner.blocks {
        match block {
            Block::Paragraph(paragraph) => before.shift(&mut paragraph.place),
            Block::Grid(grid) => before.shift_grid(grid),
        }
    }
    let findings = findings.into_iter().map(|mut finding| {
        for evidence in &mut finding.places {
            before.shift(&mut evidence.place);
        }
        finding
    });
    around.findings.extend(findings);
    let at = at.min(around.output.blocks.len());
    around.output.blocks.splice(at..at, inner.blocks);
}

/// One more object of the document that was not read.
fn unread(around: &mut WithFindings<Document>) {
    let told = around
        .findings
        .iter_mut()
        .find(|finding| finding.code == Code::EmbeddedContent);
    match told {
        Some(finding) => {
            let count = finding.data.get("count").and_then(|n| n.parse().ok());
            let count = count.unwrap_or(0_u32) + 1;
            finding.data.insert("count".to_owned(), count.to_string());
        }
        None => around
            .findings
            .push(Finding::new(Code::EmbeddedContent).with("count", 1)),
    }
}

/// Tables and paragraphs of the document around: those inserted are counted on from there.
struct Counts {
    tables: u32,
    paragraphs: u32,
}

impl Counts {
    fn of(blocks: &[Block]) -> Counts {
        let mut counts = Counts {
            tables: 0,
            paragraphs: 0,
        };
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => counts.see(&paragraph.place),
                Block::Grid(grid) => counts.see_grid(grid),
            }
        }
        counts
    }

    fn see(&mut self, place: &Place) {
        self.tables = self.tables.max(place.table.unwrap_or(0));
        self.paragraphs = self.paragraphs.max(place.paragraph.unwrap_or(0));
    }

    fn see_grid(&mut self, grid: &Grid) {
        grid.places.iter().for_each(|place| self.see(place));
        let nested = grid.cells.iter().flat_map(|cell| &cell.nested);
        nested.for_each(|grid| self.see_grid(grid));
    }

    fn shift(&self, place: &mut Place) {
        place.table = place.table.map(|table| table + self.tables);
        place.paragraph = place.paragraph.map(|paragraph| paragraph + self.paragraphs);
    }

    fn shift_grid(&self, grid: &mut Grid) {
        grid.places.iter_mut().for_each(|place| self.shift(place));
        for cell in &mut grid.cells {
            cell.places.iter_mut().for_each(|place| self.shift(place));
            cell.nested
                .iter_mut()
                .for_each(|grid| self.shift_grid(grid));
        }
    }
}

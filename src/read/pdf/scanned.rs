//! Pages that are pictures: which they are, and what is read from them, all of a document side by side.

use super::content::kind::Sight;
use super::content::page::PageContent;
use super::content::pages::Pages;
use super::content::picture::{picture, resolution};
use super::text::word::words;
use crate::model::{BBox, Block, Document, Place, Reading};
use crate::read::ocr::{OcrMode, Readers};
use crate::read::progress::{Allowance, Counter};
use crate::read::scan::{LayerWord, Scan};
use crate::read::{Options, cache, side_by_side};
use std::collections::BTreeMap;
use std::time::Duration;

/// Reading pictures may take this share of the time that a file has: the rest is for what was read.
const SHARE_OF_TIME: f64 = 0.75;

/// How long the pictures of a document may be read.
pub(in crate::read) fn time_for_reading(options: &Options) -> Allowance {
    let seconds = f64::from(options.limits.seconds) * SHARE_OF_TIME;
    Allowance::of(Duration::from_secs_f64(seconds))
}

/// The pictures of a document and what they say.
#[derive(Default)]
pub(super) struct Scans {
    /// By index of the page; none where it could not be read.
    read: BTreeMap<usize, Option<Scan>>,
    /// Pages there was no time for, from 1.
    late: Vec<u32>,
    surveyed: bool,
}

/// A page to be read from its picture.
struct Wanted {
    index: usize,
    dpi: f32,
    layer: Vec<LayerWord>,
}

impl Scans {
    /// What the picture of a page says, if that is how the page is to be read. The first time this is so, the
    /// pictures of all pages from there on are read.
    pub(super) fn of(
        &mut self,
        content: &PageContent,
        pages: &mut Pages<'_>,
        count: usize,
        options: &Options,
    ) -> Option<&Scan> {
        let index = content.number as usize - 1;
        let mode = options.ocr.mode;
        if !self.surveyed {
            let first = wanted(content, mode)?;
            self.surveyed = true;
            let mut all = vec![first];
            for index in index + 1..count {
                let Some(content) = pages.content(index) else {
                    continue;
                };
                all.extend(wanted(&content, mode));
                pages.recycle(content);
            }
            self.read_all(all, pages, options);
        }
        self.read.get(&index)?.as_ref()
    }

    fn read_all(&mut self, all: Vec<Wanted>, pages: &Pages<'_>, options: &Options) {
        let readers = Readers::find(&options.ocr);
        let time = time_for_reading(options);
        let pdf = pages.pdf();
        let counter = Counter::of(Some(all.len()));
        let read = side_by_side::each(all.iter(), |wanted| {
            let in_time = !time.is_over();
            let scan = in_time.then(|| {
                let picture = picture(pdf, wanted.index, wanted.dpi)?;
                cache::kept_or_read(picture, &wanted.layer, &readers)
            });
            counter.count(in_time);
            (wanted.index, scan)
        });
        for (index, scan) in read {
            self.late.extend(scan.is_none().then_some(index as u32 + 1));
            self.read.insert(index, scan.flatten());
        }
    }

    /// Pages there was no time for, from 1.
    pub(super) fn late(&self) -> Vec<u32> {
        self.late.clone()
    }
}

fn wanted(content: &PageContent, mode: OcrMode) -> Option<Wanted> {
    let sight = Sight::of(content);
    let layered = sight.has_layer_on_picture();
    let is_wanted = match mode {
        OcrMode::Off => false,
        OcrMode::Force => true,
        OcrMode::Auto | OcrMode::Numbers => layered || sight.has_no_text(content),
    };
    is_wanted.then(|| Wanted {
        index: content.number as usize - 1,
        dpi: resolution(content),
        layer: if layered && mode != OcrMode::Force {
            layer(content)
        } else {
            Vec::new()
        },
    })
}

/// The words of a page's text layer, on the page as it is displayed.
fn layer(content: &PageContent) -> Vec<LayerWord> {
    let displayed = PageContent {
        turn: content.page.rotation,
        tilt: 0.0,
        ..PageContent::blank(content.number, content.page)
    };
    let words = words(content, &[]).into_iter();
    let words = words.map(|word| LayerWord {
        text: word.text.to_string(),
        bbox: displayed.framed(content.printed(word.bbox)),
    });
    words.collect()
}

/// How the lines of pages that are pictures were read, by page.
#[derive(Default)]
pub(super) struct Readings(BTreeMap<u32, Vec<(BBox, Reading)>>);

impl Readings {
    pub(super) fn add(&mut self, content: &PageContent, scan: &Scan) {
        let printed = |(bbox, reading): &(BBox, Reading)| (content.printed(*bbox), reading.clone());
        let lines = scan.lines.iter().map(printed).collect();
        self.0.insert(content.number, lines);
    }

    /// Says of each cell how the lines in it were read.
    pub(super) fn attach(&self, document: &mut Document) {
        if self.0.is_empty() {
            return;
        }
        let grids = document.blocks.iter_mut().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        });
        for cell in grids.flat_map(|grid| &mut grid.cells) {
            cell.reading = self.at(&cell.places);
        }
    }

    fn at(&self, places: &[Place]) -> Option<Reading> {
        let inside = places.iter().flat_map(|place| {
            let lines = place.page.and_then(|page| self.0.get(&page));
            let bbox = place.bbox;
            lines.into_iter().flatten().filter(move |(line, _)| {
                let (x, y) = ((line.x0 + line.x1) / 2.0, (line.y0 + line.y1) / 2.0);
                bbox.is_some_and(|b| b.x0 <= x && x <= b.x1 && b.y0 <= y && y <= b.y1)
            })
        });
        inside
            .map(|(_, reading)| reading.clone())
            .reduce(Reading::joined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Doubt, Grid};

    #[test]
    fn a_cell_knows_how_the_lines_in_it_were_read() {
        let line = |y: f32, doubts: &[Doubt]| {
            let bbox = BBox {
                x0: 20.0,
                y0: y,
                x1: 60.0,
                y1: y + 10.0,
            };
            let doubts = doubts.to_vec();
            let reading = Reading {
                doubts,
                ..Reading::default()
            };
            (bbox, reading)
        };
        let lines = vec![
            line(10.0, &[]),
            line(25.0, &[Doubt::Stain]),
            line(90.0, &[Doubt::Unsure]),
        ];
        let readings = Readings(BTreeMap::from([(2, lines)]));
        let place = |page, y1| Place {
            bbox: Some(BBox {
                x0: 10.0,
                y0: 5.0,
                x1: 70.0,
                y1,
            }),
            ..Place::page(page)
        };
        let cell = |page| Cell {
            places: vec![place(page, 40.0)],
            ..Cell::default()
        };
        let grid = Grid {
            cells: vec![cell(2), cell(3)],
            ..Grid::default()
        };
        let mut document = Document {
            blocks: vec![Block::Grid(grid)],
            ..Document::default()
        };
        readings.attach(&mut document);
        let Some(Block::Grid(grid)) = document.blocks.first() else {
            panic!("the grid is still there");
        };
        let doubts = |at: usize| grid.cells[at].reading.as_ref().map(|r| r.doubts.clone());
        assert_eq!(doubts(0), Some(vec![Doubt::Stain]));
        assert_eq!(doubts(1), None);
    }
}

//! An opened document → what its pages show, one after the other.

use super::collect::{Collector, PATTERN, bbox_of};
use super::fonts::undrawn::undrawn;
use super::interpreter::{Interpreter, Target};
use super::page::{Characters, Cover, Direction, Glyph, PageContent};
use super::unseen;
use crate::model::{BBox, Page};
use crate::read::Options;
use crate::read::pdf::file::annotations::{AnnotationSummary, Annotations, Drawing, annotations};
use crate::read::pdf::file::bounded::{TooLarge, unpack};
use crate::read::pdf::file::open::Opened;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Stream};
use hayro_interpret::hayro_syntax::page::{self, Rotation};
use hayro_interpret::kurbo::{Affine, Rect};
use std::ops::Range;

/// Drawing operations of one page, in bytes: a hundred times what a dense page of text has.
const MAX_CONTENT: usize = 64 << 20;

/// Reads pages one after the other; fonts are loaded once.
pub(crate) struct Pages<'a> {
    pdf: &'a Pdf,
    interpreter: Interpreter<'a>,
    collector: Collector,
    budget: u32,
    stream_limit: usize,
    /// What lay over the pages.
    pub(crate) annotations: AnnotationSummary,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(opened: &'a Opened, options: &Options) -> Pages<'a> {
        let stream_limit = MAX_CONTENT.min(options.limits.decompressed_bytes as usize);
        Pages {
            pdf: &opened.pdf,
            interpreter: Interpreter::new(opened.pdf.xref(), stream_limit),
            collector: Collector::default(),
            budget: options.limits.page_items,
            stream_limit,
            annotations: AnnotationSummary::default(),
        }
    }

    /// The same pages, each read by hayro's interpreter.
    #[cfg(test)]
    pub(crate) fn only_full(self) -> Self {
        Pages {
            interpreter: self.interpreter.only_full(),
            ..self
        }
    }

    /// How often hayro's interpreter ran.
    #[cfg(test)]
    pub(crate) fn full_runs(&self) -> usize {
        self.interpreter.full_runs()
    }

    /// How often a ToUnicode CMap of the file was found to contradict its font, in the pages read so far.
    pub(crate) fn contradictions(&self) -> usize {
        self.collector.unicodes.contradictions()
    }

    /// The document.
    pub(crate) fn pdf(&self) -> &'a Pdf {
        self.pdf
    }

    /// Number of the document's pages.
    pub(crate) fn len(&self) -> usize {
        self.pdf.pages().len()
    }

    /// What the page with this index shows, laid so that its text runs from left to right.
    pub(crate) fn content(&mut self, index: usize) -> Option<PageContent> {
        let page = self.pdf.pages().get(index)?;
        let number = u32::try_from(index).ok()? + 1;
        let (width, height) = page.base_dimensions();
        self.collector.start(width, height, self.budget);
        let over = annotations(page);
        self.annotations.record(number, &over);
        let whole = self.interpret(page) & self.lay_over(page, &over);
        let struck = over.struck.iter().filter_map(|rect| on_page(page, *rect));
        let struck = struck.collect();
        let collector = &mut self.collector;
        let mut content = PageContent {
            number,
            page: Page {
                width,
                height,
                rotation: degrees(page.rotation()),
                pictured: false,
            },
            turn: 0,
            tilt: 0.0,
            width,
            height,
            glyphs: std::mem::take(&mut collector.glyphs),
            fonts: collector.fonts.clone(),
            paths: std::mem::take(&mut collector.paths),
            images: std::mem::take(&mut collector.images),
            densities: std::mem::take(&mut collector.densities),
            slants: std::mem::take(&mut collector.slants),
            strokes: std::mem::take(&mut collector.strokes),
            covers: std::mem::take(&mut collector.covers),
            struck,
            unseen: Vec::new(),
            undrawn: Vec::new(),
            cut: !whole,
        };
        let unreadable = |glyph: &Glyph| glyph.characters == Characters::Unreadable;
        if content.glyphs.iter().any(unreadable) {
            content.undrawn = undrawn(page.resources());
        }
        content.set_upright(main_direction(&content));
        unseen::take_out(&mut content);
        Some(content)
    }

    /// Interprets these pages only for what they show of the fonts.
    pub(crate) fn survey(&mut self, pages: Range<usize>) {
        for index in pages {
            if let Some(content) = self.content(index) {
                self.recycle(content);
            }
        }
    }

    /// Takes a page back when it has been read: its lists are filled anew instead of being allocated anew.
    pub(crate) fn recycle(&mut self, content: PageContent) {
        let PageContent {
            mut glyphs,
            mut paths,
            mut images,
            mut covers,
            ..
        } = content;
        glyphs.clear();
        paths.clear();
        images.clear();
        covers.clear();
        self.collector.covers = covers;
        self.collector.glyphs = glyphs;
        self.collector.paths = paths;
        self.collector.images = images;
    }

    /// Whether the page was interpreted to its end.
    fn interpret(&mut self, page: &'a page::Page<'a>) -> bool {
        let resources = page.resources();
        // The operations are unpacked here and dropped again: the page itself would keep them for good.
        self.collector.unicodes.register(resources)
            && page_stream(page, self.stream_limit).is_ok_and(|operations| {
                let target = target(page, Affine::IDENTITY);
                self.interpreter
                    .run(&operations, resources, target, &mut self.collector)
                    .is_ok()
            })
    }

    /// Adds what fields and typed-over text say; false where that exceeds the page's budget.
    fn lay_over(&mut self, page: &'a page::Page<'a>, over: &Annotations<'a>) -> bool {
        let glyphs = self.collector.glyphs.len();
        let covers = over.covers.iter().filter_map(|rect| on_page(page, *rect));
        let rgb = PATTERN;
        self.collector
            .covers
            .extend(covers.map(|bbox| Cover { bbox, rgb, glyphs }));
        over.fields.iter().all(|field| {
            let before = self.collector.glyphs.len();
            let drawn = field
                .drawing()
                .is_none_or(|drawing| self.draw(page, drawing));
            if self.collector.glyphs.len() == before {
                let place = flip(page).transform_rect_bbox(field.rect);
                self.collector.set_text(place, &field.value);
            }
            drawn
        })
    }

    fn draw(&mut self, page: &page::Page<'a>, drawing: Drawing<'a>) -> bool {
        let (resources, target) = (&drawing.resources, target(page, drawing.place));
        self.collector.unicodes.register(resources)
            && self
                .interpreter
                .run(&drawing.operations, resources, target, &mut self.collector)
                .is_ok()
    }
}

/// Where on the frame a page's operations draw; `place` comes before the page's own turn of the axis.
fn target(page: &page::Page<'_>, place: Affine) -> Target {
    let (width, height) = page.base_dimensions();
    Target {
        transform: flip(page) * place,
        visible: Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
    }
}

/// A box of the page as the file has it.
fn on_page(page: &page::Page<'_>, rect: Rect) -> Option<BBox> {
    bbox_of(flip(page).transform_rect_bbox(rect))
}

/// From the page as the file has it, origin at the bottom left, to ours at the top left.
fn flip(page: &page::Page<'_>) -> Affine {
    let (area, height) = (page.intersected_crop_box(), page.base_dimensions().1);
    Affine::new([1.0, 0.0, 0.0, -1.0, -area.x0, area.y0 + f64::from(height)])
}

/// The page's drawing operations, of at most `limit` bytes.
fn page_stream(page: &page::Page<'_>, limit: usize) -> Result<Vec<u8>, TooLarge> {
    if let Some(stream) = page.raw().get::<Stream<'_>>("Contents") {
        return unpack(&stream, limit);
    }
    let Some(parts) = page.raw().get::<Array<'_>>("Contents") else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for part in parts.iter::<Stream<'_>>() {
        all.extend(unpack(&part, limit.saturating_sub(all.len()))?);
        all.push(b' ');
    }
    Ok(all)
}

/// A page's `/Rotate`, clockwise.
pub(crate) fn degrees(rotation: Rotation) -> u16 {
    match rotation {
        Rotation::None => 0,
        Rotation::Horizontal => 90,
        Rotation::Flipped => 180,
        Rotation::FlippedHorizontal => 270,
    }
}

/// Which way most text runs; a page without text lies as its `/Rotate` says.
fn main_direction(content: &PageContent) -> Direction {
    let straight = [
        Direction::Right,
        Direction::Down,
        Direction::Left,
        Direction::Up,
    ];
    let mut counts = [0; 4];
    for glyph in content.glyphs.iter().filter(|glyph| !glyph.is_blank()) {
        if let Some(at) = straight
            .iter()
            .position(|direction| *direction == glyph.direction)
        {
            counts[at] += 1;
        }
    }
    if counts == [0; 4] {
        return straight[usize::from((360 - content.page.rotation) % 360 / 90)];
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    straight
        .into_iter()
        .zip(counts)
        .find(|(_, n)| *n == most)
        .map_or(Direction::Right, |(d, _)| d)
}

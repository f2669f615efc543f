//! The document around the pages: opening, passwords, producer; then page by page, one at a time.

use super::annotations::{Annotations, Drawing, Overlaid, annotations};
use super::bounded::{TooLarge, unpack};
use crate::model::{Code, Error, Finding, Page};
use crate::read::Options;
use crate::read::pdf::content::collect::{Collector, PageBudgetExceeded};
use crate::read::pdf::content::fast_path::{FastPath, Unsupported};
use crate::read::pdf::content::fonts::characters::text_string;
use crate::read::pdf::content::page::{Direction, PageContent};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object, Stream, String as PdfString};
use hayro_interpret::hayro_syntax::page::Rotation;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf, content::TypedIter, page};
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret};
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// An opened document.
pub(crate) struct Opened {
    pub(crate) pdf: Pdf,
    /// The content was encrypted and has been deciphered.
    pub(crate) decrypted: bool,
}

/// Drawing operations of one page, in bytes: a hundred times what a dense page of text has.
const MAX_CONTENT: usize = 64 << 20;

/// Where the end mark of a whole file stands; some senders append a few bytes of their own.
const TAIL: usize = 4096;

/// Opens a file: without a password first, then with each that was given.
pub(crate) fn open<'b>(
    bytes: impl Into<Cow<'b, [u8]>>,
    options: &Options,
) -> Result<Opened, Error> {
    let bytes = bytes.into();
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if !has(tail, b"%%EOF") && !has(tail, b"startxref") {
        return Err(damaged("it ends before its end mark".to_owned()));
    }
    let data: Arc<Vec<u8>> = Arc::new(bytes.into_owned());
    let mut tried = vec![String::new()];
    for password in &options.passwords {
        // Typed with accents as letters of their own it is the same password, here or when the file was locked.
        tried.extend([
            password.clone(),
            password.nfkc().collect(),
            password.nfd().collect(),
        ]);
    }
    for password in &tried {
        match Pdf::new_with_password(data.clone(), password) {
            Ok(pdf) => {
                let decrypted = has(&data, b"/Encrypt");
                return Ok(Opened { pdf, decrypted });
            }
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {}
            Err(LoadPdfError::Decryption(error)) => {
                return Err(damaged(format!(
                    "its encryption is not understood ({error:?})"
                )));
            }
            Err(LoadPdfError::Invalid) => {
                return Err(damaged("no pages can be found in it".to_owned()));
            }
        }
    }
    Err(if options.passwords.is_empty() {
        Error::Password
    } else {
        Error::WrongPassword
    })
}

pub(crate) fn damaged(detail: String) -> Error {
    Error::Damaged {
        format: "pdf",
        detail,
    }
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(bytes, word).is_some()
}

impl Opened {
    fn catalog(&self) -> Dict<'_> {
        self.pdf
            .xref()
            .get::<Dict<'_>>(self.pdf.xref().root_id())
            .unwrap_or_default()
    }

    /// What stood between the file and us.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.decrypted {
            notes.push("decrypted".to_owned());
        }
        let form = self
            .catalog()
            .get::<Dict<'_>>("AcroForm")
            .unwrap_or_default();
        if form
            .get::<u32>("SigFlags")
            .is_some_and(|flags| flags & 1 == 1)
        {
            notes.push("signed".to_owned());
        }
        notes
    }

    /// What the document as a whole leaves in doubt: pages it promises but does not hold, files
    /// attached to it or to its pages.
    pub(crate) fn findings(&self, pages: usize, on_pages: &[String]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let tree = self.catalog().get::<Dict<'_>>("Pages").unwrap_or_default();
        let stated = tree.get::<u32>("Count").unwrap_or(0) as usize;
        if stated > pages {
            let missing = Finding::new(Code::PagesMissing);
            findings.push(missing.with("stated", stated).with("found", pages));
        }
        let mut names = self.attachments();
        let more = on_pages
            .iter()
            .filter(|name| !names.contains(name))
            .cloned()
            .collect::<Vec<_>>();
        names.extend(more);
        if !names.is_empty() {
            let attached = Finding::new(Code::Attachments);
            findings.push(
                attached
                    .with("count", names.len())
                    .with("names", names.join(", ")),
            );
        }
        findings
    }

    /// Names of the files attached to the document.
    fn attachments(&self) -> Vec<String> {
        let names = self.catalog().get::<Dict<'_>>("Names").unwrap_or_default();
        let mut open: Vec<Dict<'_>> = names.get::<Dict<'_>>("EmbeddedFiles").into_iter().collect();
        let mut found = Vec::new();
        let mut looked_at = 0;
        while let Some(node) = open.pop() {
            looked_at += 1;
            // A name tree that runs in circles ends here.
            if looked_at > 1_000 || found.len() > 100 {
                break;
            }
            if let Some(kids) = node.get::<Array<'_>>("Kids") {
                open.extend(kids.iter::<Dict<'_>>());
            }
            let pairs = node.get::<Array<'_>>("Names");
            let files = pairs
                .iter()
                .flat_map(|pairs| pairs.iter::<Object<'_>>())
                .filter_map(Object::into_dict);
            found.extend(files.filter_map(|file| file_name(&file)));
        }
        found
    }

    /// The program that wrote the file.
    pub(crate) fn producer(&self) -> Option<String> {
        let metadata = self.pdf.metadata();
        let name = metadata
            .producer
            .as_deref()
            .or(metadata.creator.as_deref())?;
        Some(text_string(name).trim().to_owned()).filter(|name| !name.is_empty())
    }
}

/// The name a file specification gives.
pub(crate) fn file_name(file: &Dict<'_>) -> Option<String> {
    let name = file
        .get::<PdfString<'_>>("UF")
        .or_else(|| file.get::<PdfString<'_>>("F"))?;
    Some(text_string(name.as_ref()).into())
}

/// Reads pages one after the other; fonts are loaded once.
pub(crate) struct Pages<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
    fast_path: FastPath<'a>,
    collector: Collector,
    budget: u32,
    stream_limit: usize,
    /// Every page goes through the full interpreter.
    only_full: bool,
    /// Pages that went through it.
    unusual: usize,
    /// What lay over the pages.
    pub(crate) overlaid: Overlaid,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(opened: &'a Opened, options: &Options) -> Pages<'a> {
        let settings = InterpreterSettings {
            // Stamps and comments are annotations too: those that count are drawn one by one.
            render_content: RenderContent::PAGE,
            ..InterpreterSettings::default()
        };
        let stream_limit = MAX_CONTENT.min(options.limits.decompressed_bytes as usize);
        let cache = InterpreterCache::new();
        Pages {
            pdf: &opened.pdf,
            fast_path: FastPath::new(opened.pdf.xref(), &cache, &settings, stream_limit),
            cache,
            settings,
            collector: Collector::default(),
            budget: options.limits.page_items,
            stream_limit,
            only_full: false,
            unusual: 0,
            overlaid: Overlaid::default(),
        }
    }

    /// The same pages, each read by the full interpreter.
    #[cfg(test)]
    pub(crate) fn only_in_full(self) -> Self {
        Pages {
            only_full: true,
            ..self
        }
    }

    /// How many pages the full interpreter read.
    #[cfg(test)]
    pub(crate) fn unusual(&self) -> usize {
        self.unusual
    }

    /// How often the file's ToUnicode CMaps were found to lie, in the pages read so far.
    pub(crate) fn contradictions(&self) -> usize {
        self.collector.unicodes.contradictions()
    }

    pub(crate) fn len(&self) -> usize {
        self.pdf.pages().len()
    }

    /// What the page with this index shows, laid so that its text runs from left to right.
    pub(crate) fn content(&mut self, index: usize) -> Option<PageContent> {
        let pages = self.pdf.pages();
        let page = pages.get(index)?;
        let (width, height) = page.base_dimensions();
        let mut cut = !self.interpret(page, width, height);
        let over = annotations(page);
        self.overlaid.note(u32::try_from(index).ok()? + 1, &over);
        cut |= !self.lay_over(page, &over);
        let mut content = PageContent {
            number: u32::try_from(index).ok()? + 1,
            page: Page {
                width,
                height,
                rotation: degrees(page.rotation()),
            },
            turn: 0,
            width,
            height,
            glyphs: std::mem::take(&mut self.collector.glyphs),
            fonts: self.collector.fonts.clone(),
            paths: std::mem::take(&mut self.collector.paths),
            images: std::mem::take(&mut self.collector.images),
            slants: std::mem::take(&mut self.collector.slants),
            strokes: std::mem::take(&mut self.collector.strokes),
            cut,
        };
        content.set_upright(main_direction(&content));
        Some(content)
    }

    /// Takes a page back when it has been read: its lists are filled anew instead of being allocated anew.
    pub(crate) fn recycle(&mut self, content: PageContent) {
        let PageContent {
            mut glyphs,
            mut paths,
            mut images,
            ..
        } = content;
        glyphs.clear();
        paths.clear();
        images.clear();
        self.collector.glyphs = glyphs;
        self.collector.paths = paths;
        self.collector.images = images;
    }

    /// Adds what fields and typed-over text say; false where that exceeds the page's budget.
    fn lay_over(&mut self, page: &'a page::Page<'a>, over: &Annotations<'a>) -> bool {
        let flip = flip(page);
        over.fields.iter().all(|field| {
            let before = self.collector.glyphs.len();
            let drawn = field
                .drawing()
                .is_none_or(|drawing| self.draw(page, drawing, flip));
            if self.collector.glyphs.len() == before {
                self.collector
                    .typed(flip.transform_rect_bbox(field.rect), &field.value);
            }
            drawn
        })
    }

    fn draw(&mut self, page: &page::Page<'a>, drawing: Drawing<'a>, flip: Affine) -> bool {
        if !self.collector.unicodes.register(&drawing.resources) {
            return false;
        }
        let (width, height) = page.base_dimensions();
        let visible = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let (resources, frame) = (&drawing.resources, (flip * drawing.place, visible));
        let before = self.collector.kept();
        if !self.only_full {
            let (fast_path, collector) = (&mut self.fast_path, &mut self.collector);
            let read = || fast_path.read(&drawing.operations, resources, frame, collector);
            match bounded_by_budget(read) {
                Ok(Ok(())) => return true,
                Ok(Err(Unsupported)) => self.collector.back_to(before),
                Err(PageBudgetExceeded) => return false,
            }
        }
        self.in_full(&drawing.operations, resources, frame)
    }

    /// Reads operations by the full interpreter; false where they exceed the page's budget.
    fn in_full(
        &mut self,
        operations: &[u8],
        resources: &page::Resources<'a>,
        (place, visible): (Affine, Rect),
    ) -> bool {
        let mut context = Context::new(
            place,
            visible,
            &self.cache,
            self.pdf.xref(),
            self.settings.clone(),
        );
        let collector = &mut self.collector;
        bounded_by_budget(|| {
            interpret(
                TypedIter::new(operations),
                resources,
                &mut context,
                collector,
            )
        })
        .is_ok()
    }

    /// Whether the page was interpreted to its end.
    fn interpret(&mut self, page: &'a page::Page<'a>, width: f32, height: f32) -> bool {
        // Decoded here and dropped again: the page itself would keep its bytes for good.
        let fits = self.collector.unicodes.register(page.resources());
        let Ok(stream) = page_stream(page, self.stream_limit) else {
            return false;
        };
        if !fits {
            return false;
        }
        let flip = flip(page);
        let visible = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        if !self.only_full {
            self.collector.start(width, height, self.budget);
            let (fast_path, collector) = (&mut self.fast_path, &mut self.collector);
            let read = || fast_path.read(&stream, page.resources(), (flip, visible), collector);
            match bounded_by_budget(read) {
                Ok(Ok(())) => return true,
                Ok(Err(Unsupported)) => {}
                Err(PageBudgetExceeded) => return false,
            }
        }
        self.unusual += 1;
        self.collector.start(width, height, self.budget);
        self.in_full(&stream, page.resources(), (flip, visible))
    }
}

/// From the page as the file has it, origin at the bottom left, to ours at the top left.
fn flip(page: &page::Page<'_>) -> Affine {
    let (area, height) = (page.intersected_crop_box(), page.base_dimensions().1);
    Affine::new([1.0, 0.0, 0.0, -1.0, -area.x0, area.y0 + f64::from(height)])
}

/// Reads until the collector has had enough.
fn bounded_by_budget<T>(read: impl FnOnce() -> T) -> Result<T, PageBudgetExceeded> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(done) => Ok(done),
        Err(payload) if payload.is::<PageBudgetExceeded>() => Err(PageBudgetExceeded),
        Err(payload) => resume_unwind(payload),
    }
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

fn degrees(rotation: Rotation) -> u16 {
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

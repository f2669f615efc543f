//! The paragraphs of a main part: where their content begins and ends, and which cell each stands in.

use super::xml::{attribute, position};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// Where the paragraphs of a text stand.
#[derive(Default)]
pub(super) struct Outline {
    pub paragraphs: Vec<Paragraph>,
    /// The comments that the text refers to, and the paragraphs in which it does.
    references: Vec<(String, usize)>,
    /// The numbers of all comments that it names.
    pub used: Vec<String>,
    /// By where a cell begins: its paragraphs, those of tables and boxes in it left out.
    cells: BTreeMap<usize, Vec<usize>>,
}

/// A paragraph.
#[derive(Default)]
pub(super) struct Paragraph {
    /// Where its tag begins.
    at: usize,
    /// Where its content begins, behind its settings.
    pub open: usize,
    /// Where its end tag begins; the `/>` of one that is empty.
    pub close: usize,
    empty: bool,
    /// Something is printed in it.
    written: bool,
    /// The paragraph of the page that the text box is anchored in in which it stands.
    host: Option<usize>,
}

impl Paragraph {
    /// The name of its tag, where that opens and closes at once.
    pub fn empty_tag<'t>(&self, text: &'t str) -> Option<&'t str> {
        let tag = text.get(self.at + 1..).filter(|_| self.empty)?;
        tag.split(|c: char| c.is_ascii_whitespace() || c == '/')
            .next()
    }
}

/// What an open element is.
#[derive(Clone, Copy)]
enum Open {
    /// Anything whose content is the text's.
    Content,
    Cell(usize),
    Paragraph(usize),
    /// The settings of a paragraph.
    Settings(usize),
    /// A drawing: only boxes in it hold text.
    Drawing,
    /// A text box, with the paragraph of the page it is anchored in.
    Box(Option<usize>),
}

impl Outline {
    /// Reads a part; `None` where it is not well-formed.
    pub fn of(text: &str) -> Option<Outline> {
        let mut outline = Outline::default();
        let mut open: Vec<Open> = Vec::new();
        let mut reader = Reader::from_str(text);
        loop {
            let before = position(&reader)?;
            let event = reader.read_event().ok()?;
            let after = position(&reader)?;
            match event {
                Event::Start(tag) => {
                    let opened = outline.opened(&tag, before..after, &open);
                    open.push(opened);
                }
                Event::Empty(tag) => {
                    let opened = outline.opened(&tag, before..after, &open);
                    outline.closed_at_once(opened, after);
                }
                Event::End(_) => {
                    let closed = open.pop()?;
                    outline.closed(closed, before..after);
                }
                Event::Text(words) if !words.trim().is_empty() => outline.written(&open),
                Event::CData(_) | Event::GeneralRef(_) => outline.written(&open),
                Event::Eof => return Some(outline),
                _ => {}
            }
        }
    }

    fn opened(
        &mut self,
        tag: &BytesStart<'_>,
        place: std::ops::Range<usize>,
        open: &[Open],
    ) -> Open {
        let name = tag.local_name();
        let name: &str = name.into_inner();
        match (open.last(), name) {
            (Some(Open::Drawing), "txbxContent") => Open::Box(host(open)),
            (Some(Open::Drawing), _) | (_, "drawing" | "pict" | "object") => Open::Drawing,
            (_, "tc") => Open::Cell(place.start),
            (_, "p") => self.paragraph(place, open),
            (Some(Open::Paragraph(at)), "pPr") => Open::Settings(*at),
            (_, "commentReference" | "commentRangeStart" | "commentRangeEnd") => {
                let id = attribute(tag, "id");
                self.used.extend(id.clone());
                if name == "commentReference" {
                    self.references.extend(id.zip(innermost(open)));
                }
                Open::Content
            }
            _ => Open::Content,
        }
    }

    fn paragraph(&mut self, place: std::ops::Range<usize>, open: &[Open]) -> Open {
        let at = self.paragraphs.len();
        let around = open.iter().rev().find_map(|open| match open {
            Open::Cell(cell) => Some(Ok(*cell)),
            Open::Box(host) => Some(Err(*host)),
            _ => None,
        });
        if let Some(Ok(cell)) = around {
            self.cells.entry(cell).or_default().push(at);
        }
        let boxed = open.iter().any(|open| matches!(open, Open::Box(_)));
        self.paragraphs.push(Paragraph {
            at: place.start,
            open: place.end,
            close: place.end,
            host: host(open).filter(|_| boxed),
            ..Paragraph::default()
        });
        Open::Paragraph(at)
    }

    fn closed(&mut self, what: Open, place: std::ops::Range<usize>) {
        match what {
            Open::Paragraph(at) => {
                if let Some(own) = self.paragraphs.get_mut(at) {
                    own.close = place.start;
                }
            }
            Open::Settings(at) => {
                if let Some(own) = self.paragraphs.get_mut(at) {
                    own.open = place.end;
                }
            }
            _ => {}
        }
    }

    fn closed_at_once(&mut self, what: Open, end: usize) {
        match what {
            Open::Paragraph(at) => {
                if let Some(own) = self.paragraphs.get_mut(at) {
                    own.close = end.saturating_sub("/>".len());
                    own.empty = true;
                }
            }
            other => self.closed(other, end..end),
        }
    }

    fn written(&mut self, open: &[Open]) {
        let own = innermost(open).and_then(|at| self.paragraphs.get_mut(at));
        if let Some(own) = own {
            own.written = true;
        }
    }

    /// The paragraph in which a comment on the cell stands that begins here: the first that prints something, or the
    /// first.
    pub fn of_cell(&self, at: u64) -> Option<usize> {
        let all = self.cells.get(&usize::try_from(at).ok()?)?;
        let is_written = |at: &&usize| self.paragraphs.get(**at).is_some_and(|own| own.written);
        let own = all.iter().find(is_written).or_else(|| all.first())?;
        self.on_page(*own)
    }

    /// The paragraph that begins here, or that in which its text box is anchored.
    pub fn of_paragraph(&self, at: u64) -> Option<usize> {
        let at = usize::try_from(at).ok()?;
        let own = self
            .paragraphs
            .binary_search_by_key(&at, |own| own.at)
            .ok()?;
        self.on_page(own)
    }

    /// No word processor takes comments in a text box: they stand where it is anchored.
    fn on_page(&self, at: usize) -> Option<usize> {
        let own = self.paragraphs.get(at)?;
        let boxed = own.host.is_some();
        if boxed { own.host } else { Some(at) }
    }

    /// The first paragraph of the page that prints something, or the first.
    pub fn first(&self) -> Option<usize> {
        let on_page = |own: &Paragraph| own.host.is_none();
        let written = |own: &Paragraph| on_page(own) && own.written;
        let first = self.paragraphs.iter().position(written);
        first.or_else(|| self.paragraphs.iter().position(on_page))
    }

    /// The comments that a paragraph refers to.
    pub fn references_in(&self, paragraph: usize) -> Vec<&str> {
        let here = self.references.iter().filter(|(_, at)| *at == paragraph);
        here.map(|(id, _)| id.as_str()).collect()
    }
}

/// The innermost open paragraph.
fn innermost(open: &[Open]) -> Option<usize> {
    open.iter().rev().find_map(|open| match open {
        Open::Paragraph(at) => Some(*at),
        _ => None,
    })
}

/// The outermost open paragraph: what stands in a box, or in a box in a box, is anchored there.
fn host(open: &[Open]) -> Option<usize> {
    open.iter().find_map(|open| match open {
        Open::Paragraph(at) => Some(*at),
        _ => None,
    })
}

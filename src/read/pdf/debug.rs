//! Draws what the reader saw on a page, for anyone who asks why: glyphs, rules, intersections, cells, tables.

use crate::model::{BBox, Error, Grid};
use crate::read::Options;
use crate::read::pdf::content::page::{Characters, PageContent};
use crate::read::pdf::content::pages::Pages;
use crate::read::pdf::diagnostics::PageDiagnostics;
use crate::read::pdf::file::open::open;
use crate::read::pdf::page::{self, Before};
use crate::read::pdf::tables::found::Found;
use crate::read::pdf::tables::ruled::Ruling;
use crate::read::pdf::tables::ruling_line::RulingLine;
use crate::read::pdf::text::word::Word;
use std::fmt::Write;

/// Everything made of one page, step by step. All boxes but those of the grids' places are in the frame.
pub(crate) struct Steps<'a> {
    /// What the page shows.
    pub(crate) content: &'a PageContent,
    /// What its rules come to.
    pub(crate) ruling: &'a Ruling,
    /// Its words.
    pub(crate) words: &'a [Word],
    /// Its tables.
    pub(crate) tables: &'a [Found],
}

/// Shows every page's steps to `see`, one page after the other.
///
/// # Errors
/// As [`super::read`].
pub(crate) fn each_page(
    bytes: &[u8],
    options: &Options,
    see: &mut dyn FnMut(&Steps<'_>),
) -> Result<(), Error> {
    let opened = open(bytes, options)?;
    let mut pages = Pages::new(&opened, options);
    let tags = super::tags_of(&opened, options);
    let mut before = Before::default();
    for index in 0..pages.len().min(options.limits.pages as usize) {
        let Some(content) = pages.content(index) else {
            continue;
        };
        let ruling = Ruling::of(&content, &before.borders);
        let diagnostics = &mut PageDiagnostics::default();
        let parts = page::parts(&content, &ruling, &tags, &mut before, diagnostics);
        see(&Steps {
            content: &content,
            ruling: &ruling,
            words: &parts.words,
            tables: &parts.tables,
        });
    }
    Ok(())
}

/// A page as an SVG picture.
pub(crate) fn svg(steps: &Steps<'_>) -> String {
    let Steps {
        content,
        ruling,
        words,
        tables,
    } = steps;
    let (width, height) = (content.width, content.height);
    let glyphs = content.glyphs.iter().filter(|glyph| !glyph.is_blank());
    let cells = tables.iter().flat_map(|found| cells(&found.grid, content));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n<style>{STYLE}</style>\n<rect class=\"page\" width=\"100%\" \
         height=\"100%\"/>\n"
    );
    boxes(&mut out, "path", content.paths.iter().map(|path| path.bbox));
    boxes(&mut out, "image", content.images.iter().copied());
    boxes(&mut out, "table", tables.iter().map(|found| found.bbox));
    boxes(&mut out, "cell", cells);
    group(&mut out, "glyph", glyphs.map(glyph));
    boxes(&mut out, "word", words.iter().map(|word| word.bbox));
    lines(&mut out, "rule", &ruling.rules);
    lines(&mut out, "edge", &ruling.edges);
    let intersections = ruling.intersections.iter().map(|point| circle(point.at));
    group(&mut out, "intersection", intersections);
    out.push_str("</svg>\n");
    out
}

const STYLE: &str = ".page{fill:#fff}.path{fill:#ddd}.image{fill:#eef;stroke:#99f}\
.table{fill:none;stroke:#0a0;stroke-width:2}.cell{fill:#0a0;fill-opacity:.08;stroke:#0a0;stroke-width:.5}\
.glyph{fill:none;stroke:#bbb;stroke-width:.2}.unread{fill:#f00;fill-opacity:.4}\
.word{fill:none;stroke:#06c;stroke-width:.3}.rule{stroke:#f90;stroke-width:1.2}\
.edge{stroke:#c00;stroke-width:.5}.intersection{fill:#c0c}text{font-size:8px;fill:#333}";

fn group(out: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let _ = writeln!(out, "<g id=\"{name}s\">");
    for item in items {
        out.push_str(&item);
    }
    out.push_str("</g>\n");
}

fn boxes(out: &mut String, name: &str, boxes: impl Iterator<Item = BBox>) {
    group(out, name, boxes.map(|b| rect(b, name)));
}

fn lines(out: &mut String, name: &str, lines: &[RulingLine]) {
    group(out, name, lines.iter().map(|rule| line(rule.bbox(), name)));
}

fn rect(b: BBox, class: &str) -> String {
    let (w, h) = (b.width(), b.height());
    format!(
        "<rect class=\"{class}\" x=\"{:.2}\" y=\"{:.2}\" width=\"{w:.2}\" height=\"{h:.2}\"/>\n",
        b.x0, b.y0
    )
}

fn line(b: BBox, class: &str) -> String {
    let (x0, y0, x1, y1) = (b.x0, b.y0, b.x1, b.y1);
    format!(
        "<line class=\"{class}\" x1=\"{x0:.2}\" y1=\"{y0:.2}\" x2=\"{x1:.2}\" y2=\"{y1:.2}\"/>\n"
    )
}

fn circle((x, y): (f32, f32)) -> String {
    format!("<circle class=\"intersection\" cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"1.5\"/>\n")
}

fn glyph(glyph: &crate::read::pdf::content::page::Glyph) -> String {
    let class = if glyph.characters == Characters::Unreadable {
        "unread"
    } else {
        "glyph"
    };
    let text = match &glyph.characters {
        Characters::One(c) => escaped(&c.to_string()),
        Characters::Many(s) => escaped(s),
        Characters::Unreadable => String::new(),
    };
    let (x, y) = glyph.origin;
    let box_ = rect(glyph.bbox, class);
    format!(
        "{box_}<text x=\"{x:.2}\" y=\"{y:.2}\" style=\"font-size:{:.1}px\">{text}</text>\n",
        glyph.size
    )
}

fn cells<'a>(grid: &'a Grid, content: &'a PageContent) -> impl Iterator<Item = BBox> + 'a {
    let places = grid.cells.iter().flat_map(|cell| &cell.places);
    places.filter_map(|place| Some(content.framed(place.bbox?)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

//! What is doubtful about the pages: scans, letters that cannot be read, text layers, limits.

use crate::model::finding::Evidence;
use crate::model::{Code, Document, Finding, LimitKind, Place};
use crate::read::Options;
use crate::read::ocr::Readers;
use crate::read::pdf::content::kind::Sight;
use crate::read::pdf::content::page::{Characters, Glyph, PageContent};
use crate::read::pdf::file::annotations::AnnotationSummary;
use crate::read::pdf::tables::found::Found;
use crate::read::pdf::tables::stamp::UnlikeRow;
use crate::read::pdf::tables::tagged::Tagged;
use crate::read::pdf::text::word::Word;
use crate::read::scan::Scan;
use std::collections::BTreeSet;

/// So many texts are named in a finding.
const NAMED: usize = 5;

/// What the pages read so far leave in doubt, page numbers from 1.
#[derive(Default)]
pub(crate) struct PageDiagnostics {
    scans: Vec<u32>,
    outlined: Vec<u32>,
    unreadable: Vec<u32>,
    layers: Vec<u32>,
    cut: Vec<u32>,
    /// Pages read from their pictures, and how many pixels an inch those have.
    pictures: (Vec<u32>, Vec<u32>),
    /// Pictures that there was no time to read.
    late: Vec<u32>,
    /// Pages with a tagged table that contradicts what is printed.
    tree_left_aside: Vec<u32>,
    /// Pages where the tree gives a text unlike the printed one, and those texts.
    unlike: (Vec<u32>, Vec<String>),
    /// Pages where words in table cells are marked as not part of the document, and those words.
    artifacts: (Vec<u32>, Vec<String>),
    /// Pages with stamps and watermarks printed over the text, and what they say.
    overlays: (Vec<u32>, Vec<String>),
    /// Words in cells set unlike their rows; words that are struck out or not seen.
    odd: Vec<Finding>,
    /// Rows with a value that may belong to the row beside.
    rows: Vec<Evidence>,
    /// Glyphs without letters, and all glyphs, on the unreadable pages.
    glyphs: (usize, usize),
    /// Their fonts.
    unnamed: BTreeSet<String>,
    /// Glyphs on all pages.
    letters: usize,
}

impl PageDiagnostics {
    /// Looks at one page.
    pub(crate) fn record_page(&mut self, content: &PageContent) {
        let sight = Sight::of(content);
        self.letters += sight.letters;
        if sight.is_picture() {
            self.scans.push(content.number);
        } else if sight.is_outlined(content) {
            self.outlined.push(content.number);
        }
        if sight.is_unreadable() {
            self.unreadable.push(content.number);
            self.glyphs.0 += sight.unreadable;
            self.glyphs.1 += sight.letters;
            self.unnamed.extend(fonts_of_unreadable(content));
        }
        if sight.is_layer() {
            self.layers.push(content.number);
        }
        if content.cut {
            self.cut.push(content.number);
        }
        self.odd.extend(content.unseen.iter().map(|unseen| {
            Finding::new(unseen.code)
                .with("printed", unseen.words.trim())
                .at(content.place(unseen.bbox), unseen.words.trim())
        }));
    }

    /// Looks at a page that was read from its picture.
    pub(crate) fn record_scan(&mut self, content: &PageContent, scan: &Scan) {
        let number = content.number;
        self.letters += content.glyphs.len();
        self.pictures.0.push(number);
        self.pictures.1.push(scan.dpi.round() as u32);
        self.layers.extend(scan.by_layer.then_some(number));
        self.odd.extend(scan.unread.iter().map(|ink| {
            let finding = Finding::new(Code::UnreadInk).with("page", number);
            finding.at(content.place(*ink), "")
        }));
    }

    /// Notes a picture that was not read.
    pub(crate) fn record_unread(&mut self, page: u32) {
        self.scans.push(page);
    }

    /// Pages that there was no time to read.
    pub(crate) fn record_time(&mut self, pages: Vec<u32>) {
        self.late = pages;
    }

    /// Notes what speaks against the tags of a page.
    pub(crate) fn record_tags(&mut self, page: u32, tagged: &Tagged) {
        self.tree_left_aside
            .extend(tagged.left_aside.then_some(page));
        for (known, new) in [
            (&mut self.unlike, &tagged.unlike),
            (&mut self.artifacts, &tagged.artifacts),
        ] {
            known.0.extend((!new.is_empty()).then_some(page));
            known.1.extend(new.iter().cloned());
        }
    }

    /// Notes what is printed over the text of a page.
    pub(crate) fn record_overlays(&mut self, page: u32, words: &[Word]) {
        self.overlays.0.extend((!words.is_empty()).then_some(page));
        self.overlays
            .1
            .extend(words.iter().map(|word| word.text.to_string()));
    }

    /// Notes words in cells that are set unlike their rows.
    pub(crate) fn record_set_apart(&mut self, content: &PageContent, unlike: Vec<UnlikeRow>) {
        for one in unlike {
            let finding =
                Finding::new(Code::SetApart).at(content.place(one.bbox), one.text.as_str());
            let row = one.row.chars().take(60).collect::<String>();
            self.odd.push(
                finding
                    .with("printed", one.text)
                    .with("row", row)
                    .with("page", content.number),
            );
        }
    }

    /// Notes the rows of these tables that could as well be parted otherwise.
    pub(crate) fn record_rows(&mut self, tables: &[Found]) {
        self.rows.extend(
            tables
                .iter()
                .flat_map(|table| table.doubtful.iter().cloned()),
        );
    }

    /// Everything in doubt, as findings.
    pub(crate) fn findings(self, document: &Document, options: &Options) -> Vec<Finding> {
        let total = document.pages.len();
        let about = |code, pages: &[u32]| -> Option<Finding> {
            let first = pages.first()?;
            let finding = Finding::new(code).at(Place::page(*first), "");
            Some(
                finding
                    .with("pages", ranges(pages))
                    .with("count", pages.len())
                    .with("total", total),
            )
        };
        let unread = about(Code::Unreadable, &self.unreadable)
            .map(|f| f.with("glyphs", self.glyphs.0).with("of", self.glyphs.1))
            .map(|f| match &self.unnamed {
                fonts if fonts.is_empty() => f,
                fonts => f.with("fonts", named(fonts)),
            });
        let scans: Vec<u32> = merged(self.scans, self.outlined);
        let limit = options.limits.page_items;
        let cut = about(Code::LimitReached, &self.cut)
            .map(|f| f.with("what", LimitKind::PageContent).with("limit", limit));
        let layer = about(Code::TextLayer, &self.layers);
        let scans = about(Code::ScanWithoutText, &scans);
        let pictures = about(Code::ReadFromPicture, &self.pictures.0).map(|finding| {
            let (least, most) = (self.pictures.1.iter().min(), self.pictures.1.iter().max());
            let dpi = match (least, most) {
                (Some(least), Some(most)) if least != most => format!("{least}–{most}"),
                _ => least.map_or(String::new(), u32::to_string),
            };
            let readers = Readers::find(&options.ocr).engines();
            finding.with("dpi", dpi).with("readers", readers)
        });
        let late = about(Code::LimitReached, &self.late).map(|f| {
            f.with("what", LimitKind::Time)
                .with("limit", options.limits.seconds)
        });
        let tree = about(Code::TagsLeftAside, &self.tree_left_aside);
        let unlike = about(Code::TagTextDiffers, &self.unlike.0)
            .map(|f| f.with("texts", quoted(&self.unlike.1)));
        let artifacts = about(Code::ArtifactInCell, &self.artifacts.0)
            .map(|f| f.with("texts", quoted(&self.artifacts.1)));
        let overlays = about(Code::PrintedOver, &self.overlays.0)
            .map(|f| f.with("texts", quoted(&self.overlays.1)));
        let nothing = self.letters == 0 && scans.is_none() && cut.is_none();
        let empty = nothing.then(|| Finding::new(Code::NoText).with("total", total));
        let rows = self.rows.into_iter().map(doubtful_row);
        let pages = [
            scans, late, pictures, unread, layer, tree, unlike, artifacts, overlays, cut, empty,
        ];
        pages
            .into_iter()
            .flatten()
            .chain(rows)
            .chain(self.odd)
            .collect()
    }
}

/// The fonts of the glyphs that cannot be read, as far as the file names them.
fn fonts_of_unreadable(content: &PageContent) -> BTreeSet<String> {
    let unreadable = |glyph: &&Glyph| glyph.characters == Characters::Unreadable;
    let fonts = content.glyphs.iter().filter(unreadable);
    let fonts = fonts.filter_map(|glyph| content.fonts.get(usize::from(glyph.font)));
    let names = fonts.map(|font| font.name.clone());
    // What is drawn in place of these has another font's name.
    let names: BTreeSet<String> = if content.undrawn.is_empty() {
        names.collect()
    } else {
        content.undrawn.iter().cloned().collect()
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// The first few names.
fn named(fonts: &BTreeSet<String>) -> String {
    let names: Vec<&str> = fonts.iter().take(NAMED).map(String::as_str).collect();
    names.join(", ") + if fonts.len() > NAMED { " …" } else { "" }
}

fn doubtful_row(row: Evidence) -> Finding {
    let page = row.place.page.unwrap_or(0);
    let finding = Finding::new(Code::DoubtfulRow)
        .with("text", &row.printed)
        .with("page", page);
    finding.at(row.place, row.printed)
}

/// `“18”, “ĐÃ KÝ” …`: the first few of these texts, each once.
fn quoted(texts: &[String]) -> String {
    let mut named: Vec<String> = Vec::new();
    for text in texts {
        let text = format!("“{}”", text.chars().take(40).collect::<String>());
        if !named.contains(&text) {
            named.push(text);
        }
    }
    let more = if named.len() > NAMED { " …" } else { "" };
    named.truncate(NAMED);
    named.join(", ") + more
}

fn merged(mut a: Vec<u32>, b: Vec<u32>) -> Vec<u32> {
    a.extend(b);
    a.sort_unstable();
    a
}

/// Comments and notes on the pages, which are not part of what is read.
pub(crate) fn comments(annotations: &AnnotationSummary) -> Option<Finding> {
    let (page, first) = annotations.comments.first()?;
    let mut pages: Vec<u32> = annotations.comments.iter().map(|(page, _)| *page).collect();
    pages.dedup();
    let finding = Finding::new(Code::Comments).at(Place::page(*page), first.as_str());
    let finding = finding
        .with("count", annotations.comments.len())
        .with("printed", first);
    Some(finding.with("pages", ranges(&pages)))
}

/// `1-3, 7`.
fn ranges(pages: &[u32]) -> String {
    let runs = pages.chunk_by(|a, b| a + 1 == *b);
    let named = runs.filter_map(|run| match run {
        [one] => Some(one.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
        [] => None,
    });
    named.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn page_numbers_are_said_in_runs() {
        assert_eq!(ranges(&[1, 2, 3, 7, 9, 10]), "1-3, 7, 9-10");
        assert_eq!(ranges(&[]), "");
    }
}

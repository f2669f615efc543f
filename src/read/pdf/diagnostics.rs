//! What is doubtful about the pages: scans, letters that cannot be read, text layers, limits.

use crate::model::finding::Evidence;
use crate::model::{BBox, Code, Document, Finding, LimitKind, Place};
use crate::read::Options;
use crate::read::pdf::content::page::{Characters, PageContent};
use crate::read::pdf::file::annotations::AnnotationSummary;
use crate::read::pdf::tables::found::Found;
use crate::read::pdf::tables::stamp::UnlikeRow;
use crate::read::pdf::tables::tagged::Tagged;
use crate::read::pdf::text::word::Word;

/// Fewer letters than this on a page full of picture are a stamp, not a page of text.
const STAMP_LETTERS: usize = 200;
/// A page drawn with so many strokes but no letter has its text drawn as outlines.
const OUTLINED: usize = 400;

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
    /// Glyphs on all pages.
    letters: usize,
}

impl PageDiagnostics {
    /// Looks at one page.
    pub(crate) fn record_page(&mut self, content: &PageContent) {
        let (mut letters, mut unreadable, mut layer) = (0, 0, 0);
        for glyph in content.glyphs.iter().filter(|glyph| !glyph.is_blank()) {
            letters += 1;
            unreadable += usize::from(glyph.characters == Characters::Unreadable);
            layer += usize::from(glyph.invisible);
        }
        self.letters += letters;
        let pictures = content
            .images
            .iter()
            .map(|b| covered(b, content))
            .fold(0.0, f32::max);
        if pictures > 0.5 && letters < STAMP_LETTERS && layer == 0
            || letters == 0 && pictures > 0.15
        {
            self.scans.push(content.number);
        } else if letters == 0 && content.strokes > OUTLINED && !content.cut {
            self.outlined.push(content.number);
        }
        // A stray bullet without letters is no reason to distrust a page.
        if unreadable * 50 > letters {
            self.unreadable.push(content.number);
            self.glyphs = (self.glyphs.0 + unreadable, self.glyphs.1 + letters);
        }
        if layer * 2 > letters {
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
            .map(|f| f.with("glyphs", self.glyphs.0).with("of", self.glyphs.1));
        let scans: Vec<u32> = merged(self.scans, self.outlined);
        let limit = options.limits.page_items;
        let cut = about(Code::LimitReached, &self.cut)
            .map(|f| f.with("what", LimitKind::PageContent).with("limit", limit));
        let layer = about(Code::TextLayer, &self.layers);
        let scans = about(Code::ScanWithoutText, &scans);
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
            scans, unread, layer, tree, unlike, artifacts, overlays, cut, empty,
        ];
        pages
            .into_iter()
            .flatten()
            .chain(rows)
            .chain(self.odd)
            .collect()
    }
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

/// The share of the page a box covers.
fn covered(b: &BBox, content: &PageContent) -> f32 {
    b.width() * b.height() / (content.width * content.height).max(1.0)
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

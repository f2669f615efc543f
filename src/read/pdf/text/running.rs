//! Running headers, footers and page numbers: what stands at the edge of page after page.

use crate::model::{BBox, Block, Document};
use crate::read::pdf::content::page::PageContent;
use std::collections::BTreeMap;

/// How deep the edge of a page is, as a share of its height.
const EDGE: f32 = 0.12;
/// Equal texts at equal heights differ by less than this many points.
const LEVEL: f32 = 8.0;

/// A paragraph at the edge of a page.
struct AtEdge {
    block: usize,
    page: u32,
    key: (String, i32),
}

/// Collects what stands at the edges, page by page.
#[derive(Default)]
pub(crate) struct Edges(Vec<AtEdge>);

impl Edges {
    /// Notes the paragraph that becomes block number `block` when it stands at an edge.
    pub(crate) fn note(&mut self, content: &PageContent, block: usize, text: &str, bbox: BBox) {
        let depth = EDGE * content.height;
        let level = if bbox.y1 < depth {
            bbox.y0
        } else if bbox.y0 > content.height - depth {
            // From below: pages of different size keep their footers at one distance from the edge.
            bbox.y0 - content.height
        } else {
            return;
        };
        let text = if is_page_number(text) {
            "#".to_owned()
        } else {
            text.to_owned()
        };
        let key = (text, (level / LEVEL).round() as i32);
        self.0.push(AtEdge {
            block,
            page: content.number,
            key,
        });
    }

    /// Marks what repeats on enough pages.
    pub(crate) fn mark(self, document: &mut Document) {
        let mut pages: BTreeMap<&(String, i32), Vec<u32>> = BTreeMap::new();
        for edge in &self.0 {
            pages.entry(&edge.key).or_default().push(edge.page);
        }
        for edge in &self.0 {
            let around: usize = [-1, 0, 1]
                .map(|d| {
                    pages
                        .get(&(edge.key.0.clone(), edge.key.1 + d))
                        .map_or(0, Vec::len)
                })
                .iter()
                .sum();
            // A page number says so itself; a sentence has to come back on most pages.
            let enough = if edge.key.0 == "#" {
                2
            } else {
                3.max(document.pages.len() / 2)
            };
            if around >= enough
                && let Some(Block::Paragraph(paragraph)) = document.blocks.get_mut(edge.block)
            {
                paragraph.running = true;
            }
        }
    }
}

/// `3`, `- 3 -`, `Trang 3/12`, `Page 3 of 12`.
pub(crate) fn is_page_number(text: &str) -> bool {
    let word = |w: &str| {
        let bare = w.trim_matches(['-', '–', '—', '.', '/', '|', '(', ')', ':']);
        let number = bare
            .split('/')
            .all(|n| !n.is_empty() && n.len() <= 4 && n.bytes().all(|b| b.is_ascii_digit()));
        bare.is_empty()
            || number
            || ["trang", "page", "of", "trên", "tr"].contains(&bare.to_lowercase().as_str())
    };
    text.chars().any(|c| c.is_ascii_digit())
        && text.split_whitespace().count() <= 5
        && text.split_whitespace().all(word)
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_as_they_are_printed() {
        for text in ["3", "- 3 -", "Trang 3/12", "Page 3 of 12", "–12–"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["Biểu mẫu 1", "12.345", "3 phòng", "", "Số: 12/BC"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}

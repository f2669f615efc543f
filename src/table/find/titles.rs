//! Titles over an appendix, and the lines between its tables.

use crate::model::{Block, Paragraph};
use crate::text::fold::bare;
use crate::text::vocabulary;

/// "PHỤ LỤC", "Phụ lục 1", "BIỂU MẪU 1 …" as a heading, not as words in a sentence.
pub fn is_appendix_heading(block: &Block) -> bool {
    opening(block, &vocabulary::APPENDIX_TITLES)
        .is_some_and(|text| text.chars().count() <= 160 && !text.ends_with(['.', ';', ',']))
}

/// A heading that is surely a title: "PHỤ LỤC …", "BIỂU MẪU …" in capitals or alone on its line.
pub(super) fn is_appendix_title(block: &Block) -> bool {
    opening(block, &vocabulary::APPENDIX_TITLES_OF_BODY).is_some_and(|text| {
        let capitals = text.chars().take(7).all(|c| !c.is_lowercase());
        text.chars().count() <= 120 && (capitals || bare(text).split(' ').count() <= 3)
    })
}

pub(super) fn first_heading(blocks: &[Block]) -> usize {
    blocks.iter().position(is_appendix_heading).unwrap_or(0)
}

pub(super) fn between(
    blocks: &[Block],
    from: usize,
    to: usize,
) -> impl DoubleEndedIterator<Item = &Paragraph> {
    blocks[from.min(to)..to]
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) if !paragraph.running => Some(paragraph),
            _ => None,
        })
}

/// The text of a paragraph that begins with one of some titles.
fn opening<'b>(block: &'b Block, titles: &[String]) -> Option<&'b str> {
    let Block::Paragraph(paragraph) = block else {
        return None;
    };
    let text = paragraph.text.as_str();
    let key = bare(text);
    titles
        .iter()
        .any(|title| key.starts_with(title))
        .then_some(text)
}

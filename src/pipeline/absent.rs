//! Documents without an appendix: what there is in its place.

use crate::model::{Block, Code, Document, Finding, Place, Status, cause};
use crate::text::fold::bare;
use crate::text::vocabulary;

/// A document of fewer paragraphs than this says nothing but its pictures.
const FEW: usize = 3;

/// The pictures that stand where an appendix should: below its caption, or as all there is.
pub(super) fn pictured(document: &Document) -> Option<Finding> {
    let paragraphs = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        Block::Grid(_) => None,
    });
    let caption = |text: &str| {
        let text = bare(text);
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        vocabulary::APPENDIX_CAPTIONS
            .iter()
            .any(|caption| text.starts_with(caption.as_str()))
    };
    let captions = paragraphs.clone().filter(|one| caption(one.text.as_str()));
    let captioned = captions.filter_map(|one| one.place.paragraph).min();
    let alone = paragraphs.count() < FEW;
    let below = |place: &&Place| {
        let sheet = place.sheet.is_some();
        let after = captioned.is_some_and(|caption| place.paragraph >= Some(caption));
        sheet || alone || after
    };
    let places: Vec<&Place> = document.pictures.iter().filter(below).collect();
    let first = places.first()?;
    let finding = Finding::new(Code::AppendixInPicture).with("count", places.len());
    let finding = match &first.sheet {
        Some(sheet) => finding.with("sheet", sheet),
        None => finding,
    };
    Some(finding.at((*first).clone(), ""))
}

/// Puts what stands in the way of the appendix before all else, and says of its absence why.
pub(super) fn lead(status: Status, findings: &mut Vec<Finding>) {
    let absent = Finding::new(Code::MissingAppendix);
    let why = cause::cause(status, findings).map(|finding| finding.code);
    if let Some(at) = findings
        .iter()
        .position(|finding| Some(finding.code) == why)
    {
        findings[..=at].rotate_right(1);
    }
    if status == Status::NoAppendix {
        findings.push(match why {
            Some(code) => absent.with("cause", code),
            None => absent,
        });
    }
}

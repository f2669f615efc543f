//! Text from before Unicode, mended where all readers meet: a document is judged as a whole, and only
//! what was read of all of it shows which encoding its short cells are in.

use crate::model::{Block, Code, Document, Finding, Grid, Place, WithFindings};
use crate::text::Text;
use crate::text::legacy::{DoubleConverted, FirstLook, Survey};
use std::collections::BTreeMap;

/// Words of a document that only a second conversion explains, from which on it is reported: fewer are
/// typing errors.
const DOUBLY_CONVERTED: usize = 3;

/// Turns every piece of a document that is in an old encoding into Unicode, its printed form kept, and
/// says how many were in what. Unicode documents come out as they went in.
pub(super) fn to_unicode(read: &mut WithFindings<Document>) {
    let document = &mut read.output;
    if is_suspicious(document) && needs_survey(document) {
        for (encoding, pieces) in convert(document) {
            document.source.notes.push(encoding.to_owned());
            let finding = Finding::new(Code::LegacyEncoding);
            read.findings
                .push(finding.with("encoding", encoding).with("count", pieces));
        }
    }
    each_text(document, |text, _| text.forget_fonts());
    read.findings.extend(twice_converted(document));
}

/// Whether the words of a document leave open what they are in.
fn needs_survey(document: &mut Document) -> bool {
    let mut look = FirstLook::default();
    each_text(document, |text, part| {
        if part == Part::Whole {
            look.add(&text.runs());
        }
    });
    look.needs_survey()
}

/// Whether any character of a document is one of those an old encoding needs.
fn is_suspicious(document: &mut Document) -> bool {
    let mut needed = false;
    each_text(document, |text, _| {
        needed =
            needed || Survey::is_needed(text.as_str()) || text.raw().is_some_and(Survey::is_needed);
    });
    needed
}

/// Converts what is to be converted; how many pieces by encoding.
fn convert(document: &mut Document) -> BTreeMap<&'static str, usize> {
    let mut survey = Survey::default();
    each_text(document, |text, part| {
        if part == Part::Whole {
            survey.add(&text.runs());
        }
    });
    let plan = survey.plan();
    let mut counts = BTreeMap::new();
    if plan.is_quiet() {
        return counts;
    }
    each_text(document, |text, part| {
        let Some(converted) = plan.convert(&text.runs()) else {
            return;
        };
        let raw: String = text.runs().iter().map(|run| run.text).collect();
        *text = Text::repaired(&converted.text, &raw);
        if part == Part::Whole {
            *counts.entry(converted.encoding.name()).or_default() += 1;
        }
    });
    counts
}

/// The finding on text that went through a conversion twice.
fn twice_converted(document: &Document) -> Option<Finding> {
    let (mut found, mut first) = (Vec::new(), None);
    let mut look = DoubleConverted::default();
    each_piece(document, |text, place| {
        let words = look.found_in(text.as_str());
        if first.is_none() && !words.is_empty() {
            first = Some((place.cloned().unwrap_or_default(), text.as_str().to_owned()));
        }
        found.extend(words);
    });
    let (place, printed) = first?;
    let (word, before) = found.first()?;
    let finding = Finding::new(Code::DoubleConvertedText)
        .with("count", found.len())
        .with("word", word)
        .with("before", before)
        .at(place, printed);
    (found.len() >= DOUBLY_CONVERTED).then_some(finding)
}

/// What a text is of its document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A paragraph or a cell.
    Whole,
    /// A line of a cell, a footnote mark, a cell inside a cell: part of another text.
    Again,
}

/// Hands over every text of a document.
fn each_text(document: &mut Document, mut act: impl FnMut(&mut Text, Part)) {
    let mut grids: Vec<(&mut Grid, Part)> = Vec::new();
    for block in &mut document.blocks {
        match block {
            Block::Paragraph(paragraph) => act(&mut paragraph.text, Part::Whole),
            Block::Grid(grid) => grids.push((grid, Part::Whole)),
        }
    }
    while let Some((grid, part)) = grids.pop() {
        for cell in &mut grid.cells {
            act(&mut cell.text, part);
            cell.lines
                .iter_mut()
                .chain(&mut cell.marks)
                .for_each(|text| act(text, Part::Again));
            grids.extend(cell.nested.iter_mut().map(|grid| (grid, Part::Again)));
        }
    }
}

/// Hands over every paragraph and every cell with its place.
fn each_piece<'d>(document: &'d Document, mut act: impl FnMut(&'d Text, Option<&'d Place>)) {
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => act(&paragraph.text, Some(&paragraph.place)),
            Block::Grid(grid) => {
                grid.cells
                    .iter()
                    .for_each(|c| act(&c.text, c.places.first()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Options, read};

    fn read_text(text: &str) -> WithFindings<Document> {
        read("a.txt", text.as_bytes(), &Options::default()).expect("text is read")
    }

    #[test]
    fn a_text_file_in_tcvn3_is_read_and_says_so() {
        let read = read_text(
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam\n1\tTæng sè hå s¬\tHå s¬\t12\n2\tSè vô\tVô\t3\n",
        );
        let codes: Vec<_> = read.findings.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(codes, ["legacy-encoding"]);
        assert_eq!(read.output.source.notes, ["TCVN3"]);
        let Some(Block::Grid(grid)) = read.output.blocks.get(1) else {
            panic!("a grid")
        };
        let cell = grid.at(0, 1).expect("a label");
        assert_eq!(
            (cell.text.as_str(), cell.text.raw()),
            ("Tổng số hồ sơ", Some("Tæng sè hå s¬"))
        );
        assert_eq!(grid.at(0, 2).map(|cell| cell.text.as_str()), Some("Hồ sơ"));
    }

    #[test]
    fn text_converted_twice_is_reported_and_left() {
        let read = read_text("Hội Thống kờ\ncỏc tỉnh, thành phố\ncải cỏch hành chớnh\n");
        let codes: Vec<_> = read.findings.iter().map(|f| f.code.as_str()).collect();
        assert_eq!(codes, ["double-converted-text"]);
        assert!(read.output.source.notes.is_empty());
    }
}

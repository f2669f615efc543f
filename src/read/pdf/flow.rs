//! Words outside tables → paragraphs, and everything on a page in reading order.

use crate::model::{BBox, Block, Paragraph};
use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::tables::found::{Found, Piece};
use crate::read::pdf::text::cell::said;
use crate::read::pdf::text::line::{Line, group};
use crate::read::pdf::text::word::Word;
use crate::text::fold::bare;
use crate::text::roman::{self, Tolerance};
use crate::text::vocabulary;

/// Words further apart than this many font sizes are read as separate columns.
const COLUMN_GAP: f32 = 2.5;

/// What a page says, before it is put in order.
pub(super) struct Parts {
    /// Its words.
    pub(super) words: Vec<Word>,
    /// Its tables.
    pub(super) tables: Vec<Found>,
    /// Words of stamps: in no table and no paragraph.
    pub(super) set_aside: Vec<usize>,
}

/// A block and where it stands in the frame.
pub(super) struct Placed {
    /// Its box in the frame.
    pub(super) bbox: BBox,
    /// What it is.
    pub(super) block: Block,
    /// Which part of which tagged table it is.
    pub(super) piece: Option<Piece>,
}

/// Paragraphs and tables of a page in reading order.
pub(super) fn blocks(content: &PageContent, parts: Parts) -> Vec<Placed> {
    let Parts {
        words,
        tables,
        set_aside,
    } = parts;
    let mut taken = vec![false; words.len()];
    let in_tables = tables.iter().flat_map(|found| &found.words);
    for index in in_tables.chain(&set_aside) {
        if let Some(mark) = taken.get_mut(*index) {
            *mark = true;
        }
    }
    let free = words
        .into_iter()
        .zip(taken)
        .filter(|(_, taken)| !taken)
        .map(|(word, _)| word)
        .collect();
    let mut placed: Vec<Placed> = paragraphs(free)
        .into_iter()
        .filter_map(|lines| paragraph(content, &lines))
        .collect();
    placed.extend(tables.into_iter().map(|found| Placed {
        bbox: found.bbox,
        piece: found.piece,
        block: Block::Grid(found.grid),
    }));
    in_reading_order(placed)
}

/// Lines set as one block belong to one paragraph.
fn paragraphs(words: Vec<Word>) -> Vec<Vec<Line>> {
    let mut open: Vec<Vec<Line>> = Vec::new();
    for line in group(words, COLUMN_GAP) {
        match open.iter_mut().rev().find(|block| continues(block, &line)) {
            Some(block) => block.push(line),
            None => open.push(vec![line]),
        }
    }
    open
}

/// Whether a line goes on in a block: right under it, in the same size, not newly indented.
fn continues(block: &[Line], line: &Line) -> bool {
    let (Some(first), Some(last)) = (block.first(), block.last()) else {
        return false;
    };
    let size = last.size.max(line.size);
    let drop = line.baseline - last.baseline;
    let overlaps = line.bbox.x0 < last.bbox.x1 && last.bbox.x0 < line.bbox.x1;
    let left = block
        .iter()
        .skip(1)
        .map(|l| l.bbox.x0)
        .fold(f32::INFINITY, f32::min)
        .min(last.bbox.x0);
    let indented = line.bbox.x0 > left + 0.8 * size;
    let outdented = block.len() > 1 && line.bbox.x0 < left - 0.8 * size;
    let right = block
        .iter()
        .map(|l| l.bbox.x1)
        .fold(0.0, f32::max)
        .max(line.bbox.x1);
    // A line that ends well before the right edge ends its paragraph.
    let full = last.bbox.x1 > right - 0.12 * (right - first.bbox.x0).max(1.0);
    (0.5 * size..1.9 * size).contains(&drop)
        && (last.size - line.size).abs() < 0.15 * size
        && overlaps
        && !indented
        && !outdented
        && full
        && bold(last) == bold(line)
        && !titles_an_appendix(line)
        && !(capitals(last).is_some() && captions_a_table(line))
        && !(names_agency(first) && names_agency(line))
}

/// "PHỤ LỤC", "THỐNG KÊ SỐ LIỆU QUÝ III": in capitals, a title begins, whatever stands close above it.
fn titles_an_appendix(line: &Line) -> bool {
    let mut titles = vocabulary::APPENDIX_TITLES.iter();
    capitals(line).is_some_and(|text| titles.any(|title| text.starts_with(title)))
}

/// "I. Thể thao quần chúng", "Bảng 1. Việc làm" close under a title in capitals: the caption of a table.
fn captions_a_table(line: &Line) -> bool {
    let words: Vec<&str> = line.words.iter().map(|word| word.text.as_str()).collect();
    let [first, second, ..] = words.as_slice() else {
        return false;
    };
    let inner = first.trim_end_matches('.');
    let letter = inner.len() == 1 && inner.starts_with(|c: char| c.is_ascii_uppercase());
    let numeral = letter || roman::parse(inner, Tolerance::Exact).is_some();
    let named = vocabulary::FORM_WORDS
        .iter()
        .any(|word| word.trim_end() == bare(first));
    let numbered = second.starts_with(|c: char| c.is_ascii_digit());
    capitals(line).is_none() && (inner.len() < first.len() && numeral || named && numbered)
}

/// "SỞ NỘI VỤ" close under "UBND TỈNH HÒA GIANG": an agency and the one above it are two.
fn names_agency(line: &Line) -> bool {
    capitals(line).is_some_and(|text| vocabulary::begins_agency(&text))
}

/// What a line in capitals says, as it is compared.
fn capitals(line: &Line) -> Option<String> {
    let words = line.words.iter().map(|word| word.text.as_str());
    if words.clone().any(|word| word.contains(char::is_lowercase)) {
        return None;
    }
    Some(bare(&words.collect::<Vec<_>>().join(" ")))
}

fn bold(line: &Line) -> bool {
    line.words.iter().all(|w| w.bold)
}

/// Lines as a paragraph; `None` when nothing in them can be read.
fn paragraph(content: &PageContent, lines: &[Line]) -> Option<Placed> {
    let bbox = lines.iter().map(|l| l.bbox).reduce(BBox::union)?;
    let text = said(content, lines);
    let middle = (bbox.x0 + bbox.x1) / 2.0;
    let centered = (middle - content.width / 2.0).abs() < 0.03 * content.width
        && bbox.width() < 0.7 * content.width;
    let paragraph = Paragraph {
        place: content.place(bbox),
        bold: lines.iter().all(bold),
        centered,
        running: lines.iter().flat_map(|l| &l.words).all(|w| w.artifact),
        text,
    };
    (!paragraph.text.is_empty()).then_some(Placed {
        bbox,
        block: Block::Paragraph(paragraph),
        piece: None,
    })
}

/// Top to bottom; what stands side by side, left to right.
fn in_reading_order(mut placed: Vec<Placed>) -> Vec<Placed> {
    placed.sort_by(|a, b| {
        a.bbox
            .y0
            .total_cmp(&b.bbox.y0)
            .then(a.bbox.x0.total_cmp(&b.bbox.x0))
    });
    let mut ordered: Vec<Placed> = Vec::with_capacity(placed.len());
    for next in placed {
        // Boxes that overlap for most of their height stand in one band.
        let beside = |other: &Placed| {
            let overlap = other.bbox.y1.min(next.bbox.y1) - other.bbox.y0.max(next.bbox.y0);
            overlap > 0.6 * other.bbox.height().min(next.bbox.height())
                && next.bbox.x1 <= other.bbox.x0
        };
        let mut at = ordered.len();
        while at > 0 && beside(&ordered[at - 1]) {
            at -= 1;
        }
        ordered.insert(at, next);
    }
    ordered
}

//! Words → the text of one cell.

use super::line::{Line, lines, text};
use super::word::Word;
use crate::model::{BBox, Cell};
use crate::read::pdf::content::page::{Direction, PageContent, UNREADABLE};
use crate::text::Text;
use crate::text::lines::{cuts_word, join};
use crate::text::number::{Strictness, is_number};
use std::ops::Range;

/// A cell made of the words that stand in it. `bbox` is the cell's own box in the frame, where there is one.
pub fn cell(
    content: &PageContent,
    words: Vec<Word>,
    rows: Range<usize>,
    columns: Range<usize>,
    bbox: Option<BBox>,
) -> Cell {
    let ink = words.iter().map(|w| w.bbox).reduce(BBox::union);
    let place = bbox.or(ink).map(|b| content.place(b));
    let all = |test: fn(&Word) -> bool| !words.is_empty() && words.iter().all(test);
    let (italic, bold) = (all(|w| w.italic), all(|w| w.bold));
    let unreadable = words.iter().any(|w| w.unreadable);
    let indent = match (ink, bbox) {
        (Some(ink), Some(bbox)) => (ink.x0 - bbox.x0).max(0.0),
        _ => 0.0,
    };
    let mut lines = lines(words);
    let marks = take_marks(&mut lines);
    for line in &mut lines {
        if is_spread_figure(line, bbox) {
            line.words.iter_mut().skip(1).for_each(|w| w.joined = true);
        }
    }
    Cell {
        text: in_cell(content, &lines, bbox),
        rows,
        columns,
        places: place.into_iter().collect(),
        lines: if lines.len() > 1 {
            lines
                .iter()
                .map(|l| said(content, std::slice::from_ref(l)))
                .collect()
        } else {
            Vec::new()
        },
        marks,
        italic,
        bold,
        indent,
        reading: None,
        unreadable,
        nested: Vec::new(),
    }
}

/// A text of which something can be read; nothing at all otherwise.
pub fn readable(text: &str) -> Text {
    let says = text.chars().any(|c| c != UNREADABLE && !c.is_whitespace());
    if says {
        Text::clean(text)
    } else {
        Text::default()
    }
}

/// What lines say; nothing at all when none of it can be read. Words in fonts that may hide an encoding
/// from before Unicode keep their fonts until the document as a whole tells.
pub fn said(content: &PageContent, lines: &[Line]) -> Text {
    let words = || lines.iter().flat_map(|line| &line.words);
    let says = |word: &Word| {
        word.text
            .chars()
            .any(|c| c != UNREADABLE && !c.is_whitespace())
    };
    if !words().any(says) {
        return Text::default();
    }
    if content.fonts.iter().any(|font| font.legacy) {
        return in_fonts(content, words());
    }
    match lines {
        [line] => Text::clean_owned(line.text()),
        _ => Text::clean_owned(join(&lines.iter().map(Line::text).collect::<Vec<_>>())),
    }
}

fn in_fonts<'a>(content: &PageContent, words: impl Iterator<Item = &'a Word>) -> Text {
    let run = |(at, word): (usize, &Word)| {
        let space = if at == 0 || word.joined { "" } else { " " };
        (
            format!("{space}{}", word.text),
            content
                .fonts
                .get(usize::from(word.font))
                .map(|f| f.name.as_str()),
        )
    };
    let runs: Vec<(String, Option<&str>)> = words.enumerate().map(run).collect();
    Text::in_fonts(runs.iter().map(|(text, font)| (text.as_str(), *font)))
}

/// What the lines of a cell say: words that its width broke are whole again.
fn in_cell(content: &PageContent, lines: &[Line], bbox: Option<BBox>) -> Text {
    let cut = |pair: &[Line]| bbox.is_some_and(|b| breaks_word(&pair[0], &pair[1], b));
    if lines.len() < 2 || !lines.windows(2).any(cut) || content.fonts.iter().any(|font| font.legacy)
    {
        return said(content, lines);
    }
    let mut texts: Vec<String> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        match texts.last_mut().filter(|_| cut(&lines[at - 1..=at])) {
            Some(last) => last.push_str(&line.text()),
            None => texts.push(line.text()),
        }
    }
    readable(&join(&texts))
}

/// A cell's padding is no wider than this.
const PADDING: f32 = 6.0;

/// Whether a line fills its cell with one word that goes on in the next line: not even its next letter
/// had room.
fn breaks_word(line: &Line, next: &Line, bbox: BBox) -> bool {
    let (Some(word), Some(rest)) = (line.words.first(), next.words.first()) else {
        return false;
    };
    let letters = rest.text.chars().count().max(1) as f32;
    let letter = rest.bbox.width() / letters;
    let padding = (word.bbox.x0 - bbox.x0)
        .min(bbox.x1 - line.bbox.x1)
        .max(0.0);
    let room = bbox.width() - line.bbox.width() - 2.0 * padding;
    line.words.iter().skip(1).all(|word| word.joined)
        && word.direction == Direction::Right
        && padding <= PADDING
        && room < letter
        && cuts_word(&line.text(), &next.text())
}

/// Signs of a figure set apart over a cell ("Distributed") have gaps wider than this many font sizes …
const SPREAD: f32 = 0.45;
/// … which agree to so many.
const EVEN: f32 = 0.2;

/// Whether the signs of one figure are set apart evenly: a cell holds one figure, and only its separators
/// or the way it fills the cell tell that it is not several. Two digits that leave room beside them may be two.
fn is_spread_figure(line: &Line, bbox: Option<BBox>) -> bool {
    let sign = |word: &Word| {
        let mut signs = word.text.chars();
        let first = signs.next().unwrap_or(' ');
        signs.next().is_none() && (first.is_ascii_digit() || ".,%-+".contains(first))
    };
    let words = &line.words;
    if words.len() < 2 || !words.iter().all(sign) {
        return false;
    }
    let figure: String = words.iter().map(|word| word.text.as_str()).collect();
    let gaps = words.windows(2).map(|w| w[1].bbox.x0 - w[0].bbox.x1);
    let (least, most) = gaps.fold((f32::MAX, f32::MIN), |(least, most), gap| {
        (least.min(gap), most.max(gap))
    });
    let fills = bbox.is_some_and(|b| {
        let (left, right) = (line.bbox.x0 - b.x0, b.x1 - line.bbox.x1);
        (left - right).abs() < EVEN * line.size && left < least
    });
    let separated = figure.contains(['.', ',']);
    let wide = least > SPREAD * line.size;
    is_number(&figure, Strictness::Cell)
        && figure.contains(|c: char| c.is_ascii_digit())
        && most - least < EVEN * line.size
        && (separated || wide && (words.len() > 2 || fills))
}

/// Takes footnote marks set superscript off the end of the last line, unless nothing else is there.
fn take_marks(lines: &mut [Line]) -> Vec<Text> {
    let Some(last) = lines.last_mut() else {
        return Vec::new();
    };
    let from = last
        .words
        .iter()
        .rposition(|w| !w.raised)
        .map_or(last.words.len(), |at| at + 1);
    let marks = last.words.split_off(from);
    if marks.is_empty() {
        Vec::new()
    } else {
        vec![Text::clean(&text(&marks))]
    }
}

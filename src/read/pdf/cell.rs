//! Words → the text of one cell.

use super::line::{Line, lines, text, with_gaps};
use super::page::PageContent;
use super::word::{UNREADABLE, Word};
use crate::model::{BBox, Cell};
use crate::text::Text;
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
    Cell {
        text: said(content, &lines),
        rows,
        columns,
        places: place.into_iter().collect(),
        lines: if lines.len() > 1 {
            lines.iter().map(|l| said(content, std::slice::from_ref(l))).collect()
        } else {
            Vec::new()
        },
        marks,
        italic,
        bold,
        indent,
        unreadable,
        nested: Vec::new(),
    }
}

/// A text of which something can be read; nothing at all otherwise.
pub fn readable(text: &str) -> Text {
    let says = text.chars().any(|c| c != UNREADABLE && !c.is_whitespace());
    if says { Text::clean(text) } else { Text::default() }
}

/// What lines say; nothing at all when none of it can be read. Words in fonts that may hide an encoding
/// from before Unicode keep their fonts until the document as a whole tells.
pub fn said(content: &PageContent, lines: &[Line]) -> Text {
    let words = || lines.iter().flat_map(|line| &line.words);
    let says = |word: &Word| word.text.chars().any(|c| c != UNREADABLE && !c.is_whitespace());
    if !words().any(says) {
        return Text::default();
    }
    if content.fonts.iter().any(|font| font.legacy) {
        return in_fonts(content, words());
    }
    match lines {
        [line] => Text::clean_owned(line.text()),
        _ => Text::clean_owned(join_lines(&lines.iter().map(Line::text).collect::<Vec<_>>())),
    }
}

fn in_fonts<'a>(content: &PageContent, words: impl Iterator<Item = &'a Word>) -> Text {
    let run = |(at, word): (usize, &Word)| {
        let space = if at == 0 || word.joined { "" } else { " " };
        (format!("{space}{}", word.text), content.fonts.get(usize::from(word.font)).map(|f| f.name.as_str()))
    };
    let runs: Vec<(String, Option<&str>)> = words.enumerate().map(run).collect();
    Text::in_fonts(runs.iter().map(|(text, font)| (text.as_str(), *font)))
}

/// Lines as one text: a space between, none after a hyphen inside a word, and no hyphen where it only
/// broke an address.
pub fn join_lines(lines: &[String]) -> String {
    let mut joined = String::with_capacity(with_gaps(lines.iter().map(String::len)));
    for line in lines {
        if hyphenated(&joined) && line.starts_with(char::is_alphanumeric) {
            if joined.ends_with('\u{AD}') || breaks_address(&joined, line) {
                joined.pop();
            }
        } else if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Ends with a hyphen that stands directly after a letter.
fn hyphenated(text: &str) -> bool {
    let mut back = text.chars().rev();
    matches!(back.next(), Some('-' | '\u{AD}' | '\u{2010}')) && back.next().is_some_and(char::is_alphabetic)
}

/// Whether the hyphen stands inside a web or mail address that was hyphenated like a word: small letters
/// on both sides.
fn breaks_address(before: &str, after: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let address = ["://", "www.", "@"].iter().any(|sign| last.contains(sign));
    let small = last.chars().rev().nth(1).is_some_and(char::is_lowercase);
    address && small && after.starts_with(char::is_lowercase)
}

/// Takes footnote marks set superscript off the end of the last line, unless nothing else is there.
fn take_marks(lines: &mut [Line]) -> Vec<Text> {
    let Some(last) = lines.last_mut() else { return Vec::new() };
    let from = last.words.iter().rposition(|w| !w.raised).map_or(last.words.len(), |at| at + 1);
    let marks = last.words.split_off(from);
    if marks.is_empty() { Vec::new() } else { vec![Text::clean(&text(&marks))] }
}

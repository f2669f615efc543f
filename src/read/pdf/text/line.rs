//! Words → lines: words on one baseline, close enough to be read together.

use super::word::Word;
use crate::model::BBox;
use crate::read::pdf::content::page::Direction;

/// A line of words, from left to right.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its words.
    pub words: Vec<Word>,
    /// Its box in the frame.
    pub bbox: BBox,
    /// Its baseline.
    pub baseline: f32,
    /// Font size of most of its letters.
    pub size: f32,
}

impl Line {
    /// The words, with single spaces between those that have a gap between them.
    pub fn text(&self) -> String {
        text(&self.words)
    }

    fn of(words: Vec<Word>) -> Option<Line> {
        let bbox = words.iter().map(|w| w.bbox).reduce(BBox::union)?;
        let main = words
            .iter()
            .max_by(|a, b| a.text.len().cmp(&b.text.len()))?;
        Some(Line {
            bbox,
            baseline: main.baseline,
            size: main.size,
            words,
        })
    }
}

/// Words with single spaces between those that have a gap between them.
pub fn text(words: &[Word]) -> String {
    let mut text = String::with_capacity(with_gaps(words.iter().map(|word| word.text.len())));
    for word in words {
        if !text.is_empty() && !word.joined {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// The length of texts with single spaces between.
pub fn with_gaps(lengths: impl Iterator<Item = usize>) -> usize {
    lengths
        .map(|length| length + 1)
        .sum::<usize>()
        .saturating_sub(1)
}

/// Groups words by baseline alone, top to bottom: the lines of one cell.
pub fn lines(words: Vec<Word>) -> Vec<Line> {
    group(words, f32::INFINITY)
}

/// Groups words by baseline, parting them where the gap is wider than `gap` font sizes.
pub fn group(mut words: Vec<Word>, gap: f32) -> Vec<Line> {
    words.sort_by(|a, b| {
        let direction = a.direction.cmp(&b.direction);
        direction
            .then(a.baseline.total_cmp(&b.baseline))
            .then(start(a).total_cmp(&start(b)))
    });
    // Rows and their parts stand one after the other: each word is moved once, into its line.
    let mut lengths = Vec::new();
    let mut from = 0;
    while let Some(first) = words.get(from) {
        let to = from
            + words[from..]
                .iter()
                .take_while(|word| level(first, word))
                .count()
                .max(1);
        words[from..to].sort_by(|a, b| start(a).total_cmp(&start(b)));
        lengths.extend(
            words[from..to]
                .chunk_by(|last, word| near(last, word, gap))
                .map(<[Word]>::len),
        );
        from = to;
    }
    let mut words = words.into_iter();
    lengths
        .into_iter()
        .filter_map(|length| Line::of(words.by_ref().take(length).collect()))
        .collect()
}

fn near(last: &Word, word: &Word, gap: f32) -> bool {
    start(word) - end(last) <= gap * last.size.max(word.size)
}

/// On one baseline, or raised from it.
fn level(first: &Word, word: &Word) -> bool {
    let reach = if first.raised || word.raised {
        0.7
    } else {
        0.3
    };
    first.direction == word.direction
        && (word.baseline - first.baseline).abs() < reach * first.size.max(word.size)
}

fn start(word: &Word) -> f32 {
    match word.direction {
        Direction::Right | Direction::Slanted => word.bbox.x0,
        Direction::Down => word.bbox.y0,
        Direction::Left => -word.bbox.x1,
        Direction::Up => -word.bbox.y1,
    }
}

fn end(word: &Word) -> f32 {
    match word.direction {
        Direction::Right | Direction::Slanted => word.bbox.x1,
        Direction::Down => word.bbox.y1,
        Direction::Left => -word.bbox.x0,
        Direction::Up => -word.bbox.y0,
    }
}

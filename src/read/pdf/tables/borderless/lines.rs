//! Words → text lines, each cut into chunks where it shows a gap wider than a space.

use crate::read::pdf::content::page::Direction;
use crate::read::pdf::text::running::is_page_number;
use crate::read::pdf::text::word::Word;

/// Gaps between words of one chunk stay below this many font sizes.
const CHUNK_GAP: f32 = 0.45;

/// In type of one width a single space is wider than in other type.
const TYPEWRITER_GAP: f32 = 0.95;
/// Baselines closer than this many font sizes are one line.
const LEVEL: f32 = 0.35;

/// Page numbers stand within this share of the page's height.
const EDGE: f32 = 0.07;

/// Words that read as one phrase: a cell's line, most often.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Indices of its words, from left to right.
    pub words: Vec<usize>,
}

/// A line of text across the page.
#[derive(Clone, Debug)]
pub struct Line {
    /// Top of its letters.
    pub y0: f32,
    /// Bottom of its letters.
    pub y1: f32,
    /// Largest font size in it.
    pub size: f32,
    /// Its chunks from left to right.
    pub chunks: Vec<Chunk>,
}

/// An upright rule: words on either side of it are apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ColumnSeparator {
    /// Where it stands.
    pub x: f32,
    /// Its top.
    pub y0: f32,
    /// Its bottom.
    pub y1: f32,
}

impl Chunk {
    /// Width of the chunk.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Its middle.
    pub fn middle(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// What it says.
    pub fn text(&self, words: &[Word]) -> String {
        let texts: Vec<&str> = self
            .words
            .iter()
            .map(|&at| words[at].text.as_str())
            .collect();
        texts.join(" ")
    }
}

impl Line {
    /// Left edge of its first chunk.
    pub fn x0(&self) -> f32 {
        self.chunks.first().map_or(0.0, |chunk| chunk.x0)
    }

    /// Right edge of its last chunk.
    pub fn x1(&self) -> f32 {
        self.chunks.last().map_or(0.0, |chunk| chunk.x1)
    }

    /// What each of its chunks says.
    pub fn texts(&self, words: &[Word]) -> Vec<String> {
        self.chunks.iter().map(|chunk| chunk.text(words)).collect()
    }

    /// The widest gap between two chunks, in font sizes.
    pub fn widest_gap(&self) -> f32 {
        let gaps = self.chunks.windows(2).map(|pair| pair[1].x0 - pair[0].x1);
        gaps.fold(0.0, f32::max) / self.size.max(1.0)
    }

    /// A page number: alone on its line, at the very edge of a page of this height.
    pub fn is_page_number(&self, words: &[Word], height: f32) -> bool {
        let edge = self.y1 < EDGE * height || self.y0 > (1.0 - EDGE) * height;
        let [chunk] = &self.chunks[..] else {
            return false;
        };
        edge && is_page_number(&chunk.text(words))
    }
}

/// Top and bottom of a word's letters, accents and tails left aside.
pub fn band(word: &Word) -> (f32, f32) {
    (
        word.baseline - 0.68 * word.size,
        word.baseline + 0.18 * word.size,
    )
}

/// The lines of the words with these indices, from top to bottom. Turned text is left aside.
pub fn lines(
    words: &[Word],
    chosen: impl Iterator<Item = usize>,
    separators: &[ColumnSeparator],
) -> Vec<Line> {
    let mut order: Vec<usize> = chosen
        .filter(|&at| words[at].direction == Direction::Right && !words[at].text.is_empty())
        .collect();
    order.sort_by(|&a, &b| {
        words[a]
            .baseline
            .total_cmp(&words[b].baseline)
            .then(words[a].bbox.x0.total_cmp(&words[b].bbox.x0))
    });
    let (raised, level): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|&at| words[at].raised);
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut baseline = f32::NEG_INFINITY;
    for at in level {
        match rows.last_mut() {
            Some(row) if words[at].baseline - baseline < LEVEL * words[at].size => row.push(at),
            _ => {
                baseline = words[at].baseline;
                rows.push(vec![at]);
            }
        }
    }
    for at in raised {
        lean(words, &mut rows, at);
    }
    rows.into_iter()
        .map(|row| line(words, row, separators))
        .collect()
}

/// Puts a raised word into the line just below it.
fn lean(words: &[Word], rows: &mut Vec<Vec<usize>>, at: usize) {
    let baseline = words[at].baseline;
    let below = rows.partition_point(|row| words[row[0]].baseline < baseline - 0.5);
    let near = |row: &Vec<usize>| words[row[0]].baseline - baseline < 0.8 * words[row[0]].size;
    match rows.get_mut(below).filter(|row| near(row)) {
        Some(row) => row.push(at),
        None => rows.insert(below, vec![at]),
    }
}

fn line(words: &[Word], mut row: Vec<usize>, separators: &[ColumnSeparator]) -> Line {
    row.sort_by(|&a, &b| words[a].bbox.x0.total_cmp(&words[b].bbox.x0));
    // A raised mark makes no line taller, unless it stands alone.
    let alone = row.iter().all(|&at| words[at].raised);
    let level = || row.iter().filter(|&&at| alone || !words[at].raised);
    let bands = || level().map(|&at| band(&words[at]));
    let (y0, y1) = (
        bands().map(|b| b.0).fold(f32::MAX, f32::min),
        bands().map(|b| b.1).fold(f32::MIN, f32::max),
    );
    let size = row.iter().map(|&at| words[at].size).fold(0.0, f32::max);
    let middle = (y0 + y1) / 2.0;
    let separated = |a: f32, b: f32| {
        separators.iter().any(|separator| {
            separator.y0 <= middle
                && middle <= separator.y1
                && a - 1.0 <= separator.x
                && separator.x <= b + 1.0
        })
    };
    let mut chunks: Vec<Chunk> = Vec::new();
    for at in row {
        let bbox = words[at].bbox;
        let near = |last: &Chunk| {
            let before = last.words.last().map_or(size, |&at| words[at].size);
            let gap = if words[at].typewriter {
                TYPEWRITER_GAP
            } else {
                CHUNK_GAP
            };
            bbox.x0 - last.x1 <= gap * before.min(words[at].size) && !separated(last.x1, bbox.x0)
        };
        match chunks.last_mut().filter(|last| near(last)) {
            Some(last) => {
                last.x1 = last.x1.max(bbox.x1);
                last.words.push(at);
            }
            None => {
                let mut words = Vec::with_capacity(8);
                words.push(at);
                chunks.push(Chunk {
                    x0: bbox.x0,
                    x1: bbox.x1,
                    words,
                });
            }
        }
    }
    Line {
        y0,
        y1,
        size,
        chunks,
    }
}

//! Stamps that lie wholly inside a cell, touching no other text: only their looks tell them from what the
//! cell says. The measure is the table's own text: its size, its colour, and what stands in the same row.

use super::overlay::{letter_box, main_size};
use super::thresholds::LARGER;
use crate::model::BBox;
use crate::read::pdf::content::page::Direction;
use crate::read::pdf::text::word::Word;
use crate::text::number::{Strictness, is_number};
use crate::text::roman;

/// Capitals this much larger, or any coloured letters, are a stamp.
const MUCH_LARGER: f32 = 1.5;
/// Any letters this much larger are.
const TWICE: f32 = 1.9;
/// A row whose other words have fewer letters may be a heading with its number.
const ROW_LETTERS: usize = 8;
/// Tables of fewer rows or columns set out letterheads and signatures, where large letters are at home.
pub(crate) const LEAST: usize = 3;

/// What stands apart from the text of the tables around it.
#[derive(Default)]
pub(crate) struct Stamps {
    /// Words of what surely is a stamp, in order.
    pub(crate) certain: Vec<usize>,
    /// What may be one.
    pub(crate) unlike: Vec<UnlikeRow>,
}

/// Words set unlike their row.
pub(crate) struct UnlikeRow {
    pub(crate) text: String,
    /// What the other words of the row say.
    pub(crate) row: String,
    pub(crate) bbox: BBox,
}

impl Stamps {
    /// Adds more of what may be stamps, each place once.
    pub(crate) fn add_unlike(&mut self, more: Vec<UnlikeRow>) {
        for one in more {
            if !self.unlike.iter().any(|known| known.bbox == one.bbox) {
                self.unlike.push(one);
            }
        }
    }
}

/// Which of the words that are set apart are stamps.
pub(crate) fn judge(words: &[Word], apart: Vec<SetApart>) -> Stamps {
    let mut stamps = Stamps::default();
    let sure: Vec<&SetApart> = apart.iter().filter(|one| one.certain(words)).collect();
    let mut unlike = Vec::new();
    for one in &apart {
        // A date or a number set as the stamp beside it belongs to that stamp.
        if sure.iter().any(|stamp| one.set_like(stamp, words)) {
            stamps.certain.extend(&one.words);
        } else if !one.habit {
            unlike.push(UnlikeRow {
                text: one.text(words),
                row: one.row.clone(),
                bbox: one.bbox,
            });
        }
    }
    stamps.add_unlike(unlike);
    stamps.certain.sort_unstable();
    stamps.certain.dedup();
    stamps
}

/// Large words that stand together in one row of a table.
pub(crate) struct SetApart {
    words: Vec<usize>,
    bbox: BBox,
    /// Size of its letters to those of the table.
    ratio: f32,
    /// Coloured where the table's text is not.
    coloured: bool,
    row: String,
    /// The table has many of its kind.
    habit: bool,
}

/// Whether any word is so much larger than any other that there may be a stamp.
pub(crate) fn may_be_among(words: &[Word]) -> bool {
    let sizes = || words.iter().map(|word| word.size);
    sizes().fold(0.0, f32::max) > LARGER * sizes().fold(f32::MAX, f32::min).floor()
}

/// What is set apart among the words of what may be a table; that it is one is asked only where it matters.
pub(crate) fn set_apart(
    words: &[Word],
    table: &[usize],
    is_table: impl FnOnce() -> bool,
) -> Vec<SetApart> {
    let own = || table.iter().filter_map(|at| words.get(*at));
    let usual = main_size(own());
    let is_large = |word: &Word| word.size > LARGER * usual && word.direction == Direction::Right;
    let large: Vec<usize> = table
        .iter()
        .copied()
        .filter(|at| words.get(*at).is_some_and(is_large))
        .collect();
    if large.is_empty() || !is_table() {
        return Vec::new();
    }
    let coloured = own().filter(|word| word.coloured).count() * 2 > table.len();
    let Some(body) = own()
        .filter(|word| begins_with_digit(word) || is_roman(word))
        .map(|word| word.bbox.y0)
        .reduce(f32::min)
    else {
        return Vec::new();
    };
    let habit = large.len() * 8 > table.len() || many_figures(own(), &is_large);
    together(words, large)
        .into_iter()
        // Above the first value everything is header.
        .filter(|(_, bbox)| body < bbox.y1)
        .filter_map(|(own, bbox)| {
            let row = row(words, table, bbox, &is_large)?;
            let size = own.iter().map(|at| words[*at].size).fold(0.0, f32::max);
            let all_coloured = own.iter().all(|at| words[*at].coloured);
            Some(SetApart {
                words: own,
                bbox,
                ratio: size / usual.max(1.0),
                coloured: all_coloured && !coloured,
                row,
                habit,
            })
        })
        .collect()
}

fn begins_with_digit(word: &Word) -> bool {
    is_number(&word.text, Strictness::Leading)
}

/// The number of a section.
fn is_roman(word: &Word) -> bool {
    word.text.chars().all(|c| c == '.' || roman::is_sign(c))
}

/// Whether the values of a table are often set large.
fn many_figures<'a>(
    words: impl Iterator<Item = &'a Word>,
    is_large: &dyn Fn(&Word) -> bool,
) -> bool {
    let figures: Vec<&Word> = words.filter(|word| begins_with_digit(word)).collect();
    figures.iter().filter(|word| is_large(word)).count() * 6 > figures.len()
}

/// Words whose letters are less than a letter apart, with the box of their letters.
fn together(words: &[Word], large: Vec<usize>) -> Vec<(Vec<usize>, BBox)> {
    let mut groups: Vec<(Vec<usize>, BBox)> = Vec::new();
    for at in large {
        let (mut own, mut bbox) = (vec![at], letter_box(&words[at]));
        let reach = 0.8 * words[at].size;
        for (others, other) in std::mem::take(&mut groups) {
            if near(bbox, other, reach) {
                own.extend(others);
                bbox = bbox.union(other);
            } else {
                groups.push((others, other));
            }
        }
        own.sort_unstable();
        groups.push((own, bbox));
    }
    groups
}

fn near(a: BBox, b: BBox, reach: f32) -> bool {
    a.x0 - reach < b.x1 && b.x0 - reach < a.x1 && a.y0 - reach < b.y1 && b.y0 - reach < a.y1
}

/// What the words of usual size beside a box say; nothing where they are too few to be a row.
fn row(
    words: &[Word],
    table: &[usize],
    bbox: BBox,
    is_large: &dyn Fn(&Word) -> bool,
) -> Option<String> {
    let beside = |word: &&Word| {
        let own = letter_box(word);
        !is_large(word) && own.y0 < bbox.y1 && bbox.y0 < own.y1
    };
    let mut beside: Vec<&Word> = table
        .iter()
        .filter_map(|at| words.get(*at))
        .filter(beside)
        .collect();
    beside.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
    let letters: usize = beside
        .iter()
        .map(|word| word.text.chars().filter(|c| c.is_alphabetic()).count())
        .sum();
    let said: Vec<&str> = beside.iter().map(|word| word.text.as_str()).collect();
    (letters >= ROW_LETTERS).then(|| said.join(" "))
}

impl SetApart {
    fn text(&self, words: &[Word]) -> String {
        let said: Vec<&str> = self
            .words
            .iter()
            .map(|at| words[*at].text.as_str())
            .collect();
        said.join(" ")
    }

    /// Says something, in letters no cell of this table is set in. A number alone may be a value after all.
    fn certain(&self, words: &[Word]) -> bool {
        let text = self.text(words);
        let capitals = !text.chars().any(char::is_lowercase);
        let looks = self.coloured && (capitals || self.ratio >= MUCH_LARGER)
            || capitals && self.ratio >= MUCH_LARGER
            || self.ratio >= TWICE;
        looks && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
    }

    fn set_like(&self, stamp: &SetApart, words: &[Word]) -> bool {
        let font = |one: &SetApart| one.words.first().map(|at| words[*at].font);
        (self.ratio - stamp.ratio).abs() < 0.05
            && self.coloured == stamp.coloured
            && font(self) == font(stamp)
    }
}

//! What is printed across a page: stamps and watermarks whose letters stand upright. Slanted ones are left
//! out with their glyphs; these are recognized by lying over other text, or across rules, in larger letters.

use super::ruling_line::{Axis, RulingLine};
use super::thresholds::LARGER;
use crate::model::BBox;
use crate::read::pdf::text::word::Word;

/// A stamp covers at least this share of a word under it.
const COVERED: f32 = 0.2;

/// Drops the words of a text layer where the page itself shows text: what was recognised is a copy of what is
/// printed, and a worse one.
pub(crate) fn drop_copies(words: &mut Vec<Word>) {
    let seen: Vec<BBox> = words
        .iter()
        .filter(|word| shows(word))
        .map(letter_box)
        .collect();
    if seen.is_empty() || seen.len() == words.len() {
        return;
    }
    words.retain(|word| {
        !word.invisible || !seen.iter().any(|shown| covers(*shown, letter_box(word)))
    });
}

fn shows(word: &Word) -> bool {
    !word.invisible && !word.unreadable
}

/// Takes the words of stamps and watermarks out of a page's words.
pub(crate) fn take_overlays(words: &mut Vec<Word>, edges: &[RulingLine]) -> Vec<Word> {
    let main = main_size(&*words);
    let large = |word: &Word| word.size > LARGER * main && !word.artifact;
    if !words.iter().any(large) {
        return Vec::new();
    }
    let (large, usual): (Vec<usize>, Vec<usize>) =
        (0..words.len()).partition(|at| large(&words[*at]));
    let over: Vec<usize> = large
        .into_iter()
        .filter(|&at| {
            let own = letter_box(&words[at]);
            usual
                .iter()
                .any(|&other| covers(own, letter_box(&words[other])))
                || edges.iter().any(|edge| crosses(own, edge))
        })
        .collect();
    over.into_iter().rev().map(|at| words.remove(at)).collect()
}

/// The size most letters are set in, to half a point.
pub(crate) fn main_size<'a>(words: impl IntoIterator<Item = &'a Word>) -> f32 {
    let mut letters: Vec<(u32, usize)> = Vec::with_capacity(8);
    for word in words {
        let size = (word.size * 2.0) as u32;
        match letters.iter_mut().find(|(known, _)| *known == size) {
            Some((_, count)) => *count += word.text.len(),
            None => letters.push((size, word.text.len())),
        }
    }
    let most = letters
        .into_iter()
        .max_by_key(|(size, count)| (*count, *size));
    most.map_or(0.0, |(size, _)| size as f32 / 2.0)
}

/// The box of a word's letters, accents and tails left aside.
pub(crate) fn letter_box(word: &Word) -> BBox {
    BBox {
        y0: word.baseline - 0.7 * word.size,
        y1: word.baseline,
        ..word.bbox
    }
}

fn covers(over: BBox, under: BBox) -> bool {
    let width = over.x1.min(under.x1) - over.x0.max(under.x0);
    let height = over.y1.min(under.y1) - over.y0.max(under.y0);
    width > 0.0 && height > 0.0 && width * height > COVERED * under.width() * under.height()
}

/// A rule runs through the middle of the letters.
fn crosses(letters: BBox, edge: &RulingLine) -> bool {
    let (across, along) = match edge.axis {
        Axis::Horizontal => ((letters.y0, letters.y1), (letters.x0, letters.x1)),
        Axis::Vertical => ((letters.x0, letters.x1), (letters.y0, letters.y1)),
    };
    let inside = 0.12 * (across.1 - across.0);
    let shared = edge.to.min(along.1) - edge.from.max(along.0);
    across.0 + inside < edge.at && edge.at < across.1 - inside && shared > 0.6 * (along.1 - along.0)
}

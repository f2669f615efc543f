//! Charts are drawn with rules, boxes and words in columns too. They are no tables.

use super::borderless::figure::is_figure;
use super::page::PageContent;
use super::word::Word;
use crate::model::BBox;

/// Slanted strokes a table may hold: the bar through its corner cell, a tick.
const FEW: usize = 2;

/// Whether a box of the page is a drawing: slanted lines run over a good part of it.
pub fn is_drawing(content: &PageContent, bbox: BBox) -> bool {
    let inside = |slant: &&BBox| {
        let (x, y) = ((slant.x0 + slant.x1) / 2.0, (slant.y0 + slant.y1) / 2.0);
        bbox.x0 <= x && x <= bbox.x1 && bbox.y0 <= y && y <= bbox.y1
    };
    let slants: Vec<&BBox> = content.slants.iter().filter(inside).collect();
    let Some(all) = slants.iter().map(|slant| **slant).reduce(BBox::union) else { return false };
    slants.len() > FEW && all.width() > 0.3 * bbox.width() && all.height() > 0.3 * bbox.height()
}

/// Whether words are the labels of an axis: four figures or more that grow by one step.
pub fn is_axis(words: &[&Word]) -> bool {
    let value = |word: &&Word| -> Option<f64> {
        let text = word.text.trim_end_matches('%').replace(',', ".");
        is_figure(&word.text).then(|| text.parse().ok()).flatten()
    };
    let values: Vec<f64> = words.iter().map_while(value).collect();
    let Some((first, second)) = values.first().zip(values.get(1)) else { return false };
    let step = second - first;
    let even = values.windows(2).all(|pair| (pair[1] - pair[0] - step).abs() < 1e-6 * step.abs().max(1.0));
    values.len() == words.len() && values.len() >= 4 && step != 0.0 && even
}

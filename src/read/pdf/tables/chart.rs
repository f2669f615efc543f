//! Charts are drawn with rules, boxes and words in columns too. They are not tables.

use crate::model::BBox;
use crate::read::pdf::content::page::PageContent;
use crate::text::number::{Strictness, is_number};

/// Slanted strokes a table may hold: the bar through its corner cell, a tick.
const FEW: usize = 2;
/// As many slanted strokes close together are a drawing.
const MANY: usize = 20;
/// Strokes of one drawing are no further apart than this many points, down the page.
const NEAR: f32 = 15.0;

/// Whether a box of the page is a drawing, or a part of one: the curve of a chart is one stroke, whose box
/// holds the legend too.
pub fn is_drawing(content: &PageContent, bbox: BBox) -> bool {
    crossed(content, bbox) || under(&content.slants, bbox) || under(&drawings(content), bbox)
}

/// Whether one of the drawings holds most of the box.
fn under(drawings: &[BBox], bbox: BBox) -> bool {
    drawings.iter().any(|drawing| overlap(*drawing, bbox) > 0.5)
}

/// Slanted lines run over a good part of the box.
fn crossed(content: &PageContent, bbox: BBox) -> bool {
    let inside = |slant: &&BBox| {
        let (x, y) = ((slant.x0 + slant.x1) / 2.0, (slant.y0 + slant.y1) / 2.0);
        bbox.x0 <= x && x <= bbox.x1 && bbox.y0 <= y && y <= bbox.y1
    };
    let slants: Vec<&BBox> = content.slants.iter().filter(inside).collect();
    let Some(all) = slants.iter().map(|slant| **slant).reduce(BBox::union) else {
        return false;
    };
    slants.len() > FEW && all.width() > 0.3 * bbox.width() && all.height() > 0.3 * bbox.height()
}

/// The boxes of the page's drawings.
fn drawings(content: &PageContent) -> Vec<BBox> {
    let mut slants = content.slants.clone();
    slants.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let mut found: Vec<(BBox, usize)> = Vec::new();
    for slant in slants {
        match found
            .last_mut()
            .filter(|(drawing, _)| slant.y0 - drawing.y1 < NEAR)
        {
            Some((drawing, count)) => {
                *drawing = drawing.union(slant);
                *count += 1;
            }
            None => found.push((slant, 1)),
        }
    }
    found
        .into_iter()
        .filter(|(_, count)| *count >= MANY)
        .map(|(drawing, _)| drawing)
        .collect()
}

/// Share of a box that lies in a drawing.
fn overlap(drawing: BBox, bbox: BBox) -> f32 {
    let width = (drawing.x1.min(bbox.x1) - drawing.x0.max(bbox.x0)).max(0.0);
    let height = (drawing.y1.min(bbox.y1) - drawing.y0.max(bbox.y0)).max(0.0);
    width * height / (bbox.width() * bbox.height()).max(1.0)
}

/// Whether the texts of a row are the labels of an axis: five values or more that grow from 0, or
/// through it, by one step other than 1.
pub fn is_axis<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let value = |text: &str| -> Option<f64> {
        let bare = text.trim_end_matches('%').replace(',', ".");
        is_number(text, Strictness::Cell)
            .then(|| bare.parse().ok())
            .flatten()
    };
    let Some(values) = texts
        .flat_map(str::split_whitespace)
        .map(value)
        .collect::<Option<Vec<f64>>>()
    else {
        return false;
    };
    let Some((first, second)) = values.first().zip(values.get(1)) else {
        return false;
    };
    let step = second - first;
    let even = values
        .windows(2)
        .all(|pair| (pair[1] - pair[0] - step).abs() < 1e-6 * step.abs().max(1.0));
    values.len() >= 5
        && step.abs() > 1e-9
        && (step.abs() - 1.0).abs() > 1e-9
        && even
        && values.contains(&0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legend_beside_a_curve_is_part_of_its_chart() {
        let curve = [BBox {
            x0: 144.0,
            y0: 217.0,
            x1: 464.0,
            y1: 375.0,
        }];
        assert!(under(
            &curve,
            BBox {
                x0: 150.0,
                y0: 220.0,
                x1: 280.0,
                y1: 270.0
            }
        ));
        assert!(!under(
            &curve,
            BBox {
                x0: 150.0,
                y0: 400.0,
                x1: 280.0,
                y1: 450.0
            }
        ));
    }

    #[test]
    fn an_axis_grows_evenly_through_nought() {
        assert!(is_axis(["0%", "10%", "20%", "30% 40%", "50%"].into_iter()));
        assert!(is_axis(["-50", "0", "50", "100", "150"].into_iter()));
    }

    #[test]
    fn years_column_numbers_and_sums_are_no_axis() {
        assert!(!is_axis(
            ["1995", "2000", "2005", "2010", "2015"].into_iter()
        ));
        assert!(!is_axis(["0", "1", "2", "3", "4"].into_iter()));
        assert!(!is_axis(["0", "12", "20", "30", "45"].into_iter()));
        assert!(!is_axis(["Total", "0", "10", "20", "30", "40"].into_iter()));
    }
}

//! A page's dictionaries → where a box of a report lies on it.

use crate::model::BBox;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A page's parents, this many levels up at most.
const LEVELS: usize = 64;
/// The page where none is stated: A4.
const A4: [f32; 4] = [0.0, 0.0, 595.0, 842.0];
/// Sides shorter than this are none.
const NOTHING: f32 = 1.0 / 4096.0;

/// The part of a page that is shown, as the file counts: origin at the bottom left, y growing upwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PageBox {
    /// Its corner at the bottom left.
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// By how much it is turned to be shown: 0, 90, 180 or 270 degrees.
    pub(super) rotation: i64,
}

impl PageBox {
    /// The page as readers measure it: what its parents say holds where it says nothing.
    pub(super) fn of(document: &Document, id: ObjectId) -> PageBox {
        let media = rect(document, id, b"MediaBox").unwrap_or(A4);
        let crop = rect(document, id, b"CropBox").unwrap_or(media);
        let [x0, y0] = [crop[0].max(media[0]), crop[1].max(media[1])];
        let [x1, y1] = [crop[2].min(media[2]), crop[3].min(media[3])];
        let (mut width, mut height) = (x1 - x0, y1 - y0);
        if width < NOTHING || height < NOTHING {
            (width, height) = (A4[2], A4[3]);
        }
        let rotation = inherited(document, id, b"Rotate");
        let rotation = rotation.and_then(|object| object.as_i64().ok());
        PageBox {
            x: x0,
            y: y0,
            width: width.max(1.0),
            height: height.max(1.0),
            rotation: rotation.unwrap_or(0).rem_euclid(360),
        }
    }

    /// A box of the report (origin top left) as the file counts, kept on the page; `None` where it lies beside it.
    pub(super) fn on(&self, bbox: BBox) -> Option<[f32; 4]> {
        let within = |value: f32, most: f32| value.max(0.0).min(most);
        let [x0, x1] = [bbox.x0, bbox.x1].map(|x| within(x, self.width));
        let [y0, y1] = [bbox.y0, bbox.y1].map(|y| within(y, self.height));
        let top = self.y + self.height;
        let rect = [self.x + x0, top - y1, self.x + x1, top - y0];
        (x1 - x0 > 0.1 && y1 - y0 > 0.1).then_some(rect)
    }

    /// A point of the page as it is shown (origin top left of what the reader sees) as the file counts.
    pub(super) fn shown(&self, right: f32, down: f32) -> [f32; 2] {
        let (width, height) = (self.width, self.height);
        // As printed before it is turned, origin top left.
        let [x, y] = match self.rotation {
            90 => [down, height - right],
            180 => [width - right, height - down],
            270 => [width - down, right],
            _ => [right, down],
        };
        [self.x + x, self.y + height - y]
    }

    /// How wide it is as it is shown.
    pub(super) fn shown_width(&self) -> f32 {
        match self.rotation {
            90 | 270 => self.height,
            _ => self.width,
        }
    }
}

/// What a page or the nearest of its parents says.
fn inherited<'d>(document: &'d Document, id: ObjectId, key: &[u8]) -> Option<&'d Object> {
    let mut node: &Dictionary = document.get_dictionary(id).ok()?;
    for _ in 0..LEVELS {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node.get_deref(b"Parent", document).ok()?.as_dict().ok()?;
    }
    None
}

/// A rectangle by its corners, whichever way they are named.
fn rect(document: &Document, id: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let sides = inherited(document, id, key)?.as_array().ok()?;
    let number = |side: &Object| {
        let (_, side) = document.dereference(side).ok()?;
        side.as_float().ok().filter(|side| side.is_finite())
    };
    let sides: Option<Vec<f32>> = sides.iter().take(4).map(number).collect();
    let [x0, y0, x1, y1] = sides?.try_into().ok()?;
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The corner where a reader begins, on a page turned each way.
    #[test]
    fn a_point_as_shown_is_found_on_the_page() {
        let page = |rotation| PageBox {
            x: 10.0,
            y: 20.0,
            width: 100.0,
            height: 200.0,
            rotation,
        };
        assert_eq!(page(0).shown(0.0, 0.0), [10.0, 220.0]);
        assert_eq!(page(90).shown(0.0, 0.0), [10.0, 20.0]);
        assert_eq!(page(180).shown(0.0, 0.0), [110.0, 20.0]);
        assert_eq!(page(270).shown(0.0, 0.0), [110.0, 220.0]);
    }

    #[test]
    fn a_box_is_counted_from_the_corner_of_what_is_shown() {
        let page = PageBox {
            x: 10.0,
            y: 20.0,
            width: 100.0,
            height: 200.0,
            rotation: 0,
        };
        let on = |sides: [f32; 4]| page.on(BBox::from(sides));
        assert_eq!(on([0.0, 0.0, 50.0, 30.0]), Some([10.0, 190.0, 60.0, 220.0]));
        // What sticks out is cut off, what lies outside is no box.
        assert_eq!(
            on([90.0, 190.0, 150.0, 250.0]),
            Some([100.0, 20.0, 110.0, 30.0])
        );
        assert_eq!(on([150.0, 0.0, 160.0, 30.0]), None);
        assert_eq!(on([f32::NAN; 4]), None);
    }
}

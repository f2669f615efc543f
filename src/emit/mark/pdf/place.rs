//! Marks → the notes of each page: findings of one row share a note.

use super::page::PageBox;
use crate::emit::mark::Mark;
use crate::model::{BBox, Place, Severity};
use std::collections::BTreeMap;

/// A note on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Note {
    /// Which page, from 0.
    pub(super) page: usize,
    /// What it stands on.
    pub(super) on: On,
    pub(super) severity: Severity,
    /// What it is about, in a few words.
    pub(super) subject: String,
    pub(super) text: String,
}

/// What a note stands on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum On {
    /// A row or a cell: left, bottom, right, top as the file counts.
    Row([f32; 4]),
    /// The page; its icon's corner at the top left.
    Page([f32; 2]),
}

/// Where the marks went.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Placed {
    pub(super) notes: Vec<Note>,
    /// Marks that did not find their place.
    pub(super) unplaced: Vec<usize>,
}

/// Places of a page, in the order notes are put there; large boxes first, so that small ones lie on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    Head,
    Page,
    /// Area, corners; negative area, so that the largest comes first. In hundredths of a point.
    Box(i64, [i32; 4]),
}

/// Where icons stand: so far from the edge of the page, so far from each other.
const INSET: f32 = 24.0;
/// Width and height of an icon.
pub(super) const ICON: f32 = 18.0;

/// Gathers the marks by their places; those without go to where the appendix begins.
pub(super) fn placed(marks: &[Mark], pages: &[PageBox], head: Option<&Place>) -> Placed {
    let head = head.and_then(|head| index(head, pages)).unwrap_or(0);
    let mut spots: BTreeMap<(usize, Spot), Vec<usize>> = BTreeMap::new();
    let mut unplaced = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let found: Vec<_> = mark
            .places
            .iter()
            .filter_map(|place| spot(place, pages))
            .collect();
        if found.is_empty() {
            unplaced.extend((!mark.places.is_empty()).then_some(at));
            spots.entry((head, Spot::Head)).or_default().push(at);
        }
        for spot in found {
            let here = spots.entry(spot).or_default();
            if here.last() != Some(&at) {
                here.push(at);
            }
        }
    }
    let notes = spots.iter().filter_map(|((page, spot), of)| {
        let of: Vec<&Mark> = of.iter().filter_map(|at| marks.get(*at)).collect();
        note(*page, *spot, &of, pages.get(*page)?)
    });
    Placed {
        notes: notes.collect(),
        unplaced,
    }
}

/// The page of a place, from 0.
fn index(place: &Place, pages: &[PageBox]) -> Option<usize> {
    let at = (place.page? as usize).checked_sub(1)?;
    (at < pages.len()).then_some(at)
}

fn spot(place: &Place, pages: &[PageBox]) -> Option<(usize, Spot)> {
    let at = index(place, pages)?;
    let on = place
        .bbox
        .and_then(|bbox| pages.get(at)?.on(bbox).map(|_| bbox));
    Some((at, on.map_or(Spot::Page, boxed)))
}

fn boxed(bbox: BBox) -> Spot {
    let hundredths = |side: f32| (side * 100.0).round() as i32;
    let sides = <[f32; 4]>::from(bbox).map(hundredths);
    let [x0, y0, x1, y1] = sides.map(i64::from);
    Spot::Box(-(x1 - x0) * (y1 - y0), sides)
}

fn note(page: usize, spot: Spot, marks: &[&Mark], on: &PageBox) -> Option<Note> {
    let on = match spot {
        Spot::Head => On::Page(on.shown(INSET, INSET)),
        Spot::Page => On::Page(on.shown(on.shown_width() - INSET - ICON, INSET)),
        Spot::Box(_, sides) => {
            let sides = sides.map(|side| side as f32 / 100.0);
            On::Row(on.on(BBox::from(sides))?)
        }
    };
    let subject = match marks {
        [one] => one.title.clone(),
        [first, more @ ..] => format!("{} (+{})", first.title, more.len()),
        [] => return None,
    };
    Some(Note {
        page,
        on,
        severity: marks.iter().map(|mark| mark.severity).max()?,
        subject,
        text: text(marks),
    })
}

/// What the note says; several findings are counted.
fn text(marks: &[&Mark]) -> String {
    let said = |mark: &Mark| format!("{}\n{}", mark.title, mark.text);
    match marks {
        [one] => said(one),
        marks => {
            let numbered = (1..).zip(marks);
            let numbered = numbered.map(|(number, mark)| format!("({number}) {}", said(mark)));
            numbered.collect::<Vec<_>>().join("\n\n")
        }
    }
}

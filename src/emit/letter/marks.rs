//! The points of a letter as marks on the report itself: the copy says what the letter asks.

use super::{Part, Point};
use crate::emit::mark::{Mark, Printed, clear_of_next};
use crate::model::Place;
use crate::text::Text;
use std::collections::BTreeSet;

/// The marks on a report, or on the other file named: the body of an appendix sent by itself.
pub fn marks(part: &Part<'_>, file: Option<&str>) -> Vec<Mark> {
    let here = |point: &&Point| match &point.at {
        Some(place) => place.file.as_deref() == file,
        // What is about the report as a whole is told once, on its own file.
        None => file.is_none(),
    };
    let points = part.points.iter().filter(here);
    points.map(|point| mark(point, part)).collect()
}

/// The other files that points of a report stand in.
pub fn other_files<'p>(part: &'p Part<'_>) -> BTreeSet<&'p str> {
    let places = part.points.iter().filter_map(|point| point.at.as_ref());
    places.filter_map(|place| place.file.as_deref()).collect()
}

/// Where a report's appendix begins: the first of its rows.
pub fn head(part: &Part<'_>) -> Option<Place> {
    let places = part
        .submission
        .cells
        .iter()
        .filter_map(|cell| cell.place.as_ref());
    places.clone().find(|place| place.file.is_none()).cloned()
}

fn mark(point: &Point, part: &Part<'_>) -> Mark {
    let rows = part.submission.cells.iter();
    let rows = rows.filter_map(|cell| cell.place.as_ref());
    let place = point.at.clone().map(|place| clear_of_next(place, rows));
    let title = match point.label.as_str() {
        "" => point.place.clone(),
        label => format!("{} · {label}", point.place),
    };
    Mark {
        printed: printed(point, part),
        places: place.into_iter().collect(),
        severity: point.severity,
        title,
        text: point.asked.join("\n"),
    }
}

/// What the row prints that a point stands at. Its label is kept only where it is not that of the form.
fn printed(point: &Point, part: &Part<'_>) -> Option<Printed> {
    let at = point.at.as_ref()?;
    let mut rows = part.submission.cells.iter();
    let row = rows.find(|cell| cell.place.as_ref() == Some(at))?;
    let words = |text: Option<&Text>| text.map_or(String::new(), Text::to_string);
    Some(Printed {
        label: words(row.label.as_deref()),
        value: words(row.printed.as_ref()),
    })
}

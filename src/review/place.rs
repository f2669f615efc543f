//! Where the rows of a report stand on the pages that are shown of it.

use super::print::Standing;
use crate::batch::printed::Laid;
use crate::model::{Place, Report, Row};
use crate::text::fold::bare;
use std::borrow::Cow;

/// The places of a report's rows: those it was read at, or those of a print of it.
pub struct Places<'r> {
    rows: &'r [Row],
    print: Option<Print<'r>>,
}

/// A print, and what each row prints: label and value, made comparable.
struct Print<'r> {
    laid: &'r Laid,
    printed: Vec<(String, Option<String>)>,
}

impl<'r> Places<'r> {
    /// The places of the rows of a report.
    pub fn of(report: &'r Report, printing: &'r Standing) -> Places<'r> {
        let rows = &report.appendix.rows;
        let prints = |row: &Row| {
            let value = row.value.as_ref().map(|value| bare(value.as_str()));
            (bare(row.label.as_str()), value)
        };
        let print = match printing {
            Standing::Done(printed) => Some(Print {
                laid: &printed.laid,
                printed: rows.iter().map(prints).collect(),
            }),
            Standing::Coming | Standing::No => None,
        };
        Places { rows, print }
    }

    /// Where a row stands, on the page named where it stands on several.
    pub fn one(&self, at: usize, page: Option<u32>) -> Option<Place> {
        let places = self.all(at);
        let mut named = places.iter();
        let named = named.find(|place| page.is_some() && place.page == page);
        named.or(places.first()).cloned()
    }

    /// Everywhere a row stands.
    pub fn all(&self, at: usize) -> Cow<'r, [Place]> {
        match &self.print {
            None => Cow::Borrowed(self.rows.get(at).map_or(&[], |row| &row.places)),
            Some(print) => Cow::Owned(print.place(at).into_iter().collect()),
        }
    }
}

impl Print<'_> {
    /// A row on the print: by what it prints, and by which one it is of those that print the same.
    fn place(&self, at: usize) -> Option<Place> {
        let own = self.printed.get(at)?;
        let same = self.printed.iter().filter(|other| *other == own).count();
        let nth = self.printed[..at].iter().filter(|other| *other == own);
        let (label, value) = own;
        let found = self
            .laid
            .row(label, value.as_deref(), (nth.count(), same))?;
        Some(Place {
            page: Some(found.page),
            bbox: Some(found.bbox),
            ..Place::default()
        })
    }
}

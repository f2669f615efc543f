//! Where the rows of a report stand on the pages that are shown of it.

use super::print::Standing;
use crate::batch::printed::Laid;
use crate::model::{Place, Report, Row};
use crate::text::fold::bare;
use std::borrow::Cow;

/// The places of a report's rows: those it was read at, or those of a print of it.
pub struct Places<'r> {
    rows: &'r [Row],
    print: Option<&'r Laid>,
}

impl<'r> Places<'r> {
    /// The places of the rows of a report.
    pub fn of(report: &'r Report, printing: &'r Standing) -> Places<'r> {
        let print = match printing {
            Standing::Done(printed) => Some(&printed.laid),
            Standing::Coming | Standing::No => None,
        };
        Places {
            rows: &report.appendix.rows,
            print,
        }
    }

    /// Where a row stands, on the page named where it stands on several.
    pub fn one(&self, at: usize, page: Option<u32>) -> Option<Place> {
        let places = self.all(at);
        let named = places
            .iter()
            .find(|place| page.is_some() && place.page == page);
        named.or(places.first()).cloned()
    }

    /// Everywhere a row stands.
    pub fn all(&self, at: usize) -> Cow<'r, [Place]> {
        match self.print {
            None => Cow::Borrowed(self.rows.get(at).map_or(&[], |row| &row.places)),
            Some(laid) => Cow::Owned(self.printed(laid, at).into_iter().collect()),
        }
    }

    /// A row on a print: by what it prints, and by which one it is of those that print the same.
    fn printed(&self, laid: &Laid, at: usize) -> Option<Place> {
        let row = self.rows.get(at)?;
        let prints = |row: &Row| {
            let value = row.value.as_ref().map(|value| bare(value.as_str()));
            (bare(row.label.as_str()), value)
        };
        let own = prints(row);
        let same = self.rows.iter().enumerate();
        let same = same.filter(|(_, other)| prints(other) == own);
        let nth = same.clone().filter(|(other, _)| *other < at).count();
        let found = laid.row(&own.0, own.1.as_deref(), (nth, same.count()))?;
        Some(Place {
            page: Some(found.page),
            bbox: Some(found.bbox),
            ..Place::default()
        })
    }
}

//! What .xlsx and .xlsb have in common: a package whose main part lists the sheets.

use super::{Sheet, Workbook};
use crate::model::Error;
use crate::read::xml::{Event, Package, Xml};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

/// What the main part says.
#[derive(Debug)]
pub(super) struct Index {
    pub sheets: Vec<Entry>,
    /// The day before day 1.
    pub day_zero: Date,
}

/// A sheet as the main part names it.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: String,
    /// What leads to its part.
    pub relation: String,
    pub is_shown: bool,
}

impl Default for Index {
    fn default() -> Index {
        Index {
            sheets: Vec::new(),
            day_zero: date(1899, 12, 30),
        }
    }
}

impl Index {
    pub fn count_from_1904(&mut self) {
        self.day_zero = date(1904, 1, 1);
    }
}

/// The sheets of a package, each read from its part by `sheet`; of those not shown the names.
pub(super) fn workbook<'a>(
    package: &mut Package<'a>,
    index: Index,
    relations_part: &str,
    mut sheet: impl FnMut(&mut Package<'a>, &str, String) -> Result<Option<Sheet>, Error>,
) -> Result<Workbook, Error> {
    let parts = package
        .part(relations_part)?
        .map(relations)
        .transpose()?
        .unwrap_or_default();
    let mut workbook = Workbook {
        producer: producer(package).unwrap_or_default(),
        ..Workbook::default()
    };
    for Entry {
        name,
        relation,
        is_shown,
    } in index.sheets
    {
        if !is_shown {
            workbook.hidden.push(name);
            continue;
        }
        // A chart sheet has no cells; a relationship that leads nowhere is a sheet nobody can see.
        let Some(part) = parts
            .get(&relation)
            .filter(|part| !part.contains("chartsheet"))
        else {
            continue;
        };
        workbook.sheets.extend(sheet(package, part, name)?);
    }
    Ok(workbook)
}

/// Part names by relationship.
fn relations(mut xml: Xml<'_>) -> Result<BTreeMap<String, String>, Error> {
    let mut found = BTreeMap::new();
    while let Some(event) = xml.next()? {
        let Event::Start(tag) = event else { continue };
        if let (Some(id), Some(target)) = (tag.attr("Id"), tag.attr("Target")) {
            let target = target.replace('\\', "/");
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{}", target.trim_start_matches("./")),
            };
            found.insert(id.into_owned(), part);
        }
    }
    Ok(found)
}

fn producer(package: &mut Package<'_>) -> Result<Option<String>, Error> {
    let Some(mut xml) = package.part("docProps/app.xml")? else {
        return Ok(None);
    };
    let mut inside = false;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => inside = tag.name() == "Application",
            Event::Text(text) if inside => return Ok(Some(text.into_owned())),
            _ => {}
        }
    }
    Ok(None)
}

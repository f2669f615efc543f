//! What .xlsx and .xlsb have in common: a package whose main part lists the sheets.

use super::boxes::{self, Drawing};
use super::{Options, Sheet, Workbook};
use crate::model::Error;
use crate::read::xml::{Event, Package, Xml};
use jiff::civil::{Date, date};

/// What the main part says.
#[derive(Debug)]
pub(super) struct Index {
    pub sheets: Vec<Entry>,
    /// The day before day 1.
    pub day_zero: Date,
    /// The program that wrote the workbook left its formulas to be computed when it is opened.
    pub uncomputed: bool,
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
            uncomputed: false,
        }
    }
}

impl Index {
    pub fn count_from_1904(&mut self) {
        self.day_zero = date(1904, 1, 1);
    }
}

/// The parts that the main part leads to, wherever in the package they lie.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The folder of the main part.
    folder: String,
    relations: Vec<Relation>,
}

#[derive(Debug)]
struct Relation {
    id: String,
    kind: String,
    part: String,
}

impl Parts {
    pub fn of(package: &mut Package<'_>, main: &str) -> Result<Parts, Error> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let mut parts = Parts {
            folder: folder.to_owned(),
            relations: Vec::new(),
        };
        if let Some(mut xml) = package.part(&parts.within(&format!("_rels/{file}.rels")))? {
            parts.read(&mut xml)?;
        }
        Ok(parts)
    }

    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Error> {
        while let Some(event) = xml.next()? {
            let Event::Start(tag) = event else { continue };
            if let (Some(id), Some(target)) = (tag.attr("Id"), tag.attr("Target")) {
                let target = target.replace('\\', "/");
                let part = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => self.within(target.trim_start_matches("./")),
                };
                let kind = tag.attr("Type").unwrap_or_default().into_owned();
                let id = id.into_owned();
                self.relations.push(Relation { id, kind, part });
            }
        }
        Ok(())
    }

    fn within(&self, name: &str) -> String {
        let (mut folder, mut name) = (self.folder.as_str(), name);
        while let Some(above) = name.strip_prefix("../") {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
            name = above;
        }
        if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        }
    }

    /// The part of a kind, under its usual name where no relationship leads to it.
    pub fn part(&self, kind: &str, usual: &str) -> String {
        self.find(kind)
            .map_or_else(|| self.within(usual), str::to_owned)
    }

    fn find(&self, kind: &str) -> Option<&str> {
        let found = self.relations.iter().find(|one| one.kind.ends_with(kind));
        found.map(|one| one.part.as_str())
    }

    fn by_id(&self, id: &str) -> Option<&str> {
        let found = self.relations.iter().rfind(|one| one.id == id);
        found.map(|one| one.part.as_str())
    }
}

/// The sheets of a package, each read from its part by `sheet`; of those not shown the names.
pub(super) fn workbook<'a>(
    package: &mut Package<'a>,
    index: Index,
    parts: &Parts,
    options: &Options,
    mut sheet: impl FnMut(&mut Package<'a>, &str, String) -> Result<Option<Sheet>, Error>,
) -> Result<Workbook, Error> {
    let mut workbook = Workbook {
        producer: producer(package).unwrap_or_default(),
        ..Workbook::default()
    };
    let mut sheets = index.sheets;
    // Those shown first, in their order.
    sheets.sort_by_key(|entry| !entry.is_shown);
    for Entry {
        name,
        relation,
        is_shown,
    } in sheets
    {
        if !is_shown {
            workbook.hidden.push(name.clone());
        }
        // A sheet that is not shown is read where a formula may need it.
        if !is_shown && workbook.sheets.iter().all(|sheet| sheet.pending.is_empty()) {
            continue;
        }
        // A chart sheet has no cells; a relationship that leads nowhere is a sheet nobody can see.
        let Some(part) = parts
            .by_id(&relation)
            .filter(|part| !part.contains("chartsheet"))
        else {
            continue;
        };
        let found = sheet(package, part, name);
        if is_shown {
            let mut found = found?;
            // A damaged drawing is one without boxes.
            let drawing = drawing(package, part).ok().flatten();
            if let (Some(sheet), Some(drawing)) = (&mut found, drawing) {
                sheet.pictures = drawing.pictures;
                boxes::lay(sheet, drawing.boxes, options);
            }
            workbook.sheets.extend(found);
        } else {
            workbook.aside.extend(found.ok().flatten());
        }
    }
    Ok(workbook)
}

/// The boxes with text and the pictures that lie over a sheet.
fn drawing(package: &mut Package<'_>, sheet: &str) -> Result<Option<Drawing>, Error> {
    let parts = Parts::of(package, sheet)?;
    let Some(drawing) = parts.find("/drawing") else {
        return Ok(None);
    };
    package.part(drawing)?.map(boxes::read).transpose()
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

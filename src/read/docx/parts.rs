//! Which part of the package is which: relationships first, the usual names where there are none.

use crate::model::Error;
use crate::model::opc::{join, resolve};
use crate::read::xml::{Event, Package, Xml};

/// Ends of relationship types, the same in the transitional and the strict vocabulary.
const MAIN: &str = "/officeDocument";
/// The main part of a package that names none.
const USUAL_MAIN: &str = "word/document.xml";

/// The names of the parts this reader needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Parts {
    pub main: String,
    pub styles: String,
    pub numbering: String,
    pub footnotes: String,
    pub endnotes: String,
    /// Files inserted into the text: their ids and parts.
    pub chunks: Vec<(String, String)>,
    /// Which program wrote the file.
    pub properties: String,
}

/// Where a package begins: what its own relationships lead to.
#[derive(Clone, Debug)]
pub(in crate::read) struct Roots {
    /// The main part that is there.
    pub main: Option<String>,
    properties: String,
}

impl Roots {
    /// Reads the relationships of the package.
    pub fn read(package: &mut Package<'_>) -> Result<Roots, Error> {
        let named = targets(package, "_rels/.rels", "")?;
        let properties = pick(&named, "/extended-properties");
        let main = pick(&named, MAIN).filter(|name| package.has(name));
        let usual = || Some(USUAL_MAIN.to_owned()).filter(|name| package.has(name));
        Ok(Roots {
            main: main.or_else(usual),
            properties: properties.unwrap_or_else(|| "docProps/app.xml".to_owned()),
        })
    }

    /// Finds the parts around the main part of a Word document.
    pub fn parts(self, package: &mut Package<'_>) -> Result<Parts, Error> {
        let main = self.main.unwrap_or_default();
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let relationships = join(folder, &format!("_rels/{file}.rels"));
        let named = targets(package, &relationships, folder)?;
        let chunks = named
            .iter()
            .filter(|one| one.kind.ends_with("/aFChunk"))
            .map(|one| (one.id.clone(), one.target.clone()));
        let part =
            |kind: &str, usual: &str| pick(&named, kind).unwrap_or_else(|| join(folder, usual));
        Ok(Parts {
            styles: part("/styles", "styles.xml"),
            numbering: part("/numbering", "numbering.xml"),
            footnotes: part("/footnotes", "footnotes.xml"),
            endnotes: part("/endnotes", "endnotes.xml"),
            chunks: chunks.collect(),
            properties: self.properties,
            main,
        })
    }
}

/// The content type of a part, where the package lists it by name.
pub(in crate::read) fn content_type(
    package: &mut Package<'_>,
    part: &str,
) -> Result<Option<String>, Error> {
    let Some(mut xml) = package.part("[Content_Types].xml")? else {
        return Ok(None);
    };
    while let Some(event) = xml.next()? {
        let Event::Start(tag) = event else { continue };
        let name = tag.attr("PartName").unwrap_or_default();
        if name.trim_start_matches('/').eq_ignore_ascii_case(part) {
            return Ok(tag.attr("ContentType").map(|kind| kind.into_owned()));
        }
    }
    Ok(None)
}

/// True when the list of content types names a word-processing main part, whether it is there or not.
pub(in crate::read) fn promises_word(package: &mut Package<'_>) -> Result<bool, Error> {
    let Some(mut xml) = package.part("[Content_Types].xml")? else {
        return Ok(false);
    };
    while let Some(event) = xml.next()? {
        let Event::Start(tag) = event else { continue };
        let kind = tag.attr("ContentType").unwrap_or_default();
        if kind.contains("word") && kind.ends_with("main+xml") {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The program named in the document's properties.
pub(super) fn producer(package: &mut Package<'_>, parts: &Parts) -> Result<Option<String>, Error> {
    let Some(mut xml) = package.part(&parts.properties)? else {
        return Ok(None);
    };
    let mut inside = false;
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => inside = tag.name() == "Application",
            Event::Text(text) if inside && !text.trim().is_empty() => {
                return Ok(Some(text.trim().to_owned()));
            }
            Event::Text(_) => {}
            Event::End => inside = false,
        }
    }
    Ok(None)
}

/// A relationship.
struct Related {
    id: String,
    kind: String,
    target: String,
}

/// The relationships in a part; none when the part is missing.
fn targets(package: &mut Package<'_>, name: &str, folder: &str) -> Result<Vec<Related>, Error> {
    match package.part(name)? {
        Some(xml) => relationships(xml, folder),
        None => Ok(Vec::new()),
    }
}

fn relationships(mut xml: Xml<'_>, folder: &str) -> Result<Vec<Related>, Error> {
    let mut found = Vec::new();
    while let Some(event) = xml.next()? {
        let Event::Start(tag) = event else { continue };
        if tag.attr("TargetMode").as_deref() == Some("External") {
            continue;
        }
        if let (Some(kind), Some(target)) = (tag.attr("Type"), tag.attr("Target")) {
            found.push(Related {
                id: tag.attr("Id").unwrap_or_default().into_owned(),
                target: resolve(folder, &target),
                kind: kind.into_owned(),
            });
        }
    }
    Ok(found)
}

fn pick(named: &[Related], kind: &str) -> Option<String> {
    named
        .iter()
        .find(|one| one.kind.ends_with(kind))
        .map(|one| one.target.clone())
}

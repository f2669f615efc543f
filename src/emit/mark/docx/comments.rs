//! The part of comments, and the two lists that name it.

use super::damaged;
use super::package::{Package, Related, relationships, split};
use super::part::Part;
use super::xml::{Names, Root, attribute, edited, escaped, readable};
use crate::emit::mark::{How, Mark, MarkError};
use crate::model::opc::{self, join};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};

const TYPES: &str = "[Content_Types].xml";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const LISTED: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// The kind of the relationship that leads to the comments, in most files and in strict ones.
const KINDS: [&str; 2] = [
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
];
/// The letters beside a comment.
const INITIALS: &str = "pl";

/// The comments of a document, those that are new with them.
pub(super) struct Comments {
    /// The main part.
    main: String,
    /// The part of the comments.
    name: String,
    part: Part,
    /// That part has to be made known to the main part, by a relationship of this kind and id.
    related: Option<(&'static str, String)>,
    names: Names,
    /// Numbers that are taken.
    taken: BTreeSet<u32>,
    next: u32,
    /// What was there: (author, text) → numbers.
    known: BTreeMap<(String, String), Vec<String>>,
    added: String,
}

impl Comments {
    /// Those of a main part, made where it has none. `used` are numbers that its text refers to.
    pub fn of(
        package: &mut Package<'_>,
        main: &str,
        names: &Names,
        used: &[String],
    ) -> Result<Comments, MarkError> {
        let listed = package.related(main)?;
        let own = listed.iter().find(|one| KINDS.contains(&one.kind.as_str()));
        let own = own.filter(|one| !one.target.is_empty());
        let name = match own {
            Some(one) => one.target.clone(),
            None => unused(package, main),
        };
        let part = package.part(&name)?;
        let related = match own {
            Some(_) => None,
            None => Some((KINDS[usize::from(names.strict())], free_id(&listed))),
        };
        let part = part.unwrap_or_else(|| {
            let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
            Part::new(format!("{head}<w:comments xmlns:w=\"{}\"/>", names.uri))
        });
        let root = Root::of(&part.text).ok_or_else(|| damaged(&name))?;
        let names = Names::of(&root, &part.text).ok_or_else(|| damaged(&name))?;
        let known = known(&part.text).ok_or_else(|| damaged(&name))?;
        let ids = known.values().flatten().chain(used);
        let taken = ids.filter_map(|id| id.trim().parse().ok()).collect();
        Ok(Comments {
            main: main.to_owned(),
            related,
            names,
            taken,
            next: 0,
            known,
            added: String::new(),
            name,
            part,
        })
    }

    /// Adds the comment of a mark and says its number; `None` where one of `there` says the same already.
    pub fn add(&mut self, mark: &Mark, how: &How<'_>, there: &[&str]) -> Option<u32> {
        let said = format!("{}\n{}", mark.title, mark.text);
        // Compared as it is read back from a file.
        let lines: Vec<String> = said.lines().map(readable).collect();
        let key = (how.author.to_owned(), lines.join("\n"));
        let known = self.known.get(&key);
        if known.is_some_and(|ids| ids.iter().any(|id| there.contains(&id.as_str()))) {
            return None;
        }
        while self.taken.contains(&self.next) {
            self.next += 1;
        }
        let id = self.next;
        self.next += 1;
        let comment = self.written(id, &lines, how);
        self.added.push_str(&comment);
        Some(id)
    }

    /// A comment: its title bold, a paragraph for each line.
    fn written(&self, id: u32, lines: &[String], how: &How<'_>) -> String {
        let (w, declared) = (&self.names.prefix, &self.names.declaration);
        let date = how
            .date
            .map(|date| format!(" {w}:date=\"{date}T00:00:00Z\""));
        let author = escaped(how.author);
        let mut out = format!(
            "<{w}:comment{declared} {w}:id=\"{id}\" {w}:author=\"{author}\"{} {w}:initials=\"{INITIALS}\">",
            date.unwrap_or_default()
        );
        let side = if self.names.strict() { "start" } else { "left" };
        for (at, line) in lines.iter().enumerate() {
            let bold = if at == 0 {
                format!("<{w}:b/>")
            } else {
                String::new()
            };
            // Reports indent and spread their paragraphs; a remark stands close.
            out.push_str(&format!(
                "<{w}:p><{w}:pPr>\
                 <{w}:spacing {w}:before=\"0\" {w}:after=\"0\" {w}:line=\"240\" {w}:lineRule=\"auto\"/>\
                 <{w}:ind {w}:firstLine=\"0\"/><{w}:jc {w}:val=\"{side}\"/></{w}:pPr>\
                 <{w}:r><{w}:rPr>{bold}<{w}:sz {w}:val=\"20\"/></{w}:rPr>\
                 <{w}:t xml:space=\"preserve\">{}</{w}:t></{w}:r></{w}:p>",
                escaped(line)
            ));
        }
        out.push_str(&format!("</{w}:comment>"));
        out
    }

    /// The parts that change by what was added, with their content.
    pub fn parts(&self, package: &mut Package<'_>) -> Result<BTreeMap<String, Vec<u8>>, MarkError> {
        let mut changed = BTreeMap::new();
        changed.insert(
            self.name.clone(),
            grown(&self.part, &self.name, |_| self.added.clone())?,
        );
        if let Some((kind, id)) = &self.related {
            let name = relationships(&self.main);
            let list = package.part(&name)?;
            let list = list.unwrap_or_else(|| {
                Part::new(format!(
                    "<Relationships xmlns=\"{LISTED}\"></Relationships>"
                ))
            });
            let target = escaped(&format!("/{}", self.name));
            let target = in_folder(&self.main, &self.name).unwrap_or(target);
            let line = |prefix: &str| {
                format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
            };
            changed.insert(name.clone(), grown(&list, &name, line)?);
        }
        let types = package.part(TYPES)?.ok_or_else(|| damaged(TYPES))?;
        if !names_type(&types.text, &self.name).ok_or_else(|| damaged(TYPES))? {
            let name = escaped(&self.name);
            let line = |prefix: &str| {
                format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{TYPE}\"/>")
            };
            changed.insert(TYPES.to_owned(), grown(&types, TYPES, line)?);
        }
        Ok(changed)
    }
}

/// The bytes of a part with more in its root.
fn grown(part: &Part, name: &str, more: impl Fn(&str) -> String) -> Result<Vec<u8>, MarkError> {
    let root = Root::of(&part.text).ok_or_else(|| damaged(name))?;
    let edit = root.append(&more(root.prefix()));
    Ok(part.with(&edited(&part.text, &[edit])))
}

/// A name for the part that nothing in the package has.
fn unused(package: &Package<'_>, main: &str) -> String {
    let (folder, _) = split(main);
    let name = |n: u32| match n {
        0 => join(folder, "comments.xml"),
        n => join(folder, &format!("comments{n}.xml")),
    };
    let mut all = (0..).map(name);
    all.find(|name| !package.has(name)).unwrap_or_default()
}

/// A part as a target from another in the same folder.
fn in_folder(from: &str, name: &str) -> Option<String> {
    let (folder, file) = split(name);
    (split(from).0 == folder).then(|| escaped(file))
}

/// An id that no relationship has.
fn free_id(listed: &[Related]) -> String {
    let mut all = (1..).map(|n: u32| format!("rId{n}"));
    all.find(|id| listed.iter().all(|one| !one.id.eq_ignore_ascii_case(id)))
        .unwrap_or_default()
}

/// Whether the list of content types names a part.
fn names_type(list: &str, part: &str) -> Option<bool> {
    let mut reader = Reader::from_str(list);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = attribute(&tag, "PartName").unwrap_or_default();
                if name.trim_start_matches('/').eq_ignore_ascii_case(part) {
                    return Some(true);
                }
            }
            Event::Eof => return Some(false),
            _ => {}
        }
    }
}

/// The comments of a part: (author, text) → numbers; its paragraphs are lines.
fn known(text: &str) -> Option<BTreeMap<(String, String), Vec<String>>> {
    let mut found: BTreeMap<_, Vec<String>> = BTreeMap::new();
    let (mut id, mut author, mut lines) = (String::new(), String::new(), Vec::new());
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if is(tag.local_name(), "comment") => {
                id = attribute(&tag, "id").unwrap_or_default();
                author = attribute(&tag, "author").unwrap_or_default();
                lines = Vec::new();
            }
            Event::Start(tag) if is(tag.local_name(), "p") => lines.push(String::new()),
            Event::Text(words) => put(&mut lines, &words),
            Event::GeneralRef(entity) => {
                let c = match entity.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => opc::entity(&entity).to_owned(),
                };
                put(&mut lines, &c);
            }
            Event::End(tag) if is(tag.local_name(), "comment") => {
                let key = (std::mem::take(&mut author), lines.join("\n"));
                found.entry(key).or_default().push(std::mem::take(&mut id));
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}

fn put(lines: &mut [String], text: &str) {
    if let Some(line) = lines.last_mut() {
        line.push_str(text);
    }
}

fn is(name: quick_xml::name::LocalName<'_>, wanted: &str) -> bool {
    let name: &str = name.into_inner();
    name == wanted
}

//! What a marked copy shows to a walk of its own.

use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The parts of a package, in order.
pub fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = zip.len();
    let part = |at| {
        let mut file = zip.by_index(at).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..count).map(part).collect()
}

pub fn has(bytes: &[u8], name: &str) -> bool {
    parts(bytes).iter().any(|(own, _)| own == name)
}

pub fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(own, _)| own == name);
    let (_, content) = found.unwrap_or_else(|| panic!("no part {name}"));
    String::from_utf8(content).unwrap()
}

/// The main part without what was put into it.
pub fn without_comments(xml: &str, prefix: &str) -> String {
    let patterns = [
        format!("<{prefix}:commentRangeStart[^>]*/>"),
        format!("<{prefix}:commentRangeEnd[^>]*/>"),
        format!("<{prefix}:r(?: xmlns[^>]*)?><{prefix}:commentReference [^>]*/></{prefix}:r>"),
    ];
    patterns.iter().fold(xml.to_owned(), |xml, pattern| {
        let pattern = regex::Regex::new(pattern).unwrap();
        pattern.replace_all(&xml, "").into_owned()
    })
}

/// What a comment's reference stands in, by its number: the text of its row, of its cell, of its paragraph.
#[derive(Clone, Debug, Default)]
pub struct Stands {
    pub row: String,
    pub cell: String,
    pub paragraph: String,
    pub boxed: bool,
}

/// A walk of its own over the main part.
pub fn references(xml: &str) -> BTreeMap<String, Stands> {
    let mut reader = Reader::from_str(xml);
    // The open elements with the text in them so far and the comments they refer to.
    let mut open: Vec<(String, String, Vec<String>)> = vec![Default::default()];
    let mut found: BTreeMap<String, Stands> = BTreeMap::new();
    loop {
        let event = reader.read_event().unwrap();
        let local = |name: &str| name.rsplit(':').next().unwrap().to_owned();
        match event {
            Event::Start(tag) => {
                let name: &str = tag.name().into_inner();
                open.push((local(name), String::new(), Vec::new()));
            }
            Event::Empty(tag) if local(tag.name().into_inner()) == "commentReference" => {
                let mut attributes = tag.attributes().flatten();
                let id = attributes.find(|own| own.key.into_inner().ends_with(":id"));
                let id = id.unwrap().value.to_string();
                let boxed = open.iter().any(|(name, ..)| name == "txbxContent");
                let stands = Stands {
                    boxed,
                    ..Stands::default()
                };
                assert!(found.insert(id.clone(), stands).is_none(), "two of {id}");
                open.last_mut().unwrap().2.push(id);
            }
            Event::Text(text) if open.last().unwrap().0 == "t" => {
                open.last_mut().unwrap().1.push_str(&text);
            }
            Event::End(_) => {
                let (name, text, ids) = open.pop().unwrap();
                for id in &ids {
                    let stands = found.get_mut(id).unwrap();
                    let place = match name.as_str() {
                        "tr" => &mut stands.row,
                        "tc" => &mut stands.cell,
                        "p" => &mut stands.paragraph,
                        _ => continue,
                    };
                    if place.is_empty() {
                        place.clone_from(&text);
                    }
                }
                let around = open.last_mut().unwrap();
                around.1.push_str(&text);
                around.2.extend(ids);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The comments of the part: (number, author, text), lines parted by `\n`.
pub fn comments(xml: &str) -> Vec<(String, String, String)> {
    let docx_like =
        regex::Regex::new(r#"(?s)<(\w+):comment\b([^>]*)>(.*?)</\w+:comment>"#).unwrap();
    let attribute = |tag: &str, name: &str| {
        let pattern = regex::Regex::new(&format!(r#"\w+:{name}="([^"]*)""#)).unwrap();
        pattern
            .captures(tag)
            .map_or(String::new(), |found| found[1].to_owned())
    };
    let line = regex::Regex::new(r"(?s)<\w+:p\b.*?</\w+:p>").unwrap();
    let words = regex::Regex::new(r"(?s)<\w+:t\b[^>]*>(.*?)</\w+:t>").unwrap();
    let said = |content: &str| {
        let lines = line.find_iter(content).map(|line| {
            let texts = words.captures_iter(line.as_str());
            texts.map(|text| text[1].to_owned()).collect::<String>()
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let all = docx_like.captures_iter(xml);
    all.map(|one| {
        (
            attribute(&one[2], "id"),
            attribute(&one[2], "author"),
            said(&one[3]),
        )
    })
    .collect()
}

//! What the parts of a package have in common as XML: a root that declares names, edits that leave every other byte.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// The names of WordprocessingML, as most files and as strict ones have it.
const WORDS: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// A change of a text: so many bytes at this place are replaced.
pub(super) struct Edit {
    pub at: usize,
    pub length: usize,
    pub text: String,
}

/// The text with these edits, which do not overlap; one at the same place as another comes behind it.
pub(super) fn edited(text: &str, edits: &[Edit]) -> String {
    let mut order: Vec<&Edit> = edits.iter().collect();
    order.sort_by_key(|edit| edit.at);
    let more: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + more);
    let mut done = 0;
    for edit in order {
        out.push_str(text.get(done..edit.at).unwrap_or_default());
        out.push_str(&edit.text);
        done = edit.at + edit.length;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The root element of a part.
pub(super) struct Root {
    /// Its name, prefix and all.
    name: String,
    /// The prefixes it declares and what they stand for; the empty one for names without.
    declared: BTreeMap<String, String>,
    /// Where its end tag begins; the `/>` of one that is empty.
    close: usize,
    empty: bool,
}

impl Root {
    /// Finds it; `None` where the part is not well-formed.
    pub fn of(text: &str) -> Option<Root> {
        let mut reader = Reader::from_str(text);
        let mut root: Option<Root> = None;
        loop {
            let before = position(&reader)?;
            match reader.read_event().ok()? {
                Event::Start(tag) if root.is_none() => root = Some(Root::opened(&tag, 0, false)),
                Event::Empty(tag) if root.is_none() => {
                    let close = position(&reader)?.checked_sub("/>".len())?;
                    root = Some(Root::opened(&tag, close, true));
                }
                // The last one stays.
                Event::End(_) => root.as_mut()?.close = before,
                Event::Eof => return root,
                _ => {}
            }
        }
    }

    fn opened(tag: &BytesStart<'_>, close: usize, empty: bool) -> Root {
        let mut declared = BTreeMap::new();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let key: &str = attribute.key.into_inner();
            let prefix = match key {
                "xmlns" => Some(""),
                other => other.strip_prefix("xmlns:"),
            };
            let value = || unescaped(&attribute.value);
            declared.extend(prefix.map(|prefix| (prefix.to_owned(), value())));
        }
        Root {
            name: tag.name().into_inner().to_owned(),
            declared,
            close,
            empty,
        }
    }

    /// The prefix of the root itself, its colon with it.
    pub fn prefix(&self) -> &str {
        self.name
            .find(':')
            .and_then(|at| self.name.get(..=at))
            .unwrap_or_default()
    }

    /// What puts something behind all that stands in it.
    pub fn append(&self, content: &str) -> Edit {
        let (length, text) = match self.empty {
            true => ("/>".len(), format!(">{content}</{}>", self.name)),
            false => (0, content.to_owned()),
        };
        Edit {
            at: self.close,
            length,
            text,
        }
    }
}

/// How elements of WordprocessingML are written in a part.
pub(super) struct Names {
    pub prefix: String,
    /// What an element has to declare for that, a blank before it; empty where the root does.
    pub declaration: String,
    /// What the prefix stands for.
    pub uri: &'static str,
}

impl Names {
    /// The root's own prefix, unless something inside it says it anew; `None` where the part holds no such elements.
    pub fn of(root: &Root, text: &str) -> Option<Names> {
        let declares = |uri: &&str| root.declared.values().any(|known| known == uri);
        let mut all = WORDS.into_iter();
        let uri = all.clone().find(declares);
        let uri = uri.or_else(|| all.find(|uri| text.contains(uri)))?;
        // Attributes without a prefix are in no namespace: there has to be one.
        let mut own = root.declared.iter();
        let own = own.find(|(prefix, known)| !prefix.is_empty() && *known == uri);
        let own = own.filter(|(prefix, _)| {
            text.matches(&format!("xmlns:{prefix}=")).count() == 1
                && !text.contains(&format!("xmlns:{prefix} "))
        });
        Some(match own {
            Some((prefix, _)) => Names {
                prefix: prefix.clone(),
                declaration: String::new(),
                uri,
            },
            None => Names {
                prefix: "w".to_owned(),
                declaration: format!(" xmlns:w=\"{uri}\""),
                uri,
            },
        })
    }

    /// Whether the part is of the strict kind.
    pub fn strict(&self) -> bool {
        self.uri != WORDS[0]
    }
}

/// How many bytes were read.
pub(super) fn position(reader: &Reader<&[u8]>) -> Option<usize> {
    usize::try_from(reader.buffer_position()).ok()
}

/// An attribute by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| {
        let key: &str = attribute.key.into_inner();
        !key.starts_with("xmlns") && key.rsplit(':').next() == Some(name)
    })?;
    Some(unescaped(&found.value))
}

fn unescaped(raw: &str) -> String {
    unescape(raw).map_or_else(|_| raw.to_owned(), |text| text.into_owned())
}

/// Text as XML holds it, in quotes too.
pub(super) fn escaped(text: &str) -> String {
    readable(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A line that XML can hold: what no XML can is shown as a character that could not be.
pub(super) fn readable(line: &str) -> String {
    let keep = |c: char| match c {
        '\t' => ' ',
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
        other => other,
    };
    line.chars().map(keep).collect()
}

//! Small packages, written by hand.

use crate::common::document::package;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// Named parts.
#[derive(Clone, Default)]
pub struct Parts(pub Vec<(String, Vec<u8>)>);

impl Parts {
    /// A package of nothing but a main part with this body.
    pub fn body(body: &str) -> Parts {
        Parts::default().with("document", &format!("<w:body>{body}</w:body>"))
    }

    /// Adds `word/NAME.xml` with this content in its root element.
    pub fn with(self, name: &str, content: &str) -> Parts {
        let root = if name == "footnotes" || name == "endnotes" {
            name
        } else {
            name.trim_end_matches('s')
        };
        let root = if name == "styles" { "styles" } else { root };
        let xml = format!("<?xml version=\"1.0\"?><w:{root} {WORD}>{content}</w:{root}>");
        self.raw(&format!("word/{name}.xml"), xml.as_bytes())
    }

    /// Adds a part as it is.
    pub fn raw(mut self, name: &str, bytes: &[u8]) -> Parts {
        self.0.push((name.to_owned(), bytes.to_vec()));
        self
    }

    /// The package.
    pub fn zip(&self) -> Vec<u8> {
        package(&self.0)
    }
}

//! Comments in a copy of a DOCX.
//!
//! The package is edited in place: the main part gets marks of comments put between its bytes, the part of comments is
//! made or grows, two lists name it where they do not yet. Every other part is copied as it lies there, compressed.

mod comments;
mod outline;
mod package;
mod part;
mod place;
mod xml;

use super::{How, Mark, MarkError, Marked};
use crate::model::Anchors;
use comments::Comments;
use outline::{Outline, Paragraph};
use package::Package;
use std::collections::BTreeMap;
use xml::{Edit, Names, Root, edited};

/// A copy of the DOCX with a comment for each mark, at its row.
///
/// A comment that stands there already is not made again.
///
/// # Errors
/// When the file is none that can be marked, its anchors are not known, or its author signed it and it is not forced.
pub fn docx(bytes: &[u8], marks: &[Mark], how: &How<'_>) -> Result<Marked, MarkError> {
    let anchors = how.anchors.ok_or(MarkError::Format)?;
    let mut package = Package::open(bytes, &how.limits)?;
    if !how.force && package.is_signed()? {
        return Err(MarkError::Signed);
    }
    let name = anchors.part.as_str();
    let main = package.part(name)?.ok_or_else(|| damaged(name))?;
    let root = Root::of(&main.text).ok_or_else(|| damaged(name))?;
    let names = Names::of(&root, &main.text).ok_or_else(|| damaged(name))?;
    let outline = Outline::of(&main.text).ok_or_else(|| damaged(name))?;
    let (placed, unplaced) = placed(marks, how, anchors, &outline);
    let mut comments = Comments::of(&mut package, name, &names, &outline.used)?;
    let mut around: BTreeMap<usize, Around> = BTreeMap::new();
    for (mark, paragraph) in marks.iter().zip(placed) {
        let Some(paragraph) = paragraph else { continue };
        let there = outline.references_in(paragraph);
        if let Some(id) = comments.add(mark, how, &there) {
            around.entry(paragraph).or_default().add(&names, id);
        }
    }
    let edits = around.iter().flat_map(|(at, around)| {
        let paragraph = outline.paragraphs.get(*at);
        paragraph
            .into_iter()
            .flat_map(|own| around.edits(own, &main.text))
    });
    let edits: Vec<Edit> = edits.collect();
    let bytes = match edits.is_empty() {
        true => bytes.to_vec(),
        false => {
            let mut changed = comments.parts(&mut package)?;
            changed.insert(name.to_owned(), main.with(&edited(&main.text, &edits)));
            package.with(changed)?
        }
    };
    Ok(Marked { bytes, unplaced })
}

/// What contradicts itself: the part of this name.
fn damaged(part: &str) -> MarkError {
    MarkError::Damaged(part.to_owned())
}

/// The paragraph of each mark, and the marks that stand at the head since their place is not there.
fn placed(
    marks: &[Mark],
    how: &How<'_>,
    anchors: &Anchors,
    outline: &Outline,
) -> (Vec<Option<usize>>, Vec<usize>) {
    let head = how.head.as_ref();
    let head = head.and_then(|head| place::at(head, None, anchors, outline));
    let head = head.or_else(|| outline.first());
    let mut unplaced = Vec::new();
    let each = |(at, mark): (usize, &Mark)| {
        let found = place::of(mark, anchors, outline);
        if found.is_none() && (head.is_none() || !mark.places.is_empty()) {
            unplaced.push(at);
        }
        found.or(head)
    };
    let placed = marks.iter().enumerate().map(each).collect();
    (placed, unplaced)
}

/// What is put around the content of a paragraph: beginnings of comments, their ends and what refers to them.
#[derive(Default)]
struct Around {
    before: String,
    after: String,
}

impl Around {
    fn add(&mut self, names: &Names, id: u32) {
        let (w, declared) = (&names.prefix, &names.declaration);
        self.before.push_str(&format!(
            "<{w}:commentRangeStart{declared} {w}:id=\"{id}\"/>"
        ));
        self.after.push_str(&format!(
            "<{w}:commentRangeEnd{declared} {w}:id=\"{id}\"/>\
             <{w}:r{declared}><{w}:commentReference {w}:id=\"{id}\"/></{w}:r>"
        ));
    }

    fn edits(&self, paragraph: &Paragraph, text: &str) -> Vec<Edit> {
        let put = |at: usize, text: &str| Edit {
            at,
            length: 0,
            text: text.to_owned(),
        };
        let Some(name) = paragraph.empty_tag(text) else {
            return vec![
                put(paragraph.open, &self.before),
                put(paragraph.close, &self.after),
            ];
        };
        // A tag that opens and closes at once has to open for what is put into it.
        vec![Edit {
            at: paragraph.close,
            length: "/>".len(),
            text: format!(">{}{}</{name}>", self.before, self.after),
        }]
    }
}

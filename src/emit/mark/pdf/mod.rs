//! Annotations behind a PDF: the file's own bytes, and after them an update that adds a highlight and a note per finding.
//!
//! | file | in → out |
//! |---|---|
//! | `open` | bytes → the document, unless it must not or cannot be added to |
//! | `page` | a page's dictionaries → where a box of a report lies on it |
//! | `place` | marks → notes of each page, findings of one row joined |
//! | `draw` | a note → its annotation and how it looks |
//! | `annots` | annotations → the list of a page, what an earlier run put there taken out |
//! | `raw` | an object → as the file writes it, byte for byte |
//! | `update` | objects → the bytes after the end of the file |

mod annots;
mod draw;
mod open;
mod page;
mod place;
mod raw;
mod update;

use super::{How, Mark, MarkError, Marked};
use lopdf::{Document, Object, ObjectId};
use open::Opened;
use page::PageBox;
use std::collections::BTreeMap;

/// A copy of the PDF with a highlight and a note for each mark: the file's own bytes, followed by an update.
///
/// # Errors
/// When it is locked, certified or closed to remarks, or damaged so that what is added would be lost.
pub fn pdf(bytes: &[u8], marks: &[Mark], how: &How<'_>) -> Result<Marked, MarkError> {
    let opened = open::open(bytes, how)?;
    let document = &opened.document;
    let pages: Vec<ObjectId> = document.page_iter().collect();
    if pages.is_empty() {
        return Err(MarkError::Damaged("no pages can be found".to_owned()));
    }
    let boxes: Vec<PageBox> = pages.iter().map(|id| PageBox::of(document, *id)).collect();
    let placed = place::placed(marks, &boxes, how.head.as_ref());
    let mut added = Added::after(document)?;
    let mut on_page: BTreeMap<ObjectId, Vec<ObjectId>> = BTreeMap::new();
    for (number, note) in placed.notes.iter().enumerate() {
        let Some(id) = pages.get(note.page) else {
            continue;
        };
        let annotation = draw::annotation(note, number, *id, how, &mut added);
        let annotation = added.put(annotation);
        on_page.entry(*id).or_default().push(annotation);
    }
    let shared = annots::shared(document, &pages);
    for id in &pages {
        let new = on_page.remove(id).unwrap_or_default();
        let page = annots::Page {
            bytes,
            opened: &opened,
            id: *id,
            shared: &shared,
        };
        page.add(new, &mut added);
    }
    let unplaced = placed.unplaced;
    if added.objects.is_empty() {
        let bytes = bytes.to_vec();
        return Ok(Marked { bytes, unplaced });
    }
    let bytes = update::appended(bytes, &opened, added)?;
    holds(&bytes, &opened, pages.len(), how)?;
    Ok(Marked { bytes, unplaced })
}

/// The objects of the update.
struct Added {
    next: u32,
    objects: BTreeMap<ObjectId, Body>,
}

/// An object of the update.
enum Body {
    New(Object),
    /// As the file has it, or made of that; its strings are locked already where the file is.
    Text(Vec<u8>),
}

impl Added {
    /// Numbers begin behind those of the document.
    fn after(document: &Document) -> Result<Added, MarkError> {
        let next = document.max_id.checked_add(1);
        // The numbers that are to be given out have to be there, too.
        let next = next.filter(|next| *next < open::MOST_OBJECTS);
        let wrong = || MarkError::Damaged("it counts its objects wrong".to_owned());
        Ok(Added {
            next: next.ok_or_else(wrong)?,
            objects: BTreeMap::new(),
        })
    }

    /// Adds an object; its number.
    fn put(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        self.objects.insert(id, Body::New(object.into()));
        id
    }
}

/// The copy is read again: one that a reader would have to repair is not handed out.
fn holds(bytes: &[u8], before: &Opened, pages: usize, how: &How<'_>) -> Result<(), MarkError> {
    let again = open::load(bytes, how)?;
    let sound =
        again.xref_recovery == before.document.xref_recovery && again.page_iter().count() == pages;
    match sound {
        true => Ok(()),
        false => Err(MarkError::Damaged(
            "what is added at its end is not found again".to_owned(),
        )),
    }
}

//! Annotations → the list of a page. Only what has to change is written anew: the list where it is an object of its own,
//! else the page; and of that everything but the list as the file writes it.

use super::open::Opened;
use super::{Added, Body, raw};
use crate::model::finding::OWN_REMARK;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};

/// What a list is called in a page.
const ANNOTS: &[u8] = b"/Annots";

/// The lists that more than one page names: marks in them would show on each.
pub(super) fn shared(document: &Document, pages: &[ObjectId]) -> BTreeSet<ObjectId> {
    let mut named: BTreeMap<ObjectId, BTreeSet<ObjectId>> = BTreeMap::new();
    for id in pages {
        let page = document.get_dictionary(*id);
        if let Ok(Object::Reference(list)) = page.and_then(|page| page.get(b"Annots")) {
            named.entry(*list).or_default().insert(*id);
        }
    }
    let several = named.into_iter().filter(|(_, pages)| pages.len() > 1);
    several.map(|(list, _)| list).collect()
}

/// A page that annotations are put on.
pub(super) struct Page<'d> {
    pub(super) bytes: &'d [u8],
    pub(super) opened: &'d Opened,
    pub(super) id: ObjectId,
    pub(super) shared: &'d BTreeSet<ObjectId>,
}

impl Page<'_> {
    /// Puts annotations on the page, and takes out those that an earlier run put there.
    pub(super) fn add(&self, new: Vec<ObjectId>, added: &mut Added) {
        let document = &self.opened.document;
        let Ok(page) = document.get_dictionary(self.id) else {
            return;
        };
        let before = page
            .get_deref(b"Annots", document)
            .and_then(Object::as_array);
        let before = before.map_or(&[][..], Vec::as_slice);
        let stay: Vec<bool> = before.iter().map(|one| !is_ours(one, document)).collect();
        if new.is_empty() && stay.iter().all(|stays| *stays) {
            return;
        }
        let own = match page.get(b"Annots") {
            Ok(Object::Reference(list)) if !self.shared.contains(list) => Some(*list),
            _ => None,
        };
        let own = own.filter(|list| {
            document
                .objects
                .get(list)
                .is_some_and(|it| it.as_array().is_ok())
        });
        let as_written = self.as_written(own, &stay, &new);
        let body = as_written.map(Body::Text).unwrap_or_else(|| {
            let kept = before.iter().zip(&stay).filter(|(_, stays)| **stays);
            let mut list: Vec<Object> = kept.map(|(one, _)| one.clone()).collect();
            list.extend(new.into_iter().map(Object::Reference));
            Body::New(match own {
                Some(_) => list.into(),
                None => with_list(page, list).into(),
            })
        });
        added.objects.insert(own.unwrap_or(self.id), body);
    }

    /// The list, or the page with it, everything else as the file writes it; `None` where that cannot be told.
    fn as_written(
        &self,
        own: Option<ObjectId>,
        stay: &[bool],
        new: &[ObjectId],
    ) -> Option<Vec<u8>> {
        let text = raw::object(self.bytes, self.opened, own.unwrap_or(self.id))?;
        let list = match own {
            Some(_) => Some(&text[..]),
            // A list in another object is copied only where it holds nothing but references: strings are locked by the
            // number of the object they stand in.
            None => raw::get(&text, ANNOTS).filter(|list| list.starts_with(b"[")),
        };
        let elements = list.map_or(Some(Vec::new()), raw::elements)?;
        if elements.len() != stay.len() {
            return None;
        }
        let kept = elements.iter().zip(stay).filter(|(_, stays)| **stays);
        let kept = kept.map(|(one, _)| one.to_vec());
        let new = new
            .iter()
            .map(|(number, generation)| format!("{number} {generation} R").into_bytes());
        let all: Vec<Vec<u8>> = kept.chain(new).collect();
        let list = [&b"["[..], &all.join(&b' '), b"]"].concat();
        match own {
            Some(_) => Some(list),
            None => raw::with(&text, ANNOTS, &list),
        }
    }
}

fn with_list(page: &Dictionary, list: Vec<Object>) -> Dictionary {
    let mut page = page.clone();
    page.set("Annots", list);
    page
}

/// An annotation of an earlier run, by its name.
fn is_ours(annotation: &Object, document: &Document) -> bool {
    let annotation = document.dereference(annotation);
    let annotation = annotation.and_then(|(_, object)| object.as_dict());
    let name = annotation.and_then(|annotation| annotation.get_deref(b"NM", document));
    name.and_then(Object::as_str)
        .is_ok_and(|name| name.starts_with(OWN_REMARK.as_bytes()))
}

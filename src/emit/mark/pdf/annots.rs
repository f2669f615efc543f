//! Annotations → the list of a page. Only what has to change is written anew: the list where it is an object of its own,
//! else the page.

use super::Added;
use super::draw::OURS;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeMap;

/// How many pages have a list as theirs.
pub(super) type Lists = BTreeMap<ObjectId, usize>;

/// The lists that are objects of their own, with the number of pages that name them.
pub(super) fn lists(document: &Document, pages: &[ObjectId]) -> Lists {
    let mut lists = Lists::new();
    for id in pages {
        let page = document.get_dictionary(*id);
        if let Ok(Object::Reference(list)) = page.and_then(|page| page.get(b"Annots")) {
            *lists.entry(*list).or_default() += 1;
        }
    }
    lists
}

/// Puts annotations on a page, and takes out those that an earlier run put there.
pub(super) fn add(
    document: &Document,
    id: ObjectId,
    lists: &Lists,
    new: Vec<Object>,
    added: &mut Added,
) {
    let Ok(page) = document.get_dictionary(id) else {
        return;
    };
    let before = page
        .get_deref(b"Annots", document)
        .and_then(Object::as_array);
    let before = before.map_or(&[][..], Vec::as_slice);
    let foreign = before.iter().filter(|one| !is_ours(one, document));
    let mut list: Vec<Object> = foreign.cloned().collect();
    if new.is_empty() && list.len() == before.len() {
        return;
    }
    list.extend(new);
    let own = match page.get(b"Annots") {
        // A list that several pages share would show the marks on each of them.
        Ok(Object::Reference(list)) if lists.get(list) == Some(&1) => Some(*list),
        _ => None,
    };
    match own.filter(|list| document.has_object(*list)) {
        Some(own) => drop(added.objects.insert(own, Object::Array(list))),
        None => {
            let mut page: Dictionary = page.clone();
            page.set("Annots", list);
            added.objects.insert(id, page.into());
        }
    }
}

/// An annotation of an earlier run, by its name.
fn is_ours(annotation: &Object, document: &Document) -> bool {
    let annotation = document.dereference(annotation);
    let annotation = annotation.and_then(|(_, object)| object.as_dict());
    let name = annotation.and_then(|annotation| annotation.get_deref(b"NM", document));
    name.and_then(Object::as_str)
        .is_ok_and(|name| name.starts_with(OURS.as_bytes()))
}

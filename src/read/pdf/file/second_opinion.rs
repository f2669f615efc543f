//! What two parsers of PDF hold of one file: its pages and their sizes, its fields, its attachments, its
//! tagged tables. Where they differ one of them is wrong.

use super::annotations::annotations;
use super::open::open;
use super::tree::tagged;
use crate::read::pdf::sample::{fixtures, shared};
use crate::read::{Limits, Options};
use lopdf::{Dictionary, Document, Object};
use std::path::{Path, PathBuf};

/// What is compared.
#[derive(Debug, PartialEq)]
struct Opinion {
    pages: Vec<(i64, i64)>,
    widgets: usize,
    has_attachments: bool,
    tables: usize,
}

fn first(bytes: &[u8]) -> Option<Opinion> {
    let opened = open(bytes, &Options::default()).ok()?;
    let pages = opened.pdf.pages();
    let size = |page: &hayro_interpret::hayro_syntax::page::Page<'_>| {
        let area = page.media_box();
        ((area.x1 - area.x0) as i64, (area.y1 - area.y0) as i64)
    };
    let tree = tagged(&opened.pdf, &Limits::default()).unwrap_or_default();
    Some(Opinion {
        pages: pages.iter().map(size).collect(),
        widgets: pages
            .iter()
            .map(|page| annotations(page).fields.len())
            .sum(),
        has_attachments: !opened.findings(&[]).is_empty(),
        tables: tree.tables.len(),
    })
}

fn second(bytes: &[u8]) -> Option<Opinion> {
    let document = Document::load_mem(bytes)
        .ok()
        .filter(|document| !document.is_encrypted())?;
    let widget = |annotation: &&Dictionary| {
        let is = |key: &[u8], name: &[u8]| {
            let value = annotation.get(key).and_then(Object::as_name);
            value.is_ok_and(|value| value == name)
        };
        is(b"Subtype", b"FreeText") || is(b"Subtype", b"Widget") && annotation.has(b"AP")
    };
    let page = |id| {
        (
            size(&document, id),
            document.get_page_annotations(id).unwrap_or_default(),
        )
    };
    let pages: Vec<_> = document.page_iter().map(page).collect();
    let names = document
        .catalog()
        .and_then(|c| document.get_dict_in_dict(c, b"Names"));
    Some(Opinion {
        widgets: pages
            .iter()
            .flat_map(|(_, all)| all)
            .filter(|one| widget(one))
            .count(),
        pages: pages.into_iter().map(|(size, _)| size).collect(),
        has_attachments: names.is_ok_and(|names| names.has(b"EmbeddedFiles")),
        tables: document
            .objects
            .values()
            .filter(|object| is_table(object))
            .count(),
    })
}

/// The width and height of a page, which a parent may say.
fn size(document: &Document, page: lopdf::ObjectId) -> (i64, i64) {
    let mut node = document.get_dictionary(page).ok();
    while let Some(dict) = node {
        if let Ok(area) = dict
            .get(b"MediaBox")
            .and_then(|area| document.dereference(area))
        {
            let area: Vec<f32> = area
                .1
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|n| n.as_float().ok())
                .collect();
            if let [x0, y0, x1, y1] = area[..] {
                return ((x1 - x0) as i64, (y1 - y0) as i64);
            }
        }
        node = document.get_dict_in_dict(dict, b"Parent").ok();
    }
    (0, 0)
}

fn is_table(object: &Object) -> bool {
    let role = object
        .as_dict()
        .and_then(|dict| dict.get(b"S"))
        .and_then(Object::as_name);
    role.is_ok_and(|role| role == b"Table")
}

fn compare(files: &[PathBuf]) {
    let mut compared = 0;
    for file in files {
        let bytes = std::fs::read(file).expect("a file");
        if let (Some(first), Some(second)) = (first(&bytes), second(&bytes)) {
            assert_eq!(first, second, "{}", Path::display(file));
            compared += 1;
        }
    }
    assert!(
        compared * 3 > files.len(),
        "{compared} of {} files",
        files.len()
    );
}

#[test]
fn two_parsers_agree_on_the_fixtures() {
    compare(&fixtures());
}

#[test]
#[ignore = "reads ../shared"]
fn two_parsers_agree_on_the_shared_documents() {
    compare(&shared());
}

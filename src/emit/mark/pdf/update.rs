//! Objects → the bytes after the end of the file: an incremental update (ISO 32000-1, 7.5.6), its table of objects of the
//! kind the file has.

use super::open::Opened;
use super::{Added, Body};
use crate::emit::mark::MarkError;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, Writer, encryption};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Where each object of the update begins.
type Places = BTreeMap<ObjectId, usize>;

/// What a table of objects that is a stream says of itself, and what tables of both kinds say of others.
const OF_THE_TABLE: [&[u8]; 9] = [
    b"Type",
    b"W",
    b"Index",
    b"Length",
    b"Filter",
    b"DecodeParms",
    b"Prev",
    b"XRefStm",
    b"Size",
];

/// The file with the update behind it.
pub(super) fn appended(bytes: &[u8], opened: &Opened, added: Added) -> Result<Vec<u8>, MarkError> {
    let mut file = bytes.to_vec();
    if file.last() != Some(&b'\n') {
        file.push(b'\n');
    }
    let mut places = Places::new();
    for (id, body) in added.objects {
        places.insert(id, file.len());
        put(&mut file, id, &text(id, body, opened)?);
    }
    let table = file.len();
    let mut trailer = trailer(opened, &file[bytes.len()..]);
    if is_stream(bytes, opened) {
        let id = (added.next, 0);
        places.insert(id, table);
        let size = i64::from(added.next) + 1;
        trailer.set("Size", size);
        let stream = stream(trailer, &places, opened.before_header);
        put(&mut file, id, &written(&stream.into())?);
    } else {
        trailer.set("Size", i64::from(added.next));
        file.extend(classic(&places, opened.before_header).bytes());
        file.extend(b"trailer\n");
        file.extend(written(&trailer.into())?);
        file.push(b'\n');
    }
    let start = table - opened.before_header;
    file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    Ok(file)
}

/// An object as it is written, its strings locked where the file's are.
fn text(id: ObjectId, body: Body, opened: &Opened) -> Result<Vec<u8>, MarkError> {
    let mut object = match body {
        Body::Text(text) => return Ok(text),
        Body::New(object) => object,
    };
    if let Some(state) = &opened.document.encryption_state {
        encryption::encrypt_object(state, id, &mut object).map_err(|_| MarkError::Locked)?;
    }
    written(&object)
}

fn put(file: &mut Vec<u8>, (number, generation): ObjectId, text: &[u8]) {
    file.extend(format!("{number} {generation} obj\n").bytes());
    file.extend(text);
    file.extend(b"\nendobj\n");
}

/// An object as the format writes it.
fn written(object: &Object) -> Result<Vec<u8>, MarkError> {
    let mut text = Vec::new();
    let failed = |error: std::io::Error| MarkError::Damaged(error.to_string());
    Writer::write_object(&mut text, object).map_err(failed)?;
    Ok(text)
}

/// Whether the file's last table of objects is a stream.
fn is_stream(bytes: &[u8], opened: &Opened) -> bool {
    let table = opened
        .document
        .xref_start
        .saturating_add(opened.before_header);
    let table = bytes.get(table..).unwrap_or_default();
    !table.trim_ascii_start().starts_with(b"xref")
}

/// The trailer of the update: the file's own, and where its last table stands.
fn trailer(opened: &Opened, update: &[u8]) -> Dictionary {
    let mut trailer = opened.document.trailer.clone();
    for key in OF_THE_TABLE {
        trailer.remove(key);
    }
    trailer.set("Prev", opened.document.xref_start as i64);
    let locked = opened.document.encryption_state.as_ref();
    if let Some(id) = locked.and_then(|state| state.encrypt_object_id()) {
        trailer.set("Encrypt", id);
    }
    // The first half names the file for good, the second this state of it.
    let id = trailer
        .get_deref(b"ID", &opened.document)
        .and_then(Object::as_array);
    if let Some(first) = id.ok().and_then(|id| id.first()).cloned() {
        let hash = Sha256::digest(update);
        let own = hash[..16].to_vec();
        let own = Object::String(own, StringFormat::Hexadecimal);
        trailer.set("ID", vec![first, own]);
    }
    trailer
}

/// Numbers that follow each other, with their places.
fn runs(places: &Places) -> Vec<Vec<(ObjectId, usize)>> {
    let mut runs: Vec<Vec<(ObjectId, usize)>> = Vec::new();
    for (id, place) in places {
        let follows = |run: &&mut Vec<(ObjectId, usize)>| {
            let last = run.last();
            last.is_some_and(|((last, _), _)| last + 1 == id.0)
        };
        match runs.last_mut().filter(follows) {
            Some(run) => run.push((*id, *place)),
            None => runs.push(vec![(*id, *place)]),
        }
    }
    runs
}

/// A table as lines of twenty bytes.
fn classic(places: &Places, before_header: usize) -> String {
    let mut table = "xref\n".to_owned();
    for run in runs(places) {
        let first = run.first().map_or(0, |((number, _), _)| *number);
        table += &format!("{first} {}\n", run.len());
        for ((_, generation), place) in run {
            table += &format!("{:010} {generation:05} n \n", place - before_header);
        }
    }
    table
}

/// A table as a stream.
fn stream(mut dict: Dictionary, places: &Places, before_header: usize) -> Stream {
    let mut index: Vec<Object> = Vec::new();
    let mut rows: Vec<u8> = Vec::new();
    for run in runs(places) {
        let first = run.first().map_or(0, |((number, _), _)| *number);
        index.extend([i64::from(first).into(), (run.len() as i64).into()]);
        for ((_, generation), place) in run {
            rows.push(1);
            rows.extend(((place - before_header) as u64).to_be_bytes());
            rows.extend(generation.to_be_bytes());
        }
    }
    dict.set("Type", "XRef");
    dict.set("W", vec![1.into(), 8.into(), 2.into()]);
    dict.set("Index", index);
    Stream::new(dict, rows)
}

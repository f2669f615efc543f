//! Inputs → those whose reading is kept, and those to be read.

use super::manifest::{FileId, Files, Known};
use super::{kept, key, report};
use crate::batch::Input;
use crate::batch::name::free_names;
use crate::model::Status;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is to be done with the inputs of a run.
#[derive(Debug, Default)]
pub struct Plan {
    /// The ids of all inputs, in their order.
    pub ids: Vec<FileId>,
    /// Those to be read, under the names their reports get.
    pub read: Vec<Input>,
    /// For each of these, the hash of its content; empty where it has none that stays.
    pub hashes: Vec<String>,
}

/// Decides for each input whether what the store has of it still holds.
pub fn plan(dir: &Path, files: &mut Files, inputs: &[Input], reading: &str) -> Plan {
    let readable = inputs.iter().filter(|input| is_readable(input));
    let hashes = key::of_files(readable.map(|input| input.path.as_path()));
    let ids: Vec<FileId> = inputs.iter().map(id).collect();
    let hash = |input: &Input| hashes.get(&input.path).cloned().unwrap_or_default();
    let here: Vec<(FileId, String)> = ids.iter().cloned().zip(inputs.iter().map(hash)).collect();
    moved(files, &here);
    let mut plan = Plan::default();
    for (input, id) in inputs.iter().zip(&ids) {
        let hash = hash(input);
        if files
            .get(id)
            .is_some_and(|known| holds(dir, known, &hash, reading))
        {
            continue;
        }
        plan.read.push(input.clone());
        plan.hashes.push(hash);
    }
    shown_anew(files, inputs, &ids);
    name(files, &mut plan.read);
    plan.ids = ids;
    plan
}

fn is_readable(input: &Input) -> bool {
    input.skip.is_none() && input.fault.is_none() && input.shown != "-"
}

/// Which file an input is.
pub fn id(input: &Input) -> FileId {
    let path = input.path.canonicalize();
    let path = path.unwrap_or_else(|_| input.path.clone());
    (path, input.member.clone())
}

/// The content is the same, it was read with the same, and what was read is still there. What could not be
/// read, or not for lack of a reader of pictures, is tried again.
fn holds(dir: &Path, known: &Known, hash: &str, reading: &str) -> bool {
    let read_well = |facts: &crate::emit::rendered::Facts| {
        facts
            .read()
            .is_some_and(|read| read.status != Status::NeedsOcr)
    };
    !hash.is_empty()
        && known.sha256 == hash
        && known.reading == reading
        && known.facts.iter().all(read_well)
        && known
            .reports()
            .all(|name| report(dir, name).is_file() && kept(dir, name).is_file())
}

/// A file that was renamed or moved is the file it was: its report keeps its name. `here` are the files that are there,
/// and the hashes of their contents.
pub fn moved(files: &mut Files, here: &[(FileId, String)]) {
    let there: BTreeSet<&FileId> = here.iter().map(|(id, _)| id).collect();
    let mut lost: BTreeMap<(String, Option<Vec<usize>>), FileId> = BTreeMap::new();
    for known in files.iter() {
        if !known.sha256.is_empty() && !there.contains(&known.id()) && !known.path.exists() {
            let content = (known.sha256.clone(), known.member.clone());
            lost.insert(content, known.id());
        }
    }
    for (id, hash) in here {
        if files.get(id).is_some() {
            continue;
        }
        let content = (hash.clone(), id.1.clone());
        let known = lost.remove(&content).and_then(|old| files.remove(&old));
        if let Some(known) = known {
            let (path, member) = id.clone();
            files.note(Known {
                path,
                member,
                ..known
            });
        }
    }
}

/// How an input is shown may change with the folder one stands in.
fn shown_anew(files: &mut Files, inputs: &[Input], ids: &[FileId]) {
    let shown: BTreeMap<&FileId, &Input> = ids.iter().zip(inputs).collect();
    files.change(|known| {
        let Some(input) = shown.get(&known.id()) else {
            return;
        };
        known.gone = false;
        known.below.clone_from(&input.below);
        for facts in &mut known.facts {
            let number = facts.file.strip_prefix(&known.file).unwrap_or_default();
            facts.file = format!("{}{number}", input.shown);
        }
        known.file.clone_from(&input.shown);
    });
}

fn name(files: &Files, read: &mut [Input]) {
    let shown: Vec<(FileId, &str)> = read
        .iter()
        .map(|input| (id(input), input.shown.as_str()))
        .collect();
    let names = names(files, &shown);
    for (input, name) in read.iter_mut().zip(names) {
        input.name = name;
    }
}

/// The names of files, given as they are shown: one that is known keeps its name, a new one gets one that nobody has.
pub fn names(files: &Files, all: &[(FileId, &str)]) -> Vec<String> {
    let old: BTreeMap<FileId, &str> = files
        .iter()
        .map(|known| (known.id(), known.name.as_str()))
        .collect();
    let new = all.iter().filter(|(id, _)| !old.contains_key(id));
    let new: Vec<&str> = new.map(|(_, shown)| *shown).collect();
    let mut fresh = free_names(&new, old.values().copied()).into_iter();
    let name = |(id, _): &(FileId, &str)| match old.get(id) {
        Some(name) => (*name).to_owned(),
        None => fresh.next().unwrap_or_default(),
    };
    all.iter().map(name).collect()
}

//! The folders of all shards → what the folder of the whole run is made of. Nothing is written before everything agrees.

use super::among::Said;
use super::corrections::{self, Correction};
use super::decisions::{self, Decided, Decision};
use super::lock::{self, Lock};
use super::manifest::{FileId, Files, Known};
use super::shard::{Record, Refusal};
use crate::model::Error;
use crate::pipeline::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A shard's folder, held against runs.
#[derive(Debug)]
pub struct Part {
    /// The folder.
    pub dir: PathBuf,
    /// What it says of itself.
    pub record: Record,
    files: Files,
    _lock: Lock,
}

/// Why nothing was merged.
#[derive(Debug)]
pub enum Fault {
    /// The folders are not the shards of one run.
    Refused(Refusal),
    /// A folder cannot be read or written.
    Failed(PathBuf, Error),
    /// A table that is people's own cannot be used, and why.
    Own(String),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Fault {
        Fault::Refused(refusal)
    }
}

/// The shards of one finished run, all of them, in their order.
///
/// # Errors
/// When they are not.
pub fn parts(dirs: &[PathBuf]) -> Result<Vec<Part>, Fault> {
    let mut parts = dirs
        .iter()
        .map(|dir| part(dir))
        .collect::<Result<Vec<_>, _>>()?;
    parts.sort_by_key(|part| part.record.shard.number);
    alike(&parts)?;
    all_there(&parts)?;
    Ok(parts)
}

fn part(dir: &Path) -> Result<Part, Fault> {
    let failed = |error: Error| Fault::Failed(dir.to_owned(), error);
    let record = Record::read(dir).map_err(|error| failed(error.into()))?;
    let shown = dir.display();
    let Some(record) = record else {
        return Err(Refusal::new("merge.none", [("dir", &shown)]).into());
    };
    let lock = lock::share(dir).map_err(failed)?;
    let files = Files::load(dir).map_err(|error| failed(error.into()))?;
    // A run that was killed, or a list that was lost since: what is there is not all.
    if files.is_interrupted() || record.files != Some(files.iter().count()) {
        let facts: [(&str, &dyn ToString); 2] = [("dir", &shown), ("shard", &record.shard)];
        return Err(Refusal::new("merge.unfinished", facts).into());
    }
    Ok(Part {
        dir: dir.to_owned(),
        record,
        files,
        _lock: lock,
    })
}

/// Every shard is one of as many, read by the same program with the same settings and forms.
fn alike(parts: &[Part]) -> Result<(), Refusal> {
    let Some(first) = parts.first() else {
        return Ok(());
    };
    let own = &first.record;
    for other in parts {
        let its = &other.record;
        let dirs = (first.dir.display(), other.dir.display());
        let differ = |sentence, ours: &dyn ToString, theirs: &dyn ToString| {
            let facts: [(&str, &dyn ToString); 4] = [
                ("dir", &dirs.0),
                ("other", &dirs.1),
                ("ours", ours),
                ("theirs", theirs),
            ];
            Err(Refusal::new(sentence, facts))
        };
        let between = |sentence| differ(sentence, &own.shard, &its.shard);
        if own.shard.of != its.shard.of {
            return between("merge.of");
        }
        if own.phuluc != its.phuluc {
            return differ("merge.program", &own.phuluc, &its.phuluc);
        }
        if own.settings != its.settings {
            return between("merge.settings");
        }
        if own.forms != its.forms {
            return between("merge.forms");
        }
    }
    let this = env!("CARGO_PKG_VERSION");
    if own.phuluc != this {
        let facts: [(&str, &dyn ToString); 2] = [("theirs", &own.phuluc), ("ours", &this)];
        return Err(Refusal::new("merge.this-program", facts));
    }
    Ok(())
}

/// Each shard once.
fn all_there(parts: &[Part]) -> Result<(), Refusal> {
    for pair in parts.windows(2) {
        if let [one, other] = pair
            && one.record.shard == other.record.shard
        {
            let (dir, second) = (one.dir.display(), other.dir.display());
            let shard = one.record.shard;
            let facts: [(&str, &dyn ToString); 3] =
                [("dir", &dir), ("other", &second), ("shard", &shard)];
            return Err(Refusal::new("merge.twice", facts));
        }
    }
    let here: BTreeSet<u32> = parts.iter().map(|part| part.record.shard.number).collect();
    let of = parts.first().map_or(0, |part| part.record.shard.of);
    let missing: Vec<u32> = (1..=of).filter(|number| !here.contains(number)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let shown: Vec<String> = missing.iter().take(10).map(u32::to_string).collect();
    let more = if missing.len() > shown.len() {
        ", …"
    } else {
        ""
    };
    let shown = format!("{}{more}", shown.join(", "));
    let facts: [(&str, &dyn ToString); 3] =
        [("count", &missing.len()), ("missing", &shown), ("of", &of)];
    Err(Refusal::new("merge.missing", facts))
}

/// Whether the forms at hand are those the shards were read with.
///
/// # Errors
/// When they are others.
pub fn same_forms(parts: &[Part], context: &Context) -> Result<(), Refusal> {
    let forms = super::key::of_forms(context);
    match parts.iter().all(|part| part.record.forms == forms) {
        true => Ok(()),
        false => Err(Refusal::new("merge.these-forms", [])),
    }
}

/// Whether the shards saw the same files when they ran.
pub fn saw_the_same(parts: &[Part]) -> bool {
    let listed: BTreeSet<&str> = parts
        .iter()
        .map(|part| part.record.listed.as_str())
        .collect();
    listed.len() <= 1
}

/// The list of offices that the shards were given.
///
/// # Errors
/// When two were given different ones.
pub fn agencies(parts: &[Part]) -> Result<Option<PathBuf>, Fault> {
    let mut found: Option<(&Part, PathBuf, Vec<u8>)> = None;
    for part in parts {
        let path = super::agencies(&part.dir);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Fault::Failed(path, error.into())),
        };
        match &found {
            Some((first, _, own)) if *own != bytes => {
                let (dir, other) = (first.dir.display(), part.dir.display());
                let facts: [(&str, &dyn ToString); 2] = [("dir", &dir), ("other", &other)];
                return Err(Refusal::new("merge.agencies", facts).into());
            }
            Some(_) => {}
            None => found = Some((part, path, bytes)),
        }
    }
    Ok(found.map(|(_, path, _)| path))
}

/// A file of a shard, and the folder it stands in.
pub type Theirs = (PathBuf, Known);

/// The files of all shards, each once, as a run over all of them would list them.
///
/// # Errors
/// When two shards hold the same file with different content.
pub fn union(parts: &[Part]) -> Result<Vec<Theirs>, Refusal> {
    let mut taken: BTreeMap<FileId, (&Part, &Known)> = BTreeMap::new();
    let mut shown: BTreeMap<(&str, Option<&[usize]>), FileId> = BTreeMap::new();
    for (part, known) in parts.iter().flat_map(all) {
        let name = (known.file.as_str(), known.member.as_deref());
        // Another machine may have the same folder elsewhere; within one shard a name shown twice is two files.
        let other = shown.get(&name).filter(|id| {
            let owner = taken.get(*id).map(|(owner, _)| owner.record.shard);
            owner != Some(part.record.shard)
        });
        let id = other.cloned().unwrap_or_else(|| known.id());
        match taken.get(&id) {
            Some((_, before)) if known.gone && !before.gone => continue,
            Some((_, before)) if before.gone == known.gone && before.sha256 == known.sha256 => {
                continue;
            }
            Some((first, before)) if before.gone == known.gone => {
                let (dir, other) = (first.dir.display(), part.dir.display());
                let facts: [(&str, &dyn ToString); 3] =
                    [("file", &known.file), ("dir", &dir), ("other", &other)];
                return Err(Refusal::new("merge.content", facts));
            }
            _ => {}
        }
        taken.remove(&id);
        shown.insert(name, known.id());
        taken.insert(known.id(), (part, known));
    }
    Ok(without_moved(taken.into_values().collect()))
}

fn all(part: &Part) -> impl Iterator<Item = (&Part, &Known)> {
    part.files.iter().map(move |known| (part, known))
}

/// A file that was moved may be another shard's now: where it was before, it is gone, and counts no more.
fn without_moved(all: Vec<(&Part, &Known)>) -> Vec<Theirs> {
    let content = |known: &Known| (known.sha256.clone(), known.member.clone());
    let here = all.iter().filter(|(_, known)| !known.gone);
    let here: BTreeSet<_> = here.map(|(_, known)| content(known)).collect();
    let stays =
        |known: &Known| !known.gone || known.sha256.is_empty() || !here.contains(&content(known));
    let mut files: Vec<Theirs> = all
        .into_iter()
        .filter(|(_, known)| stays(known))
        .map(|(part, known)| (part.dir.clone(), known.clone()))
        .collect();
    files.sort_by(|(_, a), (_, b)| {
        (&a.file, &a.path, &a.member).cmp(&(&b.file, &b.path, &b.member))
    });
    files
}

/// What people set and decided in the shards and the folder of the whole has no word on yet.
///
/// # Errors
/// When a table cannot be used, or two shards say different things on the same.
pub fn said(parts: &[Part], out: &Path) -> Result<Said, Fault> {
    let own = Said::read(out).map_err(Fault::Own)?;
    let held = |keys: Vec<Key>| keys.into_iter().collect::<BTreeSet<Key>>();
    let held = [
        held(own.corrections.iter().map(of_correction).collect()),
        held(own.decisions.iter().map(of_decision).collect()),
    ];
    let mut corrected: BTreeMap<Key, (&Path, Correction)> = BTreeMap::new();
    let mut decided: BTreeMap<Key, (&Path, Decision)> = BTreeMap::new();
    let mut brought = Said::default();
    for part in parts {
        let theirs = Said::read(&part.dir).map_err(Fault::Own)?;
        for one in theirs.corrections {
            let key = of_correction(&one);
            if !held[0].contains(&key) && is_news(&mut corrected, key, &part.dir, &one)? {
                brought.corrections.push(one);
            }
        }
        for one in theirs.decisions {
            let key = of_decision(&one);
            if !held[1].contains(&key) && is_news(&mut decided, key, &part.dir, &one)? {
                brought.decisions.push(one);
            }
        }
    }
    Ok(brought)
}

/// What a line of people's own is about: office, period, indicator, row, finding, comment or not.
type Key = [String; 6];

fn of_correction(one: &Correction) -> Key {
    let none = String::new;
    let [office, period, indicator] = [&one.office, &one.period, &one.indicator].map(Clone::clone);
    [office, period, indicator, none(), none(), none()]
}

fn of_decision(one: &Decision) -> Key {
    let is_comment = (one.decided == Decided::Comment).to_string();
    [
        one.office.clone(),
        one.period.clone(),
        one.indicator.clone(),
        one.row.clone(),
        one.code.clone(),
        is_comment,
    ]
}

/// Whether no shard said this yet; two that contradict each other are refused.
fn is_news<'p, T: Clone + PartialEq>(
    said: &mut BTreeMap<Key, (&'p Path, T)>,
    key: Key,
    dir: &'p Path,
    one: &T,
) -> Result<bool, Refusal> {
    match said.get(&key) {
        None => {
            said.insert(key, (dir, one.clone()));
            Ok(true)
        }
        Some((_, before)) if before == one => Ok(false),
        // Within one folder the later line holds, as in a run; both are kept.
        Some((first, _)) if *first == dir => Ok(true),
        Some((first, _)) => {
            let [office, period, indicator, ..] = &key;
            let (first, dir) = (first.display(), dir.display());
            let facts: [(&str, &dyn ToString); 5] = [
                ("dir", &first),
                ("other", &dir),
                ("office", office),
                ("period", period),
                ("indicator", indicator),
            ];
            Err(Refusal::new("merge.said", facts))
        }
    }
}

/// Writes that into people's own files of the folder of the whole. Whoever calls holds it.
///
/// # Errors
/// When one of them cannot be written.
pub fn bring(said: &Said, out: &Path) -> Result<(), Error> {
    for one in &said.corrections {
        corrections::put(out, one)?;
    }
    for one in &said.decisions {
        decisions::put(out, one)?;
    }
    Ok(())
}

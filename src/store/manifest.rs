//! The files an output folder was made of: content, what they were read with, what came of them.
//!
//! The manifest is written whole at the end of a run. While a run goes on each finished file is a line of the
//! journal, so that a run that is killed leaves what it finished to the next.

use super::OWN;
use crate::batch::write;
use crate::emit::files::Cost;
use crate::emit::rendered::{Facts, FactsOutcome};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Raised when an older program could not read the manifest.
const VERSION: u32 = 1;

/// Which file: its path on this machine, and which member of it where it is an archive.
pub type FileId = (PathBuf, Option<Vec<usize>>);

/// A file of a store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// Where it is.
    pub path: PathBuf,
    /// Which file of the archive, where `path` is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Vec<usize>>,
    /// As the user named it.
    pub file: String,
    /// Below the folder it was found in.
    pub below: String,
    /// Its name among the store's.
    pub name: String,
    /// Hash of its content (of the archive, for a member); empty where it could not be read.
    pub sha256: String,
    /// Hash of what it was read with.
    pub reading: String,
    /// What came of each report in it, at least one.
    pub facts: Vec<Facts>,
    /// Why it could not be read again, where what was read before still counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unread: Vec<Facts>,
    /// It is no longer where it was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// What the reading cost.
    #[serde(default)]
    pub cost: Cost,
}

impl Known {
    /// Which file it is.
    pub fn id(&self) -> FileId {
        (self.path.clone(), self.member.clone())
    }

    /// Names of its reports.
    pub fn reports(&self) -> impl Iterator<Item = &str> {
        let read = self.facts.iter().filter(|facts| facts.read().is_some());
        read.map(|facts| facts.name.as_str())
    }

    /// What a run is told of it: why it could not be read now, else what was read.
    pub fn shown_facts(&self) -> &[Facts] {
        match self.unread.as_slice() {
            [] => &self.facts,
            unread => unread,
        }
    }

    /// Nothing of it could be read.
    pub fn is_unread(&self) -> bool {
        let read = |facts: &Facts| matches!(facts.outcome, FactsOutcome::Read(_));
        !self.facts.iter().any(read)
    }
}

/// The files of a store.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this file's shape.
    version: u32,
    /// Version of the program.
    phuluc: String,
    /// Hash of everything the tables beside it were made of; empty while they are not.
    #[serde(default)]
    pub tables: String,
    /// Folders with the forms the reports were last mapped to, besides the shipped ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    schemas: Vec<PathBuf>,
    /// What is counted of the halves that were joined when the tables were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    joined: Vec<Facts>,
    /// The files, in the order of their names as shown.
    files: Vec<Known>,
}

/// The files of a store while a run goes on.
#[derive(Debug)]
pub struct Files {
    dir: PathBuf,
    /// Hash of everything the tables were made of.
    pub tables: String,
    /// Folders with further forms.
    pub schemas: Vec<PathBuf>,
    /// What is counted of the halves that were joined when the tables were made.
    pub joined: Vec<Facts>,
    known: BTreeMap<FileId, Known>,
    journal: Option<File>,
}

fn manifest_path(dir: &Path) -> PathBuf {
    dir.join(OWN).join("manifest.json")
}

fn journal_path(dir: &Path) -> PathBuf {
    dir.join(OWN).join("journal.jsonl")
}

/// The folders with further forms that a store was last made with: who reads it without naming any means these.
pub fn schemas(dir: &Path) -> Vec<PathBuf> {
    let manifest = fs::read(manifest_path(dir)).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    let schemas = manifest
        .map(|manifest| manifest.schemas)
        .unwrap_or_default();
    schemas
        .into_iter()
        .filter(|folder| folder.is_dir())
        .collect()
}

impl Files {
    /// What a store was made of so far, with what an interrupted run had finished.
    ///
    /// # Errors
    /// When the manifest cannot be read.
    pub fn load(dir: &Path) -> io::Result<Files> {
        let manifest: Manifest = match fs::read(manifest_path(dir)) {
            Ok(bytes) => match serde_json::from_slice(&bytes) {
                Ok(manifest) => manifest,
                // What it listed is found again in the reports themselves; it is kept for whoever wants to look.
                Err(_) => {
                    fs::rename(
                        manifest_path(dir),
                        dir.join(OWN).join("manifest.damaged.json"),
                    )?;
                    Manifest::default()
                }
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Manifest::default(),
            Err(error) => return Err(error),
        };
        let mut files = Files {
            dir: dir.to_owned(),
            tables: manifest.tables,
            schemas: manifest.schemas,
            joined: manifest.joined,
            known: manifest
                .files
                .into_iter()
                .map(|one| (one.id(), one))
                .collect(),
            journal: None,
        };
        for one in journal(dir)? {
            files.known.insert(one.id(), one);
        }
        Ok(files)
    }

    /// The files, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Known> {
        self.known.values()
    }

    /// The file of this id.
    pub fn get(&self, id: &FileId) -> Option<&Known> {
        self.known.get(id)
    }

    /// Adds a file, or replaces what is known of it, for good: it outlives a killed run.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn put(&mut self, known: Known) -> io::Result<()> {
        if self.journal.is_none() {
            let file = File::options()
                .create(true)
                .append(true)
                .open(journal_path(&self.dir))?;
            self.journal = Some(file);
        }
        let mut line = serde_json::to_vec(&known)?;
        line.push(b'\n');
        if let Some(journal) = &mut self.journal {
            journal.write_all(&line)?;
        }
        self.known.insert(known.id(), known);
        Ok(())
    }

    /// Adds or replaces without a word in the journal.
    pub fn note(&mut self, known: Known) {
        self.known.insert(known.id(), known);
    }

    /// Nothing is known of the folder.
    pub fn is_new(&self) -> bool {
        self.known.is_empty() && !manifest_path(&self.dir).is_file()
    }

    /// A run was killed before it could write the manifest.
    pub fn is_interrupted(&self) -> bool {
        journal_path(&self.dir).is_file()
    }

    /// Changes what is known without a word in the journal: it can be found out again.
    pub fn change(&mut self, mut with: impl FnMut(&mut Known)) {
        self.known.values_mut().for_each(&mut with);
    }

    /// Takes a file out; the manifest forgets it when it is saved.
    pub fn remove(&mut self, id: &FileId) -> Option<Known> {
        self.known.remove(id)
    }

    /// Writes the manifest and ends the journal.
    ///
    /// # Errors
    /// When it cannot be written; the old one is whole then.
    pub fn save(&mut self) -> io::Result<()> {
        let mut files: Vec<Known> = self.known.values().cloned().collect();
        files.sort_by(|a, b| (&a.file, &a.path).cmp(&(&b.file, &b.path)));
        let manifest = Manifest {
            version: VERSION,
            phuluc: env!("CARGO_PKG_VERSION").to_owned(),
            tables: self.tables.clone(),
            schemas: self.schemas.clone(),
            joined: self.joined.clone(),
            files,
        };
        write::atomic(&manifest_path(&self.dir), |out| {
            serde_json::to_writer(&mut *out, &manifest)?;
            writeln!(out)
        })?;
        self.journal = None;
        match fs::remove_file(journal_path(&self.dir)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// The lines of an interrupted run; the last one may have been cut off.
fn journal(dir: &Path) -> io::Result<Vec<Known>> {
    let file = match File::open(journal_path(dir)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let lines = BufReader::new(file).split(b'\n');
    let known = lines.map_while(|line| serde_json::from_slice(&line.ok()?).ok());
    Ok(known.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Known {
        Known {
            path: name.into(),
            member: None,
            file: name.into(),
            below: name.into(),
            name: name.into(),
            sha256: "0".into(),
            reading: String::new(),
            facts: Vec::new(),
            unread: Vec::new(),
            gone: false,
            cost: Cost::default(),
        }
    }

    #[test]
    fn what_a_killed_run_finished_is_known_to_the_next() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(dir.path().join(OWN)).expect("made");
        let mut files = Files::load(dir.path()).expect("nothing yet");
        files.put(known("a")).expect("a line");
        files.save().expect("saved");
        files.put(known("b")).expect("a line");
        drop(files);
        // The kill came in the middle of a line.
        let mut journal = File::options()
            .append(true)
            .open(journal_path(dir.path()))
            .expect("there");
        journal.write_all(b"{\"path\":\"c").expect("written");
        let files = Files::load(dir.path()).expect("readable");
        let names: Vec<&str> = files.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
    }
}

//! A store while a run goes on: opened before anything is read, each report kept as it is finished, the tables
//! made at the end.

use super::lock::{self, Lock};
use super::manifest::{FileId, Files, Known};
use super::merge::Theirs;
use super::plan::{Plan, moved, names, plan};
use super::shard::{self, Record, Refusal, Shard};
use super::tables::{self, Made};
use super::{OWN, adopt, kept, key, report};
use crate::batch::{Input, write};
use crate::emit::files::{Cost, Line};
use crate::emit::rendered::{Facts, FactsOutcome, Rendered};
use crate::model::{Error, Submission};
use crate::pipeline::Context;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file that had to go beside the one it was meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The name it was meant to have.
    pub wanted: PathBuf,
    /// The name it has.
    pub real: PathBuf,
}

/// An output folder, held by this run.
pub struct Store<'c> {
    dir: PathBuf,
    context: &'c Context,
    reading: String,
    files: Files,
    moved: Vec<Moved>,
    /// Which part of a run this is, where several machines share it.
    shard: Option<Record>,
    _lock: Lock,
}

/// What a run made of a store.
#[derive(Debug, Default)]
pub struct Finished {
    /// What is counted of each input, in their order.
    pub facts: Vec<Facts>,
    /// Files that had to go beside their place.
    pub moved: Vec<Moved>,
    /// Inputs whose reading was kept.
    pub unchanged: usize,
    /// Files that are no longer where they were, with reports that still count.
    pub gone: Vec<String>,
    /// Files whose reports were taken out.
    pub pruned: Vec<String>,
    /// Nothing was read, so nothing was written.
    pub untouched: bool,
    /// What the tables say; `None` when they were left as they are.
    pub made: Option<Made>,
}

/// Why a folder is not opened.
#[derive(Debug)]
pub enum Unopened {
    /// It holds another part of a run, or a whole one.
    Refused(Refusal),
    /// It cannot be made, read or written, or another run holds it.
    Failed(Error),
}

impl From<Error> for Unopened {
    fn from(error: Error) -> Unopened {
        Unopened::Failed(error)
    }
}

impl From<io::Error> for Unopened {
    fn from(error: io::Error) -> Unopened {
        Unopened::Failed(error.into())
    }
}

impl<'c> Store<'c> {
    /// Opens a folder for one run, or for one part of it.
    ///
    /// # Errors
    /// When it cannot be made, read or written, another run holds it, or it is of another part.
    pub fn open(
        dir: &Path,
        part: Option<Shard>,
        context: &'c Context,
    ) -> Result<Store<'c>, Unopened> {
        if let Some(refusal) = shard::refused(dir, part)? {
            return Err(Unopened::Refused(refusal));
        }
        let lock = lock::take(dir)?;
        let mut files = Files::load(dir)?;
        if files.is_new() {
            adopt::adopt(dir, &mut files, context.schemas())?;
        }
        sweep(dir, &files);
        files.schemas = key::whole(&context.setup.schema_dirs);
        if files.is_interrupted() {
            files.save()?;
        }
        Ok(Store {
            dir: dir.to_owned(),
            context,
            reading: key::of_reading(context),
            files,
            moved: Vec::new(),
            shard: None,
            _lock: lock,
        })
    }

    /// Says that this run is one part of a whole. Until it is finished no merge takes it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin(&mut self, shard: Record) -> io::Result<()> {
        shard.write(&self.dir)?;
        self.shard = Some(shard);
        Ok(())
    }

    /// What is to be read of the inputs, and what is kept.
    pub fn plan(&mut self, inputs: &[Input]) -> Plan {
        plan(&self.dir, &mut self.files, inputs, &self.reading)
    }

    /// Takes what came of an input of the plan: its reports are written at once.
    ///
    /// # Errors
    /// When the folder cannot be written; what was there before is whole.
    pub fn put(
        &mut self,
        input: &Input,
        sha256: &str,
        rendered: &[Rendered],
        cost: Cost,
    ) -> io::Result<()> {
        let (path, member) = super::plan::id(input);
        let known = Known {
            path,
            member,
            file: input.shown.clone(),
            below: input.below.clone(),
            name: input.name.clone(),
            sha256: sha256.to_owned(),
            reading: self.reading.clone(),
            facts: rendered.iter().map(|one| one.facts.clone()).collect(),
            unread: Vec::new(),
            gone: false,
            cost,
        };
        if known.is_unread() {
            return self.put_unread(known);
        }
        for one in rendered {
            if matches!(one.facts.outcome, FactsOutcome::Read(_)) {
                self.whole(&kept(&self.dir, &one.facts.name), &one.kept)?;
                self.whole(&report(&self.dir, &one.facts.name), &one.report)?;
            }
        }
        self.know(known)
    }

    /// Lists a file whose reports are written; those it had before and has no more go.
    fn know(&mut self, known: Known) -> io::Result<()> {
        let before = self.files.get(&known.id()).cloned();
        let left: BTreeSet<String> = known.reports().map(str::to_owned).collect();
        self.files.put(known)?;
        for name in before.iter().flat_map(Known::reports) {
            if !left.contains(name) {
                forget(&self.dir, name);
            }
        }
        Ok(())
    }

    /// Takes over what other stores hold of these files, under the names a run that read them all would give them, and
    /// makes the tables.
    ///
    /// # Errors
    /// When a folder cannot be read or this one not be written; the tables are whole then.
    pub fn take_over(mut self, theirs: Vec<Theirs>, how: &tables::How<'_>) -> io::Result<Finished> {
        let here = theirs.iter().filter(|(_, known)| !known.gone);
        let here: Vec<(FileId, String)> = here
            .map(|(_, known)| (known.id(), known.sha256.clone()))
            .collect();
        moved(&mut self.files, &here);
        let shown: Vec<(FileId, &str)> = theirs
            .iter()
            .map(|(_, known)| (known.id(), known.file.as_str()))
            .collect();
        let names = names(&self.files, &shown);
        let mut finished = Finished::default();
        for ((from, known), name) in theirs.into_iter().zip(names) {
            let known = self.take(&from, known, &name)?;
            finished.facts.extend_from_slice(known.shown_facts());
        }
        let plan = Plan {
            ids: here.into_iter().map(|(id, _)| id).collect(),
            ..Plan::default()
        };
        self.miss(&plan, &[]);
        self.end(finished, how)
    }

    fn take(&mut self, from: &Path, mut known: Known, name: &str) -> io::Result<Known> {
        let old = std::mem::replace(&mut known.name, name.to_owned());
        for facts in known.facts.iter_mut().chain(&mut known.unread) {
            let number = facts.name.strip_prefix(&old).unwrap_or_default();
            let new = format!("{name}{number}");
            if facts.read().is_some() {
                write::shared(&report(from, &facts.name), &report(&self.dir, &new))?;
                take_kept(&kept(from, &facts.name), &kept(&self.dir, &new), &new)?;
            }
            facts.name = new;
        }
        match known.is_unread() {
            true => self.put_unread(known.clone())?,
            false => self.know(known.clone())?,
        }
        Ok(known)
    }

    /// A file that cannot be read now leaves what was read of it before where it is.
    fn put_unread(&mut self, known: Known) -> io::Result<()> {
        match self.files.get(&known.id()) {
            Some(before) if !before.is_unread() => {
                let unread = Known {
                    unread: known.facts,
                    ..before.clone()
                };
                self.files.note(unread);
            }
            _ => self.files.note(known),
        }
        Ok(())
    }

    fn whole(&mut self, wanted: &Path, bytes: &[u8]) -> io::Result<()> {
        let real = write::atomic(wanted, |out| out.write_all(bytes))?;
        if real != wanted {
            self.moved.push(Moved {
                wanted: wanted.to_owned(),
                real,
            });
        }
        Ok(())
    }

    /// What the store holds, settled among each other, for whoever wants no tables of it written.
    ///
    /// # Errors
    /// When a kept report cannot be read.
    pub fn lines(&self, how: &tables::How<'_>) -> io::Result<Vec<Line>> {
        Ok(tables::load(&self.dir, &self.files, self.context, how)?.0)
    }

    /// Says what is gone, takes it out where `how.prune` says so, and writes the tables when anything changed.
    ///
    /// # Errors
    /// When the folder cannot be written; what was there before is whole.
    pub fn finish(
        mut self,
        plan: &Plan,
        roots: &[PathBuf],
        how: &tables::How<'_>,
    ) -> io::Result<Finished> {
        let mut finished = Finished {
            facts: self.facts(plan),
            unchanged: plan.ids.len() - plan.read.len(),
            ..Finished::default()
        };
        let read_any = finished.facts.iter().any(|facts| facts.read().is_some());
        let has_any = self.files.iter().any(|known| !known.is_unread());
        // A part of a run that finds nothing any more is no failure: the others have the rest.
        if !read_any && has_any && !how.prune && self.shard.is_none() {
            finished.untouched = true;
            return Ok(finished);
        }
        self.miss(plan, roots);
        self.end(finished, how)
    }

    /// Writes the tables when anything changed, and the manifest. One part of a run has none: they are made of the whole.
    fn end(mut self, mut finished: Finished, how: &tables::How<'_>) -> io::Result<Finished> {
        if how.prune {
            finished.pruned = self.prune();
        }
        let gone = self.files.iter().filter(|known| known.gone);
        finished.gone = gone.map(|known| known.file.clone()).collect();
        let state = tables::state(&self.files, &self.dir, how);
        let stale = state != self.files.tables || !tables::are_there(&self.dir, how);
        if stale && self.shard.is_none() {
            // While they are being written no run may take them for made.
            self.files.tables.clear();
            let made = tables::write(&self.dir, &self.files, self.context, how, &mut self.moved)?;
            self.files.joined.clone_from(&made.joined);
            finished.made = Some(made);
            self.files.tables = state;
        }
        for facts in &mut finished.facts {
            let joined = self.files.joined.iter();
            let mut joined = joined.filter(|one| !one.name.is_empty() && one.name == facts.name);
            if let Some(joined) = joined.next() {
                facts.clone_from(joined);
            }
        }
        self.files.save()?;
        if let Some(shard) = self.shard.take() {
            let files = Some(self.files.iter().count());
            Record { files, ..shard }.write(&self.dir)?;
        }
        finished.moved = self.moved;
        Ok(finished)
    }

    /// What is counted of each input, in their order.
    fn facts(&self, plan: &Plan) -> Vec<Facts> {
        let known = plan.ids.iter().filter_map(|id| self.files.get(id));
        known
            .flat_map(|known| known.shown_facts().to_vec())
            .collect()
    }

    /// Marks what lay under a folder of this run and was not found again.
    fn miss(&mut self, plan: &Plan, roots: &[PathBuf]) {
        let here: BTreeSet<&FileId> = plan.ids.iter().collect();
        let mut forgotten = Vec::new();
        self.files.change(|known| {
            let id = known.id();
            let looked_for = roots.iter().any(|root| known.path.starts_with(root));
            let is_gone = !here.contains(&id) && (looked_for || !known.path.exists());
            if is_gone && known.is_unread() {
                forgotten.push(id);
            } else if is_gone || here.contains(&id) {
                known.gone = is_gone;
            }
        });
        for id in forgotten {
            self.files.remove(&id);
        }
    }

    fn prune(&mut self) -> Vec<String> {
        let gone: Vec<FileId> = self
            .files
            .iter()
            .filter(|known| known.gone)
            .map(Known::id)
            .collect();
        let gone = gone.iter().filter_map(|id| self.files.remove(id));
        let gone: Vec<Known> = gone.collect();
        for name in gone.iter().flat_map(Known::reports) {
            forget(&self.dir, name);
        }
        gone.into_iter().map(|known| known.file).collect()
    }
}

/// What a store keeps of a report names it: under another name it is written anew.
fn take_kept(from: &Path, to: &Path, name: &str) -> io::Result<()> {
    if from.file_stem() == to.file_stem() {
        return write::shared(from, to);
    }
    let mut report: Submission = serde_json::from_slice(&fs::read(from)?)?;
    name.clone_into(&mut report.name);
    write::atomic(to, |out| Ok(serde_json::to_writer(out, &report)?)).map(drop)
}

/// What cannot be removed stays; the tables name what counts.
fn forget(dir: &Path, name: &str) {
    let _ = fs::remove_file(report(dir, name));
    let _ = fs::remove_file(kept(dir, name));
}

/// Takes out what a killed run left half done: temporary files, and reports that no list names.
fn sweep(dir: &Path, files: &Files) {
    let folders = [
        dir.to_owned(),
        dir.join("reports"),
        dir.join(OWN),
        dir.join(OWN).join("kept"),
    ];
    for path in folders.iter().flat_map(|folder| listed(folder)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') && name.ends_with(".tmp") {
            let _ = fs::remove_file(&path);
        }
    }
    let known: BTreeSet<&str> = files.iter().flat_map(Known::reports).collect();
    for path in listed(&dir.join(OWN).join("kept")) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if !known.contains(&*name) {
            forget(dir, &name);
        }
    }
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

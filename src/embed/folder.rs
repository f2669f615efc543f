//! Paths → everything a store holds of them. Without an output folder the store is one that goes with the answer.

use super::{Fault, agencies};
use crate::batch::{self, Input, Job, Program, write};
use crate::emit::files::{Cost, Line};
use crate::emit::message::Lang;
use crate::emit::rendered::{Layout, Rendered, Rendering};
use crate::model::Agencies;
use crate::pipeline::Context;
use crate::store::among::Said;
use crate::store::folder::{Store, Unopened};
use crate::store::key::{self, whole};
use crate::store::tables::How;
use crate::store::view::View;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// What is to be read, and how.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Files, archives, folders of them.
    pub paths: Vec<PathBuf>,
    /// The output folder, as `phuluc extract -o` writes it.
    pub output: Option<PathBuf>,
    /// The list of offices that should report.
    pub agencies: Option<PathBuf>,
    /// How many files at once; `None` for one a core.
    pub workers: Option<usize>,
    /// In this process: faster to start, but a file that ends its reader ends everything.
    pub here: bool,
    /// The workbook too, where there is an output folder.
    pub workbook: bool,
    /// Language of titles and messages.
    pub lang: Lang,
}

/// How far a run is: finished files, of how many, the last of them.
#[derive(Clone, Debug)]
pub struct Step {
    /// So many are finished.
    pub done: usize,
    /// So many are read.
    pub of: usize,
    /// The last of them.
    pub file: String,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// Every input, settled among each other.
    pub lines: Vec<Line>,
    dir: PathBuf,
    /// The store goes with the last who knows of it.
    _own: Option<Arc<TempDir>>,
}

impl Read {
    /// A report as JSON, by its name.
    ///
    /// # Errors
    /// When there is none, or it is no longer there.
    pub fn report(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let known = self.lines.iter().filter_map(|line| line.listed.read());
        let path = crate::store::report(&self.dir, name);
        if known.into_iter().all(|report| report.name != name) {
            return Err(Fault::of_system(&path, &io::ErrorKind::NotFound.into()));
        }
        std::fs::read(&path).map_err(|error| Fault::of_system(&path, &error))
    }
}

/// Reads all of it; `step` is told of each finished file, and ends the run by an error.
///
/// # Errors
/// When the output folder, its own tables or the list of offices cannot be used; what `step` said.
pub fn folder(
    asked: &Folder,
    context: &Context,
    step: &mut (dyn FnMut(Step) -> io::Result<()> + Send),
) -> Result<Read, Fault> {
    let own = match &asked.output {
        Some(_) => None,
        None => {
            Some(Arc::new(TempDir::new().map_err(|error| {
                Fault::of_system(&std::env::temp_dir(), &error)
            })?))
        }
    };
    let dir = match (&asked.output, &own) {
        (Some(dir), _) => dir.clone(),
        (None, Some(own)) => own.path().to_owned(),
        (None, None) => PathBuf::new(),
    };
    let at = |error: &io::Error| Fault::of_system(&dir, error);
    let said = Said::read(&dir).map_err(|detail| Fault::unusable(&dir, &detail))?;
    let listed = offices(asked, &dir, context)?;
    let inputs = batch::inputs(&asked.paths, Some(&dir), &context.setup.read.limits);
    let shown = dir.display().to_string();
    let mut store = Store::open(&dir, None, context).map_err(|why| match why {
        Unopened::Refused(refusal) => Fault::Refused(shown.clone(), refusal),
        Unopened::Failed(error) => Fault::file(&shown, error),
    })?;
    if let (Some(list), true) = (&listed, asked.agencies.is_some() && asked.output.is_some()) {
        keep(&list.bytes, &dir)?;
    }
    let plan = store.plan(&inputs);
    read(asked, &plan.read, &plan.hashes, &mut store, context, step).map_err(|error| at(&error))?;
    let how = How {
        lang: asked.lang,
        agencies: listed
            .as_ref()
            .map(|list| (&list.agencies, list.hash.as_str())),
        said: &said,
        prune: false,
        workbook: asked.workbook,
        costs: false,
    };
    let lines = match own {
        Some(_) => store.lines(&how).map_err(|error| at(&error))?,
        None => {
            store
                .finish(&plan, &whole(&asked.paths), &how)
                .map_err(|error| at(&error))?;
            let list = listed.as_ref().map(|list| &list.agencies);
            let view = View::open(&dir, context, list, &said);
            view.map_err(|error| at(&error))?.lines
        }
    };
    Ok(Read {
        lines,
        dir,
        _own: own,
    })
}

/// The offices that should report.
struct Offices {
    agencies: Agencies,
    bytes: Vec<u8>,
    hash: String,
}

/// The offices of the list given, else of the one the folder was last given.
fn offices(asked: &Folder, dir: &Path, context: &Context) -> Result<Option<Offices>, Fault> {
    let kept = crate::store::agencies(dir);
    let path = match &asked.agencies {
        Some(path) => path,
        None if kept.is_file() => &kept,
        None => return Ok(None),
    };
    let (list, bytes) = agencies(path, &context.setup.read)?;
    Ok(Some(Offices {
        agencies: list,
        hash: key::of_bytes(&bytes),
        bytes,
    }))
}

/// A list given is kept for later runs.
fn keep(list: &[u8], dir: &Path) -> Result<(), Fault> {
    let kept = crate::store::agencies(dir);
    let made = kept.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| write::atomic(&kept, |out| out.write_all(list)).map(drop))
        .map_err(|error| Fault::of_system(&kept, &error))
}

fn read(
    asked: &Folder,
    inputs: &[Input],
    hashes: &[String],
    store: &mut Store<'_>,
    context: &Context,
    step: &mut (dyn FnMut(Step) -> io::Result<()> + Send),
) -> io::Result<()> {
    let job = Job {
        worker: match asked.here {
            true => None,
            false => Some(Program::own()?),
        },
        threads: asked.workers,
    };
    let how = Rendering {
        lang: asked.lang,
        layout: Layout::Indented,
        kept: true,
    };
    let mut done = 0;
    let mut take = |at: usize, rendered: Vec<Rendered>, cost: Cost| {
        let hash = hashes.get(at).map_or("", String::as_str);
        let Some(input) = inputs.get(at) else {
            return Ok(());
        };
        store.put(input, hash, &rendered, cost)?;
        done += 1;
        step(Step {
            done,
            of: inputs.len(),
            file: input.shown.clone(),
        })
    };
    batch::stream(inputs, &job, context, how, &|_, _, _| {}, &mut take)
}

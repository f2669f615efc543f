//! How files are read. What is made of it once – forms, labels, indexes – serves later calls that ask for the same.

use crate::fault::raised;
use phuluc::embed;
use phuluc::locale::Lang;
use phuluc::pipeline::{Context, Setup};
use phuluc::read::{self, OcrMode, OcrOptions};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

/// How files are read.
#[pyclass(frozen, module = "phuluc._phuluc")]
pub struct Options {
    setup: Setup,
    lang: Lang,
}

#[pymethods]
impl Options {
    #[new]
    #[pyo3(signature = (*, forced=None, schemas=Vec::new(), ocr="auto", ocr_model=None, passwords=Vec::new(), personal=false, ignore_tags=false, seconds=None, memory=None, lang="vi"))]
    #[allow(clippy::too_many_arguments)] // keywords of Python, each with a default
    fn new(
        forced: Option<String>,
        schemas: Vec<PathBuf>,
        ocr: &str,
        ocr_model: Option<PathBuf>,
        passwords: Vec<String>,
        personal: bool,
        ignore_tags: bool,
        seconds: Option<u32>,
        memory: Option<u64>,
        lang: &str,
    ) -> PyResult<Options> {
        let none = |what: &str, given: &str| PyValueError::new_err(format!("{what}: {given:?}"));
        let mut read = read::Options {
            passwords,
            ignore_tree: ignore_tags,
            ocr: OcrOptions {
                mode: mode(ocr).ok_or_else(|| none("ocr", ocr))?,
                model: ocr_model,
                fresh: false,
            },
            ..read::Options::default()
        };
        read.limits.seconds = seconds.unwrap_or(read.limits.seconds);
        let bytes = memory.map(|mib| mib.saturating_mul(1 << 20));
        read.limits.memory_bytes = bytes.unwrap_or(read.limits.memory_bytes);
        Ok(Options {
            setup: Setup {
                read,
                schema_dirs: schemas,
                forced,
                personal,
                ..Setup::default()
            },
            lang: embed::lang(lang).ok_or_else(|| none("lang", lang))?,
        })
    }
}

fn mode(name: &str) -> Option<OcrMode> {
    match name {
        "auto" => Some(OcrMode::Auto),
        "off" => Some(OcrMode::Off),
        "force" => Some(OcrMode::Force),
        "numbers" => Some(OcrMode::Numbers),
        _ => None,
    }
}

impl Options {
    /// Language of messages.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// What every input is read with.
    pub fn context(&self, py: Python<'_>) -> PyResult<Arc<Context>> {
        self.context_in(py, None)
    }

    /// The same, with the forms an output folder was made with where none are given.
    pub fn context_in(&self, py: Python<'_>, output: Option<&Path>) -> PyResult<Arc<Context>> {
        let setup = embed::in_folder(self.setup.clone(), output);
        py.detach(|| kept(setup))
            .map_err(|fault| raised(py, &fault, self.lang))
    }
}

/// So many are kept: a program has a few ways to read.
const KEPT: usize = 8;

/// What tells settings apart, and what was made of them.
type Made = (Vec<u8>, Vec<Stamp>, Arc<Context>);

static MADE: Mutex<Vec<Made>> = Mutex::new(Vec::new());

/// A file of forms as it was when it was read.
type Stamp = (PathBuf, Option<(u64, Option<SystemTime>)>);

fn kept(setup: Setup) -> Result<Arc<Context>, embed::Fault> {
    let key = serde_json::to_vec(&setup).unwrap_or_default();
    let stamps = stamps(&setup.schema_dirs);
    let same = |made: &&Made| made.0 == key && made.1 == stamps;
    let known = || MADE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, _, context)) = known().iter().find(same) {
        return Ok(Arc::clone(context));
    }
    let context = Arc::new(embed::context(setup)?);
    let mut known = known();
    if known.len() >= KEPT {
        known.remove(0);
    }
    known.push((key, stamps, Arc::clone(&context)));
    Ok(context)
}

fn stamps(folders: &[PathBuf]) -> Vec<Stamp> {
    let files = |folder: &PathBuf| match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(_) => vec![folder.clone()],
    };
    let stamp = |path: PathBuf| {
        let about = path.metadata().ok();
        let about = about.map(|about| (about.len(), about.modified().ok()));
        (path, about)
    };
    let mut stamps: Vec<Stamp> = folders.iter().flat_map(files).map(stamp).collect();
    stamps.sort();
    stamps
}

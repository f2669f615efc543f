//! Paths as typed → the inputs of a run, each once, in path order. Whatever is passed over is named.

use super::source::shown;
use crate::model::Failure;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// One file to read, or the reason it is not read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// How it is shown and sorted.
    pub shown: String,
    /// Why it is passed over.
    pub skip: Option<Failure>,
    /// Why it cannot be read, known before trying.
    pub fault: Option<Failure>,
}

impl Input {
    fn new(path: &Path) -> Input {
        Input { path: path.to_owned(), shown: shown(path), skip: None, fault: None }
    }
}

/// Folders are walked, links followed once; the output folder and what is in it is left out.
pub fn inputs(paths: &[PathBuf], output: Option<&Path>) -> Vec<Input> {
    let output = output.and_then(|dir| dir.canonicalize().ok());
    let mut found: Vec<Input> = paths.iter().flat_map(|path| under(path, output.as_deref())).collect();
    found.sort_by(|a, b| a.shown.cmp(&b.shown).then_with(|| a.path.cmp(&b.path)));
    let mut seen = BTreeSet::new();
    found.retain(|input| seen.insert(input.path.canonicalize().unwrap_or_else(|_| input.path.clone())));
    found
}

fn under(path: &Path, output: Option<&Path>) -> Vec<Input> {
    if !path.is_dir() {
        return vec![Input::new(path)];
    }
    let is_output =
        |entry: &DirEntry| output.is_some_and(|out| entry.path().canonicalize().is_ok_and(|p| p == out));
    let walk = WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| {
        entry.depth() == 0 || !(entry.file_type().is_dir() && (is_hidden(entry) || is_output(entry)))
    });
    walk.filter_map(input).collect()
}

fn input(entry: walkdir::Result<DirEntry>) -> Option<Input> {
    match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => Some(Input { skip: skip(&entry), ..Input::new(entry.path()) }),
        Err(error) => Some(unwalkable(&error)),
    }
}

/// A link that leads back up, a folder that may not be listed, a dangling link.
fn unwalkable(error: &walkdir::Error) -> Input {
    let input = Input::new(error.path().unwrap_or(Path::new("?")));
    if error.loop_ancestor().is_some() {
        return Input { skip: Some(Failure::new("link-loop")), ..input };
    }
    let detail = error.io_error().map(ToString::to_string).unwrap_or_default();
    Input { fault: Some(Failure::new("io").with("detail", detail)), ..input }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// Files that lie beside reports without being any.
fn skip(entry: &DirEntry) -> Option<Failure> {
    let name = entry.file_name().to_string_lossy();
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return Some(Failure::new("lock-file"));
    }
    let system = ["thumbs.db", "desktop.ini"].contains(&name.to_ascii_lowercase().as_str());
    (name.starts_with('.') || system).then(|| Failure::new("hidden-file"))
}

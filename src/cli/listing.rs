//! The tables a person keeps beside the reports: the offices that should report, corrections.

use super::fail;
use crate::batch::{source, write};
use crate::emit::message::Lang;
use crate::model::Agencies;
use crate::pipeline::Context;
use crate::read::list;
use crate::store::among::Said;
use crate::store::corrections::{self, Correction};
use crate::store::decisions::{self, Decision};
use crate::store::{self, key};
use std::path::Path;

/// The offices that should report, and the hash of their list.
pub struct Listing {
    /// The offices.
    pub agencies: Agencies,
    /// Hash of the file they stand in.
    pub hash: String,
}

/// The offices of the file named, else of the list the output folder `dir` was last given; `None`, and said so, when it
/// cannot be used.
pub fn agencies(
    path: Option<&Path>,
    dir: Option<&Path>,
    context: &Context,
    lang: Lang,
) -> Option<Option<Listing>> {
    let kept = dir.map(store::agencies).filter(|kept| kept.is_file());
    let Some(path) = path.or(kept.as_deref()) else {
        return Some(None);
    };
    let (rows, hash) = rows(path, context, lang)?;
    let agencies = Agencies::of_table(&rows);
    let agencies = agencies
        .map_err(|fault| fail::unusable(path, &fault.to_string(), lang))
        .ok()?;
    Some(Some(Listing { agencies, hash }))
}

/// Keeps a list in the output folder: later runs and other commands know the offices without being told again.
pub fn keep(list: &Path, dir: &Path) -> std::io::Result<()> {
    let bytes = std::fs::read(list)?;
    write::atomic(&store::agencies(dir), |out| out.write_all(&bytes)).map(drop)
}

/// The corrections of a store; none where there is no file; `None`, and said so, when it cannot be used.
pub fn corrections(dir: &Path, context: &Context, lang: Lang) -> Option<Vec<Correction>> {
    let path = corrections::path(dir);
    if !path.exists() {
        return Some(Vec::new());
    }
    let (rows, _) = rows(&path, context, lang)?;
    let corrections = corrections::of_table(&rows);
    corrections
        .map_err(|fault| fail::unusable(&path, &fault.to_string(), lang))
        .ok()
}

/// The decisions of a store, likewise.
pub fn decisions(dir: &Path, context: &Context, lang: Lang) -> Option<Vec<Decision>> {
    let path = decisions::path(dir);
    if !path.exists() {
        return Some(Vec::new());
    }
    let (rows, _) = rows(&path, context, lang)?;
    let decisions = decisions::of_table(&rows);
    decisions
        .map_err(|fault| fail::unusable(&path, &fault.to_string(), lang))
        .ok()
}

/// Both.
pub fn said(dir: &Path, context: &Context, lang: Lang) -> Option<Said> {
    Some(Said {
        corrections: corrections(dir, context, lang)?,
        decisions: decisions(dir, context, lang)?,
    })
}

/// The rows of a table and the hash of its file.
fn rows(path: &Path, context: &Context, lang: Lang) -> Option<(Vec<Vec<String>>, String)> {
    let shown = path.display().to_string();
    let options = &context.setup.read;
    let read = source::bytes(path, options.limits.file_bytes).and_then(|bytes| {
        let rows = list::rows(&shown, &bytes, options)?;
        Ok((rows, key::of_bytes(&bytes)))
    });
    read.map_err(|error| eprintln!("{}", fail::error(&shown, &error, lang)))
        .ok()
}

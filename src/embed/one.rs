//! One file, or its bytes: its reports, its tables, a form drafted from it.

use super::Fault;
use crate::batch::{guard, single, source};
use crate::emit::files::{Cost, Line};
use crate::emit::{kept, tables as written};
use crate::model::{Appendix, Entry, Error, Outcome, Report};
use crate::pipeline::{self, Context};
use crate::schema::{self, Schema};
use crate::store::key;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What is read.
#[derive(Clone, Debug)]
pub enum Given {
    /// A file, the only one of an archive, or one written as `archive.zip!name`.
    Path(PathBuf),
    /// Its bytes.
    Bytes(Vec<u8>),
}

/// A report with what a run would know of its file.
#[derive(Clone, Debug)]
pub struct Named {
    /// The report.
    pub report: Report,
    /// The file as named, `#2` behind it where it holds several reports.
    pub file: String,
    /// Name of the report.
    pub name: String,
    /// The file below the folder it was found in.
    pub path: String,
    /// Hash of its content.
    pub sha256: String,
    /// Of several reports of one file this is the one meant where only one can be.
    pub counts: bool,
}

/// Reads the reports of a file, in printed order; `name` is shown in the place of the path.
///
/// # Errors
/// When nothing useful can be read.
pub fn reports(given: Given, name: Option<&str>, context: &Context) -> Result<Vec<Named>, Fault> {
    let shown = shown(&given, name);
    let at = |error| Fault::file(&shown, error);
    let read = || {
        let bytes = content(given, context)?;
        let sha256 = key::of_bytes(&bytes);
        let reports = pipeline::extract_all(&shown, bytes, context)?;
        Ok((sha256, reports))
    };
    let (sha256, reports) = guard::inside(read).map_err(at)?;
    let below = last(&shown).to_owned();
    let own = crate::batch::name::names(&[&shown]).concat();
    let named = reports.into_iter().map(|extracted| {
        let file = extracted.report.source.file.clone();
        let number = file.strip_prefix(&shown).unwrap_or_default().to_owned();
        Named {
            name: format!("{own}{number}"),
            path: below.clone(),
            sha256: sha256.clone(),
            counts: extracted.counts,
            report: extracted.report,
            file,
        }
    });
    Ok(named.collect())
}

/// A report as the tables list it.
pub fn lines(named: &Named, context: &Context) -> Line {
    let kept = kept::submission(&named.name, &named.file, &named.report, context.schemas());
    Line {
        listed: crate::model::Listed::Read(Box::new(kept)),
        path: named.path.clone(),
        sha256: named.sha256.clone(),
        cost: Cost::default(),
    }
}

/// Every table of a file, as `phuluc tables --json` writes them.
///
/// # Errors
/// When the file cannot be read.
pub fn tables(given: Given, name: Option<&str>, context: &Context) -> Result<Vec<u8>, Fault> {
    let shown = shown(&given, name);
    let start = Instant::now();
    let read = || {
        let bytes = content(given, context)?;
        let document = crate::read::read(&shown, bytes, &context.setup.read)?;
        let mut json = Vec::new();
        written::json(&document.output, start.elapsed(), &mut json)?;
        Ok(json)
    };
    guard::inside(read).map_err(|error| Fault::file(&shown, error))
}

/// A form drafted from reports, blank or filled.
///
/// # Errors
/// When none of them has a row.
pub fn draft<'r>(
    reports: impl Iterator<Item = &'r Report>,
    id: &str,
    title: &str,
) -> Result<Schema, Fault> {
    let appendices = reports.map(|report| &report.appendix);
    let filled = appendices.filter(|appendix| !appendix.rows.is_empty());
    let appendices: Vec<Appendix> = filled.cloned().collect();
    schema::draft(&appendices, id, title).map_err(|error| Fault::Schemas(vec![error]))
}

/// An entry as a run would have made it.
pub(super) fn entry(named: &Named) -> Entry {
    Entry {
        file: named.file.clone(),
        name: named.name.clone(),
        outcome: Outcome::Read(Box::new(named.report.clone())),
    }
}

fn shown(given: &Given, name: Option<&str>) -> String {
    match (name, given) {
        (Some(name), _) => name.to_owned(),
        (None, Given::Path(path)) => source::shown(path),
        (None, Given::Bytes(_)) => "report".to_owned(),
    }
}

fn last(shown: &str) -> &str {
    shown.rsplit('/').next().unwrap_or(shown)
}

fn content(given: Given, context: &Context) -> Result<Vec<u8>, Error> {
    match given {
        Given::Bytes(bytes) => Ok(bytes),
        Given::Path(path) => of_path(&path, context),
    }
}

fn of_path(path: &Path, context: &Context) -> Result<Vec<u8>, Error> {
    let limits = &context.setup.read.limits;
    let input = single(path, limits).map_err(|members| Error::several(&members))?;
    source::content(&input.path, input.member.as_deref(), limits)
}

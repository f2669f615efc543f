//! Commands that read one file: its bytes, the work on them, and the word when it fails.

use super::{Exit, fail, say, stored};
use crate::batch::{guard, single, source};
use crate::emit::message::Lang;
use crate::model::{Code, Error, ErrorKind, Finding, Report};
use crate::pipeline::{self, Context};
use crate::read::Limits;
use std::path::{Path, PathBuf};

/// Reads the file and does the work on its bytes, within the limits; `None`, and said so, when that fails.
pub fn read<T: Send>(
    path: &Path,
    limits: &Limits,
    lang: Lang,
    work: impl FnOnce(Vec<u8>) -> Result<T, Error> + Send,
) -> Option<T> {
    let shown = source::shown(path);
    let say = move |error: &Error| eprintln!("{}", fail::error(&shown, error, lang));
    let trip = {
        let say = say.clone();
        move |error| {
            say(&error);
            std::process::exit(Exit::Unread as i32)
        }
    };
    let input = single(path, limits)
        .map_err(|members| Error::several(&members))
        .inspect_err(&say)
        .ok()?;
    let read = || {
        work(source::content(
            &input.path,
            input.member.as_deref(),
            limits,
        )?)
    };
    guard::alone(limits, trip, read).inspect_err(say).ok()
}

/// Reads the report of a file that counts, or the one named `FILE#2`; `None`, and said so, when that fails.
/// Where the file holds several, that is said too. A report that `extract` wrote is taken as it stands.
pub fn report(path: &Path, context: &Context, lang: Lang) -> Option<Report> {
    if let Some(report) = stored::one(path, context) {
        return Some(report);
    }
    let (path, number) = numbered(path);
    let file = source::shown(&path);
    let extract = |bytes: Vec<u8>| pipeline::extract_all(&file, bytes, context);
    let mut reports = read(&path, &context.setup.read.limits, lang, extract)?;
    let at = match number {
        Some(number) => number.checked_sub(1).filter(|at| *at < reports.len()),
        None => reports.iter().position(|report| report.counts),
    };
    let Some(at) = at else {
        let missing = ErrorKind::NotFound.into();
        eprintln!("{}", fail::error(&source::shown(&path), &missing, lang));
        return None;
    };
    let report = reports.swap_remove(at).report;
    let several = |finding: &&Finding| finding.code == Code::SeveralAppendices;
    let several: Vec<Finding> = report.findings.iter().filter(several).cloned().collect();
    say::findings(&report.source.file, &several, lang);
    Some(report)
}

/// `FILE#2` → the file and 2, unless a file has that very name.
fn numbered(path: &Path) -> (PathBuf, Option<usize>) {
    let whole = path.to_string_lossy();
    let parted = whole.rsplit_once('#').filter(|_| !path.exists());
    match parted.and_then(|(file, number)| Some((file, number.parse().ok()?))) {
        Some((file, number)) => (PathBuf::from(file), Some(number)),
        None => (path.to_owned(), None),
    }
}

//! Reports that `extract` wrote as JSON, read again and audited anew.

use crate::audit;
use crate::batch::{Input, name, source};
use crate::model::{Entry, ErrorKind, Outcome, Report};
use crate::pipeline::Context;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// The folder an output folder keeps its reports in; any other path as it is.
pub fn folder(path: &Path) -> PathBuf {
    let reports = path.join("reports");
    let is_output = path.join("findings.csv").is_file() && reports.is_dir();
    if is_output { reports } else { path.to_owned() }
}

/// The report of that name in an output folder; `None` where the path is no such folder.
pub fn within(dir: &Path, name: &str) -> Option<PathBuf> {
    let reports = folder(dir);
    let names = [format!("{name}.json"), name.to_owned()];
    let mut paths = names.iter().map(|name| reports.join(name));
    paths.find(|path| reports != dir && path.is_file())
}

/// The report a JSON file holds, audited anew; `None` where the file is something else.
pub fn one(path: &Path, context: &Context) -> Option<Report> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    if ending != "json" {
        return None;
    }
    let bytes = source::bytes(path, context.setup.read.limits.file_bytes).ok()?;
    let report = reports(&bytes)?.into_iter().next()?;
    match audited(report, context) {
        Outcome::Read(report) => Some(*report),
        Outcome::Failed(_) | Outcome::Skipped(_) => None,
    }
}

/// A report as JSON, by its name: no other input is.
pub fn is_json(input: &Input) -> bool {
    let ending = input
        .path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    input.skip.is_none()
        && input.fault.is_none()
        && ["json", "jsonl"].contains(&ending.to_lowercase().as_str())
}

/// Reads every file and audits its reports; a file that holds no report is passed over.
pub fn read(inputs: &[Input], context: &Context) -> Vec<Entry> {
    let limit = context.setup.read.limits.file_bytes;
    let outcomes = inputs
        .par_iter()
        .map(|input| match source::bytes(&input.path, limit) {
            Ok(bytes) => parsed(&bytes, context),
            Err(error) => vec![Outcome::Failed(error)],
        });
    let outcomes: Vec<Vec<Outcome>> = outcomes.collect();
    let shown: Vec<&str> = inputs.iter().map(|input| input.shown.as_str()).collect();
    let named: Vec<&str> = shown.iter().map(|shown| without_ending(shown)).collect();
    let entries = shown.iter().zip(name::names(&named)).zip(outcomes);
    entries
        .flat_map(|((shown, name), outcomes)| {
            outcomes
                .into_iter()
                .map(move |outcome| entry(shown, &name, outcome))
        })
        .collect()
}

/// `reports/<name>.json` is the report of that name, as the tables beside it call it.
fn without_ending(shown: &str) -> &str {
    let name = shown.rsplit('/').next().unwrap_or(shown);
    match name.strip_suffix(".json") {
        Some(name) if !name.is_empty() => &shown[..shown.len() - ".json".len()],
        _ => shown,
    }
}

/// A report is known by the file it was made from.
fn entry(shown: &str, name: &str, outcome: Outcome) -> Entry {
    let file = match &outcome {
        Outcome::Read(report) if !report.source.file.is_empty() => report.source.file.clone(),
        _ => shown.to_owned(),
    };
    Entry {
        file,
        name: name.to_owned(),
        outcome,
    }
}

fn parsed(bytes: &[u8], context: &Context) -> Vec<Outcome> {
    match reports(bytes) {
        Some(reports) => reports
            .into_iter()
            .map(|report| audited(report, context))
            .collect(),
        None => vec![Outcome::Skipped(ErrorKind::NotAReport.into())],
    }
}

/// One report, a list of them, or one a line.
pub fn reports(bytes: &[u8]) -> Option<Vec<Report>> {
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace())?;
    if *first == b'[' {
        return serde_json::from_slice(bytes).ok();
    }
    let reports = serde_json::Deserializer::from_slice(bytes).into_iter::<Report>();
    reports
        .collect::<Result<Vec<Report>, _>>()
        .ok()
        .filter(|reports| !reports.is_empty())
}

fn audited(mut report: Report, context: &Context) -> Outcome {
    let form = context.form_of(&report);
    audit::audit_prepared(&mut report, form, &context.setup.audit);
    Outcome::Read(Box::new(report))
}

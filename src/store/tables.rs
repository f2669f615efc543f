//! Reports → the tables of an output folder, made anew from all of them whenever anything changed.

use super::among::{Replayed, Said};
use super::folder::Moved;
use super::manifest::{Files, Known};
use super::{among, corrections, decisions, joined};
use super::{kept, key};
use crate::batch::write;
use crate::emit::data::{self, Source};
use crate::emit::files::Line;
use crate::emit::message::Lang;
use crate::emit::rendered::{Facts, FactsOutcome, facts_of};
use crate::emit::sheet::Dialect;
use crate::emit::{board, package, run, wide, workbook};
use crate::model::{Agencies, Code, Finding, Listed, Submission};
use crate::pipeline::Context;
use rayon::prelude::*;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// How the tables are made.
#[derive(Clone, Copy, Debug)]
pub struct How<'h> {
    /// Language of titles, messages and the workbook.
    pub lang: Lang,
    /// The offices that should report, and the hash of their list.
    pub agencies: Option<(&'h Agencies, &'h str)>,
    /// What people set in the place of printed values, and what they decided on them.
    pub said: &'h Said,
    /// Take out the reports of files that are gone.
    pub prune: bool,
    /// The workbook too.
    pub workbook: bool,
    /// What the reading of each file cost, too: such a table is another at every run.
    pub costs: bool,
}

/// What the tables say.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// How the corrections and decisions fared.
    pub replayed: Replayed,
    /// Copies of reports that count.
    pub copies: usize,
    /// What is counted of the halves that were joined.
    pub joined: Vec<Facts>,
    /// A period has more reports than a sheet has room for: there is no workbook.
    pub no_workbook: bool,
    /// There is a list of offices, and no report is of one of them.
    pub strange_list: bool,
}

/// The workbook's name in a store.
pub const WORKBOOK: &str = "tong-hop.xlsx";

/// Hash of everything the tables are made of.
pub fn state(files: &Files, dir: &Path, how: &How<'_>) -> String {
    let file = |known: &Known| {
        (
            known.file.clone(),
            known.below.clone(),
            known.name.clone(),
            (known.sha256.clone(), known.reading.clone()),
            known.gone,
            (known.is_unread() || !known.unread.is_empty()).then(|| known.shown_facts().to_vec()),
            how.costs.then_some(known.cost),
        )
    };
    let about = (
        files.iter().map(file).collect::<Vec<_>>(),
        [corrections::path(dir), decisions::path(dir)].map(|path| {
            let bytes = fs::read(path).ok();
            bytes.map(|bytes| key::of_bytes(&bytes))
        }),
        how.agencies.map(|(_, hash)| hash),
        (how.lang, how.workbook, how.costs),
        env!("CARGO_PKG_VERSION"),
    );
    key::of_bytes(&serde_json::to_vec(&about).unwrap_or_default())
}

/// Whether all tables are where they should be.
pub fn are_there(dir: &Path, how: &How<'_>) -> bool {
    let tables = TABLES
        .iter()
        .copied()
        .chain(how.workbook.then_some(WORKBOOK));
    tables.into_iter().all(|name| dir.join(name).is_file())
}

const TABLES: [&str; 8] = [
    "indicators.csv",
    "indicators-wide.csv",
    "findings.csv",
    "files.csv",
    "submissions.csv",
    "forms.csv",
    "datapackage.json",
    "run.json",
];

/// All inputs of a store with their reports, settled among each other.
///
/// # Errors
/// When a kept report cannot be read.
pub fn load(
    dir: &Path,
    files: &Files,
    context: &Context,
    how: &How<'_>,
) -> io::Result<(Vec<Line>, Replayed)> {
    let mut known: Vec<&Known> = files.iter().collect();
    known.sort_by(|a, b| (&a.file, &a.path).cmp(&(&b.file, &b.path)));
    let lines = known.par_iter().map(|known| lines(dir, known));
    let lines = lines.collect::<io::Result<Vec<Vec<Line>>>>()?;
    let mut lines: Vec<Line> = lines.into_iter().flatten().collect();
    joined::settle(&mut lines, dir, context);
    let agencies = how.agencies.map(|(list, _)| list);
    let replayed = among::settle(&mut lines, agencies, how.said, context.schemas());
    Ok((lines, replayed))
}

/// What is listed of a file: each report, and why it could not be read this time.
fn lines(dir: &Path, known: &Known) -> io::Result<Vec<Line>> {
    let facts = known.facts.iter().chain(&known.unread);
    facts
        .map(|facts| {
            Ok(Line {
                listed: listed(dir, known, facts)?,
                path: known.below.clone(),
                sha256: known.sha256.clone(),
                cost: known.cost,
            })
        })
        .collect()
}

fn listed(dir: &Path, known: &Known, facts: &Facts) -> io::Result<Listed> {
    let file = facts.file.clone();
    Ok(match &facts.outcome {
        FactsOutcome::Failed(error) => Listed::Failed {
            file,
            error: error.clone(),
        },
        FactsOutcome::Skipped(error) => Listed::Skipped {
            file,
            error: error.clone(),
        },
        FactsOutcome::Read(_) => {
            let bytes = fs::read(kept(dir, &facts.name))?;
            let mut report: Submission = serde_json::from_slice(&bytes)?;
            report.file = file;
            report.name.clone_from(&facts.name);
            report.among.gone = known.gone;
            report.shrink();
            Listed::Read(Box::new(report))
        }
    })
}

/// The files that could not be read, and why.
pub fn unread(lines: &[Line], lang: Lang) -> Vec<(String, String)> {
    let failed = lines.iter().filter_map(|line| match &line.listed {
        Listed::Failed { file, error } => Some((file.clone(), error.sentence(lang).message)),
        Listed::Read(_) | Listed::Skipped { .. } => None,
    });
    failed.collect()
}

/// A body or an appendix that came, or may have come, in two files.
fn is_half(line: &Line) -> bool {
    let findings = line.listed.read().map(|report| report.findings.as_slice());
    let told = |finding: &Finding| match finding.code {
        Code::AppendixInFile | Code::BodyInFile => true,
        Code::MissingAppendix => finding.data.contains_key("files"),
        _ => false,
    };
    findings.is_some_and(|all| all.iter().any(told))
}

/// Whether what was written had no room in a workbook; one of fewer reports would be taken for this one's, and goes.
fn is_full(dir: &Path, written: io::Result<()>) -> io::Result<bool> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            match fs::remove_file(dir.join(WORKBOOK)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(true),
            }
        }
        written => written.map(|()| false),
    }
}

/// Writes the tables.
///
/// # Errors
/// When the folder cannot be written; what was there before is whole.
pub fn write(
    dir: &Path,
    files: &Files,
    context: &Context,
    how: &How<'_>,
    moved: &mut Vec<Moved>,
) -> io::Result<Made> {
    let (lines, replayed) = load(dir, files, context, how)?;
    let reports = || lines.iter().filter_map(|line| line.listed.read());
    let schemas = context.schemas();
    let columns = wide::columns(reports(), schemas);
    let listed: Vec<&Listed> = lines.iter().map(|line| &line.listed).collect();
    let board = board::board(&listed, how.agencies.map(|(list, _)| list));
    let mut put = |name: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>| {
        let wanted = dir.join(name);
        let real = write::atomic(&wanted, |out| fill(out))?;
        if real != wanted {
            moved.push(Moved { wanted, real });
        }
        io::Result::Ok(())
    };
    let source = Source {
        lines: &lines,
        board: &board,
        schemas,
        costs: how.costs,
        lang: how.lang,
    };
    for table in &data::TABLES {
        let name = format!("{}.csv", table.name);
        put(&name, &mut |out| {
            data::csv(table, &source, Dialect::Standard, out)
        })?;
    }
    put("indicators-wide.csv", &mut |out| {
        wide::write(&columns, schemas, Dialect::Standard, out)
    })?;
    let titles = wide::titles(&columns);
    put("datapackage.json", &mut |out| package::write(&titles, out))?;
    put("run.json", &mut |out| run::write(&lines, schemas, out))?;
    let mut full = false;
    if how.workbook {
        let book = workbook::Book {
            board: &board,
            reports: reports().collect(),
            unread: unread(&lines, how.lang),
            schemas,
            period: None,
            lang: how.lang,
        };
        let written = put(WORKBOOK, &mut |out| workbook::write(&book, out));
        full = is_full(dir, written)?;
    }
    let joined = lines.iter().filter(|line| is_half(line));
    let joined = joined.map(|line| facts_of(&line.listed));
    Ok(Made {
        joined: joined.collect(),
        no_workbook: full,
        replayed,
        copies: reports()
            .filter(|report| !report.counts() && !report.among.half)
            .count(),
        strange_list: how.agencies.is_some()
            && reports().next().is_some()
            && reports().all(|report| report.among.agency_id.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workbook_of_fewer_reports_does_not_stand_for_one_that_had_no_room() {
        let dir = tempfile::tempdir().unwrap();
        let book = dir.path().join(WORKBOOK);
        fs::write(&book, "of the run before").unwrap();
        assert!(!is_full(dir.path(), Ok(())).unwrap() && book.exists());
        let full = || Err(io::ErrorKind::FileTooLarge.into());
        assert!(is_full(dir.path(), full()).unwrap() && !book.exists());
        assert!(is_full(dir.path(), full()).unwrap(), "there was none");
        assert!(is_full(dir.path(), Err(io::ErrorKind::StorageFull.into())).is_err());
    }
}

//! `phuluc mark REPORT…`: what was found, marked on a copy of the report itself.

use super::chosen::Chosen;
use super::letters::date;
use super::marking::{self, Copy};
use super::reading::Reading;
use super::running::Running;
use super::{Exit, fail, out, say};
use crate::batch::{self, Input};
use crate::emit::mark::{How, Mark, Wanted, marks_of};
use crate::emit::message::{Lang, talk};
use crate::emit::rendered::facts;
use crate::model::{Entry, Place, Report, Severity};
use crate::pipeline::{Context, joined};
use anyhow::Context as _;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Mark what was found on a copy of the report: a highlight and a note at each row
///
/// What the office sent stays as it is; a signature on it stays valid for what was signed.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    chosen: Chosen,
    #[arg(short, long, value_name = "FILE|DIR", help_heading = "Output")]
    output: Option<PathBuf>,
    #[arg(long)]
    all: bool,
    #[arg(long)]
    force: bool,
    #[arg(long, value_name = "NAME", default_value = "phuluc")]
    author: String,
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<Date>,
    #[command(flatten)]
    running: Running,
    #[command(flatten)]
    reading: Reading,
}

/// How many reports were marked, how many had nothing to mark, how many could not be.
#[derive(Default)]
struct Counts {
    marked: usize,
    clean: usize,
    failed: usize,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let setup = args.reading.setup(lang);
    let Some(context) = setup.and_then(|setup| args.reading.context(setup, lang)) else {
        return Ok(Exit::Usage);
    };
    let Some(chosen) = args.chosen.settled(lang) else {
        return Ok(Exit::Usage);
    };
    let mut inputs = chosen.inputs(args.output.as_deref(), &context.setup.read.limits);
    // What an earlier run wrote beside a report is none, unless it is asked for by name.
    inputs.retain(|input| !marking::is_copy(&input.path) || chosen.paths.contains(&input.path));
    let mut entries = batch::run(&inputs, &args.running.job()?, &context)?;
    joined::settle(&mut entries, &context);
    for one in entries.iter().map(facts) {
        match args.running.quiet {
            true => say::error(&one, lang),
            false => say::failure(&one, lang),
        }
    }
    let work = Work {
        args,
        context: &context,
        entries: &entries,
        alone: inputs.len() == 1,
        lang,
    };
    let mut counts = Counts::default();
    let mut written = BTreeSet::new();
    for input in inputs.iter().filter(|input| input.skip.is_none()) {
        work.mark(input, &mut written, &mut counts)?;
    }
    Ok(match counts {
        Counts {
            failed: 0,
            marked,
            clean,
        } if marked + clean > 0 => Exit::Done,
        Counts {
            marked: 0,
            clean: 0,
            ..
        } => Exit::Nothing,
        _ => Exit::Unread,
    })
}

/// What the copies of a run share.
struct Work<'r> {
    args: &'r Args,
    context: &'r Context,
    entries: &'r [Entry],
    /// There is one input only: `-o` may name its copy.
    alone: bool,
    lang: Lang,
}

impl Work<'_> {
    fn mark(
        &self,
        input: &Input,
        written: &mut BTreeSet<PathBuf>,
        counts: &mut Counts,
    ) -> anyhow::Result<()> {
        let lang = self.lang;
        let reports = self.reports(input);
        if reports.is_empty() {
            counts.failed += 1;
            return Ok(());
        }
        let marks = self.marks(input, &reports);
        if marks.is_empty() {
            counts.clean += 1;
            self.tell("mark.clean", &[("file", &fail::one_line(&input.shown))]);
            return Ok(());
        }
        let how = How {
            author: &self.args.author,
            date: self.args.date,
            head: reports.first().and_then(|report| head(report)),
            anchors: None,
            passwords: &self.context.setup.read.passwords,
            force: self.args.force,
            limits: self.context.setup.read.limits,
        };
        let Some(copy) = marking::copy(input, &marks, &how, lang) else {
            counts.failed += 1;
            return Ok(());
        };
        let path = self.output(input, &copy);
        if let Err(why) = marking::may_write(&path, &input.path, written, self.args.force) {
            counts.failed += 1;
            marking::refused(&path, why, lang);
            return Ok(());
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        }
        out::fill(&path, lang, |out| out.write_all(&copy.bytes))?;
        written.insert(path.clone());
        counts.marked += 1;
        self.told(input, &marks, &copy, &path);
        Ok(())
    }

    fn told(&self, input: &Input, marks: &[Mark], copy: &Copy, path: &Path) {
        let data: [(&str, &dyn ToString); 3] = [
            ("file", &fail::one_line(&input.shown)),
            ("count", &marks.len()),
            ("path", &fail::one_line(&path.display().to_string())),
        ];
        self.tell("mark.done", &data);
        for mark in copy.unplaced.iter().filter_map(|at| marks.get(*at)) {
            self.tell("mark.unplaced", &[("title", &fail::one_line(&mark.title))]);
        }
    }

    fn tell(&self, key: &str, data: &[(&str, &dyn ToString)]) {
        if !self.args.running.quiet {
            eprintln!("{}", talk(key, data, self.lang));
        }
    }

    /// The reports in a file.
    fn reports(&self, input: &Input) -> Vec<&Report> {
        let own = |entry: &&Entry| {
            let rest = entry.file.strip_prefix(&input.shown);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
        };
        let own = self.entries.iter().filter(own);
        own.filter_map(Entry::report).collect()
    }

    /// What is marked in a file: of its own reports, and of a report whose body it is.
    fn marks(&self, input: &Input, own: &[&Report]) -> Vec<Mark> {
        let wanted = Wanted {
            least: match self.args.all {
                true => Severity::Info,
                false => Severity::Warning,
            },
            file: None,
            lang: self.lang,
        };
        let mut marks = Vec::new();
        for (at, report) in own.iter().enumerate() {
            let mut of = marks_of(report, wanted);
            // The head of the file is that of its first report.
            for mark in of
                .iter_mut()
                .filter(|mark| at > 0 && mark.places.is_empty())
            {
                mark.places.extend(head(report));
            }
            marks.extend(of);
        }
        let body = Wanted {
            file: Some(&input.shown),
            ..wanted
        };
        let others = self.entries.iter().filter_map(Entry::report);
        marks.extend(others.flat_map(|report| marks_of(report, body)));
        marks
    }

    /// Where the copy goes: where it is told to, else beside the report.
    fn output(&self, input: &Input, copy: &Copy) -> PathBuf {
        let name = marking::name(input, copy.ending);
        match &self.args.output {
            None => input.path.with_file_name(name),
            Some(output) if !self.alone || output.is_dir() || is_folder(output) => {
                output.join(name)
            }
            Some(output) => output.clone(),
        }
    }
}

/// A path that is written as a folder's.
fn is_folder(path: &Path) -> bool {
    path.to_string_lossy().ends_with(['/', '\\'])
}

/// Where a report's appendix begins.
fn head(report: &Report) -> Option<Place> {
    let places = report.appendix.rows.iter().flat_map(|row| &row.places);
    places.clone().find(|place| place.file.is_none()).cloned()
}

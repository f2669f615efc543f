//! `phuluc extract PATH… -o DIR`: the main job.

use super::reading::Reading;
use super::running::Running;
use super::{Exit, out, say};
use crate::batch::{self, Input};
use crate::emit::message::Lang;
use crate::emit::{json, long};
use crate::model::{Entry, Severity, Status};
use crate::pipeline::Context;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};

/// Read reports, whole folders of them, into one checked table of indicators
#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(
        short,
        long,
        value_name = "DIR",
        default_value = "out",
        help_heading = "Output"
    )]
    output: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Json, help_heading = "Output")]
    format: Format,
    #[arg(long, value_enum, default_value_t = FailOn::Error, help_heading = "Output")]
    fail_on: FailOn,
    #[arg(long, help_heading = "Output")]
    personal: bool,
    #[command(flatten)]
    running: Running,
    #[command(flatten)]
    reading: Reading,
}

/// What standard output carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Json,
    Jsonl,
    Csv,
}

/// The weight from which findings count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// Whether a finding of this weight counts.
    pub fn counts(self, severity: Severity) -> bool {
        match self {
            FailOn::Never => false,
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => true,
        }
    }
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let setup = crate::pipeline::Setup {
        personal: args.personal,
        ..args.reading.setup()
    };
    let Some(context) = args.reading.context(setup, lang) else {
        return Ok(Exit::Usage);
    };
    let to_stdout = args.output.as_os_str() == "-";
    let inputs = batch::inputs(
        &args.paths,
        (!to_stdout).then_some(args.output.as_path()),
        &context.setup.read.limits,
    );
    let entries = read(args, &inputs, &context)?;
    if !args.running.quiet {
        say::passed_over(&entries, lang);
    }
    say::troubles(&entries, lang);
    match to_stdout {
        true => stream(args.format, &entries, &context)?,
        false => folder(&args.output, &entries, &context, lang)?,
    }
    if !args.running.quiet {
        say::summary(
            &entries,
            (!to_stdout).then_some(args.output.as_path()),
            lang,
        );
    }
    Ok(exit(&entries, args.fail_on))
}

fn read(args: &Args, inputs: &[Input], context: &Context) -> anyhow::Result<Vec<Entry>> {
    let bar = progress(inputs.len(), args.running.quiet);
    let done = |file: &str| {
        bar.set_message(super::fail::one_line(file));
        bar.inc(1);
    };
    let entries = batch::run(inputs, &args.running.job()?, context, &done);
    bar.finish_and_clear();
    Ok(entries)
}

/// A bar on a terminal, nothing anywhere else.
fn progress(files: usize, quiet: bool) -> ProgressBar {
    if quiet || files < 2 || !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    match ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn stream(format: Format, entries: &[Entry], context: &Context) -> anyhow::Result<()> {
    let mut stdout = out::stdout();
    let reports = entries.iter().filter_map(Entry::report);
    match format {
        Format::Json => json::list(reports, &mut stdout)?,
        Format::Jsonl => json::lines(reports, &mut stdout)?,
        Format::Csv => long::write(entries, context.schemas(), &mut stdout)?,
    }
    stdout.flush()?;
    Ok(())
}

fn folder(dir: &Path, entries: &[Entry], context: &Context, lang: Lang) -> anyhow::Result<()> {
    let written = batch::write::folder(dir, entries, context.schemas(), lang);
    for moved in written.map_err(|error| anyhow::anyhow!("{}: {error}", dir.display()))? {
        say::written_beside(&moved.wanted, &moved.real, lang);
    }
    Ok(())
}

/// 4 when nothing was produced, 3 when some inputs were not read, 1 when findings count, else 0.
fn exit(entries: &[Entry], fail_on: FailOn) -> Exit {
    let reports = || entries.iter().filter_map(Entry::report);
    let produced = reports().any(|report| !report.appendix.rows.is_empty());
    let unread = entries.iter().any(|entry| entry.failure().is_some());
    let scans = reports().any(|report| report.status == Status::Scan);
    let found = reports()
        .flat_map(|report| &report.findings)
        .any(|finding| fail_on.counts(finding.severity));
    match (produced, unread || scans, found) {
        (false, ..) => Exit::Nothing,
        (_, true, _) => Exit::Unread,
        (_, _, true) => Exit::Findings,
        _ => Exit::Done,
    }
}

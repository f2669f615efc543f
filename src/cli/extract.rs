//! `phuluc extract PATH… -o DIR`: the main job.

use super::reading::Reading;
use super::running::Running;
use super::severity::Threshold;
use super::{Exit, say};
use crate::batch::folder::{Folder, Moved};
use crate::batch::ordered::Ordered;
use crate::batch::{self, Input};
use crate::emit::message::{Lang, talk};
use crate::emit::rendered::{Facts, FactsOutcome, Layout, Rendered, Rendering};
use crate::emit::{json, long};
use crate::model::{Severity, Status};
use crate::pipeline::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Write, stderr};
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
    #[arg(long, value_enum, default_value_t = Threshold::ERROR, help_heading = "Output")]
    fail_on: Threshold,
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

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let setup = crate::pipeline::Setup {
        personal: args.personal,
        ..args.reading.setup()
    };
    let Some(context) = args.reading.context(setup, lang) else {
        return Ok(Exit::Usage);
    };
    let dir = (args.output.as_os_str() != "-").then_some(args.output.as_path());
    let inputs = batch::inputs(&args.paths, dir, &context.setup.read.limits);
    let how = Rendering {
        lang,
        layout: match dir {
            Some(_) => Layout::Indented,
            None => Layout::Line,
        },
        tables: dir.is_some() || args.format == Format::Csv,
    };
    let (facts, moved) = match dir {
        Some(dir) => to_folder(args, dir, &inputs, &context, how)
            .map_err(|error| error.context(dir.display().to_string()))?,
        None => (to_stdout(args, &inputs, &context, how)?, Vec::new()),
    };
    if !args.running.quiet {
        say::skipped(&facts, lang);
    }
    say::failures(&facts, lang);
    for moved in moved {
        say::written_beside(&moved.wanted, &moved.real, lang);
    }
    if !args.running.quiet {
        say::summary(&facts, dir, lang);
    }
    Ok(exit(&facts, args.fail_on))
}

/// Reads the inputs, handing each to `take` as it is finished; what is counted of them, in their order.
fn read(
    args: &Args,
    inputs: &[Input],
    context: &Context,
    how: Rendering,
    take: &mut (dyn FnMut(usize, &[Rendered]) -> io::Result<()> + Send),
) -> anyhow::Result<Vec<Facts>> {
    let bar = progress(inputs.len(), args.running.quiet);
    let mut facts = vec![Vec::new(); inputs.len()];
    let mut sink = |at: usize, rendered: Vec<Rendered>| {
        if let Some(first) = rendered.first() {
            bar.set_message(super::fail::one_line(&first.facts.file));
        }
        bar.inc(1);
        take(at, &rendered)?;
        if let Some(slot) = facts.get_mut(at) {
            *slot = rendered.into_iter().map(|one| one.facts).collect();
        }
        Ok(())
    };
    let lang = how.lang;
    let steps = |file: &str, pages: u32, of: Option<u32>| {
        let of = of.map_or_else(|| "…".to_owned(), |of| of.to_string());
        let file = super::fail::one_line(file);
        let data: [(&str, &dyn ToString); 3] = [("file", &file), ("page", &pages), ("pages", &of)];
        show(&bar, args.running.quiet);
        bar.set_message(talk("pages-read", &data, lang));
    };
    batch::stream(
        inputs,
        &args.running.job()?,
        context,
        how,
        &steps,
        &mut sink,
    )?;
    bar.finish_and_clear();
    Ok(facts.into_iter().flatten().collect())
}

fn to_folder(
    args: &Args,
    dir: &Path,
    inputs: &[Input],
    context: &Context,
    how: Rendering,
) -> anyhow::Result<(Vec<Facts>, Vec<Moved>)> {
    let mut folder = Folder::open(dir, context.schemas())?;
    let mut take = |at: usize, reports: &[Rendered]| folder.put(at, reports);
    let facts = read(args, inputs, context, how, &mut take)?;
    let moved = folder.finish(&facts)?;
    Ok((facts, moved))
}

fn to_stdout(
    args: &Args,
    inputs: &[Input],
    context: &Context,
    how: Rendering,
) -> anyhow::Result<Vec<Facts>> {
    let mut out = io::BufWriter::new(io::stdout());
    match args.format {
        Format::Json => out.write_all(b"[")?,
        Format::Jsonl => {}
        Format::Csv => long::header(&mut out)?,
    }
    let mut ordered = Ordered::new(json::Joined::new(out));
    let part = |rendered: &Rendered| match args.format {
        Format::Csv => rendered.indicators.clone(),
        _ if rendered.facts.read().is_none() => Vec::new(),
        Format::Json => [b",\n", rendered.report.as_slice()].concat(),
        Format::Jsonl => [rendered.report.as_slice(), b"\n"].concat(),
    };
    let mut take = |at: usize, reports: &[Rendered]| {
        let parts: Vec<Vec<u8>> = reports.iter().map(part).collect();
        ordered.put(at, &parts.concat())
    };
    let facts = read(args, inputs, context, how, &mut take)?;
    let mut out = ordered.finish()?.into_inner();
    if args.format == Format::Json {
        out.write_all(b"\n]\n")?;
    }
    out.flush()?;
    Ok(facts)
}

/// A bar; shown at once where there are several files.
fn progress(files: usize, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
    if files > 1 {
        show(&bar, quiet);
    }
    match ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Shows a bar on a terminal, nothing anywhere else.
fn show(bar: &ProgressBar, quiet: bool) {
    if bar.is_hidden() && !quiet && stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    }
}

/// 4 when nothing was produced, 3 when some inputs were not read, 1 when findings count, else 0.
fn exit(facts: &[Facts], fail_on: Threshold) -> Exit {
    let reports = || facts.iter().filter_map(Facts::read);
    let produced = reports().any(|read| read.has_rows);
    let unread = facts
        .iter()
        .any(|facts| matches!(facts.outcome, FactsOutcome::Failed(_)));
    let scans = reports().any(|read| read.status == Status::NeedsOcr);
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let found = reports()
        .flat_map(|read| severities.into_iter().zip(read.findings))
        .any(|(severity, count)| count > 0 && fail_on.counts(severity));
    match (produced, unread || scans, found) {
        (false, ..) => Exit::Nothing,
        (_, true, _) => Exit::Unread,
        (_, _, true) => Exit::Findings,
        _ => Exit::Done,
    }
}

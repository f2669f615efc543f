//! `phuluc extract PATH… -o DIR`: the main job.

use super::chosen::{Chosen, Settled};
use super::listing;
use super::made::Made;
use super::progress::{progress, show};
use super::reading::Reading;
use super::running::Running;
use super::severity::Threshold;
use super::{Exit, fail, logging, say, summary, watch};
use crate::batch::ordered::Ordered;
use crate::batch::{self, Input};
use crate::emit::files::Cost;
use crate::emit::message::{Lang, talk};
use crate::emit::rendered::{Facts, FactsOutcome, Layout, Rendered, Rendering};
use crate::emit::{json, long};
use crate::model::{Severity, Status, Submission};
use crate::pipeline::Context;
use crate::store::folder::{Finished, Store, Unopened};
use crate::store::key::whole;
use crate::store::shard::{Record, Shard};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

/// Read reports, whole folders of them, into one checked table of indicators
#[derive(clap::Args)]
pub struct Args {
    #[arg(
        short,
        long,
        value_name = "DIR",
        default_value = "out",
        help_heading = "Output"
    )]
    output: PathBuf,
    #[arg(long, value_enum, help_heading = "Output")]
    format: Option<Format>,
    #[command(flatten)]
    made: Made,
    #[arg(long, help_heading = "Output")]
    personal: bool,
    #[arg(long, conflicts_with = "format")]
    watch: bool,
    #[arg(long, value_name = "N/M", conflicts_with_all = ["format", "watch"])]
    shard: Option<Shard>,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    running: Running,
    #[command(flatten)]
    reading: Reading,
}

/// What standard output carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[default]
    Json,
    Jsonl,
    Csv,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Some(mut setup) = args.reading.setup(lang) else {
        return Ok(Exit::Usage);
    };
    setup.personal = args.personal;
    if setup.schema_dirs.is_empty() {
        // Without the forms a store was made with, its reports would lose their values.
        setup.schema_dirs = crate::store::manifest::schemas(&args.output);
    }
    let Some(context) = args.reading.context(setup, lang) else {
        return Ok(Exit::Usage);
    };
    let Some(chosen) = args.chosen.settled(lang) else {
        return Ok(Exit::Usage);
    };
    let facts = match (args.output.as_os_str() == "-", args.format) {
        (false, None) if args.watch => {
            let look = || chosen.inputs(Some(&args.output), &context.setup.read.limits);
            return watch::follow(look, || to_folder(args, &chosen, &context, lang));
        }
        (false, None) => return to_folder(args, &chosen, &context, lang),
        (false, Some(_)) if args.output.is_dir() => {
            let said = talk(
                "format-needs-file",
                &[("path", &args.output.display())],
                lang,
            );
            eprintln!("{}: {said}", talk("error", &[], lang));
            return Ok(Exit::Usage);
        }
        (false, Some(format)) => to_file(args, &chosen, format, &context, lang)?,
        (true, format) => {
            let out = io::BufWriter::new(io::stdout());
            to_stream(
                args,
                &chosen,
                format.unwrap_or_default(),
                &context,
                lang,
                out,
            )?
        }
    };
    summary::told(&facts, args.running.quiet, lang);
    if !args.running.quiet {
        say::summary(&facts, None, lang);
    }
    Ok(exit(&facts, args.made.fail_on))
}

/// One file of the format asked for.
fn to_file(
    args: &Args,
    chosen: &Settled,
    format: Format,
    context: &Context,
    lang: Lang,
) -> anyhow::Result<Vec<Facts>> {
    let mut facts = Ok(Vec::new());
    let real = batch::write::atomic(&args.output, |out| {
        // What is written goes through a spool: the sink of a run works on another thread.
        let mut spool = tempfile::tempfile()?;
        facts = to_stream(
            args,
            chosen,
            format,
            context,
            lang,
            io::BufWriter::new(spool.try_clone()?),
        );
        if facts.is_err() {
            return Err(io::Error::other("nothing to write"));
        }
        spool.rewind()?;
        io::copy(&mut spool, out).map(drop)
    });
    let facts = facts?;
    let real = real
        .map_err(|error| anyhow::Error::from(error).context(args.output.display().to_string()))?;
    if real != args.output {
        say::written_beside(&args.output, &real, lang);
    }
    Ok(facts)
}

fn to_folder(args: &Args, chosen: &Settled, context: &Context, lang: Lang) -> anyhow::Result<Exit> {
    let dir = args.output.as_path();
    let shown = dir.display().to_string();
    let Some(agencies) = listing::agencies(args.made.agencies.as_deref(), Some(dir), context, lang)
    else {
        return Ok(Exit::Usage);
    };
    let Some(said) = listing::said(dir, context, lang) else {
        return Ok(Exit::Usage);
    };
    let at_folder = |error: io::Error| anyhow::Error::from(error).context(shown.clone());
    let mut inputs = chosen.inputs(Some(dir), &context.setup.read.limits);
    if is_nothing(args, chosen, &inputs, lang) {
        return Ok(Exit::Nothing);
    }
    let record = args.shard.map(|own| Record::new(own, &inputs, context));
    inputs.retain(|input| args.shard.is_none_or(|own| own.takes(input)));
    let mut store = match Store::open(dir, args.shard, context) {
        Ok(store) => store,
        Err(Unopened::Refused(refusal)) => {
            say::refused(&refusal, lang);
            return Ok(Exit::Usage);
        }
        Err(Unopened::Failed(error)) => {
            eprintln!("{}", fail::error(&shown, &error, lang));
            return Ok(Exit::System);
        }
    };
    if let Some(record) = record {
        store.begin(record).map_err(at_folder)?;
    }
    if let Some(list) = &args.made.agencies {
        listing::keep(list, dir)?;
    }
    logging::store(&shown, "opened", inputs.len());
    let plan = store.plan(&inputs);
    logging::store(&shown, "unchanged", plan.ids.len() - plan.read.len());
    let how = Rendering {
        lang,
        layout: Layout::Indented,
        kept: true,
    };
    let mut take = |at: usize, rendered: &[Rendered], cost: Cost| {
        let hash = plan.hashes.get(at).map_or("", String::as_str);
        match plan.read.get(at) {
            Some(input) => store.put(input, hash, rendered, cost),
            None => Ok(()),
        }
    };
    read(args, &plan.read, context, how, &mut take)
        .map_err(|error| error.context(shown.clone()))?;
    let how = args.made.how(agencies.as_ref(), &said, lang);
    let finished = store
        .finish(&plan, &whole(&chosen.paths), &how)
        .map_err(at_folder)?;
    logging::finished(&shown, &finished);
    told(args.running.quiet, &finished, dir, lang);
    if args.shard.is_some() && inputs.is_empty() {
        // Of few files a shard may have none: that is no failure of a scheduler's job.
        return Ok(Exit::Done);
    }
    Ok(exit(&finished.facts, args.made.fail_on))
}

/// Whether there is nothing to do, and so nothing may be touched; it is said.
fn is_nothing(args: &Args, chosen: &Settled, inputs: &[Input], lang: Lang) -> bool {
    if inputs.is_empty() && !args.made.prune {
        let paths = chosen.paths.iter().map(|path| path.display().to_string());
        let paths = paths.collect::<Vec<_>>().join(", ");
        eprintln!("{}", talk("store.empty", &[("paths", &paths)], lang));
        return true;
    }
    let Some(missing) = nothing_there(inputs) else {
        return false;
    };
    summary::told(&missing, args.running.quiet, lang);
    if args.output.is_dir() && !args.running.quiet {
        let dir: [(&str, &dyn ToString); 1] = [("dir", &args.output.display())];
        eprintln!("{}", talk("store.untouched", &dir, lang));
    }
    true
}

/// The failures of a run to whose paths nothing belongs: it must not touch what is there.
fn nothing_there(inputs: &[Input]) -> Option<Vec<Facts>> {
    let missing = |input: &Input| !input.path.exists() && input.shown != "-";
    let failed = |input: &Input| Facts {
        file: input.shown.clone(),
        name: String::new(),
        outcome: FactsOutcome::Failed(crate::model::ErrorKind::NotFound.into()),
    };
    (!inputs.is_empty() && inputs.iter().all(missing)).then(|| inputs.iter().map(failed).collect())
}

/// What a run says at its end.
pub fn told(quiet: bool, finished: &Finished, dir: &Path, lang: Lang) {
    summary::told(&finished.facts, quiet, lang);
    for moved in &finished.moved {
        say::written_beside(&moved.wanted, &moved.real, lang);
    }
    if !quiet {
        say::store(finished, lang);
        say::summary(&finished.facts, (!finished.untouched).then_some(dir), lang);
    }
    if finished.untouched && !quiet {
        eprintln!(
            "{}",
            talk("store.untouched", &[("dir", &dir.display())], lang)
        );
    }
}

/// Takes what came of an input of those read: its place among them, and what the reading cost.
type Take<'t> = dyn FnMut(usize, &[Rendered], Cost) -> io::Result<()> + Send + 't;

/// Reads the inputs, handing each to `take` as it is finished; what is counted of them, in their order.
fn read(
    args: &Args,
    inputs: &[Input],
    context: &Context,
    how: Rendering,
    take: &mut Take<'_>,
) -> anyhow::Result<Vec<Facts>> {
    let silent = args.running.quiet || logging::is_on();
    let bar = progress(inputs.len(), silent);
    let mut facts = vec![Vec::new(); inputs.len()];
    let mut sink = |at: usize, rendered: Vec<Rendered>, cost: Cost| {
        if let Some(first) = rendered.first() {
            bar.set_message(fail::one_line(&first.facts.file));
        }
        bar.inc(1);
        rendered
            .iter()
            .for_each(|one| logging::file(&one.facts, cost));
        take(at, &rendered, cost)?;
        if let Some(slot) = facts.get_mut(at) {
            *slot = rendered.into_iter().map(|one| one.facts).collect();
        }
        Ok(())
    };
    let lang = how.lang;
    let steps = |file: &str, pages: u32, of: Option<u32>| {
        let of = of.map_or_else(|| "…".to_owned(), |of| of.to_string());
        let file = fail::one_line(file);
        let data: [(&str, &dyn ToString); 3] = [("file", &file), ("page", &pages), ("pages", &of)];
        show(&bar, silent);
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

fn to_stream<W: Write + Send>(
    args: &Args,
    chosen: &Settled,
    format: Format,
    context: &Context,
    lang: Lang,
    mut out: W,
) -> anyhow::Result<Vec<Facts>> {
    let inputs = chosen.inputs(None, &context.setup.read.limits);
    let how = Rendering {
        lang,
        layout: Layout::Line,
        kept: format == Format::Csv,
    };
    match format {
        Format::Json => out.write_all(b"[")?,
        Format::Jsonl => {}
        Format::Csv => long::header(&mut out)?,
    }
    let mut ordered = Ordered::new(json::Joined::new(out));
    let part = |rendered: &Rendered| -> io::Result<Vec<u8>> {
        Ok(match format {
            _ if rendered.facts.read().is_none() => Vec::new(),
            Format::Csv => {
                let kept: Submission = serde_json::from_slice(&rendered.kept)?;
                long::rows(&kept, context.schemas())?
            }
            Format::Json => [b",\n", rendered.report.as_slice()].concat(),
            Format::Jsonl => [rendered.report.as_slice(), b"\n"].concat(),
        })
    };
    let mut take = |at: usize, reports: &[Rendered], _: Cost| {
        let parts = reports.iter().map(part).collect::<io::Result<Vec<_>>>()?;
        ordered.put(at, &parts.concat())
    };
    let facts = read(args, &inputs, context, how, &mut take)?;
    let mut out = ordered.finish()?.into_inner();
    if format == Format::Json {
        out.write_all(b"\n]\n")?;
    }
    out.flush()?;
    Ok(facts)
}

/// 4 when nothing was produced, 3 when some inputs were not read, 1 when findings count, else 0.
pub fn exit(facts: &[Facts], fail_on: Threshold) -> Exit {
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

//! `phuluc audit PATH…`: what is missing, wrong, contradictory or odd, and how to settle it.

use super::chosen::{Chosen, Settled};
use super::reading::Reading;
use super::running::Running;
use super::severity::Threshold;
use super::{Exit, config, fail, listing, logging, out, say, stored, summary};
use crate::batch;
use crate::emit::audit::{By, Item, items};
use crate::emit::files::Cost;
use crate::emit::kept::listed;
use crate::emit::message::{self, Lang, talk};
use crate::emit::rendered::facts;
use crate::emit::to_review::ToReview;
use crate::emit::{audit_html, audit_json, audit_text, findings};
use crate::model::Agencies;
use crate::model::{Entry, Finding, Listed, Report, Severity, Submission};
use crate::pipeline::{Context, compared, joined};
use crate::schema::Schema;
use crate::store::{identity, reviewing};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Check reports: what is missing, wrong, contradictory or odd, and how to settle it
///
/// Takes reports, folders of reports, or what `extract` wrote.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    chosen: Chosen,
    #[arg(long, value_name = "PATH")]
    previous: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    agencies: Option<PathBuf>,
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    only: Vec<String>,
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    ignore: Vec<String>,
    #[arg(long, value_enum)]
    min: Option<Severity>,
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Summary, help_heading = "Output")]
    format: Format,
    #[arg(long, value_enum, default_value_t = Group::Report, help_heading = "Output")]
    by: Group,
    #[arg(long, help_heading = "Output")]
    statistics: bool,
    #[arg(
        short,
        long,
        value_name = "FILE",
        default_value = "-",
        help_heading = "Output"
    )]
    output: PathBuf,
    #[arg(long, value_enum, default_value_t = Threshold::ERROR, help_heading = "Output")]
    fail_on: Threshold,
    #[command(flatten)]
    running: Running,
    #[command(flatten)]
    reading: Reading,
}

/// How to write the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Summary,
    Full,
    Concise,
    Json,
    Jsonl,
    Csv,
    Html,
}

/// What findings are put together by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Group {
    Report,
    Check,
    Indicator,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    if let Some(fault) = args
        .only
        .iter()
        .chain(&args.ignore)
        .find_map(|name| config::unknown(name, lang))
    {
        eprintln!("{}: {fault}", talk("error", &[], lang));
        return Ok(Exit::Usage);
    }
    let setup = args.reading.setup(lang);
    let Some(context) = setup.and_then(|setup| args.reading.context(setup, lang)) else {
        return Ok(Exit::Usage);
    };
    let Some(chosen) = args.chosen.settled(lang) else {
        return Ok(Exit::Usage);
    };
    // The list an output folder was last given holds for its reports here, too.
    let store = chosen.paths.first().map(PathBuf::as_path);
    let agencies = listing::agencies(args.agencies.as_deref(), store, &context, lang);
    let Some(agencies) = agencies.map(|list| list.map(|list| list.agencies)) else {
        return Ok(Exit::Usage);
    };
    let Some(known) = known(args.baseline.as_deref(), lang) else {
        return Ok(Exit::Usage);
    };
    let mut entries = read(args, &chosen.paths, Some(&chosen), &context)?;
    let earlier = read(args, &args.previous, None, &context)?;
    unread(args, &entries, lang);
    let earlier: Vec<Report> = earlier.iter().filter_map(Entry::report).cloned().collect();
    compared::settle(&mut entries, &earlier, agencies.as_ref(), &context);
    keep(args, &mut entries);
    let hidden = hide(&mut entries, &known, lang);
    let found = Found {
        entries: &entries,
        agencies: agencies.as_ref(),
        schemas: context.schemas(),
        review: match &chosen.paths[..] {
            [dir] if args.format == Format::Html => reviewing::running(dir),
            _ => None,
        },
        lang,
    };
    write(args, &found)?;
    if !args.running.quiet {
        counted(args, &entries, hidden, lang);
    }
    Ok(exit(&entries, args.fail_on))
}

/// Names what was not read; in a quiet run only what failed.
fn unread(args: &Args, entries: &[Entry], lang: Lang) {
    for one in entries.iter().map(facts) {
        logging::file(&one, Cost::default());
        match args.running.quiet {
            true => say::error(&one, lang),
            false => say::failure(&one, lang),
        }
    }
}

/// The reports, a line each.
fn table(entries: &[Entry], lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    let facts: Vec<_> = entries.iter().map(facts).collect();
    let sent = facts.iter().filter(|one| !one.file.is_empty());
    let read = sent.filter_map(|one| Some((one.file.as_str(), one.read()?)));
    summary::reports(&read.collect::<Vec<_>>(), usize::MAX, lang, out)?;
    // An office without a report has nothing to count: it is named.
    let unsent = entries.iter().filter(|one| one.file.is_empty());
    let findings = unsent.filter_map(|one| one.report()?.findings.first());
    findings
        .map(|finding| message::finding(finding, lang).message)
        .try_for_each(|said| writeln!(out, "{said}"))
}

type Known = BTreeSet<audit_json::Fingerprint>;

/// The findings of the baseline; `None`, and said so, when the file cannot be used.
fn known(path: Option<&Path>, lang: Lang) -> Option<Known> {
    let Some(path) = path else {
        return Some(Known::new());
    };
    let lines = audit_json::read(&fail::text(path, lang)?);
    let unusable = |error: serde_json::Error| {
        let at: [(&str, &dyn ToString); 2] = [("line", &error.line()), ("column", &error.column())];
        fail::unusable(path, &talk("audit.no-baseline", &at, lang), lang);
    };
    let lines = lines.map_err(unusable).ok()?;
    Some(lines.iter().map(audit_json::Line::fingerprint).collect())
}

/// Reads reports and what `extract` made of them; each comes out audited.
fn read(
    args: &Args,
    paths: &[PathBuf],
    chosen: Option<&Settled>,
    context: &Context,
) -> anyhow::Result<Vec<Entry>> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| stored::folder(path)).collect();
    let inputs = batch::inputs(&paths, None, &context.setup.read.limits).into_iter();
    let taken = inputs.filter(|input| chosen.is_none_or(|chosen| chosen.takes(input)));
    let (json, files): (Vec<_>, Vec<_>) = taken.partition(stored::is_json);
    let mut entries = batch::run(&files, &args.running.job()?, context)?;
    entries.extend(stored::read(&json, context));
    entries.sort_by(|a, b| a.file.cmp(&b.file));
    joined::settle(&mut entries, context);
    Ok(entries)
}

/// Leaves the findings that are asked for.
fn keep(args: &Args, entries: &mut [Entry]) {
    let least = match args.min {
        Some(least) => least,
        None if matches!(args.format, Format::Full | Format::Concise) && !args.statistics => {
            Severity::Warning
        }
        None => Severity::Info,
    };
    for report in entries.iter_mut().filter_map(Entry::report_mut) {
        report.findings.retain(|finding| {
            let named = |names: &[String]| names.iter().any(|name| is_named(finding, name));
            finding.severity >= least
                && (args.only.is_empty() || named(&args.only))
                && !named(&args.ignore)
        });
    }
}

/// The finding is of that check, or of a check of that family.
fn is_named(finding: &Finding, name: &str) -> bool {
    finding.code.as_str() == name || finding.code.family().name() == name
}

/// Takes the known findings out; how many they were.
fn hide(entries: &mut [Entry], known: &Known, lang: Lang) -> usize {
    if known.is_empty() {
        return 0;
    }
    let mut hidden = 0;
    for entry in entries.iter_mut() {
        let quiet: Vec<bool> = fingerprints(entry, lang)
            .iter()
            .map(|print| known.contains(print))
            .collect();
        hidden += quiet.iter().filter(|quiet| **quiet).count();
        let mut quiet = quiet.into_iter();
        if let Some(report) = entry.report_mut() {
            report.findings.retain(|_| !quiet.next().unwrap_or(false));
        }
    }
    hidden
}

fn fingerprints(entry: &Entry, lang: Lang) -> Vec<audit_json::Fingerprint> {
    let Some(report) = entry.report() else {
        return Vec::new();
    };
    let item = |finding| Item {
        name: &entry.name,
        file: &entry.file,
        report,
        finding,
        listed: None,
    };
    report
        .findings
        .iter()
        .map(|finding| audit_json::Line::of(&item(finding), lang).fingerprint())
        .collect()
}

/// What is written.
struct Found<'f> {
    entries: &'f [Entry],
    agencies: Option<&'f Agencies>,
    schemas: &'f [Schema],
    /// The address of the review page of the output folder asked about, where it runs.
    review: Option<String>,
    lang: Lang,
}

impl Found<'_> {
    /// The reports as tables list them, offices known by the list; and the offices without one.
    fn submissions(&self) -> Vec<Submission> {
        let entries = self.entries.iter();
        let mut found: Vec<Submission> = entries
            .filter_map(|entry| match listed(entry, self.schemas) {
                Listed::Read(report) => Some(*report),
                Listed::Failed { .. } | Listed::Skipped { .. } => None,
            })
            .collect();
        identity::settle(&mut found.iter_mut().collect::<Vec<_>>(), self.agencies);
        found
    }
}

fn write(args: &Args, found: &Found<'_>) -> anyhow::Result<()> {
    out::fill(&args.output, found.lang, |out| render(args, found, out))
}

fn render(args: &Args, found: &Found<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    let lang = found.lang;
    let by = match args.by {
        Group::Report => By::Report,
        Group::Check => By::Check,
        Group::Indicator => By::Indicator,
    };
    let items = items(found.entries, found.agencies, by);
    if args.statistics {
        return audit_text::statistics(&items, lang, out);
    }
    match args.format {
        Format::Summary => table(found.entries, lang, out),
        Format::Full => audit_text::full(&items, by, lang, out),
        Format::Concise => audit_text::concise(&items, lang, out),
        Format::Json => audit_json::list(&items, lang, out),
        Format::Jsonl => audit_json::lines(&items, lang, out),
        Format::Csv => findings::write(found.submissions().iter(), lang, out),
        Format::Html => {
            let review = found.review.as_deref().map(ToReview);
            audit_html::write(found.entries, found.schemas, review, out)
        }
    }
}

fn counted(args: &Args, entries: &[Entry], hidden: usize, lang: Lang) {
    let reports: Vec<&Report> = entries.iter().filter_map(Entry::report).collect();
    let weigh = |severity| {
        reports
            .iter()
            .flat_map(|report| &report.findings)
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let counts: [(&str, &dyn ToString); 4] = [
        (
            "reports",
            &reports
                .iter()
                .filter(|report| !report.source.file.is_empty())
                .count(),
        ),
        ("errors", &weigh(Severity::Error)),
        ("warnings", &weigh(Severity::Warning)),
        ("infos", &weigh(Severity::Info)),
    ];
    eprintln!("{}", talk("audit.summary", &counts, lang));
    if hidden > 0 {
        eprintln!("{}", talk("audit.known", &[("count", &hidden)], lang));
    }
    let found = reports.iter().any(|report| !report.findings.is_empty());
    if args.format == Format::Summary && !args.statistics && found {
        let said = talk("audit.details", &[], lang);
        eprintln!("{}: {said}", talk("hint", &[], lang));
    }
}

/// 4 when there was no report, 3 when some inputs were not read, 1 when findings count, else 0.
fn exit(entries: &[Entry], fail_on: Threshold) -> Exit {
    let mut reports = entries.iter().filter_map(Entry::report);
    let unread = entries.iter().any(|entry| entry.error().is_some());
    let none = entries.iter().all(|entry| entry.report().is_none());
    let found = reports.any(|report| {
        report
            .findings
            .iter()
            .any(|finding| fail_on.counts(finding.severity))
    });
    match (none, unread, found) {
        (true, ..) => Exit::Nothing,
        (_, true, _) => Exit::Unread,
        (_, _, true) => Exit::Findings,
        _ => Exit::Done,
    }
}

//! `phuluc schema …`: the forms: listed, shown, checked, compared, drafted, written out blank.

use super::reading::Reading;
use super::{Exit, alone, out};
use crate::batch::{source, write};
use crate::emit::message::{Lang, schema_faults, talk};
use crate::emit::{form as forms, schema as tables};
use crate::model::cause::cause;
use crate::model::{Appendix, Status};
use crate::pipeline;
use crate::schema::{self, Kind, Schema, SchemaError};
use anyhow::Context;
use clap::Subcommand;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Indicator forms: list, show, check, compare, draft from reports, write out blank
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(List),
    Show(Show),
    Check(Check),
    Diff(Diff),
    Draft(Box<Draft>),
    Form(Form),
}

#[derive(clap::Args)]
struct List {
    #[arg(long, value_name = "DIR")]
    schemas: Vec<PathBuf>,
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Show {
    schema: String,
    #[arg(long, value_name = "DIR")]
    schemas: Vec<PathBuf>,
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Check {
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

#[derive(clap::Args)]
struct Diff {
    old: String,
    new: String,
    #[arg(long, value_name = "DIR")]
    schemas: Vec<PathBuf>,
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct Draft {
    #[arg(required = true, value_name = "REPORT")]
    reports: Vec<PathBuf>,
    #[arg(long, default_value = "bieu-mau-moi")]
    id: String,
    #[arg(long, default_value = "Biểu mẫu mới")]
    title: String,
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    #[command(flatten)]
    reading: Reading,
}

#[derive(clap::Args)]
struct Form {
    schema: String,
    #[arg(short, long, value_name = "FILE.docx")]
    output: PathBuf,
    #[arg(long, value_name = "DIR")]
    schemas: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    match &args.command {
        Command::List(args) => list(args, lang),
        Command::Show(args) => show(args, lang),
        Command::Check(args) => check(args, lang),
        Command::Diff(args) => diff(args, lang),
        Command::Draft(args) => draft(args, lang),
        Command::Form(args) => form(args, lang),
    }
}

fn list(args: &List, lang: Lang) -> anyhow::Result<Exit> {
    let Some(schemas) = loaded(&args.schemas, lang) else {
        return Ok(Exit::Usage);
    };
    let mut stdout = out::stdout();
    match args.json {
        true => json(&schemas, &mut stdout)?,
        false => tables::list(&schemas, lang, out::width(), &mut stdout)?,
    }
    stdout.flush()?;
    Ok(Exit::Done)
}

fn show(args: &Show, lang: Lang) -> anyhow::Result<Exit> {
    let Some(schema) = named(&args.schema, &args.schemas, lang) else {
        return Ok(Exit::Usage);
    };
    let mut stdout = out::stdout();
    match args.json {
        true => stdout.write_all(schema.to_json()?.as_bytes())?,
        false => tables::show(&schema, lang, out::width(), &mut stdout)?,
    }
    stdout.flush()?;
    Ok(Exit::Done)
}

fn check(args: &Check, lang: Lang) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    let mut stdout = out::stdout();
    for file in &args.files {
        match schema::load_dir(file) {
            Ok(schemas) => {
                for schema in &schemas {
                    writeln!(stdout, "{}", sound(file, schema, lang))?;
                }
            }
            Err(errors) => {
                faults(&errors, lang);
                exit = Exit::Usage;
            }
        }
    }
    stdout.flush()?;
    Ok(exit)
}

fn sound(file: &Path, schema: &Schema, lang: Lang) -> String {
    let sections = schema
        .indicators
        .iter()
        .filter(|row| row.kind == Kind::Section)
        .count();
    let indicators = schema.indicators.iter().filter(|row| row.asks()).count();
    let facts: [(&str, &dyn ToString); 5] = [
        ("file", &source::shown(file)),
        ("id", &schema.id),
        ("sections", &sections),
        ("indicators", &indicators),
        ("guessed", &schema.guesses()),
    ];
    talk("schema-sound", &facts, lang)
}

fn diff(args: &Diff, lang: Lang) -> anyhow::Result<Exit> {
    let Some(old) = named(&args.old, &args.schemas, lang) else {
        return Ok(Exit::Usage);
    };
    let Some(new) = named(&args.new, &args.schemas, lang) else {
        return Ok(Exit::Usage);
    };
    let difference = schema::diff(&old, &new);
    let mut stdout = out::stdout();
    match args.json {
        true => json(&difference, &mut stdout)?,
        false => tables::difference((&old, &new), &difference, lang, out::width(), &mut stdout)?,
    }
    stdout.flush()?;
    let count =
        |is: fn(&schema::Pair) -> bool| difference.pairs.iter().filter(|pair| is(pair)).count();
    let facts: [(&str, &dyn ToString); 6] = [
        ("kept", &count(schema::Pair::is_kept)),
        ("renamed", &count(|pair| pair.renamed)),
        ("moved", &count(|pair| pair.moved)),
        ("unit", &count(|pair| pair.unit)),
        ("added", &difference.added.len()),
        ("removed", &difference.removed.len()),
    ];
    eprintln!("{}", talk("schema-diff", &facts, lang));
    Ok(Exit::Done)
}

fn draft(args: &Draft, lang: Lang) -> anyhow::Result<Exit> {
    let Some(appendices) = appendices(args, lang) else {
        return Ok(Exit::Usage);
    };
    if appendices.is_empty() {
        return Ok(Exit::Nothing);
    }
    let schema = match schema::draft(&appendices, &args.id, &args.title) {
        Ok(schema) => schema,
        Err(error) => {
            faults(&[error], lang);
            return Ok(Exit::Nothing);
        }
    };
    put(&args.output, schema.to_json()?.as_bytes())?;
    let indicators = schema.indicators.iter().filter(|row| row.asks()).count();
    let facts: [(&str, &dyn ToString); 4] = [
        ("indicators", &indicators),
        ("headings", &(schema.indicators.len() - indicators)),
        ("reports", &appendices.len()),
        ("guessed", &schema.guesses()),
    ];
    eprintln!("{}", talk("schema-drafted", &facts, lang));
    Ok(if appendices.len() < args.reports.len() {
        Exit::Unread
    } else {
        Exit::Done
    })
}

/// The appendices of the reports that have one; the others are named. `None` for wrong usage.
fn appendices(args: &Draft, lang: Lang) -> Option<Vec<Appendix>> {
    let context = args.reading.context(args.reading.setup(lang)?, lang)?;
    let mut appendices = Vec::new();
    for path in &args.reports {
        let file = source::shown(path);
        let extract = |bytes: Vec<u8>| pipeline::extract(&file, bytes, &context);
        let Some(report) = alone::read(path, &context.setup.read.limits, lang, extract) else {
            continue;
        };
        // A report that fits no form yet is what a draft is for.
        if report.status != Status::NoSchema {
            super::say::status(
                &file,
                report.status,
                cause(report.status, &report.findings),
                lang,
            );
        }
        if !report.appendix.rows.is_empty() {
            appendices.push(report.appendix);
        }
    }
    Some(appendices)
}

fn form(args: &Form, lang: Lang) -> anyhow::Result<Exit> {
    let Some(schema) = named(&args.schema, &args.schemas, lang) else {
        return Ok(Exit::Usage);
    };
    put(&args.output, &forms::blank(&schema)?)?;
    Ok(Exit::Done)
}

/// Writes to a file, whole or not at all, or to standard output.
pub fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if path.as_os_str() == "-" {
        let mut stdout = out::stdout();
        stdout.write_all(bytes)?;
        return Ok(stdout.flush()?);
    }
    let written = write::atomic(path, |file| file.write_all(bytes));
    written.with_context(|| path.display().to_string())?;
    Ok(())
}

fn json(value: &impl serde::Serialize, out: &mut dyn Write) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}

/// The forms at hand; `None`, and said so, when one cannot be used.
fn loaded(folders: &[PathBuf], lang: Lang) -> Option<Vec<Schema>> {
    schema::load(folders)
        .inspect_err(|errors| faults(errors, lang))
        .ok()
}

/// The form with an id, or of a file; `None`, and said so, when there is none.
pub fn named(name: &str, folders: &[PathBuf], lang: Lang) -> Option<Schema> {
    if name.ends_with(".json") {
        return schema::load_file(Path::new(name))
            .inspect_err(|error| faults(std::slice::from_ref(error), lang))
            .ok();
    }
    let schemas = loaded(folders, lang)?;
    match schema::find(&schemas, name) {
        Ok(schema) => Some(schema.clone()),
        Err(nearest) => {
            super::reading::unknown(name, &schemas, nearest, lang);
            None
        }
    }
}

/// Says every fault of every file.
pub fn faults(errors: &[SchemaError], lang: Lang) {
    errors
        .iter()
        .flat_map(|error| schema_faults(error, lang))
        .for_each(|line| eprintln!("{line}"));
}

//! `phuluc show REPORT [INDICATOR]`: one report, or one value, in the terminal.

use super::reading::Reading;
use super::{Exit, alone, listing, out, say, stored};
use crate::emit::message::{Lang, talk};
use crate::emit::record;
use crate::model::cause::cause;
use crate::model::{Corrected, Report};
use crate::pipeline::Context;
use crate::schema::{self, Schema, nearest};
use crate::store::view::View;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Show one report, or one value: printed text, where it stood, how it matched
#[derive(clap::Args)]
pub struct Args {
    file: PathBuf,
    indicator: Option<String>,
    #[arg(value_name = "ID")]
    of_report: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let setup = args.reading.setup(lang);
    let Some(context) = setup.and_then(|setup| args.reading.context(setup, lang)) else {
        return Ok(Exit::Usage);
    };
    let (file, id) = match asked(args, lang) {
        Ok(asked) => asked,
        Err(exit) => return Ok(exit),
    };
    let Some(report) = alone::report(&file, &context, lang) else {
        return Ok(Exit::Unread);
    };
    say::status(
        &report.source.file,
        report.status,
        cause(report.status, &report.findings),
        lang,
    );
    let schema = schema::of(&report, context.schemas());
    match (id, schema) {
        (Some(id), Some(schema)) => {
            let corrected = corrected(&file, id, &context, lang);
            one(&report, schema, id, corrected.as_ref(), lang)
        }
        _ => all(&report, schema, lang),
    }
}

/// The file, and the indicator where one is asked for: `show FILE [ID]`, `show DIR REPORT [ID]`.
fn asked(args: &Args, lang: Lang) -> Result<(PathBuf, Option<&str>), Exit> {
    let second = args.indicator.as_deref();
    if !args.file.is_dir() {
        return Ok((args.file.clone(), second));
    }
    match second.map(|name| (name, stored::within(&args.file, name))) {
        None => Ok((args.file.clone(), None)),
        Some((_, Some(path))) => Ok((path, args.of_report.as_deref())),
        Some((name, None)) => Err(say::no_report(&args.file, name, lang)),
    }
}

/// What a person set in the place of the value, where the report stands in an output folder.
fn corrected(file: &Path, id: &str, context: &Context, lang: Lang) -> Option<Corrected> {
    let name = file.file_stem()?.to_str()?;
    let dir = file.parent()?.parent()?;
    if !crate::store::corrections::path(dir).is_file() {
        return None;
    }
    let said = listing::said(dir, context, lang)?;
    let offices = listing::agencies(None, Some(dir), context, lang)?;
    let offices = offices.map(|list| list.agencies);
    let view = View::open(dir, context, offices.as_ref(), &said).ok()?;
    let report = view.reports().find(|report| report.name == name)?;
    let cell = report
        .cells
        .iter()
        .find(|cell| cell.indicator.as_str() == id)?;
    cell.corrected.as_deref().cloned()
}

fn all(report: &Report, schema: Option<&Schema>, lang: Lang) -> anyhow::Result<Exit> {
    let mut stdout = out::stdout();
    record::all(report, schema, out::width(), lang, &mut stdout)?;
    stdout.flush()?;
    Ok(if report.records.is_empty() {
        Exit::Nothing
    } else {
        Exit::Done
    })
}

fn one(
    report: &Report,
    schema: &Schema,
    id: &str,
    corrected: Option<&Corrected>,
    lang: Lang,
) -> anyhow::Result<Exit> {
    let found = report
        .records
        .iter()
        .find(|record| record.indicator.as_str() == id);
    let Some((record, indicator)) =
        found.and_then(|record| Some((record, schema.get(&record.indicator)?)))
    else {
        eprintln!(
            "{}: {}",
            talk("error", &[], lang),
            talk("unknown-indicator", &[("id", &id)], lang)
        );
        if let Some(near) = nearest(
            id,
            schema
                .indicators
                .iter()
                .map(|indicator| indicator.id.as_str()),
        ) {
            eprintln!(
                "  {}: {}",
                talk("hint", &[], lang),
                talk("did-you-mean", &[("name", &near)], lang)
            );
        }
        return Ok(Exit::Usage);
    };
    let mut stdout = out::stdout();
    record::one(report, indicator, record, corrected, lang, &mut stdout)?;
    stdout.flush()?;
    Ok(Exit::Done)
}

//! `phuluc show REPORT [INDICATOR]`: one report, or one value, in the terminal.

use super::reading::Reading;
use super::{Exit, alone, out, say};
use crate::emit::message::{Lang, talk};
use crate::emit::record;
use crate::model::Report;
use crate::schema::{self, Schema, nearest};
use std::io::Write;
use std::path::PathBuf;

/// Show one report, or one value: printed text, where it stood, how it matched
#[derive(clap::Args)]
pub struct Args {
    file: PathBuf,
    indicator: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Some(context) = args.reading.context(args.reading.setup(), lang) else {
        return Ok(Exit::Usage);
    };
    let Some(report) = alone::report(&args.file, &context, lang) else {
        return Ok(Exit::Unread);
    };
    say::status(&report.source.file, report.status, lang);
    let schema = schema::of(&report, context.schemas());
    match (&args.indicator, schema) {
        (Some(id), Some(schema)) => one(&report, schema, id, lang),
        _ => all(&report, schema, lang),
    }
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

fn one(report: &Report, schema: &Schema, id: &str, lang: Lang) -> anyhow::Result<Exit> {
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
    record::one(report, indicator, record, lang, &mut stdout)?;
    stdout.flush()?;
    Ok(Exit::Done)
}

//! `phuluc form SCHEMA -o FILE.docx`: a form to print or send, blank or filled with what a report says.

use super::{Exit, fail, schema, stored};
use crate::batch::source;
use crate::emit::form;
use crate::emit::message::{Lang, talk};
use crate::model::Report;
use crate::read::Limits;
use crate::schema::Schema;
use std::path::{Path, PathBuf};

/// Write a form as DOCX, blank or filled with the values of a report
#[derive(clap::Args)]
pub struct Args {
    schema: String,
    #[arg(long, value_name = "REPORT.json")]
    values: Option<PathBuf>,
    #[arg(short, long, value_name = "FILE.docx")]
    output: PathBuf,
    #[arg(long, value_name = "DIR")]
    schemas: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Some(schema) = schema::named(&args.schema, &args.schemas, lang) else {
        return Ok(Exit::Usage);
    };
    let bytes = match &args.values {
        None => form::blank(&schema)?,
        Some(path) => match report(path, &schema, lang) {
            Ok(report) => form::filled(&schema, &report)?,
            Err(exit) => return Ok(exit),
        },
    };
    schema::put(&args.output, &bytes)?;
    Ok(Exit::Done)
}

/// The one report of a file that was mapped to the form; else what is wrong is said.
fn report(path: &Path, schema: &Schema, lang: Lang) -> Result<Report, Exit> {
    let shown = source::shown(path);
    let bytes = source::bytes(path, Limits::default().file_bytes).map_err(|error| {
        eprintln!("{}", fail::error(&shown, &error, lang));
        Exit::Unread
    })?;
    let reports = stored::reports(&bytes).unwrap_or_default();
    let fits = |report: &Report| {
        report
            .schema
            .as_ref()
            .is_some_and(|fit| fit.id == schema.id)
    };
    let (mut own, others): (Vec<Report>, Vec<Report>) = reports.into_iter().partition(fits);
    let fault = match (own.len(), others.len()) {
        (1, _) => return own.pop().ok_or(Exit::Usage),
        (0, 0) => "form.no-report",
        (0, _) => "form.other-form",
        _ => "form.several",
    };
    let data: [(&str, &dyn ToString); 2] = [("file", &shown), ("id", &schema.id)];
    let (error, said) = (talk("error", &[], lang), talk(fault, &data, lang));
    let hint = talk(&format!("{fault}.hint"), &data, lang);
    eprintln!("{error}: {said}\n  {}: {hint}", talk("hint", &[], lang));
    Err(Exit::Usage)
}

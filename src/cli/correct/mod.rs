//! `phuluc correct DIR`: a line for `corrections.csv`, typed or taken from changed cells of the workbook.

mod typed;

use super::opened::{Opened, Opening};
use super::{Exit, fail, listing};
use crate::emit::message::{Lang, talk};
use crate::store::changed::{self, Changed};
use crate::store::corrections::{self, Correction};
use crate::store::lock;
use std::path::PathBuf;

/// Set the right value in the place of a printed one, for good: kept in corrections.csv, replayed on every run
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    opening: Opening,
    /// The workbook in which cells were changed.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["office", "indicator", "value"])]
    from: Option<PathBuf>,
    #[arg(long, value_name = "OFFICE", required_unless_present = "from")]
    office: Option<String>,
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    #[arg(long, value_name = "ID", required_unless_present = "from")]
    indicator: Option<String>,
    #[arg(
        long,
        value_name = "NUMBER",
        required_unless_present_any = ["from", "row"],
        allow_hyphen_values = true
    )]
    value: Option<String>,
    #[arg(long, value_name = "LABEL", conflicts_with_all = ["from", "value"])]
    row: Option<String>,
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
    #[arg(long, value_name = "DATE", default_value = "")]
    at: String,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Some(opened) = args.opening.open(lang) else {
        return Ok(Exit::Usage);
    };
    let new = match &args.from {
        None => match typed::correction(args, &opened, lang) {
            Some(correction) => vec![correction],
            None => return Ok(Exit::Usage),
        },
        Some(path) => match changed::read(path, &opened.view, &opened.context) {
            Ok(read) => {
                ignored(&read.ignored, lang);
                from_cells(args, read.changed)
            }
            Err(error) => {
                eprintln!("{}", fail::error(&path.display().to_string(), &error, lang));
                return Ok(Exit::Unread);
            }
        },
    };
    if new.is_empty() {
        eprintln!("{}", talk("correct.none", &[], lang));
        return Ok(Exit::Nothing);
    }
    add(args, &opened, &new, lang)
}

/// Names the cells that were changed and correct nothing.
fn ignored(cells: &[(String, String)], lang: Lang) {
    for (cell, text) in cells {
        let data: [(&str, &dyn ToString); 2] = [("cell", cell), ("text", text)];
        let key = match text.as_str() {
            "" => "correct.emptied",
            _ => "correct.words",
        };
        eprintln!("{}", talk(key, &data, lang));
    }
}

/// Writes the corrections beside those that are there. No run goes on meanwhile: it would go by the old ones.
fn add(args: &Args, opened: &Opened, new: &[Correction], lang: Lang) -> anyhow::Result<Exit> {
    let dir = &args.opening.dir;
    let _lock = match lock::take(dir) {
        Ok(lock) => lock,
        Err(error) => {
            eprintln!("{}", fail::error(&dir.display().to_string(), &error, lang));
            return Ok(Exit::System);
        }
    };
    if listing::corrections(dir, &opened.context, lang).is_none() {
        return Ok(Exit::Usage);
    }
    for one in new {
        if let Err(error) = corrections::put(dir, one) {
            let path = corrections::path(dir).display().to_string();
            eprintln!("{}", fail::error(&path, &error, lang));
            return Ok(Exit::System);
        }
    }
    new.iter().for_each(|one| written(one, lang));
    Ok(Exit::Done)
}

fn written(one: &Correction, lang: Lang) {
    let value = one.value.map(|value| value.normalize().to_string());
    let value = value.unwrap_or_else(|| "–".to_owned());
    let data: [(&str, &dyn ToString); 4] = [
        ("office", &one.office),
        ("indicator", &one.indicator),
        ("printed", &one.printed),
        ("value", &value),
    ];
    eprintln!("{}", talk("correct.written", &data, lang));
}

fn from_cells(args: &Args, changed: Vec<Changed>) -> Vec<Correction> {
    let correction = |one: Changed| Correction {
        office: one.office,
        period: one.period,
        indicator: one.indicator,
        printed: one.printed,
        value: one.value,
        reason: args.reason.clone(),
        by: args.by.clone(),
        at: args.at.clone(),
        row: String::new(),
    };
    changed.into_iter().map(correction).collect()
}

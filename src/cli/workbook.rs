//! `phuluc workbook DIR -o tong-hop.xlsx`: the table of all offices for their chief.

use super::opened::Opening;
use super::{Exit, say};
use crate::batch::write::atomic;
use crate::emit::board::board;
use crate::emit::message::{Lang, talk};
use crate::emit::workbook::{self, Book};
use crate::store::tables::{WORKBOOK, unread};
use anyhow::Context as _;
use std::path::PathBuf;

/// Write the workbook of an output folder: who has sent, all offices side by side, totals, checks
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    opening: Opening,
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Some(opened) = args.opening.open(lang) else {
        return Ok(Exit::Usage);
    };
    let listed = opened.view.listed();
    let board = board(&listed, opened.agencies.as_ref());
    if let Some(period) = &args.period
        && !board.iter().any(|one| one.period == period)
    {
        let periods: std::collections::BTreeSet<&str> =
            board.iter().map(|one| one.period).collect();
        let periods: Vec<&str> = periods
            .into_iter()
            .filter(|code| !code.is_empty())
            .collect();
        let data: [(&str, &dyn ToString); 2] =
            [("period", period), ("periods", &periods.join(", "))];
        eprintln!(
            "{}: {}",
            talk("error", &[], lang),
            talk("store.no-period", &data, lang)
        );
        return Ok(Exit::Usage);
    }
    let book = Book {
        board: &board,
        reports: opened.view.reports().collect(),
        unread: unread(&opened.view.lines, lang),
        schemas: opened.context.schemas(),
        period: args.period.as_deref(),
        lang,
    };
    let path = args
        .output
        .clone()
        .unwrap_or_else(|| args.opening.dir.join(WORKBOOK));
    let real = atomic(&path, |out| workbook::write(&book, out));
    let real = real.with_context(|| path.display().to_string())?;
    if real != path {
        say::written_beside(&path, &real, lang);
    }
    eprintln!("{}", talk("written", &[("dir", &real.display())], lang));
    Ok(match board.iter().any(|one| one.report.is_some()) {
        true => Exit::Done,
        false => Exit::Nothing,
    })
}

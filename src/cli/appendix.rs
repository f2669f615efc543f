//! `phuluc appendix FILE`: the appendix as read.

use super::reading::Reading;
use super::{Exit, alone, out, say, stored};
use crate::emit::{appendix, message::Lang};
use crate::model::cause::cause;
use crate::model::{Report, Status};
use std::io::Write;
use std::path::PathBuf;

/// Show the appendix as read: every row in printed order, mapped or not
#[derive(clap::Args)]
pub struct Args {
    file: PathBuf,
    report: Option<String>,
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let setup = args.reading.setup(lang);
    let Some(context) = setup.and_then(|setup| args.reading.context(setup, lang)) else {
        return Ok(Exit::Usage);
    };
    let named = args.report.as_deref();
    let file = match named.map(|name| stored::within(&args.file, name)) {
        None => args.file.clone(),
        Some(Some(path)) => path,
        Some(None) => {
            let name = args.report.as_deref().unwrap_or_default();
            return Ok(say::no_report(&args.file, name, lang));
        }
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
    let mut stdout = out::stdout();
    match args.json {
        true => appendix::json(&report, &mut stdout)?,
        false => appendix::text(&report, out::width(), &mut stdout)?,
    }
    stdout.flush()?;
    match args.json {
        false if report.status == Status::Ok => eprintln!("{}", say::ledger(report.ledger, lang)),
        _ => {}
    }
    Ok(exit(&report))
}

fn exit(report: &Report) -> Exit {
    match report.appendix.rows.is_empty() {
        true => Exit::Nothing,
        false => Exit::Done,
    }
}

//! `phuluc appendix FILE`: the appendix as read.

use super::reading::Reading;
use super::{Exit, fail, out};
use phuluc::batch::source;
use phuluc::emit::{appendix, message::Lang};
use phuluc::model::{Error, Failure, Report};
use phuluc::pipeline;
use std::io::Write;
use std::path::PathBuf;

/// Show the appendix as read: every row in printed order, mapped or not
#[derive(clap::Args)]
#[command(
    before_help = "Examples:\n  phuluc appendix report.pdf\n  phuluc appendix report.docx --json > rows.json\n"
)]
pub struct Args {
    /// The report; `-` for standard input
    file: PathBuf,
    /// A JSON list instead of a table
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let file = source::shown(&args.file);
    let report = match report(args, &file) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("{}", fail::failure(&file, &Failure::from(&error), lang));
            return Ok(Exit::Unread);
        }
    };
    let mut stdout = out::stdout();
    match args.json {
        true => appendix::json(&report, &mut stdout)?,
        false => appendix::text(&report, out::width(), &mut stdout)?,
    }
    stdout.flush()?;
    Ok(Exit::Done)
}

fn report(args: &Args, file: &str) -> Result<Report, Error> {
    let context = args.reading.context();
    let bytes = source::bytes(&args.file, context.read.limits.file_bytes)?;
    pipeline::extract(file, &bytes, &context)
}

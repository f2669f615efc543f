//! `phuluc tables FILE`: every table of a document.

use super::reading::Reading;
use super::{Exit, alone, out};
use phuluc::batch::source;
use phuluc::emit::{message::Lang, tables};
use phuluc::read;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// Show every table of a document: cells, spans, page and box
#[derive(clap::Args)]
#[command(
    before_help = "Examples:\n  phuluc tables report.pdf\n  phuluc tables report.docx --json > tables.json\n"
)]
pub struct Args {
    /// The document; `-` for standard input
    file: PathBuf,
    /// One JSON object instead of text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let file = source::shown(&args.file);
    let options = args.reading.setup().read;
    let start = Instant::now();
    let read = |bytes: &[u8]| read::read(&file, bytes, &options);
    let Some(document) = alone::read(&args.file, &options.limits, lang, read) else {
        return Ok(Exit::Unread);
    };
    let mut stdout = out::stdout();
    match args.json {
        true => tables::json(&document.output, start.elapsed(), &mut stdout)?,
        false => tables::text(&document.output, out::width(), &mut stdout)?,
    }
    stdout.flush()?;
    Ok(Exit::Done)
}

//! `phuluc tables FILE`: every table of a document.

use super::reading::Reading;
use super::{Exit, fail, out};
use phuluc::batch::source;
use phuluc::emit::{message::Lang, tables};
use phuluc::model::{Document, Error, Failure};
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
    let start = Instant::now();
    let document = match document(args, &file) {
        Ok(document) => document,
        Err(error) => {
            eprintln!("{}", fail::failure(&file, &Failure::from(&error), lang));
            return Ok(Exit::Unread);
        }
    };
    let mut stdout = out::stdout();
    match args.json {
        true => tables::json(&document, start.elapsed(), &mut stdout)?,
        false => tables::text(&document, out::width(), &mut stdout)?,
    }
    stdout.flush()?;
    Ok(Exit::Done)
}

fn document(args: &Args, file: &str) -> Result<Document, Error> {
    let options = args.reading.options();
    let bytes = source::bytes(&args.file, options.limits.file_bytes)?;
    Ok(read::read(file, &bytes, &options)?.output)
}

//! `phuluc text FILE`: a document's text, normalised.

use super::reading::Reading;
use super::{Exit, alone, out};
use crate::batch::source;
use crate::emit::{message::Lang, text};
use crate::read;
use crate::text::tone;
use clap::ValueEnum;
use std::io::Write;
use std::path::PathBuf;

/// Print a document's text in Unicode, legacy encodings converted
#[derive(clap::Args)]
pub struct Args {
    file: PathBuf,
    #[arg(long, value_enum, default_value_t = Tone::AsIs)]
    tone: Tone,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Tone {
    Old,
    New,
    AsIs,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let file = source::shown(&args.file);
    let Some(setup) = args.reading.setup(lang) else {
        return Ok(Exit::Usage);
    };
    let options = setup.read;
    let read = |bytes: Vec<u8>| read::read(&file, bytes, &options);
    let Some(document) = alone::read(&args.file, &options.limits, lang, read) else {
        return Ok(Exit::Unread);
    };
    let mut stdout = out::stdout();
    text::write(
        &document.output,
        &|piece| placed(piece, args.tone),
        &mut stdout,
    )?;
    stdout.flush()?;
    Ok(Exit::Done)
}

fn placed(piece: &str, tone: Tone) -> String {
    match tone {
        Tone::Old => tone::old(piece),
        Tone::New => tone::new(piece),
        Tone::AsIs => piece.to_owned(),
    }
}

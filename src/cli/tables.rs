//! `phuluc tables FILE`: every table of a document.

use super::reading::Reading;
use super::{Exit, alone, out, say};
use crate::batch::source;
use crate::emit::{message::Lang, tables};
use crate::model::{Block, Error};
use crate::read::{self, pdf};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Show every table of a document: cells, spans, page and box
#[derive(clap::Args)]
pub struct Args {
    file: PathBuf,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "DIR")]
    debug_svg: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let file = source::shown(&args.file);
    let Some(setup) = args.reading.setup(lang) else {
        return Ok(Exit::Usage);
    };
    let options = setup.read;
    let start = Instant::now();
    let read = |bytes: Vec<u8>| {
        if let Some(folder) = &args.debug_svg {
            draw(&bytes, &options, folder)?;
        }
        read::read(&file, bytes, &options)
    };
    let Some(document) = alone::read(&args.file, &options.limits, lang, read) else {
        return Ok(Exit::Unread);
    };
    let mut stdout = out::stdout();
    match args.json {
        true => tables::json(&document.output, start.elapsed(), &mut stdout)?,
        false => tables::text(&document.output, out::width(), &mut stdout)?,
    }
    stdout.flush()?;
    say::findings(&file, &document.findings, lang);
    let found = document
        .output
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Grid(_)));
    if !found && !args.json {
        say::nothing(&file, "no-table", lang);
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

/// One SVG a page, `page-0001.svg` and on; other formats have no pages to draw.
fn draw(bytes: &[u8], options: &read::Options, folder: &Path) -> Result<(), Error> {
    if !pdf::sniff(bytes) {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    let mut written = Ok(());
    pdf::debug::each_page(bytes, options, &mut |steps| {
        let path = folder.join(format!("page-{:04}.svg", steps.content.number));
        if written.is_ok() {
            written = std::fs::write(path, pdf::debug::svg(steps));
        }
    })?;
    Ok(written?)
}

//! `phuluc worker FILE`: the hidden command that reads one file for `extract`.

use super::Exit;
use crate::batch::worker;
use std::path::PathBuf;

/// Read one file: request on standard input, answer on standard output
#[derive(clap::Args)]
pub struct Args {
    file: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    worker::serve(&args.file)?;
    Ok(Exit::Done)
}

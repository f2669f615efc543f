//! `phuluc worker`: the hidden command that reads documents for `extract`.

use super::Exit;
use crate::batch::worker;

/// Runs the command: requests on standard input, answers on standard output.
pub fn run() -> anyhow::Result<Exit> {
    worker::serve()?;
    Ok(Exit::Done)
}

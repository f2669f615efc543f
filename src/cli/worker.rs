//! The hidden commands: `phuluc worker` reads documents for `extract`, `phuluc picture` draws pages for `review`.

use super::Exit;
use crate::batch::{page, worker};

/// Runs the command: requests on standard input, answers on standard output.
pub fn run() -> anyhow::Result<Exit> {
    worker::serve()?;
    Ok(Exit::Done)
}

/// Draws a page: what is asked on standard input, the answer on standard output.
pub fn picture() -> anyhow::Result<Exit> {
    Ok(match page::serve()? {
        true => Exit::Done,
        false => Exit::Nothing,
    })
}

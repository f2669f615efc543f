//! Standard output and the terminal's width.

use super::say;
use crate::batch::write::atomic;
use crate::emit::message::Lang;
use anyhow::Context as _;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::Path;

/// Standard output, buffered.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Fills a file, or standard output where it is named `-`; a file that another program holds is written beside.
///
/// # Errors
/// When it cannot be written; a file that was there is whole then.
pub fn fill(
    path: &Path,
    lang: Lang,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    if path.as_os_str() == "-" {
        let mut stdout = stdout();
        fill(&mut stdout)?;
        stdout.flush()?;
        return Ok(());
    }
    let real = atomic(path, fill).with_context(|| path.display().to_string())?;
    if real != path {
        say::written_beside(path, &real, lang);
    }
    Ok(())
}

/// The width to print at: the terminal's, else 120.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0))
}

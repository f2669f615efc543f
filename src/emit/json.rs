//! Reports as JSON: one file each, a list, or one a line.

use crate::model::Report;
use std::io::{self, Write};

/// One report, indented, as `reports/<name>.json` holds it.
///
/// # Errors
/// When `out` cannot be written.
pub fn one(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

/// A JSON list of reports.
///
/// # Errors
/// When `out` cannot be written.
pub fn list<'a>(reports: impl Iterator<Item = &'a Report>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (at, report) in reports.enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, report)?;
    }
    out.write_all(b"\n]\n")
}

/// JSON Lines: one report a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn lines<'a>(reports: impl Iterator<Item = &'a Report>, out: &mut dyn Write) -> io::Result<()> {
    for report in reports {
        serde_json::to_writer(&mut *out, report)?;
        writeln!(out)?;
    }
    Ok(())
}

/// A JSON list written report by report, each with `,\n` before it: the first comma is left out.
pub struct Joined<W> {
    out: W,
    begun: bool,
}

impl<W: Write> Joined<W> {
    /// Writes to `out`, where the list was opened.
    pub fn new(out: W) -> Joined<W> {
        Joined { out, begun: false }
    }

    /// What was written to.
    pub fn into_inner(self) -> W {
        self.out
    }
}

impl<W: Write> Write for Joined<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.begun || bytes.first() != Some(&b',') {
            self.begun |= !bytes.is_empty();
            return self.out.write(bytes);
        }
        self.begun = true;
        Ok(1)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

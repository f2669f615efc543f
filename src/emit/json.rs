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

//! Reports as JSON: one file each, a list, or one a line.

use crate::model::Report;
use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// One report, indented, as `reports/<name>.json` holds it.
///
/// # Errors
/// When `out` cannot be written.
pub fn one(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report.serialize(&mut Serializer::with_formatter(
        &mut *out,
        Indented::default(),
    ))?;
    writeln!(out)
}

/// Indents as [`serde_json::to_writer_pretty`] does, but writes each indent at once.
#[derive(Default)]
struct Indented {
    depth: usize,
    /// The list or object that closes next holds something.
    filled: bool,
}

impl Indented {
    fn open<W: Write + ?Sized>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(sign)
    }

    fn close<W: Write + ?Sized>(&mut self, out: &mut W, sign: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.filled {
            self.new_line(out, true)?;
        }
        self.filled = true;
        out.write_all(sign)
    }

    /// A new line; unless it is the `first` of its list or object, a comma before it.
    fn new_line<W: Write + ?Sized>(&self, out: &mut W, first: bool) -> io::Result<()> {
        const LINE: &[u8] = b",\n                                ";
        const MOST: usize = (LINE.len() - 2) / 2;
        let inside = self.depth.min(MOST);
        out.write_all(&LINE[usize::from(first)..2 + 2 * inside])?;
        (inside..self.depth).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Indented {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.new_line(out, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.new_line(out, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
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

//! The output folder of a run: reports appear as they are finished, the tables at the end.

use super::ordered::Ordered;
use super::{stale, write};
use crate::emit::rendered::{Facts, FactsOutcome, Rendered};
use crate::emit::{files, findings, long, package, wide};
use crate::schema::Schema;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file that had to go beside the one it was meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The name it was meant to have.
    pub wanted: PathBuf,
    /// The name it has.
    pub real: PathBuf,
}

/// A table that grows in a temporary file, which is gone when the program is.
type Growing = Ordered<BufWriter<File>>;

/// The folder while a run goes on.
pub struct Folder<'f> {
    dir: &'f Path,
    schemas: &'f [Schema],
    /// Reports that an earlier run wrote.
    earlier: Vec<PathBuf>,
    indicators: Growing,
    findings: Growing,
    files: Growing,
    columns: Columns,
    moved: Vec<Moved>,
}

impl<'f> Folder<'f> {
    /// Opens the folder; tried before anything is read.
    ///
    /// # Errors
    /// When it cannot be made or written.
    pub fn open(dir: &'f Path, schemas: &'f [Schema]) -> io::Result<Folder<'f>> {
        fs::create_dir_all(dir.join("reports"))?;
        Ok(Folder {
            dir,
            schemas,
            earlier: stale::earlier(dir),
            indicators: growing()?,
            findings: growing()?,
            files: growing()?,
            columns: Columns::new()?,
            moved: Vec::new(),
        })
    }

    /// Takes an input's part of each output: its report is written at once.
    ///
    /// # Errors
    /// When the folder cannot be written; what was there before is whole.
    pub fn put(&mut self, at: usize, reports: &[Rendered]) -> io::Result<()> {
        for rendered in reports {
            let FactsOutcome::Read(read) = &rendered.facts.outcome else {
                continue;
            };
            let path = stale::path(self.dir, &rendered.facts.name);
            self.whole(path, &mut |out| out.write_all(&rendered.report))?;
            if read.column.is_some() {
                self.columns.put(at, &rendered.column)?;
            }
        }
        let all =
            |part: fn(&Rendered) -> &[u8]| reports.iter().map(part).collect::<Vec<_>>().concat();
        self.indicators.put(at, &all(|one| &one.indicators))?;
        self.findings.put(at, &all(|one| &one.findings))?;
        self.files.put(at, &all(|one| &one.files))
    }

    /// Writes the tables, takes out the reports only an earlier run made, and says which files had to go
    /// beside their place. `facts` are those of all inputs, in their order.
    ///
    /// # Errors
    /// When the folder cannot be written; what was there before is whole.
    pub fn finish(mut self, facts: &[Facts]) -> io::Result<Vec<Moved>> {
        let dir = self.dir;
        let schemas = self.schemas;
        let mut columns = std::mem::replace(&mut self.columns, Columns::new()?);
        let heads: Vec<(&str, &wide::ColumnHead)> = facts
            .iter()
            .filter_map(|facts| Some((facts.name.as_str(), facts.read()?.column.as_ref()?)))
            .collect();
        let tables = [
            ("indicators.csv", self.indicators, long::header as Header),
            ("findings.csv", self.findings, findings::header),
            ("files.csv", self.files, files::header),
        ];
        let mut moved = self.moved;
        let mut put = |name: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>| {
            let wanted = dir.join(name);
            let real = write::atomic(&wanted, |out| fill(out))?;
            if real != wanted {
                moved.push(Moved { wanted, real });
            }
            io::Result::Ok(())
        };
        for (name, rows, header) in tables {
            let mut rows = rows.finish()?.into_inner().map_err(io::Error::other)?;
            put(name, &mut |out| {
                header(out)?;
                rows.rewind()?;
                io::copy(&mut rows, out).map(drop)
            })?;
        }
        put("indicators-wide.csv", &mut |out| {
            columns.rewind();
            wide::write(
                &heads,
                schemas,
                &mut |at, length| columns.next(at, length),
                out,
            )
        })?;
        let titles = wide::titles(&heads);
        put("datapackage.json", &mut |out| package::write(&titles, out))?;
        let read = facts.iter().filter(|facts| facts.read().is_some());
        stale::remove(dir, &self.earlier, read.map(|facts| facts.name.as_str()));
        Ok(moved)
    }

    fn whole(
        &mut self,
        wanted: PathBuf,
        fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let real = write::atomic(&wanted, |out| fill(out))?;
        if real != wanted {
            self.moved.push(Moved { wanted, real });
        }
        Ok(())
    }
}

type Header = fn(&mut dyn Write) -> io::Result<()>;

fn growing() -> io::Result<Growing> {
    Ok(Ordered::new(BufWriter::new(tempfile::tempfile()?)))
}

/// The packed columns of the wide table in a temporary file, read back side by side.
struct Columns {
    spool: File,
    end: u64,
    /// By input: where its column begins.
    starts: Vec<(usize, u64)>,
    /// How far each was read.
    read: Vec<u64>,
}

impl Columns {
    fn new() -> io::Result<Columns> {
        Ok(Columns {
            spool: tempfile::tempfile()?,
            end: 0,
            starts: Vec::new(),
            read: Vec::new(),
        })
    }

    fn put(&mut self, at: usize, bytes: &[u8]) -> io::Result<()> {
        self.spool.seek(SeekFrom::Start(self.end))?;
        self.spool.write_all(bytes)?;
        self.starts.push((at, self.end));
        self.end += bytes.len() as u64;
        Ok(())
    }

    /// Back to the beginning of every column, in the order of the inputs.
    fn rewind(&mut self) {
        self.starts.sort_unstable();
        self.read = self.starts.iter().map(|(_, start)| *start).collect();
    }

    /// The next bytes of a column.
    fn next(&mut self, column: usize, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        if let Some(position) = self.read.get_mut(column) {
            self.spool.seek(SeekFrom::Start(*position))?;
            self.spool.read_exact(&mut bytes)?;
            *position += length as u64;
        }
        Ok(bytes)
    }
}

//! `phuluc export DIR --format parquet -o data`: the tables of an output folder as other programs take them.

use super::opened::Opening;
use super::{Exit, say};
use crate::batch::write::atomic;
use crate::emit::board::board;
use crate::emit::data::{self, Source, TABLES};
use crate::emit::message::{Lang, talk};
use crate::emit::{parquet, sheet, sqlite, wide};
use crate::store;
use anyhow::Context as _;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Write the tables of an output folder as Parquet, as one SQLite file or as CSV
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    opening: Opening,
    #[arg(long, value_enum, help_heading = "Output")]
    format: Format,
    #[arg(short, long, value_name = "OUT", help_heading = "Output")]
    output: PathBuf,
    #[arg(long, value_enum, value_name = "DIALECT", help_heading = "Output")]
    csv_dialect: Option<Dialect>,
}

/// What the tables are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Parquet,
    Sqlite,
    Csv,
}

/// How the values of a CSV stand apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Dialect {
    Standard,
    Vi,
}

impl From<Dialect> for sheet::Dialect {
    fn from(dialect: Dialect) -> sheet::Dialect {
        match dialect {
            Dialect::Standard => sheet::Dialect::Standard,
            Dialect::Vi => sheet::Dialect::Vietnamese,
        }
    }
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    if let Some(fault) = fault(args) {
        let data: [(&str, &dyn ToString); 1] = [("dir", &args.output.display())];
        let said = talk(fault, &data, lang);
        eprintln!("{}: {said}", talk("error", &[], lang));
        return Ok(Exit::Usage);
    }
    let Some(opened) = args.opening.open(lang) else {
        return Ok(Exit::Usage);
    };
    let listed = opened.view.listed();
    let board = board(&listed, opened.agencies.as_ref());
    let source = Source {
        lines: &opened.view.lines,
        board: &board,
        schemas: opened.context.schemas(),
        costs: false,
        lang,
    };
    match args.format {
        Format::Sqlite => {
            let folder = args.output.parent().unwrap_or(Path::new(""));
            made(folder)?;
            put(&args.output, lang, |out| sqlite::write(&source, out))?;
        }
        Format::Parquet => {
            made(&args.output)?;
            for table in &TABLES {
                let path = args.output.join(format!("{}.parquet", table.name));
                let write = |out: &mut dyn Write| parquet::write(table, (table.rows)(&source), out);
                put(&path, lang, write)?;
            }
        }
        Format::Csv => {
            made(&args.output)?;
            csv(args, &source, lang)?;
        }
    }
    let data: [(&str, &dyn ToString); 1] = [("dir", &args.output.display())];
    eprintln!("{}", talk("written", &data, lang));
    Ok(match source.reports().next() {
        Some(_) => Exit::Done,
        None => Exit::Nothing,
    })
}

/// Why the arguments do not go together.
fn fault(args: &Args) -> Option<&'static str> {
    let is_csv = args.format == Format::Csv;
    if args.csv_dialect.is_some() && !is_csv {
        return Some("export.no-dialect");
    }
    let into_store = is_csv && args.output.join(store::OWN).is_dir();
    into_store.then_some("export.into-store")
}

fn csv(args: &Args, source: &Source<'_>, lang: Lang) -> anyhow::Result<()> {
    let dialect = args.csv_dialect.map(Into::into).unwrap_or_default();
    for table in &TABLES {
        let path = args.output.join(format!("{}.csv", table.name));
        put(&path, lang, |out| data::csv(table, source, dialect, out))?;
    }
    let columns = wide::columns(source.reports(), source.schemas);
    put(&args.output.join("indicators-wide.csv"), lang, |out| {
        wide::write(&columns, source.schemas, dialect, out)
    })
}

fn made(folder: &Path) -> anyhow::Result<()> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())
}

/// Writes a file, and says so where it went beside.
fn put(
    path: &Path,
    lang: Lang,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    let real = atomic(path, fill).with_context(|| path.display().to_string())?;
    if real != path {
        say::written_beside(path, &real, lang);
    }
    Ok(())
}

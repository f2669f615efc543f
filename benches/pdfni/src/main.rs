//! `bench-pdfni FILE`: the tables of a PDF as JSON, by pdfni with its own settings.

use pdfni::{ExtractOptions, extract_from_bytes};
use std::io::{BufWriter, Write};

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("usage: bench-pdfni FILE"))?;
    let tables = extract_from_bytes(&std::fs::read(path)?, None, &ExtractOptions::default())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut out, &tables)?;
    writeln!(out)?;
    Ok(())
}

//! `run.json`: by which program and which forms the tables beside it were made.

use super::files::Line;
use crate::model::SchemaVersion;
use crate::schema::Schema;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Run<'r> {
    schema_version: SchemaVersion,
    phuluc: &'static str,
    forms: Vec<Form<'r>>,
    files: usize,
    reports: usize,
    counting: usize,
}

#[derive(Serialize)]
struct Form<'r> {
    id: &'r str,
    title: &'r str,
    indicators: usize,
    reports: usize,
}

/// Writes the file.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(lines: &[Line], schemas: &[Schema], out: &mut dyn Write) -> io::Result<()> {
    let reports = || lines.iter().filter_map(|line| line.listed.read());
    let form = |schema: &'_ Schema| {
        let fits =
            reports().filter(|one| one.schema.as_ref().is_some_and(|fit| fit.id == schema.id));
        fits.count()
    };
    let run = Run {
        schema_version: SchemaVersion,
        phuluc: env!("CARGO_PKG_VERSION"),
        forms: schemas
            .iter()
            .map(|schema| Form {
                id: &schema.id,
                title: &schema.title,
                indicators: schema.indicators.iter().filter(|row| row.asks()).count(),
                reports: form(schema),
            })
            .collect(),
        files: lines.len(),
        reports: reports().count(),
        counting: reports().filter(|report| report.counts()).count(),
    };
    serde_json::to_writer_pretty(&mut *out, &run)?;
    writeln!(out)
}

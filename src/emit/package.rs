//! `datapackage.json`: what the CSV files beside it hold (Frictionless Data Package 2).

use super::sheet::{Column, Holds};
use super::{files, findings, long, wide};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes the description of the files of one run; `agencies` are the titles of the wide table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(agencies: &[String], out: &mut dyn Write) -> io::Result<()> {
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "phuluc",
        "title": "Indicators of administrative reports",
        "resources": [
            resource("indicators", fields(long::COLUMNS), Some(json!(["report", "indicator"]))),
            resource("indicators-wide", wide_fields(agencies), Some(json!(["schema", "indicator"]))),
            resource("findings", fields(findings::COLUMNS), None),
            resource("files", fields(files::COLUMNS), Some(json!(["file"]))),
        ],
    });
    serde_json::to_writer_pretty(&mut *out, &package)?;
    writeln!(out)
}

fn resource(name: &str, fields: Vec<Value>, key: Option<Value>) -> Value {
    let mut schema = json!({"$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "fields": fields});
    if let Some(key) = key {
        schema["primaryKey"] = key;
    }
    json!({
        "name": name,
        "type": "table",
        "path": format!("{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    })
}

fn fields(columns: &[Column]) -> Vec<Value> {
    columns
        .iter()
        .map(|column| field(column.name, column.holds, column.about))
        .collect()
}

fn wide_fields(agencies: &[String]) -> Vec<Value> {
    let fixed = wide::FIXED
        .iter()
        .map(|name| field(name, Holds::Text, "of the form"));
    // A form may ask for words, so an agency's column is not promised to be all numbers.
    let agencies = agencies
        .iter()
        .map(|title| json!({"name": title, "type": "any", "title": "values of this agency"}));
    fixed.chain(agencies).collect()
}

fn field(name: &str, holds: Holds, about: &str) -> Value {
    let kind = match holds {
        Holds::Text => "string",
        Holds::Number => "number",
        Holds::Integer => "integer",
    };
    json!({"name": name, "type": kind, "description": about})
}

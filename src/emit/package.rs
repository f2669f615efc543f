//! `datapackage.json`: what the CSV files beside it hold (Frictionless Data Package 2).

use super::sheet::{Column, Holds};
use super::{files, findings, long, wide};
use serde::Serialize;
use std::io::{self, Write};

/// Writes the description of the files of one run; `agencies` are the titles of the wide table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(agencies: &[String], out: &mut dyn Write) -> io::Result<()> {
    let package = Package {
        profile: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: "phuluc",
        resources: [
            resource(
                "indicators",
                fields(long::COLUMNS),
                &["report", "indicator"],
            ),
            resource(
                "indicators-wide",
                wide_fields(agencies),
                &["schema", "indicator"],
            ),
            resource("findings", fields(findings::COLUMNS), &[]),
            resource("files", fields(files::COLUMNS), &["file"]),
        ],
        title: "Indicators of administrative reports",
    };
    serde_json::to_writer_pretty(&mut *out, &package)?;
    writeln!(out)
}

/// The parts of the package; names stand in the order of the alphabet.
#[derive(Serialize)]
struct Package<'a> {
    #[serde(rename = "$schema")]
    profile: &'static str,
    name: &'static str,
    resources: [Resource<'a>; 4],
    title: &'static str,
}

#[derive(Serialize)]
struct Resource<'a> {
    encoding: &'static str,
    format: &'static str,
    mediatype: &'static str,
    name: &'static str,
    path: String,
    schema: TableSchema<'a>,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct TableSchema<'a> {
    #[serde(rename = "$schema")]
    profile: &'static str,
    /// As many as there are reports in the wide table: nothing is copied for them.
    fields: Vec<Field<'a>>,
    #[serde(rename = "primaryKey", skip_serializing_if = "<[_]>::is_empty")]
    key: &'static [&'static str],
}

#[derive(Serialize)]
struct Field<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'static str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'static str>,
    #[serde(rename = "type")]
    kind: &'static str,
}

fn resource<'a>(
    name: &'static str,
    fields: Vec<Field<'a>>,
    key: &'static [&'static str],
) -> Resource<'a> {
    Resource {
        encoding: "utf-8",
        format: "csv",
        mediatype: "text/csv",
        name,
        path: format!("{name}.csv"),
        schema: TableSchema {
            profile: "https://datapackage.org/profiles/2.0/tableschema.json",
            fields,
            key,
        },
        kind: "table",
    }
}

fn fields(columns: &[Column]) -> Vec<Field<'static>> {
    columns
        .iter()
        .map(|column| field(column.name, column.holds, column.about))
        .collect()
}

fn wide_fields(agencies: &[String]) -> Vec<Field<'_>> {
    let fixed = wide::FIXED
        .iter()
        .map(|name| field(name, Holds::Text, "of the form"));
    // A form may ask for words, so an agency's column is not promised to be all numbers.
    let agencies = agencies.iter().map(|title| Field {
        description: None,
        name: title,
        title: Some("values of this agency"),
        kind: "any",
    });
    fixed.chain(agencies).collect()
}

fn field(name: &'static str, holds: Holds, about: &'static str) -> Field<'static> {
    let kind = match holds {
        Holds::Text => "string",
        Holds::Number => "number",
        Holds::Integer => "integer",
    };
    Field {
        description: Some(about),
        name,
        title: None,
        kind,
    }
}

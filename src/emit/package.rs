//! `datapackage.json`: what the CSV files beside it hold (Frictionless Data Package 2).

use super::sheet::{Column, Holds};
use super::{board, files, findings, forms, long, wide};
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
            resource("files", fields(files::COLUMNS), &[]),
            resource("submissions", fields(board::COLUMNS), &[]),
            resource("forms", fields(forms::COLUMNS), &["schema", "indicator"]),
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
    resources: [Resource<'a>; 6],
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
    #[serde(rename = "foreignKeys", skip_serializing_if = "<[_]>::is_empty")]
    foreign: &'static [ForeignKey],
}

/// Columns whose values stand in another table.
#[derive(Serialize)]
struct ForeignKey {
    fields: &'static [&'static str],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    fields: &'static [&'static str],
    resource: &'static str,
}

const TO_FORMS: ForeignKey = ForeignKey {
    fields: &["schema", "indicator"],
    reference: Reference {
        fields: &["schema", "indicator"],
        resource: "forms",
    },
};
/// `files.csv` has a line without a report where a file could not be read, so its column is no key: only what is
/// true is promised.
const FOREIGN: [(&str, &[ForeignKey]); 2] = [
    ("indicators", &[TO_FORMS]),
    ("indicators-wide", &[TO_FORMS]),
];

fn foreign(name: &str) -> &'static [ForeignKey] {
    let found = FOREIGN.iter().find(|(table, _)| *table == name);
    found.map_or(&[], |(_, keys)| keys)
}

#[derive(Serialize)]
struct Constraints {
    #[serde(rename = "enum")]
    values: &'static [&'static str],
}

#[derive(Serialize)]
struct Field<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Constraints>,
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
            foreign: foreign(name),
        },
        kind: "table",
    }
}

fn fields(columns: &[Column]) -> Vec<Field<'static>> {
    columns
        .iter()
        .map(|column| Field {
            constraints: (!column.values.is_empty()).then_some(Constraints {
                values: column.values,
            }),
            ..field(column.name, column.holds, column.about)
        })
        .collect()
}

fn wide_fields(agencies: &[String]) -> Vec<Field<'_>> {
    let fixed = wide::FIXED
        .iter()
        .map(|name| field(name, Holds::Text, "of the form"));
    // A form may ask for words, so an agency's column is not promised to be all numbers.
    let agencies = agencies.iter().map(|title| Field {
        constraints: None,
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
        Holds::Date => "date",
        Holds::Boolean => "boolean",
    };
    Field {
        constraints: None,
        description: Some(about),
        name,
        title: None,
        kind,
    }
}

//! `datapackage.json`: what the CSV files beside it hold (Frictionless Data Package 2).

use super::data::{self, Foreign, Table, WIDE_FOREIGN};
use super::sheet::{Column, Holds};
use super::wide;
use crate::model::SchemaVersion;
use serde::Serialize;
use std::io::{self, Write};

const ABOUT: &str = "One folder of reports, as tables. An apostrophe stands before words that begin with =, +, @, \
their full-width forms or a control character, so that no spreadsheet runs them; it is no part of the words. A minus sign \
is left alone. A report that counts for its office and period has counts = true; copies of it stay in the tables. Each \
report stands whole in reports/<report>.json, as the JSON Schema report.schema.json tells; run.json says by which program \
and forms the tables were made.";

/// Writes the description of the files of one run; `agencies` are the titles of the wide table.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(agencies: &[String], out: &mut dyn Write) -> io::Result<()> {
    let of = |table: &Table| {
        let keys = (table.key, table.unique, table.foreign);
        resource(table.name, fields(table.columns), keys)
    };
    let wide = (&["schema", "indicator"][..], None, WIDE_FOREIGN);
    let package = Package {
        profile: "https://datapackage.org/profiles/2.0/datapackage.json",
        description: ABOUT,
        name: "phuluc",
        resources: vec![
            of(&data::INDICATORS),
            resource("indicators-wide", wide_fields(agencies), wide),
            of(&data::FINDINGS),
            of(&data::FILES),
            of(&data::SUBMISSIONS),
            of(&data::FORMS),
        ],
        schema_version: SchemaVersion,
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
    description: &'static str,
    name: &'static str,
    resources: Vec<Resource<'a>>,
    schema_version: SchemaVersion,
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
    #[serde(rename = "uniqueKeys", skip_serializing_if = "Option::is_none")]
    unique: Option<[[&'static str; 1]; 1]>,
    #[serde(rename = "foreignKeys", skip_serializing_if = "Vec::is_empty")]
    foreign: Vec<ForeignKey>,
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

impl ForeignKey {
    fn of(key: &Foreign) -> ForeignKey {
        ForeignKey {
            fields: key.fields,
            reference: Reference {
                fields: key.there,
                resource: key.table,
            },
        }
    }
}

/// The key of a table, its column of single values, and its columns that name other tables' rows.
type Keys = (
    &'static [&'static str],
    Option<&'static str>,
    &'static [Foreign],
);

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
    (key, unique, foreign): Keys,
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
            unique: unique.map(|name| [[name]]),
            foreign: foreign.iter().map(ForeignKey::of).collect(),
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
        Holds::Number | Holds::Share => "number",
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

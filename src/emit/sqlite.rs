//! The tables as one SQLite file: typed columns, keys, indices, and a few views for people who look rather than ask.
//! Equal rows give equal bytes.

use super::data::{Source, TABLES, Table};
use super::sheet::{Column, Field, Holds};
use crate::model::SchemaVersion;
use rusqlite::types::Value;
use rusqlite::{Connection, Result, params_from_iter};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// What every file is like, whatever the machine: no journal, for the file is made whole and then moved, and nothing
/// left in free places.
const SETTINGS: &str = "
    PRAGMA page_size = 4096;
    PRAGMA encoding = 'UTF-8';
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = OFF;
";

const INDICES: &str = include_str!("sqlite/indices.sql");
const VIEWS: &str = include_str!("sqlite/views.sql");

/// Writes all tables.
///
/// # Errors
/// When `out` or a temporary file cannot be written.
pub fn write(source: &Source<'_>, out: &mut dyn Write) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tables.sqlite");
    made(source, &path).map_err(io::Error::other)?;
    io::copy(&mut File::open(&path)?, out).map(drop)
}

fn made(source: &Source<'_>, path: &Path) -> Result<()> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(SETTINGS)?;
    connection.pragma_update(None, "user_version", SchemaVersion::NUMBER)?;
    let all = connection.transaction()?;
    for table in &TABLES {
        all.execute_batch(&created(table))?;
        let mut insert = all.prepare(&inserted(table))?;
        for row in (table.rows)(source) {
            let values = table.columns.iter().zip(&row);
            insert.execute(params_from_iter(
                values.map(|(column, field)| value(column, field)),
            ))?;
        }
    }
    all.execute_batch(INDICES)?;
    all.execute_batch(VIEWS)?;
    all.commit()?;
    connection.close().map_err(|(_, error)| error)
}

/// What makes a table; what each column means stands beside it, where the file keeps it.
fn created(table: &Table) -> String {
    let mut parts: Vec<(String, &str)> = table
        .columns
        .iter()
        .map(|column| (defined(table, column), column.about))
        .collect();
    if !table.key.is_empty() {
        parts.push((format!("PRIMARY KEY ({})", quoted(table.key)), ""));
    }
    for key in table.foreign {
        let (fields, there) = (quoted(key.fields), quoted(key.there));
        let key = format!(
            "FOREIGN KEY ({fields}) REFERENCES \"{}\" ({there})",
            key.table
        );
        parts.push((key, ""));
    }
    let last = parts.len().saturating_sub(1);
    let mut sql = format!("CREATE TABLE \"{}\" (\n", table.name);
    for (at, (part, about)) in parts.iter().enumerate() {
        let comma = if at == last { "" } else { "," };
        let about = match about.is_empty() {
            true => String::new(),
            false => format!(" -- {about}"),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(sql, "  {part}{comma}{about}");
    }
    sql + ");"
}

fn defined(table: &Table, column: &Column) -> String {
    let kind = match column.holds {
        Holds::Text => "TEXT",
        Holds::Number | Holds::Share => "REAL",
        Holds::Integer => "INTEGER",
        Holds::Date => "DATE",
        Holds::Boolean => "BOOLEAN",
    };
    let name = column.name;
    let mut sql = format!("\"{name}\" {kind}");
    if table.key.contains(&name) {
        sql += " NOT NULL";
    }
    if table.unique == Some(name) {
        sql += " UNIQUE";
    }
    if column.holds == Holds::Boolean {
        let _ = write!(sql, " CHECK (\"{name}\" IN (0, 1))");
    }
    if !column.values.is_empty() {
        let values = column.values.join("', '");
        let _ = write!(sql, " CHECK (\"{name}\" IN ('{values}'))");
    }
    sql
}

fn inserted(table: &Table) -> String {
    let places = vec!["?"; table.columns.len()].join(", ");
    format!("INSERT INTO \"{}\" VALUES ({places})", table.name)
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    names.join(", ")
}

fn value(column: &Column, field: &Field) -> Value {
    let value = match column.holds {
        Holds::Text | Holds::Date => field.words().map(|text| Value::Text(text.to_owned())),
        Holds::Number | Holds::Share => field.double().map(Value::Real),
        Holds::Integer => field.whole().map(Value::Integer),
        Holds::Boolean => field.yes().map(|yes| Value::Integer(yes.into())),
    };
    value.unwrap_or(Value::Null)
}

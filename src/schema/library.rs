//! The schemas at hand: the shipped ones and those of the user's folders.

use super::fault::{Fault, FaultKind, SchemaError, nearest};
use super::form::Schema;
use crate::model::Report;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The shipped files: name and text.
const SHIPPED: [(&str, &str); 2] = [
    (
        "cchc-so-nganh-2022.json",
        include_str!("../../schemas/cchc-so-nganh-2022.json"),
    ),
    (
        "cchc-cap-tinh-2025.json",
        include_str!("../../schemas/cchc-cap-tinh-2025.json"),
    ),
];

/// A schema file is text a person wrote: anything larger is something else.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The shipped schemas, read once, on first use.
///
/// ```
/// let ids: Vec<&str> = phuluc::schema::builtin().iter().map(|schema| schema.id.as_str()).collect();
/// assert_eq!(ids, ["cchc-so-nganh-2022", "cchc-cap-tinh-2025"]);
/// ```
pub fn builtin() -> &'static [Schema] {
    static SCHEMAS: OnceLock<Vec<Schema>> = OnceLock::new();
    // That none is dropped here is a test's business.
    SCHEMAS.get_or_init(|| {
        SHIPPED
            .iter()
            .filter_map(|(name, text)| Schema::from_json(name, text).ok())
            .collect()
    })
}

/// The shipped schemas and those in `folders`; a later schema replaces an earlier one of its id.
///
/// # Errors
/// One [`SchemaError`] per file that cannot be used; a folder that cannot be listed is such a file.
pub fn load(folders: &[PathBuf]) -> Result<Vec<Schema>, Vec<SchemaError>> {
    let mut schemas = builtin().to_vec();
    let mut errors = Vec::new();
    for folder in folders {
        match load_dir(folder) {
            Ok(found) => found
                .into_iter()
                .for_each(|schema| put(&mut schemas, schema)),
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() {
        Ok(schemas)
    } else {
        Err(errors)
    }
}

fn put(schemas: &mut Vec<Schema>, schema: Schema) {
    match schemas.iter_mut().find(|known| known.id == schema.id) {
        Some(known) => *known = schema,
        None => schemas.push(schema),
    }
}

/// The schemas of one folder, by file name; of a path to one file, that schema.
///
/// # Errors
/// One [`SchemaError`] per file that cannot be used.
pub fn load_dir(folder: &Path) -> Result<Vec<Schema>, Vec<SchemaError>> {
    let mut schemas = Vec::new();
    let mut errors = Vec::new();
    for path in schema_files(folder).map_err(|error| vec![unreadable(folder, &error)])? {
        match load_file(&path) {
            Ok(schema) => schemas.push(schema),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(schemas)
    } else {
        Err(errors)
    }
}

/// The schema of one file.
///
/// # Errors
/// When the file cannot be read or is no schema.
pub fn load_file(path: &Path) -> Result<Schema, SchemaError> {
    let text = read_text(path).map_err(|error| unreadable(path, &error))?;
    Schema::from_json(&path.display().to_string(), &text)
}

/// The form a report was mapped to.
pub fn of<'a>(report: &Report, schemas: &'a [Schema]) -> Option<&'a Schema> {
    with_id(schemas, &report.schema.as_ref()?.id)
}

/// The schema with an id.
pub fn with_id<'a>(schemas: &'a [Schema], id: &str) -> Option<&'a Schema> {
    schemas.iter().find(|schema| schema.id == id)
}

/// The schema with an id, or the id that was probably meant.
///
/// # Errors
/// The nearest id, when one is near.
pub fn find<'a>(schemas: &'a [Schema], id: &str) -> Result<&'a Schema, Option<&'a str>> {
    with_id(schemas, id).ok_or_else(|| nearest(id, schemas.iter().map(|schema| schema.id.as_str())))
}

/// `*.json` in a folder, sorted; not the JSON Schemas beside them.
fn schema_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if is_schema_name(&path) && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_schema_name(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    name.ends_with(".json") && !name.ends_with(".schema.json")
}

fn read_text(path: &Path) -> std::io::Result<String> {
    if std::fs::metadata(path)?.len() > MAX_BYTES {
        return Err(std::io::Error::other("too large for a schema"));
    }
    std::fs::read_to_string(path)
}

fn unreadable(path: &Path, error: &std::io::Error) -> SchemaError {
    let faults = vec![Fault::of_file(FaultKind::Io(error.into()))];
    SchemaError {
        file: path.display().to_string(),
        faults,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{JSON_SCHEMA, Kind};

    #[test]
    fn the_shipped_schemas_load_and_follow_the_json_schema() {
        let shape: serde_json::Value = serde_json::from_str(JSON_SCHEMA).unwrap();
        let validator = jsonschema::draft202012::new(&shape).unwrap();
        for (name, text) in SHIPPED {
            let schema = Schema::from_json(name, text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(format!("{}.json", schema.id), name);
            let value = serde_json::from_str(text).unwrap();
            assert_eq!(
                validator
                    .iter_errors(&value)
                    .map(|e| e.to_string())
                    .collect::<Vec<_>>(),
                [""; 0]
            );
        }
        assert_eq!(builtin().len(), SHIPPED.len());
    }

    #[test]
    fn the_shipped_schemas_hold_every_row_of_their_forms() {
        let counts = |schema: &Schema| {
            let of = |kind: Kind| {
                schema
                    .indicators
                    .iter()
                    .filter(|row| row.kind == kind)
                    .count()
            };
            let asking = schema.indicators.iter().filter(|row| row.asks()).count();
            (of(Kind::Section), of(Kind::Heading), asking)
        };
        assert_eq!(
            builtin().iter().map(counts).collect::<Vec<_>>(),
            [(7, 28, 150), (7, 17, 106)]
        );
    }

    #[test]
    fn repeated_numbers_get_a_letter() {
        let found = find(builtin(), "cchc-so-nganh-2022").unwrap();
        for id in ["VII.2", "VII.2b", "VII.2b.1.1", "VII.2c"] {
            assert!(found.get(&id.into()).is_some(), "{id}");
        }
    }

    #[test]
    fn an_unknown_id_gets_the_nearest() {
        assert_eq!(
            find(builtin(), "cchc-so-nganh-2021").err(),
            Some(Some("cchc-so-nganh-2022"))
        );
    }
}

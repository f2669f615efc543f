//! The JSON Schema of schema files, and what it says about a file that the types refuse.

use super::fault::{Fault, FaultKind};
use crate::model::IndicatorId;
use serde_json::Value;

/// The JSON Schema (2020-12) every schema file follows.
pub const JSON_SCHEMA: &str = include_str!("../../schemas/schema.schema.json");

/// At most this many faults of shape are listed: past that the file is of another kind.
const MOST: usize = 20;

/// Why the types refuse a text: not JSON, or where it leaves the JSON Schema.
pub(super) fn explain(text: &str, refused: &str) -> Vec<Fault> {
    let value = match serde_json::from_str::<Value>(text) {
        Ok(value) => value,
        Err(error) => return vec![Fault::of_file(FaultKind::Syntax(error.to_string()))],
    };
    let faults = faults(&value);
    if faults.is_empty() {
        return vec![Fault::of_file(FaultKind::Shape {
            at: "/".to_owned(),
            detail: refused.to_owned(),
        })];
    }
    faults
}

/// Where a value leaves the JSON Schema.
pub(super) fn faults(value: &Value) -> Vec<Fault> {
    let compiled =
        serde_json::from_str::<Value>(JSON_SCHEMA).map(|schema| jsonschema::validator_for(&schema));
    let Ok(Ok(validator)) = compiled else {
        return Vec::new();
    };
    validator
        .iter_errors(value)
        .take(MOST)
        .map(|error| fault(value, &error))
        .collect()
}

fn fault(value: &Value, error: &jsonschema::ValidationError<'_>) -> Fault {
    let at = error.instance_path().to_string();
    let indicator = indicator_at(value, &at);
    let at = if at.is_empty() { "/".to_owned() } else { at };
    Fault {
        indicator,
        kind: FaultKind::Shape {
            at,
            detail: error.to_string(),
        },
        hint: None,
    }
}

/// The id of the indicator a JSON pointer leads into: `/indicators/12/kind`.
fn indicator_at(value: &Value, pointer: &str) -> Option<IndicatorId> {
    let at: usize = pointer
        .strip_prefix("/indicators/")?
        .split('/')
        .next()?
        .parse()
        .ok()?;
    value
        .get("indicators")?
        .get(at)?
        .get("id")?
        .as_str()
        .map(IndicatorId::from)
}

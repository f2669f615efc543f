//! What the program writes follows the JSON Schemas it publishes in `schemas/`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::emit::{appendix, tables};
use phuluc::pipeline::{self, Context, Setup};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

fn validator(name: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schemas")
        .join(name);
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

fn check(validator: &jsonschema::Validator, value: &Value, what: &str) {
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{what}: {}", faults.join("\n"));
}

#[test]
fn every_output_follows_its_schema() {
    let context = Context::new(Setup::default()).unwrap();
    let [report, rows, grids] = [
        "report.schema.json",
        "appendix.schema.json",
        "tables.schema.json",
    ]
    .map(validator);
    let mut checked = 0;
    for (name, input) in common::fixtures() {
        let bytes = std::fs::read(&input).unwrap();
        let Ok(read) = pipeline::extract(&name, &bytes, &context) else {
            continue;
        };
        check(&report, &serde_json::to_value(&read).unwrap(), &name);
        let mut out = Vec::new();
        appendix::json(&read, &mut out).unwrap();
        check(&rows, &serde_json::from_slice(&out).unwrap(), &name);
        let document = phuluc::read::read(&name, &bytes, &context.setup.read)
            .unwrap()
            .output;
        let mut out = Vec::new();
        tables::json(&document, Duration::ZERO, &mut out).unwrap();
        check(&grids, &serde_json::from_slice(&out).unwrap(), &name);
        checked += 1;
    }
    assert!(checked > 25, "only {checked} outputs are checked");
}

/// A report read back from its JSON is the report that was written.
#[test]
fn a_report_survives_its_json() {
    let context = Context::new(Setup::default()).unwrap();
    for (name, input) in common::fixtures()
        .into_iter()
        .filter(|(name, _)| name == "word" || name == "scan-text")
    {
        let report = pipeline::extract(&name, std::fs::read(&input).unwrap(), &context).unwrap();
        let written = serde_json::to_string(&report).unwrap();
        let read: phuluc::model::Report = serde_json::from_str(&written).unwrap();
        assert_eq!(written, serde_json::to_string(&read).unwrap(), "{name}");
    }
}

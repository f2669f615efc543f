//! The shipped schemas and the wording table against what reports really print.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::schema::{Indicator, JSON_SCHEMA, Kind, Schema, builtin};
use phuluc::text::similar::Label;
use serde_json::Value;
use std::path::PathBuf;

/// Files of a shared folder whose name ends so.
fn shared(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(common::shared(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    paths
}

/// A row with its names, prepared for comparing.
struct Names<'a> {
    row: &'a Indicator,
    labels: Vec<Label>,
}

impl Names<'_> {
    fn same(&self, label: &Label) -> bool {
        self.labels.iter().any(|name| name.same(label))
    }
}

fn names(row: &Indicator) -> Names<'_> {
    Names {
        row,
        labels: std::iter::once(&row.label)
            .chain(&row.aliases)
            .map(|name| Label::of(name))
            .collect(),
    }
}

/// What the wording table merges no longer tells rows apart: rows under one heading must stay different.
#[test]
fn siblings_stay_different() {
    for schema in builtin() {
        let rows: Vec<Names<'_>> = schema.indicators.iter().map(names).collect();
        for (at, a) in rows.iter().enumerate() {
            let siblings = rows[..at].iter().filter(|b| b.row.parent == a.row.parent);
            for b in siblings {
                assert!(
                    !b.labels.iter().any(|label| a.same(label)),
                    "{} reads like {}",
                    a.row.id,
                    b.row.id
                );
            }
        }
    }
}

/// (printed label, the form's label, section) of every row a report renamed.
fn renamed_rows() -> Vec<(String, String, String)> {
    let paths = shared("samples/a", ".truth.json")
        .into_iter()
        .chain(shared("samples/b", ".truth.json"));
    let truths =
        paths.map(|path| serde_json::from_slice::<Value>(&std::fs::read(path).unwrap()).unwrap());
    let rows = truths.flat_map(|truth| truth["rows"].as_array().unwrap().clone());
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let named = rows.map(|row| {
        (
            text(&row, "label"),
            text(&row, "label_schema"),
            text(&row, "section"),
        )
    });
    named
        .filter(|(printed, form, _)| !form.is_empty() && printed != form)
        .collect()
}

/// Units abbreviate, write out, drop words and put their own kind of agency in: with the
/// wording table a renamed label must be exactly one of the names of its own row, and of no other.
#[test]
#[ignore = "reads ../shared"]
fn a_renamed_row_reads_like_its_own_row_and_no_other() {
    let rows: Vec<Names<'_>> = builtin()[0].indicators.iter().map(names).collect();
    let renamed = renamed_rows();
    let mut wrong = Vec::new();
    for (printed, form, section) in &renamed {
        let alike = |label: &str| {
            let label = Label::of(label);
            let in_section = rows.iter().filter(|names| names.row.section == *section);
            in_section
                .filter(|names| names.same(&label))
                .map(|names| &names.row.id)
                .collect::<Vec<_>>()
        };
        if alike(printed).is_empty() || alike(printed) != alike(form) {
            wrong.push(format!(
                "{printed}: {:?}, not {:?}",
                alike(printed),
                alike(form)
            ));
        }
    }
    println!("{} renamed rows, {} not alike", renamed.len(), wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A small generator of reproducible chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// Spoils one place of a JSON value: another type, a key gone, a key too many.
fn spoil(value: &mut Value, chance: &mut Chance) {
    let deeper = chance.below(4) > 0;
    match value {
        Value::Object(fields) if deeper && !fields.is_empty() => {
            let at = chance.below(fields.len());
            spoil(fields.values_mut().nth(at).unwrap(), chance);
        }
        Value::Array(items) if deeper && !items.is_empty() => {
            let at = chance.below(items.len());
            spoil(&mut items[at], chance);
        }
        Value::Object(fields) if chance.below(2) == 0 => {
            let gone = fields.keys().nth(chance.below(fields.len())).cloned();
            fields.retain(|key, _| Some(key) != gone.as_ref());
        }
        Value::Object(fields) => {
            fields.insert("oops".to_owned(), Value::from(1));
        }
        other => {
            let others = [
                Value::Null,
                Value::from(7),
                Value::from(""),
                Value::from("oops"),
                Value::from(vec![1]),
            ];
            *other = others[chance.below(others.len())].clone();
        }
    }
}

/// Loading asks the types first and the JSON Schema only for words: so the types must refuse all that
/// the JSON Schema refuses.
#[test]
fn what_the_json_schema_refuses_does_not_load() {
    let shape: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    let validator = jsonschema::draft202012::new(&shape).unwrap();
    let form = serde_json::json!({
        "$schema": "schema.schema.json", "id": "f", "title": "F", "legal_basis": ["QĐ"], "valid_from": "2024-01-01",
        "value_columns": [{"id": "plan", "label": "KH"}, {"id": "done", "label": "TH"},
            {"id": "share", "label": "%", "ratio": {"part": "done", "whole": "plan"}}],
        "main_column": 1,
        "variants": [{"name": "xã", "replace": [["sở", "xã"]]}],
        "indicators": [
            {"id": "I", "section": "I", "label": "Mục", "kind": "section"},
            {"id": "I.1", "parent": "I", "section": "I", "number": "1", "label": "Tổng số", "aliases": ["Số"],
             "unit": "Người", "unit_aliases": ["người"], "kind": "count", "presence": {"required-if": "I.2"},
             "scope": "cumulative", "aggregate": {"ratio": {"part": "I.2", "whole": "I.3"}},
             "rules": [{"rule": "sum-of", "parts": ["I.2", "I.3"], "soft": true}, {"rule": "within", "min": 0}]},
            {"id": "I.2", "parent": "I", "section": "I", "label": "Có không", "unit": "Không = 0 Có = 1",
             "kind": "choice", "choices": [{"code": 0, "label": "Không"}, {"code": 1, "label": "Có"}]},
            {"id": "I.3", "parent": "I", "section": "I", "label": "Số", "kind": "count",
             "rules": [{"rule": "at-most", "whole": "I.1"}, {"rule": "equal-to", "other": "I.1"},
                       {"rule": "ratio-of", "part": "I.1", "whole": "I.2", "guessed": true}]}
        ]
    });
    assert!(validator.is_valid(&form) && Schema::from_json("f", &form.to_string()).is_ok());
    let mut chance = Chance(7);
    let mut refused = 0;
    for _ in 0..1_500 {
        let mut spoiled = form.clone();
        spoil(&mut spoiled, &mut chance);
        if !validator.is_valid(&spoiled) {
            refused += 1;
            let error = Schema::from_json("f", &spoiled.to_string());
            assert!(error.is_err(), "loads against the JSON Schema: {spoiled}");
        }
    }
    assert!(refused > 400, "only {refused} spoiled");
}

#[test]
fn the_worked_example_loads() {
    let readme = include_str!("../schemas/README.md");
    let example = readme
        .split("```json\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .unwrap();
    let schema = Schema::from_json("README.md", example).unwrap_or_else(|error| panic!("{error}"));
    let leaders = schema.get(&"II.1".into()).unwrap();
    assert_eq!(leaders.aliases, ["Số lãnh đạo cấp xã"]);
}

#[test]
fn the_readme_counts_right() {
    let readme = include_str!("../schemas/README.md");
    for schema in builtin() {
        let of = |kind: Kind| {
            schema
                .indicators
                .iter()
                .filter(|row| row.kind == kind)
                .count()
        };
        let asking = schema.indicators.iter().filter(|row| row.asks()).count();
        let said = format!(
            "{} sections, {} headings, {asking} indicators",
            of(Kind::Section),
            of(Kind::Heading)
        );
        let line = readme
            .lines()
            .find(|line| line.contains(&format!("`{}.json`", schema.id)))
            .unwrap();
        assert!(line.contains(&said), "{}: {said}", schema.id);
    }
}

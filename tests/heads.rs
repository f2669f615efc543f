//! Whose report it is: a hundred letterheads (`fixtures/heads/make.py` writes them), each field right or blank.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::model::{Code, Letterhead, Report};
use phuluc::pipeline::{self, Context};
use phuluc::text::{Text, fold::fold};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Letterheads of which every field must be right; the rest may leave some blank.
const FULLY_RIGHT: usize = 95;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/heads")
}

fn expected() -> BTreeMap<String, BTreeMap<String, Value>> {
    let expected = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    serde_json::from_str(&expected).unwrap()
}

fn read(name: &str, context: &Context) -> Report {
    let bytes = std::fs::read(folder().join(name)).unwrap();
    pipeline::extract(name, &bytes, context).unwrap()
}

#[test]
fn every_field_of_a_hundred_letterheads_is_right_or_blank() {
    let expected = expected();
    assert_eq!(expected.len(), 100);
    let context = common::without_readers();
    let (mut wrong, mut blank) = (Vec::new(), BTreeMap::new());
    for (name, fields) in &expected {
        let head = read(name, &context).head;
        for (field, right) in fields {
            let (right, found) = (right.as_str(), found(&head, field));
            match (right, &found) {
                (right, Some(found)) if right.map(fold) != Some(fold(found)) => {
                    wrong.push(format!("{name}: {field} is {found:?}, not {right:?}"))
                }
                (Some(right), None) => {
                    blank.insert(name, format!("{field} is blank, not {right:?}"));
                }
                _ => {}
            }
        }
    }
    for (name, what) in &blank {
        println!("{name}: {what}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let right = expected.len() - blank.len();
    assert!(right >= FULLY_RIGHT, "only {right} are fully right");
}

/// Figures without a period are told of; a period has its first and last day.
#[test]
fn an_appendix_without_a_period_is_told_of_and_no_other() {
    let context = common::without_readers();
    for (name, fields) in expected() {
        let report = read(&name, &context);
        assert!(!report.appendix.rows.is_empty(), "{name} has no appendix");
        let codes: Vec<Code> = report.findings.iter().map(|f| f.code).collect();
        let is_told = codes.contains(&Code::PeriodUnknown);
        assert_eq!(is_told, fields["period"].is_null(), "{name}: {codes:?}");
        let period = report.head.period.as_ref();
        let days = period.map(|period| (period.start.is_some(), period.end.is_some()));
        assert!(days.is_none_or(|days| days == (true, true)), "{name}");
    }
}

fn found(head: &Letterhead, field: &str) -> Option<String> {
    let text = |text: &Option<Text>| text.as_ref().map(Text::to_string);
    match field {
        "agency" => text(&head.agency),
        "parent_agency" => text(&head.parent_agency),
        "province" => text(&head.province),
        "number" => text(&head.number),
        "date" => head.date.clone(),
        "period" => head.period.as_ref().map(|period| period.code.clone()),
        other => panic!("no field is called {other}"),
    }
}

//! A form filled with what a report says, read again, says the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::emit::form::filled;
use phuluc::model::{Period, Report, Value};
use phuluc::pipeline::{Context, Setup, extract};
use phuluc::schema::{self, Kind, Schema};
use phuluc::text::Text;
use std::collections::BTreeSet;
use std::path::Path;

/// What is compared of an indicator: its value and its note.
fn said(report: &Report) -> Vec<(String, Value, Option<String>)> {
    let records = report.records.iter();
    records
        .map(|record| {
            let row = record.row.and_then(|at| report.appendix.rows.get(at));
            let note = row.and_then(|row| row.note.as_ref());
            // The form prints every row: one that the report lacks comes back blank.
            let value = match &record.value {
                Value::Missing => Value::Blank,
                value => value.clone(),
            };
            let note = note.map(Text::to_string).filter(|note| !note.is_empty());
            (record.indicator.to_string(), value, note)
        })
        .collect()
}

fn head(report: &Report) -> [Option<String>; 5] {
    let head = &report.head;
    let text = |text: &Option<Text>| text.as_ref().map(Text::to_string);
    let period = head.period.as_ref();
    [
        text(&head.agency),
        text(&head.number),
        head.date.clone(),
        period.map(|period| period.code.clone()),
        report.schema.as_ref().map(|fit| fit.id.clone()),
    ]
}

fn goes_round(name: &str, report: &Report, context: &Context) -> Vec<String> {
    let schema = schema::of(report, context.schemas()).expect("its form");
    let bytes = filled(schema, report).unwrap();
    assert_eq!(bytes, filled(schema, report).unwrap(), "{name}: same bytes");
    let again = extract("form.docx", &bytes, context).unwrap();
    let mut wrong = Vec::new();
    if head(report) != head(&again) {
        wrong.push(format!("{name}: {:?} → {:?}", head(report), head(&again)));
    }
    let (before, after) = (said(report), said(&again));
    assert_eq!(before.len(), after.len(), "{name}");
    let pairs = before.iter().zip(&after).filter(|(one, two)| one != two);
    wrong.extend(pairs.map(|(one, two)| format!("{name}: {one:?} → {two:?}")));
    wrong
}

#[test]
fn every_fixture_comes_back_as_it_was() {
    let context = common::without_readers();
    let (mut forms, mut wrong, mut values) = (BTreeSet::new(), Vec::new(), 0);
    for (name, path) in common::fixtures() {
        let Ok(report) = extract(&name, std::fs::read(path).unwrap(), &context) else {
            continue;
        };
        let Some(fit) = &report.schema else { continue };
        forms.insert(fit.id.clone());
        values += said(&report)
            .iter()
            .filter(|row| row.1.number().is_some())
            .count();
        wrong.extend(goes_round(&name, &report, &context));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(forms.len(), 2, "both shipped forms");
    assert!(values > 500, "only {values} values");
}

/// Figures that can be read in more than one way, answers, words, notes with signs of their own.
fn invented(schema: &Schema, context: &Context) -> Report {
    let blank = phuluc::emit::form::blank(schema).unwrap();
    let mut report = extract("form.docx", blank, context).unwrap();
    report.head.agency = Some(Text::clean("Sở Xây dựng tỉnh Hà Nam"));
    report.head.number = Some(Text::clean("12/BC-SXD"));
    report.head.date = Some("2024-02-05".to_owned());
    report.head.period = phuluc::text::period::period("quý I năm 2024", None).map(|found| {
        let (code, printed) = found;
        Period {
            code,
            printed,
            ..Period::default()
        }
    });
    let counts = ["0", "7", "1234567", "1946", "12345", "1000"];
    let rates = ["100", "86.96", "0.5", "1.946", "12.345", "99.9"];
    for (at, record) in report.records.iter_mut().enumerate() {
        // A caption over a table has no cell for a note.
        let indicator = schema.get(&record.indicator).unwrap();
        let row = record
            .row
            .and_then(|at| report.appendix.rows.get_mut(at))
            .unwrap();
        row.note = (at % 3 == 0 && indicator.asks())
            .then(|| Text::clean("Quyết định số 1/QĐ-UBND <đã ban hành> & “gửi”"));
        let number = |of: [&str; 6]| of[at % 6].parse().unwrap();
        record.value = match indicator {
            row if !row.asks() || at % 11 == 0 => Value::Blank,
            row if row.kind == Kind::Percent => Value::Percent(number(rates)),
            row if row.kind == Kind::Amount => Value::Number(number(rates)),
            row if row.kind == Kind::Count => Value::Number(number(counts)),
            row if row.kind == Kind::Choice => {
                Value::Choice(row.choices[at % row.choices.len()].code)
            }
            _ => Value::Text(Text::clean("Đã hoàn thành đợt một")),
        };
    }
    report
}

#[test]
fn every_row_of_every_form_keeps_what_is_written_in_it() {
    let context = common::without_readers();
    for schema in context.schemas() {
        let report = invented(schema, &context);
        let values = said(&report)
            .iter()
            .filter(|row| row.1 != Value::Blank)
            .count();
        assert!(values > 90, "{}: only {values} values", schema.id);
        let wrong = goes_round(&schema.id, &report, &context);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// Plan, done, compared: what stands in the other columns comes back in its own.
#[test]
fn a_form_of_several_value_columns_keeps_each() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/plan-done-compared");
    let form = std::fs::read_to_string(folder.join("schema.json")).unwrap();
    let schema = Schema::from_json("schema.json", &form).unwrap();
    let context = Context::with_schemas(Setup::default(), vec![schema]);
    let input = std::fs::read(folder.join("input.txt")).unwrap();
    let report = extract("input.txt", input, &context).unwrap();
    let wrong = goes_round("plan-done-compared", &report, &context);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let bytes = filled(&context.schemas()[0], &report).unwrap();
    let again = extract("form.docx", &bytes, &context).unwrap();
    let others = |report: &Report| {
        let values = report.records.iter().flat_map(|record| &record.more_values);
        values.map(|other| other.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(others(&report), others(&again));
    assert!(
        others(&report)
            .iter()
            .filter(|value| value.number().is_some())
            .count()
            > 30
    );
}

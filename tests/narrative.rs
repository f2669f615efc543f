//! Sentences worded in many ways: a stated figure is tied to its indicator, whatever the wording, and what
//! states no indicator is tied to none.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use phuluc::model::report::{Sentence, Support};
use phuluc::model::{Heading, Period, Record, Report, Value};
use phuluc::pipeline::{Settings, audit};
use phuluc::schema::{Kind, Rule, Schema, builtin};
use phuluc::text::Text;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const UNRELATED: &str = include_str!("../fixtures/narrative/unrelated.tsv");

/// Sentences that state figures, and the form they speak of.
const STATED: [(&str, &str); 2] = [
    (
        "cchc-so-nganh-2022",
        include_str!("../fixtures/narrative/stated.tsv"),
    ),
    (
        "cchc-cap-tinh-2025",
        include_str!("../fixtures/narrative/stated-2025.tsv"),
    ),
];

fn form(id: &str) -> &'static Schema {
    builtin()
        .iter()
        .find(|schema| schema.id == id)
        .expect("a shipped form")
}

/// Figures that look real and differ from each other, the same on every run.
fn values(form: &Schema, seed: u64) -> BTreeMap<String, Decimal> {
    let mut state = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    let mut next = |most: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let mut values = BTreeMap::new();
    for indicator in &form.indicators {
        let value = match indicator.kind {
            Kind::Percent => Decimal::new(5_000 + next(4_990) as i64, 2),
            Kind::Count | Kind::Amount => {
                let most = if next(3) == 0 { 3_000 } else { 60 };
                Decimal::from(2 + next(most))
            }
            _ => continue,
        };
        values.insert(indicator.id.to_string(), value);
    }
    // Wholes are larger than their parts, and rates are theirs.
    for indicator in &form.indicators {
        for rule in &indicator.rules {
            if let Rule::AtMost { whole, .. } = rule
                && let (Some(part), Some(all)) = (
                    values.get(indicator.id.as_str()).copied(),
                    values.get(whole.as_str()).copied(),
                )
                && all <= part
            {
                values.insert(whole.to_string(), part + all);
            }
        }
    }
    for indicator in &form.indicators {
        for rule in &indicator.rules {
            if let Rule::RatioOf { part, whole, .. } = rule {
                let rate = values[part.as_str()] * Decimal::ONE_HUNDRED / values[whole.as_str()];
                values.insert(indicator.id.to_string(), rate.round_dp(2));
            }
        }
    }
    values
}

fn report(form: &Schema, values: &BTreeMap<String, Decimal>, line: &str, sentence: &str) -> Report {
    let columns: Vec<&str> = line.split('\t').collect();
    let mut report = Report::default();
    report.head.period = Some(Period {
        code: "2030-Q1".into(),
        ..Period::default()
    });
    report.outline.push(Heading {
        number: columns[0].to_owned(),
        title: Text::clean(columns[1]),
        level: columns[0].split('.').count() as u8 + 1,
        text: vec![Sentence {
            text: Text::clean(sentence),
            ..Sentence::default()
        }],
        ..Heading::default()
    });
    for indicator in &form.indicators {
        let value = match (indicator.kind, values.get(indicator.id.as_str())) {
            (Kind::Percent, Some(value)) => Value::Percent(*value),
            (_, Some(value)) => Value::Number(*value),
            (_, None) => Value::Blank,
        };
        report.records.push(Record {
            indicator: indicator.id.clone(),
            value,
            ..Record::default()
        });
    }
    audit(&mut report, Some(form), &Settings::default());
    report
}

/// The sentence with its figures, and the indicators it states.
fn filled(sentence: &str, values: &BTreeMap<String, Decimal>) -> (String, Vec<String>) {
    let (mut out, mut ids, mut rest) = (String::new(), Vec::new(), sentence);
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').expect("a closed placeholder");
        let (style, id) = name.split_once(':').unwrap_or(("", name));
        out.push_str(before);
        out.push_str(&printed(style, values[id]));
        ids.push(id.to_owned());
        rest = behind;
    }
    out.push_str(rest);
    (out, ids)
}

fn printed(style: &str, value: Decimal) -> String {
    match style {
        "w" => words(value.to_string().parse().expect("a whole number")),
        _ => value.to_string().replace('.', ","),
    }
}

fn words(value: u64) -> String {
    const DIGITS: [&str; 10] = [
        "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
    ];
    let digit = |n: u64| DIGITS[n as usize].to_owned();
    match value {
        0..=9 => digit(value),
        10 => "mười".to_owned(),
        11..=19 => format!(
            "mười {}",
            if value == 15 {
                "lăm".to_owned()
            } else {
                digit(value % 10)
            }
        ),
        20..=99 => match value % 10 {
            0 => format!("{} mươi", digit(value / 10)),
            5 => format!("{} mươi lăm", digit(value / 10)),
            1 => format!("{} mươi mốt", digit(value / 10)),
            n => format!("{} mươi {}", digit(value / 10), digit(n)),
        },
        100..=999 if value.is_multiple_of(100) => format!("{} trăm", digit(value / 100)),
        100..=999 if value % 100 < 10 => {
            format!("{} trăm linh {}", digit(value / 100), digit(value % 10))
        }
        100..=999 => format!("{} trăm {}", digit(value / 100), words(value % 100)),
        _ if value.is_multiple_of(1000) => format!("{} nghìn", words(value / 1000)),
        _ if value % 1000 < 100 => {
            format!(
                "{} nghìn không trăm {}",
                words(value / 1000),
                words(value % 1000)
            )
        }
        _ => format!("{} nghìn {}", words(value / 1000), words(value % 1000)),
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn flagged(report: &Report) -> Vec<String> {
    let mismatches = report
        .findings
        .iter()
        .filter(|finding| finding.code.as_str() == "narrative-mismatch");
    mismatches
        .filter_map(|finding| finding.indicator.as_ref().map(ToString::to_string))
        .collect()
}

#[test]
fn a_differing_figure_is_found_however_it_is_worded_and_an_agreeing_one_never_flagged() {
    let (mut wrong, mut caught, mut right, mut alarms, mut confirmed) = (0, 0, 0, 0, 0);
    let cases = STATED
        .iter()
        .flat_map(|(id, text)| lines(text).map(move |line| (form(id), line)));
    for ((form, line), seed) in cases.flat_map(|case| (1..4).map(move |seed| (case, seed))) {
        let values = values(form, seed);
        let (sentence, ids) = filled(line.split('\t').nth(2).expect("a sentence"), &values);
        let agreeing = report(form, &values, line, &sentence);
        let flags = flagged(&agreeing);
        right += ids.len();
        alarms += flags.len();
        for id in &ids {
            let record = agreeing
                .records
                .iter()
                .find(|record| record.indicator.as_str() == id);
            confirmed += usize::from(
                record.is_some_and(|record| record.evidence.contains(&Support::Narrative)),
            );
        }
        if !flags.is_empty() {
            eprintln!("ALARM {flags:?}: {sentence}");
        }
        for id in &ids {
            let mut other = values.clone();
            let change = if other[id].scale() > 0 {
                Decimal::new(173, 2)
            } else {
                Decimal::from(1 + seed)
            };
            other.insert(id.clone(), other[id] + change);
            wrong += 1;
            match flagged(&report(form, &other, line, &sentence)).contains(id) {
                true => caught += 1,
                false => eprintln!("MISSED {id}: {sentence}"),
            }
        }
    }
    eprintln!("found {caught} of {wrong}; alarms {alarms} of {right}; confirmed {confirmed}");
    assert!(wrong > 100 && right > 100, "the sentences are there");
    assert!(caught * 100 >= wrong * 95 && alarms * 100 <= right);
}

#[test]
fn figures_that_state_no_indicator_are_tied_to_none() {
    let (mut figures, mut alarms) = (0, 0);
    for (line, seed) in lines(UNRELATED).flat_map(|line| (1..4).map(move |seed| (line, seed))) {
        let sentence = line.split('\t').nth(2).expect("a sentence");
        let form = form("cchc-so-nganh-2022");
        let flags = flagged(&report(form, &values(form, seed), line, sentence));
        figures += 1;
        alarms += flags.len();
        if !flags.is_empty() {
            eprintln!("ALARM {flags:?}: {sentence}");
        }
    }
    eprintln!("{alarms} alarms in {figures} sentences");
    assert!(figures > 10, "the sentences are there");
    assert!(alarms * 100 <= figures);
}

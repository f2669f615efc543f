//! The workbook as a chief's office gets it: totals that can be added up again, numbers that are numbers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use calamine::{Data, Range, Reader, Xlsx, open_workbook};
use common::folder::{Folder, report_of};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the program in Vietnamese; it must end well.
fn phuluc(dir: &Path, args: &[&str]) {
    let mut command = common::folder::command(dir, args);
    let output = command.env("PHULUC_LANG", "vi").output().unwrap();
    let ended_well = output.status.code().is_some_and(|code| code < 2);
    assert!(ended_well, "{}", common::folder::said(&output));
}

/// Four offices of one form and period, one of them twice, with figures of their own.
fn store(name: &str) -> Folder {
    let dir = Folder::new(&format!("book-{name}"));
    for (at, name) in ["Xây dựng", "Tư pháp", "Y tế", "Nội vụ"]
        .into_iter()
        .enumerate()
    {
        let text = report_of(name)
            .replace("\t37\t", &format!("\t{}\t", 37 + at))
            .replace("61,5", &format!("6{at},25"));
        dir.put(&format!("in/{at}.txt"), text);
    }
    dir.put("in/copy.txt", report_of("Y tế"));
    phuluc(&dir.0, &["extract", "in", "--fail-on", "never"]);
    dir
}

fn sheets(path: &Path) -> Vec<(String, Range<Data>)> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    book.worksheets()
}

fn number(cell: Option<&Data>) -> Option<f64> {
    match cell {
        Some(Data::Float(number)) => Some(*number),
        Some(Data::Int(number)) => Some(*number as f64),
        // The cached result of a formula.
        Some(Data::String(text)) => text.parse().ok(),
        _ => None,
    }
}

/// Every total is what the long table gives when it is added up by itself: sums, rates over the offices that have
/// both parts, counts of "yes"; a copy is in none of them.
#[test]
fn totals_are_those_of_the_long_table() {
    let dir = store("totals");
    let rows = dir.table("out/indicators.csv");
    let forms = dir.table("out/forms.csv");
    let mut values: BTreeMap<&str, BTreeMap<&str, f64>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row["counts"] == "true") {
        if let Ok(value) = row["value"].parse::<f64>() {
            values
                .entry(&row["indicator"])
                .or_default()
                .insert(&row["report"], value);
        }
    }
    let none = BTreeMap::new();
    let expected = |form: &BTreeMap<String, String>| -> Option<f64> {
        let own = values.get(form["indicator"].as_str()).unwrap_or(&none);
        let of = |name: &str| values.get(form[name].as_str()).unwrap_or(&none);
        let both = |a: &BTreeMap<&str, f64>, b: &BTreeMap<&str, f64>, with: fn(f64, f64) -> f64| {
            a.iter()
                .filter_map(|(report, x)| Some(with(*x, *b.get(report)?)))
                .sum::<f64>()
        };
        let round = |rate: f64| rate.is_finite().then(|| (rate * 100.0).round() / 100.0);
        if own.is_empty() && form["aggregate"] != "ratio" {
            return None;
        }
        match form["aggregate"].as_str() {
            "sum" => Some(own.values().sum()),
            "count-yes" => Some(own.values().filter(|value| **value == 1.0).count() as f64),
            "mean" => round(own.values().sum::<f64>() / own.len() as f64),
            "weighted" => {
                round(both(own, of("whole"), |x, w| x * w) / both(own, of("whole"), |_, w| w))
            }
            "ratio" => round(
                100.0 * both(of("part"), of("whole"), |p, _| p)
                    / both(of("part"), of("whole"), |_, w| w),
            ),
            _ => None,
        }
    };
    let mut seen = 0;
    for (_, range) in sheets(&dir.0.join("out/tong-hop.xlsx")) {
        let Some((last, _)) = range.end() else {
            continue;
        };
        for row in 4..=last {
            let Some(Data::String(id)) = range.get_value((row, 0)) else {
                continue;
            };
            let form = forms
                .iter()
                .find(|form| form["schema"] == "cchc-so-nganh-2022" && form["indicator"] == *id);
            let Some(form) =
                form.filter(|form| !["section", "heading"].contains(&form["kind"].as_str()))
            else {
                continue;
            };
            let Some(Data::String(share)) = range.get_value((row, 5)) else {
                continue;
            };
            let total = number(range.get_value((row, 4)));
            assert_eq!(total, expected(form), "{id}");
            let of = |name: &str| values.get(form[name].as_str()).unwrap_or(&none);
            let pair = match form["aggregate"].as_str() {
                "ratio" => Some((of("part"), of("whole"))),
                "weighted" => Some((of("indicator"), of("whole"))),
                _ => None,
            };
            let both = pair.map(|(a, b)| a.keys().filter(|report| b.contains_key(*report)).count());
            let own = both.unwrap_or(values.get(id.as_str()).map_or(0, BTreeMap::len));
            if form["kind"] != "text" {
                assert_eq!(*share, format!("{own}/4"), "{id}");
            }
            seen += 1;
        }
    }
    assert_eq!(seen, 150);
}

/// Equal reports give equal bytes, on every run.
#[test]
fn the_same_reports_give_the_same_workbook() {
    let dir = store("bytes");
    let first = fs::read(dir.0.join("out/tong-hop.xlsx")).unwrap();
    phuluc(&dir.0, &["workbook", "out", "-o", "again.xlsx"]);
    assert!(first == fs::read(dir.0.join("again.xlsx")).unwrap());
}

/// In a spreadsheet that writes decimals with a comma no figure turns into words.
#[test]
fn figures_stay_figures_in_a_vietnamese_spreadsheet() {
    let dir = store("locale");
    let profile = dir.0.join("profile/user");
    fs::create_dir_all(&profile).unwrap();
    let settings = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
</oor:items>"#;
    fs::write(profile.join("registrymodifications.xcu"), settings).unwrap();
    let converted = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            dir.0.join("profile").display()
        ))
        .args(["--headless", "--convert-to", "fods", "--outdir"])
        .arg(&dir.0)
        .arg(dir.0.join("out/tong-hop.xlsx"))
        .output();
    if !converted.is_ok_and(|output| output.status.success()) {
        println!("no LibreOffice here: not tested");
        return;
    }
    let text = fs::read_to_string(dir.0.join("tong-hop.fods")).unwrap();
    let decimals = text.matches("office:value-type=\"float\"").count();
    assert!(decimals > 300, "{decimals} figures");
    let words: Vec<&str> = text
        .split("office:value-type=\"string\"")
        .skip(1)
        .filter_map(|cell| cell.split("<text:p>").nth(1)?.split("</text:p>").next())
        .filter(|shown| {
            let plain = shown.replace(',', ".");
            plain.contains('.') && plain.parse::<f64>().is_ok()
        })
        .collect();
    // What reports print ("61,5") stands as words in a column of its own, as printed.
    let printed = dir
        .table("out/indicators.csv")
        .into_iter()
        .map(|row| row["value_raw"].clone());
    let printed: Vec<String> = printed.collect();
    assert!(
        words
            .iter()
            .all(|word| printed.iter().any(|raw| raw == word)),
        "{words:?}"
    );
}

/// Read back, a workbook nobody changed says what the store says: every fixture, every period.
#[test]
fn nothing_changes_on_the_way_through_the_workbook() {
    let dir = Folder::new("book-trip");
    fs::create_dir_all(dir.0.join("in")).unwrap();
    for (name, input) in common::fixtures() {
        let ending = input.extension().unwrap().to_string_lossy().into_owned();
        fs::copy(&input, dir.0.join(format!("in/{name}.{ending}"))).unwrap();
    }
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
        command
            .args(args)
            .current_dir(&dir.0)
            .output()
            .unwrap()
            .status
            .code()
    };
    run(&["extract", "in", "--ocr", "off"]);
    let board = dir.table("out/submissions.csv");
    let periods: std::collections::BTreeSet<&str> =
        board.iter().map(|row| row["period"].as_str()).collect();
    let mut trips = 0;
    for period in periods.into_iter().filter(|period| !period.is_empty()) {
        assert_eq!(
            run(&["workbook", "out", "-o", "trip.xlsx", "--period", period]),
            Some(0),
            "{period}"
        );
        assert_eq!(
            run(&["correct", "out", "--from", "trip.xlsx"]),
            Some(4),
            "{period}"
        );
        trips += 1;
    }
    assert!(trips > 3 && !dir.0.join("out/corrections.csv").exists());
}

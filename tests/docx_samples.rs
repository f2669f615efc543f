//! Every row of the sample reports' appendices comes out of the DOCX reader's cells exactly.
//!
//! The samples lie beside the repository (`../shared`); where they are absent the test says so and passes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::model::{Block, Cell, Grid};
use phuluc::read::{self, Options};
use phuluc::text::tone;
use serde_json::Value;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// NFC, soft hyphens out, single spaces, tones in the old place: the differences that do not count.
fn plain(text: &str) -> String {
    let text: String = text
        .replace('\u{ad}', "")
        .replace('\u{2011}', "-")
        .nfc()
        .collect();
    let text = tone::old(&text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn number(text: &str) -> String {
    plain(text).trim_end_matches(['.', ')']).to_lowercase()
}

fn printed(cell: Option<&Cell>) -> String {
    let Some(cell) = cell else {
        return String::new();
    };
    let marks: String = cell.marks.iter().map(|mark| mark.as_str()).collect();
    plain(&format!("{}{marks}", cell.text))
}

/// The rows of all grids: number, label, unit, value, note.
fn rows(grids: &[&Grid]) -> Vec<[String; 5]> {
    let row = |grid: &Grid, row| std::array::from_fn(|column| printed(grid.at(row, column)));
    grids
        .iter()
        .flat_map(|grid| (0..grid.rows).map(move |at| row(grid, at)))
        .collect()
}

/// A heading's label may span the columns after it, and its number may stand in the label's cell.
fn is_same(truth: &[String; 5], read: &[String; 5]) -> bool {
    let spanned = truth[1] == read[1] && read[2] == read[1];
    let joined = read[0] == read[1] && read[0].ends_with(&truth[1]);
    number(&truth[0]) == number(&read[0])
        && truth[1] == read[1]
        && (truth[2..] == read[2..] || spanned)
        || joined
}

/// Truth rows that no row of the file says, in order.
fn missing(truth: &Value, read: &[[String; 5]]) -> Vec<[String; 5]> {
    let field = |row: &Value, key: &str| plain(row[key].as_str().unwrap_or_default());
    let mut at = 0;
    let mut missing = Vec::new();
    for row in truth["rows"].as_array().into_iter().flatten() {
        let row = ["stt", "label", "unit", "value_raw", "note"].map(|key| field(row, key));
        match read[at..].iter().position(|read| is_same(&row, read)) {
            Some(next) => at += next + 1,
            None => missing.push(row),
        }
    }
    missing
}

fn check(path: &Path) -> usize {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let truth = path.with_file_name(format!(
        "{}.truth.json",
        name.split('.').next().unwrap_or_default()
    ));
    let truth: Value = serde_json::from_slice(&std::fs::read(truth).unwrap()).unwrap();
    let document = read::read(&name, std::fs::read(path).unwrap(), &Options::default())
        .unwrap()
        .output;
    let grids: Vec<&Grid> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        })
        .collect();
    let read = rows(&grids);
    let missing = missing(&truth, &read);
    println!(
        "{name}: {} of {} rows not read as printed",
        missing.len(),
        truth["rows"].as_array().map_or(0, Vec::len)
    );
    for row in missing.iter().take(5) {
        let near: Vec<_> = read
            .iter()
            .filter(|r| r[1] == row[1] || r[1].contains(&row[1]))
            .take(3)
            .collect();
        println!("  truth {row:?}\n  read  {near:?}");
    }
    missing.len()
}

#[test]
#[ignore = "reads ../shared"]
fn every_row_of_the_sample_reports_comes_out_of_its_cells() {
    let mut wrong = 0;
    for folder in ["samples/a", "samples/b"] {
        let folder = common::shared(folder);
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        files.retain(|path| {
            path.extension()
                .is_some_and(|extension| extension == "docx")
        });
        files.retain(|path| {
            !path.to_string_lossy().contains(".tcvn3.") && !path.to_string_lossy().contains(".vni.")
        });
        files.sort();
        wrong += files.iter().map(|path| check(path)).sum::<usize>();
    }
    assert_eq!(wrong, 0, "rows not read as printed");
}

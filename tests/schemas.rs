//! The shipped schemas and the wording table against what reports really print.

use phuluc::schema::{Indicator, builtin};
use phuluc::text::similar::Label;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Files of the shared folder whose name ends so; empty, with a word, where the folder is absent.
fn shared(folder: &str, ending: &str) -> Vec<PathBuf> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found =
        ["../shared", "../../shared"].map(|up| home.join(up).join(folder)).into_iter().find(|p| p.is_dir());
    let Some(folder) = found else {
        eprintln!("skipped: no shared folder {folder}");
        return Vec::new();
    };
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
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
        labels: std::iter::once(&row.label).chain(&row.aliases).map(|name| Label::of(name)).collect(),
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
                assert!(!b.labels.iter().any(|label| a.same(label)), "{} reads like {}", a.row.id, b.row.id);
            }
        }
    }
}

/// (printed label, the form's label, section) of every row a report renamed.
fn renamed_rows() -> Vec<(String, String, String)> {
    let paths = shared("samples/a", ".truth.json").into_iter().chain(shared("samples/b", ".truth.json"));
    let truths = paths.map(|path| serde_json::from_slice::<Value>(&std::fs::read(path).unwrap()).unwrap());
    let rows = truths.flat_map(|truth| truth["rows"].as_array().unwrap().clone());
    let text = |row: &Value, field: &str| row[field].as_str().unwrap_or_default().to_owned();
    let named = rows.map(|row| (text(&row, "label"), text(&row, "label_schema"), text(&row, "section")));
    named.filter(|(printed, form, _)| !form.is_empty() && printed != form).collect()
}

/// Units abbreviate, write out, drop words and put their own kind of agency in: with the
/// wording table a renamed label must be exactly one of the names of its own row, and of no other.
#[test]
fn a_renamed_row_reads_like_its_own_row_and_no_other() {
    let rows: Vec<Names<'_>> = builtin()[0].indicators.iter().map(names).collect();
    let renamed = renamed_rows();
    let mut wrong = Vec::new();
    for (printed, form, section) in &renamed {
        let alike = |label: &str| {
            let label = Label::of(label);
            let in_section = rows.iter().filter(|names| names.row.section == *section);
            in_section.filter(|names| names.same(&label)).map(|names| &names.row.id).collect::<Vec<_>>()
        };
        if alike(printed).is_empty() || alike(printed) != alike(form) {
            wrong.push(format!("{printed}: {:?}, not {:?}", alike(printed), alike(form)));
        }
    }
    println!("{} renamed rows, {} not alike", renamed.len(), wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

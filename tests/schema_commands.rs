//! `phuluc schema …` as a person types it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use assert_cmd::Command;
use std::path::PathBuf;

fn phuluc(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("phuluc").unwrap();
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .args(["--lang", "en"]);
    command
}

fn said(args: &[&str], exit: i32) -> (String, String) {
    let output = phuluc(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(exit), "{args:?}: {err}");
    (out, err)
}

/// A folder of its own under the build directory.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn the_shipped_forms_are_listed_and_shown() {
    let (list, _) = said(&["schema", "list"], 0);
    assert!(list.contains("cchc-so-nganh-2022") && list.contains("cchc-cap-tinh-2025"));
    let (show, _) = said(&["schema", "show", "cchc-so-nganh-2022"], 0);
    assert!(show.contains("= I.1.2 / I.1.1"));
}

#[test]
fn an_unknown_form_gets_the_nearest_name() {
    let (_, err) = said(&["schema", "show", "cchc-so-nganh-2023"], 2);
    assert!(err.contains("did you mean cchc-so-nganh-2022?"), "{err}");
}

#[test]
fn every_fault_of_a_file_is_said() {
    let path = folder("schema-check").join("bad.json");
    let row = |id: &str, parent: &str| {
        format!(
            r#"{{"id": "{id}", "parent": "{parent}", "section": "I", "label": "A", "kind": "count"}}"#
        )
    };
    let rows = [row("I.1", "II"), row("I.1", "I.1")].join(",");
    std::fs::write(
        &path,
        format!(r#"{{"id": "f", "title": "F", "indicators": [{rows}]}}"#),
    )
    .unwrap();
    let (out, err) = said(&["schema", "check", path.to_str().unwrap()], 2);
    assert_eq!(out, "");
    assert!(
        err.lines().count() >= 2
            && err.contains("parent II does not exist")
            && err.contains("given twice"),
        "{err}"
    );
    let (out, _) = said(&["schema", "check", "schemas"], 0);
    assert_eq!(out.lines().count(), 2);
}

#[test]
fn two_eras_are_joined() {
    let (out, err) = said(
        &["schema", "diff", "cchc-so-nganh-2022", "cchc-cap-tinh-2025"],
        0,
    );
    assert!(out.contains("VII.4.5.2"));
    assert!(err.contains("kept") && err.contains("removed"), "{err}");
    let (json, _) = said(
        &[
            "schema",
            "diff",
            "cchc-so-nganh-2022",
            "cchc-cap-tinh-2025",
            "--json",
        ],
        0,
    );
    let difference: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(difference["pairs"].as_array().unwrap().len() > 30);
}

/// The whole way of a new form: drafted from a filled report, written out blank, sent back, mapped.
#[test]
fn a_new_form_goes_round() {
    let folder = folder("schema-round");
    let [json, docx] =
        ["form.json", "form.docx"].map(|name| folder.join(name).to_str().unwrap().to_owned());
    let report = "fixtures/plan-done-compared/input.txt";
    said(&["schema", "draft", report, "--id", "form", "-o", &json], 0);
    said(&["schema", "check", &json], 0);
    said(&["schema", "form", &json, "-o", &docx], 0);
    let (rows, _) = said(
        &[
            "appendix",
            &docx,
            "--schemas",
            folder.to_str().unwrap(),
            "--json",
        ],
        0,
    );
    let rows: Vec<serde_json::Value> = serde_json::from_str(&rows).unwrap();
    assert_eq!(rows.len(), 40);
    assert!(
        rows.iter().all(|row| row["indicator"].is_string()),
        "every row of the form comes back mapped"
    );
}

#[test]
fn nothing_to_draft_from_is_said() {
    let (out, _) = said(&["schema", "draft", "README-that-is-not-there.docx"], 4);
    assert_eq!(out, "");
}

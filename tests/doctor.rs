//! `phuluc doctor` tells what is here, and of what is not what that costs.
#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on fails

use assert_cmd::Command;
use std::path::Path;

/// What it says on a machine where nothing is but what lies in the folder.
fn says(folder: &Path, lang: &str, arguments: &[&str]) -> String {
    let output = Command::cargo_bin("phuluc")
        .unwrap()
        .args(["doctor", "--lang", lang])
        .args(arguments)
        .env_clear()
        .env("PATH", folder)
        .env("HOME", folder)
        .env("LOCALAPPDATA", folder)
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    String::from_utf8(output).unwrap()
}

#[test]
fn what_is_missing_is_told_with_its_cost_and_its_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let said = says(folder.path(), "en", &[]);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 9, "{said}");
    for (at, tool) in [
        "model that reads print in pictures",
        "tesseract",
        "LibreOffice",
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(lines[at * 3], format!("{tool}: missing"));
        assert!(lines[at * 3 + 1].starts_with("  without it "), "{said}");
        assert!(lines[at * 3 + 2].starts_with("  hint: "), "{said}");
    }
    assert!(says(folder.path(), "vi", &[]).contains("tesseract: không có\n"));
}

#[test]
fn another_file_is_not_taken_for_the_model() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("asternet.onnx");
    std::fs::write(&file, "something else").unwrap();
    let file = file.to_str().unwrap();
    let said = says(folder.path(), "en", &["--ocr-model", file]);
    assert!(
        said.contains(&format!("{file} is not that file: sha256 ")),
        "{said}"
    );
    let said = says(folder.path(), "vi", &["--ocr-model", "/nowhere"]);
    assert!(said.contains("/nowhere không phải tệp đó: "), "{said}");
}

#[cfg(unix)]
#[test]
fn a_language_that_tesseract_lacks_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("tesseract");
    let script = "#!/bin/sh\ncase $1 in --version) echo tesseract 9.8.7;; *) echo 'List (1):'; echo eng;; esac\n";
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let said = says(folder.path(), "en", &[]);
    let found = "tesseract: found – version 9.8.7, languages: eng\n";
    assert!(said.contains(found), "{said}");
    assert!(said.contains("tesseract's data vie: missing\n"), "{said}");
    assert!(!said.contains("data eng"), "{said}");
}

//! What the tests share.
#![allow(dead_code)]

pub mod document;
pub mod folder;
pub mod noise;
pub mod server;
pub mod truth;

pub mod console;

use std::path::PathBuf;

/// A file or folder of the material beside the repository, or in the folder `PHULUC_SHARED` names. Tests that
/// ask for it are `#[ignore]`d, so that they show as ignored where it is absent; `make test` runs them
/// where it is there.
pub fn shared(path: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var_os("PHULUC_SHARED").map(PathBuf::from);
    let beside = ["../shared", "../../shared"].map(|up| root.join(up));
    named
        .into_iter()
        .chain(beside)
        .map(|folder| folder.join(path))
        .find(|found| found.exists())
        .unwrap_or_else(|| panic!("shared/{path} is not here"))
}

/// The shipped forms, and no reading of pictures: what comes of those depends on the readers of the machine.
pub fn without_readers() -> phuluc::pipeline::Context {
    let mut setup = phuluc::pipeline::Setup::default();
    setup.read.ocr.mode = phuluc::read::OcrMode::Off;
    phuluc::pipeline::Context::new(setup).expect("the shipped forms")
}

/// The fixtures: name of the folder and the input in it, by name.
pub fn fixtures() -> Vec<(String, PathBuf)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(&root)
        .expect("fixtures/")
        .map(|entry| entry.expect("an entry").path())
    {
        let Ok(files) = std::fs::read_dir(&folder) else {
            continue;
        };
        let files = files.map(|entry| entry.expect("an entry").path());
        let input = files
            .filter(|path| path.file_stem().is_some_and(|stem| stem == "input"))
            .min();
        let name = folder
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        found.extend(input.map(|input| (name, input)));
    }
    found.sort();
    assert!(found.len() > 30, "only {} fixtures", found.len());
    found
}

/// Compares with a golden file, or renews it when `PHULUC_ACCEPT` is set (never on the build machine).
pub fn golden(path: &std::path::Path, text: &str) -> Result<(), String> {
    if std::env::var_os("PHULUC_ACCEPT").is_some() {
        assert!(
            std::env::var_os("CI").is_none(),
            "golden files are not renewed on the build machine"
        );
        path.parent()
            .map(std::fs::create_dir_all)
            .transpose()
            .expect("a folder for golden files");
        return std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()));
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    if kept == text {
        return Ok(());
    }
    Err(difference(&path.display().to_string(), &kept, text))
}

/// Lines of a difference that are shown.
const MOST_LINES: usize = 80;

/// What differs, as a unified diff with its beginning shown.
pub fn difference(name: &str, kept: &str, now: &str) -> String {
    let diff = similar::TextDiff::from_lines(kept, now);
    let diff = diff.unified_diff().context_radius(3).to_string();
    let mut lines: Vec<&str> = diff.lines().collect();
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    let rest = if more > 0 {
        format!("\n… and {more} lines more")
    } else {
        String::new()
    };
    format!("--- {name}, kept\n+++ now\n{}{rest}", lines.join("\n"))
}

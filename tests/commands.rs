//! The commands in `tests/commands/*.md` and in the READMEs say what is written below them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails
#![cfg(unix)]

mod common;

use std::path::{Path, PathBuf};

fn agrees(markdown: &Path) -> Result<(), String> {
    let lang = if markdown.to_string_lossy().ends_with(".vi.md") {
        "vi"
    } else {
        "en"
    };
    common::golden(markdown, &common::console::renewed(markdown, lang))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn commands_say_what_is_written() {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root().join("tests/commands"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    let wrong: Vec<String> = files.iter().filter_map(|file| agrees(file).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_readme_shows_what_happens() {
    agrees(&root().join("README.md")).unwrap();
}

#[test]
fn the_vietnamese_readme_shows_what_happens() {
    agrees(&root().join("README.vi.md")).unwrap();
}

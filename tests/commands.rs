//! The commands in `tests/commands/*.md`, in the READMEs and in the pages under `docs/` say what is written below them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails
#![cfg(unix)]

mod common;

use std::path::{Path, PathBuf};

fn agrees(markdown: &Path) -> Result<(), String> {
    let name = markdown.to_string_lossy();
    let vietnamese = markdown.starts_with(root().join("docs/vi"))
        || [".vi.md", "du-lieu.md", "dong-lenh.md"]
            .iter()
            .any(|ending| name.ends_with(ending));
    let lang = if vietnamese { "vi" } else { "en" };
    common::golden(markdown, &common::console::renewed(markdown, lang))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn commands_say_what_is_written() {
    let folders = ["tests/commands", "docs", "docs/vi"];
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(root().join(folder)).unwrap())
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

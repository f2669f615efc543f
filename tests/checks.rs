//! The checks and what is said about them: one page, one catalogue.

use phuluc::audit::{CHECKS, doc};
use phuluc::emit::message::catalogue;
use std::path::Path;

/// `PHULUC_ACCEPT=1 cargo test --test checks` writes the page anew.
#[test]
fn the_page_of_checks_is_made_from_the_checks() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    if std::env::var_os("PHULUC_ACCEPT").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("docs/");
        std::fs::write(&path, doc::page()).expect("docs/checks.md");
    }
    let found = std::fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(found == doc::page(), "docs/checks.md is out of date");
}

#[test]
fn every_check_has_its_sentence_in_both_languages() {
    let silent: Vec<&str> = CHECKS
        .iter()
        .map(|check| check.code)
        .filter(|code| !catalogue().contains_key(*code))
        .collect();
    assert!(silent.is_empty(), "no sentence for {silent:?}");
}

/// A check of an earlier stage that only the list of checks names could never fire. (A check of the audit
/// is named by the file that holds it.)
#[test]
fn every_check_of_an_earlier_stage_is_raised_somewhere() {
    let sources = source_texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let raised = |code: &str| {
        sources
            .iter()
            .any(|text| text.contains(&format!("\"{code}\"")))
    };
    let never: Vec<&str> = CHECKS
        .iter()
        .map(|check| check.code)
        .filter(|code| !raised(code))
        .collect();
    assert!(never.is_empty(), "documented, never raised: {never:?}");
}

/// Every source file but the one that only lists the checks of earlier stages.
fn source_texts(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir)
        .expect("src/")
        .map(|entry| entry.expect("an entry").path());
    let texts = entries.flat_map(|path| match path.is_dir() {
        true => source_texts(&path),
        false if path.ends_with("audit/stages.rs") || path.extension() != Some("rs".as_ref()) => {
            Vec::new()
        }
        false => vec![std::fs::read_to_string(&path).unwrap_or_default()],
    });
    texts.filter(|text| !text.is_empty()).collect()
}

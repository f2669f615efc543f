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
    let found = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == doc::page(), "docs/checks.md is out of date");
}

#[test]
fn every_check_has_its_sentence_in_both_languages() {
    // Of stages that are still to come.
    const TO_COME: [&str; 7] = [
        "repaired",
        "not-a-choice",
        "ambiguous-number",
        "unmapped-row",
        "weak-match",
        "unreadable",
        "ocr-repaired",
    ];
    let silent: Vec<&str> = CHECKS
        .iter()
        .map(|check| check.code)
        .filter(|code| !catalogue().contains_key(*code) && !TO_COME.contains(code))
        .collect();
    assert!(silent.is_empty(), "no sentence for {silent:?}");
}

//! The registry of findings and what is said about them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use phuluc::emit::checks_page;
use phuluc::model::Code;
use std::path::Path;

/// `PHULUC_ACCEPT=1 cargo test --test checks` writes the page anew.
#[test]
fn the_page_of_checks_is_made_from_the_registry() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    if std::env::var_os("PHULUC_ACCEPT").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("docs/");
        std::fs::write(&path, checks_page::page()).expect("docs/checks.md");
    }
    let found = std::fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        found == checks_page::page(),
        "docs/checks.md is out of date"
    );
}

/// The compiler keeps raised ⊆ documented; this keeps documented ⊆ raised: a code that no stage names
/// outside the registry could never fire.
#[test]
fn every_code_is_raised_somewhere() {
    let sources = source_texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let raised = |code: &Code| {
        let name = format!("Code::{code:?}");
        let whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
        sources.iter().any(|text| {
            text.match_indices(&name)
                .any(|(at, _)| whole(&text[at + name.len()..]))
        })
    };
    let never: Vec<&Code> = Code::ALL.iter().filter(|code| !raised(code)).collect();
    assert!(never.is_empty(), "documented, never raised: {never:?}");
}

/// Every source file but the registry, without its tests.
fn source_texts(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir)
        .expect("src/")
        .map(|entry| entry.expect("an entry").path());
    let texts = entries.flat_map(|path| match path.is_dir() {
        true => source_texts(&path),
        false if path.ends_with("model/code.rs") || path.extension() != Some("rs".as_ref()) => {
            Vec::new()
        }
        false => vec![std::fs::read_to_string(&path).unwrap_or_default()],
    });
    texts
        .map(|text| {
            text.split("#[cfg(test)]\nmod ")
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .filter(|text| !text.is_empty())
        .collect()
}

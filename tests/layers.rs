//! Imports point down only, and siblings on one rank never import each other:
//!
//! `main → cli → batch → pipeline → { read | table | map | audit | emit } → schema → model → text`
//!
//! Every path that names a module of the crate counts, in `use` or in the code; tests inside a module
//! may look anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use std::fs;
use std::path::{Path, PathBuf};

/// Ranks from the top down; modules of one rank are siblings.
const RANKS: [&[&str]; 8] = [
    &["main"],
    &["cli"],
    &["batch"],
    &["pipeline"],
    &["read", "table", "map", "audit", "emit"],
    &["schema"],
    &["model"],
    &["text", "locale"],
];

fn rank(module: &str) -> Option<usize> {
    RANKS.iter().position(|rank| rank.contains(&module))
}

fn sources(dir: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut dirs = vec![dir.to_owned()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            match entry.is_dir() {
                true => dirs.push(entry),
                false if entry.extension().is_some_and(|e| e == "rs") => files.push(entry),
                false => {}
            }
        }
    }
    files.sort();
    files
}

/// The module a file belongs to: `src/read/pdf/mod.rs` and `src/read.rs` belong to `read`.
fn module(src: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(src).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// A test module in a file of its own may look anywhere, as one at the end of a file may.
fn is_test(file: &Path) -> bool {
    file.file_stem()
        .is_some_and(|stem| stem.to_string_lossy().ends_with("tests"))
}

/// The code without comments, and without the test module at its end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The crate's modules a piece of code names: `crate::read::…`, `phuluc::{read, emit}`.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for root in ["crate::", "phuluc::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':' || c == '"') {
                continue;
            }
            names.extend(firsts(&code[at + root.len()..]));
        }
    }
    names
}

/// The first names of a path or of the paths in a group.
fn firsts(path: &str) -> Vec<String> {
    let word = |text: &str| {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect::<String>()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![word(path)];
    };
    let (mut depth, mut names, mut start) = (0_i32, Vec::new(), 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(word(&group[start..at]));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(word(&group[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn imports_point_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for file in sources(&src).into_iter().filter(|file| !is_test(file)) {
        let module = module(&src, &file);
        let Some(own) = rank(&module) else {
            assert_eq!(module, "lib", "{}: a module without a rank", file.display());
            continue;
        };
        for name in named(&code(&fs::read_to_string(&file).unwrap())) {
            let Some(other) = rank(&name) else { continue };
            if name != module && other <= own {
                broken.push(format!("{}: {module} imports {name}", file.display()));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "imports must point down:\n{}",
        broken.join("\n")
    );
}

#[test]
fn a_broken_layer_would_be_seen() {
    assert_eq!(named("use crate::read::Limits;"), ["read"]);
    assert_eq!(
        named("use phuluc::{emit::{csv, json}, model};"),
        ["emit", "model"]
    );
    assert_eq!(named("let x = crate::map::map(a);"), ["map"]);
    assert!(named("macro_crate::read::x").is_empty());
}

/// A file has one job: past this length it has two.
#[test]
fn no_file_grows_too_long() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&src) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text
            .split("#[cfg(test)]\nmod ")
            .next()
            .unwrap()
            .lines()
            .count();
        assert!(
            lines <= 800,
            "{}: {lines} lines, split it by job",
            file.display()
        );
    }
}

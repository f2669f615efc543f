//! Imports point down only, and siblings on one rank never import each other:
//!
//! `main → cli → review → store → batch → pipeline → { read | table | map | audit | emit } → schema → model → text`
//!
//! Every path that names a module of the crate counts, in `use` or in the code; tests inside a module
//! may look anywhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Ranks from the top down; modules of one rank are siblings.
const RANKS: [&[&str]; 10] = [
    &["main"],
    &["cli", "embed"],
    &["review"],
    &["store"],
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

/// Files that import each other in a circle can only be read, and changed, together.
const MOST_IN_A_KNOT: usize = 3;

#[test]
fn no_knot_of_imports_grows() {
    let files = Files::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let knots = files.knots();
    let (name, largest) = knots
        .iter()
        .map(|knot| (knot.join(" "), knot.len()))
        .max_by_key(|(_, size)| *size)
        .unwrap();
    assert!(
        largest <= MOST_IN_A_KNOT,
        "{largest} files import each other in a circle: {name}"
    );
    let imports: usize = files.links().values().map(BTreeSet::len).sum();
    assert!(imports > 300, "only {imports} imports are seen");
}

#[test]
fn a_knot_would_be_seen() {
    let file = |module: &str, code: &str| (module.to_owned(), code.to_owned());
    let files = Files(BTreeMap::from([
        file("a", "mod b; mod c; use b::B;"),
        file("a::b", "use super::c::{C, d};"),
        file("a::c", "use crate::a::d::{self, D}; pub struct C;"),
        file("a::d", "fn f() { super::b::f() }"),
        file("a::e", "use super::b;"),
    ]));
    let knots: Vec<_> = files
        .knots()
        .into_iter()
        .filter(|knot| knot.len() > 1)
        .collect();
    assert_eq!(knots, [["a::b", "a::c", "a::d"]]);
}

/// The code of every file, by the module it is; a folder's `mod.rs` is its folder.
struct Files(BTreeMap<String, String>);

impl Files {
    fn of(src: &Path) -> Files {
        let files = sources(src).into_iter().filter(|file| !is_test(file));
        let module = |file: &Path| {
            let inside = file.strip_prefix(src).unwrap().with_extension("");
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            let parts = match parts.split_last() {
                Some((last, folder)) if last == "mod" => folder,
                _ => &parts[..],
            };
            parts.join("::")
        };
        Files(
            files
                .map(|file| (module(&file), code(&fs::read_to_string(&file).unwrap())))
                .collect(),
        )
    }

    /// The modules a file names that are files themselves. Folders are left out: everything goes through them.
    fn imports(&self, module: &str, code: &str) -> BTreeSet<&str> {
        let files = paths(code).into_iter().filter_map(|path| {
            let mut at: Vec<&str> = module.split("::").collect();
            let mut parts = path.iter().map(String::as_str).peekable();
            while let Some(part) = parts.next_if(|part| ["crate", "super", "self"].contains(part)) {
                match part {
                    "crate" => at.clear(),
                    "super" => drop(at.pop()),
                    _ => {}
                }
            }
            at.extend(parts);
            (1..=at.len())
                .rev()
                .find_map(|length| self.0.get_key_value(&at[..length].join("::")))
        });
        files
            .map(|(name, _)| name.as_str())
            .filter(|name| *name != module && !self.is_folder(name))
            .collect()
    }

    fn is_folder(&self, module: &str) -> bool {
        let inside = format!("{module}::");
        self.0.keys().any(|other| other.starts_with(&inside))
    }

    fn links(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let files = self.0.iter().filter(|(module, _)| !self.is_folder(module));
        files
            .map(|(module, code)| (module.as_str(), self.imports(module, code)))
            .collect()
    }

    /// Files each of which leads to every other, the knots of one file among them.
    fn knots(&self) -> Vec<Vec<&str>> {
        let links = self.links();
        let reached: BTreeMap<&str, BTreeSet<&str>> = links
            .keys()
            .map(|&module| (module, reached(module, &links)))
            .collect();
        let knots: BTreeSet<Vec<&str>> = links
            .keys()
            .map(|&one| {
                let both =
                    |other: &&str| reached[one].contains(other) && reached[*other].contains(one);
                links
                    .keys()
                    .copied()
                    .filter(|other| *other == one || both(other))
                    .collect()
            })
            .collect();
        knots.into_iter().collect()
    }
}

fn reached<'a>(from: &'a str, links: &BTreeMap<&str, BTreeSet<&'a str>>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = vec![from];
    while let Some(module) = open.pop() {
        open.extend(links[module].iter().filter(|next| found.insert(**next)));
    }
    found
}

/// Every path of the code that begins at `crate`, `super` or `self`, groups taken apart.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for root in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(root) {
            let before = code[..at].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                branches(&code[at..], &mut Vec::new(), &mut found);
            }
        }
    }
    found
}

/// Reads a path and, where it ends in a group, each of its branches; the text behind it.
fn branches<'t>(text: &'t str, before: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> &'t str {
    let mut rest = text.trim_start();
    let length = before.len();
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            rest = group;
            while !rest.is_empty() && !rest.starts_with('}') {
                let after = branches(rest, before, found).trim_start();
                let after = after.trim_start_matches(',').trim_start();
                if after.len() == rest.len() {
                    break;
                }
                rest = after;
            }
            rest = rest.strip_prefix('}').unwrap_or(rest);
            break;
        }
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*')
            .unwrap_or(rest.len());
        before.push(rest[..end].to_owned());
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(next) => rest = next,
            None => {
                found.push(before.clone());
                // "as" and what follows, up to the next branch.
                let end = rest.find([',', '}', ';', '(', '\n']).unwrap_or(rest.len());
                rest = &rest[end..];
                break;
            }
        }
    }
    before.truncate(length);
    rest
}

//! Every link between the pages leads somewhere: to a file that is there, to a heading it has.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Folders whose pages are no documentation of ours.
const PASSED: [&str; 6] = [
    "target",
    "fixtures",
    "out",
    "node_modules",
    "commands",
    "files",
];

fn pages(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with('.') || PASSED.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            pages(&path, found);
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
}

/// The lines of a page outside its blocks of code.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut in_code = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        in_code ^= fence;
        !in_code && !fence
    })
}

/// The targets of the links in a line: what stands in `](…)`, outside `code`.
fn targets(line: &str) -> Vec<String> {
    let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
    let after = plain.split("](").skip(1);
    after
        .filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()))
        .collect()
}

/// The anchors of a page: each heading in small letters, without punctuation, hyphens for spaces.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let slug = |line: &str| -> String {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
            _ => None,
        });
        kept.collect()
    };
    headings
        .map(|line| {
            let own = slug(line);
            let count = seen.entry(own.clone()).or_default();
            *count += 1;
            match *count {
                1 => own,
                n => format!("{own}-{}", n - 1),
            }
        })
        .collect()
}

/// A path without `..` in it, so that a link through a folder that is not there is seen.
fn plain(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts
}

/// Why a link of a page leads nowhere.
fn fault(page: &Path, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = match file {
        "" => page.to_owned(),
        file => plain(&page.parent().unwrap().join(file)),
    };
    if !path.exists() {
        return Some(format!("{}: {target} is not there", page.display()));
    }
    if anchor.is_empty() || path.extension().is_none_or(|ending| ending != "md") {
        return None;
    }
    let has = anchors(&fs::read_to_string(&path).unwrap()).contains(anchor);
    (!has).then(|| format!("{}: {target} names no heading", page.display()))
}

#[test]
fn every_link_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    pages(root, &mut found);
    let mut links = 0;
    let mut faults = Vec::new();
    for page in &found {
        let text = fs::read_to_string(page).unwrap();
        for target in prose(&text).flat_map(targets) {
            links += 1;
            faults.extend(fault(page, &target));
        }
    }
    assert!(links > 100, "only {links} links were seen");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_broken_link_would_be_seen() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    assert_eq!(
        targets("see [a](b.md#c), `[x](y)` and ![p](q.png)"),
        ["b.md#c", "q.png"]
    );
    assert!(anchors("# Một, hai\n## A `b`\n## A b\n").contains("a-b-1"));
    assert!(fault(&page, "no-such-page.md").is_some());
    assert!(fault(&page, "#no-such-heading").is_some());
    assert_eq!(fault(&page, "#install"), None);
}

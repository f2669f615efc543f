//! Names for reports: unique among the run's, safe on every file system, stable while the inputs stay.

use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Most bytes of a name; file systems stop at 255, and an ending is still to come.
const LONGEST: usize = 180;

/// One name for each shown path, in the same order: the file's own name, with its folders before it
/// where two files share one, and a number where even that is taken.
pub fn names(shown: &[&str]) -> Vec<String> {
    free_names(shown, [])
}

/// The same, none of them one that is `taken`.
pub fn free_names<'t>(shown: &[&str], taken: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let mut taken: BTreeSet<String> = taken.into_iter().map(key).collect();
    let mut seen = BTreeMap::new();
    for path in shown {
        *seen.entry(key(&safe(last(path)))).or_insert(0) += 1;
    }
    let is_shared = |path: &&&str| seen.get(&key(&safe(last(path)))) != Some(&1);
    let endings = endings(shown.iter().filter(is_shared));
    let mut name = |path: &str| {
        let own = safe(last(path));
        let alone = seen.get(&key(&own)) == Some(&1) && !taken.contains(&key(&own));
        let wanted = if alone {
            own
        } else {
            safe(&with_folders(path, &endings))
        };
        let free = (1..)
            .map(|n| numbered(&wanted, n))
            .find(|name| taken.insert(key(name)));
        free.unwrap_or(wanted)
    };
    shown.iter().map(|path| name(path)).collect()
}

/// How many of these paths end in the same folders and name, for every number of folders: a hundred thousand files of
/// one name are not held against each other.
fn endings<'p>(paths: impl Iterator<Item = &'p &'p str>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for path in paths.collect::<BTreeSet<_>>() {
        let parts = parts(path);
        for start in 0..parts.len().saturating_sub(1) {
            *found.entry(keys(&parts[start..])).or_insert(0) += 1;
        }
    }
    found
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

fn keys(parts: &[&str]) -> String {
    key(&parts.join("/"))
}

/// The name with as many of the folders above it as tell it from the others; with all of them where none does.
fn with_folders(path: &str, endings: &BTreeMap<String, usize>) -> String {
    let own = parts(path);
    let end = |count: usize| &own[own.len() - count..];
    let tells = |count: &usize| {
        endings
            .get(&keys(end(*count)))
            .is_none_or(|paths| *paths == 1)
    };
    let count = (2..own.len()).find(tells).unwrap_or(own.len());
    end(count).join("__")
}

fn last(path: &str) -> &str {
    path.rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or("report")
}

fn numbered(name: &str, n: usize) -> String {
    if n == 1 {
        name.to_owned()
    } else {
        format!("{name}~{n}")
    }
}

/// Two names that differ in case or composition only are one file on some systems.
fn key(name: &str) -> String {
    name.to_lowercase()
}

/// The name with what file systems forbid taken out; a safe name comes back as it is.
pub fn safe(name: &str) -> String {
    let unsafe_char = |c: char| c.is_control() || "<>:\"/\\|?*\u{FFFD}".contains(c);
    let mapped: String = name
        .nfc()
        .map(|c| if unsafe_char(c) { '_' } else { c })
        .collect();
    let trimmed = mapped.trim_matches([' ', '.']);
    let end = (0..=trimmed.len().min(LONGEST))
        .rev()
        .find(|&at| trimmed.is_char_boundary(at))
        .unwrap_or(0);
    match &trimmed[..end] {
        "" => "report".to_owned(),
        kept => unreserved(kept),
    }
}

/// A name that Windows keeps for a device, whatever ending follows it, with a mark behind it: `CON.docx` → `CON_.docx`.
fn unreserved(name: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    let upper = stem.trim_end().to_uppercase();
    let numbered = ["COM", "LPT"].iter().any(|device| {
        let number = upper.strip_prefix(device);
        number.is_some_and(|n| n.chars().count() == 1 && n.contains(NUMBERS))
    });
    match numbered || DEVICES.contains(&upper.as_str()) {
        true => format!("{stem}_{}", &name[stem.len()..]),
        false => name.to_owned(),
    }
}

/// Devices of Windows without a number.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
/// What may number a device; the raised digits count too.
const NUMBERS: [char; 13] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '¹', '²', '³',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_name_gets_its_folders_and_then_a_number() {
        let names = names(&["a/x.docx", "b/X.docx", "b__X.docx", "c/y.pdf"]);
        assert_eq!(names, ["a__x.docx", "b__X.docx", "b__X.docx~2", "y.pdf"]);
    }

    #[test]
    fn only_the_folders_that_tell_are_named() {
        let names = names(&[
            "/data/q3/a/x.docx",
            "/data/q3/b/x.docx",
            "/data/q2/b/x.docx",
        ]);
        assert_eq!(names, ["a__x.docx", "q3__b__x.docx", "q2__b__x.docx"]);
    }

    /// Protects runs over an archive: names of 20,000 files that are all called alike, in seconds and not in hours.
    #[test]
    fn many_files_of_one_name_are_named_at_once() {
        let shown: Vec<String> = (0..20_000)
            .map(|at| format!("/kho/{}/{}/bao-cao.docx", at / 100, at % 100))
            .collect();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        let begun = std::time::Instant::now();
        let names = names(&shown);
        assert_eq!(names[4_207], "42__7__bao-cao.docx");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        // Held against each other, the paths took a hundred times as long.
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }

    #[test]
    fn a_name_that_is_taken_is_left_to_its_owner() {
        assert_eq!(free_names(&["b/x.docx"], ["X.docx"]), ["b__x.docx"]);
        assert_eq!(free_names(&["x.docx"], ["x.docx"]), ["x.docx~2"]);
    }

    #[test]
    fn a_hostile_name_becomes_a_plain_one() {
        assert_eq!(names(&["a\n:b?.pdf", "..."]), ["a__b_.pdf", "report"]);
        assert!(names(&["ế".repeat(100).as_str()])[0].len() <= LONGEST);
    }

    /// A file that a mail program on Linux saved can be put into an output folder on Windows.
    #[test]
    fn devices_of_windows_are_no_names() {
        let given = ["con", "NUL.docx", "com1.a.pdf", "LPT².txt", "aux .doc"];
        let safe_names = ["con_", "NUL_.docx", "com1_.a.pdf", "LPT²_.txt", "aux _.doc"];
        assert_eq!(given.map(safe), safe_names);
        let free = ["console.pdf", "com10.pdf", "COM.pdf", "bao-cao.con.pdf"];
        assert_eq!(free.map(safe), free);
        assert_eq!(safe_names.map(safe), safe_names, "safe names stay");
    }
}

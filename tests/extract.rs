//! The main job as a user runs it: outputs, exit codes, and what happens when a reader misbehaves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::folder::{Folder, fixture, phuluc, rows};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The row of `files.csv` about a file: status, code.
fn status(files: &str, name: &str) -> (String, String) {
    let rows = rows(files);
    let row = rows.iter().find(|row| row["file"].ends_with(name));
    let row = row.unwrap_or_else(|| panic!("{name} is not listed"));
    (row["status"].clone(), row["code"].clone())
}

/// A reader that hangs, aborts, panics, overflows its stack, floods its output or eats memory costs its
/// own file and nothing else.
#[test]
fn a_misbehaving_reader_costs_one_file() {
    let dir = Folder::new("faults");
    for fault in ["hang", "abort", "panic", "overflow", "flood", "memory"] {
        dir.put(&format!("in/{fault}.txt"), format!("phuluc-fault: {fault}"));
    }
    dir.put("in/good.txt", fixture("lost-tab"));
    let output = phuluc(
        &dir.0,
        &[
            "extract",
            "in",
            "--max-seconds",
            "20",
            "--max-memory",
            "600",
            "--threads",
            "4",
        ],
    );
    assert_eq!(
        output.status.code(),
        Some(3),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let files = dir.read("out/files.csv");
    for (name, code) in [
        ("hang", "limit"),
        ("abort", "failed"),
        ("panic", "failed"),
        ("overflow", "failed"),
        ("flood", "limit"),
        ("memory", "limit"),
    ] {
        assert_eq!(
            status(&files, &format!("{name}.txt")),
            ("failed".to_owned(), code.to_owned()),
            "{name}"
        );
    }
    assert_eq!(status(&files, "good.txt").0, "ok");
    assert!(dir.read("out/indicators.csv").lines().count() > 100);
}

/// Six misbehaving documents among fifty good ones: the fifty come out byte for byte as without them,
/// whichever worker read them before or after.
#[test]
fn good_files_are_the_same_beside_misbehaving_ones() {
    let dir = Folder::new("contained");
    let good = ["lost-tab", "contradictions", "odt", "no-appendix", "word"].map(|name| {
        let (_, input) = common::fixtures()
            .into_iter()
            .find(|(found, _)| found == name)
            .unwrap();
        let ending = input.extension().unwrap().to_string_lossy().into_owned();
        (fs::read(input).unwrap(), ending)
    });
    for at in 0..50 {
        let (bytes, ending) = &good[at % good.len()];
        dir.put(&format!("in/good-{at:02}.{ending}"), bytes);
    }
    let limits = ["--max-seconds", "5", "--max-memory", "400"];
    phuluc(
        &dir.0,
        &[&["extract", "in", "-o", "alone"], &limits[..]].concat(),
    );
    let faults = ["hang", "abort", "panic", "overflow", "flood", "memory"];
    for (at, fault) in faults.into_iter().enumerate() {
        dir.put(
            &format!("in/good-{:02}-{fault}.txt", at * 8),
            format!("phuluc-fault: {fault}"),
        );
    }
    let threads = ["--threads", "4"];
    phuluc(
        &dir.0,
        &[&["extract", "in", "-o", "beside"], &limits[..], &threads].concat(),
    );
    for at in 0..50 {
        let name = format!("reports/good-{at:02}.{}.json", good[at % good.len()].1);
        assert_eq!(
            dir.read(&format!("alone/{name}")),
            dir.read(&format!("beside/{name}")),
            "{name}"
        );
    }
    for table in ["indicators.csv", "findings.csv", "indicators-wide.csv"] {
        assert_eq!(
            dir.read(&format!("alone/{table}")),
            dir.read(&format!("beside/{table}")),
            "{table}"
        );
    }
    let files = dir.read("beside/files.csv");
    for fault in faults {
        assert_eq!(
            status(&files, &format!("{fault}.txt")).0,
            "failed",
            "{fault}"
        );
    }
}

/// A worker whose parent is gone ends by itself, also in the middle of a document.
#[cfg(target_os = "linux")]
#[test]
fn no_worker_outlives_its_parent() {
    let dir = Folder::new("orphans");
    dir.put("in/hang.txt", "phuluc-fault: hang");
    let mut parent = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["extract", "in"])
        .current_dir(&dir.0)
        .env("PHULUC_TEST_FAULTS", "1")
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let worker = wait_for(|| {
        let tasks = fs::read_dir(format!("/proc/{}/task", parent.id())).ok()?;
        tasks.flatten().find_map(|task| {
            let found = fs::read_to_string(task.path().join("children")).ok()?;
            found.split_whitespace().next().map(str::to_owned)
        })
    });
    let worker = worker.unwrap_or_else(|| panic!("no worker"));
    parent.kill().unwrap();
    parent.wait().unwrap();
    let gone = wait_for(|| {
        let state = fs::read_to_string(format!("/proc/{worker}/stat")).unwrap_or_default();
        let is_dead = state.is_empty() || state.contains(") Z ");
        is_dead.then_some(())
    });
    assert!(gone.is_some(), "worker {worker} is still there");
}

/// Asks again and again for ten seconds.
#[cfg(target_os = "linux")]
fn wait_for<T>(ask: impl Fn() -> Option<T>) -> Option<T> {
    (0..200).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        ask()
    })
}

/// A level set for a check of reading holds, as one of the audit's own does: `phuluc.toml` once reached the
/// audit's findings only.
#[test]
fn levels_hold_for_the_checks_of_every_stage() {
    let dir = Folder::new("levels");
    dir.put("in/a.pdf", fixture("pdf-borderless"));
    let severity = |level: &str| {
        dir.put(
            "phuluc.toml",
            format!("[audit.checks]\nread-by-alignment = \"{level}\"\n"),
        );
        phuluc(&dir.0, &["extract", "in"]);
        let findings = dir.read("out/findings.csv");
        let row = findings
            .lines()
            .find(|line| line.contains("read-by-alignment"))?;
        let levels = ["error", "warning", "info"];
        let level = row.split(',').find(|field| levels.contains(field));
        level.map(str::to_owned)
    };
    assert_eq!(severity("error").as_deref(), Some("error"));
    assert_eq!(severity("info").as_deref(), Some("info"));
    assert_eq!(severity("off"), None);
}

/// What lies beside reports is passed over with a word; a link that leads up is not followed for ever.
#[cfg(unix)]
#[test]
fn folders_as_they_really_are() {
    let dir = Folder::new("folders");
    dir.put("in/a/same.txt", fixture("not-a-report"));
    dir.put("in/b/same.txt", fixture("not-a-report"));
    dir.put("in/~$same.docx", "lock");
    dir.put("in/.hidden.txt", "x");
    dir.put("in/-dash\nnewline.txt", fixture("not-a-report"));
    dir.put("in/folder.pdf/inside.txt", fixture("not-a-report"));
    std::os::unix::fs::symlink("..", dir.0.join("in/a/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", dir.0.join("in/dangling.pdf")).unwrap();
    let output = phuluc(&dir.0, &["extract", "in", "-o", "in/out"]);
    let files = dir.read("in/out/files.csv");
    for (name, expected) in [
        ("~$same.docx", "lock-file"),
        (".hidden.txt", "hidden-file"),
        ("a/up", "link-loop"),
        ("dangling.pdf", "not-found"),
    ] {
        assert_eq!(status(&files, name).1, expected);
    }
    assert_eq!(status(&files, "folder.pdf/inside.txt").0, "no-appendix");
    assert_eq!(
        output.status.code(),
        Some(4),
        "no appendix anywhere: nothing produced"
    );
    assert!(dir.0.join("in/out/reports/a__same.txt.json").exists());
    assert!(dir.0.join("in/out/reports/b__same.txt.json").exists());
    // The outputs lie inside the inputs: a second run must not read them.
    let before = dir.read("in/out/files.csv");
    phuluc(&dir.0, &["extract", "in", "-o", "in/out"]);
    assert_eq!(before, dir.read("in/out/files.csv"));
}

/// Every file of the output folder, byte for byte.
fn contents(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for path in [dir.to_owned(), dir.join("reports")] {
        for entry in fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
        {
            found.push((
                entry.strip_prefix(dir).unwrap().display().to_string(),
                fs::read(&entry).unwrap(),
            ));
        }
    }
    found.sort();
    found
}

/// Law 5 through the front door: threads and isolation do not show in the bytes.
#[test]
fn the_same_folder_gives_the_same_bytes() {
    let dir = Folder::new("bytes");
    for name in ["scan-text", "contradictions", "empty"] {
        dir.put(&format!("in/{name}.txt"), fixture(name));
    }
    phuluc(&dir.0, &["extract", "in", "-o", "one", "--threads", "1"]);
    phuluc(
        &dir.0,
        &[
            "extract",
            "in",
            "-o",
            "two",
            "--threads",
            "3",
            "--no-isolation",
        ],
    );
    let (one, two) = (contents(&dir.0.join("one")), contents(&dir.0.join("two")));
    assert_eq!(
        one.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        two.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    for ((name, a), (_, b)) in one.iter().zip(&two) {
        assert!(a == b, "{name} differs");
    }
}

/// A report whose file is gone stays, told as gone, until somebody asks for it to be taken out; what somebody else put
/// there stays whatever is asked.
#[test]
fn a_report_whose_file_is_gone_stays_until_it_is_pruned() {
    let dir = Folder::new("stale");
    dir.put("in/gone.txt", fixture("not-a-report"));
    dir.put("in/kept.txt", fixture("lost-tab"));
    phuluc(&dir.0, &["extract", "in"]);
    assert!(dir.0.join("out/reports/gone.txt.json").exists());
    dir.put("out/reports/mine.json", "{}");
    fs::remove_file(dir.0.join("in/gone.txt")).unwrap();
    let reports = || {
        let left = contents(&dir.0.join("out")).into_iter();
        let names = left.map(|(name, _)| name);
        names
            .filter(|name| name.starts_with("reports"))
            .collect::<Vec<String>>()
    };
    let all = ["gone.txt.json", "kept.txt.json", "mine.json"].map(|name| format!("reports/{name}"));
    let output = phuluc(&dir.0, &["extract", "in"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("in/gone.txt"));
    assert_eq!(reports(), all);
    let before = contents(&dir.0.join("out"));
    let output = phuluc(&dir.0, &["extract", "mistyped"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(
        before == contents(&dir.0.join("out")),
        "a run that read nothing writes nothing"
    );
    phuluc(&dir.0, &["extract", "in", "--prune"]);
    assert_eq!(reports(), all[1..]);
}

/// What a file of the outputs says; of a workbook all its parts.
fn text_of(name: &str, bytes: Vec<u8>) -> String {
    if !name.ends_with(".xlsx") {
        return String::from_utf8(bytes).unwrap();
    }
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let parts = book.len();
    let part = |at| std::io::read_to_string(book.by_index(at).unwrap()).unwrap();
    (0..parts).map(part).collect()
}

/// Telephone numbers and e-mail addresses stay out unless asked for; the contact table always.
#[test]
fn personal_data_stays_out() {
    let dir = Folder::new("personal");
    dir.put("in/report.txt", fixture("personal-data"));
    let private = [
        "0912 000 111",
        "0900111222",
        "0900 111 222",
        "motcua@",
        "dvmit@",
    ];
    phuluc(&dir.0, &["extract", "in", "--schema", "cchc-so-nganh-2022"]);
    assert!(dir.read("out/indicators.csv").lines().count() > 100);
    for (name, bytes) in contents(&dir.0.join("out")) {
        let text = text_of(&name, bytes);
        for word in private.iter().chain(&["Đỗ Văn Mít", "Vũ Thị Na"]) {
            assert!(!text.contains(word), "{name} holds {word}");
        }
    }
}

/// Formulas are words in the tables, figures stay figures, blanks are empty.
#[test]
fn the_long_table_is_safe_and_tidy() {
    let dir = Folder::new("long");
    let text = String::from_utf8(fixture("scan-text")).unwrap();
    let text = text.replacen("Kế hoạch số", "=cmd|' /C calc'!A0 Kế hoạch số", 9);
    dir.put("in/report.txt", text);
    let output = phuluc(&dir.0, &["extract", "in", "--format", "csv", "-o", "-"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with('\u{feff}'));
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (value, status, note) = (at("value"), at("status"), at("note"));
    let mut rows = 0;
    for row in reader.records().map(Result::unwrap) {
        rows += 1;
        assert!(!row[note].starts_with('='), "{}", &row[note]);
        assert!(
            row[value].is_empty() || row[value].parse::<f64>().is_ok(),
            "{}",
            &row[value]
        );
        assert_eq!(
            row[value].is_empty(),
            !["number", "percent", "choice"].contains(&&row[status]),
            "{row:?}"
        );
    }
    assert_eq!(rows, 150);
}

/// Two reports pasted into one file are two reports, none of whose values come from the other.
#[test]
fn two_reports_in_one_file_are_two() {
    let dir = Folder::new("several");
    let first = String::from_utf8(fixture("lost-tab")).unwrap();
    let second = first
        .replace("THỦY LỢI VÀ PHÁT TRIỂN NÔNG THÔN", "XÂY DỰNG")
        .replace("Thủy lợi và Phát triển nông thôn", "Xây dựng");
    dir.put("in/one.txt", &first);
    dir.put("in/two.txt", &second);
    dir.put("both/both.txt", format!("{first}\n\n{second}"));
    phuluc(&dir.0, &["extract", "in", "-o", "apart"]);
    for how in ["--isolation", "--no-isolation"] {
        let isolated: &[&str] = if how == "--isolation" { &[] } else { &[how] };
        phuluc(
            &dir.0,
            &[&["extract", "both", "-o", "together"], isolated].concat(),
        );
        let values = |path: &str| {
            let report: serde_json::Value = serde_json::from_str(&dir.read(path)).unwrap();
            let records = report["records"].as_array().unwrap().clone();
            let values = records.iter().map(|record| record["value"].clone());
            (report["head"]["agency"].clone(), values.collect::<Vec<_>>())
        };
        for (alone, pasted) in [("one", 1), ("two", 2)] {
            let together = format!("together/reports/both.txt#{pasted}.json");
            let (agency, found) = values(&together);
            assert_eq!(
                (agency, found),
                values(&format!("apart/reports/{alone}.txt.json"))
            );
        }
    }
    let findings = dir.read("together/findings.csv");
    assert_eq!(findings.matches("several-appendices").count(), 2);
    let shown = phuluc(&dir.0, &["appendix", "both/both.txt#2", "--json"]);
    assert_eq!(shown.status.code(), Some(0));
    let shown = phuluc(&dir.0, &["appendix", "both/both.txt#3"]);
    assert_eq!(shown.status.code(), Some(3));
}

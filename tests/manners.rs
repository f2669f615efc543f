//! How the command line behaves beside what it reads: the log, settings, passwords, readers that stop.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails
#![cfg(unix)]

fn phuluc(dir: &std::path::Path, args: &[&str]) -> std::process::Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(args)
        .current_dir(dir)
        .env("PHULUC_LANG", "en")
        .output()
        .unwrap()
}

/// A log for programs: an event for each file and each step; the outputs are what they are without it.
#[test]
fn a_log_is_json_and_changes_no_output() {
    let dir = tempfile::tempdir().unwrap();
    let input = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/contradictions");
    std::fs::copy(input.join("input.txt"), dir.path().join("a.txt")).unwrap();
    std::fs::write(dir.path().join("b.tmp"), "x").unwrap();
    let logged = [
        "extract",
        ".",
        "-o",
        "one",
        "-q",
        "--exclude",
        "*.tmp",
        "--log-format",
        "json",
    ];
    let said = phuluc(dir.path(), &logged).stderr;
    let events: Vec<serde_json::Value> = String::from_utf8(said)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON lines"))
        .collect();
    let read = events.iter().find(|one| one["message"] == "read").unwrap();
    assert_eq!(
        (&read["format"], &read["rows"]),
        (&"text".into(), &187.into())
    );
    assert!(read["milliseconds"].is_u64() && read["bytes"].is_u64());
    assert!(events.iter().any(|one| one["code"] == "excluded"));
    for step in ["opened", "unchanged", "written", "pruned"] {
        assert!(events.iter().any(|one| one["step"] == step), "{step}");
    }
    let quiet = ["extract", "a.txt", "-o", "two", "-q"];
    assert!(phuluc(dir.path(), &quiet).stderr.is_empty());
    let report =
        |out: &str| std::fs::read(dir.path().join(out).join("reports/a.txt.json")).unwrap();
    assert_eq!(
        String::from_utf8(report("one"))
            .unwrap()
            .replace("./a.txt", "a.txt"),
        String::from_utf8(report("two")).unwrap()
    );
}

/// A file of settings above the working directory counts, its paths are below its own folder; a variable goes before it.
#[test]
fn settings_are_found_upward() {
    let dir = tempfile::tempdir().unwrap();
    let below = dir.path().join("a/b");
    std::fs::create_dir_all(&below).unwrap();
    let input =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/contradictions/input.txt");
    std::fs::write(
        dir.path().join("phuluc.toml"),
        "[extract]\noutput = \"kq\"\nfail-on = \"never\"\n",
    )
    .unwrap();
    let input = input.to_str().unwrap();
    assert_eq!(phuluc(&below, &["extract", input]).status.code(), Some(0));
    assert!(dir.path().join("kq/indicators.csv").is_file());
    let set = std::process::Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["extract", input])
        .current_dir(&below)
        .env("PHULUC_OUTPUT", "own")
        .env("PHULUC_FAIL_ON", "error")
        .output()
        .unwrap();
    assert_eq!(set.status.code(), Some(1));
    assert!(below.join("own/indicators.csv").is_file());
}

/// Passwords in a file and in a variable open what a typed one opens.
#[test]
fn a_password_need_not_be_typed() {
    let dir = tempfile::tempdir().unwrap();
    let input =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/password/input.pdf");
    let input = input.to_str().unwrap();
    std::fs::write(dir.path().join("passwords"), "wrong\nsai-mat-khau\n").unwrap();
    let without = phuluc(dir.path(), &["text", input]);
    let wrong = phuluc(dir.path(), &["text", input, "--password-file", "passwords"]);
    let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said(&without).contains("error[password]"),
        "{}",
        said(&without)
    );
    assert!(
        said(&wrong).contains("error[wrong-password]"),
        "{}",
        said(&wrong)
    );
    let set = std::process::Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(["text", input])
        .env("PHULUC_LANG", "en")
        .env("PHULUC_PASSWORD", "a;b")
        .output()
        .unwrap();
    assert!(
        said(&set).contains("error[wrong-password]"),
        "{}",
        said(&set)
    );
    let missing = phuluc(dir.path(), &["text", input, "--password-file", "none"]);
    assert_eq!(missing.status.code(), Some(2));
}

/// Whoever reads the output may stop at any time: that is no failure, and nothing is said of it.
#[test]
fn a_reader_that_stops_is_no_failure() {
    use std::process::{Command, Stdio};
    let input =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/contradictions/input.txt");
    let input = input.to_str().unwrap();
    let commands: [&[&str]; 8] = [
        &["extract", input, "-o", "-", "--format", "csv", "-q"],
        &["extract", input, "-o", "-", "--format", "json", "-q"],
        &["extract", input, "-o", "-", "--format", "jsonl", "-q"],
        &["audit", input, "--format", "csv", "-q"],
        &["audit", input, "--format", "json", "-q"],
        &["show", input],
        &["tables", input],
        &["man"],
    ];
    for args in commands {
        let mut child = Command::new(env!("CARGO_BIN_EXE_phuluc"))
            .args(args)
            .env("PHULUC_LANG", "en")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*said), (Some(0), ""), "{args:?}");
    }
}

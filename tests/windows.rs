//! The program built for Windows, under wine: the same bytes as here, workers that may die, limits that hold, a folder
//! dropped on it.
//!
//! `make test-windows` builds the program (a debug build: it misbehaves on request) and names it in `PHULUC_EXE`. What
//! wine is not – Excel, the Explorer, a network drive – is not tried.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails
#![cfg(unix)]

mod common;

use common::folder::{Folder, command, phuluc, report_of, said};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Most a step may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

fn wine_program() -> &'static str {
    let there = |name: &&str| {
        let asked = Command::new(name).arg("--version").output();
        asked.is_ok_and(|output| output.status.success())
    };
    ["wine64", "/usr/lib/wine/wine64", "wine"]
        .into_iter()
        .find(there)
        .expect("wine: apt-get install wine64 wine")
}

/// Whether there is no program to try; that is said.
fn left_out() -> bool {
    let left_out = std::env::var_os("PHULUC_EXE").is_none();
    if left_out {
        println!("left out: make test-windows builds the program for Windows and runs this");
    }
    left_out
}

/// A fresh Windows, made once for all tests of a run.
fn prefix() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wine");
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        let made = started(&dir, &["wineboot", "--init"]).output().unwrap();
        assert!(dir.join("system.reg").is_file(), "{}", said(&made));
        random_bytes(&dir.join("drive_c/windows/system32/bcryptprimitives.dll"));
        dir
    })
}

/// Gives an older wine the library that every Rust program starts with.
fn random_bytes(library: &Path) {
    if library.exists() {
        return;
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wine/bcryptprimitives.c");
    let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
    compiler
        .arg("-shared")
        .arg("-o")
        .args([library, &source])
        .arg("-ladvapi32");
    assert!(compiler.status().unwrap().success());
}

fn started(prefix: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(wine_program());
    command
        .args(words)
        .env("WINEPREFIX", prefix)
        .env("WINEDEBUG", "-all")
        // Neither of the two downloads that a fresh prefix offers.
        .env("WINEDLLOVERRIDES", "mscoree,mshtml=")
        .env_remove("DISPLAY");
    command
}

/// A program of Windows' own.
fn windows(dir: &Path, words: &[&str]) -> Command {
    let mut command = started(prefix(), words);
    command.current_dir(dir);
    command
}

/// phuluc for Windows, in a folder.
fn exe(dir: &Path, args: &[&str]) -> Command {
    let program = std::env::var("PHULUC_EXE").expect("the program");
    let mut command = windows(dir, &[&[program.as_str()], args].concat());
    command
        .env("PHULUC_LANG", "en")
        .env("PHULUC_TEST_FAULTS", "1");
    command
}

fn run(dir: &Path, args: &[&str]) -> Output {
    exe(dir, args).stdin(Stdio::null()).output().unwrap()
}

/// Every file below a folder that a run writes for people and programs, by its name there.
fn written(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(dir).into_iter().map(Result::unwrap);
    let own = |path: &str| path.starts_with(".phuluc");
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let below = entry.path().strip_prefix(dir).unwrap();
            (
                below.to_string_lossy().into_owned(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .filter(|(name, _)| !own(name))
        .collect()
}

/// Waits until it is so; panics with what was waited for.
fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        sleep(Duration::from_millis(100));
    }
}

/// The parts of a workbook: the archive around them names the system it was packed on.
fn parts(workbook: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.insert(part.name().unwrap().to_string(), bytes);
    }
    parts
}

/// The reports of the fixtures, one format each and many oddities, without scans: their readers are not in wine.
#[test]
fn tables_are_the_same_bytes_as_here() {
    if left_out() {
        return;
    }
    let folder = Folder::new("windows-same");
    let mut count = 0;
    for (name, input) in common::fixtures() {
        let bytes = fs::read(&input).unwrap();
        let ending = input
            .extension()
            .map_or(String::new(), |e| e.to_string_lossy().into_owned());
        // A folder with letters beyond ASCII, and one below it.
        folder.put(
            &format!("Báo cáo quý 3/{name}/Phụ lục {count}.{ending}"),
            bytes,
        );
        count += 1;
    }
    assert!(count > 50, "only {count} fixtures");
    let args = |out| {
        [
            "extract",
            "Báo cáo quý 3",
            "-o",
            out,
            "-q",
            "--ocr",
            "off",
            "--max-seconds",
            "600",
        ]
    };
    let here = command(&folder.0, &args("here"))
        .env("PATH", "/nonexistent")
        .output()
        .unwrap();
    let there = run(&folder.0, &args("there"));
    assert_eq!(there.status.code(), here.status.code(), "{}", said(&there));
    let (here, there) = (
        written(&folder.0.join("here")),
        written(&folder.0.join("there")),
    );
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&here), names(&there));
    let same = |name: &str, bytes: &[u8]| match name.ends_with(".xlsx") {
        true => parts(bytes) == parts(&there[name]),
        false => bytes == there[name].as_slice(),
    };
    let differs = here.iter().filter(|(name, bytes)| !same(name, bytes));
    let differs: Vec<&String> = differs.map(|(name, _)| name).collect();
    assert!(
        differs.is_empty(),
        "of {} files differ {differs:?}",
        here.len()
    );
    println!("{count} fixtures, {} files the same under wine", here.len());
}

/// Whatever a reader does costs the document it reads, and the limits are those asked for.
#[test]
fn a_reader_that_misbehaves_costs_its_own_file() {
    if left_out() {
        return;
    }
    let folder = Folder::new("windows-faults");
    folder.put("in/a.txt", report_of("Y tế"));
    for fault in ["abort", "overflow", "panic", "hang", "memory", "flood"] {
        folder.put(&format!("in/{fault}.txt"), format!("phuluc-fault: {fault}"));
    }
    let start = Instant::now();
    let args = [
        "extract",
        "in",
        "-o",
        "out",
        "--max-seconds",
        "20",
        "--max-memory",
        "300",
    ];
    let output = run(&folder.0, &args);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    let files = folder.table("out/files.csv");
    let of = |name: &str| {
        files
            .iter()
            .find(|row| row["file"] == format!("in/{name}.txt"))
            .unwrap()
    };
    assert_eq!(of("a")["status"], "ok", "{said}");
    for (fault, code) in [
        ("abort", "failed"),
        // The handler of Windows that ends such a process hangs under wine: the limit on time ends it there.
        ("overflow", "limit"),
        ("panic", "failed"),
        ("hang", "limit"),
        ("memory", "limit"),
        ("flood", "limit"),
    ] {
        let line = said
            .lines()
            .find(|line| line.starts_with(&format!("in/{fault}.txt: ")));
        let line = line.unwrap_or_else(|| panic!("{fault} is not told: {said}"));
        assert!(line.contains(&format!("[{code}]")), "{line}");
        println!("{line}");
    }
}

/// How many processes run a program, by its file's name.
fn running(name: &str) -> usize {
    let entries = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let lines = entries.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    lines
        .filter(|line| String::from_utf8_lossy(line).contains(name))
        .count()
}

/// A run that is killed takes its workers along: nothing is left that holds a file or a core.
#[test]
fn workers_end_with_their_run() {
    if left_out() {
        return;
    }
    let folder = Folder::new("windows-killed");
    // A name of its own tells its processes from those of the other tests.
    let name = "phuluc-killed.exe";
    let program = std::env::var("PHULUC_EXE").unwrap();
    fs::copy(program, folder.0.join(name)).unwrap();
    folder.put("in/hang.txt", "phuluc-fault: hang");
    let args = [name, "extract", "in", "-o", "out", "--max-seconds", "600"];
    let mut child = windows(&folder.0, &args)
        .env("PHULUC_TEST_FAULTS", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait("a worker", || running(name) >= 2);
    child.kill().unwrap();
    child.wait().unwrap();
    wait("no process left", || running(name) == 0);
}

/// Has `.xlsx` opened by a program that writes down what it was given, in the place of Excel.
fn excel(opened: &Path) {
    let note = format!(
        r"C:\windows\system32\cmd.exe /c echo %1> Z:{}",
        opened.display().to_string().replace('/', "\\")
    );
    let keys = [
        (r"HKCR\.xlsx", "sheet"),
        (r"HKCR\sheet\shell\open\command", note.as_str()),
    ];
    for (key, value) in keys {
        let set = windows(
            Path::new("/"),
            &["reg", "add", key, "/ve", "/d", value, "/f"],
        )
        .output();
        assert!(set.unwrap().status.success(), "{key}");
    }
}

fn ended(child: &mut Child) -> bool {
    child.try_wait().unwrap().is_some()
}

/// A folder dropped on the program: read, the workbook opened, no window left; what failed is there to be read.
#[test]
fn a_folder_dropped_on_it_is_read_and_shown() {
    if left_out() {
        return;
    }
    let folder = Folder::new("windows-dropped");
    folder.put("Báo cáo quý 3/y te.txt", report_of("Y tế"));
    let note = folder.0.join("opened.txt");
    excel(&note);
    let whole = format!("Z:{}", folder.0.join("Báo cáo quý 3").display()).replace('/', "\\");
    let output = run(&folder.0, &[&whole]);
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{}",
        said(&output)
    );
    assert!(!said(&output).contains("press Enter"), "{}", said(&output));
    let out = folder.0.join("Báo cáo quý 3-ket-qua");
    assert!(out.join("tong-hop.xlsx").is_file() && out.join("indicators.csv").is_file());
    let told = || fs::read(&note).unwrap_or_default();
    wait("the workbook is opened", || !told().is_empty());
    let told = String::from_utf8_lossy(&told()).into_owned();
    assert!(told.contains("tong-hop.xlsx"), "{told}");

    folder.put("Báo cáo quý 3/hong.pdf", "%PDF-1.7\n");
    let mut child = exe(&folder.0, &[&whole])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.0.join("said")).unwrap())
        .spawn()
        .unwrap();
    wait("it asks for Enter", || {
        folder.read("said").contains("press Enter")
    });
    sleep(Duration::from_secs(2));
    assert!(!ended(&mut child), "the window is gone before it was read");
    child.stdin.take().unwrap().write_all(b"\r\n").unwrap();
    wait("it ends", || ended(&mut child));
    assert!(folder.read("said").contains("hong.pdf: error["));
}

/// Names and places that only Windows makes hard: paths of more than 260 characters, devices, `\`.
#[test]
fn long_paths_and_devices_are_no_trouble() {
    if left_out() {
        return;
    }
    let folder = Folder::new("windows-paths");
    let deep = format!(
        "in/{}",
        ["thu muc co ten rat dai cua mot don vi truc thuoc"; 6].join("/")
    );
    assert!(deep.len() > 260);
    folder.put(&format!("{deep}/a.txt"), report_of("Y tế"));
    // A file of this name can come out of an archive or from another system's share.
    let mut zip = zip::ZipWriter::new(fs::File::create(folder.0.join("in/thu.zip")).unwrap());
    zip.start_file("con.txt", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(report_of("Nội vụ").as_bytes()).unwrap();
    zip.finish().unwrap();
    let long_out = format!("{}/ket qua", deep.replace("in/", "out/"));
    let there = run(
        &folder.0,
        &["extract", "in", "-o", &long_out.replace('/', "\\"), "-q"],
    );
    assert!(
        matches!(there.status.code(), Some(0 | 1)),
        "{}",
        said(&there)
    );
    let files = folder.table(&format!("{long_out}/files.csv"));
    let shown: Vec<&str> = files.iter().map(|row| row["file"].as_str()).collect();
    assert_eq!(shown, [&format!("{deep}/a.txt"), "in/thu.zip!con.txt"]);
    for name in ["a.txt.json", "thu.zip!con.txt.json"] {
        assert!(
            folder
                .0
                .join(&long_out)
                .join("reports")
                .join(name)
                .is_file(),
            "{name}"
        );
    }
    let here = phuluc(&folder.0, &["extract", "in", "-o", "here", "-q"]);
    assert_eq!(here.status.code(), there.status.code());
    assert_eq!(
        folder.read("here/files.csv"),
        folder.read(&format!("{long_out}/files.csv"))
    );
}

/// A workbook that another program holds open is left to it; the new one lies beside it, and that is said.
#[test]
fn a_workbook_that_is_open_is_left_alone() {
    if left_out() {
        return;
    }
    let folder = Folder::new("windows-open");
    folder.put("in/a.txt", report_of("Y tế"));
    assert!(matches!(
        run(&folder.0, &["extract", "in", "-o", "out", "-q"])
            .status
            .code(),
        Some(0 | 1)
    ));
    let before = fs::read(folder.0.join("out/tong-hop.xlsx")).unwrap();
    // The standard input of a program that waits is a file that is held, as Excel holds its own.
    let mut holder = windows(
        &folder.0,
        &[
            "cmd",
            "/c",
            "ping -n 600 127.0.0.1 < out\\tong-hop.xlsx > held.txt",
        ],
    )
    .stdin(Stdio::null())
    .stdout(Stdio::null())
    .spawn()
    .unwrap();
    wait("the file is held", || folder.0.join("held.txt").is_file());
    sleep(Duration::from_secs(3));
    folder.put("in/b.txt", report_of("Nội vụ"));
    let output = run(&folder.0, &["extract", "in", "-o", "out"]);
    holder.kill().unwrap();
    holder.wait().unwrap();
    let said = said(&output);
    assert!(said.contains("is open in another program"), "{said}");
    assert!(folder.0.join("out/tong-hop (2).xlsx").is_file(), "{said}");
    assert_eq!(
        fs::read(folder.0.join("out/tong-hop.xlsx")).unwrap(),
        before
    );
}

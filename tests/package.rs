//! The package that `cargo publish` would send builds from its own files, without a network, and what it installs works.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Most bytes of the package; the registry takes five times as many.
const MAX_BYTES: u64 = 2_000_000;

fn target() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    own.parent().expect("the target folder").to_owned()
}

fn cargo(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(args)
        .current_dir(dir)
        // What was built for the tests need not be built again.
        .env("CARGO_TARGET_DIR", target());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {args:?}: {said}");
    output
}

/// Left out of it would be a form, a language or a page that `include_str!` names; too much would be the reports.
#[test]
fn the_package_installs_from_its_own_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = cargo(root, &["package", "--list", "--allow-dirty", "--offline"]).stdout;
    let listed = String::from_utf8(listed).unwrap();
    let strange = listed.lines().find(|line| {
        let tops = [
            "fixtures", "tests", "benches", "findings", "fuzz", "python", ".ci",
        ];
        tops.iter().any(|top| line.starts_with(&format!("{top}/")))
    });
    assert_eq!(strange, None, "no reports and no tests go along");

    let version = env!("CARGO_PKG_VERSION");
    cargo(
        root,
        &[
            "package",
            "--no-verify",
            "--allow-dirty",
            "--offline",
            "--quiet",
        ],
    );
    let package = target().join(format!("package/phuluc-{version}.crate"));
    let size = fs::metadata(&package).unwrap().len();
    println!(
        "{}: {size} bytes, {} files",
        package.display(),
        listed.lines().count()
    );
    assert!(size < MAX_BYTES, "the package has grown to {size} bytes");

    let _ours = Ours::kept();
    let dir = tempfile::tempdir().unwrap();
    let archive = flate2::read::GzDecoder::new(fs::File::open(&package).unwrap());
    unpack(archive, dir.path());
    let unpacked = dir.path().join(format!("phuluc-{version}"));
    let there = dir.path().join("there");
    let to = there.to_str().unwrap();
    cargo(
        &unpacked,
        &[
            "install",
            "--path",
            ".",
            "--debug",
            "--offline",
            "--locked",
            "--quiet",
            "--no-track",
            "--root",
            to,
        ],
    );
    works(
        &there
            .join("bin")
            .join(format!("phuluc{}", std::env::consts::EXE_SUFFIX)),
        dir.path(),
    );
}

/// The program the other tests start: an install from here leaves its own in its place, this puts it back.
struct Ours(PathBuf);

impl Ours {
    fn kept() -> Ours {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("phuluc-of-the-tests");
        fs::copy(env!("CARGO_BIN_EXE_phuluc"), &copy).unwrap();
        Ours(copy)
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        let _ = fs::rename(&self.0, env!("CARGO_BIN_EXE_phuluc"));
    }
}

/// The installed program, away from the repository, knows its forms and reads a report.
fn works(program: &Path, dir: &Path) {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/contradictions/input.txt");
    let read = Command::new(program)
        .args(["extract", fixture.to_str().unwrap(), "-o", "out", "-q"])
        .current_dir(dir)
        .output()
        .unwrap();
    assert_eq!(read.status.code(), Some(1), "findings, and nothing worse");
    let table = fs::read_to_string(dir.join("out/indicators.csv")).unwrap();
    assert!(table.contains("cchc-so-nganh-2022"), "{table}");
}

/// A tar archive holds a head of 512 bytes before each file, with its name, its size in octal and its kind.
fn unpack(mut archive: impl std::io::Read, dir: &Path) {
    let mut bytes = Vec::new();
    archive.read_to_end(&mut bytes).unwrap();
    let text = |field: &[u8]| {
        let end = field
            .iter()
            .position(|byte| *byte == 0)
            .unwrap_or(field.len());
        String::from_utf8(field[..end].to_vec()).unwrap()
    };
    let mut at = 0;
    while bytes[at] != 0 {
        let head = &bytes[at..at + 512];
        let (name, kind) = (text(&head[..100]), head[156]);
        let above = text(&head[345..500]);
        let size = usize::from_str_radix(text(&head[124..136]).trim(), 8).unwrap();
        assert!(
            kind == b'0' || kind == 0,
            "{name}: a plain file of a short name"
        );
        let path = dir.join(above).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &bytes[at + 512..at + 512 + size]).unwrap();
        at += 512 + size.div_ceil(512) * 512;
    }
}

//! A folder of a test's own, the program run in it, and the tables it leaves there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that goes away with the test.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let dir = std::env::temp_dir().join(format!("phuluc-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        Folder(dir)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The rows of a table in it.
    pub fn table(&self, name: &str) -> Vec<Row> {
        rows(&self.read(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A row of a table: its cells by the names of the columns.
pub type Row = BTreeMap<String, String>;

/// The rows of a table as text.
pub fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| {
        let cells = header.iter().zip(row.iter());
        let cells = cells.map(|(name, cell)| (name.to_owned(), cell.to_owned()));
        cells.collect()
    };
    reader.records().map(|row| named(row.unwrap())).collect()
}

/// The program, in English, in a folder; it does what files of faults ask for.
pub fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phuluc"));
    command
        .args(args)
        .current_dir(dir)
        .env("PHULUC_LANG", "en")
        .env("PHULUC_TEST_FAULTS", "1");
    command
}

/// What a run of it says and writes.
pub fn phuluc(dir: &Path, args: &[&str]) -> Output {
    command(dir, args).output().unwrap()
}

/// What a run says to its user.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The content of a fixture.
pub fn fixture(name: &str) -> Vec<u8> {
    let (_, input) = super::fixtures()
        .into_iter()
        .find(|(found, _)| found == name)
        .unwrap_or_else(|| panic!("no fixture {name}"));
    fs::read(input).unwrap()
}

/// The report of the fixture `contradictions` as another department's.
pub fn report_of(department: &str) -> String {
    String::from_utf8(fixture("contradictions"))
        .unwrap()
        .replace(
            "THỦY LỢI VÀ PHÁT TRIỂN NÔNG THÔN",
            &department.to_uppercase(),
        )
        .replace("Thủy lợi và Phát triển nông thôn", department)
}

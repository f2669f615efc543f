//! Every limit can be reached: a file that reaches it, for each kind there is.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::document::package;
use phuluc::model::{Code, ErrorKind, LimitKind};
use phuluc::read::{Limits, Options, read};
use std::io::{Cursor, Write};
use std::process::Command;

/// What reaches a limit.
enum Trial {
    /// These bytes under these limits; under the usual ones they do not.
    Read(Vec<u8>, Limits),
    /// These bytes under any limits, as the limit is fixed.
    Always(Vec<u8>),
    /// A reader in a process of its own that misbehaves in this way, and what is said of it.
    Worker(&'static str, &'static str),
}

/// The match has no arm for the rest: a new limit comes with its trial.
fn trial(kind: LimitKind) -> Trial {
    let limits = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        limits
    };
    match kind {
        LimitKind::XmlDepth => Trial::Read(word(CELL), limits(|of| of.xml_depth = 4)),
        LimitKind::XmlEvents => Trial::Read(word(CELL), limits(|of| of.xml_events = 4)),
        LimitKind::Answer => Trial::Worker("flood", "answer: "),
        LimitKind::RowCells => {
            Trial::Always(format!("{{\\rtf1\\trowd{}}}", "\\cellx9".repeat(1_002)).into())
        }
        LimitKind::TableCells => {
            let row = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", CELL.repeat(3));
            Trial::Read(word(&row), limits(|of| of.table_cells = 2))
        }
        LimitKind::DecompressedSize => {
            Trial::Read(word(CELL), limits(|of| of.decompressed_bytes = 20))
        }
        LimitKind::FileSize => Trial::Read(
            b"B\xc3\xa1o c\xc3\xa1o".into(),
            limits(|of| of.file_bytes = 4),
        ),
        LimitKind::GroupDepth => {
            let groups = [b"{\\rtf1".to_vec(), vec![b'{'; 40], vec![b'}'; 41]].concat();
            Trial::Read(groups, limits(|of| of.xml_depth = 2))
        }
        LimitKind::Memory => Trial::Worker("memory", "memory: "),
        LimitKind::PageContent => Trial::Read(fixture("pdf-ruled"), limits(|of| of.page_items = 9)),
        LimitKind::Pages => Trial::Read(fixture("pdf-two-pages"), limits(|of| of.pages = 1)),
        LimitKind::StructureTree => {
            Trial::Read(fixture("pdf-tagged"), limits(|of| of.xml_depth = 2))
        }
        LimitKind::NestedTables => {
            let inner = format!("<w:tbl><w:tr><w:tc>{TABLE}<w:p/></w:tc></w:tr></w:tbl>");
            Trial::Read(word(&inner), limits(|of| of.nested_tables = 0))
        }
        LimitKind::Text => Trial::Always(word_95_that_says_more_than_it_has()),
        LimitKind::Time => Trial::Worker("hang", "reading time: "),
        LimitKind::ZipEntries => Trial::Read(fixture("word"), limits(|of| of.zip_entries = 1)),
    }
}

const CELL: &str = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>";
const TABLE: &str = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>";

fn word(body: &str) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>");
    package(&[("word/document.xml", document)])
}

fn fixture(name: &str) -> Vec<u8> {
    let mut fixtures = common::fixtures().into_iter();
    let (_, input) = fixtures.find(|(found, _)| found == name).unwrap();
    std::fs::read(input).unwrap()
}

/// A header that counts more characters than stand behind it.
fn word_95_that_says_more_than_it_has() -> Vec<u8> {
    let mut main = vec![0; 0x300];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &0xA5DC_u16.to_le_bytes());
    put(2, &0x68_u16.to_le_bytes());
    put(0x18, &0x300_u32.to_le_bytes());
    put(0x1C, &0x30A_u32.to_le_bytes());
    put(0x34, &99_u32.to_le_bytes());
    main.extend(b"Bao cao 1\r");
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("WordDocument")
        .unwrap()
        .write_all(&main)
        .unwrap();
    file.into_inner().into_inner()
}

/// The limits a reading of these bytes reached.
fn reached(bytes: &[u8], limits: Limits) -> Vec<String> {
    let options = Options {
        limits,
        ..Options::default()
    };
    match read("a", bytes, &options) {
        Err(error) => match error.kind {
            ErrorKind::Limit { what, .. } => vec![what.name().to_owned()],
            _ => panic!("{error}"),
        },
        Ok(read) => {
            let findings = read.findings.into_iter();
            let limits = findings.filter(|finding| finding.code == Code::LimitReached);
            limits.map(|finding| finding.data["what"].clone()).collect()
        }
    }
}

#[test]
fn every_limit_can_be_reached() {
    for &kind in LimitKind::ALL {
        let name = kind.name();
        match trial(kind) {
            Trial::Read(bytes, limits) => {
                assert_eq!(reached(&bytes, limits), [name]);
                assert!(reached(&bytes, Limits::default()).is_empty(), "{name}");
            }
            Trial::Always(bytes) => assert_eq!(reached(&bytes, Limits::default()), [name]),
            Trial::Worker(fault, said) => worker(fault, said),
        }
    }
}

/// Through the program, whose workers misbehave on request.
fn worker(fault: &str, said: &str) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.txt"), format!("phuluc-fault: {fault}")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args([
            "extract",
            "a.txt",
            "--max-seconds",
            "5",
            "--max-memory",
            "400",
        ])
        .current_dir(&dir)
        .env("PHULUC_LANG", "en")
        .env("PHULUC_TEST_FAULTS", "1")
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    let files = std::fs::read_to_string(dir.path().join("out/files.csv")).unwrap();
    let told = format!("{error}\n{files}");
    assert!(told.contains(said), "{fault}: {told}");
}

//! The tables as other programs take them: Parquet and SQLite hold what the CSV files hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

const TABLES: [&str; 5] = ["indicators", "findings", "files", "submissions", "forms"];

fn phuluc(dir: &Path, args: &[&str]) -> Option<i32> {
    let run = Command::new(env!("CARGO_BIN_EXE_phuluc"))
        .args(args)
        .current_dir(dir)
        .env("PHULUC_LANG", "en")
        .output()
        .unwrap();
    run.status.code()
}

/// A folder with a store of some reports, a copy and a broken file among them, and its tables in each format.
fn store() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_owned();
    fs::create_dir(dir.join("in")).unwrap();
    let wanted = [
        "word",
        "contradictions",
        "national-form",
        "plan-done-compared",
        "truncated-docx",
        "format-html",
    ];
    for (name, input) in common::fixtures() {
        if wanted.contains(&name.as_str()) {
            let ending = input.extension().unwrap().to_string_lossy().into_owned();
            fs::copy(&input, dir.join(format!("in/{name}.{ending}"))).unwrap();
        }
    }
    let list = "id,name\nnv,Sở Ngoại vụ\n";
    fs::write(dir.join("offices.csv"), list).unwrap();
    let extract =
        "extract in -o out --agencies offices.csv --fail-on never --ocr off --no-workbook";
    phuluc(&dir, &extract.split(' ').collect::<Vec<_>>());
    for (format, to) in [("parquet", "p"), ("sqlite", "r.sqlite"), ("csv", "c")] {
        let args = ["export", "out", "--format", format, "-o", to];
        assert_eq!(phuluc(&dir, &args), Some(0), "{format}");
    }
    (folder, dir)
}

/// A value as every format can be asked for it: numbers by their double.
#[derive(Clone, Debug, PartialEq)]
enum Said {
    Nothing,
    Number(f64),
    Words(String),
}

fn csv_rows(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let names = reader.headers().unwrap().iter().map(str::to_owned);
    let names = names.collect();
    let rows = reader.records().map(Result::unwrap);
    let row = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    (names, rows.map(row).collect())
}

/// A value of a CSV as the other format types it.
fn as_typed(printed: &str, like: &Said) -> Said {
    match like {
        Said::Nothing if printed.is_empty() => Said::Nothing,
        Said::Number(_) if printed == "true" => Said::Number(1.0),
        Said::Number(_) if printed == "false" => Said::Number(0.0),
        Said::Number(_) => Said::Number(printed.parse().unwrap_or(f64::NAN)),
        // An apostrophe keeps words from being run; it is no part of them.
        Said::Words(words) if printed.strip_prefix('\'') == Some(words) => like.clone(),
        _ => Said::Words(printed.to_owned()),
    }
}

fn parquet_rows(path: &Path) -> Vec<Vec<Said>> {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let meta = reader.metadata().file_metadata();
    assert_eq!(meta.created_by(), Some("phuluc"));
    let said = |field: &Field| match field {
        Field::Null => Said::Nothing,
        Field::Bool(yes) => Said::Number(f64::from(u8::from(*yes))),
        Field::Long(n) => Said::Number(*n as f64),
        Field::Double(n) => Said::Number(*n),
        Field::Str(words) => Said::Words(words.clone()),
        Field::Date(days) => {
            let day = jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(*days);
            Said::Words(day.to_string())
        }
        other => panic!("{other:?}"),
    };
    let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap);
    rows.map(|row| {
        row.get_column_iter()
            .map(|(_, field)| said(field))
            .collect()
    })
    .collect()
}

fn sqlite_rows(from: &Connection, query: &str) -> Vec<Vec<Said>> {
    let mut query = from.prepare(query).unwrap();
    let columns = query.column_count();
    let said = |value: ValueRef<'_>| match value {
        ValueRef::Null => Said::Nothing,
        ValueRef::Integer(n) => Said::Number(n as f64),
        ValueRef::Real(n) => Said::Number(n),
        ValueRef::Text(words) => Said::Words(String::from_utf8(words.to_vec()).unwrap()),
        ValueRef::Blob(_) => panic!("no table holds such"),
    };
    let rows = query.query_map([], |row| {
        (0..columns)
            .map(|at| Ok(said(row.get_ref(at)?)))
            .collect::<rusqlite::Result<Vec<Said>>>()
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn every_format_holds_the_same_rows() {
    let (_folder, dir) = store();
    let sqlite = Connection::open(dir.join("r.sqlite")).unwrap();
    for table in TABLES {
        let path = dir.join(format!("out/{table}.csv"));
        let exported = dir.join(format!("c/{table}.csv"));
        assert_eq!(fs::read(&path).unwrap(), fs::read(exported).unwrap());
        let (names, rows) = csv_rows(&path);
        assert!(!rows.is_empty(), "{table} is empty");
        let parquet = parquet_rows(&dir.join(format!("p/{table}.parquet")));
        let rows_of = format!("SELECT * FROM {table} ORDER BY rowid");
        let others = [parquet, sqlite_rows(&sqlite, &rows_of)];
        for (format, other) in ["parquet", "sqlite"].iter().zip(others) {
            assert_eq!(rows.len(), other.len(), "{format} {table}");
            for (number, (row, typed)) in rows.iter().zip(&other).enumerate() {
                for (name, (printed, typed)) in names.iter().zip(row.iter().zip(typed)) {
                    let wanted = as_typed(printed, typed);
                    assert_eq!(*typed, wanted, "{format} {table}, row {number}, {name}");
                }
            }
        }
    }
}

#[test]
fn keys_are_true_and_views_answer() {
    let (_folder, dir) = store();
    let sqlite = Connection::open(dir.join("r.sqlite")).unwrap();
    let broken = sqlite_rows(&sqlite, "PRAGMA foreign_key_check");
    assert!(broken.is_empty(), "{broken:?}");
    let sound = sqlite_rows(&sqlite, "PRAGMA integrity_check");
    assert_eq!(sound, [[Said::Words("ok".into())]]);
    let sums = sqlite_rows(
        &sqlite,
        "SELECT t.total, (SELECT SUM(value) FROM indicators i WHERE i.counts AND i.schema = t.schema
            AND i.indicator = t.indicator AND i.period IS t.period)
         FROM tong_hop t WHERE t.aggregate = 'sum'",
    );
    assert!(sums.len() > 50, "{} sums", sums.len());
    for sum in sums {
        assert_eq!(sum[0], sum[1]);
    }
    let owed = "SELECT DISTINCT agency_id FROM thieu WHERE status = 'not-sent'";
    assert_eq!(sqlite_rows(&sqlite, owed), [[Said::Words("nv".into())]]);
    let weights = "SELECT COUNT(*), (SELECT COUNT(*) FROM findings WHERE counts) FROM kiem_tra";
    let weights = &sqlite_rows(&sqlite, weights)[0];
    assert_eq!(weights[0], weights[1]);
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (_folder, dir) = store();
    let mut files: Vec<(PathBuf, PathBuf)> = TABLES
        .iter()
        .map(|table| (format!("p/{table}.parquet"), format!("p2/{table}.parquet")))
        .map(|(one, other)| (dir.join(one), dir.join(other)))
        .collect();
    files.push((dir.join("r.sqlite"), dir.join("r2.sqlite")));
    for (format, to) in [("parquet", "p2"), ("sqlite", "r2.sqlite")] {
        let args = ["export", "out", "--format", format, "-o", to];
        assert_eq!(phuluc(&dir, &args), Some(0));
    }
    for (one, other) in files {
        let same = fs::read(&one).unwrap() == fs::read(other).unwrap();
        assert!(same, "{}", one.display());
    }
}

#[test]
fn a_store_keeps_its_own_csv_files() {
    let (_folder, dir) = store();
    let into_store = ["export", "out", "--format", "csv", "-o", "out"];
    assert_eq!(phuluc(&dir, &into_store), Some(2));
    let vi = "export out --format csv --csv-dialect vi -o vi";
    assert_eq!(phuluc(&dir, &vi.split(' ').collect::<Vec<_>>()), Some(0));
    let text = fs::read_to_string(dir.join("vi/indicators.csv")).unwrap();
    assert!(text.starts_with("\u{feff}report;counts;agency_id;"));
    let parquet = "export out --format parquet --csv-dialect vi -o p3";
    assert_eq!(
        phuluc(&dir, &parquet.split(' ').collect::<Vec<_>>()),
        Some(2)
    );
}

/// The audit of a store calls a report what the store's tables call it, and an office without one by its own columns.
#[test]
fn the_audit_names_reports_as_the_tables_do() {
    let (_folder, dir) = store();
    let audit = "audit out --agencies offices.csv --format csv -o audit.csv --fail-on never -q";
    phuluc(&dir, &audit.split(' ').collect::<Vec<_>>());
    let (names, rows) = csv_rows(&dir.join("audit.csv"));
    let (columns, files) = csv_rows(&dir.join("out/files.csv"));
    let at = |names: &[String], name: &str| names.iter().position(|one| one == name).unwrap();
    let reports: Vec<&String> = files
        .iter()
        .map(|row| &row[at(&columns, "report")])
        .collect();
    let [report, file, office, id, code] =
        ["report", "file", "agency", "agency_id", "code"].map(|name| at(&names, name));
    let (unsent, sent): (Vec<_>, Vec<_>) =
        rows.iter().partition(|row| row[code] == "not-submitted");
    assert!(sent.len() > 10);
    for row in sent {
        assert!(reports.contains(&&row[report]), "{}", row[report]);
    }
    let [row] = unsent.as_slice() else {
        panic!("{} offices without a report", unsent.len())
    };
    let told = [report, file, office, id].map(|at| row[at].as_str());
    assert_eq!(told, ["", "", "Sở Ngoại vụ", "nv"]);
}

//! An output folder that lasts: nothing in it is lost, whatever happens to a run, and nothing is counted twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::folder::{Folder, Row, command, phuluc, report_of as report, said};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Everything but the store's own folder, byte for byte.
fn outputs(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for folder in [dir.to_owned(), dir.join("reports")] {
        for path in fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if path.is_file() {
                let name = path.strip_prefix(dir).unwrap().display().to_string();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A run on one new file adds it; the reports of earlier runs stay in every table.
#[test]
fn a_later_report_is_added_to_the_earlier_ones() {
    let dir = Folder::new("store-added");
    dir.put("q/a.txt", report("Xây dựng"));
    dir.put("new/b.txt", report("Tư pháp"));
    phuluc(&dir.0, &["extract", "q"]);
    let before = dir.table("out/indicators.csv").len();
    phuluc(&dir.0, &["extract", "new/b.txt"]);
    let rows = dir.table("out/indicators.csv");
    assert_eq!(rows.len(), 2 * before);
    assert!(dir.0.join("out/reports/a.txt.json").is_file());
}

/// A file with the name of another's is another report; a file that moved is the report it was.
#[test]
fn names_stay_with_their_files() {
    let dir = Folder::new("store-names");
    dir.put("one/a.txt", report("Xây dựng"));
    dir.put("two/a.txt", report("Tư pháp"));
    phuluc(&dir.0, &["extract", "one"]);
    phuluc(&dir.0, &["extract", "two"]);
    let names = |dir: &Folder| {
        let rows = dir.table("out/files.csv");
        rows.iter()
            .map(|row| (row["file"].clone(), row["report"].clone()))
            .collect::<Vec<_>>()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        names(&dir),
        [pair("one/a.txt", "a.txt"), pair("two/a.txt", "two__a.txt")]
    );
    fs::rename(dir.0.join("one/a.txt"), dir.0.join("two/z.txt")).unwrap();
    let output = phuluc(&dir.0, &["extract", "two"]);
    assert!(
        said(&output).contains("2 files unchanged"),
        "{}",
        said(&output)
    );
    assert_eq!(
        names(&dir),
        [pair("two/a.txt", "two__a.txt"), pair("two/z.txt", "a.txt")]
    );
}

/// What has not changed is neither read nor written again; what has is.
#[test]
fn only_what_changed_is_read_again() {
    let dir = Folder::new("store-changed");
    dir.put("in/a.txt", report("Xây dựng"));
    dir.put("in/b.txt", report("Tư pháp"));
    phuluc(&dir.0, &["extract", "in"]);
    let first = outputs(&dir.0.join("out"));
    let written = |name: &str| {
        fs::metadata(dir.0.join("out").join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = written("indicators.csv");
    let output = phuluc(&dir.0, &["extract", "in"]);
    assert!(
        said(&output).contains("2 files unchanged"),
        "{}",
        said(&output)
    );
    assert_eq!(written("indicators.csv"), before);
    assert!(first == outputs(&dir.0.join("out")));
    dir.put("in/b.txt", report("Tư pháp").replace("61,5", "61,6"));
    let output = phuluc(&dir.0, &["extract", "in"]);
    assert!(
        said(&output).contains("1 files unchanged"),
        "{}",
        said(&output)
    );
    let rows = dir.table("out/indicators.csv");
    let values = rows.iter().filter(|row| row["indicator"] == "I.1");
    let values: Vec<&str> = values.map(|row| row["value"].as_str()).collect();
    assert_eq!(values, ["61.5", "61.6"]);
    // Another setting reads all of them anew.
    let output = phuluc(&dir.0, &["extract", "in", "--personal"]);
    assert!(!said(&output).contains("unchanged"), "{}", said(&output));
}

/// Two copies of a report are one in every total: the signed before the draft, and where they differ both are named.
#[test]
fn a_copy_is_evidence_and_never_added() {
    let dir = Folder::new("store-copies");
    let signed = report("Xây dựng");
    dir.put("in/signed.txt", &signed);
    dir.put("in/draft.txt", signed.replace("61,5", "61,4"));
    phuluc(&dir.0, &["extract", "in"]);
    let rows = dir.table("out/indicators.csv");
    let of = |counts: &str| rows.iter().filter(|row| row["counts"] == counts).count();
    assert_eq!(of("true"), of("false"));
    let board = dir.table("out/submissions.csv");
    assert_eq!(board.len(), 1);
    let findings = dir.table("out/findings.csv");
    let differ: Vec<&Row> = findings
        .iter()
        .filter(|row| row["code"] == "copies-differ")
        .collect();
    assert_eq!(differ.len(), 1);
    assert!(differ[0]["message"].contains("61,5") && differ[0]["message"].contains("61,4"));
    assert!(
        findings
            .iter()
            .any(|row| row["code"] == "duplicate-submission")
    );
}

/// Three communes of one name are three offices.
#[test]
fn communes_of_one_name_are_told_apart() {
    let dir = Folder::new("store-communes");
    for (at, province) in ["HÒA GIANG", "VÂN HẢI", "AN PHÚ"].into_iter().enumerate() {
        let text = report("Thủy lợi và Phát triển nông thôn")
            .replace("UBND TỈNH HÒA GIANG", &format!("UBND TỈNH {province}"));
        dir.put(&format!("in/{at}.txt"), text);
    }
    phuluc(&dir.0, &["extract", "in"]);
    assert_eq!(dir.table("out/submissions.csv").len(), 3);
}

/// A correction holds from run to run, beside the printed value, until the report prints something else.
#[test]
fn a_correction_outlives_runs_and_is_never_applied_to_another_figure() {
    let dir = Folder::new("store-corrections");
    dir.put("in/a.txt", report("Xây dựng"));
    phuluc(&dir.0, &["extract", "in"]);
    let office = dir.table("out/submissions.csv")[0]["agency"].clone();
    let args = [
        "correct",
        "out",
        "--office",
        &office,
        "--indicator",
        "I.1",
        "--value",
        "51,35",
        "--reason",
        "slip",
        "--by",
        "Lan",
    ];
    let output = phuluc(&dir.0, &args);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let cell = || {
        let rows = dir.table("out/indicators.csv");
        let row = rows
            .into_iter()
            .find(|row| row["indicator"] == "I.1")
            .unwrap();
        ["value", "value_raw", "corrected"].map(|name| row[name].clone())
    };
    for _ in 0..2 {
        phuluc(&dir.0, &["extract", "in"]);
        assert_eq!(cell(), ["51.35", "61,5", "slip"]);
    }
    dir.put("in/a.txt", report("Xây dựng").replace("61,5", "71,5"));
    phuluc(&dir.0, &["extract", "in"]);
    assert_eq!(cell(), ["71.5", "71,5", ""]);
    let findings = dir.table("out/findings.csv");
    assert!(findings.iter().any(|row| row["code"] == "correction-stale"));
    // A line that is no correction stops the run before anything is written.
    dir.put(
        "out/corrections.csv",
        "office,period,indicator,printed,value\nX,2023-Q3,I.1,1,one\n",
    );
    let before = outputs(&dir.0.join("out"));
    let output = phuluc(&dir.0, &["extract", "in"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("row 2") && before == outputs(&dir.0.join("out")));
}

/// Killed at any moment, a run leaves whole files, and the next one completes what it began: the tables are those of
/// a run that nobody killed.
#[test]
fn a_kill_at_any_moment_costs_nothing() {
    let dir = Folder::new("store-kill");
    for at in 0..12 {
        dir.put(&format!("in/{at}.txt"), report(&format!("Số {at}")));
    }
    phuluc(&dir.0, &["extract", "in", "-o", "whole"]);
    let whole = outputs(&dir.0.join("whole"));
    let mut seed = 0x5DEE_CE66_u64;
    for _ in 0..50 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let mut run = command(&dir.0, &["extract", "in", "-o", "out", "-q"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(seed >> 33 & 0x7F));
        run.kill().unwrap();
        run.wait().unwrap();
        // Whatever stands there is whole.
        for (name, bytes) in outputs_if_any(&dir.0.join("out")) {
            if name.ends_with(".json") {
                serde_json::from_slice::<serde_json::Value>(&bytes)
                    .unwrap_or_else(|error| panic!("{name}: {error}"));
            }
        }
        if seed & 3 == 0 {
            let _ = fs::remove_dir_all(dir.0.join("out"));
        }
    }
    phuluc(&dir.0, &["extract", "in", "-o", "out"]);
    let out = outputs(&dir.0.join("out"));
    assert_eq!(
        whole.keys().collect::<Vec<_>>(),
        out.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &whole {
        assert!(out[name] == *bytes, "{name}");
    }
}

fn outputs_if_any(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    match dir.join("reports").is_dir() {
        true => outputs(dir)
            .into_iter()
            .filter(|(name, _)| !name.contains(".tmp"))
            .collect(),
        false => BTreeMap::new(),
    }
}

/// Of two runs at once the second is told to wait and touches nothing.
#[test]
fn two_runs_at_once_are_kept_apart() {
    let dir = Folder::new("store-twice");
    dir.put("in/hang.txt", "phuluc-fault: hang");
    dir.put("in/a.txt", report("Xây dựng"));
    let mut first = command(&dir.0, &["extract", "in", "--max-seconds", "20"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lock = dir.0.join("out/.phuluc/kept/a.txt.json");
    let begun = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        lock.is_file()
    });
    let second = phuluc(&dir.0, &["extract", "in"]);
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(begun);
    assert_eq!(second.status.code(), Some(5));
    assert!(said(&second).contains("store-in-use"), "{}", said(&second));
}

/// Without room on the disk the run ends with the system's reason, and what was there is whole.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_last_result() {
    let dir = Folder::new("store-full");
    dir.put("in/a.txt", report("Xây dựng"));
    let small = dir.0.join("small");
    fs::create_dir_all(&small).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
        .arg(&small)
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        println!("no right to mount a small disk: not tested");
        return;
    }
    phuluc(&dir.0, &["extract", "in", "-o", "small/out"]);
    let before = outputs(&small.join("out"));
    for at in 0..40 {
        dir.put(&format!("in/{at}.txt"), report(&format!("Số {at}")));
    }
    let output = phuluc(&dir.0, &["extract", "in", "-o", "small/out"]);
    let code = output.status.code();
    let after = outputs(&small.join("out"));
    let unmounted = Command::new("umount").arg(&small).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!(code, Some(5), "{}", said(&output));
    assert!(said(&output).contains("disk-full"), "{}", said(&output));
    for (name, bytes) in before {
        assert!(after[&name] == bytes, "{name}");
    }
}

/// A list of offices tells who has not sent and who is late, whatever Excel saved it as; a day that is none is an
/// error that names the cell.
#[test]
fn the_list_of_offices_is_read_as_people_keep_it() {
    let dir = Folder::new("store-offices");
    dir.put("in/a.txt", report("Xây dựng"));
    let list = "id;name;due\nsxd;Sở Xây dựng;01/09/2023\nstp;Sở Tư pháp;01/09/2023\n";
    let utf_16: Vec<u8> = format!("\u{feff}{list}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    dir.put("list.csv", list);
    dir.put("list.txt", utf_16);
    for name in ["list.csv", "list.txt"] {
        phuluc(
            &dir.0,
            &[
                "extract",
                "in",
                "-o",
                name.trim_start_matches("list."),
                "--agencies",
                name,
            ],
        );
        let board = dir.table(&format!(
            "{}/submissions.csv",
            name.trim_start_matches("list.")
        ));
        let told: Vec<[&str; 2]> = board
            .iter()
            .map(|row| [row["agency_id"].as_str(), row["status"].as_str()])
            .collect();
        assert_eq!(told, [["sxd", "late"], ["stp", "missing"]], "{name}");
    }
    // Later runs know the list.
    phuluc(&dir.0, &["extract", "in", "-o", "csv"]);
    assert_eq!(dir.table("csv/submissions.csv").len(), 2);
    let rows = dir.table("csv/indicators.csv");
    assert!(rows.iter().all(|row| row["agency_id"] == "sxd"));
    dir.put("wrong.csv", "id,name,due\nsxd,Sở Xây dựng,01/13/2023\n");
    let output = phuluc(
        &dir.0,
        &["extract", "in", "-o", "new", "--agencies", "wrong.csv"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("row 2") && said(&output).contains("01/13/2023"),
        "{}",
        said(&output)
    );
    assert!(!dir.0.join("new").exists());
}

/// A folder that is followed is read again when a file is added.
#[test]
fn a_followed_folder_is_read_again_when_it_changes() {
    let dir = Folder::new("store-watch");
    dir.put("in/a.txt", report("Xây dựng"));
    let mut run = command(&dir.0, &["extract", "in", "--watch", "-q"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let reports = |wanted: usize| {
        (0..300).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            let is_there = dir.0.join("out/submissions.csv").is_file();
            is_there && dir.table("out/submissions.csv").len() == wanted
        })
    };
    let first = reports(1);
    dir.put("in/b.txt", report("Tư pháp"));
    let second = reports(2);
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(first && second);
}

/// What a person changes in a cell of the workbook becomes a correction; nothing else does.
#[test]
fn a_changed_cell_of_the_workbook_is_a_correction() {
    let dir = Folder::new("store-cells");
    dir.put("in/a.txt", report("Xây dựng"));
    phuluc(&dir.0, &["extract", "in"]);
    let untouched = phuluc(&dir.0, &["correct", "out", "--from", "out/tong-hop.xlsx"]);
    assert_eq!(untouched.status.code(), Some(4), "{}", said(&untouched));
    assert!(!dir.0.join("out/corrections.csv").exists());
    change_cell(
        &dir.0.join("out/tong-hop.xlsx"),
        &dir.0.join("mine.xlsx"),
        "<v>61.5</v>",
        "<v>51.35</v>",
    );
    let args = ["correct", "out", "--from", "mine.xlsx", "--by", "Lan"];
    assert_eq!(phuluc(&dir.0, &args).status.code(), Some(0));
    let lines = dir.table("out/corrections.csv");
    assert_eq!(lines.len(), 1);
    let told = ["indicator", "printed", "value", "by"].map(|name| lines[0][name].as_str());
    assert_eq!(told, ["I.1", "61,5", "51.35", "Lan"]);
    phuluc(&dir.0, &["extract", "in"]);
    // Read back from the workbook made with it, the correction is no change.
    let output = phuluc(&dir.0, &["correct", "out", "--from", "out/tong-hop.xlsx"]);
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
}

/// Writes a copy of a workbook with a figure of the sheet of section I changed, once.
fn change_cell(from: &Path, to: &Path, old: &str, new: &str) {
    let mut book = zip::ZipArchive::new(fs::File::open(from).unwrap()).unwrap();
    let mut copy = zip::ZipWriter::new(fs::File::create(to).unwrap());
    for at in 0..book.len() {
        let part = book.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = std::io::read_to_string(part).unwrap();
        if name == "xl/worksheets/sheet2.xml" {
            // The total stands before the office's own cell.
            let last = text.rfind(old).unwrap();
            text.replace_range(last..last + old.len(), new);
        }
        copy.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        std::io::Write::write_all(&mut copy, text.as_bytes()).unwrap();
    }
    copy.finish().unwrap();
}

/// The reports of an output folder that an older program wrote are in the tables of the next run, too.
#[test]
fn a_folder_of_an_older_program_is_taken_in() {
    let dir = Folder::new("store-older");
    dir.put("in/a.txt", report("Xây dựng"));
    dir.put("new/b.txt", report("Tư pháp"));
    phuluc(&dir.0, &["extract", "in"]);
    fs::remove_dir_all(dir.0.join("out/.phuluc")).unwrap();
    phuluc(&dir.0, &["extract", "new"]);
    assert_eq!(dir.table("out/submissions.csv").len(), 2);
    assert!(dir.0.join("out/reports/a.txt.json").is_file());
}

/// A store remembers the forms its reports were mapped to: a run that does not name them loses no value.
#[test]
fn a_store_remembers_its_forms() {
    let dir = Folder::new("store-forms");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/plan-done-compared");
    dir.put(
        "forms/own.json",
        fs::read(fixtures.join("schema.json")).unwrap(),
    );
    dir.put("in/a.txt", fs::read(fixtures.join("input.txt")).unwrap());
    phuluc(&dir.0, &["extract", "in", "--schemas", "forms"]);
    let rows = dir.table("out/indicators.csv").len();
    assert!(rows > 10);
    let output = phuluc(&dir.0, &["extract", "in"]);
    assert!(
        said(&output).contains("1 files unchanged"),
        "{}",
        said(&output)
    );
    assert_eq!(dir.table("out/indicators.csv").len(), rows);
}

/// A rate that was wrong for a corrected part is no fault any more; one that still is stays one.
#[test]
fn what_a_correction_settles_is_not_held_against_the_report() {
    let dir = Folder::new("store-settled");
    dir.put("in/a.txt", report("Xây dựng"));
    phuluc(&dir.0, &["extract", "in"]);
    let office = dir.table("out/submissions.csv")[0]["agency"].clone();
    let errors = || {
        let findings = dir.table("out/findings.csv");
        let about = findings.iter().filter(|row| row["indicator"] == "I.1");
        about.filter(|row| row["severity"] == "error").count()
    };
    assert!(errors() > 0);
    let correct = |value: &str| {
        let args = [
            "correct",
            "out",
            "--office",
            &office,
            "--indicator",
            "I.1",
            "--value",
            value,
        ];
        assert_eq!(phuluc(&dir.0, &args).status.code(), Some(0));
        phuluc(&dir.0, &["extract", "in"]);
    };
    correct("61,4");
    assert!(errors() > 0);
    correct("51,35");
    assert_eq!(errors(), 0);
    // What may be thousands or decimals, and what the indicator cannot be, is refused.
    for wrong in ["1.234", "-5"] {
        let value = format!("--value={wrong}");
        let args = [
            "correct",
            "out",
            "--office",
            &office,
            "--indicator",
            "I.1",
            &value,
        ];
        assert_eq!(phuluc(&dir.0, &args).status.code(), Some(2), "{wrong}");
    }
}

/// The offices that have not sent are named for every period that is collected, and a day set for this period is not
/// held against the one before.
#[test]
fn who_has_not_sent_is_told_for_every_period() {
    let dir = Folder::new("store-periods");
    let second = |office: &str| {
        report(office)
            .replace("Quý III", "Quý II")
            .replace("quý III", "quý II")
            .replace("QUÝ III", "QUÝ II")
            .replace("14 tháng 9", "14 tháng 6")
    };
    dir.put("in/a2.txt", second("Xây dựng"));
    dir.put("in/b2.txt", second("Tư pháp"));
    dir.put("in/a3.txt", report("Xây dựng"));
    dir.put("list.csv", "id,name,due\nsxd,Sở Xây dựng,20/09/2023\nstp,Sở Tư pháp,20/09/2023\nsyt,Sở Y tế,20/09/2023\n");
    phuluc(&dir.0, &["extract", "in", "--agencies", "list.csv"]);
    let board = dir.table("out/submissions.csv");
    let told: Vec<String> = board
        .iter()
        .map(|row| {
            format!(
                "{} {} {} {}",
                row["period"], row["agency_id"], row["status"], row["due"]
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "2023-Q3 sxd sent 2023-09-20",
            "2023-Q3 stp missing 2023-09-20",
            "2023-Q3 syt missing 2023-09-20",
            "2023-Q2 sxd sent ",
            "2023-Q2 stp sent ",
            "2023-Q2 syt missing ",
        ]
    );
}

/// A manifest that cannot be read costs nothing: the reports are found again, the damaged file is kept.
#[test]
fn a_damaged_manifest_loses_no_report() {
    let dir = Folder::new("store-damaged");
    dir.put("in/a.txt", report("Xây dựng"));
    dir.put("new/b.txt", report("Tư pháp"));
    phuluc(&dir.0, &["extract", "in"]);
    dir.put("out/.phuluc/manifest.json", "{");
    phuluc(&dir.0, &["extract", "new"]);
    assert_eq!(dir.table("out/submissions.csv").len(), 2);
    assert!(dir.0.join("out/.phuluc/manifest.damaged.json").is_file());
}

/// A list of other offices than those that report is told.
#[test]
fn a_list_that_matches_nobody_is_told() {
    let dir = Folder::new("store-strange");
    dir.put("in/a.txt", report("Xây dựng"));
    dir.put("list.csv", "id,name\nx,Sở Không Có\n");
    let output = phuluc(&dir.0, &["extract", "in", "--agencies", "list.csv"]);
    assert!(
        said(&output).contains("no report is of an office of the list"),
        "{}",
        said(&output)
    );
}

//! A run shared out over several machines: `extract --shard` and `merge` give, byte for byte, what one machine gives.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::folder::{Folder, command, fixture, phuluc, report_of as report, said};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

const HEAD: &str = "<table><tr><td>UBND TỈNH HÒA GIANG<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<tr><td>SỞ XÂY DỰNG\
    <td>Độc lập - Tự do - Hạnh phúc<tr><td>Số: 87/BC-SXD<td>Hòa Giang, ngày 18 tháng 6 năm 2024</table>\
    <p>BÁO CÁO</p><p>Kết quả thực hiện công tác cải cách hành chính quý II năm 2024</p>\
    <p>I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH</p><p>1. Kế hoạch cải cách hành chính</p>\
    <p>Trong quý, Sở đã hoàn thành 16/24 nhiệm vụ trong kế hoạch cải cách hành chính.</p>";

/// Reports in many formats, a body and its appendix in two files, copies, drafts that differ, an archive, files of one
/// name, and what cannot be read or is passed over.
fn mixed(name: &str) -> Folder {
    let dir = Folder::new(name);
    let fixtures = [
        ("contradictions", "a/cchc.txt"),
        ("format-html", "a/cchc.html"),
        ("format-rtf", "b/cchc.rtf"),
        ("format-csv", "b/so-lieu.csv"),
        ("word", "b/bao-cao.docx"),
        ("pdf-ruled", "c/bao-cao.pdf"),
        ("pdf-two-pages", "c/hai-trang.pdf"),
        ("national-form-text", "c/bo.txt"),
        ("lost-tab", "d/loi-van.txt"),
        ("format-xlsx", "d/bang.xlsx"),
        ("truncated-docx", "d/hong.docx"),
        ("empty", "d/rong.txt"),
        ("password", "d/khoa.pdf"),
        ("no-appendix", "d/khong-phu-luc.docx"),
    ];
    for (name, to) in fixtures {
        dir.put(&format!("in/{to}"), fixture(name));
    }
    for (at, office) in ["Xây dựng", "Tư pháp", "Y tế", "Nội vụ", "Tài chính"]
        .iter()
        .enumerate()
    {
        dir.put(&format!("in/so-{at}/bao-cao.txt"), report(office));
        dir.put(&format!("in/gui-lai/{at}.txt"), report(office));
    }
    dir.put(
        "in/gui-lai/khac.txt",
        report("Y tế").replace("61,5", "61,6"),
    );
    dir.put("in/~$khoa.docx", "x");
    let twin = String::from_utf8(fixture("format-html")).unwrap();
    let table = &twin[twin.rfind("<table").unwrap()..];
    let cited = "(Kèm theo Báo cáo số 87/BC-SXD ngày 18/6/2024 của Sở Xây dựng tỉnh Hòa Giang)";
    dir.put("in/e/loi.html", format!("<html><body>{HEAD}</body></html>"));
    let appendix = format!("<html><body><p>PHỤ LỤC</p><p>{cited}</p>{table}");
    dir.put("in/f/so-lieu.html", appendix);
    let packed = [
        ("x/mot.txt", report("Công Thương")),
        ("x/hai.txt", report("Giao thông vận tải")),
        ("bao-cao.txt", report("Lao động")),
    ];
    dir.put("in/g/goi.zip", common::document::package(&packed));
    dir
}

/// What a run that reads no pictures says.
fn run(dir: &Folder, args: &[&str]) -> Output {
    phuluc(&dir.0, args)
}

fn shard(dir: &Folder, number: usize, of: usize, more: &[&str]) -> Output {
    let (shard, out) = (format!("{number}/{of}"), format!("part-{number}"));
    let own = [
        "extract", "in", "--shard", &shard, "-o", &out, "--ocr", "off",
    ];
    run(dir, &[&own[..], more].concat())
}

fn merge(dir: &Folder, of: usize, more: &[&str]) -> Output {
    let parts: Vec<String> = (1..=of).map(|number| format!("part-{number}")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    run(dir, &[&["merge", "-o", "out"], &parts[..], more].concat())
}

fn remove(dir: &Folder, names: &[&str]) {
    for name in names {
        let _ = fs::remove_dir_all(dir.0.join(name));
    }
}

/// Every file of a store; of the manifest all but what the reading cost, which is another at every run.
fn everything(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|one| one.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(dir).unwrap().display().to_string();
            let mut bytes = fs::read(&path).unwrap();
            if name.ends_with("manifest.json") {
                let mut manifest: Value = serde_json::from_slice(&bytes).unwrap();
                for file in manifest["files"].as_array_mut().unwrap() {
                    file.as_object_mut().unwrap().remove("cost");
                }
                bytes = serde_json::to_vec_pretty(&manifest).unwrap();
            }
            found.insert(name, bytes);
        }
    }
    found
}

fn assert_same(whole: &BTreeMap<String, Vec<u8>>, other: &Path, what: &str) {
    let merged = everything(other);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(whole), names(&merged), "{what}");
    for (name, bytes) in whole {
        let merged = &merged[name];
        let shown = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes)
                .chars()
                .take(4000)
                .collect::<String>()
        };
        assert!(
            merged == bytes,
            "{what}: {name}\n{}\n--- merged\n{}",
            shown(bytes),
            shown(merged)
        );
    }
}

/// Protects the promise of sharding: tables, workbook, reports and the store's own files are those of one machine,
/// whatever the number of shards – with copies, joined halves and names that meet only at the merge – and a later run
/// takes the merged folder for its own.
#[test]
fn one_to_five_shards_give_what_one_machine_gives() {
    let dir = mixed("shards-equal");
    run(&dir, &["extract", "in", "-o", "whole", "--ocr", "off"]);
    let whole = everything(&dir.0.join("whole"));
    let table = |name: &str| String::from_utf8_lossy(&whole[name]).into_owned();
    for told in ["no-appendix,body,", ",copy,", "failed", "skipped"] {
        assert!(table("files.csv").contains(told), "nothing is {told}");
    }
    assert!(table("findings.csv").contains("copies-differ"));
    assert!(whole.contains_key("reports/so-3__bao-cao.txt.json"));
    for of in 1..=5 {
        remove(
            &dir,
            &["out", "part-1", "part-2", "part-3", "part-4", "part-5"],
        );
        for number in 1..=of {
            let code = shard(&dir, number, of, &[]).status.code();
            assert!(matches!(code, Some(0 | 1 | 3 | 4)), "{code:?}");
        }
        let merged = merge(&dir, of, &[]);
        assert_eq!(merged.status.code(), Some(3), "{}", said(&merged));
        assert_same(&whole, &dir.0.join("out"), &format!("{of} shards"));
    }
    let again = run(&dir, &["extract", "in", "-o", "out", "--ocr", "off"]);
    let readable = table("files.csv")
        .lines()
        .filter(|l| l.contains(",ok,"))
        .count();
    assert!(
        readable > 15 && said(&again).contains("files unchanged"),
        "{}",
        said(&again)
    );
    assert_same(&whole, &dir.0.join("out"), "read again");
}

/// A shard that was killed is refused until it is run again, and then costs nothing.
#[test]
fn a_killed_shard_is_refused_and_goes_on_where_it_ended() {
    let dir = mixed("shards-killed");
    run(&dir, &["extract", "in", "-o", "whole", "--ocr", "off"]);
    let whole = everything(&dir.0.join("whole"));
    shard(&dir, 1, 2, &[]);
    let mut refused = 0;
    for milliseconds in [30, 90, 150, 220, 300] {
        let args = [
            "extract", "in", "--shard", "2/2", "-o", "part-2", "--ocr", "off", "-q",
        ];
        let mut killed = command(&dir.0, &args)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        killed.kill().unwrap();
        killed.wait().unwrap();
        let merged = merge(&dir, 2, &[]);
        if merged.status.code() == Some(2) {
            let told = said(&merged);
            let why = ["is not finished", "holds no shard"];
            assert!(why.iter().any(|why| told.contains(why)), "{told}");
            assert!(!dir.0.join("out").exists(), "nothing is written");
            refused += 1;
        }
        remove(&dir, &["out"]);
    }
    assert!(refused > 0, "no kill came in time");
    shard(&dir, 2, 2, &[]);
    merge(&dir, 2, &[]);
    assert_same(&whole, &dir.0.join("out"), "after the kills");
}

/// Runs what must be refused for this reason, and write nothing.
fn refused(dir: &Folder, args: &[&str], why: &str) {
    let output = run(dir, args);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
    assert!(said(&output).contains(why), "{why}: {}", said(&output));
    assert!(!dir.0.join("out").exists(), "{args:?} wrote something");
}

/// Reports of four offices.
fn four(name: &str) -> Folder {
    let dir = Folder::new(name);
    for (at, office) in ["Xây dựng", "Tư pháp", "Y tế", "Nội vụ"].iter().enumerate() {
        dir.put(&format!("in/{at}.txt"), report(office));
    }
    dir
}

/// Protects a shard's folder from runs of another part, and whole runs from those of parts.
#[test]
fn the_folder_of_a_shard_takes_its_own_shard_alone() {
    let dir = four("shards-own");
    shard(&dir, 1, 3, &[]);
    // A shard's folder takes its own shard alone.
    refused(
        &dir,
        &["extract", "in", "-o", "part-1"],
        "part-1 holds shard 1/3 of a run",
    );
    refused(
        &dir,
        &["extract", "in", "--shard", "2/3", "-o", "part-1"],
        "holds shard 1/3, not 2/3",
    );
    run(&dir, &["extract", "in", "-o", "whole"]);
    refused(
        &dir,
        &["extract", "in", "--shard", "2/3", "-o", "whole"],
        "holds a whole run",
    );
    refused(
        &dir,
        &["extract", "in", "--shard", "4/3", "-o", "out"],
        "4/3",
    );
}

/// Protects the figures: a merge of less than everything, of two runs, or of what does not fit together would look like
/// a whole one. Each is refused by name, and nothing is written.
#[test]
fn what_is_not_the_shards_of_one_run_is_refused() {
    let dir = four("shards-refused");
    (1..=3).for_each(|number| drop(shard(&dir, number, 3, &[])));
    let refused = |args: &[&str], why: &str| refused(&dir, args, why);
    refused(
        &["merge", "part-1", "part-3", "-o", "out"],
        "1 of 3 shards are not there: 2",
    );
    let twice = ["merge", "part-1", "part-2", "part-3", "part-2", "-o", "out"];
    refused(&twice, "part-2 and part-2 both hold shard 2/3");
    refused(&["merge", "part-1", "in", "-o", "out"], "in holds no shard");
    // Another number of shards, other settings, another version, other forms.
    run(&dir, &["extract", "in", "--shard", "2/4", "-o", "four"]);
    refused(
        &["merge", "part-1", "four", "part-3", "-o", "out"],
        "four shard 2/4",
    );
    run(
        &dir,
        &[
            "extract",
            "in",
            "--shard",
            "2/3",
            "-o",
            "own",
            "--ocr",
            "off",
            "--personal",
        ],
    );
    refused(
        &["merge", "part-1", "own", "part-3", "-o", "out"],
        "different settings",
    );
    let record = dir.read("part-2/.phuluc/shard.json");
    let version = format!("\"phuluc\":\"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(record.contains(&version), "{record}");
    dir.put(
        "part-2/.phuluc/shard.json",
        record.replace(&version, "\"phuluc\":\"0.0.1\""),
    );
    refused(
        &["merge", "part-1", "part-2", "part-3", "-o", "out"],
        "part-2 by phuluc 0.0.1",
    );
    dir.put(
        "part-2/.phuluc/shard.json",
        record.replace("\"forms\":\"\"", "\"forms\":\"ab\""),
    );
    refused(
        &["merge", "part-1", "part-2", "part-3", "-o", "out"],
        "different forms",
    );
    // A list that was lost.
    dir.put("part-2/.phuluc/shard.json", &record);
    let manifest = dir.read("part-2/.phuluc/manifest.json");
    fs::remove_file(dir.0.join("part-2/.phuluc/manifest.json")).unwrap();
    refused(
        &["merge", "part-1", "part-2", "part-3", "-o", "out"],
        "shard 2/3 is not finished",
    );
    dir.put("part-2/.phuluc/manifest.json", manifest);
    let whole = merge(&dir, 3, &[]);
    assert_eq!(whole.status.code(), Some(1), "{}", said(&whole));
}

/// One file in two shards – run over folders that overlap – counts once where it is the same, and is refused where not.
#[test]
fn a_file_of_two_shards_is_one_or_refused() {
    let dir = Folder::new("shards-overlap");
    for at in 0..6 {
        dir.put(&format!("in/sub/{at}.txt"), report(&format!("Số {at}")));
    }
    let over = |folder: &str, number: usize| {
        let (own, out) = (format!("{number}/2"), format!("part-{number}"));
        run(&dir, &["extract", folder, "--shard", &own, "-o", &out]);
    };
    // Below `in` the paths hash otherwise than below `in/sub`.
    over("in", 1);
    over("in/sub", 2);
    let files = |part: &str| {
        // Tables are made of the whole alone.
        assert!(!dir.0.join(part).join("files.csv").exists());
        let reports = fs::read_dir(dir.0.join(part).join("reports")).unwrap();
        let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        let files = reports.map(|entry| format!("in/sub/{}", name(&entry.unwrap().path())));
        files.collect::<Vec<_>>()
    };
    let (one, two) = (files("part-1"), files("part-2"));
    let both: Vec<_> = one.iter().filter(|file| two.contains(file)).collect();
    assert!(!both.is_empty(), "{one:?} {two:?}");
    let merged = merge(&dir, 2, &[]);
    assert_eq!(merged.status.code(), Some(1), "{}", said(&merged));
    assert!(
        said(&merged).contains("saw different files"),
        "{}",
        said(&merged)
    );
    assert_eq!(
        dir.table("out/files.csv").len(),
        one.len() + two.len() - both.len()
    );
    remove(&dir, &["out"]);
    let changed = report("Số khác").replace("61,5", "61,7");
    dir.put(both[0], changed);
    over("in/sub", 2);
    let merged = merge(&dir, 2, &[]);
    assert_eq!(merged.status.code(), Some(2));
    let told = format!(
        "{}: its content in part-1 is another than in part-2",
        both[0]
    );
    assert!(said(&merged).contains(&told), "{}", said(&merged));
    assert!(!dir.0.join("out").exists());
}

/// What people set in the shards' folders or in the merged one holds in the whole, as it would have in a run of one
/// machine; the list of offices likewise. Two shards that contradict each other are refused.
#[test]
fn corrections_decisions_and_offices_hold_in_the_whole() {
    let dir = four("shards-said");
    dir.put("don-vi.csv", "id,name\nsxd,Sở Xây dựng\nsyt,Sở Y tế\n");
    run(&dir, &["extract", "in", "-o", "first"]);
    let rows = dir.table("first/indicators.csv");
    let cell = |at: usize| {
        rows.iter()
            .filter(|row| row["indicator"] == "I.1")
            .nth(at)
            .unwrap()
    };
    let header = "office,period,indicator,printed,value,reason,by,at,row\n";
    let line = |at: usize, value: &str| {
        let row = cell(at);
        let office = &row["agency"];
        format!(
            "{office},{},I.1,\"{}\",{value},gõ nhầm,An,2024-07-01,\n",
            row["period"], row["value_raw"]
        )
    };
    let decision = {
        let row = cell(2);
        format!(
            "office,period,indicator,printed,decision,text,by,at,row,code\n{},{},I.1,\"{}\",comment,đã hỏi,An,2024-07-01,,\n",
            row["agency"], row["period"], row["value_raw"]
        )
    };
    // One machine, everything said in its folder.
    dir.put(
        "whole/corrections.csv",
        format!("{header}{}{}", line(0, "70"), line(1, "71")),
    );
    dir.put("whole/decisions.csv", &decision);
    let agencies = ["--agencies", "don-vi.csv", "--ocr", "off"];
    run(
        &dir,
        &[&["extract", "in", "-o", "whole"], &agencies[..]].concat(),
    );
    let whole = everything(&dir.0.join("whole"));
    assert!(String::from_utf8_lossy(&whole["indicators.csv"]).contains("70"));
    // The same said in two shards, half of it in both.
    dir.put(
        "part-1/corrections.csv",
        format!("{header}{}", line(0, "70")),
    );
    dir.put(
        "part-2/corrections.csv",
        format!("{header}{}{}", line(0, "70"), line(1, "71")),
    );
    dir.put("part-2/decisions.csv", &decision);
    (1..=2).for_each(|n| drop(shard(&dir, n, 2, &["--agencies", "don-vi.csv"])));
    let tables = |folder: &str| {
        let mut files = everything(&dir.0.join(folder));
        // Theirs, not the run's; its hash is in the manifest.
        files.retain(|name, _| {
            !["corrections.csv", "decisions.csv", ".phuluc/manifest.json"].contains(&name.as_str())
        });
        files
    };
    let merged = merge(&dir, 2, &[]);
    assert!(
        said(&merged).contains("2 figures corrected"),
        "{}",
        said(&merged)
    );
    assert!(tables("whole") == tables("out"));
    assert_eq!(dir.table("out/corrections.csv").len(), 2);
    said_otherwise(&dir, header, line);
}

/// What the folder of the whole says, and what two shards say against each other.
fn said_otherwise(dir: &Folder, header: &str, line: impl Fn(usize, &str) -> String) {
    // What the whole says goes before what a shard says; the shards' own lines stay theirs.
    dir.put("out/corrections.csv", format!("{header}{}", line(0, "99")));
    merge(dir, 2, &[]);
    let values: Vec<String> = dir
        .table("out/corrections.csv")
        .iter()
        .map(|row| row["value"].clone())
        .collect();
    assert_eq!(values, ["99", "71"]);
    remove(dir, &["out"]);
    dir.put(
        "part-1/corrections.csv",
        format!("{header}{}", line(0, "72")),
    );
    let merged = merge(dir, 2, &[]);
    assert_eq!(merged.status.code(), Some(2));
    assert!(
        said(&merged).contains("say different things on"),
        "{}",
        said(&merged)
    );
    assert!(!dir.0.join("out").exists());
}

/// Files are added, changed, moved and taken away between runs: shards run again read only what changed, names stay,
/// and the merged folder is the one a whole run would have become.
#[test]
fn shards_run_again_follow_the_folder() {
    let dir = mixed("shards-again");
    let whole = ["extract", "in", "-o", "whole", "--ocr", "off"];
    let both = |dir: &Folder| {
        run(dir, &whole);
        (1..=3).for_each(|number| drop(shard(dir, number, 3, &[])));
        merge(dir, 3, &[]);
    };
    let round = |dir: &Folder| {
        both(dir);
        assert_same(
            &everything(&dir.0.join("whole")),
            &dir.0.join("out"),
            "a round",
        );
    };
    round(&dir);
    dir.put("in/a/so-2/bao-cao.txt", report("Ngoại vụ"));
    dir.put(
        "in/so-1/bao-cao.txt",
        report("Tư pháp").replace("61,5", "60,5"),
    );
    round(&dir);
    // Where a moved file lands depends on its new path: among these some change the shard.
    for at in 0..5 {
        let to = dir.0.join(format!("in/chuyen-{at}.txt"));
        fs::rename(dir.0.join(format!("in/gui-lai/{at}.txt")), to).unwrap();
    }
    fs::remove_file(dir.0.join("in/c/bao-cao.pdf")).unwrap();
    both(&dir);
    // A moved file that changed its shard was read again, one that did not was not: their reports name the file as it was
    // called when it was read. Every table is the same.
    for (name, bytes) in everything(&dir.0.join("whole")) {
        let merged = fs::read(dir.0.join("out").join(&name)).unwrap();
        let is_table = !name.contains('/');
        assert!(!is_table || merged == bytes, "{name}");
    }
    let files = dir.table("out/files.csv");
    let gone: Vec<_> = files
        .iter()
        .filter(|row| row["standing"] == "gone")
        .collect();
    assert_eq!(gone.len(), 1);
}

/// Of few files a shard may have none; its folder is a shard's all the same.
#[test]
fn a_shard_without_files_is_no_failure() {
    let dir = Folder::new("shards-none");
    dir.put("in/a.txt", report("Xây dựng").replace("61,5", "61,4"));
    run(&dir, &["extract", "in", "-o", "whole", "--ocr", "off"]);
    let codes: Vec<_> = (1..=4)
        .map(|n| shard(&dir, n, 4, &["--fail-on", "never"]).status.code())
        .collect();
    assert_eq!(codes, [Some(0); 4]);
    merge(&dir, 4, &[]);
    assert_same(
        &everything(&dir.0.join("whole")),
        &dir.0.join("out"),
        "one file",
    );
}

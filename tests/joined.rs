//! Body and appendix in two files are one report: figures of the one, number, date and sentences of the other.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on fails

use assert_cmd::Command;
use std::fs;
use std::path::Path;

const HEAD: &str = "<table><tr><td>UBND TỈNH HÒA GIANG<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<tr><td>SỞ XÂY DỰNG\
    <td>Độc lập - Tự do - Hạnh phúc<tr><td>Số: 87/BC-SXD<td>Hòa Giang, ngày 18 tháng 6 năm 2024</table>\
    <p>BÁO CÁO</p><p>Kết quả thực hiện công tác cải cách hành chính quý II năm 2024</p>";
const SENTENCES: &str = "<p>I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH</p><p>1. Kế hoạch cải cách hành chính</p>\
    <p>Trong quý, Sở đã hoàn thành 16/24 nhiệm vụ trong kế hoạch cải cách hành chính.</p>\
    <p>Sở đã ban hành 7 văn bản chỉ đạo cải cách hành chính.</p>";

fn body() -> String {
    format!("<html><body>{HEAD}{SENTENCES}</body></html>")
}

/// The rows of the twins in every format, below a caption.
fn appendix(caption: &str) -> String {
    let twin = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/fixtures/format-html/input.html"
    ))
    .unwrap();
    let table = twin.rfind("<table").unwrap();
    format!(
        "<html><body><p>PHỤ LỤC</p><p>{caption}</p>{}",
        &twin[table..]
    )
}

const CITED: &str = "(Kèm theo Báo cáo số 87/BC-SXD ngày 18/6/2024 của Sở Xây dựng tỉnh Hòa Giang)";

/// Runs the program over files and gives the output folder's table of that name.
fn extracted(files: &[(&str, String)], table: &str) -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = dir.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let out = run(dir.path());
    let table = fs::read_to_string(out.join(table)).unwrap();
    (dir, table)
}

fn run(dir: &Path) -> std::path::PathBuf {
    let out = dir.join("out");
    let mut command = Command::cargo_bin("phuluc").unwrap();
    command
        .current_dir(dir)
        .args(["extract", "in", "-q", "--lang", "en", "-o"]);
    let _ = command.arg(&out).assert();
    out
}

#[test]
fn the_figures_have_the_number_of_the_body_and_are_held_against_it() {
    let files = [("bao-cao.html", body()), ("so-lieu.html", appendix(CITED))];
    let (dir, sent) = extracted(&files, "submissions.csv");
    assert_eq!(sent.lines().count(), 2, "one office, one report: {sent}");
    assert!(
        sent.contains("sent,87/BC-SXD,2024-06-18,so-lieu.html,bao-cao.html"),
        "{sent}"
    );
    let out = dir.path().join("out");
    let findings = fs::read_to_string(out.join("findings.csv")).unwrap();
    assert!(findings.contains("narrative-mismatch,I.1.2"), "{findings}");
    assert!(!findings.contains("missing-appendix") && !findings.contains("period-unknown"));
    let listed = fs::read_to_string(out.join("files.csv")).unwrap();
    assert!(
        listed.contains("no-appendix,body,so-lieu.html,appendix-in-file"),
        "{listed}"
    );
    // What was read is left as it was read; a second run says the same.
    let first = fs::read(out.join("findings.csv")).unwrap();
    run(dir.path());
    assert_eq!(fs::read(out.join("findings.csv")).unwrap(), first);
}

#[test]
fn two_tables_that_could_be_the_appendix_are_both_left_and_told() {
    let other = appendix(CITED).replace("1.204", "1.205");
    let files = [
        ("bao-cao.html", body()),
        ("a.html", appendix(CITED)),
        ("b.html", other),
    ];
    let (_dir, findings) = extracted(&files, "findings.csv");
    assert!(findings.contains("it may be one of"), "{findings}");
    assert!(!findings.contains("body-in-file"));
}

#[test]
fn what_contradicts_is_not_joined() {
    for caption in [
        CITED.replace("87/", "88/"),
        CITED.replace("18/6", "19/6"),
        CITED.replace("Xây dựng", "Nội vụ"),
    ] {
        let files = [
            ("x/bao-cao.html", body()),
            ("x/pl.html", appendix(&caption)),
        ];
        let (_dir, findings) = extracted(&files, "findings.csv");
        assert!(findings.contains("missing-appendix"), "{caption}");
        assert!(!findings.contains("body-in-file"), "{caption}");
    }
}

#[test]
fn the_audit_joins_them_too() {
    let files = [("bao-cao.html", body()), ("so-lieu.html", appendix(CITED))];
    let (dir, _) = extracted(&files, "files.csv");
    for input in ["in", "out"] {
        let mut command = Command::cargo_bin("phuluc").unwrap();
        command.current_dir(dir.path());
        let run = command
            .args(["audit", input, "--lang", "en", "--format", "full"])
            .output()
            .unwrap();
        let said = String::from_utf8(run.stdout).unwrap();
        assert!(said.contains("narrative-mismatch"), "{input}: {said}");
        // The sentence stands in the other file, and the place says so.
        assert!(said.contains("bao-cao.html · paragraph"), "{input}: {said}");
        assert!(!said.contains("missing-appendix"), "{input}: {said}");
    }
}

//! Reports with their faults marked on them: what was sent stays, the marks stand on the right rows, signatures hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)] // a test that cannot go on fails

mod common;
#[path = "mark/paper.rs"]
mod paper;

use common::folder::{Folder, phuluc};
use lopdf::{Document, LoadOptions, Object, Permissions, decode_text_string};
use paper::{Shown, paper};
use phuluc::emit::mark::{Format, How, Mark, MarkError, Marked};
use phuluc::model::{BBox, Place, Severity};
use std::path::Path;
use std::process::Command;

const PASSWORD: &str = "mật khẩu";

fn at(page: u32, sides: [f32; 4]) -> Place {
    Place {
        page: Some(page),
        bbox: Some(BBox::from(sides)),
        ..Place::default()
    }
}

fn mark(places: Vec<Place>, title: &str) -> Mark {
    Mark {
        places,
        printed: None,
        severity: Severity::Error,
        title: title.to_owned(),
        text: "số liệu không khớp\n→ kiểm tra lại".to_owned(),
    }
}

fn how() -> How<'static> {
    How {
        author: "phuluc",
        ..How::default()
    }
}

fn marked(bytes: &[u8], marks: &[Mark]) -> Marked {
    let marked = Format::Pdf.copy(bytes, marks, &how()).unwrap();
    assert!(marked.bytes.starts_with(bytes), "what was sent is changed");
    marked
}

/// The annotations of each page: subtype, what it says.
fn remarks(bytes: &[u8], password: Option<&str>) -> Vec<Vec<(String, String)>> {
    let options = LoadOptions {
        password: password.map(str::to_owned),
        ..LoadOptions::default()
    };
    let document = Document::load_mem_with_options(bytes, options).unwrap();
    assert_eq!(document.xref_recovery, None, "a reader has to repair it");
    let one = |page| {
        let page = document.get_dictionary(page).unwrap();
        let list = page
            .get_deref(b"Annots", &document)
            .and_then(Object::as_array);
        let list = list.cloned().unwrap_or_default();
        let said = list.iter().map(|one| {
            let (_, one) = document.dereference(one).unwrap();
            let one = one.as_dict().unwrap();
            let kind = one.get(b"Subtype").and_then(Object::as_name).unwrap();
            let text = one
                .get(b"Contents")
                .map(|text| decode_text_string(text).unwrap());
            (
                String::from_utf8_lossy(kind).into_owned(),
                text.unwrap_or_default(),
            )
        });
        said.collect()
    };
    document.page_iter().map(one).collect()
}

/// The row is coloured wherever the page begins and whichever way it is turned, and nothing else is.
#[test]
fn the_colour_is_on_the_row() {
    let pages = [
        "/MediaBox[0 0 300 400]",
        "/MediaBox[-50 -60 250 340]/Rotate 90",
        "/MediaBox[0 0 500 500]/CropBox[100 50 400 450]/Rotate 180",
        "/MediaBox[300 400 0 0]/Rotate 270",
        "/MediaBox[0 0 300 400]/Rotate -90/UserUnit 2",
    ];
    let bytes = paper(&pages, "", &[]);
    let row = [30.0, 80.0, 230.0, 110.0];
    let places = (1..=pages.len() as u32).map(|page| at(page, row)).collect();
    let marked = marked(&bytes, &[mark(places, "I.1")]);
    assert_eq!(marked.unplaced, Vec::<usize>::new());
    let boxes = [
        [30, 80, 230, 110],
        [400 - 110, 30, 400 - 80, 230],
        [300 - 230, 400 - 110, 300 - 30, 400 - 80],
        [80, 300 - 230, 110, 300 - 30],
        [80, 300 - 230, 110, 300 - 30],
    ];
    for (page, expected) in boxes.iter().enumerate() {
        let coloured = Shown::of(&marked.bytes, page).coloured();
        let coloured = coloured.unwrap_or_else(|| panic!("page {}: no colour", page + 1));
        let apart = coloured
            .iter()
            .zip(expected)
            .map(|(a, b)| a.abs_diff(*b))
            .max();
        assert!(
            apart <= Some(2),
            "page {}: {coloured:?}, not {expected:?}",
            page + 1
        );
    }
}

/// Print below a mark is still to be read: dark stays dark, white takes the colour.
#[test]
fn the_print_below_is_still_seen() {
    let bytes = paper(&["/MediaBox[0 0 300 400]"], "", &[]);
    let marked = marked(
        &bytes,
        &[mark(vec![at(1, [30.0, 80.0, 230.0, 110.0])], "I.1")],
    );
    let (before, after) = (Shown::of(&bytes, 0), Shown::of(&marked.bytes, 0));
    let all = (82..108).flat_map(|y| (32..228).map(move |x| (x, y)));
    let dark: Vec<_> = all.filter(|(x, y)| before.at(*x, *y)[1] < 80).collect();
    assert!(dark.len() > 50);
    assert!(dark.iter().all(|(x, y)| after.at(*x, *y)[1] < 80));
}

/// Two findings of one row share a note that tells both; different rows have notes of their own.
#[test]
fn findings_of_one_row_share_a_note() {
    let bytes = paper(&["", ""], "", &[]);
    let row = at(2, [30.0, 80.0, 230.0, 110.0]);
    let marks = [
        mark(vec![row.clone()], "I.1 · khác phần lời"),
        mark(vec![row], "I.1 · tổng không khớp"),
        mark(vec![at(2, [30.0, 110.0, 230.0, 130.0])], "I.2 · bỏ trống"),
    ];
    let remarks = remarks(&marked(&bytes, &marks).bytes, None);
    assert_eq!(remarks[0], []);
    assert_eq!(remarks[1].len(), 2);
    assert!(remarks[1].iter().all(|(kind, _)| kind == "Highlight"));
    let (_, both) = &remarks[1][0];
    assert!(
        both.contains("(1) I.1 · khác phần lời") && both.contains("(2) I.1 · tổng không khớp"),
        "{both}"
    );
    assert!(remarks[1][1].1.starts_with("I.2 · bỏ trống"));
}

/// What has no place, or one that the file does not have, stands at the head; only the latter is said to be unplaced.
#[test]
fn nothing_is_left_out() {
    let bytes = paper(&["", "", ""], "", &[]);
    let marks = [
        mark(Vec::new(), "thiếu dòng"),
        mark(vec![at(9, [0.0, 0.0, 10.0, 10.0])], "trang 9"),
        mark(vec![at(3, [900.0, 0.0, 910.0, 10.0])], "ngoài trang"),
        mark(vec![Place::page(1)], "cả trang"),
    ];
    let how = How {
        head: Some(at(2, [10.0, 10.0, 20.0, 20.0])),
        ..how()
    };
    let marked = Format::Pdf.copy(&bytes, &marks, &how).unwrap();
    assert_eq!(marked.unplaced, [1]);
    let remarks = remarks(&marked.bytes, None);
    let texts: Vec<Vec<&str>> = remarks
        .iter()
        .map(|page| page.iter().map(|(_, text)| text.as_str()).collect())
        .collect();
    assert!(texts[0][0].starts_with("cả trang"), "{texts:?}");
    assert!(
        texts[1][0].contains("thiếu dòng") && texts[1][0].contains("trang 9"),
        "{texts:?}"
    );
    assert!(texts[2][0].starts_with("ngoài trang"), "{texts:?}");
    assert!(Shown::of(&marked.bytes, 1).coloured().is_some());
}

/// Whatever the page had stays on it: a list of its own, one within the page, one that two pages share.
#[test]
fn remarks_of_others_stay() {
    let note = "<</Type/Annot/Subtype/Text/Rect[9 9 20 20]/Contents(theirs \\) >>)>>";
    let list = "[20 0 R]";
    let bytes = paper(
        &[
            "/Annots 21 0 R",
            "/Annots[20 0 R <</Type/Annot/Subtype/Text/Rect[1.23456789 2 3 4]/Contents(within)>>]",
            "/Annots 22 0 R",
            "/Annots 22 0 R",
            "/Annots null",
        ],
        "",
        &[note, list, list],
    );
    let places = [1, 2, 3, 5].map(|page| at(page, [30.0, 80.0, 230.0, 110.0]));
    let once = marked(&bytes, &[mark(places.to_vec(), "I.1")]).bytes;
    let counts =
        |bytes: &[u8]| -> Vec<usize> { remarks(bytes, None).iter().map(Vec::len).collect() };
    assert_eq!(counts(&once), [2, 3, 2, 1, 1]);
    let update = String::from_utf8_lossy(&once[bytes.len()..]).into_owned();
    assert!(update.contains("[1.23456789 2 3 4]"), "{update}");
    // Marked again they are marked once, and what nothing is said about any more is unmarked.
    let again = marked(
        &once,
        &[mark(vec![at(2, [30.0, 80.0, 230.0, 110.0])], "I.2")],
    )
    .bytes;
    assert_eq!(counts(&again), [1, 3, 1, 1, 0]);
    assert!(remarks(&again, None)[1][2].1.starts_with("I.2"));
}

/// A page whose numbers are finer than what is computed with is written as it was: else a signature would be said to be of
/// another page.
#[test]
fn a_page_is_written_as_it_was() {
    let page = "/MediaBox[0 0 594.9599609375 841.919982910156]/Rotate 0";
    let bytes = paper(&[page], "", &[]);
    let marks = [mark(vec![at(1, [30.0, 80.0, 230.0, 110.0])], "I.1")];
    let update = marked(&bytes, &marks).bytes[bytes.len()..].to_vec();
    let update = String::from_utf8_lossy(&update).into_owned();
    assert!(
        update.contains("/MediaBox[0 0 594.9599609375 841.919982910156]"),
        "{update}"
    );
}

/// The table of objects is of the kind the file has, and its places hold: plain, as a stream with packed objects, both,
/// behind bytes that stand before the header.
#[test]
fn every_kind_of_file_is_added_to() {
    let plain = paper(&["/MediaBox[0 0 300 400]"], "", &[]);
    let mut packed = Vec::new();
    Document::load_mem(&plain)
        .unwrap()
        .save_modern(&mut packed)
        .unwrap();
    let late = [b"From: x@example.org\r\n\r\n", &plain[..]].concat();
    for (name, bytes, is_stream) in [
        ("plain", &plain, false),
        ("packed", &packed, true),
        ("hybrid", &hybrid(), false),
        ("late header", &late, false),
    ] {
        let copy = marked(
            bytes,
            &[mark(vec![at(1, [30.0, 80.0, 230.0, 110.0])], "I.1")],
        )
        .bytes;
        assert_eq!(remarks(&copy, None)[0].len(), 1, "{name}");
        let update = &copy[bytes.len()..];
        let classic = memchr::memmem::find(update, b"\nxref\n").is_some();
        assert_eq!(classic, !is_stream, "{name}");
        let coloured = Shown::of(&copy, 0).coloured();
        assert!(coloured.is_some(), "{name}");
        let again = marked(
            bytes,
            &[mark(vec![at(1, [30.0, 80.0, 230.0, 110.0])], "I.1")],
        )
        .bytes;
        assert_eq!(copy, again, "{name}: another run, other bytes");
    }
}

/// A file for old readers and new ones: a table, and a stream of further objects that the table does not name.
fn hybrid() -> Vec<u8> {
    let mut file = paper(&["/MediaBox[0 0 300 400]"], "", &["<</Own 1>>"]);
    let before = file.len();
    let first = memchr::memmem::rfind(&file, b"xref\n0 1").unwrap();
    let packed = "30 0 <</Hidden 1>>";
    file.extend(b"\n");
    let stream = file.len();
    file.extend(
        format!(
            "31 0 obj\n<</Type/ObjStm/N 1/First 5/Length {}>>stream\n{packed}\nendstream\nendobj\n",
            packed.len()
        )
        .bytes(),
    );
    let own = file.len();
    let rows = [
        &[2_u8, 0, 0, 0, 31, 0][..],
        &[1],
        &(stream as u32).to_be_bytes(),
        &[0],
    ]
    .concat();
    file.extend(
        format!(
            "32 0 obj\n<</Type/XRef/W[1 4 1]/Index[30 2]/Size 33/Root 1 0 R/Length {}>>stream\n",
            rows.len()
        )
        .bytes(),
    );
    file.extend(&rows);
    file.extend(b"\nendstream\nendobj\n");
    let table = file.len();
    let trailer = format!(
        "xref\n30 1\n0000000000 65535 f \ntrailer\n<</Size 33/Root 1 0 R/Prev {first}/XRefStm {own}>>\nstartxref\n{table}\n%%EOF\n"
    );
    file.extend(trailer.bytes());
    assert!(before < table);
    file
}

/// In a locked file the notes are locked, too: with its key they are read, without one it is refused.
#[test]
fn a_locked_file_gets_locked_notes() {
    let plain = paper(&["/MediaBox[0 0 300 400]/LastModified(D:2022)"], "", &[]);
    let marks = [mark(
        vec![at(1, [30.0, 80.0, 230.0, 110.0])],
        "I.1 · bỏ trống",
    )];
    for (owner, user) in [("chủ", ""), ("chủ", PASSWORD)] {
        let bytes = locked(&plain, owner, user, Permissions::all());
        let passwords = [String::new(), user.to_owned()];
        let how = How {
            passwords: &passwords,
            ..how()
        };
        let copy = Format::Pdf.copy(&bytes, &marks, &how).unwrap().bytes;
        assert!(copy.starts_with(&bytes));
        let update = &copy[bytes.len()..];
        assert!(memchr::memmem::find(update, "b\0ỏ".as_bytes()).is_none());
        let found = remarks(&copy, Some(user));
        assert!(found[0][0].1.starts_with("I.1 · bỏ trống"), "{found:?}");
        if !user.is_empty() {
            let refused = Format::Pdf.copy(&bytes, &marks, &self::how());
            assert_eq!(refused, Err(MarkError::Locked));
        }
    }
    let closed = locked(&plain, "chủ", "", Permissions::PRINTABLE);
    assert_eq!(
        Format::Pdf.copy(&closed, &marks, &how()),
        Err(MarkError::Closed)
    );
    let force = How {
        force: true,
        ..how()
    };
    assert!(Format::Pdf.copy(&closed, &marks, &force).is_ok());
}

fn locked(plain: &[u8], owner: &str, user: &str, permissions: Permissions) -> Vec<u8> {
    let mut document = Document::load_mem(plain).unwrap();
    let version = lopdf::EncryptionVersion::V2 {
        document: &document,
        owner_password: owner,
        user_password: user,
        key_length: 128,
        permissions,
    };
    let state = lopdf::EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Who certified a report and allows no remarks loses the certification by one: that is asked for, never done unasked.
#[test]
fn a_certified_report_is_marked_only_when_asked_for() {
    let certified = |permission: &str| {
        let reference = format!("[<</TransformMethod/DocMDP/TransformParams<<{permission}>>>>]");
        let signature =
            format!("<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>/Reference{reference}>>");
        paper(&[""], "/Perms<</DocMDP 20 0 R>>", &[&signature])
    };
    let marks = [mark(Vec::new(), "thiếu dòng")];
    let copy = |bytes: &[u8], force| Format::Pdf.copy(bytes, &marks, &How { force, ..how() });
    for closed in ["/P 1", "/P 2", ""] {
        assert_eq!(
            copy(&certified(closed), false),
            Err(MarkError::Certified),
            "{closed}"
        );
        assert!(copy(&certified(closed), true).is_ok());
    }
    assert!(copy(&certified("/P 3"), false).is_ok());
}

/// What readers have to repair cannot be added to: what is added would be lost, or taken for the whole.
#[test]
fn a_damaged_file_is_refused_and_never_a_panic() {
    let bytes = paper(&["/MediaBox[0 0 300 400]"], "", &[]);
    let marks = [mark(vec![at(1, [30.0, 80.0, 230.0, 110.0])], "I.1")];
    let text = String::from_utf8(bytes.clone()).unwrap();
    let wrong = text.replace("startxref\n", "startxref\n9");
    let refused = Format::Pdf.copy(wrong.as_bytes(), &marks, &how());
    assert!(matches!(refused, Err(MarkError::Damaged(_))), "{refused:?}");
    for cut in 0..bytes.len() {
        let _ = Format::Pdf.copy(&bytes[..cut], &marks, &how());
        let mut bent = bytes.clone();
        bent[cut] = bent[cut].wrapping_add(1);
        if let Ok(copy) = Format::Pdf.copy(&bent, &marks, &how()) {
            assert!(copy.bytes.starts_with(&bent));
        }
    }
    assert_eq!(Format::of(b"PK\x03\x04 xl/workbook.xml"), None);
}

/// The digest a signature states is still that of the bytes it covers.
#[test]
fn a_signature_holds() {
    use sha2::{Digest, Sha256};
    let folder = Folder::new("mark-signed");
    let signed = std::fs::read(signed()).unwrap();
    folder.put("signed.pdf", &signed);
    let said = phuluc(&folder.0, &["mark", "signed.pdf", "--all"]);
    assert!(said.status.success(), "{said:?}");
    let copy = std::fs::read(folder.0.join("signed.marked.pdf")).unwrap();
    assert!(copy.starts_with(&signed) && copy.len() > signed.len());
    let text = String::from_utf8_lossy(&copy);
    let range = text.split("/ByteRange [").nth(1).unwrap();
    let range: Vec<usize> = range
        .split(']')
        .next()
        .unwrap()
        .split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect();
    let mut hash = Sha256::new();
    hash.update(&copy[range[0]..range[0] + range[1]]);
    hash.update(&copy[range[2]..range[2] + range[3]]);
    let hash: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let contents = String::from_utf8_lossy(&copy[range[1]..range[2]]).to_lowercase();
    assert!(contents.contains(&hash), "the digest is of other bytes");
    assert_eq!(
        range[2] + range[3],
        signed.len(),
        "it covers what was signed"
    );
    validated(&folder.0.join("signed.marked.pdf"));
}

fn signed() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mark/signed.pdf")
}

/// A validator's word, where one is installed: intact, and changed by remarks alone.
fn validated(copy: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mark/validate.py");
    let Some(said) = tool("python3", &[script.as_os_str(), copy.as_os_str()]) else {
        return;
    };
    if said.contains("no pyhanko") {
        eprintln!("no pyHanko: the signature is not validated");
        return;
    }
    assert_eq!(said.trim(), "intact valid ANNOTATIONS", "{said}");
}

/// What a program says; `None`, and said so, where it is not installed.
fn tool(name: &str, args: &[&std::ffi::OsStr]) -> Option<String> {
    match Command::new(name).args(args).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) => {
            eprintln!("no {name}: not asked");
            None
        }
    }
}

/// Another reader sees the same text before and after, and the colour where it belongs.
#[test]
fn another_reader_sees_the_same_text() {
    for fixture in ["pdf-two-pages", "pdf-tagged", "pdf-scan"] {
        let folder = Folder::new(&format!("mark-text-{fixture}"));
        let report = fixture_of(fixture);
        folder.put("a.pdf", std::fs::read(&report).unwrap());
        let said = phuluc(&folder.0, &["mark", "a.pdf", "--all", "--ocr", "off"]);
        assert!(said.status.success(), "{said:?}");
        let texts = ["a.pdf", "a.marked.pdf"].map(|name| {
            let path = folder.0.join(name);
            tool(
                "pdftotext",
                &["-layout".as_ref(), path.as_os_str(), "-".as_ref()],
            )
        });
        let [before, after] = texts;
        assert_eq!(before, after, "{fixture}");
    }
}

fn fixture_of(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/{name}/input.pdf"))
}

/// Each mark lies on the row that the report's own record says, and the copy reads as the report does.
#[test]
fn a_marked_copy_reads_as_the_report_and_its_marks_lie_on_its_rows() {
    let fixtures = ["pdf-two-pages", "pdf-ruled", "pdf-tagged", "pdf-borderless"];
    let on_rows: usize = fixtures.iter().map(|name| marks_on_rows(name)).sum();
    assert!(on_rows > 8, "{on_rows}");
}

/// Marks a fixture and looks at its copy; how many marks stand on rows.
fn marks_on_rows(fixture: &str) -> usize {
    let context = common::without_readers();
    let bytes = std::fs::read(fixture_of(fixture)).unwrap();
    let report = phuluc::pipeline::extract("a.pdf", bytes.clone(), &context).unwrap();
    let wanted = phuluc::emit::mark::Wanted {
        least: Severity::Info,
        file: None,
        lang: phuluc::locale::Lang::Vi,
    };
    let marks = phuluc::emit::mark::marks_of(&report, wanted);
    assert_eq!(marks.len(), report.findings.len());
    let copy = marked(&bytes, &marks).bytes;
    let again = phuluc::pipeline::extract("a.pdf", copy.clone(), &context).unwrap();
    assert_eq!(again.records, report.records);
    assert_eq!(again.findings, report.findings);
    let mut on_rows = 0;
    for (mark, finding) in marks.iter().zip(&report.findings) {
        let about =
            |record: &&phuluc::model::Record| Some(&record.indicator) == finding.indicator.as_ref();
        let of_record = || {
            report
                .records
                .iter()
                .find(about)
                .and_then(|record| record.row)
        };
        let Some(row) = finding.row.or_else(of_record) else {
            continue;
        };
        let place = &mark.places[0];
        let bbox = place.bbox.unwrap();
        let middle = (bbox.y0 + bbox.y1) / 2.0;
        let is_there = |own: &Place| {
            let own_box = own.bbox.unwrap();
            own.page == place.page && own_box.y0 <= middle && middle <= own_box.y1
        };
        assert!(
            report.appendix.rows[row].places.iter().any(is_there),
            "{mark:?}"
        );
        let shown = Shown::of(&copy, place.page.unwrap() as usize - 1);
        let [r, g, b] = shown.at(bbox.x0 as usize + 3, middle as usize);
        assert!(
            r.max(g).max(b) - r.min(g).min(b) > 24,
            "{mark:?}: not coloured"
        );
        on_rows += 1;
    }
    on_rows
}

/// A report is never written over, nor is a file that is no copy; an archive's report has its copy beside the archive.
#[test]
fn copies_go_where_nothing_is_lost() {
    let folder = Folder::new("mark-command");
    let report = std::fs::read(fixture_of("pdf-two-pages")).unwrap();
    folder.put("a.pdf", &report);
    folder.put("b.txt", "Báo cáo");
    folder.put("mine.pdf", "mine");
    let run = |args: &[&str]| {
        let said = phuluc(&folder.0, &[&["mark"], args, &["--lang", "en"]].concat());
        (
            said.status.code().unwrap(),
            String::from_utf8(said.stderr).unwrap(),
        )
    };
    let (code, said) = run(&["a.pdf", "-o", "a.pdf", "--force"]);
    assert!(code == 4 && said.contains("error[itself]"), "{code} {said}");
    let (code, said) = run(&["a.pdf", "-o", "mine.pdf"]);
    assert!(
        code == 4 && said.contains("error[taken]") && said.contains("--force"),
        "{code} {said}"
    );
    assert_eq!(folder.read("mine.pdf"), "mine");
    assert_eq!(run(&["a.pdf", "-o", "mine.pdf", "--force"]).0, 0);
    let (code, said) = run(&["a.pdf", "b.txt", "-o", "copies"]);
    assert!(
        code == 3 && said.contains("b.txt: error[format]"),
        "{code} {said}"
    );
    assert!(folder.0.join("copies/a.marked.pdf").is_file());
    // A copy is no report of its own when the folder is marked again.
    assert_eq!(run(&["a.pdf"]).0, 0);
    let (_, said) = run(&[".", "--exclude", "copies"]);
    assert!(!said.contains("a.marked.marked"), "{said}");
    assert_eq!(std::fs::read(folder.0.join("a.pdf")).unwrap(), report);
    zipped(&folder, &report);
    assert_eq!(run(&["sent.zip"]).0, 0);
    let copies = std::fs::read_dir(&folder.0).unwrap();
    let copies = copies.filter(|entry| {
        let name = entry
            .as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .into_owned();
        name.contains("inside") && name.ends_with(".marked.pdf")
    });
    assert_eq!(copies.count(), 1);
}

fn zipped(folder: &Folder, report: &[u8]) {
    use std::io::Write;
    let file = std::fs::File::create(folder.0.join("sent.zip")).unwrap();
    let mut zip = zip::ZipWriter::new(file);
    zip.start_file("inside.pdf", zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(report).unwrap();
    zip.finish().unwrap();
}

/// The letters' points, marked on the reports they are about; a report that is another one by now is told and not marked.
#[test]
fn marked_copies_go_with_the_letters() {
    let folder = Folder::new("mark-letters");
    let report = std::fs::read(fixture_of("pdf-tagged")).unwrap();
    folder.put("sent/a.pdf", &report);
    folder.put(
        "sent/b.txt",
        include_bytes!("../fixtures/contradictions/input.txt"),
    );
    let run = |args: &[&str]| {
        let said = phuluc(&folder.0, &[args, &["--lang", "en"]].concat());
        String::from_utf8(said.stderr).unwrap()
    };
    run(&["extract", "sent", "-o", "out", "--ocr", "off"]);
    let said = run(&["letters", "out", "-o", "letters", "--marked"]);
    assert!(said.contains("1 marked copies"), "{said}");
    // A format that takes no marks is told, and its letter is written all the same.
    run(&["extract", "sent/b.txt", "-o", "plain"]);
    let plain = run(&["letters", "plain", "-o", "plain-letters", "--marked"]);
    assert!(
        plain.contains("b.txt: error[format]") && plain.contains("1 letters"),
        "{plain}"
    );
    let names = || {
        let files = std::fs::read_dir(folder.0.join("letters")).unwrap();
        files
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect::<Vec<_>>()
    };
    let copy = names()
        .into_iter()
        .find(|name| name.ends_with("a.marked.pdf"))
        .unwrap();
    let bytes = std::fs::read(folder.0.join("letters").join(&copy)).unwrap();
    assert!(bytes.starts_with(&report));
    let remarks: Vec<_> = remarks(&bytes, None).into_iter().flatten().collect();
    assert!(!remarks.is_empty());
    let (office, _) = copy.split_once(" - ").unwrap();
    let letter = folder.read(&format!("letters/{office}.html"));
    assert!(letter.contains(&copy), "the letter names its copy");
    assert!(folder.read("letters/index.html").contains(&copy));
    // It says what the letter asks.
    let asked = remarks.iter().filter(|(_, text)| {
        let last = text.lines().last().unwrap_or_default();
        letter.contains(
            &last
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('"', "&quot;"),
        )
    });
    assert!(asked.count() > 0, "{remarks:?}");
    folder.put("sent/a.pdf", [&report[..], b"\n"].concat());
    let said = run(&["letters", "out", "-o", "letters", "--marked"]);
    assert!(
        said.contains("a.pdf: error[changed]") && said.contains("0 marked copies"),
        "{said}"
    );
}

//! Comments in a copy of a DOCX: each at the row of its finding, and nothing else of the file changed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

#[path = "../common/mod.rs"]
mod common;
mod look;
mod made;

use common::document::package;
use look::{comments, has, part, parts, references, without_comments};
use made::{APPENDIX, DOCUMENTS, WORD, document, docx, p, root_rels, table, types};
use phuluc::emit::mark::{Format, How, Mark, MarkError, Marked, Printed, Wanted, marks_of};
use phuluc::emit::message::Lang;
use phuluc::model::{Place, Report, Severity};
use phuluc::pipeline::{Context, extract};
use phuluc::read::{self, Options};
use std::process::Command;

const MAIN: &str = "word/document.xml";
const TYPES: &str = "[Content_Types].xml";
const RELS: &str = "word/_rels/document.xml.rels";
const COMMENTS: &str = "word/comments.xml";

fn fixture(name: &str) -> Vec<u8> {
    let root = env!("CARGO_MANIFEST_DIR");
    std::fs::read(format!("{root}/fixtures/{name}/input.docx")).unwrap()
}

fn report(bytes: &[u8]) -> Report {
    extract("report.docx", bytes, &Context::default()).unwrap()
}

fn all_marks(report: &Report) -> Vec<Mark> {
    let wanted = Wanted {
        least: Severity::Info,
        file: None,
        lang: Lang::Vi,
    };
    marks_of(report, wanted)
}

fn how() -> How<'static> {
    How {
        author: "phuluc",
        ..How::default()
    }
}

fn try_mark(bytes: &[u8], marks: &[Mark], how: &How<'_>) -> Result<Marked, MarkError> {
    let anchors = read::anchors(bytes, &Options::default()).unwrap();
    let how = How {
        anchors: anchors.as_ref(),
        ..how.clone()
    };
    Format::Docx.copy(bytes, marks, &how)
}

fn mark(bytes: &[u8], marks: &[Mark]) -> Marked {
    try_mark(bytes, marks, &how()).unwrap()
}

/// A mark at a place, about a row with this label and value.
fn at(place: Place, label: &str, value: &str, title: &str) -> Mark {
    Mark {
        places: vec![place],
        printed: Some(Printed {
            label: label.to_owned(),
            value: value.to_owned(),
        }),
        severity: Severity::Error,
        title: title.to_owned(),
        text: "nó sai\n→ sửa lại".to_owned(),
    }
}

fn row(table: u32, row: u32) -> Place {
    Place {
        table: Some(table),
        row: Some(row),
        ..Place::default()
    }
}

/// The law of the whole: whatever the report, only four parts change, the main part only by what is put into it, and
/// each comment stands at the row of its finding.
#[test]
fn comments_stand_at_their_rows_and_nothing_else_changes() {
    let mut placed = 0;
    for name in [
        "word",
        "word-under-review",
        "format-framed",
        "format-inserted",
    ] {
        let bytes = fixture(name);
        let report = report(&bytes);
        let marks = all_marks(&report);
        assert!(!marks.is_empty(), "{name}: nothing to mark");
        let marked = mark(&bytes, &marks);
        only_comments_were_added(name, &bytes, &marked.bytes);
        let stands = references(&part(&marked.bytes, MAIN));
        // One fixture holds a part of that name that nothing leads to: it stays what it is.
        let own = [COMMENTS, "word/comments1.xml"]
            .into_iter()
            .rfind(|own| has(&marked.bytes, own));
        let all = comments(&part(&marked.bytes, own.unwrap()));
        let ours = all.iter().filter(|(_, author, _)| author == "phuluc");
        let ours: Vec<_> = ours.collect();
        assert_eq!(
            ours.len(),
            marks.len(),
            "{name}: a comment for each finding"
        );
        for (at, (mark, (id, _, text))) in marks.iter().zip(ours).enumerate() {
            let escaped = mark.title.replace('&', "&amp;").replace('"', "&quot;");
            assert!(text.starts_with(&escaped), "{name}: {text}");
            let Some(printed) = mark
                .printed
                .as_ref()
                .filter(|_| !marked.unplaced.contains(&at))
            else {
                continue;
            };
            let bare = |text: &str| {
                text.chars()
                    .filter(|c| c.is_alphanumeric())
                    .collect::<String>()
            };
            let own = &stands[id];
            assert!(
                bare(&own.row).contains(&bare(&printed.label)),
                "{name}: {} stands at {own:?}",
                mark.title
            );
            placed += 1;
        }
    }
    assert!(placed > 20, "only {placed} comments were looked at");
}

fn only_comments_were_added(name: &str, before: &[u8], after: &[u8]) {
    let (before, after) = (parts(before), parts(after));
    let names = |parts: &[(String, Vec<u8>)]| -> Vec<String> {
        parts.iter().map(|(name, _)| name.clone()).collect()
    };
    let (old, new) = (names(&before), names(&after));
    assert_eq!(
        &new[..old.len()],
        &old[..],
        "{name}: the parts in their order"
    );
    let mine = [MAIN, TYPES, RELS];
    let theirs = [COMMENTS, "word/comments1.xml", RELS];
    let opened = regex::Regex::new(r"<w:p( [^<>]*)?></w:p>").unwrap();
    for ((part, old), (_, new)) in before.iter().zip(&after) {
        if part == MAIN {
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            let (old, new) = (text(old), text(new));
            let without = without_comments(&new, "w");
            let without = opened.replace_all(&without, "<w:p$1/>");
            let old = without_comments(&old, "w");
            assert_eq!(without, opened.replace_all(&old, "<w:p$1/>"), "{name}");
        } else if !mine.contains(&part.as_str()) {
            assert_eq!(old, new, "{name}: {part}");
        }
    }
    let new: Vec<_> = new[old.len()..].iter().map(String::as_str).collect();
    assert!(
        new.iter().all(|part| theirs.contains(part)),
        "{name}: {new:?}"
    );
}

/// What the office reported is what the marked copy reports.
#[test]
fn the_marked_copy_reads_as_the_report_does() {
    for name in [
        "word",
        "word-under-review",
        "format-framed",
        "format-inserted",
    ] {
        let bytes = fixture(name);
        let before = report(&bytes);
        let after = report(&mark(&bytes, &all_marks(&before)).bytes);
        assert_eq!(before.records, after.records, "{name}");
        assert_eq!(before.appendix, after.appendix, "{name}");
        assert_eq!(before.findings, after.findings, "{name}");
    }
}

/// Comments people wrote stay byte for byte, and no number is given twice.
#[test]
fn comments_that_are_there_stay() {
    let old = format!(
        "<?xml version=\"1.0\"?><c:comments xmlns:c=\"{WORD}\"><c:comment c:id=\"0\" c:author=\"Lan\">\
         <c:p><c:r><c:t>xem lại</c:t></c:r></c:p></c:comment></c:comments >"
    );
    let overridden = "<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>";
    let rels = root_rels("").replace("officeDocument\"", "comments\"");
    let rels = rels.replace("word/document.xml", "comments.xml");
    let main = document(&table(&APPENDIX)).replace(
        "<w:p><w:r><w:t>12",
        "<w:p><w:commentRangeStart w:id=\"0\"/><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>\
         <w:bookmarkStart w:id=\"1\" w:name=\"x\"/><w:commentRangeStart w:id=\"1\"/><w:r><w:t>12",
    );
    let bytes = package(&[
        (TYPES, types().replace("</Types>", overridden)),
        ("_rels/.rels", root_rels("")),
        (MAIN, main),
        (RELS, rels),
        (COMMENTS, old.clone()),
    ]);
    let marked = mark(
        &bytes,
        &[at(row(1, 2), "Số văn bản đã ban hành", "12", "một")],
    );
    let new = part(&marked.bytes, COMMENTS);
    let (kept, added) = new.split_at(old.rfind("</").unwrap());
    assert!(
        old.starts_with(kept) && added.starts_with("<c:comment c:id=\"2\""),
        "{new}"
    );
    assert_eq!(part(&bytes, RELS), part(&marked.bytes, RELS));
    assert_eq!(part(&bytes, TYPES), part(&marked.bytes, TYPES));
    let stands = references(&part(&marked.bytes, MAIN));
    assert_eq!(
        (stands["0"].cell.as_str(), stands["2"].cell.as_str()),
        ("12", "12")
    );
}

#[test]
fn a_marked_copy_is_not_marked_again() {
    for name in ["word", "word-under-review"] {
        let bytes = fixture(name);
        let once = mark(&bytes, &all_marks(&report(&bytes))).bytes;
        let twice = mark(&once, &all_marks(&report(&once))).bytes;
        assert!(once == twice, "{name}: a second run adds nothing");
    }
}

#[test]
fn a_new_finding_on_a_marked_copy_is_added() {
    let bytes = docx(document(&table(&APPENDIX)));
    let first = at(row(1, 2), "Số văn bản đã ban hành", "12", "một");
    let second = at(row(1, 3), "Số cuộc thi đã tổ chức", "3", "hai");
    let once = mark(&bytes, std::slice::from_ref(&first)).bytes;
    let twice = mark(&once, &[first, second]).bytes;
    let all = comments(&part(&twice, COMMENTS));
    let ids: Vec<&str> = all.iter().map(|(id, ..)| id.as_str()).collect();
    assert_eq!(ids, ["0", "1"]);
    assert_eq!(references(&part(&twice, MAIN))["1"].cell, "3");
}

/// The value's own cell where one only can be it, else that of the label.
#[test]
fn a_comment_stands_at_the_value_where_that_is_certain() {
    let rows: [&[&str]; 4] = [
        &["STT", "Nội dung", "Kế hoạch", "Thực hiện"],
        &["12", "Số văn bản đã ban hành", "30", "12"],
        &["2", "Số cuộc thi đã tổ chức", "3", "3"],
        &["3", "Số lớp đã mở trong kỳ", "", ""],
    ];
    let bytes = docx(document(&table(&rows)));
    let marks = [
        at(row(1, 2), "Số văn bản đã ban hành", "12", "ở số liệu"),
        at(row(1, 3), "Số cuộc thi đã tổ chức", "3", "hai số như nhau"),
        at(row(1, 4), "Số lớp đã mở trong kỳ", "", "bỏ trống"),
    ];
    let stands = references(&part(&mark(&bytes, &marks).bytes, MAIN));
    let cells: Vec<&str> = stands.values().map(|stands| stands.cell.as_str()).collect();
    assert_eq!(
        cells,
        ["12", "Số cuộc thi đã tổ chức", "Số lớp đã mở trong kỳ"]
    );
    assert!(
        stands["0"].row.ends_with("3012"),
        "the number of the row is not its value"
    );
}

/// A file that is not the one the findings are of gets no comment on a wrong row.
#[test]
fn a_row_that_prints_something_else_gets_no_comment() {
    let body = p("BÁO CÁO") + &table(&APPENDIX);
    let bytes = docx(document(&body));
    let marks = [
        at(row(1, 2), "Số cuộc thi đã tổ chức", "3", "dòng khác"),
        at(row(1, 9), "Số cuộc thi đã tổ chức", "3", "không có dòng"),
        at(row(7, 1), "", "", "không có bảng"),
    ];
    let marked = mark(&bytes, &marks);
    assert_eq!(marked.unplaced, [0, 1, 2]);
    let stands = references(&part(&marked.bytes, MAIN));
    assert!(
        stands.values().all(|stands| stands.paragraph == "BÁO CÁO"),
        "{stands:?}"
    );
}

/// A finding on a table as a whole stands at its first cell.
#[test]
fn a_mark_on_a_table_stands_at_its_beginning() {
    let other = table(&[&["Tên đơn vị", "Ghi chú"], &["Xã A", "tốt"]]);
    let bytes = docx(document(&(table(&APPENDIX) + &p("") + &other)));
    let whole = Mark {
        printed: None,
        places: vec![Place {
            table: Some(2),
            ..Place::default()
        }],
        ..at(row(2, 1), "", "", "bảng để ngoài")
    };
    let marked = mark(&bytes, &[whole]);
    assert_eq!(marked.unplaced, [0_usize; 0]);
    let stands = references(&part(&marked.bytes, MAIN));
    assert_eq!(stands["0"].cell, "Tên đơn vị");
}

/// What has no place of its own is not left out.
#[test]
fn a_mark_without_a_place_stands_at_the_head_of_the_appendix() {
    let body = p("BÁO CÁO") + &p("PHỤ LỤC") + &table(&APPENDIX);
    let bytes = docx(document(&body));
    let nowhere = Mark {
        places: Vec::new(),
        printed: None,
        ..at(row(1, 1), "", "", "thiếu dòng")
    };
    let how = How {
        head: Some(Place {
            paragraph: Some(2),
            ..Place::default()
        }),
        ..how()
    };
    let marked = try_mark(&bytes, &[nowhere], &how).unwrap();
    assert_eq!(marked.unplaced, [0_usize; 0]);
    let stands = references(&part(&marked.bytes, MAIN));
    assert_eq!(stands["0"].paragraph, "PHỤ LỤC");
}

/// What a person or a file put into a message is text and nothing else.
#[test]
fn hostile_words_stay_words() {
    let bytes = docx(document(&table(&APPENDIX)));
    let label = "Số văn bản đã ban hành";
    let hostile = Mark {
        text: "</w:t><w:x/>&amp; \"quoted\" \u{7}\u{fffe}\ttab\n]]><!-- \u{202e}".to_owned(),
        ..at(row(1, 2), label, "12", "<script>alert('1')</script>")
    };
    let how = How {
        author: "a\"b<c>",
        ..how()
    };
    let marked = try_mark(&bytes, &[hostile], &how).unwrap();
    let xml = part(&marked.bytes, COMMENTS);
    assert!(!xml.contains("<script>") && !xml.contains("<w:x/>") && !xml.contains('\u{7}'));
    let read = docx_rs::read_docx(&marked.bytes).expect("docx-rs reads it");
    assert_eq!(read.comments.inner().len(), 1);
    assert!(xml.contains("w:author=\"a&quot;b&lt;c&gt;\""), "{xml}");
    assert!(read::read("x.docx", marked.bytes, &Options::default()).is_ok());
}

/// A second reader finds the comments where ours put them.
#[test]
fn docx_rs_reads_the_comments() {
    let bytes = fixture("word-under-review");
    let marks = all_marks(&report(&bytes));
    let marked = mark(&bytes, &marks);
    let read = docx_rs::read_docx(&marked.bytes).expect("docx-rs reads it");
    assert_eq!(read.comments.inner().len(), marks.len());
    let json = read.json();
    assert_eq!(json.matches("\"commentRangeStart\"").count(), marks.len());
    assert_eq!(json.matches("\"commentRangeEnd\"").count(), marks.len());
}

#[test]
fn the_day_and_the_initials_are_written_as_given() {
    let bytes = docx(document(&table(&APPENDIX)));
    let one = [at(row(1, 2), "Số văn bản đã ban hành", "12", "một")];
    let plain = part(&mark(&bytes, &one).bytes, COMMENTS);
    assert!(plain.contains("w:author=\"phuluc\" w:initials=\"pl\"") && !plain.contains("w:date"));
    let how = How {
        date: Some(jiff::civil::date(2026, 3, 9)),
        ..how()
    };
    let dated = part(&try_mark(&bytes, &one, &how).unwrap().bytes, COMMENTS);
    assert!(dated.contains("w:date=\"2026-03-09T00:00:00Z\""), "{dated}");
}

/// A paragraph that opens and closes in one tag opens for what stands in it.
#[test]
fn an_empty_paragraph_takes_a_comment() {
    let body = "<w:tbl><w:tr><w:tc><w:p w:rsidR=\"00A1\" /></w:tc><w:tc><w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr></w:p></w:tc></w:tr></w:tbl>";
    let bytes = docx(document(&(body.to_owned() + &p("Hết"))));
    for (column, around) in [
        (
            1,
            "<w:p w:rsidR=\"00A1\" ><w:commentRangeStart w:id=\"0\"/>",
        ),
        (2, "</w:pPr><w:commentRangeStart w:id=\"0\"/>"),
    ] {
        let place = Place {
            column: Some(column),
            ..row(1, 1)
        };
        let marked = mark(&bytes, &[at(place, "", "", "trống")]);
        assert_eq!(marked.unplaced, [0_usize; 0]);
        let xml = part(&marked.bytes, MAIN);
        assert!(xml.contains(around), "{xml}");
        assert!(docx_rs::read_docx(&marked.bytes).is_ok());
    }
}

/// Cells in tables in cells, in content controls and under tracked changes are found by where they begin.
#[test]
fn cells_are_found_wherever_they_are() {
    let inner = table(&[&["a", "b"], &["trong cùng", "7"]]);
    let nested = format!(
        "<w:tr><w:tc>{inner}{}</w:tc><w:tc>{}</w:tc></w:tr>",
        p("ngoài"),
        p("8")
    );
    let deleted = "<w:tr><w:trPr><w:del w:id=\"1\" w:author=\"x\"/></w:trPr><w:tc><w:p><w:del w:id=\"2\" w:author=\"x\"><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p></w:tc></w:tr>";
    let control = format!(
        "<w:tr><w:sdt><w:sdtPr/><w:sdtContent><w:tc><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tc></w:sdtContent></w:sdt><w:tc>{}</w:tc></w:tr>",
        p("trong khung"),
        p("9")
    );
    let inserted = format!(
        "<w:tr><w:trPr><w:ins w:id=\"3\" w:author=\"x\"/></w:trPr><w:tc><w:p><w:ins w:id=\"4\" w:author=\"x\"><w:r><w:t>thêm vào</w:t></w:r></w:ins></w:p></w:tc><w:tc>{}</w:tc></w:tr>",
        p("10")
    );
    let body = format!("<w:tbl>{nested}{deleted}{control}{inserted}</w:tbl>");
    let bytes = docx(document(&body));
    // The deleted row is none of the table's rows.
    let marks = [
        at(row(2, 2), "trong cùng", "7", "lồng"),
        at(row(1, 2), "trong khung", "9", "khung"),
        at(row(1, 3), "thêm vào", "10", "chèn"),
        at(row(1, 1), "ngoài", "8", "ngoài"),
    ];
    let marked = mark(&bytes, &marks);
    assert_eq!(marked.unplaced, [0_usize; 0]);
    let stands = references(&part(&marked.bytes, MAIN));
    let cells: Vec<&str> = stands.values().map(|stands| stands.cell.as_str()).collect();
    assert_eq!(cells, ["7", "9", "10", "8"]);
}

/// No word processor takes a comment in a text box: it stands where the box is anchored.
#[test]
fn a_table_in_a_text_box_is_marked_where_the_box_is_anchored() {
    let inner = table(&APPENDIX);
    let boxed = |inner: &str| {
        format!(
            "<w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent>{inner}{}</w:txbxContent></v:textbox></v:shape></w:pict>",
            p("cuối")
        )
    };
    let body = format!(
        "{}<w:p><w:r><w:t>neo</w:t>{}</w:r></w:p>",
        p("đầu"),
        boxed(&inner)
    );
    let bytes = docx(document(&body));
    let marked = mark(
        &bytes,
        &[at(row(1, 2), "Số văn bản đã ban hành", "12", "trong hộp")],
    );
    assert_eq!(marked.unplaced, [0_usize; 0]);
    let stands = references(&part(&marked.bytes, MAIN));
    assert!(
        !stands["0"].boxed && stands["0"].paragraph.starts_with("neo"),
        "{stands:?}"
    );
}

/// Files of other makers: other prefixes, none at all, the strict kind, UTF-16, a byte order mark.
#[test]
fn other_ways_to_write_the_same_are_marked_too() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let plain = document(&table(&APPENDIX));
    let prefixed = plain
        .replace("<w:", "<x:")
        .replace("</w:", "</x:")
        .replace("xmlns:w", "xmlns:x");
    let bare = plain
        .replace("<w:", "<")
        .replace("</w:", "</")
        .replace("xmlns:w", "xmlns");
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(plain.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let declared_late = plain.replace("<w:tbl>", &format!("<w:tbl xmlns:w=\"{WORD}\">"));
    let one = [at(row(1, 3), "Số cuộc thi đã tổ chức", "3", "một")];
    for (what, main) in [
        ("prefix", prefixed.into_bytes()),
        ("none", bare.into_bytes()),
        ("strict", plain.replace(WORD, strict).into_bytes()),
        ("mark", [b"\xEF\xBB\xBF", plain.as_bytes()].concat()),
        ("UTF-16", utf16),
        ("declared twice", declared_late.into_bytes()),
        (
            "comment first",
            plain
                .replace("<w:tbl>", "<!-- Số ộ --><w:tbl>")
                .into_bytes(),
        ),
    ] {
        let marked = mark(&docx(&main), &one);
        assert_eq!(marked.unplaced, [0_usize; 0], "{what}");
        let content = parts(&marked.bytes)
            .into_iter()
            .find(|(name, _)| name == MAIN)
            .unwrap()
            .1;
        let text = match what {
            "UTF-16" => {
                assert_eq!(content[..2], [0xFF, 0xFE]);
                let units: Vec<u16> = content[2..]
                    .as_chunks::<2>()
                    .0
                    .iter()
                    .map(|two| u16::from_le_bytes(*two))
                    .collect();
                String::from_utf16(&units).unwrap()
            }
            _ => String::from_utf8(content).unwrap(),
        };
        assert_eq!(references(&text)["0"].cell, "3", "{what}: {text}");
        let own = part(&marked.bytes, COMMENTS);
        assert_eq!(own.contains(strict), what == "strict", "{what}");
        assert!(part(&marked.bytes, RELS).contains(if what == "strict" {
            "purl.oclc.org"
        } else {
            DOCUMENTS
        }));
    }
}

/// The main part is the one the package names, whatever its name.
#[test]
fn the_main_part_may_have_any_name() {
    let rels = root_rels("").replace("word/document.xml", "/noi-dung/chinh.xml");
    let bytes = package(&[
        (
            TYPES,
            types().replace("/word/document.xml", "/noi-dung/chinh.xml"),
        ),
        ("_rels/.rels", rels),
        ("noi-dung/chinh.xml", document(&table(&APPENDIX))),
        ("noi-dung/comments.xml", "không ai trỏ tới".to_owned()),
    ]);
    let marked = mark(
        &bytes,
        &[at(row(1, 3), "Số cuộc thi đã tổ chức", "3", "một")],
    );
    assert_eq!(
        part(&marked.bytes, "noi-dung/comments.xml"),
        "không ai trỏ tới"
    );
    assert!(part(&marked.bytes, "noi-dung/comments1.xml").contains("một"));
    assert!(
        part(&marked.bytes, "noi-dung/_rels/chinh.xml.rels").contains("Target=\"comments1.xml\"")
    );
    assert!(part(&marked.bytes, TYPES).contains("PartName=\"/noi-dung/comments1.xml\""));
}

/// A comment in a signed file would break its signature.
#[test]
fn a_signed_document_is_marked_only_when_forced() {
    let origin =
        "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin";
    let rels = root_rels(&format!(
        "<Relationship Id=\"rId9\" Type=\"{origin}\" Target=\"_xmlsignatures/origin.sigs\"/>"
    ));
    let bytes = package(&[
        (TYPES, types()),
        ("_rels/.rels", rels),
        (MAIN, document(&table(&APPENDIX))),
        ("_xmlsignatures/origin.sigs", String::new()),
    ]);
    let one = [at(row(1, 3), "Số cuộc thi đã tổ chức", "3", "một")];
    assert_eq!(try_mark(&bytes, &one, &how()), Err(MarkError::Signed));
    let forced = How {
        force: true,
        ..how()
    };
    assert!(try_mark(&bytes, &one, &forced).is_ok());
}

/// Nothing that is unpacked grows beyond what is allowed, and what cannot be edited safely is refused by name.
#[test]
fn what_cannot_be_marked_is_refused() {
    let main = document(&table(&APPENDIX));
    let one = [at(row(1, 3), "Số cuộc thi đã tổ chức", "3", "một")];
    let without_types = package(&[("_rels/.rels", root_rels("")), (MAIN, main.clone())]);
    assert_eq!(
        try_mark(&without_types, &one, &how()),
        Err(MarkError::Damaged(TYPES.to_owned()))
    );
    let mut small = how();
    small.limits.decompressed_bytes = 1000;
    assert_eq!(
        try_mark(&docx(&main), &one, &small),
        Err(MarkError::TooLarge)
    );
    let broken = docx(
        document(&table(&APPENDIX))
            .replace("Nội dung", "N\u{0}i")
            .replace('\u{0}', "\u{1}"),
    );
    assert!(
        try_mark(&broken, &one, &how()).is_ok(),
        "a character no XML has is not ours to judge"
    );
    let text = main.replace(
        "<?xml version=\"1.0\"?>",
        "<?xml version=\"1.0\" encoding=\"windows-1258\"?>",
    );
    assert_eq!(
        try_mark(&docx(text), &one, &how()),
        Err(MarkError::Damaged(MAIN.to_owned()))
    );
}

/// LibreOffice opens it and shows the same words. Left out where it is not installed.
#[test]
fn libreoffice_opens_the_marked_copy() {
    let folder = common::folder::Folder::new("mark-docx");
    let bytes = fixture("word");
    let marked = mark(&bytes, &all_marks(&report(&bytes))).bytes;
    let mut texts = Vec::new();
    for (name, bytes) in [("before", bytes), ("after", marked)] {
        let path = folder.0.join(format!("{name}.docx"));
        std::fs::write(&path, bytes).unwrap();
        let profile = format!(
            "-env:UserInstallation=file://{}",
            folder.0.join("profile").display()
        );
        let ran = Command::new("soffice")
            .args([
                &profile,
                "--headless",
                "--convert-to",
                "txt:Text (encoded):UTF8",
                "--outdir",
            ])
            .arg(&folder.0)
            .arg(&path)
            .output();
        let Ok(ran) = ran else {
            println!("left out: LibreOffice is not installed");
            return;
        };
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        // A comment moves the blank lines around a table that begins a document.
        let words = std::fs::read_to_string(path.with_extension("txt")).expect("it was converted");
        let words = words.trim_start_matches('\u{feff}');
        texts.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    assert!(
        texts[0].len() > 1000 && texts[0] == texts[1],
        "the words are the same"
    );
}

//! No input makes the DOCX reader panic, hang or take memory without bound.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::model::{Block, Document, Error, WithFindings};
use phuluc::read::{self, Limits, Options};

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    common::document::package(parts)
}

fn document(body: &str) -> Vec<u8> {
    package(&[(
        "word/document.xml",
        format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes(),
    )])
}

fn read_with(bytes: &[u8], limits: Limits) -> Result<WithFindings<Document>, Error> {
    read::read(
        "hostile.docx",
        bytes,
        &Options {
            limits,
            ..Options::default()
        },
    )
}

fn is_limit(bytes: &[u8], limits: Limits) -> bool {
    read_with(bytes, limits).is_err_and(|error| error.code() == "limit")
}

const CELL: &str = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>";

/// One of everything the reader knows.
const RICH: &str = "<w:p><w:pPr><w:pStyle w:val='A'/><w:numPr><w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr><w:ind w:left='10'/></w:pPr>\
    <w:ins><w:r><w:rPr><w:b/><w:vertAlign w:val='superscript'/></w:rPr><w:t xml:space='preserve'>a &amp; b</w:t><w:tab/></w:r></w:ins>\
    <w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>X</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>\
    <w:r><w:t>r</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:footnoteReference w:id='1'/></w:r>\
    <w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>\
    <mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>\
    <w:tbl><w:tblGrid><w:gridCol w:w='9'/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val='2'/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='2'/>\
    <w:vMerge w:val='restart'/></w:tcPr><w:p/></w:tc><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:tc><w:tcPr><w:hMerge/></w:tcPr>\
    <w:tbl><w:tr><w:tc><w:p><w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>";

#[test]
fn nesting_of_every_kind_is_limited() {
    for element in [
        "w:tbl><w:tr><w:tc",
        "w:sdt><w:sdtContent",
        "w:x",
        "w:p><w:r><w:pict><w:txbxContent",
        "m:f><m:num",
    ] {
        let open = format!("<{element}>").repeat(100_000);
        assert!(is_limit(&document(&open), Limits::default()), "{element}");
    }
}

#[test]
fn cells_events_and_bytes_are_limited() {
    let table = document(&format!(
        "<w:tbl><w:tr>{}</w:tr></w:tbl>",
        CELL.repeat(1000)
    ));
    assert!(is_limit(
        &table,
        Limits {
            table_cells: 999,
            ..Limits::default()
        }
    ));
    assert!(is_limit(
        &table,
        Limits {
            xml_events: 5000,
            ..Limits::default()
        }
    ));
    assert!(is_limit(
        &table,
        Limits {
            decompressed_bytes: 20_000,
            ..Limits::default()
        }
    ));
    assert!(is_limit(
        &package(&[("word/document.xml", b"<w:document/>"), ("word/b", b"")]),
        Limits {
            zip_entries: 1,
            ..Limits::default()
        }
    ));
    assert!(read_with(&table, Limits::default()).is_ok());
}

#[test]
fn spans_beyond_reason_are_brought_back() {
    for span in ["4294967295", "-3", "99999999999999999999999", "x", ""] {
        let body = format!(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='{span}'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
        );
        let noted = read_with(&document(&body), Limits::default()).expect("it can be read");
        let Some(Block::Grid(grid)) = noted.output.blocks.first() else {
            panic!("a grid")
        };
        assert_eq!((grid.rows, grid.columns), (1, 1), "{span}");
    }
}

#[test]
fn a_file_cut_anywhere_is_an_error() {
    let whole = document(RICH);
    for at in (4..whole.len()).step_by(7) {
        assert!(
            read_with(&whole[..at], Limits::default()).is_err(),
            "cut at {at}"
        );
    }
}

#[test]
fn a_size_the_directory_lies_about_is_not_believed() {
    let mut bytes = document(&CELL.repeat(10));
    let directory = bytes
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .expect("a directory");
    bytes[directory + 24..directory + 28].copy_from_slice(&[0xFE, 0xFF, 0xFF, 0xFF]);
    // Whether it is read or refused is the archive's business; what counts is that it ends at once.
    let _ = read_with(&bytes, Limits::default());
}

#[test]
fn a_sum_that_does_not_agree_is_damage() {
    let mut bytes = document(RICH);
    let directory = bytes
        .windows(4)
        .rposition(|window| window == b"PK\x01\x02")
        .expect("a directory");
    bytes[directory + 16] ^= 0xFF;
    let local = bytes
        .windows(4)
        .position(|window| window == b"PK\x03\x04")
        .expect("a header");
    bytes[local + 14] ^= 0xFF;
    assert!(read_with(&bytes, Limits::default()).is_err_and(|error| error.code() == "damaged"));
}

/// A seeded chain of numbers: the same damage on every run.
fn next(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn damaged_xml_never_panics() {
    let (mut read, mut state) = (0, 174);
    let tags: Vec<&str> = RICH.split_inclusive('>').collect();
    for _ in 0..1500 {
        let mut damaged = tags.clone();
        for _ in 0..=next(&mut state) % 3 {
            let (from, to) = (
                next(&mut state) % damaged.len(),
                next(&mut state) % damaged.len(),
            );
            match next(&mut state) % 3 {
                0 => damaged.swap(from, to),
                1 => damaged.insert(to, damaged[from]),
                _ => drop(damaged.remove(from)),
            }
        }
        read += usize::from(read_with(&document(&damaged.concat()), Limits::default()).is_ok());
    }
    println!("{read} of 1500 still well-formed");
}

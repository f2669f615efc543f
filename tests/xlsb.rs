//! Workbooks in binary records: what their cells print. LibreOffice writes none, so the records are
//! written here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::document::{cells, texts};
use phuluc::model::{Document, ErrorKind, WithFindings};
use phuluc::read::{Options, read};

/// A record: type and length of seven bits a byte, content.
fn record(kind: u16, content: &[u8]) -> Vec<u8> {
    let mut out = sevens(kind.into());
    out.extend(sevens(content.len()));
    out.extend(content);
    out
}

fn sevens(mut number: usize) -> Vec<u8> {
    let mut out = Vec::new();
    while number >= 0x80 {
        out.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
    out
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = (units.len() as u32).to_le_bytes();
    length
        .into_iter()
        .chain(units.into_iter().flat_map(u16::to_le_bytes))
        .collect()
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn font(name: &str, bold: bool) -> Vec<u8> {
    let mut out = vec![0; 21];
    out[4..6].copy_from_slice(&(if bold { 700u16 } else { 400 }).to_le_bytes());
    record(43, &[out, wide(name)].concat())
}

fn code(number: u16, code: &str) -> Vec<u8> {
    record(44, &[number.to_le_bytes().to_vec(), wide(code)].concat())
}

fn format(number: u16, font: u16, indent: u8) -> Vec<u8> {
    let mut out = vec![0; 16];
    out[2..4].copy_from_slice(&number.to_le_bytes());
    out[4..6].copy_from_slice(&font.to_le_bytes());
    out[11] = indent;
    record(47, &out)
}

fn sheet_name(name: &str, relation: &str, state: u32) -> Vec<u8> {
    record(
        156,
        &[longs(&[state, 1]), wide(relation), wide(name)].concat(),
    )
}

fn row(number: u32, hidden: bool) -> Vec<u8> {
    let mut out = vec![0; 17];
    out[..4].copy_from_slice(&number.to_le_bytes());
    out[11] = if hidden { 0x10 } else { 0 };
    record(0, &out)
}

fn cell(kind: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[longs(&[column, style]), value.to_vec()].concat())
}

fn number(column: u32, style: u32, value: f64) -> Vec<u8> {
    cell(5, column, style, &value.to_le_bytes())
}

fn whole(column: u32, style: u32, value: i32) -> Vec<u8> {
    cell(2, column, style, &(value << 2 | 2).to_le_bytes())
}

fn words(column: u32, style: u32, text: &str) -> Vec<u8> {
    cell(6, column, style, &wide(text))
}

/// The styles 0 General, 1 percent, 2 leading zeros, 3 thousands, 4 a date, 5 an old font in bold.
fn styles() -> Vec<u8> {
    let cells = [(0, 0), (10, 0), (164, 0), (3, 0), (165, 0), (0, 1)];
    let cells = cells
        .map(|(number, of)| format(number, of, u8::from(of == 1)))
        .concat();
    [
        code(164, "000"),
        code(165, "dd\\/mm\\/yyyy"),
        font("Arial", false),
        font(".VnTimeH", true),
        record(626, &longs(&[1])),
        format(9, 0, 0),
        record(627, &[]),
        record(617, &longs(&[6])),
        cells,
        record(618, &[]),
    ]
    .concat()
}

/// "Đơn vị" as it is, "Hå s¬ gèc" whose second word is in the old font.
fn strings() -> Vec<u8> {
    let runs = [longs(&[1]), vec![6, 0, 1, 0]].concat();
    [
        record(159, &longs(&[2, 2])),
        record(19, &[vec![0], wide("Đơn vị")].concat()),
        record(19, &[vec![1], wide("Hồ sơ gèc"), runs].concat()),
        record(160, &[]),
    ]
    .concat()
}

fn package(sheet: &[u8]) -> Vec<u8> {
    let main = [
        sheet_name("Phụ lục", "a", 0),
        sheet_name("Nháp", "b", 2),
        record(132, &[]),
    ]
    .concat();
    let relation = br#"<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/s1.bin"/></Relationships>"#;
    let parts: [(&str, &[u8]); 6] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &main),
        ("xl/_rels/workbook.bin.rels", relation),
        ("xl/styles.bin", &styles()),
        ("xl/sharedStrings.bin", &strings()),
        ("xl/worksheets/s1.bin", sheet),
    ];
    common::document::package(&parts)
}

/// A workbook of two sheets, the second hidden, around the records of the first.
fn workbook(records: &[Vec<u8>]) -> WithFindings<Document> {
    let sheet = [record(129, &[]), records.concat(), record(130, &[])].concat();
    read("a.xlsb", package(&sheet), &Options::default()).expect("the workbook is read")
}

#[test]
fn numbers_are_read_as_printed() {
    let noted = workbook(&[
        row(4, false),
        cell(7, 2, 0, &0u32.to_le_bytes()),
        number(3, 1, 0.8696),
        whole(4, 2, 9),
        whole(5, 3, 17_454_000),
        number(6, 4, 44_827.0),
        // 12,5 as hundredths, 0,75 as the front of a float.
        cell(2, 7, 0, &(1250u32 << 2 | 3).to_le_bytes()),
        cell(2, 8, 0, &((0.75f64.to_bits() >> 32) as u32).to_le_bytes()),
    ]);
    let expected = [
        "Đơn vị",
        "86,96%",
        "009",
        "17.454.000",
        "23/09/2022",
        "12,5",
        "0,75",
    ];
    assert_eq!(texts(&noted.output), expected);
    let place = &cells(&noted.output)[1].places[0];
    assert_eq!(
        (place.sheet.as_deref(), place.row, place.column),
        (Some("Phụ lục"), Some(5), Some(4))
    );
}

#[test]
fn results_of_formulas_are_read_and_errors_are_not_blank() {
    let noted = workbook(&[
        row(0, false),
        cell(8, 0, 0, &[wide("15/15"), vec![0; 6]].concat()),
        cell(9, 1, 1, &[&0.5f64.to_le_bytes()[..], &[0; 6]].concat()),
        cell(10, 2, 0, &[1, 0, 0]),
        cell(11, 3, 0, &[0x17, 0, 0]),
        cell(3, 4, 0, &[0x07]),
    ]);
    assert_eq!(
        texts(&noted.output),
        ["15/15", "50,00%", "TRUE", "#REF!", "#DIV/0!"]
    );
}

#[test]
fn hidden_rows_columns_and_sheets_are_left_out_and_named() {
    let hidden = [longs(&[1, 1, 0, 0]), vec![1, 0]].concat();
    let noted = workbook(&[
        record(60, &hidden),
        row(0, false),
        [
            whole(0, 0, 1),
            whole(1, 0, 2),
            whole(2, 0, 3),
            whole(3, 0, 4),
        ]
        .concat(),
        row(1, true),
        whole(0, 0, 5),
        row(2, false),
        whole(0, 0, 6),
    ]);
    assert_eq!(texts(&noted.output), ["1", "3", "4", "6"]);
    let codes: Vec<_> = noted
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(codes, ["hidden-cells", "hidden-sheet"]);
}

#[test]
fn merged_cells_span() {
    let noted = workbook(&[
        row(3, false),
        [whole(1, 0, 1), whole(2, 0, 2), whole(4, 0, 3)].concat(),
        row(4, false),
        [whole(2, 0, 4), whole(3, 0, 5)].concat(),
        record(176, &longs(&[3, 4, 1, 1])),
        record(176, &longs(&[3, 3, 2, 3])),
    ]);
    let spans: Vec<_> = cells(&noted.output)
        .iter()
        .map(|c| (c.rows.clone(), c.columns.clone()))
        .collect();
    assert_eq!(
        spans,
        [
            (0..2, 0..1),
            (0..1, 1..3),
            (0..1, 3..4),
            (1..2, 1..2),
            (1..2, 2..3)
        ]
    );
}

#[test]
fn fonts_of_cells_and_of_runs_tell_the_encoding() {
    let noted = workbook(&[
        row(0, false),
        [
            words(0, 5, "tæng sè hå s¬"),
            cell(7, 1, 0, &1u32.to_le_bytes()),
            whole(2, 0, 12),
        ]
        .concat(),
    ]);
    assert_eq!(texts(&noted.output), ["TỔNG SỐ HỒ SƠ", "Hồ sơ GỐC", "12"]);
    let first = cells(&noted.output)[0];
    assert!(first.bold && first.indent > 0.0);
}

#[test]
fn a_sheet_that_does_not_come_to_its_end_is_damaged() {
    let cut = [record(129, &[]), row(0, false), whole(0, 0, 1)].concat();
    let error = read("a.xlsb", package(&cut), &Options::default()).expect_err("the sheet is cut");
    assert!(
        matches!(&error.kind, ErrorKind::Damaged { format } if format == "xlsb"),
        "{error}"
    );
}

/// A formula in tokens, its stored result before it.
fn formula(column: u32, style: u32, result: f64, tokens: &[u8]) -> Vec<u8> {
    let size = longs(&[tokens.len() as u32]);
    let end = longs(&[0]);
    let value = result.to_le_bytes();
    let content = [&value[..], &[0, 0], &size, tokens, &end].concat();
    cell(9, column, style, &content)
}

#[test]
fn formulas_whose_zero_nobody_computed_are_computed() {
    let at = |row: u32, column: u8| [&[0x44][..], &longs(&[row]), &[column, 0xC0]].concat();
    let ratio = [at(0, 1), at(0, 0), vec![0x06]].concat();
    let area = [&[0x25][..], &longs(&[0, 0]), &[0, 0xC0, 1, 0xC0]].concat();
    let sum = [&area[..], &[0x19, 0x10, 0, 0]].concat();
    let unknown = [0x23, 1, 0, 0, 0];
    let rows = [
        row(0, false),
        [whole(0, 0, 120), whole(1, 0, 30), whole(2, 0, 1)].concat(),
        row(1, false),
        formula(0, 1, 0.0, &ratio),
        formula(1, 0, 0.0, &sum),
        formula(2, 0, 7.0, &sum),
        formula(3, 0, 0.0, &unknown),
    ];
    let noted = workbook(&rows);
    let expected = ["120", "30", "1", "25,00%", "150", "7", "0"];
    assert_eq!(texts(&noted.output), expected);
    let codes = |noted: &WithFindings<Document>| {
        let codes = noted
            .findings
            .iter()
            .map(|finding| finding.code.to_string());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(
        codes(&noted),
        ["hidden-sheet", "formula-computed", "formula-computed"]
    );
}

//! Packages written by hand.

use crate::common::document::package;
use crate::{MAIN, TYPES};

pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub const DOCUMENTS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn types() -> String {
    "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
     <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
     <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
     <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
        .to_owned()
}

pub fn root_rels(more: &str) -> String {
    format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{DOCUMENTS}/officeDocument\" Target=\"word/document.xml\"/>{more}</Relationships>"
    )
}

pub fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>"
    )
}

/// A package as small as they can be.
pub fn docx(main: impl AsRef<[u8]>) -> Vec<u8> {
    let parts = [
        (TYPES, types().into_bytes()),
        ("_rels/.rels", root_rels("").into_bytes()),
        (MAIN, main.as_ref().to_vec()),
    ];
    package(&parts)
}

pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

pub fn tr(cells: &[&str]) -> String {
    let cells = cells.iter().map(|text| format!("<w:tc>{}</w:tc>", p(text)));
    format!("<w:tr>{}</w:tr>", cells.collect::<String>())
}

pub fn table(rows: &[&[&str]]) -> String {
    let rows: String = rows.iter().map(|cells| tr(cells)).collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

pub const APPENDIX: [&[&str]; 3] = [
    &["STT", "Nội dung", "Số liệu"],
    &["1", "Số văn bản đã ban hành", "12"],
    &["2", "Số cuộc thi đã tổ chức", "3"],
];

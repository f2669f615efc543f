//! Packages: the input stands unpacked in the main part of each format, since damage to packed bytes only
//! breaks the packing.

#![no_main]

mod reading;

use std::io::{Cursor, Write};

const MAIN: [&str; 5] = [
    "word/document.xml",
    "word/styles.xml",
    "xl/workbook.xml",
    "xl/workbook.bin",
    "content.xml",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    reading::takes(b"PK\x03\x04", bytes);
    for main in MAIN {
        reading::takes(b"", &package(main, bytes));
    }
});

fn package(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |name: &str, content: &[u8]| {
        zip.start_file(name, stored).expect("a part is opened");
        zip.write_all(content).expect("a part is written");
    };
    match name {
        "content.xml" => put("mimetype", b"application/vnd.oasis.opendocument.text"),
        "word/styles.xml" => put("word/document.xml", b"<w:document><w:body/></w:document>"),
        _ => {}
    }
    put(name, content);
    zip.finish().expect("the package is closed").into_inner()
}

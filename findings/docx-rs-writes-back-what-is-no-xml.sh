#!/bin/sh
# docx-rs 0.4.22: a DOCX that prints "&" or "<", read by read_docx and packed again unchanged, is no XML any more.
#
# Run::add_text escapes what it is given, so a document that the library made itself is well formed. What read_docx reads
# is kept unescaped and packed as it is kept: "Thu & chi <50%" comes out as these very characters. Both calls end well; the
# file is refused by the library's own reader and by any other. Text of comments goes the same way.
# Expected: the package that was read, or one that says the same.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "written-back"
version = "0.0.0"
edition = "2024"
[dependencies]
docx-rs = { version = "=0.4.22", default-features = false }
zip = { version = "=8.6.0", default-features = false, features = ["deflate"] }
quick-xml = "=0.42.0"
TOML
cat > src/main.rs <<'RUST'
use docx_rs::{Docx, Paragraph, Run, read_docx};
use std::io::{Cursor, Read};

fn packed(document: Docx) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.build().pack(Cursor::new(&mut bytes)).unwrap();
    bytes
}

/// What stands in the body's only run, and whether the part is XML to another reader.
fn body(bytes: &[u8]) -> (String, bool) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let text = xml.split("preserve\">").nth(1).unwrap().split("</w:t>").next().unwrap().to_owned();
    let mut reader = quick_xml::Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return (text, true),
            Ok(_) => {}
            Err(_) => return (text, false),
        }
    }
}

fn main() {
    let run = Run::new().add_text("Thu & chi <50%");
    let first = packed(Docx::new().add_paragraph(Paragraph::new().add_run(run)));
    let read = read_docx(&first).unwrap();
    let second = packed(read);
    println!("made: {:?}, packed again: {:?}", body(&first), body(&second));
    assert_eq!(body(&first), ("Thu &amp; chi &lt;50%".to_owned(), true));
    assert_eq!(body(&second), ("Thu & chi <50%".to_owned(), false));
    println!("read again: {:?}", read_docx(&second).map(drop));
    assert!(read_docx(&second).is_err());
}
RUST
cargo run --quiet
echo "as described"

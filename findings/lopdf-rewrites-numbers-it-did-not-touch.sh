#!/bin/sh
# lopdf 0.47.0: a document that is loaded and saved has other numbers than before, in objects nobody touched.
#
# A real number is kept as a 32-bit float and written as the shortest text that gives that float again. 841.91998, the
# height that programs counting in 16.16 fixed point write for A4, comes out as 841.92; the serial number of a cell,
# 16777217.5, as 16777218.0. A page copied into an incremental update so differs from the page that was signed, though
# only an annotation was added to it; a viewer that compares the two says that the page changed.
# Expected: what is not changed is written as it was read.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "rewritten"
version = "0.0.0"
edition = "2024"
[dependencies]
lopdf = { version = "=0.47.0", default-features = false }
TOML
cat > src/main.rs <<'RUST'
use std::fmt::Write;

/// One empty page with the height of its box and a number of a program of its own.
fn pdf(height: &str, serial: &str) -> Vec<u8> {
    let mut text = String::from("%PDF-1.4\n");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.32001 {height}]/PieceInfo<</A {serial}>>>>"),
    ];
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(text.len());
        write!(text, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let start = text.len();
    text += "xref\n0 4\n0000000000 65535 f \n";
    for offset in offsets {
        write!(text, "{offset:010} 00000 n \n").unwrap();
    }
    write!(text, "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    text.into_bytes()
}

fn main() {
    let mut document = lopdf::Document::load_mem(&pdf("841.91998", "16777217.5")).unwrap();
    let mut saved = Vec::new();
    document.save_to(&mut saved).unwrap();
    let saved = String::from_utf8_lossy(&saved);
    let page = saved.lines().find(|line| line.contains("MediaBox")).unwrap();
    println!("written: {page}");
    for (before, after) in [("841.91998", "841.92"), ("595.32001", "595.32"), ("16777217.5", "16777218")] {
        assert!(!page.contains(before), "{before} is kept");
        assert!(page.contains(after), "{before} is not {after} any more");
    }
}
RUST
cargo run --quiet
echo "as described"

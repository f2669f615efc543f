#!/bin/sh
# zip 9.8.1 (Rust): of two entries that share a name an archive shows one, and says nothing.
#
# Offices send their reports in one archive, and two units name theirs "bao-cao.txt". The central directory
# lists both, so do Python's zipfile and unzip -l. Expected: both by index, or an error. Seen: len() is 1, every
# index but 0 is an error "not found", the first entry cannot be reached by any call; the second one's bytes are
# given under the name.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -W ignore - <<'PYTHON'
import zipfile
with zipfile.ZipFile("reports.zip", "w") as archive:
    archive.writestr("bao-cao.txt", "first: 12")
    archive.writestr("bao-cao.txt", "second: 34")
print("zipfile lists", len(zipfile.ZipFile("reports.zip").infolist()))
PYTHON

mkdir -p reader/src
cat > reader/Cargo.toml <<'TOML'
[package]
name = "reader"
version = "0.0.0"
edition = "2024"

[dependencies]
zip = { version = "=9.8.1", default-features = false, features = ["deflate"] }
TOML
cat > reader/src/main.rs <<'RUST'
use std::io::Read;

fn main() {
    let file = std::fs::File::open("reports.zip").unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    println!("zip lists {}", archive.len());
    for at in 0..2 {
        match archive.by_index(at) {
            Ok(mut entry) => {
                let mut text = String::new();
                entry.read_to_string(&mut text).unwrap();
                println!("{at}: {text}");
            }
            Err(error) => println!("{at}: {error}"),
        }
    }
}
RUST
cargo run --quiet --manifest-path reader/Cargo.toml | tee seen.txt
grep -qx "zip lists 1" seen.txt
grep -qx "0: second: 34" seen.txt
! grep -q "first" seen.txt
echo "as described"

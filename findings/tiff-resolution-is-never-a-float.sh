#!/bin/sh
# The crate tiff 0.11.3: the resolution of a page cannot be had as a float, by the method made for floats.
#
# TIFF 6.0 has XResolution as a RATIONAL, a fraction of two integers, and no other type; encoders write that, this
# crate's own too. `Value::into_f32` takes values stored as FLOAT alone and gives "tag has invalid type" for a
# fraction that is a whole number; no other conversion of `Value` takes a fraction to a number either. A reader that
# falls back on a guess where the tag is "missing" never reads it, for any file.
# Expected: 200 for 200/1, since the value converts without loss.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "resolution"
version = "0.0.0"
edition = "2021"

[dependencies]
tiff = { version = "=0.11.3", default-features = false }
TOML
cat > src/main.rs <<'RUST'
use std::io::Cursor;
use tiff::decoder::{ifd::Value, Decoder};
use tiff::encoder::{colortype::Gray8, Rational, TiffEncoder};
use tiff::tags::{ResolutionUnit, Tag};

fn main() {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut file).unwrap();
    let mut page = encoder.new_image::<Gray8>(2, 2).unwrap();
    page.resolution(ResolutionUnit::Inch, Rational { n: 200, d: 1 });
    page.write_data(&[255; 4]).unwrap();

    file.set_position(0);
    let mut decoder = Decoder::new(file).unwrap();
    let value = decoder.get_tag(Tag::XResolution).unwrap();
    println!("stored as {value:?}");
    assert!(matches!(value, Value::Rational(200, 1)));
    for (name, error) in [
        ("into_f32", value.clone().into_f32().unwrap_err()),
        ("into_f64", value.clone().into_f64().unwrap_err()),
        ("into_u32", value.into_u32().unwrap_err()),
    ] {
        println!("{name}: {error}");
    }
}
RUST
cargo run --quiet
echo "as described"

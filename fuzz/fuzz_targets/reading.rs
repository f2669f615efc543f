//! What every reader keeps, whatever it is given.

use phuluc::read::{Limits, Options, read};

/// Reads a file that begins as one of its format, twice, under tight limits: the same comes out, a document
/// or an error.
pub fn takes(first: &[u8], bytes: &[u8]) {
    let before: &[u8] = if bytes.starts_with(first) { b"" } else { first };
    let bytes = &[before, bytes].concat()[..];
    let limits = Limits {
        pages: 20,
        decompressed_bytes: 32 << 20,
        table_cells: 20_000,
        page_items: 50_000,
        ..Limits::default()
    };
    let options = Options {
        limits,
        ..Options::default()
    };
    let (first, again) = (read("x", bytes, &options), read("x", bytes, &options));
    match (first, again) {
        (Ok(first), Ok(again)) => assert!(
            first.output == again.output && first.findings == again.findings,
            "the same bytes, another document"
        ),
        (Err(first), Err(again)) => assert_eq!(first, again),
        _ => panic!("read once, not read twice"),
    }
}

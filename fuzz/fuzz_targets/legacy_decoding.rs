//! Old encodings: every text decodes to something, and without their signs it stays as it is.

#![no_main]

use phuluc::text::legacy::{Encoding, Survey, decode, detect, windows_1252};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text: String = bytes.iter().map(|byte| windows_1252(*byte)).collect();
    let unmarked: String = text.chars().filter(|c| (' '..='~').contains(c)).collect();
    for encoding in Encoding::ALL {
        let _ = decode(&text, encoding);
        assert_eq!(decode(&unmarked, encoding), unmarked);
    }
    assert!(Survey::is_needed(&text) || detect(&text).is_none());
});

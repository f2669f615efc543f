//! Compound files: Word and Excel up to 2003.

#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::takes(
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    bytes
));

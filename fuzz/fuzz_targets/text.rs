//! Text of any encoding, and tables of separated values.

#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::takes(b"", bytes));

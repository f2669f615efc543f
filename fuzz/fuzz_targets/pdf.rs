//! PDF: a file that begins as one.

#![no_main]

mod reading;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| reading::takes(b"%PDF-", bytes));

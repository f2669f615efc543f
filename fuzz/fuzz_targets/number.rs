//! The grammar of numbers: a figure comes only from digits, and what is cleaned once is clean.

#![no_main]

use phuluc::text::{Text, number};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let clean = Text::clean(text);
    assert_eq!(Text::clean(clean.as_str()).as_str(), clean.as_str());
    if let number::Reading::Figure(_) = number::read(clean.as_str(), number::Habit::default()) {
        assert!(text.chars().any(|c| c.is_numeric() || "Ol".contains(c)));
    }
});

//! The review page in a real browser: the keyboard alone, input methods, two windows, hostile texts, strangers, and every
//! screen as people and their screen readers get it. Where no Chromium is installed the tests say so and end.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)] // a test that cannot go on fails

#[path = "review_browser/cdp.rs"]
mod cdp;
mod common;
#[path = "review_browser/hostile.rs"]
mod hostile;
#[path = "review_browser/keyboard.rs"]
mod keyboard;
#[path = "review_browser/refused.rs"]
mod refused;
#[path = "review_browser/screens.rs"]
mod screens;
#[path = "review_browser/served.rs"]
mod served;
#[path = "review_browser/windows.rs"]
mod windows;
#[path = "review_browser/writing.rs"]
mod writing;

//! The review page in a real browser: keyboard, input methods, two windows, hostile texts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)]

#[path = "review_browser/cdp.rs"]
mod cdp;

#[test]
fn a_browser() {
    let Some(program) = cdp::program() else {
        eprintln!("no browser");
        return;
    };
    let mut browser = cdp::Browser::start(program);
    let page = browser.open("data:text/html,<input id=a autofocus><script>document.getElementById('a').focus()</script>");
    browser.type_text(&page, "abc");
    browser.compose(&page, "tie");
    browser.settle(&page, "tiế");
    assert_eq!(
        browser.eval(&page, "document.getElementById('a').value"),
        "abctiế"
    );
    assert!(browser.complaints().is_empty());
}

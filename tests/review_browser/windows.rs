//! Two windows, and a new start of one.

use crate::served::{SHOWN, opened};

/// What one window decides another sees; it can be taken back, and a new start finds it.
#[test]
fn a_second_window_sees_what_is_decided_and_undone() {
    let Some(mut room) = opened("review-windows", 1) else {
        return;
    };
    let all = room.open();
    let second = room.browser.open(&room.served.address);
    room.browser.until(&second, SHOWN);
    let count = "document.getElementById('count').textContent";
    let before = room.browser.eval(&second, count);
    room.press("Enter");
    room.left(all - 1);
    room.browser
        .until(&second, &format!("{count} !== {before}"));
    room.browser.go(&room.page, &room.served.address);
    room.until(SHOWN);
    assert_eq!(room.open(), all - 1);
    room.press("u");
    room.left(all);
    room.browser
        .until(&second, &format!("{count} === {before}"));
    room.is_clean();
}

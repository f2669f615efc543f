//! Vietnamese is written with input methods: what they have under way is no command, and no letter is one while a field
//! has the focus.

use crate::served::{Room, opened};
use serde_json::Value;

fn value(room: &mut Room, field: &str) -> String {
    let typed = room.eval(&format!("document.getElementById('{field}').value"));
    typed.as_str().unwrap_or_default().to_owned()
}

/// Nothing was decided, and no form but the one named is open.
fn only_open(room: &mut Room, form: &str, all: u64) {
    let open = "[...document.querySelectorAll('#act form')].filter(form => !form.hidden).map(form => form.id).join(' ')";
    assert_eq!(room.eval(open), Value::from(form));
    assert_eq!(
        room.eval("document.getElementById('help').open"),
        Value::from(false)
    );
    assert_eq!(room.open(), all);
}

/// Letters of commands, digits of VNI, signs of the zoom: in a field all of them are text.
#[test]
fn in_a_field_every_key_is_text() {
    let Some(mut room) = opened("review-writing", 1) else {
        return;
    };
    let all = room.open();
    room.press_into("/", "q");
    room.type_text("emacujk?0-+/");
    assert_eq!(value(&mut room, "q"), "emacujk?0-+/");
    only_open(&mut room, "", all);
    // Some input methods of Windows and Linux compose nothing: they take letters back and put in others.
    for _ in 0..12 {
        room.press("Backspace");
    }
    room.type_text("tyr le");
    for _ in 0..5 {
        room.press("Backspace");
    }
    room.browser.settle(&room.page, "ỷ lệ");
    assert_eq!(value(&mut room, "q"), "tỷ lệ");
    room.until("document.querySelector('[role=option]').textContent.includes('Tỷ lệ')");
    only_open(&mut room, "", all);
    room.is_clean();
}

/// A syllable under way holds back search, saving, closing and the list of indicators until it is settled.
#[test]
fn what_is_being_composed_is_no_command() {
    let Some(mut room) = opened("review-composing", 1) else {
        return;
    };
    let all = room.open();
    let page = room.page.clone();
    room.press_into("/", "q");
    room.browser.compose(&page, "tie");
    room.press("Enter");
    room.press("ArrowDown");
    assert_eq!(
        room.eval("document.activeElement.id"),
        Value::from("q"),
        "the search was left while a syllable was composed"
    );
    room.browser.settle(&page, "tiến độ");
    assert_eq!(value(&mut room, "q"), "tiến độ");
    room.until("!document.getElementById('none').hidden");
    room.eval("document.getElementById('none-clear').click()");
    room.until("document.activeElement.id === 'list' && !document.getElementById('act').hidden");

    room.press_into("a", "text");
    room.browser.compose(&page, "so lie");
    room.browser.press_with(&page, "Enter", 2);
    room.press("Escape");
    only_open(&mut room, "form-text", all);
    room.browser.settle(&page, "số liệu");
    assert!(value(&mut room, "text").contains("số liệu"));
    room.press("Escape");
    only_open(&mut room, "", all);

    room.press_into("e", "number");
    room.browser.compose(&page, "12");
    room.press("Enter");
    only_open(&mut room, "form-correct", all);
    room.browser.settle(&page, "12");
    room.press("Escape");
    only_open(&mut room, "", all);
    room.is_clean();
}

/// In the list a key that an input method has in hand, 229, decides nothing, and the same key without it does.
#[test]
fn a_key_in_hand_is_no_command_in_the_list() {
    let Some(mut room) = opened("review-in-hand", 1) else {
        return;
    };
    let all = room.open();
    let before = room.eval("location.hash");
    for key in ["Enter", "e", "a", "m", "c", "u", "j", "k", "?", "/"] {
        room.browser.press_in_hand(&room.page, key);
    }
    only_open(&mut room, "", all);
    assert_eq!(room.eval("location.hash"), before);
    assert_eq!(room.eval("document.activeElement.id"), Value::from("list"));
    room.press("j");
    room.until(&format!("location.hash !== {before}"));
    room.is_clean();
}

/// Whoever writes Vietnamese all day may switch the commands of one letter off; the choice is kept.
#[test]
fn commands_of_one_letter_can_be_switched_off() {
    let Some(mut room) = opened("review-letters", 1) else {
        return;
    };
    let all = room.open();
    room.press_into("?", "letters");
    room.eval("document.getElementById('letters').click()");
    room.press("Escape");
    let address = room.served.address.clone();
    for _ in 0..2 {
        for key in ["e", "a", "m", "c"] {
            room.press(key);
        }
        only_open(&mut room, "", all);
        room.browser.go(&room.page, &address);
        room.until(crate::served::SHOWN);
    }
    room.press("Enter");
    room.left(all - 1);
    room.is_clean();
}

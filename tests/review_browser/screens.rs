//! Every screen as people and their screen readers get it: both languages, light and dark, wide, narrow and at 200 %.

use crate::common::folder::{Folder, report_of};
use crate::served::{Room, room};
use phuluc::read::{Options, read};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Roles that nobody can use without a name.
const NAMED: [&str; 17] = [
    "button",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "checkbox",
    "listbox",
    "option",
    "image",
    "dialog",
    "progressbar",
    "progressIndicator",
    "region",
    "search",
    "table",
    "heading",
    "DisclosureTriangle",
];

/// Width, height and dots of a window: a desk, a large screen, a tablet, a desk at 200 %, a phone.
const DESK: (u32, u32, f64) = (1280, 800, 1.0);
const LARGE: (u32, u32, f64) = (1920, 1080, 1.0);
const TABLET: (u32, u32, f64) = (768, 1024, 1.0);
const TWICE: (u32, u32, f64) = (640, 400, 2.0);
const PHONE: (u32, u32, f64) = (375, 740, 2.0);

/// A report of pages, and one without, of an office with a long name.
fn fill(dir: &Folder) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/example/quy-3/syt.pdf");
    dir.put("q/syt.pdf", fs::read(example).unwrap());
    let long = "Quản lý khai thác, bảo vệ và phát triển các công trình hạ tầng kỹ thuật đô thị và nông thôn";
    dir.put("q/lau.txt", report_of(long));
}

/// How a screen is come to from the item it shows: keys, and what is true once it stands.
const SCREENS: [(&str, &[&str], &str); 8] = [
    ("item", &[], "true"),
    (
        "a wrong number",
        &["e", "1", "2", "x"],
        "document.getElementById('number-said').className === 'error'",
    ),
    (
        "a right number",
        &["e", "1", "2", "3"],
        "document.getElementById('number-said').className === 'good'",
    ),
    (
        "indicators",
        &["m", "v"],
        "document.querySelector('#targets [aria-selected=true]')",
    ),
    ("question", &["a"], "document.activeElement.id === 'text'"),
    ("comment", &["c"], "document.activeElement.id === 'text'"),
    ("keys", &["?"], "document.getElementById('help').open"),
    (
        "nothing found",
        &["/", "q", "q", "q"],
        "!document.getElementById('none').hidden",
    ),
];

/// Nothing is wrong with the screen as it stands, by its look and by what a screen reader is told.
fn is_sound(room: &mut Room, at: &str) {
    let faults = room.eval(include_str!("checks.js"));
    assert_eq!(faults, json!([]), "{at}");
    let page = room.page.clone();
    let tree = room
        .browser
        .call(Some(&page), "Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"].as_array().unwrap();
    let told = |node: &&Value| {
        let role = node["role"]["value"].as_str().unwrap_or_default();
        node["ignored"] != json!(true) && NAMED.contains(&role)
    };
    let told: Vec<&Value> = nodes.iter().filter(told).collect();
    assert!(told.len() >= 4, "{at}: only {} things to use", told.len());
    let nameless = told.iter().filter(|node| {
        node["name"]["value"]
            .as_str()
            .is_none_or(|name| name.trim().is_empty())
    });
    let nameless: Vec<&&Value> = nameless.collect();
    assert!(nameless.is_empty(), "{at}: {nameless:#?}");
}

/// Opens an item anew in a window of a size.
fn open(room: &mut Room, id: &str, size: (u32, u32, f64)) {
    let page = room.page.clone();
    room.browser.sized(&page, size);
    room.open_item(&page, id);
    room.until("document.getElementById('desk').hidden || document.getElementById('picture').naturalWidth > 0");
}

fn lit(room: &mut Room, light: &str) {
    let page = room.page.clone();
    let features = json!({"features": [{"name": "prefers-color-scheme", "value": light}]});
    room.browser
        .call(Some(&page), "Emulation.setEmulatedMedia", &features);
}

/// The first item open of a file.
fn of_file(room: &mut Room, file: &str) -> String {
    let is_it = |item: &&Value| {
        item["severity"] == "error"
            && item["report"]
                .as_str()
                .is_some_and(|name| name.contains(file))
    };
    let items = room.items();
    let found = items
        .iter()
        .find(is_it)
        .unwrap_or_else(|| panic!("no item of {file}"));
    found["id"].as_str().unwrap().to_owned()
}

/// Every screen in a window of a size.
fn every_screen(room: &mut Room, at: &str, size: (u32, u32, f64)) {
    let [picture, table] = ["syt", "lau"].map(|file| of_file(room, file));
    open(room, &table, size);
    is_sound(room, &format!("{at}, table"));
    for (screen, keys, stands) in SCREENS {
        open(room, &picture, size);
        for key in keys {
            room.press(key);
        }
        room.until(stands);
        is_sound(room, &format!("{at}, {screen}"));
        if screen == "keys" {
            room.press("Escape");
        }
    }
}

/// The list of a narrow window, filters open, settled items shown, one of them with its decision.
fn settled_and_filtered(room: &mut Room, at: &str, size: (u32, u32, f64)) {
    let id = of_file(room, "lau");
    open(room, &id, size);
    let before = room.open();
    room.eval("document.getElementById('do-confirm').click()");
    room.left(before - 1);
    open(room, &id, size);
    is_sound(room, &format!("{at}, settled"));
    room.eval("document.body.classList.contains('one') && history.back()");
    room.until("!document.body.classList.contains('one')");
    room.eval(
        "document.getElementById('more').open = true; document.getElementById('f-settled').click()",
    );
    room.until("document.querySelector('.item.settled')");
    is_sound(room, &format!("{at}, list"));
    room.eval("fetch('api/undo', {method: 'POST'}).then(answer => answer.status)");
    room.left(before);
}

/// Whatever has the focus shows it.
fn focus_is_seen(room: &mut Room, at: &str) {
    let id = of_file(room, "syt");
    open(room, &id, DESK);
    let look = "(() => {
      const at = document.activeElement, shows = node => { const look = getComputedStyle(node); return look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2; };
      const row = at.querySelector('[role=option][aria-selected=true]');
      return [at.id || at.tagName, at === document.body || shows(at) || (row !== null && shows(row))];
    })()";
    let mut visited = Vec::new();
    for _ in 0..40 {
        room.press("Tab");
        let told = room.eval(look);
        assert_eq!(
            told[1],
            json!(true),
            "{at}: the focus on {} is not seen",
            told[0]
        );
        visited.push(told[0].as_str().unwrap_or_default().to_owned());
    }
    for id in [
        "q",
        "list",
        "do-confirm",
        "do-comment",
        "desk",
        "around",
        "by",
        "undo",
        "help-open",
    ] {
        assert!(
            visited.iter().any(|one| one == id),
            "{at}: Tab never comes to {id}"
        );
    }
}

fn all_is_sound(lang: &str, light: &str, sizes: [(u32, u32, f64); 2], items_only: (u32, u32, f64)) {
    let Some(mut room) = room(&format!("review-screens-{lang}"), lang, &[], fill) else {
        return;
    };
    lit(&mut room, light);
    assert_eq!(room.eval("document.documentElement.lang"), json!(lang));
    for size in sizes {
        every_screen(&mut room, &format!("{lang}, {light}, {size:?}"), size);
        settled_and_filtered(&mut room, &format!("{lang}, {light}, {size:?}"), size);
    }
    for light in ["light", "dark"] {
        lit(&mut room, light);
        for file in ["syt", "lau"] {
            let id = of_file(&mut room, file);
            open(&mut room, &id, items_only);
            is_sound(
                &mut room,
                &format!("{lang}, {light}, {items_only:?}, {file}"),
            );
        }
    }
    focus_is_seen(&mut room, lang);
    room.is_clean();
}

/// Vietnamese: a desk and a phone in the light, a tablet.
#[test]
fn every_screen_is_sound_in_vietnamese() {
    all_is_sound("vi", "light", [DESK, PHONE], TABLET);
}

/// English: a desk and a desk at 200 % in the dark, a large screen.
#[test]
fn every_screen_is_sound_in_english() {
    all_is_sound("en", "dark", [DESK, TWICE], LARGE);
}

/// On paper stands the item that is shown, with its rows, and no button.
#[test]
fn an_item_is_printed() {
    let Some(mut room) = room("review-print", "vi", &[], fill) else {
        return;
    };
    let id = of_file(&mut room, "syt");
    open(&mut room, &id, DESK);
    let page = room.page.clone();
    let printed = room.browser.call(
        Some(&page),
        "Page.printToPDF",
        &json!({"printBackground": true}),
    );
    let bytes = room.eval(&format!("atob('{}')", printed["data"].as_str().unwrap()));
    let bytes: Vec<u8> = bytes.as_str().unwrap().chars().map(|c| c as u8).collect();
    let paper = read("item.pdf", bytes, &Options::default()).unwrap().output;
    assert!(paper.pages.len() <= 3, "{} pages", paper.pages.len());
    let text = serde_json::to_string(&paper.blocks).unwrap();
    for said in [
        "VII.2b.1",
        "In trong báo cáo",
        "chưa rõ",
        "syt.pdf",
        "2.291",
    ] {
        assert!(text.contains(said), "{said} is not on paper: {text}");
    }
    for button in ["Xác nhận đúng", "Hoàn tác", "Bộ lọc"] {
        assert!(!text.contains(button), "{button} is on paper");
    }
}

/// Where the program has ended the page says so and asks again; what cannot be saved is said to be unsaved.
#[test]
fn a_page_without_its_program_says_so() {
    let Some(mut room) = room("review-lost", "vi", &[], fill) else {
        return;
    };
    room.served.stop();
    room.until("!document.getElementById('offline').hidden");
    room.press("Enter");
    room.until("document.getElementById('refused').textContent.startsWith('Chưa ghi được')");
    is_sound(&mut room, "lost");
}

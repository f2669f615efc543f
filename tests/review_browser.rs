//! The review page in a real browser: the keyboard alone, input methods, two windows, hostile texts. Where no Chromium is
//! installed the tests say so and end.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stderr)] // a test that cannot go on fails

#[path = "review_browser/cdp.rs"]
mod cdp;
mod common;

use cdp::{Browser, Page};
use common::folder::{Folder, command, phuluc, report_of, rows};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

/// Departments of which each sends one report.
const DEPARTMENTS: [&str; 20] = [
    "Xây dựng",
    "Tư pháp",
    "Tài chính",
    "Công Thương",
    "Y tế",
    "Nội vụ",
    "Giao thông vận tải",
    "Khoa học và Công nghệ",
    "Ngoại vụ",
    "Du lịch",
    "Văn hóa và Thể thao",
    "Thông tin và Truyền thông",
    "Giáo dục và Đào tạo",
    "Tài nguyên và Môi trường",
    "Kế hoạch và Đầu tư",
    "Lao động",
    "Dân tộc",
    "Nông nghiệp",
    "Quy hoạch",
    "Môi trường",
];

/// `phuluc review` over a folder, stopped when dropped.
struct Served {
    process: Child,
    address: String,
}

impl Served {
    fn start(dir: &Folder) -> Served {
        let mut process = command(&dir.0, &["review", "out", "--no-browser", "--by", "Lan"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let said = process.stdout.take().unwrap();
        BufReader::new(said).read_line(&mut address).unwrap();
        Served {
            process,
            address: address.trim().to_owned(),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A folder of so many reports, its page, and a browser on it.
fn opened(name: &str, reports: usize) -> Option<(Folder, Served, Browser, Page)> {
    let Some(program) = cdp::program() else {
        eprintln!("no Chromium: the review page was not tried");
        return None;
    };
    let dir = Folder::new(name);
    for department in &DEPARTMENTS[..reports] {
        dir.put(&format!("q/{department}.txt"), report_of(department));
    }
    phuluc(&dir.0, &["extract", "q", "--no-workbook"]);
    let served = Served::start(&dir);
    let mut browser = Browser::start(program);
    let page = browser.open(&served.address);
    browser.until(&page, SHOWN);
    Some((dir, served, browser, page))
}

/// An item and what may be done with it are on the page.
const SHOWN: &str = "document.getElementById('detail').getAttribute('aria-busy') !== 'true' && !document.getElementById('act').hidden && document.querySelector('[role=option][aria-selected=true]')";

/// The item that is chosen, as the server has it.
fn chosen(browser: &mut Browser, page: &Page) -> Value {
    browser.until(page, SHOWN);
    let ask = "fetch('api/item/' + encodeURIComponent(location.hash.replace('#item=', ''))).then(answer => answer.json())";
    browser.eval(page, ask)
}

fn open(browser: &mut Browser, page: &Page) -> u64 {
    let ask = "fetch('api/state').then(answer => answer.json()).then(state => state.open)";
    browser.eval(page, ask).as_u64().unwrap()
}

/// Waits until so many are left to be settled.
fn left(browser: &mut Browser, page: &Page, count: u64) {
    browser.until(
        page,
        &format!(
            "fetch('api/state').then(answer => answer.json()).then(state => state.open === {count})"
        ),
    );
}

/// All that is doubtful in a folder of twenty reports is settled by keys; every decision is in its file and, after the
/// next run, in the tables.
#[test]
fn the_keyboard_alone_settles_a_folder() {
    let Some((dir, _served, mut browser, page)) = opened("review-keys", 20) else {
        return;
    };
    let all = open(&mut browser, &page);
    assert!(all >= 30, "{all} to settle");
    let mut corrected = Vec::new();
    let mut asked = 0;
    for done in 0..all {
        let item = chosen(&mut browser, &page);
        let correctable = item["correctable"] == Value::Bool(true);
        match done % 5 {
            0 if correctable => {
                browser.press(&page, "e");
                browser.until(&page, "document.activeElement.id === 'number'");
                browser.eval(&page, "document.activeElement.select()");
                browser.type_text(&page, &format!("{}", 1000 + done));
                browser.press(&page, "Enter");
                corrected.push((
                    item["report"].clone(),
                    item["indicator"].clone(),
                    1000 + done,
                ));
            }
            1 => {
                browser.press(&page, "a");
                browser.until(&page, "document.activeElement.id === 'text'");
                browser.type_text(&page, "xin hoi lai");
                browser.press_with(&page, "Enter", 2);
                asked += 1;
            }
            _ => browser.press(&page, "Enter"),
        }
        left(&mut browser, &page, all - done - 1);
        if done + 1 < all {
            let before = Value::from(format!("#item={}", item["id"].as_str().unwrap()));
            browser.until(&page, &format!("location.hash !== {before}"));
        }
    }
    assert!(
        browser.complaints().is_empty(),
        "{:?}",
        browser.complaints()
    );
    let outside = |address: &String| {
        !address.starts_with("http://127.0.0.1:")
            && !address.starts_with("data:")
            && !address.starts_with("about:")
    };
    let outside: Vec<String> = browser.asked().into_iter().filter(outside).collect();
    assert!(outside.is_empty(), "{outside:?}");
    let kept = rows(&dir.read("out/corrections.csv"));
    assert_eq!(kept.len(), corrected.len());
    let decided = rows(&dir.read("out/decisions.csv"));
    assert_eq!(decided.len() + kept.len(), usize::try_from(all).unwrap());
    assert_eq!(
        decided
            .iter()
            .filter(|row| row["decision"] == "ask")
            .count(),
        asked
    );
    phuluc(&dir.0, &["extract", "q"]);
    let table = dir.table("out/indicators.csv");
    for (report, indicator, value) in corrected {
        let is_it =
            |row: &&common::folder::Row| row["report"] == report && row["indicator"] == indicator;
        let row = table.iter().find(is_it).unwrap();
        assert_eq!(row["value"], value.to_string(), "{report} {indicator}");
    }
}

/// What an input method has under way is no command, and no letter is one while a field has the focus.
#[test]
fn writing_is_no_command() {
    let Some((_dir, _served, mut browser, page)) = opened("review-writing", 1) else {
        return;
    };
    let all = open(&mut browser, &page);
    browser.press(&page, "/");
    browser.until(&page, "document.activeElement.id === 'q'");
    browser.type_text(&page, "emacu");
    browser.compose(&page, "tie");
    browser.press(&page, "Enter");
    browser.settle(&page, "tiế");
    assert_eq!(open(&mut browser, &page), all);
    let typed = browser.eval(&page, "document.getElementById('q').value");
    assert!(typed.as_str().unwrap().starts_with("emacu"), "{typed}");
}

/// What one window decides another sees; it can be taken back, and a new start finds it.
#[test]
fn a_second_window_sees_what_is_decided_and_undone() {
    let Some((_dir, served, mut browser, page)) = opened("review-windows", 1) else {
        return;
    };
    let all = open(&mut browser, &page);
    let second = browser.open(&served.address);
    browser.until(&second, SHOWN);
    let count = "document.getElementById('count').textContent";
    let before = browser.eval(&second, count);
    browser.press(&page, "Enter");
    left(&mut browser, &page, all - 1);
    browser.until(&second, &format!("{count} !== {before}"));
    browser.go(&page, &served.address);
    browser.until(&page, SHOWN);
    assert_eq!(open(&mut browser, &page), all - 1);
    browser.press(&page, "u");
    left(&mut browser, &page, all);
}

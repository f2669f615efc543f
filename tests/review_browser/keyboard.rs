//! A folder settled with the keyboard alone, and what comes of it.

use crate::common::folder::{Folder, Row, phuluc, report_of, rows};
use crate::served::{DEPARTMENTS, Room, SHOWN, Served, opened, room};
use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::BTreeMap;

/// Doubtful values of the folder.
const DOUBTFUL: u64 = 30;

/// Twenty reports: one doubtful value in the first ten, two in the others.
fn fill(dir: &Folder) {
    for (at, department) in DEPARTMENTS.iter().enumerate() {
        let mut report = report_of(department).replace("kế hoạch\t%\t124", "kế hoạch\t%\t100");
        if at < 10 {
            report = report.replace("%\t61,5", "%\t51,35");
        }
        dir.put(&format!("q/{department}.txt"), report);
    }
}

/// A decision of the run, and the number or the words that go with it.
struct Decided {
    report: String,
    office: String,
    indicator: String,
    kind: &'static str,
    said: String,
}

/// Decides the chosen item by keys: a correction, a question, a comment or a confirmation by turns.
fn decide(room: &mut Room, nth: u64) -> Decided {
    let item = room.chosen();
    let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let correctable = item["correctable"] == Value::Bool(true);
    let (kind, said) = match nth % 5 {
        0 | 3 if correctable => {
            room.press_into("e", "number");
            room.eval("document.activeElement.select()");
            let number = (1000 + nth).to_string();
            room.type_text(&number);
            room.press("Enter");
            ("correct", number)
        }
        1 | 2 => {
            let (key, kind) = if nth % 5 == 1 {
                ("a", "ask")
            } else {
                ("c", "comment")
            };
            room.press_into(key, "text");
            let words = format!("xin xem {nth}");
            room.type_text(&words);
            room.browser.press_with(&room.page, "Enter", 2);
            (kind, words)
        }
        _ => {
            room.press("Enter");
            ("confirmed", String::new())
        }
    };
    Decided {
        report: text("report"),
        office: text("office"),
        indicator: text("indicator"),
        kind,
        said,
    }
}

/// All thirty doubtful values of twenty reports are settled by keys; every decision is in its file and, after the next
/// run, in the tables and in the workbook.
#[test]
fn the_keyboard_alone_settles_a_folder() {
    let Some(mut room) = room("review-keys", "en", &[], fill) else {
        return;
    };
    assert_eq!(room.open(), DOUBTFUL);
    let mut all = Vec::new();
    for nth in 0..DOUBTFUL {
        let before = room.eval("location.hash");
        all.push(decide(&mut room, nth));
        room.left(DOUBTFUL - nth - 1);
        if nth + 1 < DOUBTFUL {
            room.until(&format!("location.hash !== {before}"));
        }
    }
    let said = "document.getElementById('what').textContent";
    room.until(&format!("{said} === 'All settled. Nothing is left.'"));
    room.until("document.getElementById('progress').position === 1");
    room.is_clean();
    are_in_their_files(&room.dir, &all);
    phuluc(&room.dir.0, &["extract", "q"]);
    let corrected = all.iter().filter(|one| one.kind == "correct");
    let corrected: Vec<&Decided> = corrected.collect();
    assert!(corrected.len() >= 10, "{} corrected", corrected.len());
    are_in_the_tables(&room.dir, &corrected);
    are_in_the_workbook(&room.dir, &corrected);
    // Nothing of it comes up again.
    let served = Served::start(&room.dir, "en");
    room.browser.go(&room.page, &served.address);
    room.until("document.title.startsWith('(0)')");
}

/// The decisions as the two files hold them, sorted: what it is about, what was decided, what was said.
fn are_in_their_files(dir: &Folder, all: &[Decided]) {
    let corrections = rows(&dir.read("out/corrections.csv"));
    let decisions = rows(&dir.read("out/decisions.csv"));
    let by_lan = |row: &Row| row["by"] == "Lan" && row["period"] == "2023-Q3";
    assert!(corrections.iter().chain(&decisions).all(by_lan));
    let one = |office: &str, indicator: &str, kind: &str, said: &str| {
        [office, indicator, kind, said].map(str::to_owned)
    };
    let corrections = corrections
        .iter()
        .map(|row| one(&row["office"], &row["indicator"], "correct", &row["value"]));
    let decisions = decisions.iter().map(|row| {
        one(
            &row["office"],
            &row["indicator"],
            &row["decision"],
            &row["text"],
        )
    });
    let mut kept: Vec<_> = corrections.chain(decisions).collect();
    let mut wanted: Vec<_> = all
        .iter()
        .map(|made| one(&made.office, &made.indicator, made.kind, &made.said))
        .collect();
    kept.sort();
    wanted.sort();
    assert_eq!(kept, wanted);
}

fn are_in_the_tables(dir: &Folder, corrected: &[&Decided]) {
    let table = dir.table("out/indicators.csv");
    for made in corrected {
        let is_it = |row: &&Row| row["report"] == made.report && row["indicator"] == made.indicator;
        let row = table.iter().find(is_it).unwrap();
        assert_eq!(
            row["value"], made.said,
            "{} {}",
            made.report, made.indicator
        );
    }
}

/// Every number of the sheets of sections: report and indicator → number.
fn in_the_workbook(dir: &Folder) -> BTreeMap<(String, String), String> {
    let mut book: Xlsx<_> = open_workbook(dir.0.join("out/tong-hop.xlsx")).unwrap();
    let mut found = BTreeMap::new();
    for (_, range) in book.worksheets() {
        // The row of the names of the reports, hidden over the columns of the offices.
        let names: Vec<String> = (0..range.width())
            .map(|column| {
                range
                    .get((2, column))
                    .map_or(String::new(), Data::to_string)
            })
            .collect();
        for row in range.rows().skip(4) {
            let indicator = row.first().map_or(String::new(), Data::to_string);
            for (name, cell) in names.iter().zip(row) {
                if let (true, Data::Float(number)) = (name.ends_with(".txt"), cell) {
                    found.insert((name.clone(), indicator.clone()), number.to_string());
                }
            }
        }
    }
    found
}

fn are_in_the_workbook(dir: &Folder, corrected: &[&Decided]) {
    let found = in_the_workbook(dir);
    for made in corrected {
        let at = (made.report.clone(), made.indicator.clone());
        assert_eq!(found.get(&at), Some(&made.said), "{at:?}");
    }
}

/// Enter saves the number also where the page is about to check it, or is checking it, of its own accord.
#[test]
fn a_number_is_saved_while_it_is_checked() {
    let Some(mut room) = opened("review-checked", 1) else {
        return;
    };
    let mut left = room.open();
    for wait in [0, 130] {
        room.until(SHOWN);
        let before = room.eval("location.hash");
        room.press_into("e", "number");
        // Every check takes longer than the page waits before it makes one.
        room.eval("window.plain ??= fetch; window.fetch = async (path, ...rest) => { if (path === 'api/number') await new Promise(done => setTimeout(done, 300)); return plain(path, ...rest); }; true");
        let enter = format!(
            "(async () => {{ const field = document.getElementById('number'); field.value = '77'; field.dispatchEvent(new Event('input', {{bubbles: true}})); await new Promise(done => setTimeout(done, {wait})); field.form.requestSubmit(); }})()"
        );
        room.eval(&enter);
        left -= 1;
        room.left(left);
        room.until(&format!("location.hash !== {before}"));
    }
    room.is_clean();
}

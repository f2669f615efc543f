//! Texts of reports that would be markup, scripts or addresses stay text, wherever the page shows them.

use crate::common::folder::{Folder, report_of};
use crate::served::{Room, room};
use serde_json::json;

/// What is printed in cells: each is read as markup, address, template, entity or direction somewhere.
const TEXTS: [&str; 10] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "javascript:alert(1)",
    "<iframe src=https://example.invalid/></iframe>",
    "<style>*{display:none}</style>",
    "<math href=javascript:alert(1)>1</math>",
    "{{7*7}} ${alert(1)} #{1}",
    "</textarea></title><form action=//example.invalid><button>1",
    "'-alert(1)-' onfocus=alert(1) autofocus",
];
/// The same in words of people; in a cell of a report the reader takes these for what is left of a page of the web.
const LEFT_OVER: &str = "</td></table><a href=javascript:alert(1)>1</a> &lt;b&gt; &#60;script&#62;";
/// Turns what follows round: `12` would be seen as `21`.
const TURNED: &str = "\u{202e}12\u{202c}";

/// A report with such a text in ten cells of numbers, in notes and in rows no form knows, and one cell without end.
fn report() -> String {
    let mut report = report_of("<b onclick=alert(1)>Lạ</b>");
    for text in TEXTS {
        report = report.replacen("\t\t\n", &format!("\t{text}\t{text}\n"), 1);
    }
    report = report.replacen("\t\t\n", &format!("\t{TURNED}\t\n"), 1);
    report = report.replacen("\t\t\n", &format!("\t{}\t\n", "dài ".repeat(2500)), 1);
    let rows: String = TEXTS
        .iter()
        .map(|text| format!("\tChỉ tiêu {text}\tNgười\t{text}\t{text}\n"))
        .collect();
    report.replacen("II\tCải cách", &format!("{rows}II\tCải cách"), 1)
}

/// What stands on the page as text, and whether anything on it came of a text.
const STANDS: &str = "(() => {
  const made = document.querySelectorAll('script:not([src]), iframe, svg, style, math, a, b[onclick], form[action], img:not(#picture), [onerror], [onload], [onfocus]');
  const tall = [...document.querySelectorAll('.item')].map(node => node.offsetHeight);
  return {
    made: [...made].map(node => node.outerHTML),
    uneven: new Set(tall).size,
    wide: document.documentElement.scrollWidth - innerWidth,
    text: document.getElementById('detail').textContent,
  };
})()";

/// Goes through every so many items and gives all that was shown.
fn shown(room: &mut Room, every: usize) -> String {
    let mut text = String::new();
    for item in room.items().into_iter().step_by(every) {
        let id = item["id"].as_str().unwrap();
        let page = room.page.clone();
        room.open_item(&page, id);
        let stands = room.eval(STANDS);
        assert_eq!(stands["made"], json!([]), "{id}");
        assert_eq!(stands["uneven"], json!(1), "{id}");
        assert!(
            stands["wide"].as_i64().unwrap() <= 0,
            "{id}: wider than the window"
        );
        text += stands["text"].as_str().unwrap();
    }
    text
}

/// Nothing printed in a report is run, fetched or laid out, and all of it can be read.
#[test]
fn hostile_cells_stay_text() {
    let fill = |dir: &Folder| {
        dir.put("q/<img src=x onerror=alert(1)>.txt", report());
    };
    let Some(mut room) = room("review-hostile", "en", &[], fill) else {
        return;
    };
    let text = shown(&mut room, 3);
    for printed in TEXTS {
        assert!(text.contains(printed), "{printed} is not shown");
    }
    assert!(
        text.contains("[U+202E]12"),
        "a turned number looks like another"
    );
    assert!(!text.contains('\u{202e}'), "the page turns what it shows");
    room.browser.sized(&room.page, (375, 740, 2.0));
    shown(&mut room, 8);
    room.is_clean();
}

/// What people write and what stands in the address stays text too, in this window and in the other.
#[test]
fn hostile_words_of_people_stay_text() {
    let fill = |dir: &Folder| dir.put("q/a.txt", report_of("Y tế"));
    let Some(mut room) = room("review-hostile-words", "vi", &[], fill) else {
        return;
    };
    let id = room.chosen()["id"].clone();
    let words = format!("{} {LEFT_OVER}", TEXTS.join(" "));
    for field in ["by", "text"] {
        if field == "text" {
            room.eval("document.getElementById('do-comment').click()");
        }
        let set = format!(
            "document.getElementById('{field}').value = {}",
            json!(words)
        );
        room.eval(&set);
    }
    room.eval("document.getElementById('form-text').requestSubmit()");
    room.until(
        "fetch('api/state').then(answer => answer.json()).then(state => state.settled === 1)",
    );
    let second = room.browser.open(&room.served.address);
    room.open_item(&second, id.as_str().unwrap());
    let stands = room.browser.eval(&second, STANDS);
    assert_eq!(stands["made"], json!([]));
    assert!(
        stands["text"].as_str().unwrap().contains(&words),
        "{stands}"
    );
    for hash in [
        "javascript:alert(1)",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "%",
    ] {
        let address = format!("{}#item={hash}", room.served.address);
        room.browser.go(&second, "about:blank#");
        room.browser.go(&second, &address);
        room.browser.until(&second, "!document.getElementById('main').hidden && document.getElementById('list').getAttribute('aria-busy') !== 'true'");
        assert_eq!(
            room.browser.eval(&second, STANDS)["made"],
            json!([]),
            "{hash}"
        );
    }
}

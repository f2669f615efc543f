//! The review page's server: what it shows, what it writes, whom it refuses; and what the next run makes of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::folder::{Folder, fixture, phuluc, report_of, said};
use common::server::{Server, store};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

fn finding(dir: &Folder, code: &str) -> common::folder::Row {
    let rows = dir.table("out/findings.csv");
    let mut found = rows.into_iter().filter(|row| row["code"] == code);
    found.next().unwrap_or_else(|| panic!("no {code}"))
}

/// Corrects, confirms and asks, and sees it written.
fn settle_three(dir: &Folder, server: &Server) {
    let state = server.get("api/state").json();
    assert_eq!(
        (state["open"].clone(), state["lang"].clone()),
        (json!(3), json!("en"))
    );
    let [ratio, percent, words] = [
        ("ratio-mismatch", "I.1"),
        ("percent-out-of-range", "I.3.1"),
        ("not-a-number", "I.4.1"),
    ]
    .map(|(code, id)| server.item(code, id));
    let told = server
        .get(&format!("api/item/{}", ratio["id"].as_str().unwrap()))
        .json();
    assert_eq!(
        (told["printed"].as_str(), told["correctable"].as_bool()),
        (Some("61,5"), Some(true))
    );
    assert!(
        told["message"].as_str().unwrap().contains("51,35"),
        "{told}"
    );
    let rows = told["rows"].as_array().unwrap();
    assert!(rows.len() > 100 && rows.iter().filter(|row| row["own"] == true).count() == 1);

    let done = server.decide(
        &ratio,
        "correct",
        json!({"value": "51,35", "text": "gọi điện"}),
    );
    assert_eq!(
        (
            &done["item"]["state"],
            &done["item"]["value"],
            &done["open"],
            &done["next"]
        ),
        (
            &json!("corrected"),
            &json!("51,35"),
            &json!(2),
            &percent["id"]
        )
    );
    server.decide(&percent, "confirm", json!({}));
    server.decide(&words, "ask", json!({"text": "Số này của quý nào?"}));
    let corrections = dir.read("out/corrections.csv");
    assert!(
        corrections.contains(",2023-Q3,I.1,\"61,5\",51.35,gọi điện,Lan,"),
        "{corrections}"
    );
    let decisions = dir.table("out/decisions.csv");
    let kinds: Vec<&str> = decisions
        .iter()
        .map(|row| row["decision"].as_str())
        .collect();
    assert_eq!(kinds, ["confirmed", "ask"]);
}

#[test]
fn what_is_settled_is_written_at_once_and_holds_on_the_next_run() {
    let dir = store("review-settle");
    let server = Server::start(&dir.0);
    settle_three(&dir, &server);
    // Whoever begins anew finds it as it was left, though no run came between.
    drop(server);
    let server = Server::start(&dir.0);
    assert_eq!(
        server.item("percent-out-of-range", "I.3.1")["state"],
        "confirmed"
    );
    assert_eq!(server.get("api/state").json()["open"], 0);

    let output = phuluc(&dir.0, &["extract", "q"]);
    assert!(
        said(&output).contains("2 decisions applied"),
        "{}",
        said(&output)
    );
    let confirmed = finding(&dir, "percent-out-of-range");
    assert_eq!(confirmed["severity"], "info");
    assert!(confirmed["hint"].contains("Lan"), "{confirmed:?}");
    assert!(
        dir.table("out/findings.csv")
            .iter()
            .all(|row| row["code"] != "ratio-mismatch")
    );
    phuluc(&dir.0, &["letters", "out", "-o", "thu"]);
    let letters = std::fs::read_dir(dir.0.join("thu")).unwrap();
    let letters = letters.map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    let asks = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("Số này của quý nào?");
    assert!(letters.filter(asks).count() > 0);
    // A window that stayed open sees the run.
    assert_eq!(
        server.item("percent-out-of-range", "I.3.1")["severity"],
        "info"
    );
}

#[test]
fn a_report_that_prints_something_else_is_to_be_looked_at_again() {
    let dir = store("review-stale");
    let server = Server::start(&dir.0);
    let percent = server.item("percent-out-of-range", "I.3.1");
    server.decide(&percent, "confirm", json!({}));
    let other = report_of("Xây dựng").replace("124", "142");
    dir.put("q/a.txt", other);
    let output = phuluc(&dir.0, &["extract", "q"]);
    assert!(
        said(&output).contains("1 no longer fit"),
        "{}",
        said(&output)
    );
    assert_eq!(finding(&dir, "percent-out-of-range")["severity"], "error");
    let stale = finding(&dir, "decision-stale");
    assert!(
        stale["message"].contains("124") && stale["message"].contains("142"),
        "{stale:?}"
    );
    assert_eq!(
        server.item("percent-out-of-range", "I.3.1")["state"],
        "stale"
    );
}

#[test]
fn the_last_decision_can_be_taken_back_and_foreign_lines_stay() {
    let dir = store("review-undo");
    let own =
        "office;period;indicator;printed;decision;mine\r\n\"Sở\nX\";2020;I.1;1;ask;\"a\"\"b\"\r\n";
    dir.put("out/decisions.csv", own);
    let server = Server::start(&dir.0);
    let percent = server.item("percent-out-of-range", "I.3.1");
    server.decide(&percent, "comment", json!({"text": "=1;\n\"x\""}));
    let written = dir.read("out/decisions.csv");
    let (header, rest) = own.split_once("\r\n").unwrap();
    assert!(written.starts_with(&format!("{header};")), "{written}");
    assert!(
        written.contains(rest) && written.contains("\"'=1; \"\"x\"\"\""),
        "{written}"
    );
    let undone = server.post("api/undo", &json!({}));
    assert_eq!(
        (undone.status, undone.json()["item"]["state"].clone()),
        (200, json!("open"))
    );
    assert!(dir.read("out/decisions.csv").ends_with(rest));
    let nothing = server.post("api/undo", &json!({}));
    assert_eq!(nothing.status, 409);
    // A line that somebody took out by hand meanwhile is not there to be taken back.
    server.decide(&percent, "confirm", json!({}));
    dir.put("out/decisions.csv", own);
    assert_eq!(server.post("api/undo", &json!({})).status, 409);
}

/// A kill costs the decision in flight at most, and leaves no half line.
#[cfg(unix)]
#[test]
fn a_killed_server_leaves_what_it_said_was_written() {
    let dir = store("review-killed");
    for run in 0..3 {
        let mut server = Server::start(&dir.0);
        let percent = server.item("percent-out-of-range", "I.3.1");
        let wish = |text: usize| json!({"item": percent["id"], "kind": "comment", "text": format!("số {text}")});
        let mut last = 0;
        std::thread::scope(|scope| {
            let asked = &server;
            let saying = scope.spawn(move || {
                let mut said = 0;
                for text in 1..2000 {
                    let path = format!("{}api/decide", asked.root);
                    let Some(answer) = asked.try_send("POST", &path, &wish(text).to_string())
                    else {
                        break;
                    };
                    assert_eq!(answer, 200);
                    said = text;
                }
                said
            });
            std::thread::sleep(Duration::from_millis(300 + 70 * run));
            let pid = server.child.id().to_string();
            let killed = std::process::Command::new("kill")
                .args(["-9", &pid])
                .status();
            assert!(killed.unwrap().success());
            last = saying.join().unwrap();
        });
        server.child.wait().unwrap();
        assert!(last > 0);
        let rows = dir.table("out/decisions.csv");
        let text = &rows[0]["text"];
        let held = [last, last + 1].map(|text| format!("số {text}"));
        assert!(
            rows.len() == 1 && held.contains(text),
            "{text} after {last}"
        );
    }
}

#[test]
fn a_second_window_is_told() {
    let dir = store("review-windows");
    let server = Server::start(&dir.0);
    let mut other = TcpStream::connect(&server.host).unwrap();
    other
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    let path = format!("{}api/events", server.root);
    write!(
        other,
        "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n",
        server.host
    )
    .unwrap();
    let mut heard = BufReader::new(other).lines().map(Result::unwrap);
    assert!(heard.next().unwrap().contains("200"));
    heard.find(|line| line.is_empty()).unwrap();
    let percent = server.item("percent-out-of-range", "I.3.1");
    let done = server.decide(&percent, "confirm", json!({}));
    assert!(heard.any(|line| line == "event: changed"));
    let data = heard.find_map(|line| line.strip_prefix("data: ").map(str::to_owned));
    let data: Value = serde_json::from_str(&data.unwrap()).unwrap();
    assert_eq!(
        (&data["item"], &data["version"]),
        (&percent["id"], &done["version"])
    );
}

#[test]
fn who_has_no_business_here_is_refused() {
    let dir = store("review-refused");
    let server = Server::start(&dir.0);
    let page = server.get("");
    assert_eq!(page.status, 200);
    for told in [
        "default-src 'none'; script-src 'self'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
    ] {
        assert!(page.head.contains(told), "{told}: {}", page.head);
    }
    let wrong = server.root.replace(&server.root[1..3], "zz");
    for path in [
        "/",
        "/api/state",
        &wrong,
        &format!("{wrong}api/state"),
        "//api/state",
    ] {
        let answer = server.send("GET", path, &[], "");
        assert_eq!((answer.status, answer.body.len()), (404, 0), "{path}");
    }
    let port = server.host.split_once(':').unwrap().1.to_owned();
    let state = format!("{}api/state", server.root);
    for host in ["evil.example", &format!("evil.example:{port}"), "127.0.0.1"] {
        assert_eq!(
            server.send("GET", &state, &[("Host", host)], "").status,
            403,
            "{host}"
        );
    }
    let local = format!("localhost:{port}");
    assert_eq!(
        server.send("GET", &state, &[("Host", &local)], "").status,
        200
    );
    let undo = format!("{}api/undo", server.root);
    let own = format!("http://{}", server.host);
    for (name, value, status) in [
        ("Origin", "http://evil.example", 403),
        ("Origin", "null", 403),
        ("Origin", "https://127.0.0.1", 403),
        ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Origin", own.as_str(), 409),
        ("Sec-Fetch-Site", "same-origin", 409),
    ] {
        let answer = server.send("POST", &undo, &[(name, value)], "{}");
        assert_eq!(answer.status, status, "{name}: {value}");
    }
    for path in [
        "page/../../q/a.txt/1.png",
        "page/..%2f..%2fq%2fa.txt/1.png",
        "page/%2fetc%2fpasswd/1.png",
        "page/a.txt/1.png",
        "page/a.txt/..%2f1.png",
        "assets/..%2fmod.rs",
        "api/item/..%2f..%2fcorrections.csv",
        "api/indicators?item=../a",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    for body in [
        "",
        "[]",
        "{\"item\":1}",
        "{\"item\":\"x\",\"kind\":\"drop\"}",
    ] {
        let path = format!("{}api/decide", server.root);
        assert_eq!(server.send("POST", &path, &[], body).status, 400, "{body}");
    }
    let long = "x".repeat(1 << 20);
    assert_eq!(
        server.post("api/number", &json!({"text": long})).status,
        413
    );
}

#[test]
fn a_hostile_text_stays_text_and_no_number() {
    let dir = Folder::new("review-hostile");
    let hostile = "<script>a(\"b\")</script>";
    dir.put("q/a.txt", report_of("Xây dựng").replace("chưa rõ", hostile));
    phuluc(&dir.0, &["extract", "q"]);
    let server = Server::start(&dir.0);
    let item = server.item("not-a-number", "I.4.1");
    let id = item["id"].as_str().unwrap();
    let answer = server.get(&format!("api/item/{id}"));
    assert!(
        answer.head.contains("content-type: application/json"),
        "{}",
        answer.head
    );
    assert!(
        answer.json()["printed"]
            .as_str()
            .unwrap()
            .contains("<script>"),
        "{}",
        answer.json()
    );
    let check = |text: &str| server.post("api/number", &json!({"text": text})).json();
    assert_eq!(check("1.234,5"), json!({"ok": true, "value": "1.234,5"}));
    for wrong in [hostile, "1.234", "12 người"] {
        assert_eq!(check(wrong)["ok"], false, "{wrong}");
    }
    for (kind, more) in [
        ("correct", json!({"value": hostile})),
        ("correct", json!({"value": "-5"})),
        ("map", json!({"indicator": "no such"})),
        ("ask", json!({"text": " \n"})),
    ] {
        let mut wish = json!({"item": id, "kind": kind});
        wish.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let answer = server.post("api/decide", &wish);
        assert_eq!(answer.status, 400, "{wish}");
        assert!(!answer.json()["message"].as_str().unwrap().is_empty());
    }
    assert!(!dir.0.join("out/corrections.csv").exists());
}

#[test]
fn a_value_is_shown_on_the_picture_of_its_page_with_what_the_other_copy_says() {
    let dir = Folder::new("review-page");
    dir.put("q/t.pdf", fixture("pdf-two-pages"));
    dir.put("q/x.xlsx", fixture("format-xlsx"));
    phuluc(&dir.0, &["extract", "q"]);
    let server = Server::start(&dir.0);
    let told = server.items("count=1000").into_iter().map(|item| {
        let id = item["id"].as_str().unwrap().to_owned();
        server.get(&format!("api/item/{id}")).json()
    });
    let told: Vec<Value> = told.collect();
    let placed = told
        .iter()
        .find(|item| !item["place"].is_null())
        .expect("a place");
    let page = &placed["page"];
    let bounds = [&page["width"], &page["height"]].map(|length| length.as_f64().unwrap());
    let sides: Vec<f64> = placed["place"]["box"]
        .as_array()
        .unwrap()
        .iter()
        .map(|side| side.as_f64().unwrap())
        .collect();
    assert!(
        sides[0] < sides[2]
            && sides[2] <= bounds[0]
            && sides[1] < sides[3]
            && sides[3] <= bounds[1]
    );
    let rows = placed["rows"].as_array().unwrap();
    let own = rows.iter().position(|row| row["own"] == true).unwrap();
    assert!(rows.len() > 6 && !rows[own]["box"].is_null());
    let picture = server.get(page["url"].as_str().unwrap());
    assert!(picture.status == 200 && picture.body.starts_with(b"\x89PNG"));
    assert!(
        picture.head.contains("private, max-age"),
        "{}",
        picture.head
    );
    let copies = told.iter().filter_map(|item| item["copies"].as_array());
    let copies: Vec<&Value> = copies.flatten().collect();
    assert!(
        copies.iter().any(|copy| copy["report"] == "x.xlsx"),
        "{copies:?}"
    );
    // A row that is not there is looked for behind the one before it.
    let missing = told
        .iter()
        .find(|item| item["code"] == "missing-row")
        .expect("a missing row");
    assert!(
        missing["rows"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["own"] == false)
    );
    // Of another file under the same name no page is shown.
    dir.put("q/t.pdf", fixture("pdf-ruled"));
    let coarser = format!("{}?dpi=50", page["url"].as_str().unwrap());
    assert_eq!(server.get(&coarser).status, 404);
}

#[test]
fn a_folder_without_tables_is_refused() {
    let dir = Folder::new("review-none");
    let output = phuluc(&dir.0, &["review", ".", "--no-browser"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("findings.csv"), "{}", said(&output));
}

/// A row of no indicator is given to one on the page; what is said of it then holds by its label.
#[test]
fn a_row_of_no_indicator_is_confirmed_or_given_to_one() {
    let dir = Folder::new("review-rows");
    let strange = report_of("Xây dựng").replace(
        "Số lượng văn bản đã tuyên truyền",
        "Tờ gấp phát ở chợ phiên",
    );
    dir.put("q/a.txt", strange);
    phuluc(&dir.0, &["extract", "q"]);
    let server = Server::start(&dir.0);
    let row = server.item("unmapped-row", "");
    assert_eq!(row["label"], "Tờ gấp phát ở chợ phiên");
    let id = row["id"].as_str().unwrap();
    let told = server.get(&format!("api/item/{id}")).json();
    assert_eq!(
        (&told["printed"], &told["correctable"]),
        (&json!("20"), &json!(false))
    );
    let done = server.decide(&row, "confirm", json!({"text": "ngoài biểu mẫu"}));
    assert_eq!(
        (&done["item"]["state"], &done["item"]["printed"]),
        (&json!("confirmed"), &json!("20"))
    );
    phuluc(&dir.0, &["extract", "q"]);
    assert_eq!(finding(&dir, "unmapped-row")["severity"], "info");
    assert_eq!(server.item("unmapped-row", "")["state"], "confirmed");

    let all = server.get(&format!("api/indicators?item={id}")).json();
    let mut all = all.as_array().unwrap().iter();
    let wanted = all
        .find(|one| one["label"] == "Số lượng văn bản đã tuyên truyền")
        .unwrap();
    assert_eq!(wanted["free"], true);
    let done = server.decide(&row, "map", json!({"indicator": wanted["id"]}));
    assert_eq!(done["item"]["state"], "mapped");
    phuluc(&dir.0, &["extract", "q"]);
    let rows = dir.table("out/indicators.csv");
    let mut rows = rows
        .iter()
        .filter(|row| row["indicator"] == wanted["id"].as_str().unwrap());
    assert_eq!(rows.next().unwrap()["value"], "20");
}

/// Nobody knows whose report it is: what is decided on it holds all the same.
#[test]
fn a_report_without_office_and_period_can_be_settled() {
    let dir = Folder::new("review-nobodys");
    let whole = report_of("Xây dựng");
    let appendix = whole
        .find("PHỤ LỤC")
        .map_or(whole.as_str(), |at| &whole[at..]);
    dir.put("q/a.txt", appendix);
    phuluc(&dir.0, &["extract", "q"]);
    let server = Server::start(&dir.0);
    let percent = server.item("percent-out-of-range", "I.3.1");
    let done = server.decide(&percent, "confirm", json!({}));
    assert_eq!(done["item"]["state"], "confirmed");
    let output = phuluc(&dir.0, &["extract", "q"]);
    assert!(
        said(&output).contains("1 decisions applied"),
        "{}",
        said(&output)
    );
    assert_eq!(finding(&dir, "percent-out-of-range")["severity"], "info");
}

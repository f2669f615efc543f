//! Whoever does not know the token, comes from elsewhere, speaks under another name or leaves the store is refused, as a
//! browser itself sends it.

use crate::common::folder::{Folder, report_of};
use crate::served::{Room, SHOWN, opened, room};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

/// Another site on this machine that serves one page, and its address.
fn another_site(page: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut lines = BufReader::new(&stream).lines();
            while lines
                .next()
                .and_then(Result::ok)
                .is_some_and(|line| !line.is_empty())
            {}
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
                page.len()
            );
        }
    });
    address
}

/// A page that was told the address of the review page and tries all a browser lets it try; what came of it is in `told`.
const ATTACK: &str = r#"<!doctype html><meta charset="utf-8"><title>another</title><script>
const target = TARGET, wish = JSON.stringify({item: ITEM, kind: "confirm"});
const tries = {
  read: () => fetch(target + "api/state").then((answer) => answer.text()),
  list: () => fetch(target + "api/items").then((answer) => answer.text()),
  decide: () => fetch(target + "api/decide", {method: "POST", headers: {"Content-Type": "application/json"}, body: wish}),
  simple: () => fetch(target + "api/decide", {method: "POST", mode: "no-cors", body: wish}).then((answer) => { throw answer.type; }),
  undo: () => fetch(target + "api/undo", {method: "POST", mode: "no-cors"}).then((answer) => { throw answer.type; }),
  beacon: async () => { navigator.sendBeacon(target + "api/decide", wish); throw "sent"; },
  listen: () => new Promise((done, fail) => { const events = new EventSource(target + "api/events"); events.onopen = done; events.onerror = fail; }),
  frame: () => new Promise((done, fail) => {
    const frame = document.createElement("iframe");
    frame.onload = () => { try { done(frame.contentWindow.document.body.textContent); } catch (error) { fail(error); } };
    frame.src = target;
    document.documentElement.append(frame);
  }),
  form: () => new Promise((done, fail) => {
    const frame = document.createElement("iframe"), form = document.createElement("form"), field = document.createElement("input");
    frame.name = "result";
    form.method = "post"; form.enctype = "text/plain"; form.action = target + "api/decide"; form.target = "result";
    field.name = wish.slice(0, -1) + ',"x":"'; field.value = '"}';
    form.append(field);
    document.documentElement.append(frame, form);
    frame.onload = () => { try { done(frame.contentWindow.document.body.textContent); } catch (error) { fail(error); } };
    form.submit();
  }),
};
const told = {};
let left = Object.keys(tries).length;
for (const [name, one] of Object.entries(tries)) one().then(() => (told[name] = "got through"), () => (told[name] = "refused")).finally(() => (left -= 1));
</script>"#;

/// Answers to what another page sent to be changed: address and status.
fn to_changes(room: &Room, from: usize) -> Vec<(String, u64)> {
    let all = room.browser.answered().split_off(from);
    all.into_iter()
        .filter(|(address, _)| address.ends_with("api/decide") || address.ends_with("api/undo"))
        .collect()
}

/// Another page of the same browser neither reads nor changes anything, even where it has learnt the token.
#[test]
fn another_page_gets_nothing_and_changes_nothing() {
    let Some(mut room) = opened("review-another", 1) else {
        return;
    };
    let all = room.open();
    let item = room.chosen()["id"].clone();
    let attack = ATTACK
        .replace("TARGET", &json!(room.served.address).to_string())
        .replace("ITEM", &item.to_string());
    let from = room.browser.answered().len();
    let another = another_site(attack);
    let page = room.browser.open(&another);
    room.browser.until(&page, "left === 0");
    let told = room.browser.eval(&page, "told");
    for (name, outcome) in told.as_object().unwrap() {
        assert_eq!(outcome, "refused", "{name}");
    }
    assert_eq!(told.as_object().unwrap().len(), 9);
    // What was sent without asking first did reach the server.
    let answers = to_changes(&room, from);
    assert!(answers.len() >= 3, "{answers:?}");
    for (address, status) in answers {
        assert_eq!(status, 403, "{address}");
    }
    assert_eq!(room.open(), all);
    assert!(!room.dir.0.join("out/decisions.csv").exists());
}

/// A name of somebody else's that leads to this machine opens nothing: the browser would take the page for theirs.
#[test]
fn a_foreign_name_opens_nothing() {
    let options = ["--host-resolver-rules=MAP review.example 127.0.0.1"];
    let fill = |dir: &Folder| dir.put("q/a.txt", report_of("Y tế"));
    let Some(mut room) = room("review-foreign", "en", &options, fill) else {
        return;
    };
    let address = room.served.address.replace("127.0.0.1", "review.example");
    let page = room.browser.open("about:blank#");
    let ways = ["", "api/state", "api/items", "assets/review.js"];
    for way in ways {
        room.browser.go(&page, &format!("{address}{way}"));
    }
    let another = another_site("<!doctype html><title>another</title>".to_owned());
    room.browser.go(&page, &another);
    let change = format!(
        "fetch('{address}api/undo', {{method: 'POST', mode: 'no-cors'}}).then(answer => answer.type)"
    );
    assert_eq!(room.browser.eval(&page, &change), json!("opaque"));
    let answered = room.browser.answered();
    for way in ways.iter().chain(&["api/undo"]) {
        let of = |known: &&(String, u64)| known.0 == format!("{address}{way}");
        let statuses: Vec<u64> = answered
            .iter()
            .filter(of)
            .map(|(_, status)| *status)
            .collect();
        assert_eq!(statuses, [403], "{way}");
    }
    // The other name of this machine is its own.
    let address = room.served.address.replace("127.0.0.1", "localhost");
    room.browser.go(&page, &address);
    room.browser.until(&page, SHOWN);
}

/// No address without the whole token, and none that leads out of what the page serves, answers anything.
#[test]
fn a_wrong_token_and_ways_out_lead_nowhere() {
    let Some(mut room) = opened("review-ways-out", 1) else {
        return;
    };
    let token = "location.pathname.split('/')[1]";
    let flipped = format!("{token}.replace(/./g, c => c === '0' ? '1' : '0')");
    let ways = [
        format!("'/' + {flipped} + '/'"),
        format!("'/' + {flipped} + '/api/state'"),
        format!("'/' + {token}.slice(1) + '/api/state'"),
        format!("'/' + {token} + '0/api/state'"),
        format!("'/' + {token}.toUpperCase() + 'A/api/state'"),
        "'/'".to_owned(),
        "'/favicon.ico'".to_owned(),
        "'../api/state'".to_owned(),
        "'%2e%2e/api/state'".to_owned(),
        "'assets/..%2fanswers.rs'".to_owned(),
        "'assets/..%2f..%2f..%2fCargo.toml'".to_owned(),
        "'assets/%2fetc%2fpasswd'".to_owned(),
        "'assets/words.vi.json'".to_owned(),
        "'page/..%2f..%2fcorrections.csv/1.png'".to_owned(),
        "'page/%2fetc%2fpasswd/1.png'".to_owned(),
        "'page/..%5c..%5cfiles.csv/1.png'".to_owned(),
        "'page/X%C3%A2y%20d%E1%BB%B1ng.txt/..%2f..%2fq%2fa.png'".to_owned(),
        "'api/item/..%2f..%2ffiles.csv'".to_owned(),
        "'out/files.csv'".to_owned(),
    ];
    for way in ways {
        let asked = format!(
            "fetch({way}).then(async answer => [answer.status, (await answer.text()).length])"
        );
        assert_eq!(room.eval(&asked), json!([404, 0]), "{way}");
    }
}

//! What the review page shows of reports without pages, how other pages lead to it, and answers set by their words.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::folder::{Folder, fixture, phuluc, report_of, said};
use common::server::{Server, store};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::time::{Duration, Instant};

/// What an office suite shows of a report without pages: the row is framed on the page that prints it, the table is there
/// meanwhile, and a picture that the report names elsewhere is asked of nobody.
#[test]
fn a_report_without_pages_is_printed_where_libreoffice_is_installed() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let elsewhere = format!(
        "<img src='http://{}/a.png'></body>",
        listener.local_addr().unwrap()
    );
    let html = String::from_utf8(fixture("format-html")).unwrap();
    let html = html.replace("<td>62,5</td>", "<td>92,5</td>");
    let dir = Folder::new("review-print");
    dir.put("q/a.html", html.replace("</body>", &elsewhere));
    dir.put("q/b.txt", report_of("Xây dựng"));
    phuluc(&dir.0, &["extract", "q"]);
    let server = Server::start(&dir.0);
    let of_report = |report: &str| {
        let items = server.items("count=1000").into_iter();
        let mut own = items.filter(|item| item["report"] == report);
        let item = own.find(|item| item["code"] == "ratio-mismatch").unwrap();
        format!("api/item/{}", item["id"].as_str().unwrap())
    };
    // A text has no pages that would show more than the table does.
    let told = server.get(&of_report("b.txt")).json();
    assert_eq!(
        (&told["page"], &told["printing"]),
        (&Value::Null, &json!(false))
    );
    let path = of_report("a.html");
    let mut told = server.get(&path).json();
    assert_eq!(told["page"], Value::Null);
    assert!(told["rows"].as_array().unwrap().len() > 10);
    if told["printing"] == false {
        println!("no LibreOffice here: not tested");
        return;
    }
    let start = Instant::now();
    while told["printing"] == true && start.elapsed() < Duration::from_secs(90) {
        std::thread::sleep(Duration::from_millis(100));
        told = server.get(&path).json();
    }
    assert_eq!(told["page"]["print"], true, "{told}");
    let boxed = told["place"]["box"].as_array().unwrap();
    let mut rows = told["rows"].as_array().unwrap().iter();
    let own = rows.find(|row| row["own"] == true).unwrap();
    assert_eq!((boxed.len(), &own["box"]), (4, &told["place"]["box"]));
    let picture = server.get(told["page"]["url"].as_str().unwrap());
    let drawn = image::load_from_memory(&picture.body).unwrap();
    assert!(drawn.width() > 600 && drawn.height() > 600);
    let asked = listener.accept();
    assert!(asked.is_err(), "somebody asked for the picture: {asked:?}");
}

/// The pages that stay in the house lead to where a finding is settled, as long as the page runs; the letters, which do
/// not, never.
#[test]
fn the_pages_of_audit_and_letters_lead_into_a_review_that_runs() {
    let dir = store("review-links");
    let server = Server::start(&dir.0);
    let audit = || {
        let output = phuluc(
            &dir.0,
            &["audit", "out", "--format", "html", "-o", "a.html"],
        );
        assert!(
            output.status.code().is_some_and(|code| code < 2),
            "{}",
            said(&output)
        );
        dir.read("a.html")
    };
    let address = |page: &str, word: &str| -> Vec<String> {
        let root = format!("href=\"http://{}{}#", server.host, server.root);
        let links = page.split(&root).skip(1);
        let links = links.map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"));
        links.filter(|link| link.contains(word)).collect()
    };
    let [ratio] = &address(&audit(), "ratio-mismatch")[..] else {
        panic!("not one link to the rate")
    };
    let found = server.get(&format!("api/find?{ratio}"));
    assert_eq!(
        found.json()["id"],
        server.item("ratio-mismatch", "I.1")["id"]
    );
    assert_eq!(
        server
            .get("api/find?report=b.txt&code=ratio-mismatch&indicator=I.1")
            .status,
        404
    );

    phuluc(&dir.0, &["letters", "out", "-o", "thu"]);
    let [report] = &address(&dir.read("thu/index.html"), "report=")[..] else {
        panic!("not one link to the report")
    };
    let found = server.get(&format!("api/find?{report}")).json();
    assert_eq!(found["id"], server.items("settled=0")[0]["id"]);
    for entry in std::fs::read_dir(dir.0.join("thu")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let leads = String::from_utf8_lossy(&bytes).contains(&server.host);
        assert_eq!(leads, path.ends_with("index.html"), "{}", path.display());
    }
    let host = server.host.clone();
    drop(server);
    let page = audit();
    assert!(!page.contains(&host) && !page.contains("href=\"http"));
}

/// A yes or no is set by its words, and what is typed is told before it is written.
#[test]
fn an_answer_is_corrected_by_its_words() {
    let dir = Folder::new("review-choice");
    let report = report_of("Xây dựng");
    let row = report
        .lines()
        .find(|line| line.contains("Kế hoạch rà soát TTHC"))
        .unwrap();
    let doubtful = row.replacen("\t0", "\t7", 1);
    assert_ne!(row, doubtful);
    dir.put("q/a.txt", report.replace(row, &doubtful));
    phuluc(&dir.0, &["extract", "q"]);
    let server = Server::start(&dir.0);
    let items = server.items("count=1000");
    let mut items = items.iter().filter(|item| item["printed"] == "7");
    let item = items
        .find(|item| item["label"].as_str().unwrap().contains("rà soát"))
        .unwrap();
    let id = item["id"].as_str().unwrap();
    let told = server.get(&format!("api/item/{id}")).json();
    assert_eq!(told["choices"], "0 = Không, 1 = Có");
    let typed = |text: &str| {
        server
            .post("api/number", &json!({"text": text, "item": id}))
            .json()
    };
    assert_eq!(typed("có")["value"], "1 = Có");
    assert_eq!(typed("12")["ok"], false);
    let done = server.decide(item, "correct", json!({"value": "có"}));
    assert_eq!(
        (&done["item"]["state"], &done["item"]["value"]),
        (&json!("corrected"), &json!("1"))
    );
    phuluc(&dir.0, &["extract", "q"]);
    let indicator = item["indicator"].as_str().unwrap();
    let rows = dir.table("out/indicators.csv");
    let row = rows
        .iter()
        .find(|row| row["indicator"] == indicator)
        .unwrap();
    assert_eq!(
        (row["value"].as_str(), row["value_raw"].as_str()),
        ("1", "7")
    );
}

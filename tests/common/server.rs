//! The review page's server, as the tests talk to it.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on fails

use super::folder::{Folder, command, phuluc, report_of};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};

/// An output folder with one report.
pub fn store(name: &str) -> Folder {
    let dir = Folder::new(name);
    dir.put("q/a.txt", report_of("Xây dựng"));
    phuluc(&dir.0, &["extract", "q"]);
    dir
}

/// The server of a folder, as long as a test needs it.
pub struct Server {
    pub child: Child,
    /// `127.0.0.1:PORT`.
    pub host: String,
    /// `/TOKEN/`.
    pub root: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| {
            panic!("{}: {:?}", self.status, String::from_utf8_lossy(&self.body))
        })
    }
}

impl Server {
    pub fn start(dir: &Path) -> Server {
        let mut child = command(dir, &["review", "out", "--no-browser"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut address).unwrap();
        let rest = address.trim().strip_prefix("http://").expect("an address");
        let (host, root) = rest.split_once('/').unwrap();
        Server {
            child,
            host: host.to_owned(),
            root: format!("/{root}"),
        }
    }

    /// Sends a request as it is written, and reads the whole answer.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        let own = headers.iter().any(|(name, _)| *name == "Host");
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !own {
            request += &format!("Host: {}\r\n", self.host);
        }
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// The status of an answer; `None` where the server is gone before it came.
    pub fn try_send(&self, method: &str, path: &str, body: &str) -> Option<u16> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        let host = &self.host;
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.split(' ').nth(1)?.parse().ok()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", &format!("{}{path}", self.root), &[], "")
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = [("Content-Type", "application/json")];
        let path = format!("{}{path}", self.root);
        self.send("POST", &path, &headers, &body.to_string())
    }

    pub fn items(&self, query: &str) -> Vec<Value> {
        let found = self.get(&format!("api/items?{query}")).json();
        found["items"].as_array().unwrap().clone()
    }

    /// The item of a finding on an indicator.
    pub fn item(&self, code: &str, indicator: &str) -> Value {
        let items = self.items("count=1000");
        let mut found = items.into_iter().filter(|item| item["code"] == code);
        found
            .find(|item| item["indicator"] == indicator)
            .unwrap_or_else(|| panic!("no {code} on {indicator}"))
    }

    pub fn decide(&self, item: &Value, kind: &str, more: Value) -> Value {
        let mut wish = json!({"item": item["id"], "kind": kind, "by": "Lan"});
        wish.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let answer = self.post("api/decide", &wish);
        assert_eq!(
            answer.status,
            200,
            "{}",
            String::from_utf8_lossy(&answer.body)
        );
        answer.json()
    }
}

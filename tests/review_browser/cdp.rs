//! A headless Chromium driven over its DevTools protocol: as much of it as the tests need.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// Names under which the browser is installed.
const PROGRAMS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "chrome-headless-shell",
];
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The browser, stopped when dropped.
pub struct Browser {
    process: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    /// Number of the last command.
    sent: u64,
    /// What pages reported: (session, method, parameters).
    events: Vec<(String, String, Value)>,
    _profile: tempfile::TempDir,
}

/// A window of the browser.
#[derive(Clone, Debug)]
pub struct Page(String);

/// A browser that is installed and can start here.
pub fn program() -> Option<&'static str> {
    static FOUND: OnceLock<Option<&str>> = OnceLock::new();
    *FOUND.get_or_init(|| PROGRAMS.iter().find(|name| starts(name)).copied())
}

fn starts(name: &str) -> bool {
    let mut tried = Command::new(name);
    tried
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg("about:blank")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut process) = tried.spawn() else {
        return false;
    };
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Ok(Some(status)) = process.try_wait() {
            return status.success();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let _ = process.kill();
    let _ = process.wait();
    false
}

impl Browser {
    /// Starts the browser, with further options.
    pub fn start(program: &str, options: &[&str]) -> Browser {
        let profile = tempfile::tempdir().expect("a folder");
        let mut process = Command::new(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args([
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--mute-audio",
            ])
            .args([
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--window-size=1280,800",
            ])
            .args(options)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the browser starts");
        let mut lines = BufReader::new(process.stderr.take().expect("its messages")).lines();
        let address = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| {
                line.strip_prefix("DevTools listening on ")
                    .map(str::to_owned)
            })
            .expect("the browser says where it listens");
        // What it says further must be read, or it waits.
        std::thread::spawn(move || lines.for_each(drop));
        let (socket, _) = tungstenite::connect(address.trim()).expect("a connection");
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream
                .set_read_timeout(Some(Duration::from_millis(200)))
                .expect("a timeout");
        }
        Browser {
            process,
            socket,
            sent: 0,
            events: Vec::new(),
            _profile: profile,
        }
    }

    /// Opens a window of its own on an address.
    pub fn open(&mut self, address: &str) -> Page {
        let target = self.call(None, "Target.createTarget", &json!({"url": "about:blank"}));
        let attached = self.call(
            None,
            "Target.attachToTarget",
            &json!({"targetId": target["targetId"], "flatten": true}),
        );
        let page = Page(
            attached["sessionId"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        );
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.call(Some(&page), &format!("{domain}.enable"), &json!({}));
        }
        self.go(&page, address);
        page
    }

    /// Leads a window to an address and waits until it is there.
    pub fn go(&mut self, page: &Page, address: &str) {
        self.call(Some(page), "Page.navigate", &json!({"url": address}));
        self.until(
            page,
            "document.readyState === 'complete' && location.href !== 'about:blank'",
        );
    }

    /// What an expression of the page comes to.
    pub fn eval(&mut self, page: &Page, expression: &str) -> Value {
        let parameters =
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let mut answer = self.call(Some(page), "Runtime.evaluate", &parameters);
        assert!(
            answer.get("exceptionDetails").is_none(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].take()
    }

    /// Waits until an expression of the page is true.
    pub fn until(&mut self, page: &Page, expression: &str) {
        let start = Instant::now();
        while self.eval(
            page,
            &format!("(async () => Boolean(await ({expression})))()"),
        ) != Value::Bool(true)
        {
            assert!(start.elapsed() < PATIENCE, "never true: {expression}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Presses and lets go of a key: "Enter", "j", "Escape".
    pub fn press(&mut self, page: &Page, key: &str) {
        self.press_with(page, key, 0);
    }

    /// The same with keys held down: 1 Alt, 2 Control, 4 Meta, 8 Shift.
    pub fn press_with(&mut self, page: &Page, key: &str, held: u8) {
        let (code, number) = Self::key(key);
        self.key_as(page, key, (&code, number), held);
    }

    /// The place of a key and its number.
    fn key(key: &str) -> (String, u32) {
        match key {
            "Enter" => ("Enter".to_owned(), 13),
            "Escape" => ("Escape".to_owned(), 27),
            "Tab" => ("Tab".to_owned(), 9),
            "ArrowDown" => (key.to_owned(), 40),
            "ArrowUp" => (key.to_owned(), 38),
            "Backspace" => (key.to_owned(), 8),
            letter => {
                let upper = letter.to_uppercase();
                let number = upper.chars().next().map_or(0, u32::from);
                (format!("Key{upper}"), number)
            }
        }
    }

    /// Presses a key that an input method has in hand: the page is told so by its number, 229.
    pub fn press_in_hand(&mut self, page: &Page, key: &str) {
        let (code, _) = Self::key(key);
        self.key_as(page, key, (&code, 229), 0);
    }

    fn key_as(&mut self, page: &Page, key: &str, (code, number): (&str, u32), held: u8) {
        let text = match key {
            "Enter" => "\r",
            letter if letter.chars().count() == 1 => letter,
            _ => "",
        };
        let kind = if text.is_empty() {
            "rawKeyDown"
        } else {
            "keyDown"
        };
        for (kind, text) in [(kind, text), ("keyUp", "")] {
            let parameters = json!({
                "type": kind, "key": key, "code": code, "text": text, "modifiers": held,
                "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number,
            });
            self.call(Some(page), "Input.dispatchKeyEvent", &parameters);
        }
    }

    /// Types into what has the focus.
    pub fn type_text(&mut self, page: &Page, text: &str) {
        for letter in text.chars() {
            self.press(page, &letter.to_string());
        }
    }

    /// Writes as an input method does: what is under way, before it is settled.
    pub fn compose(&mut self, page: &Page, text: &str) {
        let end = text.encode_utf16().count();
        self.call(
            Some(page),
            "Input.imeSetComposition",
            &json!({"text": text, "selectionStart": end, "selectionEnd": end}),
        );
    }

    /// Settles what an input method had under way.
    pub fn settle(&mut self, page: &Page, text: &str) {
        self.call(Some(page), "Input.insertText", &json!({"text": text}));
    }

    /// Gives a window another size: width and height of the page, and how many dots make a pixel of it.
    pub fn sized(&mut self, page: &Page, (width, height, dots): (u32, u32, f64)) {
        self.call(
            Some(page),
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": height, "deviceScaleFactor": dots, "mobile": false}),
        );
    }

    /// What the windows complained of: exceptions, errors of the console.
    pub fn complaints(&mut self) -> Vec<String> {
        let is_bad = |method: &str, parameters: &Value| match method {
            "Runtime.exceptionThrown" => true,
            "Log.entryAdded" => parameters["entry"]["level"] == "error",
            "Runtime.consoleAPICalled" => parameters["type"] == "error",
            _ => false,
        };
        let bad = self
            .events
            .iter()
            .filter(|(_, method, parameters)| is_bad(method, parameters));
        bad.map(|(_, method, parameters)| format!("{method}: {parameters}"))
            .collect()
    }

    /// Every address the windows asked for.
    pub fn asked(&self) -> Vec<String> {
        let sent = self
            .events
            .iter()
            .filter(|(_, method, _)| method == "Network.requestWillBeSent");
        sent.filter_map(|(.., parameters)| parameters["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }

    /// Every answer the windows were given: address and status.
    pub fn answered(&self) -> Vec<(String, u64)> {
        let given = self
            .events
            .iter()
            .filter(|(_, method, _)| method == "Network.responseReceived");
        let about = |answer: &Value| {
            Some((
                answer["url"].as_str()?.to_owned(),
                answer["status"].as_u64()?,
            ))
        };
        given
            .filter_map(|(.., parameters)| about(&parameters["response"]))
            .collect()
    }

    /// How often the windows reported something.
    pub fn reported(&self, method: &str) -> usize {
        let all = self.events.iter();
        all.filter(|(_, known, _)| known == method).count()
    }

    /// Sends a command and waits for its answer; what is reported meanwhile is kept.
    pub fn call(&mut self, page: Option<&Page>, method: &str, parameters: &Value) -> Value {
        self.sent += 1;
        let id = self.sent;
        let mut command = json!({"id": id, "method": method, "params": parameters});
        if let Some(Page(session)) = page {
            command["sessionId"] = json!(session);
        }
        self.socket
            .send(Message::text(command.to_string()))
            .expect("the command is sent");
        let start = Instant::now();
        loop {
            assert!(start.elapsed() < PATIENCE, "no answer to {method}");
            let Ok(Message::Text(text)) = self.socket.read() else {
                continue;
            };
            let mut message: Value = serde_json::from_str(&text).expect("JSON");
            if message["id"] == json!(id) {
                assert!(message.get("error").is_none(), "{method}: {message}");
                return message["result"].take();
            }
            if let Some(method) = message["method"].as_str().map(str::to_owned) {
                let session = message["sessionId"].as_str().unwrap_or_default().to_owned();
                self.events
                    .push((session, method, message["params"].take()));
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

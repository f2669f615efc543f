//! A folder of reports, its review page served, and a browser on it.

use crate::cdp::{self, Browser, Page};
use crate::common::folder::{Folder, command, phuluc, report_of};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

/// Departments of which each sends one report.
pub const DEPARTMENTS: [&str; 20] = [
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
pub struct Served {
    process: Child,
    pub address: String,
}

impl Served {
    pub fn start(dir: &Folder, lang: &str) -> Served {
        let words = [
            "review",
            "out",
            "--no-browser",
            "--by",
            "Lan",
            "--lang",
            lang,
        ];
        let mut process = command(&dir.0, &words)
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

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> &str {
        self.address.rsplitn(3, '/').nth(2).unwrap()
    }
}

impl Served {
    pub fn stop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop();
    }
}

/// All a test needs; the browser goes first, the folder last.
pub struct Room {
    pub browser: Browser,
    pub page: Page,
    pub served: Served,
    pub dir: Folder,
}

/// A folder that `fill` puts reports into, in `q`, its page in a language, and a browser with further options on it;
/// nothing where no browser can start.
pub fn room(name: &str, lang: &str, options: &[&str], fill: impl Fn(&Folder)) -> Option<Room> {
    let Some(program) = cdp::program() else {
        eprintln!("no Chromium: the review page was not tried");
        return None;
    };
    let dir = Folder::new(name);
    fill(&dir);
    phuluc(&dir.0, &["extract", "q", "--no-workbook", "--lang", lang]);
    let served = Served::start(&dir, lang);
    let mut browser = Browser::start(program, options);
    let page = browser.open(&served.address);
    browser.until(&page, SHOWN);
    Some(Room {
        browser,
        page,
        served,
        dir,
    })
}

/// The same over reports of so many departments.
pub fn opened(name: &str, reports: usize) -> Option<Room> {
    room(name, "en", &[], |dir| {
        for department in &DEPARTMENTS[..reports] {
            dir.put(&format!("q/{department}.txt"), report_of(department));
        }
    })
}

/// An item and what may be done with it are on the page.
pub const SHOWN: &str = "document.getElementById('detail').getAttribute('aria-busy') !== 'true' && !document.getElementById('act').hidden && document.querySelector('[role=option][aria-selected=true]')";

impl Room {
    pub fn eval(&mut self, expression: &str) -> Value {
        self.browser.eval(&self.page, expression)
    }

    pub fn until(&mut self, expression: &str) {
        self.browser.until(&self.page, expression);
    }

    pub fn press(&mut self, key: &str) {
        self.browser.press(&self.page, key);
    }

    pub fn type_text(&mut self, text: &str) {
        self.browser.type_text(&self.page, text);
    }

    /// Presses a key and waits until what it opens has the focus.
    pub fn press_into(&mut self, key: &str, field: &str) {
        self.press(key);
        self.until(&format!("document.activeElement.id === '{field}'"));
    }

    /// Opens an item anew, also one that the list does not show.
    pub fn open_item(&mut self, page: &Page, id: &str) {
        let address = format!("{}#item={id}", self.served.address);
        self.browser.go(page, "about:blank#");
        self.browser.go(page, &address);
        let stands = format!(
            "location.hash === '#item={id}' && document.getElementById('detail').getAttribute('aria-busy') === 'false' && !document.getElementById('act').hidden"
        );
        self.browser.until(page, &stands);
    }

    /// The item that is chosen, as the server has it.
    pub fn chosen(&mut self) -> Value {
        self.until(SHOWN);
        self.eval("fetch('api/item/' + encodeURIComponent(location.hash.replace('#item=', ''))).then(answer => answer.json())")
    }

    /// Every item there is.
    pub fn items(&mut self) -> Vec<Value> {
        let all = self.eval("fetch('api/items?count=1000').then(answer => answer.json())");
        all["items"].as_array().unwrap().clone()
    }

    /// How many are left to be settled.
    pub fn open(&mut self) -> u64 {
        let open = "fetch('api/state').then(answer => answer.json()).then(state => state.open)";
        self.eval(open).as_u64().unwrap()
    }

    /// Waits until so many are left.
    pub fn left(&mut self, count: u64) {
        self.until(&format!(
            "fetch('api/state').then(answer => answer.json()).then(state => state.open === {count})"
        ));
    }

    /// No error was reported, no dialog opened, and nothing was asked for but from the server of the page.
    pub fn is_clean(&mut self) {
        let complaints = self.browser.complaints();
        assert!(complaints.is_empty(), "{complaints:#?}");
        assert_eq!(self.browser.reported("Page.javascriptDialogOpening"), 0);
        let own = self.served.origin().to_owned() + "/";
        let outside = |address: &String| {
            !["data:", "about:", own.as_str()]
                .iter()
                .any(|start| address.starts_with(start))
        };
        let outside: Vec<String> = self.browser.asked().into_iter().filter(outside).collect();
        assert!(outside.is_empty(), "{outside:?}");
    }
}

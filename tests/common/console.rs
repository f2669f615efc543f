//! Runs the commands shown in a Markdown file and compares what they say.
//!
//! In a block fenced as `console`, a line `$ phuluc …` is run and the lines below it are what it must
//! say: standard output, then standard error, then `[exit N]` when the code is not 0. A line `…` stands
//! for the rest. `docs`, `fixtures`, `files` (tests/commands/files) and what stands in docs/example are there;
//! everything else is an empty folder. Words with spaces in them stand in quotation marks.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The Markdown with what the commands say now in the place of what they said.
pub fn renewed(markdown: &Path, lang: &str) -> String {
    let room = Room::new(markdown);
    let text = std::fs::read_to_string(markdown).expect("a Markdown file");
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    let mut in_console = false;
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        match line {
            "```console" => in_console = true,
            "```" => in_console = false,
            _ => {}
        }
        let Some(command) = line.strip_prefix("$ ").filter(|_| in_console) else {
            continue;
        };
        let mut kept = Vec::new();
        while let Some(said) = lines.next_if(|next| !next.starts_with("$ ") && *next != "```") {
            kept.push(said);
        }
        out += &cut(&room.run(command, lang), &kept);
    }
    out
}

/// What was said, up to where the file says "…".
fn cut(said: &str, kept: &[&str]) -> String {
    match kept.iter().position(|line| *line == "…") {
        Some(at) => said
            .lines()
            .take(at)
            .chain(["…"])
            .map(|line| format!("{line}\n"))
            .collect(),
        None => said.to_owned(),
    }
}

/// The words of a command; those in quotation marks keep their spaces.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// An empty folder with the fixtures and the commands' own files in it.
struct Room(PathBuf);

impl Room {
    fn new(markdown: &Path) -> Room {
        let name = markdown
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let dir = std::env::temp_dir().join(format!("phuluc-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).expect("a folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut there = vec![
            (root.join("docs"), "docs".into()),
            (root.join("fixtures"), "fixtures".into()),
            (root.join("tests/commands/files"), "files".into()),
        ];
        for entry in std::fs::read_dir(root.join("docs/example")).expect("a folder") {
            let entry = entry.expect("an entry");
            there.push((entry.path(), entry.file_name()));
        }
        for (what, name) in there {
            #[cfg(unix)]
            std::os::unix::fs::symlink(what, dir.join(name)).expect("a link");
            #[cfg(not(unix))]
            let _ = (what, name);
        }
        Room(dir)
    }

    fn run(&self, command: &str, lang: &str) -> String {
        let mut words = words(command).into_iter();
        assert_eq!(
            words.next().as_deref(),
            Some("phuluc"),
            "only phuluc is run: {command}"
        );
        let output = Command::new(env!("CARGO_BIN_EXE_phuluc"))
            .args(words)
            .current_dir(&self.0)
            .env("PHULUC_LANG", lang)
            .env("NO_COLOR", "1")
            .output()
            .expect("phuluc runs");
        let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
        said += &String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => said,
            code => said + &format!("[exit {}]\n", code.unwrap_or(-1)),
        }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

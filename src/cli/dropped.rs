//! The program started with nothing but paths: a folder or files dropped on it, or typed without a command.
//!
//! The reports are read into a folder beside them. On Windows, where that is how people start it, the workbook is
//! opened, and the window stays until somebody has read what went wrong.

use super::{Cli, Exit};
use crate::emit::message::{Lang, talk};
use clap::CommandFactory;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the output folder of a dropped folder is called behind its name.
const RESULTS: &str = "ket-qua";

/// Paths without a command.
#[derive(Debug, PartialEq, Eq)]
pub struct Dropped {
    paths: Vec<OsString>,
    output: PathBuf,
}

impl Dropped {
    /// The paths, where every argument is one that exists and the first is no command.
    pub fn of(args: &[OsString]) -> Option<Dropped> {
        let paths = args.get(1..).filter(|paths| !paths.is_empty())?;
        let is_path = |path: &OsString| !is_option(path) && Path::new(path).exists();
        if !paths.iter().all(is_path) || is_command(paths.first()?) {
            return None;
        }
        let whole = std::path::absolute(paths.first()?).ok()?;
        Some(Dropped {
            output: output(&whole, paths.len() == 1 && whole.is_dir()),
            paths: paths.to_vec(),
        })
    }

    /// The arguments of the run they stand for.
    pub fn arguments(&self, program: Option<&OsString>) -> Vec<OsString> {
        let words = ["extract", "--output"].map(OsString::from);
        let output = [self.output.clone().into_os_string(), "--".into()];
        program
            .cloned()
            .into_iter()
            .chain(words)
            .chain(output)
            .chain(self.paths.iter().cloned())
            .collect()
    }

    /// Shows what came of it to somebody who sees no prompt to go on at.
    pub fn end(&self, exit: Exit, lang: Lang) {
        if !cfg!(windows) {
            return;
        }
        let opened = match (exit, workbook(&self.output)) {
            (Exit::Done | Exit::Findings | Exit::Unread, Some(workbook)) => open(&workbook, lang),
            _ => false,
        };
        if !opened || exit == Exit::Unread {
            hold(lang);
        }
    }
}

fn is_option(argument: &OsString) -> bool {
    argument.as_encoded_bytes().starts_with(b"-")
}

fn is_command(word: &OsString) -> bool {
    let word = word.to_str().unwrap_or_default();
    Cli::command()
        .get_subcommands()
        .any(|one| one.get_name() == word || one.get_all_aliases().any(|alias| alias == word))
}

/// Where the results go: beside a folder, or beside the first of several files; into what has nothing beside it.
fn output(first: &Path, is_one_folder: bool) -> PathBuf {
    match (first.file_name(), first.parent()) {
        (Some(name), _) if is_one_folder => {
            let mut name = name.to_owned();
            name.push(format!("-{RESULTS}"));
            first.with_file_name(name)
        }
        (Some(_), Some(folder)) => folder.join(RESULTS),
        _ => first.join(RESULTS),
    }
}

/// The workbook written last: it has a number behind its name where the one before was open in Excel.
fn workbook(output: &Path) -> Option<PathBuf> {
    let written =
        |path: &PathBuf| -> Option<SystemTime> { fs::metadata(path).ok()?.modified().ok() };
    let is_one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("tong-hop") && name.ends_with(".xlsx")
    };
    let files = fs::read_dir(output).ok()?;
    files
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_one)
        .max_by_key(written)
}

/// Opens it in the program that is meant for it; whether that went well.
#[cfg(windows)]
fn open(workbook: &Path, lang: Lang) -> bool {
    let shown = crate::batch::source::shown(workbook);
    let opened = opener::open(workbook).is_ok();
    let said = if opened {
        "dropped.opening"
    } else {
        "dropped.not-opened"
    };
    eprintln!("{}", talk(said, &[("file", &shown)], lang));
    opened
}

#[cfg(not(windows))]
fn open(_: &Path, _: Lang) -> bool {
    false
}

/// Keeps the window until Enter is pressed, or there is nobody to press it.
fn hold(lang: Lang) {
    eprintln!("{}", talk("dropped.enter", &[], lang));
    let _ = std::io::stdin().read_line(&mut String::new());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(words: &[&str]) -> Option<Dropped> {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        Dropped::of(&words)
    }

    /// What is typed as a command stays one, also where a file has its name.
    #[test]
    fn only_paths_that_exist_are_dropped() {
        assert!(dropped(&["phuluc"]).is_none());
        assert!(dropped(&["phuluc", "extract"]).is_none());
        assert!(dropped(&["phuluc", "src", "no-such-file"]).is_none());
        assert!(dropped(&["phuluc", "--version"]).is_none());
        assert!(dropped(&["phuluc", "src", "Cargo.toml"]).is_some());
        assert!(is_command(&"trich-xuat".into()) && !is_command(&"src".into()));
    }

    #[test]
    fn results_lie_beside_what_was_dropped() {
        let place = |path: &str, is_folder: bool| output(Path::new(path), is_folder);
        assert_eq!(place("/a/Quý 3", true), Path::new("/a/Quý 3-ket-qua"));
        assert_eq!(place("/a/b.pdf", false), Path::new("/a/ket-qua"));
        assert_eq!(place("/", true), Path::new("/ket-qua"));
    }

    #[test]
    fn the_workbook_written_last_is_shown() {
        let dir = tempfile::tempdir().expect("a folder");
        assert_eq!(workbook(dir.path()), None);
        let old = dir.path().join("tong-hop.xlsx");
        let new = dir.path().join("tong-hop (2).xlsx");
        for path in [&old, &new] {
            fs::write(path, "").expect("written");
        }
        let past = SystemTime::now() - std::time::Duration::from_secs(60);
        let file = fs::File::options().write(true).open(&old).expect("opened");
        file.set_modified(past).expect("set");
        assert_eq!(workbook(dir.path()), Some(new));
    }
}

//! Paths as typed → the inputs of a run, each once, in path order. Whatever is passed over is named.

use super::name;
use super::source::shown;
use crate::model::{Error, ErrorKind};
use crate::read::Limits;
use crate::read::archive::{self, Member};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// One file to read, or the reason it is not read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Which file of the archive it is, where `path` is one.
    pub member: Option<Vec<usize>>,
    /// How it is shown and sorted.
    pub shown: String,
    /// The file below the folder it was found in; its own name where it was named itself.
    pub below: String,
    /// Its name among the run's: unique, safe as the name of a file.
    pub name: String,
    /// Why it is passed over.
    pub skip: Option<ErrorKind>,
    /// Why it cannot be read, known before trying.
    pub fault: Option<Error>,
}

impl Input {
    fn new(path: &Path) -> Input {
        Input {
            path: path.to_owned(),
            member: None,
            shown: shown(path),
            below: path
                .file_name()
                .map_or_else(String::new, |name| shown(name.as_ref())),
            name: String::new(),
            skip: None,
            fault: None,
        }
    }

    /// A file found in a folder.
    fn found_in(folder: &Path, path: &Path) -> Input {
        let below = path.strip_prefix(folder).unwrap_or(path);
        Input {
            below: shown(below),
            ..Input::new(path)
        }
    }
}

/// Folders are walked, links followed once; the output folder and what is in it is left out. `limits` hold
/// for the directories of archives.
pub fn inputs(paths: &[PathBuf], output: Option<&Path>, limits: &Limits) -> Vec<Input> {
    let output = output.and_then(|dir| dir.canonicalize().ok());
    let found = paths.iter().flat_map(|path| under(path, output.as_deref()));
    let mut found: Vec<Input> = found.flat_map(|input| unpacked(input, limits)).collect();
    found.sort_by(|a, b| a.shown.cmp(&b.shown).then_with(|| a.path.cmp(&b.path)));
    let mut seen = BTreeSet::new();
    found.retain(|input| {
        let path = input
            .path
            .canonicalize()
            .unwrap_or_else(|_| input.path.clone());
        seen.insert((path, input.member.clone()))
    });
    let shown: Vec<&str> = found.iter().map(|input| input.shown.as_str()).collect();
    let names = name::names(&shown);
    for (input, name) in found.iter_mut().zip(names) {
        input.name = name;
    }
    found
}

/// The one input that a path names: a file, the only report of an archive, or a member written as
/// `archive.zip!name`.
///
/// # Errors
/// The members of an archive of several, or of one that has no such member, as they are to be written.
pub fn single(path: &Path, limits: &Limits) -> Result<Input, Vec<String>> {
    // A folder is one thing that cannot be read, whatever archives lie in it.
    if path.is_dir() {
        return Ok(Input::new(path));
    }
    let whole = shown(path);
    let archive = whole
        .match_indices('!')
        .map(|(at, _)| Path::new(&whole[..at]))
        .find(|before| before.is_file());
    let inside = archive.filter(|_| !path.exists());
    let mut members = inputs(&[inside.unwrap_or(path).to_owned()], None, limits);
    let readable = |input: &Input| input.skip.is_none();
    let wanted = match inside {
        Some(_) => members.iter().position(|input| input.shown == whole),
        None if members.iter().all(|input| input.member.is_none()) => return Ok(Input::new(path)),
        None => members
            .iter()
            .position(readable)
            .filter(|_| members.iter().filter(|i| readable(i)).count() == 1),
    };
    match wanted {
        Some(at) => Ok(members.swap_remove(at)),
        None => Err(members
            .into_iter()
            .filter(readable)
            .map(|input| input.shown)
            .collect()),
    }
}

fn under(path: &Path, output: Option<&Path>) -> Vec<Input> {
    if !path.is_dir() {
        return vec![Input::new(path)];
    }
    let is_output = |entry: &DirEntry| {
        output.is_some_and(|out| entry.path().canonicalize().is_ok_and(|p| p == out))
    };
    let walk = WalkDir::new(path)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter();
    let walk = walk.filter_entry(|entry| {
        entry.depth() == 0
            || !(entry.file_type().is_dir()
                && (is_hidden(entry) || is_output(entry) || is_own(entry.path())))
    });
    walk.filter_map(|entry| input(path, entry)).collect()
}

fn input(folder: &Path, entry: walkdir::Result<DirEntry>) -> Option<Input> {
    match entry {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => Some(Input {
            skip: skip(&entry),
            ..Input::found_in(folder, entry.path())
        }),
        Err(error) => Some(unwalkable(&error)),
    }
}

/// A link that leads back up, a folder that may not be listed, a dangling link.
fn unwalkable(error: &walkdir::Error) -> Input {
    let input = Input::new(error.path().unwrap_or(Path::new("?")));
    if error.loop_ancestor().is_some() {
        return Input {
            skip: Some(ErrorKind::LinkLoop),
            ..input
        };
    }
    let fault = error
        .io_error()
        .map_or_else(|| ErrorKind::Io.into(), Error::from);
    Input {
        fault: Some(fault),
        ..input
    }
}

/// An archive's files in its place; any other input as it is. Only the directory of an archive is read
/// here: what a file in it does to its reader happens where the file is read.
fn unpacked(input: Input, limits: &Limits) -> Vec<Input> {
    if input.skip.is_some() || input.fault.is_some() || !input.path.is_file() {
        return vec![input];
    }
    let Ok(file) = File::open(&input.path) else {
        return vec![input];
    };
    match archive::members(BufReader::new(file), limits) {
        Ok(Some(members)) if !members.is_empty() => {
            members.into_iter().map(|m| packed(&input, m)).collect()
        }
        // What is damaged says so when it is read.
        _ => vec![input],
    }
}

fn packed(archive: &Input, member: Member) -> Input {
    let file = member.name.rsplit(['/', '!']).next().unwrap_or_default();
    let skip = if member.name.starts_with("__MACOSX/") {
        Some(ErrorKind::HiddenFile)
    } else {
        passed_over(file)
    };
    Input {
        shown: format!("{}!{}", archive.shown, member.name),
        below: format!("{}!{}", archive.below, member.name),
        member: Some(member.at),
        skip,
        ..archive.clone()
    }
}

/// What an earlier run wrote is no report to read.
fn is_own(dir: &Path) -> bool {
    dir.join(".phuluc").is_dir() && dir.join("reports").is_dir()
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// Files that lie beside reports without being any.
fn skip(entry: &DirEntry) -> Option<ErrorKind> {
    passed_over(&entry.file_name().to_string_lossy())
}

fn passed_over(name: &str) -> Option<ErrorKind> {
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return Some(ErrorKind::LockFile);
    }
    let system = ["thumbs.db", "desktop.ini"].contains(&name.to_ascii_lowercase().as_str());
    (name.starts_with('.') || system).then_some(ErrorKind::HiddenFile)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn single(path: &Path) -> Result<Input, Vec<String>> {
        super::single(path, &Limits::default())
    }
    use std::io::Write;

    fn archive(names: &[&str]) -> tempfile::NamedTempFile {
        let file = tempfile::Builder::new()
            .suffix(".zip")
            .tempfile()
            .expect("a file");
        let mut zip = zip::ZipWriter::new(file.reopen().expect("open"));
        for name in names {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("an entry is opened");
            zip.write_all(b"x").expect("an entry is written");
        }
        zip.finish().expect("the archive is closed");
        file
    }

    #[test]
    fn a_single_input_is_a_file_the_only_member_or_a_named_one() {
        let one = archive(&["a.txt", ".hidden"]);
        assert_eq!(
            single(one.path()).map(|input| input.member),
            Ok(Some(vec![0]))
        );
        let two = archive(&["a.txt", "b.txt"]);
        let name = |member: &str| format!("{}!{member}", shown(two.path()));
        assert_eq!(
            single(two.path()).map(|_| ()),
            Err(vec![name("a.txt"), name("b.txt")])
        );
        assert_eq!(
            single(Path::new(&name("b.txt"))).map(|input| input.member),
            Ok(Some(vec![1]))
        );
        assert!(single(Path::new(&name("c.txt"))).is_err());
        assert_eq!(
            single(Path::new("no-such-file")).map(|input| input.member),
            Ok(None)
        );
    }
}

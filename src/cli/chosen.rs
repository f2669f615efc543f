//! Which files a run takes: the paths typed, those a list names, and without those a pattern names.

use super::{fail, logging};
use crate::batch::{self, Input};
use crate::emit::message::{Lang, talk};
use crate::read::Limits;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// The arguments that choose files.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Chosen {
    #[arg(required_unless_present = "files_from", value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    #[arg(short = '0', long)]
    null: bool,
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
}

impl Chosen {
    /// The paths typed and those the list names, and the patterns understood; `None`, and said so, when the list cannot be
    /// read or a pattern is none.
    pub fn settled(&self, lang: Lang) -> Option<Settled> {
        let excluded = match patterns(&self.exclude) {
            Ok(excluded) => excluded,
            Err(error) => {
                let glob = error.glob().unwrap_or_default().to_owned();
                let said = talk("chosen.glob", &[("glob", &glob)], lang);
                eprintln!("{}: {said}", talk("error", &[], lang));
                return None;
            }
        };
        let mut paths = self.paths.clone();
        if let Some(list) = &self.files_from {
            let said = |error: io::Error| {
                let shown = list.display().to_string();
                eprintln!("{}", fail::error(&shown, &error.into(), lang));
            };
            paths.extend(listed(list, self.null).map_err(said).ok()?);
        }
        Some(Settled { paths, excluded })
    }
}

/// What is taken, and what of it is left out.
pub struct Settled {
    /// The paths.
    pub paths: Vec<PathBuf>,
    excluded: GlobSet,
}

impl Settled {
    /// The files under the paths, without those a pattern names.
    pub fn inputs(&self, output: Option<&Path>, limits: &Limits) -> Vec<Input> {
        let mut inputs = batch::inputs(&self.paths, output, limits);
        inputs.retain(|input| self.takes(input));
        inputs
    }

    /// The file is named by no pattern.
    pub fn takes(&self, input: &Input) -> bool {
        let left_out = names(&self.excluded, &input.below);
        if left_out {
            logging::excluded(&input.shown);
        }
        !left_out
    }
}

/// A pattern names a file by its path below the folder, by the name of a folder on the way, or by the file's own name.
fn names(excluded: &GlobSet, below: &str) -> bool {
    if excluded.is_empty() {
        return false;
    }
    let below: String = below.nfc().collect();
    let path = Path::new(&below);
    let own = path.file_name().map(Path::new);
    path.ancestors()
        .chain(own)
        .any(|part| excluded.is_match(part))
}

fn patterns(globs: &[String]) -> Result<GlobSet, globset::Error> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let glob: String = glob.nfc().collect();
        let glob = glob.trim_end_matches('/');
        set.add(GlobBuilder::new(glob).literal_separator(true).build()?);
    }
    set.build()
}

/// The paths of a list: one a line, or each up to a NUL; `-` is standard input.
fn listed(list: &Path, null: bool) -> io::Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    match list.as_os_str() == "-" {
        true => io::stdin().lock().read_to_end(&mut bytes)?,
        false => std::fs::File::open(list)?.read_to_end(&mut bytes)?,
    };
    let end = if null { b'\0' } else { b'\n' };
    let names = bytes.split(|byte| *byte == end);
    let names = names.map(|name| match null {
        true => name,
        false => name.strip_suffix(b"\r").unwrap_or(name),
    });
    Ok(names.filter(|name| !name.is_empty()).map(path).collect())
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(name.to_vec()).into()
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    OsString::from(String::from_utf8_lossy(name).into_owned()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_paths_folders_and_names() {
        let names = |globs: &[&str], below: &str| {
            let globs: Vec<String> = globs.iter().map(|glob| (*glob).to_owned()).collect();
            super::names(&patterns(&globs).expect("patterns"), below)
        };
        assert!(names(&["*.tmp"], "a/b/c.tmp"));
        assert!(names(&["nhap"], "nhap/x.docx"));
        assert!(names(&["nhap/"], "nhap/sau/x.docx"));
        assert!(names(&["a/*.pdf"], "a/x.pdf"));
        assert!(!names(&["a/*.pdf"], "a/b/x.pdf"));
        assert!(names(&["a/**"], "a/b/x.pdf"));
        assert!(names(&["*.{pdf,doc}"], "x.doc"));
        assert!(!names(&[], "x.doc"));
        // The same name, its marks typed apart.
        assert!(names(&["báo*"], "ba\u{301}o.docx"));
        assert!(patterns(&["a[".to_owned()]).is_err());
    }

    #[test]
    fn a_list_is_taken_apart_at_lines_or_at_nul() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "a b.pdf\r\n\nc\0d.txt\n").expect("written");
        let of = |null| listed(file.path(), null).expect("a list");
        assert_eq!(of(false), [Path::new("a b.pdf"), Path::new("c\0d.txt")]);
        assert_eq!(
            of(true),
            [Path::new("a b.pdf\r\n\nc"), Path::new("d.txt\n")]
        );
    }
}

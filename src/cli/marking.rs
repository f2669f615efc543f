//! Copies with marks: the file told by its content, the copy's name, and what must not be written over.

use super::fail;
use crate::batch::{Input, guard, source};
use crate::emit::mark::{self, How, Mark, MarkError, Marked};
use crate::emit::message::{Lang, talk};
use crate::read::{self, Options};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What stands before the ending of a copy's name.
const MARKED: &str = ".marked.";

/// A marked copy, and the ending its name is to have.
pub struct Copy {
    /// The file.
    pub bytes: Vec<u8>,
    /// Marks that did not find their place.
    pub unplaced: Vec<usize>,
    /// `pdf` or `docx`.
    pub ending: &'static str,
}

/// Marks a copy of a file; `None`, and said so, when it cannot be marked.
pub fn copy(input: &Input, marks: &[Mark], how: &How<'_>, lang: Lang) -> Option<Copy> {
    let shown = &input.shown;
    match tried(input, marks, how, |error| {
        eprintln!("{}", fail::error(shown, &error, lang));
        std::process::exit(super::Exit::Unread as i32)
    }) {
        Ok(Ok(copy)) => Some(copy),
        Ok(Err(error)) => {
            eprintln!("{}", said(shown, &error, lang));
            None
        }
        Err(error) => {
            eprintln!("{}", fail::error(shown, &error, lang));
            None
        }
    }
}

/// The copy, or why there is none; within the limits, else `on_limit` is told and must end the process.
fn tried(
    input: &Input,
    marks: &[Mark],
    how: &How<'_>,
    on_limit: impl FnOnce(crate::model::Error),
) -> Result<Result<Copy, MarkError>, crate::model::Error> {
    guard::alone(&how.limits, on_limit, || {
        let bytes = source::content(&input.path, input.member.as_deref(), &how.limits)?;
        let options = Options {
            limits: how.limits,
            ..Options::default()
        };
        let anchors = read::anchors(&bytes, &options)?;
        let how = How {
            anchors: anchors.as_ref(),
            ..how.clone()
        };
        Ok(marked(&bytes, marks, &how))
    })
}

fn marked(bytes: &[u8], marks: &[Mark], how: &How<'_>) -> Result<Copy, MarkError> {
    // The main part of a DOCX may have any name: who read it knows what it is.
    let format = match how.anchors {
        Some(_) => mark::Format::Docx,
        None => mark::Format::of(bytes).ok_or(MarkError::Format)?,
    };
    let Marked { bytes, unplaced } = format.copy(bytes, marks, how)?;
    Ok(Copy {
        bytes,
        unplaced,
        ending: format.ending(),
    })
}

/// `báo-cáo.pdf: lỗi[certified]: …` and a hint below it.
pub fn said(file: &str, error: &MarkError, lang: Lang) -> String {
    let (message, hint) = error.said(lang);
    line(file, error.code(), &message, &hint, lang)
}

/// What went wrong with a file, and a hint below it.
pub fn line(file: &str, code: &str, message: &str, hint: &str, lang: Lang) -> String {
    let [error, word] = ["error", "hint"].map(|word| talk(word, &[], lang));
    let file = fail::one_line(file);
    format!("{file}: {error}[{code}]: {message}\n  {word}: {hint}")
}

/// Endings of the kinds of DOCX: an office suite refuses one that says another kind than its content does.
const WORD: [&str; 4] = ["docx", "docm", "dotx", "dotm"];

/// The name of a file's copy: `báo cáo.marked.pdf`. A member of an archive has its own.
pub fn name(input: &Input, ending: &str) -> String {
    let own = match &input.member {
        Some(_) => Path::new(&input.name),
        None => input.path.as_path(),
    };
    let stem = own.file_stem().map(|stem| stem.to_string_lossy());
    let given = own
        .extension()
        .map(|given| given.to_string_lossy().to_lowercase());
    let given = given.filter(|given| WORD.contains(&ending) && WORD.contains(&given.as_str()));
    let ending = given.as_deref().unwrap_or(ending);
    format!("{}{MARKED}{ending}", stem.unwrap_or_default())
}

/// A file is named as a copy is.
pub fn is_copy(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.contains(MARKED))
}

/// Why nothing is written to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is the report itself.
    Itself,
    /// A file is there, and it is no copy of an earlier run.
    Taken,
    /// Another copy of this run went there.
    Twice,
}

/// Whether a copy may be written to a path.
///
/// # Errors
/// When it would overwrite the report, another copy, or a file that is none.
pub fn may_write(
    path: &Path,
    report: &Path,
    written: &BTreeSet<PathBuf>,
    force: bool,
) -> Result<(), Refused> {
    let real = |path: &Path| path.canonicalize().ok();
    if real(path).is_some_and(|path| real(report) == Some(path)) {
        return Err(Refused::Itself);
    }
    if written.contains(path) {
        return Err(Refused::Twice);
    }
    let ours = force || is_copy(path) || path.as_os_str() == "-" || !path.exists();
    ours.then_some(()).ok_or(Refused::Taken)
}

/// Says that nothing was written, and why.
pub fn refused(path: &Path, why: Refused, lang: Lang) {
    let code = match why {
        Refused::Itself => "itself",
        Refused::Taken => "taken",
        Refused::Twice => "twice",
    };
    let word = |part: &str| talk(&format!("mark.{code}{part}"), &[], lang);
    let shown = path.display().to_string();
    eprintln!("{}", line(&shown, code, &word(""), &word(".hint"), lang));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(path: &str, ending: &str) -> String {
        let input = Input {
            path: path.into(),
            member: None,
            shown: path.to_owned(),
            below: path.to_owned(),
            name: path.to_owned(),
            skip: None,
            fault: None,
        };
        name(&input, ending)
    }

    /// An office suite opens no template that calls itself a document.
    #[test]
    fn a_copy_keeps_the_kind_its_name_says() {
        assert_eq!(named("a/Báo cáo.pdf", "pdf"), "Báo cáo.marked.pdf");
        assert_eq!(named("a/b.DOCM", "docx"), "b.marked.docm");
        assert_eq!(named("a/b.docx", "docx"), "b.marked.docx");
        // Told by its content, whatever it is called.
        assert_eq!(named("a/b.doc", "docx"), "b.marked.docx");
        assert_eq!(named("a/b.docx", "pdf"), "b.marked.pdf");
    }
}

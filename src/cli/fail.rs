//! How what went wrong is spoken of: place first, what is so, then a hint.

use crate::emit::message::{Lang, talk};
use crate::model::Error;
use std::io;
use std::path::Path;

/// `báo-cáo.pdf: lỗi[password]: tệp được bảo vệ bằng mật khẩu` and a hint below it.
pub fn error(file: &str, error: &Error, lang: Lang) -> String {
    let sentence = error.sentence(lang);
    let word = talk("error", &[], lang);
    let said = format!(
        "{}: {word}[{}]: {}",
        one_line(file),
        error.code(),
        one_line(sentence.message.trim())
    );
    match sentence.hint.as_str() {
        "" => said,
        hint => format!("{said}\n  {}: {hint}", talk("hint", &[], lang)),
    }
}

/// What ended the whole run: behind the place it happened at, the system's own errors in the user's words.
pub fn fatal(failed: &anyhow::Error, lang: Lang) -> String {
    let own = failed.chain().position(|cause| system(cause).is_some());
    let Some((at, cause)) = own.and_then(|at| Some((at, system(failed.chain().nth(at)?)?))) else {
        return format!("phuluc: {}: {failed:#}", talk("error", &[], lang));
    };
    let places: Vec<String> = failed.chain().take(at).map(ToString::to_string).collect();
    let place = match places.join(": ") {
        none if none.is_empty() => "phuluc".to_owned(),
        place => place,
    };
    error(&place, &cause, lang)
}

/// The error of the system that a cause is or holds.
pub fn system(cause: &(dyn std::error::Error + 'static)) -> Option<Error> {
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return Some(error.into());
    }
    let json = cause.downcast_ref::<serde_json::Error>()?;
    json.io_error_kind()
        .map(|kind| io::Error::from(kind).into())
}

/// The text of a file the user named; `None`, and said so, when it cannot be read.
pub fn text(path: &Path, lang: Lang) -> Option<String> {
    let said = |cause: io::Error| {
        eprintln!(
            "{}",
            error(&path.display().to_string(), &cause.into(), lang)
        )
    };
    std::fs::read_to_string(path).map_err(said).ok()
}

/// Says that a file the user named holds something else than it should.
pub fn unusable(path: &Path, detail: &str, lang: Lang) {
    let data: [(&str, &dyn ToString); 2] = [("file", &path.display()), ("detail", &detail)];
    let said = talk("audit.config", &data, lang);
    eprintln!("{}: {said}", talk("error", &[], lang));
}

/// What a library said, in the reader's language where that is known.
pub fn detail(said: &str, lang: Lang) -> String {
    let own = &crate::locale::of(lang).details;
    own.get(said).map_or(said, String::as_str).to_owned()
}

/// Control characters made visible: a file's name may hold newlines and worse.
pub fn one_line(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            if c.is_control() {
                c.escape_default().collect()
            } else {
                vec![c]
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    /// A full disk is told in the user's words, behind the file it happened to.
    #[test]
    fn errors_of_the_system_are_sentences() {
        let full: io::Result<()> = Err(io::ErrorKind::StorageFull.into());
        let said = fatal(&full.context("out/a.csv").unwrap_err(), Lang::Vi);
        assert!(said.starts_with("out/a.csv: lỗi[disk-full]: "), "{said}");
        assert!(!said.contains("os error"), "{said}");
    }
}

//! Commands that read one file: its bytes, the work on them, and the word when it fails.

use super::{Exit, fail};
use crate::batch::{guard, single, source};
use crate::emit::message::Lang;
use crate::model::{Error, ErrorKind};
use crate::read::Limits;
use std::path::Path;

/// Reads the file and does the work on its bytes, within the limits; `None`, and said so, when that fails.
pub fn read<T: Send>(
    path: &Path,
    limits: &Limits,
    lang: Lang,
    work: impl FnOnce(Vec<u8>) -> Result<T, Error> + Send,
) -> Option<T> {
    let shown = source::shown(path);
    let say = move |error: &Error| eprintln!("{}", fail::error(&shown, error, lang));
    let trip = {
        let say = say.clone();
        move |error| {
            say(&error);
            std::process::exit(Exit::Unread as i32)
        }
    };
    let input = single(path, limits)
        .map_err(|members| several(&members))
        .inspect_err(&say)
        .ok()?;
    let read = || {
        work(source::content(
            &input.path,
            input.member.as_deref(),
            limits,
        )?)
    };
    guard::alone(limits, trip, read).inspect_err(say).ok()
}

/// Members that are named before the rest is only counted.
const NAMED: usize = 5;

/// An archive of several reports, to a command that reads one.
fn several(members: &[String]) -> Error {
    let mut names: Vec<&str> = members.iter().take(NAMED).map(String::as_str).collect();
    if members.len() > NAMED {
        names.push("…");
    }
    let kind = ErrorKind::ArchiveOfSeveral {
        count: members.len(),
        names: names.join(", "),
    };
    kind.into()
}

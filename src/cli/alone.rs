//! Commands that read one file: its bytes, the work on them, and the word when it fails.

use super::{Exit, fail};
use phuluc::batch::{guard, source};
use phuluc::emit::message::Lang;
use phuluc::model::{Error, Failure};
use phuluc::read::Limits;
use std::path::Path;

/// Reads the file and does the work on its bytes, within the limits; `None`, and said so, when that fails.
pub fn read<T: Send>(
    path: &Path,
    limits: &Limits,
    lang: Lang,
    work: impl FnOnce(&[u8]) -> Result<T, Error> + Send,
) -> Option<T> {
    let shown = source::shown(path);
    let say = move |failure: &Failure| eprintln!("{}", fail::failure(&shown, failure, lang));
    let trip = {
        let say = say.clone();
        move |failure| {
            say(&failure);
            std::process::exit(Exit::Unread as i32)
        }
    };
    let read = || work(&source::bytes(path, limits.file_bytes)?);
    guard::alone(limits, trip, read).inspect_err(say).ok()
}

//! The bytes of one input, and nothing but a regular file's.

use crate::model::{Error, ErrorKind, LimitKind};
use crate::read::{Limits, archive};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// Reads a regular file of at most `limit` bytes; `-` is standard input.
///
/// # Errors
/// When it is no regular file (a pipe or a device would never end), too large, or not readable.
pub fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, Error> {
    if path.as_os_str() == "-" {
        return capped(std::io::stdin().lock(), 0, limit);
    }
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(ErrorKind::NotAFile.into());
    }
    if about.len() > limit {
        return Err(too_large(about.len(), limit));
    }
    capped(File::open(path)?, about.len(), limit)
}

/// The bytes of a file, or of a member of the archive it is.
///
/// # Errors
/// As [`bytes`] and [`archive::member`] do.
pub fn content(path: &Path, member: Option<&[usize]>, limits: &Limits) -> Result<Vec<u8>, Error> {
    let bytes = bytes(path, limits.file_bytes)?;
    match member {
        Some(at) => archive::member(&bytes, at, limits),
        None => Ok(bytes),
    }
}

/// A file may grow while it is read, so the limit is asked again.
fn capped(source: impl Read, expected: u64, limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    source
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    match bytes.len() as u64 {
        found if found > limit => Err(too_large(found, limit)),
        _ => Ok(bytes),
    }
}

fn too_large(found: u64, limit: u64) -> Error {
    let kind = ErrorKind::Limit {
        what: LimitKind::FileSize,
        found: Some(found),
        limit,
    };
    kind.into()
}

/// How a path is shown and sorted: `/` between folders on every system.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_not_a_file() {
        assert!(bytes(Path::new("/"), 10).is_err_and(|error| error.kind == ErrorKind::NotAFile));
    }

    #[test]
    fn more_than_the_limit_is_an_error_not_a_cut() {
        assert!(capped(&b"12345"[..], 5, 4).is_err_and(|error| error == too_large(5, 4)));
        assert!(matches!(capped(&b"1234"[..], 4, 4), Ok(bytes) if bytes.len() == 4));
    }
}

//! Files appear whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes a file under a temporary name and renames it. When the name is held by another program
/// (a workbook open in Excel), the work goes beside it; the path it really went to is returned.
///
/// # Errors
/// When the disk is full or the folder cannot be written; the old file is untouched then.
pub fn atomic(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<PathBuf> {
    let temporary = temporary(path);
    let written = write_to(&temporary, fill).and_then(|()| settle(&temporary, path));
    if written.is_err() {
        // What cannot be removed now is left under its temporary name; there is nothing better to do.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Puts a file that is never changed in place under a further name: as one and the same where the disk allows it, else
/// as a copy.
///
/// # Errors
/// When it cannot be read or the folder cannot be written; what had the name before is whole then.
pub fn shared(from: &Path, to: &Path) -> io::Result<()> {
    let temporary = temporary(to);
    let _ = fs::remove_file(&temporary);
    if fs::hard_link(from, &temporary).is_err() {
        fs::copy(from, &temporary)?;
    }
    let renamed = fs::rename(&temporary, to);
    // Of two names of one file renaming leaves both.
    let _ = fs::remove_file(&temporary);
    renamed
}

fn temporary(path: &Path) -> PathBuf {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn write_to(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, File::create(path)?);
    fill(&mut out)?;
    out.flush()
}

fn settle(temporary: &Path, path: &Path) -> io::Result<PathBuf> {
    match fs::rename(temporary, path) {
        Ok(()) => Ok(path.to_owned()),
        Err(error) if path.exists() => {
            let beside = beside(path).ok_or(error)?;
            fs::rename(temporary, &beside)?;
            Ok(beside)
        }
        Err(error) => Err(error),
    }
}

/// `indicators.csv` → `indicators (2).csv`, the first that is free or can be replaced.
fn beside(path: &Path) -> Option<PathBuf> {
    let stem = path.file_stem()?.to_string_lossy().into_owned();
    let ending = path
        .extension()
        .map(|e| format!(".{}", e.to_string_lossy()))
        .unwrap_or_default();
    (2..100)
        .map(|n| path.with_file_name(format!("{stem} ({n}){ending}")))
        .find(|free| !free.exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("phuluc-write-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        dir
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_rubbish() {
        let dir = folder("failed");
        let path = dir.join("a.csv");
        atomic(&path, |out| out.write_all(b"old")).unwrap();
        let failed = atomic(&path, |out| {
            out.write_all(b"half")
                .and(Err(io::Error::other("disk full")))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_shared_file_has_both_names_and_no_third() {
        let dir = folder("shared");
        let (from, to) = (dir.join("a"), dir.join("b"));
        fs::write(&from, "new").unwrap();
        fs::write(&to, "old").unwrap();
        for _ in 0..2 {
            shared(&from, &to).unwrap();
            assert_eq!(fs::read(&to).unwrap(), b"new");
            assert_eq!(fs::read_dir(&dir).unwrap().count(), 2);
        }
        assert!(shared(&dir.join("none"), &to).is_err());
        assert_eq!(fs::read(&to).unwrap(), b"new");
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_name_that_is_held_means_a_file_beside_it() {
        let dir = folder("held");
        // A folder of that name cannot be replaced by a file, like a file another program holds open.
        fs::create_dir_all(dir.join("a.csv/x")).unwrap();
        let path = atomic(&dir.join("a.csv"), |out| out.write_all(b"new")).unwrap();
        assert_eq!(path, dir.join("a (2).csv"));
        fs::remove_dir_all(dir).unwrap();
    }
}

//! One run at a time in one output folder.

use super::OWN;
use crate::model::{Error, ErrorKind};
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Held as long as a run goes on; the system gives it back however the run ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Makes the folder this run's alone. What is there and may be written is found out before anything is read.
///
/// # Errors
/// When the folder cannot be made or written, or another run holds it.
pub fn take(dir: &Path) -> Result<Lock, Error> {
    let own = dir.join(OWN);
    fs::create_dir_all(own.join("kept"))?;
    fs::create_dir_all(dir.join("reports"))?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(own.join("lock"))?;
    held(file.try_lock())?;
    // The folder of the tables may be another's than that of the lock.
    tempfile::NamedTempFile::new_in(dir)?;
    Ok(Lock { _file: file })
}

/// Keeps runs from writing to a folder while it is read; several may read it at once, and it may be one that cannot be
/// written.
///
/// # Errors
/// When there is no such folder, or a run holds it.
pub fn share(dir: &Path) -> Result<Lock, Error> {
    let file = File::open(dir.join(OWN).join("lock"))?;
    held(file.try_lock_shared())?;
    Ok(Lock { _file: file })
}

fn held(tried: Result<(), TryLockError>) -> Result<(), Error> {
    match tried {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(ErrorKind::StoreInUse.into()),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_refused_until_the_first_ends() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = take(dir.path()).expect("a lock");
        let second = take(dir.path()).expect_err("held");
        assert_eq!(second.kind, ErrorKind::StoreInUse);
        drop(first);
        take(dir.path()).expect("free again");
    }
}

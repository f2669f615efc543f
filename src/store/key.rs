//! What a reading depends on: the content of the file, and everything the program reads it with.

use crate::batch::Program;
use crate::pipeline::{Context, Setup};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Hash of what every file of a run is read with: program, settings, forms.
///
/// The file of the program stands for its version: a newer build may read otherwise.
pub fn of_reading(context: &Context) -> String {
    let program = Program::own().ok();
    let about = program.and_then(|program| program.code.metadata().ok());
    let build = about.map(|about| (about.len(), about.modified().ok()));
    let mut hash = Sha256::new();
    let setup = Setup {
        schema_dirs: whole(&context.setup.schema_dirs),
        ..context.setup.clone()
    };
    let settings = serde_json::to_vec(&(env!("CARGO_PKG_VERSION"), build, &setup));
    hash.update(settings.unwrap_or_default());
    if !context.setup.schema_dirs.is_empty() {
        hash.update(serde_json::to_vec(context.schemas()).unwrap_or_default());
    }
    hex(&hash.finalize())
}

/// Folders as the system knows them, however they were named.
pub fn whole(folders: &[PathBuf]) -> Vec<PathBuf> {
    let known = |folder: &PathBuf| folder.canonicalize().unwrap_or_else(|_| folder.clone());
    folders.iter().map(known).collect()
}

/// Hash of the content of each file, several at once; none for what cannot be read.
pub fn of_files<'p>(paths: impl Iterator<Item = &'p Path>) -> BTreeMap<PathBuf, String> {
    let mut paths: Vec<&Path> = paths.collect();
    paths.sort_unstable();
    paths.dedup();
    let hashed = paths.par_iter().filter_map(|path| {
        let hash = of_file(path).ok()?;
        Some(((*path).to_owned(), hash))
    });
    hashed.collect()
}

/// Only a regular file has a content that stays.
fn of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(buffer.get(..read).unwrap_or_default()),
        }
    }
}

/// Hash of some bytes.
pub fn of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

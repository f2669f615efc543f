//! What was read from pictures is kept: the same picture, read by the same readers, is read once.

use super::folders;
use super::ocr::{Readers, find::hex};
use super::picture::Picture;
use super::scan::{LayerWord, Scan, scan};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs, io};

/// Set to `off`, nothing is kept.
const VARIABLE: &str = "PHULUC_CACHE";
/// So much is kept at most, in bytes; the oldest goes first.
const MOST: u64 = 200 << 20;
/// Raised whenever the same picture would be read otherwise than before.
const READING: u32 = 4;

/// What is kept of this picture, else what is read of it now.
pub(super) fn kept_or_read(
    picture: Picture,
    layer: &[LayerWord],
    readers: &Readers,
) -> Option<Scan> {
    let Some(folder) = folder().filter(|_| !readers.fresh) else {
        return scan(picture, layer, readers);
    };
    let path = folder.join(key(&picture, layer, readers) + ".json");
    let kept = fs::read(&path).ok();
    if let Some(scan) = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()) {
        return Some(scan);
    }
    let failures = readers.failures();
    let scan = scan(picture, layer, readers)?;
    if readers.failures() > failures {
        // What one reader alone says is good for now: next time both may be there again.
        return Some(scan);
    }
    // A folder that cannot be written to costs time and nothing else.
    let _ = keep(&folder, &path, &scan);
    Some(scan)
}

/// The picture, what is read with it and who reads.
fn key(picture: &Picture, layer: &[LayerWord], readers: &Readers) -> String {
    let mut hash = Sha256::new();
    let about = (
        (READING, env!("CARGO_PKG_VERSION")),
        // A run for figures alone leaves labels out.
        (readers.names(), readers.mode),
        (picture.width, picture.height, picture.dpi.to_bits()),
        layer,
    );
    hash.update(serde_json::to_vec(&about).unwrap_or_default());
    hash.update(&picture.grey);
    if let Some(colour) = &picture.colour {
        hash.update(colour.as_flattened());
    }
    hex(&hash.finalize())
}

/// Where pages are kept; none where the user wants none kept.
fn folder() -> Option<PathBuf> {
    let off = env::var_os(VARIABLE).is_some_and(|value| value == "off");
    folders::cache()
        .filter(|_| !off)
        .map(|folder| folder.join("pages"))
}

fn keep(folder: &Path, path: &Path, scan: &Scan) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    serde_json::to_writer(io::BufWriter::new(&mut file), scan)?;
    file.persist(path)?;
    make_room(folder)
}

/// Drops the oldest files where there are too many.
fn make_room(folder: &Path) -> io::Result<()> {
    let mut files: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        files.push((about.modified()?, about.len(), entry.path()));
    }
    files.sort();
    let mut size: u64 = files.iter().map(|(_, size, _)| size).sum();
    for (_, own, path) in files {
        if size <= MOST {
            break;
        }
        fs::remove_file(path)?;
        size -= own;
    }
    Ok(())
}

//! A page of a file → its picture. Drawn in a process of its own, for a broken page may take the one that draws it with it.

use super::{guard, source};
use crate::model::{Error, ErrorKind, Page};
use crate::read::{Options, shown};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// What is asked.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ask {
    /// The file.
    pub path: PathBuf,
    /// Which file of the archive it is, where it is in one.
    pub member: Option<Vec<usize>>,
    /// The hash it had when it was read: of another file no page is shown.
    pub sha256: String,
    /// The page from 1, and the resolution; `None` asks for the sizes of all pages.
    pub page: Option<(u32, f32)>,
}

/// The sizes of a file's pages; `None` where it has none that can be drawn.
pub fn sizes(program: &Path, ask: &Ask) -> Option<Vec<Page>> {
    serde_json::from_slice(&answer(program, ask)?).ok()
}

/// The picture of the page asked for, as PNG; `None` where it cannot be drawn.
pub fn png(program: &Path, ask: &Ask) -> Option<Vec<u8>> {
    answer(program, ask)
}

fn answer(program: &Path, ask: &Ask) -> Option<Vec<u8>> {
    let mut child = Command::new(program)
        .arg("picture")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let request = serde_json::to_vec(ask).ok()?;
    // A child that died before it listened is told from its exit.
    let _ = stdin.write_all(&request);
    drop(stdin);
    let mut stdout = child.stdout.take()?;
    let read = thread::spawn(move || {
        let mut bytes = Vec::new();
        stdout.read_to_end(&mut bytes).map(|_| bytes)
    });
    let bytes = read.join().ok()?.ok();
    let status = child.wait().ok()?;
    bytes.filter(|bytes| status.success() && !bytes.is_empty())
}

/// The child's side; whether there is an answer.
///
/// # Errors
/// When the pipes break.
pub fn serve() -> io::Result<bool> {
    let mut request = Vec::new();
    io::stdin().lock().read_to_end(&mut request)?;
    let ask: Ask = serde_json::from_slice(&request)?;
    let options = Options::default();
    let give_up = |_| std::process::exit(1);
    let Ok(bytes) = guard::alone(&options.limits, give_up, || drawn(&ask, &options)) else {
        return Ok(false);
    };
    let mut out = io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(true)
}

fn drawn(ask: &Ask, options: &Options) -> Result<Vec<u8>, Error> {
    let whole = source::bytes(&ask.path, options.limits.file_bytes)?;
    let hash = Sha256::digest(&whole);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    if hash != ask.sha256 {
        return Err(ErrorKind::NotFound.into());
    }
    let bytes = match &ask.member {
        Some(_) => source::content(&ask.path, ask.member.as_deref(), &options.limits)?,
        None => whole,
    };
    match ask.page {
        Some((page, dpi)) => shown::png(bytes, page, dpi, options),
        None => {
            let sizes = shown::sizes(bytes, options)?;
            serde_json::to_vec(&sizes).map_err(|error| Error::failed(error.to_string()))
        }
    }
}

//! A page of a file → its picture; a file without pages → the pages LibreOffice prints of it. Done in a process of its
//! own, for a broken page may take the one that draws it with it.

use super::Program;
use super::printed::{self, Printed};
use super::{guard, source};
use crate::model::{Error, ErrorKind, Page};
use crate::read::{Options, shown};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// What is asked of which file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ask {
    /// The file.
    pub of: Source,
    /// What of it.
    pub want: Want,
}

/// A file whose pages are asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Source {
    /// A file of the folder, or the member of an archive.
    File {
        /// The file.
        path: PathBuf,
        /// Which file of the archive it is, where it is in one.
        member: Option<Vec<usize>>,
        /// The hash it had when it was read: of another file no page is shown.
        sha256: String,
    },
    /// What comes behind the request.
    Sent,
}

/// What is asked of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Want {
    /// The sizes of all pages.
    Sizes,
    /// The picture of a page, from 1, in a resolution.
    Picture(u32, f32),
    /// A file of this format, which has no pages, as it is printed.
    Printed(String),
}

/// The sizes of a file's pages; `None` where it has none that can be drawn.
pub fn sizes(program: &Program, of: Source) -> Option<Vec<Page>> {
    let ask = Ask {
        of,
        want: Want::Sizes,
    };
    serde_json::from_slice(&answer(program, &ask, &[])?).ok()
}

/// The picture of a page as PNG, its number from 1; `None` where it cannot be drawn. `sent` are the bytes of
/// [`Source::Sent`].
pub fn png(
    program: &Program,
    of: Source,
    (number, dpi): (u32, f32),
    sent: &[u8],
) -> Option<Vec<u8>> {
    let want = Want::Picture(number, dpi);
    answer(program, &Ask { of, want }, sent)
}

/// A file without pages as it is printed; `None` where it cannot be. This takes seconds.
pub fn print(program: &Program, of: Source, format: &str) -> Option<Printed> {
    let want = Want::Printed(format.to_owned());
    printed::unpack(&answer(program, &Ask { of, want }, &[])?)
}

fn answer(program: &Program, ask: &Ask, sent: &[u8]) -> Option<Vec<u8>> {
    let mut child = program
        .command("picture")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let mut request = serde_json::to_vec(ask).ok()?;
    request.push(b'\n');
    // A child that died before it listened is told from its exit.
    let _ = stdin
        .write_all(&request)
        .and_then(|()| stdin.write_all(sent));
    drop(stdin);
    let mut bytes = Vec::new();
    let read = child.stdout.take()?.read_to_end(&mut bytes);
    let status = child.wait().ok()?;
    (read.is_ok() && status.success() && !bytes.is_empty()).then_some(bytes)
}

/// The child's side; whether there is an answer.
///
/// # Errors
/// When the pipes break.
pub fn serve() -> io::Result<bool> {
    let options = Options::default();
    let mut stdin = io::stdin().lock();
    let mut request = String::new();
    stdin.read_line(&mut request)?;
    let ask: Ask = serde_json::from_str(&request)?;
    let mut sent = Vec::new();
    stdin
        .take(options.limits.file_bytes)
        .read_to_end(&mut sent)?;
    let give_up = |_| std::process::exit(1);
    let made = guard::alone(&options.limits, give_up, || made(&ask, sent, &options));
    let Ok(bytes) = made else {
        return Ok(false);
    };
    let mut out = io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(true)
}

fn made(ask: &Ask, sent: Vec<u8>, options: &Options) -> Result<Vec<u8>, Error> {
    let bytes = match &ask.of {
        Source::Sent => sent,
        Source::File {
            path,
            member,
            sha256,
        } => unchanged(path, member.as_deref(), sha256, options)?,
    };
    let failed = |error: serde_json::Error| Error::failed(error.to_string());
    match &ask.want {
        Want::Picture(page, dpi) => shown::png(bytes, *page, *dpi, options),
        Want::Sizes => serde_json::to_vec(&shown::sizes(bytes, options)?).map_err(failed),
        Want::Printed(format) => printed::pack(&bytes, format, options),
    }
}

/// The bytes of a file, or of a member of it, where the file is the one that was read.
fn unchanged(
    path: &Path,
    member: Option<&[usize]>,
    sha256: &str,
    options: &Options,
) -> Result<Vec<u8>, Error> {
    let whole = source::bytes(path, options.limits.file_bytes)?;
    let hash = Sha256::digest(&whole);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    match member {
        _ if hash != sha256 => Err(ErrorKind::NotFound.into()),
        Some(_) => source::content(path, member, &options.limits),
        None => Ok(whole),
    }
}

//! One process per document: whatever a broken file does to its reader, the others are read.

use super::worker::{Answer, Request};
use super::{Input, watch};
use crate::model::{Failure, Outcome};
use crate::pipeline::Setup;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Most bytes of an answer.
const MAX_ANSWER: u64 = 256 << 20;
/// Most bytes kept of what a dying child says.
const MAX_STDERR_BYTES: u64 = 16 << 10;
/// The child watches its own clock; this much later it is stopped from outside.
const GRACE: Duration = Duration::from_secs(2);

/// Reads one input in a process of its own.
pub fn read(program: &Path, input: &Input, setup: &Setup) -> Outcome {
    match ask(program, input, setup) {
        Ok(Answer::Read(report)) => Outcome::Read(report),
        Ok(Answer::Failed(failure)) | Err(failure) => Outcome::Failed(failure),
    }
}

fn ask(program: &Path, input: &Input, setup: &Setup) -> Result<Answer, Failure> {
    let request = Request {
        file: input.shown.clone(),
        member: input.member.clone(),
        setup: setup.clone(),
    };
    let request = serde_json::to_vec(&request).map_err(failed)?;
    let mut child = start(program, &input.path).map_err(failed)?;
    let (answer, last_words) = listen(&mut child);
    // A child that died before it listened says why on its way out.
    let _ = child
        .stdin
        .take()
        .map(|mut stdin| stdin.write_all(&request));
    let wait = Duration::from_secs(setup.read.limits.seconds.into()) + GRACE;
    let heard = answer.recv_timeout(wait);
    if !matches!(&heard, Ok(bytes) if bytes.len() as u64 <= MAX_ANSWER) {
        let _ = child.kill();
    }
    let status = child.wait().map_err(failed)?;
    match heard {
        Ok(bytes) if bytes.len() as u64 > MAX_ANSWER => Err(too_much()),
        Ok(bytes) => serde_json::from_str(&String::from_utf8_lossy(&bytes))
            .map_err(|_| death(status, &last_words.recv().unwrap_or_default(), setup)),
        Err(_) => Err(watch::time_over(&setup.read.limits)),
    }
}

fn start(program: &Path, path: &Path) -> io::Result<Child> {
    Command::new(program)
        .arg("worker")
        .arg("--")
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// Collects the answer and the last words, each on a thread, so that neither pipe fills up.
fn listen(child: &mut Child) -> (mpsc::Receiver<Vec<u8>>, mpsc::Receiver<Vec<u8>>) {
    let answer = child.stdout.take().map(|out| collect(out, MAX_ANSWER + 1));
    let last_words = child
        .stderr
        .take()
        .map(|err| collect(err, MAX_STDERR_BYTES));
    let silent = || mpsc::channel().1;
    (
        answer.unwrap_or_else(silent),
        last_words.unwrap_or_else(silent),
    )
}

fn collect(mut pipe: impl Read + Send + 'static, most: u64) -> mpsc::Receiver<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A pipe that breaks has said all it will say.
        let _ = pipe.by_ref().take(most).read_to_end(&mut bytes);
        let _ = send.send(bytes);
        let _ = io::copy(&mut pipe, &mut io::sink());
    });
    receive
}

fn failed(error: impl ToString) -> Failure {
    Failure::new("failed").with("detail", error.to_string())
}

fn too_much() -> Failure {
    let limit = format!("{} MiB", MAX_ANSWER >> 20);
    Failure::new("limit")
        .with("what", "answer")
        .with("found", format!("> {limit}"))
        .with("limit", limit)
}

/// Why a child ended without an answer.
fn death(status: ExitStatus, last_words: &[u8], setup: &Setup) -> Failure {
    let words = String::from_utf8_lossy(last_words);
    if words.contains("has overflowed its stack") {
        return failed("stack overflow");
    }
    if words.contains("memory allocation of") || words.contains("out of memory") {
        return watch::memory_over(&setup.read.limits);
    }
    failed(ending(status))
}

#[cfg(unix)]
fn ending(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) => format!("signal {signal}"),
        None => format!("exit code {}", status.code().unwrap_or_default()),
    }
}

#[cfg(not(unix))]
fn ending(status: ExitStatus) -> String {
    format!("exit code {}", status.code().unwrap_or_default())
}

//! Worker processes: whatever a broken file does to its reader, the others are read.
//!
//! A worker reads many documents. It is replaced after one that killed it, that ran over a limit, or
//! when it says itself that it is time ([`super::worker`]).

use super::Program;
use super::frame;
use super::tied::{Tied, tie};
use super::worker::{Request, Said, Task};
use crate::emit::rendered::Rendered;
use crate::model::{Cause, Error, ErrorKind, LimitKind};
use crate::read::Limits;
use crate::read::progress::{PagesRead, TIME_A_PAGE};
use std::io::{self, BufReader, Read};
use std::process::{Child, ChildStdin, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Most bytes kept of what a dying child says.
const MAX_STDERR_BYTES: u64 = 16 << 10;
/// The child watches its own clock; this much later it is stopped from outside.
const GRACE: Duration = Duration::from_secs(2);

/// One place in the run: a worker, started when the first document comes.
#[derive(Default)]
pub struct Seat {
    worker: Option<Worker>,
}

/// A process that reads documents.
struct Worker {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<io::Result<Heard>>,
    last_words: Receiver<Vec<u8>>,
    _tied: Tied,
}

/// What a worker says.
enum Heard {
    /// How far it is.
    Step(PagesRead),
    /// Its answer.
    Answer(Answered),
}

/// An answer, and whether the worker left with it.
struct Answered {
    rendered: Vec<Rendered>,
    last: bool,
}

impl Seat {
    /// Has one document read. What befalls the worker is this document's failure; the next one gets a new
    /// worker. `steps` is told how far it is, where that takes long.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn read(
        &mut self,
        program: &Program,
        task: &Task,
        request: &Request,
        steps: &dyn Fn(PagesRead),
    ) -> Result<Vec<Rendered>, Error> {
        let mut worker = match self.worker.take() {
            Some(worker) => worker,
            None => Worker::start(program, task).map_err(|error| failed(&error))?,
        };
        let limits = &task.setup.read.limits;
        let heard = match worker.ask(request, limits, steps) {
            Ok(heard) => heard,
            Err(silence) => return Err(worker.end(&silence, limits)),
        };
        if heard.last {
            worker.leave();
        } else {
            self.worker = Some(worker);
        }
        Ok(heard.rendered)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.leave();
        }
    }
}

/// Why a worker did not answer.
enum Silence {
    /// It is still at it after its time.
    Late,
    /// What it wrote is no answer, or too long for one.
    Noise,
    /// It is gone.
    Gone,
}

impl Worker {
    fn start(program: &Program, task: &Task) -> io::Result<Worker> {
        let mut child = program
            .command("worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let tied = tie(&child);
        let (Some(mut requests), Some(stdout), Some(stderr)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::Error::other("a worker without pipes"));
        };
        frame::write(&serde_json::to_vec(task)?, &mut requests)?;
        Ok(Worker {
            child,
            requests,
            answers: listen(stdout),
            last_words: drain(stderr),
            _tied: tied,
        })
    }

    fn ask(
        &mut self,
        request: &Request,
        limits: &Limits,
        steps: &dyn Fn(PagesRead),
    ) -> Result<Answered, Silence> {
        let request = serde_json::to_vec(request).map_err(|_| Silence::Gone)?;
        // A worker that died before it listened is told from its exit, not from the broken pipe.
        let _ = frame::write(&request, &mut self.requests);
        let mut end = Instant::now() + Duration::from_secs(limits.seconds.into()) + GRACE;
        loop {
            let wait = end.saturating_duration_since(Instant::now());
            return match self.answers.recv_timeout(wait) {
                Ok(Ok(Heard::Step(step))) => {
                    // A scan of many pages takes its time, page by page.
                    end += TIME_A_PAGE;
                    steps(step);
                    continue;
                }
                Ok(Ok(Heard::Answer(answered))) => Ok(answered),
                Ok(Err(_)) => Err(Silence::Noise),
                Err(RecvTimeoutError::Timeout) => Err(Silence::Late),
                Err(RecvTimeoutError::Disconnected) => Err(Silence::Gone),
            };
        }
    }

    /// Ends a worker that did not answer, and says why it did not.
    fn end(mut self, silence: &Silence, limits: &Limits) -> Error {
        if !matches!(silence, Silence::Gone) {
            let _ = self.child.kill();
        }
        let status = self.child.wait();
        match (silence, status) {
            (Silence::Late, _) => Error::over(LimitKind::Time, limits),
            (Silence::Noise, _) => too_much(),
            (Silence::Gone, Ok(status)) => {
                death(status, &self.last_words.recv().unwrap_or_default(), limits)
            }
            (Silence::Gone, Err(error)) => failed(&error),
        }
    }

    /// Lets a worker go that has nothing more to do: it ends when its pipe closes.
    fn leave(self) {
        let Worker {
            mut child,
            requests,
            ..
        } = self;
        drop(requests);
        let _ = child.wait();
    }
}

/// Takes the answers off the pipe, on a thread, so that waiting for them can end.
fn listen(stdout: impl Read + Send + 'static) -> Receiver<io::Result<Heard>> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut pipe = BufReader::with_capacity(1 << 16, stdout);
        while let Some(heard) = hear(&mut pipe).transpose() {
            let is_noise = heard.is_err();
            if send.send(heard).is_err() || is_noise {
                break;
            }
        }
    });
    receive
}

/// The next answer; `None` at the end of the pipe.
fn hear(pipe: &mut impl Read) -> io::Result<Option<Heard>> {
    let head = match frame::read(pipe) {
        // A worker that dies in the middle of a frame is gone, whatever it began to say.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    };
    let Some(head) = head else { return Ok(None) };
    let answer = match serde_json::from_slice(&head)? {
        Said::Step(step) => return Ok(Some(Heard::Step(step))),
        Said::Answer(answer) => answer,
    };
    let mut rendered = Vec::with_capacity(answer.facts.len());
    for facts in answer.facts {
        match hear_parts(pipe)? {
            Some(parts) => rendered.push(Rendered::of(facts, parts, answer.memory)),
            None => return Ok(None),
        }
    }
    let last = answer.last;
    Ok(Some(Heard::Answer(Answered { rendered, last })))
}

/// The parts of one report; `None` at the end of the pipe.
fn hear_parts(pipe: &mut impl Read) -> io::Result<Option<[Vec<u8>; 2]>> {
    let mut parts: [Vec<u8>; 2] = Default::default();
    for part in &mut parts {
        match frame::read(pipe) {
            Ok(Some(bytes)) => *part = bytes,
            Ok(None) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
    }
    Ok(Some(parts))
}

/// Keeps the beginning of what goes to standard error and reads on, so that the pipe never fills up.
fn drain(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A pipe that breaks has said all it will say.
        let _ = pipe.by_ref().take(MAX_STDERR_BYTES).read_to_end(&mut bytes);
        let _ = io::copy(&mut pipe, &mut io::sink());
        let _ = send.send(bytes);
    });
    receive
}

fn failed(error: &io::Error) -> Error {
    Error::failed(Cause::of(error))
}

fn too_much() -> Error {
    let kind = ErrorKind::Limit {
        what: LimitKind::Answer,
        found: None,
        limit: frame::MAX_FRAME,
    };
    kind.into()
}

/// Why a worker ended without an answer.
fn death(status: ExitStatus, last_words: &[u8], limits: &Limits) -> Error {
    let words = String::from_utf8_lossy(last_words);
    if words.contains("has overflowed its stack") {
        return Error::failed("stack overflow");
    }
    if words.contains("memory allocation of") || words.contains("out of memory") {
        return Error::over(LimitKind::Memory, limits);
    }
    Error::failed(ending(status))
}

#[cfg(unix)]
fn ending(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) => format!("signal {signal}"),
        None => format!("exit code {}", status.code().unwrap_or_default()),
    }
}

/// Windows says how a process ended in its exit code: 0xC0000005 for memory it had no right to.
#[cfg(not(unix))]
fn ending(status: ExitStatus) -> String {
    match status.code().unwrap_or_default() {
        code if code < 0 => format!("exit code 0x{:08X}", code.cast_unsigned()),
        code => format!("exit code {code}"),
    }
}

//! The child's side of [`super::process`]: the setup once, then one request after the other, each
//! answered, until the parent closes the pipe.
//!
//! What every document needs – forms, labels, sentences – is made once. The worker leaves by itself,
//! saying so in its last answer, when a document made its reader panic, when a limit was reached, when it
//! has grown, or after [`MAX_DOCUMENTS`].

use super::{entries, frame, guard, watch};
use crate::emit::rendered::{Facts, FactsOutcome, Rendered, Rendering, render};
use crate::model::{Error, ErrorKind, Outcome};
use crate::pipeline::{Context, Setup};
use crate::read::Limits;
use crate::read::progress::{self, PagesRead};
use serde::{Deserialize, Serialize};
use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;

/// A worker that has read so many documents makes room for a fresh one: what a library leaks in a
/// document is given back in the end. At 3 ms a start, a replacement costs each document 12 µs.
const MAX_DOCUMENTS: usize = 250;

/// A worker that holds more than this part of the memory one document may take is replaced, so that what
/// earlier documents left behind does not count against the next.
const MAX_SHARE_LEFT: u64 = 8;

/// What is said to a worker once.
#[derive(Debug, Serialize, Deserialize)]
pub struct Task {
    /// The settings of the run.
    pub setup: Setup,
    /// What is wanted of each report.
    pub rendering: Rendering,
}

/// One document.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Where it is.
    pub path: PathBuf,
    /// Which file of the archive it is, where it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Vec<usize>>,
    /// How the file is shown.
    pub file: String,
    /// Name of its report in the run.
    pub name: String,
}

/// What a worker says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Said {
    /// How far it is with the document.
    Step(PagesRead),
    /// What came of the document.
    Answer(Answer),
}

/// The first frame of an answer; the rendered parts of each report follow, a frame each.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// What is counted of each report of the document.
    pub facts: Vec<Facts>,
    /// The worker leaves after it.
    pub last: bool,
    /// Its memory in bytes; 0 where it is not known.
    #[serde(default)]
    pub memory: u64,
}

/// Serves until the parent closes the pipe.
///
/// # Errors
/// When there is no task to understand, or nobody to answer to.
pub fn serve() -> io::Result<()> {
    let mut stdin = BufReader::new(io::stdin());
    let Some(task) = frame::read(&mut stdin)? else {
        return Ok(());
    };
    let task: Task = serde_json::from_slice(&task)?;
    progress::listen(step);
    let (send, requests) = mpsc::channel();
    let reader = thread::spawn(move || read_all(task, &requests));
    while let Some(request) = frame::read(&mut stdin)? {
        if send.send(serde_json::from_slice(&request)?).is_err() {
            break;
        }
    }
    if reader.is_finished() {
        return reader.join().unwrap_or(Ok(()));
    }
    // The parent is gone or wants no more: a document in the middle of reading is of no use to anybody.
    std::process::exit(0)
}

fn read_all(task: Task, requests: &Receiver<Request>) -> io::Result<()> {
    let limits = task.setup.read.limits;
    let context = Context::new(task.setup);
    for (at, request) in requests.iter().enumerate() {
        let outcomes = match &context {
            Ok(context) => attempt(&request, context),
            Err(errors) => vec![Outcome::Failed(schema_error(errors))],
        };
        let is_failure = |outcome: &Outcome| matches!(outcome, Outcome::Failed(error) if error.kind == ErrorKind::Failed);
        let failed = outcomes.iter().any(is_failure);
        let schemas = context.as_ref().map_or(&[][..], Context::schemas);
        let entries = entries(&request.file, &request.name, outcomes);
        let rendered = entries.map(|entry| render(&entry, schemas, task.rendering));
        let rendered = rendered.collect::<io::Result<Vec<Rendered>>>()?;
        let last = failed || at + 1 >= MAX_DOCUMENTS || has_grown(&limits);
        answer(&rendered, last)?;
        if last {
            break;
        }
    }
    // The pipe of requests may stay open for longer; this process does not.
    std::process::exit(0)
}

fn attempt(request: &Request, context: &Context) -> Vec<Outcome> {
    let give_up = |error| give_up(request, error);
    let read = || {
        Ok(guard::read(
            &request.path,
            request.member.as_deref(),
            &request.file,
            context,
        ))
    };
    let done = guard::alone(&context.setup.read.limits, give_up, read);
    done.unwrap_or_else(|error| vec![Outcome::Failed(error)])
}

fn has_grown(limits: &Limits) -> bool {
    watch::resident_bytes().is_some_and(|bytes| bytes > limits.memory_bytes / MAX_SHARE_LEFT)
}

/// The parent loaded the same files a moment ago: somebody changed them in between.
fn schema_error(errors: &[crate::schema::SchemaError]) -> Error {
    let detail = errors.first().map(ToString::to_string).unwrap_or_default();
    Error::failed(detail)
}

/// Answers in the middle of the work and ends the process.
fn give_up(request: &Request, error: Error) {
    let rendered = failed(&request.file, &request.name, error);
    let sent = answer(&[rendered], true);
    std::process::exit(if sent.is_ok() { 0 } else { 3 })
}

/// What is left to say of a document without a report.
fn failed(file: &str, name: &str, error: Error) -> Rendered {
    Rendered {
        facts: Facts {
            file: file.to_owned(),
            name: name.to_owned(),
            outcome: FactsOutcome::Failed(error),
        },
        ..Rendered::default()
    }
}

/// Says how far a document is. Whoever does not listen any more misses nothing.
fn step(read: PagesRead) {
    let mut out = io::stdout().lock();
    let told = serde_json::to_vec(&Said::Step(read)).map(|step| frame::write(&step, &mut out));
    drop(told.map(|_| out.flush()));
}

fn answer(rendered: &[Rendered], last: bool) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let answer = Said::Answer(Answer {
        facts: rendered.iter().map(|one| one.facts.clone()).collect(),
        last,
        memory: watch::resident_bytes().unwrap_or(0),
    });
    frame::write(&serde_json::to_vec(&answer)?, &mut out)?;
    for part in rendered.iter().flat_map(Rendered::parts) {
        frame::write(part, &mut out)?;
    }
    out.flush()
}

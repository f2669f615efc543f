//! Many inputs: which files to read, in which order, and what to do when one of them misbehaves.
//!
//! | step | in → out |
//! |---|---|
//! | `find` | paths as typed → inputs, each once, in path order |
//! | `process` | one input → its part of each output, read in a worker process that stays |
//! | `program` | how a worker is started |
//! | `guard` | the same in this process: panics caught, time and memory watched |
//! | `page` | a page of one input → its picture, drawn in a process of its own |
//! | `ordered` | parts in any order → in path order |
//! | `write` | files that appear whole or not at all |

pub(crate) mod fault;
pub(crate) mod find;
pub(crate) mod frame;
pub(crate) mod guard;
pub(crate) mod name;
pub(crate) mod ordered;
pub(crate) mod page;
pub(crate) mod printed;
pub(crate) mod process;
pub(crate) mod program;
pub(crate) mod source;
pub(crate) mod tied;
pub(crate) mod watch;
pub(crate) mod worker;
pub(crate) mod write;

pub use find::{Input, inputs, single};
pub use program::Program;

use crate::emit::files::Cost;
use crate::emit::message::Lang;
use crate::emit::rendered::{FactsOutcome, Layout, Rendered, Rendering, render};
use crate::model::{Entry, Error, Outcome};
use crate::pipeline::Context;
use crate::read::progress::PagesRead;
use process::Seat;
use rayon::prelude::*;
use std::io;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;
use worker::{Request, Task};

/// How inputs are worked through.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The program to start as worker; `None` reads in this process.
    pub worker: Option<Program>,
    /// How many at once; `None` for one per core.
    pub threads: Option<usize>,
}

/// Stack of a thread that reads a document.
const STACK: usize = 64 << 20;

/// Reads every input, several at once, and holds all reports: for a handful of files, or where they are
/// to be compared with each other. The entries come in the order of the inputs, whatever the number of
/// threads; one file's failure is one entry.
///
/// # Examples
///
/// ```
/// use phuluc::batch::{Job, inputs, run};
/// use phuluc::pipeline::Context;
///
/// let context = Context::default();
/// let files = inputs(&["fixtures/contradictions".into()], None, &context.setup.read.limits);
/// for entry in run(&files, &Job::default(), &context)? {
///     match entry.report() {
///         Some(report) => println!("{}: {} records", entry.file, report.records.len()),
///         None => println!("{}: not read", entry.file),
///     }
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// When no thread can be started.
pub fn run(inputs: &[Input], job: &Job, context: &Context) -> io::Result<Vec<Entry>> {
    let how = Rendering {
        lang: Lang::default(),
        layout: Layout::Line,
        kept: false,
    };
    let run = Run::new(job, context, how);
    let mut entries: Vec<Vec<Entry>> = inputs.iter().map(|_| Vec::new()).collect();
    run.each(
        inputs,
        |input, name| run.entries(input, name),
        &mut |at, found| {
            if let Some(slot) = entries.get_mut(at) {
                *slot = found;
            }
            Ok(())
        },
    )?;
    Ok(entries.into_iter().flatten().collect())
}

/// Takes what became of an input: its place among the inputs, and of each report in it its part of each
/// output, and what the reading cost.
pub type Sink<'s> = dyn FnMut(usize, Vec<Rendered>, Cost) -> io::Result<()> + Send + 's;

/// Is told, of an input as it is shown, how many pages have been read from their pictures, and of how many.
pub type Steps<'s> = dyn Fn(&str, u32, Option<u32>) + Sync + 's;

/// Reads every input, several at once, and hands each to `sink` as soon as it is finished, in any order.
/// Memory does not grow with the number of inputs.
///
/// # Errors
/// When no thread can be started; when the sink fails, after which nothing more is read.
pub fn stream(
    inputs: &[Input],
    job: &Job,
    context: &Context,
    how: Rendering,
    steps: &Steps<'_>,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let run = Run {
        steps,
        ..Run::new(job, context, how)
    };
    let timed = |input: &Input, name: String| {
        let start = Instant::now();
        let rendered = run.rendered(input, name)?;
        let memory = rendered.iter().map(|one| one.memory).max().unwrap_or(0);
        let cost = Cost {
            milliseconds: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
            bytes: memory,
        };
        Ok((rendered, cost))
    };
    run.each(inputs, timed, &mut |at, (rendered, cost)| {
        sink(at, rendered, cost)
    })
}

/// What all inputs of a run share.
struct Run<'r> {
    job: &'r Job,
    context: &'r Context,
    task: Task,
    steps: &'r Steps<'r>,
    /// One per thread.
    seats: Vec<Mutex<Seat>>,
}

impl<'r> Run<'r> {
    fn new(job: &'r Job, context: &'r Context, rendering: Rendering) -> Run<'r> {
        let threads = job.threads.filter(|n| *n > 0);
        let threads =
            threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
        Run {
            job,
            context,
            task: Task {
                setup: context.setup.clone(),
                rendering,
            },
            steps: &|_, _, _| {},
            seats: (0..threads).map(|_| Mutex::default()).collect(),
        }
    }

    /// Works on all inputs, several at once, and hands what comes of each to `sink`.
    fn each<T: Send>(
        &self,
        inputs: &[Input],
        work: impl Fn(&Input, String) -> io::Result<T> + Sync,
        sink: &mut (dyn FnMut(usize, T) -> io::Result<()> + Send),
    ) -> io::Result<()> {
        let sink = Mutex::new(sink);
        let one = |(at, input): (usize, &Input)| {
            let output = work(input, input.name.clone())?;
            match sink.lock() {
                Ok(mut sink) => sink(at, output),
                Err(_) => Err(io::Error::other("the outputs were abandoned")),
            }
        };
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.seats.len().min(inputs.len().max(1)))
            .stack_size(STACK)
            .build()
            .map_err(io::Error::other)?;
        // A bridge hands the inputs out one by one, so that they finish nearly in their order.
        pool.install(|| inputs.iter().enumerate().par_bridge().try_for_each(one))
    }

    fn entries(&self, input: &Input, name: String) -> io::Result<Vec<Entry>> {
        match self.ask(input, &name) {
            Some(Ok(rendered)) => rendered.into_iter().map(entry_of).collect(),
            Some(Err(error)) => Ok(vec![entry(input, name, Outcome::Failed(error))]),
            None => Ok(entries(&input.shown, &name, self.here(input)).collect()),
        }
    }

    fn rendered(&self, input: &Input, name: String) -> io::Result<Vec<Rendered>> {
        let how = self.task.rendering;
        match self.ask(input, &name) {
            Some(Ok(rendered)) => Ok(rendered),
            Some(Err(error)) => {
                let entry = entry(input, name, Outcome::Failed(error));
                Ok(vec![render(&entry, &[], how)?])
            }
            None => {
                let entries = entries(&input.shown, &name, self.here(input));
                let schemas = self.context.schemas();
                entries.map(|entry| render(&entry, schemas, how)).collect()
            }
        }
    }

    /// Has a worker read the input; `None` when it is to be read here.
    fn ask(&self, input: &Input, name: &str) -> Option<Result<Vec<Rendered>, Error>> {
        let program = self.job.worker.as_ref()?;
        if input.shown == "-" || known(input).is_some() {
            return None;
        }
        let request = Request {
            path: input.path.clone(),
            member: input.member.clone(),
            file: input.shown.clone(),
            name: name.to_owned(),
        };
        let steps = |read: PagesRead| (self.steps)(&input.shown, read.pages, read.of);
        let seat = self.seats.get(rayon::current_thread_index()?)?.lock();
        Some(match seat {
            Ok(mut seat) => seat.read(program, &self.task, &request, &steps),
            Err(_) => Seat::default().read(program, &self.task, &request, &steps),
        })
    }

    fn here(&self, input: &Input) -> Vec<Outcome> {
        let member = input.member.as_deref();
        match known(input) {
            Some(known) => vec![known],
            None => guard::read(&input.path, member, &input.shown, self.context),
        }
    }
}

fn entry_of(rendered: Rendered) -> io::Result<Entry> {
    let outcome = match rendered.facts.outcome {
        FactsOutcome::Read(_) => Outcome::Read(serde_json::from_slice(&rendered.report)?),
        FactsOutcome::Failed(error) => Outcome::Failed(error),
        FactsOutcome::Skipped(reason) => Outcome::Skipped(reason),
    };
    Ok(Entry {
        file: rendered.facts.file,
        name: rendered.facts.name,
        outcome,
    })
}

/// What is known of an input before it is read.
fn known(input: &Input) -> Option<Outcome> {
    let skipped = input.skip.clone().map(|kind| Outcome::Skipped(kind.into()));
    skipped.or_else(|| input.fault.clone().map(Outcome::Failed))
}

/// An entry for each report of a file. Where there are several, each says itself which it is: `#1`, `#2` …
fn entries(file: &str, name: &str, outcomes: Vec<Outcome>) -> impl Iterator<Item = Entry> {
    outcomes.into_iter().map(move |outcome| {
        let number = match &outcome {
            Outcome::Read(report) => report.source.file.strip_prefix(file).unwrap_or_default(),
            Outcome::Failed(_) | Outcome::Skipped(_) => "",
        };
        Entry {
            file: format!("{file}{number}"),
            name: format!("{name}{number}"),
            outcome,
        }
    })
}

fn entry(input: &Input, name: String, outcome: Outcome) -> Entry {
    Entry {
        file: input.shown.clone(),
        name,
        outcome,
    }
}

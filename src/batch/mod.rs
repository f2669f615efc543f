//! Many inputs: which files to read, in which order, and what to do when one of them misbehaves.
//!
//! | step | in → out |
//! |---|---|
//! | [`find`] | paths as typed → inputs, each once, in path order |
//! | [`isolate`] | one input → its outcome, read in a process of its own |
//! | [`guard`] | the same in this process: panics caught, time and memory watched |
//! | [`mod@write`] | outputs that appear whole or not at all |

pub mod fault;
pub mod find;
pub mod guard;
pub mod isolate;
pub mod name;
pub mod source;
mod stale;
pub mod watch;
pub mod worker;
pub mod write;

pub use find::{Input, inputs, single};

use crate::model::{Entry, Outcome};
use crate::pipeline::Context;
use rayon::prelude::*;
use std::path::PathBuf;

/// How inputs are worked through.
#[derive(Clone, Debug, Default)]
pub struct Job {
    /// The program to start for each file; `None` reads in this process.
    pub worker: Option<PathBuf>,
    /// How many at once; `None` for one per core.
    pub threads: Option<usize>,
}

/// Stack of a thread that reads a document.
const STACK: usize = 64 << 20;

/// Reads every input, several at once; the entries come in the order of the inputs, whatever the
/// number of threads. One file's failure is one entry. `done` is told each finished file.
pub fn run(
    inputs: &[Input],
    job: &Job,
    context: &Context,
    done: &(dyn Fn(&str) + Sync),
) -> Vec<Entry> {
    let one = |input| {
        let outcome = outcome(input, job, context);
        done(&input.shown);
        outcome
    };
    // For a single child to wait for, no threads are started.
    if let ([input], Some(_)) = (inputs, &job.worker) {
        return named(inputs, vec![one(input)]);
    }
    let work = || inputs.par_iter().map(one).collect::<Vec<_>>();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(job.threads.unwrap_or(0))
        .stack_size(STACK)
        .build();
    let outcomes = match pool {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    };
    named(inputs, outcomes)
}

fn outcome(input: &Input, job: &Job, context: &Context) -> Outcome {
    if let Some(reason) = &input.skip {
        return Outcome::Skipped(reason.clone());
    }
    if let Some(fault) = &input.fault {
        return Outcome::Failed(fault.clone());
    }
    match &job.worker {
        Some(program) if input.shown != "-" => isolate::read(program, input, &context.setup),
        _ => guard::read(&input.path, input.member.as_deref(), &input.shown, context),
    }
}

fn named(inputs: &[Input], outcomes: Vec<Outcome>) -> Vec<Entry> {
    let shown: Vec<&str> = inputs.iter().map(|input| input.shown.as_str()).collect();
    let names = name::names(&shown);
    let entry = |((input, name), outcome): ((&Input, String), Outcome)| Entry {
        file: input.shown.clone(),
        name,
        outcome,
    };
    inputs.iter().zip(names).zip(outcomes).map(entry).collect()
}

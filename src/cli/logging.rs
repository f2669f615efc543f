//! The log: what a run does, step by step, on standard error, for people and for programs. Nothing of it reaches the
//! outputs.

use super::config::Config;
use super::given::Origin;
use crate::emit::files::{self, Cost};
use crate::emit::rendered::{Facts, FactsOutcome};
use crate::store::folder::Finished;
use std::io;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::fmt;

/// How the log is written, and how much of it.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Logging {
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    verbose: u8,
    #[arg(long, value_enum, global = true, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
}

/// The form of a log's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

impl Logging {
    /// Whether anything is logged.
    fn level(self) -> LevelFilter {
        match (self.verbose, self.log_format) {
            (0, None) => LevelFilter::OFF,
            (0 | 1, _) => LevelFilter::INFO,
            (2, _) => LevelFilter::DEBUG,
            _ => LevelFilter::TRACE,
        }
    }

    /// Begins the log, where one is asked for.
    pub fn start(self) {
        let level = self.level();
        if level == LevelFilter::OFF {
            return;
        }
        let log = fmt()
            .with_max_level(level)
            .with_writer(io::stderr)
            .with_target(false);
        // A second log in one process stays what the first is.
        let _ = match self.log_format {
            Some(LogFormat::Json) => {
                let log = log.json().flatten_event(true).with_current_span(false);
                tracing::subscriber::set_global_default(log.with_span_list(false).finish())
            }
            _ => tracing::subscriber::set_global_default(log.with_ansi(false).finish()),
        };
    }
}

/// Whether a log is being written: then no bar is drawn over it.
pub fn is_on() -> bool {
    tracing::enabled!(tracing::Level::INFO)
}

/// An event for each report of a file that was read, one for a file that was not.
pub fn file(facts: &Facts, cost: Cost) {
    let file = facts.file.as_str();
    let (milliseconds, bytes) = (cost.milliseconds, cost.bytes);
    match &facts.outcome {
        FactsOutcome::Read(read) => tracing::info!(
            file,
            milliseconds,
            bytes,
            format = read.format,
            status = files::status(read.status),
            rows = read.ledger.printed,
            values = read.values,
            "read"
        ),
        FactsOutcome::Failed(error) => {
            tracing::warn!(
                file,
                milliseconds,
                bytes,
                status = "failed",
                code = error.code(),
                "read"
            );
        }
        FactsOutcome::Skipped(reason) => {
            tracing::info!(
                file,
                status = "skipped",
                code = reason.code(),
                "passed over"
            );
        }
    }
}

/// A file that a pattern of `--exclude` names.
pub fn excluded(file: &str) {
    tracing::info!(file, status = "skipped", code = "excluded", "passed over");
}

/// What was made of an output folder.
pub fn finished(dir: &str, finished: &Finished) {
    store(dir, "pruned", finished.pruned.len());
    if finished.made.is_some() {
        let read = finished.facts.iter().filter_map(Facts::read);
        store(dir, "written", read.count());
    }
}

/// The file of settings, and what it and the environment set.
pub fn settings(config: &Config, origins: &[Origin]) {
    if let Some(path) = &config.path {
        tracing::debug!(file = %path.display(), "settings");
    }
    for origin in origins {
        // What is set may be a password: only where it is set is told.
        tracing::trace!(option = origin.option, source = origin.source, "set");
    }
}

/// A step of an output folder.
pub fn store(dir: &str, step: &str, files: usize) {
    tracing::info!(dir, step, files, "store");
}

//! The child's side of [`super::isolate`]: one request on standard input, one answer on standard
//! output, then the end.

use super::guard;
use crate::model::{Failure, Outcome, Report};
use crate::pipeline::{Context, Setup};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::Path;

/// What the parent asks for.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// How the file is shown.
    pub file: String,
    /// Which file of the archive it is, where it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<Vec<usize>>,
    /// What the run was told.
    pub setup: Setup,
}

/// What the child answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The report.
    Read(Box<Report>),
    /// Why there is none.
    Failed(Failure),
}

/// Reads the request, then the file, and answers.
///
/// # Errors
/// When there is no request to understand, or nobody to answer to.
pub fn serve(path: &Path) -> io::Result<()> {
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text)?;
    let request: Request = serde_json::from_str(&text)?;
    answer(&attempt(path, request))
}

fn attempt(path: &Path, request: Request) -> Answer {
    let limits = request.setup.read.limits;
    let context = match Context::new(request.setup) {
        Ok(context) => context,
        Err(errors) => return Answer::Failed(schema_failure(&errors)),
    };
    let read = || {
        Ok(guard::read(
            path,
            request.member.as_deref(),
            &request.file,
            &context,
        ))
    };
    match guard::alone(&limits, give_up, read) {
        Ok(Outcome::Read(report)) => Answer::Read(report),
        Ok(Outcome::Failed(failure) | Outcome::Skipped(failure)) | Err(failure) => {
            Answer::Failed(failure)
        }
    }
}

/// The parent loaded the same files a moment ago: somebody changed them in between.
fn schema_failure(errors: &[crate::schema::SchemaError]) -> Failure {
    let detail = errors.first().map(ToString::to_string).unwrap_or_default();
    Failure::new("failed").with("detail", detail)
}

/// Answers in the middle of the work and ends the process.
fn give_up(failure: Failure) {
    let sent = answer(&Answer::Failed(failure));
    std::process::exit(if sent.is_ok() { 0 } else { 3 })
}

fn answer(answer: &Answer) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, answer)?;
    out.flush()
}

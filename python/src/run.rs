//! A whole folder, and the program as it is on the command line.

use crate::fault::raised;
use crate::options::Options;
use crate::results::{Results, Tables};
use phuluc::batch::Program;
use phuluc::embed::{self, Folder, Step};
use pyo3::prelude::*;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// So long Python waits until it looks whether somebody pressed Ctrl-C.
const LOOK: Duration = Duration::from_millis(100);

/// Reads everything under some paths. The run goes on in a thread of its own: this one tells `progress` and looks for
/// signals, and an exception there ends the run after the files in hand.
#[pyfunction]
#[pyo3(signature = (paths, options, *, output=None, agencies=None, workers=None, isolated=true, workbook=false, progress=None))]
#[allow(clippy::too_many_arguments)] // keywords of Python, each with a default
pub fn extract_folder(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    options: &Options,
    output: Option<PathBuf>,
    agencies: Option<PathBuf>,
    workers: Option<usize>,
    isolated: bool,
    workbook: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<Results> {
    let lang = options.lang();
    let context = options.context_in(py, output.as_deref())?;
    let asked = Folder {
        paths,
        output,
        agencies,
        workers,
        here: !isolated,
        workbook,
        lang,
    };
    let (tell, told) = mpsc::channel();
    let shared = Arc::clone(&context);
    let work = move || {
        let mut step = |step: Step| {
            let gone = |_| io::Error::other("nobody waits for it any more");
            tell.send(step).map_err(gone)
        };
        let read = embed::folder(&asked, &shared, &mut step)?;
        let tables = Tables::of(&read.lines, &shared, lang);
        Ok((read, tables))
    };
    let run = thread::spawn(work);
    let looked = followed(py, told, progress.as_ref());
    let ended = py.detach(|| run.join());
    looked?;
    let gone = |_| pyo3::exceptions::PyRuntimeError::new_err("the run was abandoned");
    let (read, tables) = ended
        .map_err(gone)?
        .map_err(|fault| raised(py, &fault, lang))?;
    Results::of_folder(py, read, tables?, context, lang)
}

/// Tells what is told, until the run ends. Leaving early drops what the run tells to, and so ends it.
fn followed(
    py: Python<'_>,
    told: mpsc::Receiver<Step>,
    progress: Option<&Py<PyAny>>,
) -> PyResult<()> {
    // A receiver goes to no other thread, and need not: waiting is done where Python is let go.
    let told = std::sync::Mutex::new(told);
    let next = || match told.lock() {
        Ok(told) => told.recv_timeout(LOOK),
        Err(_) => Err(RecvTimeoutError::Disconnected),
    };
    loop {
        match py.detach(next) {
            Ok(step) => {
                if let Some(progress) = progress {
                    progress.call1(py, (step.done, step.of, step.file))?;
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        py.check_signals()?;
    }
}

/// Says how this program is started as a worker: the interpreter, and the file that makes it one.
#[pyfunction]
pub fn started_as(interpreter: PathBuf, args: Vec<OsString>, code: PathBuf) {
    let program = Program {
        path: interpreter,
        args,
        code,
    };
    program.is_own();
}

/// The command line: its arguments, the program's name first; the exit code.
#[pyfunction]
pub fn main(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| phuluc::cli::main(args) as u8)
}

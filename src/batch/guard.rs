//! Work on one document inside this process: a panic is that file's failure, and so is running over
//! its time or memory. What this cannot stop – a stack overflow, an abort – is why [`super::process`]
//! exists.

use super::{STACK, fault, source, watch};
use crate::model::{Cause, Error, ErrorKind, Outcome};
use crate::pipeline::{self, Context};
use crate::read::Limits;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::{Once, mpsc};

/// Reads one file, or the member of an archive: what became of each report in it.
pub fn read(path: &Path, member: Option<&[usize]>, shown: &str, context: &Context) -> Vec<Outcome> {
    let extract = || {
        let limits = &context.setup.read.limits;
        let bytes = source::content(path, member, limits)?;
        fault::inject(&bytes);
        pipeline::extract_all(shown, bytes, context)
    };
    match caught(extract) {
        Ok(reports) => reports
            .into_iter()
            .map(|extracted| Outcome::Read(Box::new(extracted.report)))
            .collect(),
        Err(error) => vec![Outcome::Failed(error)],
    }
}

/// Does the work of a command that reads one file: on a thread with room for deep documents, while this
/// one watches the limits; `on_limit` is called, and must end the process, when one of them is reached.
///
/// # Errors
/// What the work came to, or that it panicked.
pub fn alone<T: Send>(
    limits: &Limits,
    on_limit: impl FnOnce(Error),
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<T, Error> {
    keep_freed_memory();
    let (finished, done) = mpsc::channel();
    let work = move || {
        grow_at_once();
        let result = caught(work);
        // Nobody waits any more when the limits were reached.
        let _ = finished.send(());
        result
    };
    std::thread::scope(|scope| {
        let running = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        let running = running.map_err(|error| Error::failed(Cause::of(&error)))?;
        watch::until_done(&done, limits, on_limit);
        running
            .join()
            .unwrap_or_else(|_| Err(ErrorKind::Failed.into()))
    })
}

/// Does the work of a program that goes on whatever comes of it: on a thread with room for deep documents. Nothing
/// watches its time and memory but the readers themselves.
///
/// # Errors
/// What the work came to, or that it panicked.
pub fn inside<T: Send>(work: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    keep_freed_memory();
    let work = || {
        grow_at_once();
        caught(work)
    };
    std::thread::scope(|scope| {
        let running = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, work);
        let running = running.map_err(|error| Error::failed(Cause::of(&error)))?;
        running
            .join()
            .unwrap_or_else(|_| Err(ErrorKind::Failed.into()))
    })
}

/// Memory freed is kept for the next page up to twice this many bytes.
const KEPT: usize = 4 << 20;

/// The allocator of glibc gives what is freed back to the system at once, page of the document by page, and
/// the system clears it anew each time, until a block of some size has come and gone. Other
/// allocators take no notice.
fn keep_freed_memory() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(KEPT)));
}

/// Outside the main thread the same allocator asks the system for memory a page or two at a time, dozens of
/// times a document, unless it once had much: what is not used of that costs nothing.
fn grow_at_once() {
    drop(std::hint::black_box(Vec::<u8>::with_capacity(KEPT / 2)));
}

thread_local! {
    /// What a panic on this thread said; `None` where panics are not caught.
    static LAST_PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the work; a panic becomes an error that says where it happened, and nothing on stderr.
fn caught<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !remember(info) {
                loud(info);
            }
        }));
    });
    let outer = LAST_PANIC.replace(Some(String::new()));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    let said = LAST_PANIC.replace(outer).unwrap_or_default();
    done.unwrap_or_else(|_| Err(Error::failed(said)))
}

/// Keeps what a panic says, where this thread catches it.
fn remember(info: &panic::PanicHookInfo<'_>) -> bool {
    LAST_PANIC.with_borrow_mut(|last| {
        let Some(last) = last else { return false };
        let message = info.payload_as_str().unwrap_or("panic");
        *last = match info.location() {
            Some(at) => format!("{message} ({}:{})", at.file(), at.line()),
            None => message.to_owned(),
        };
        true
    })
}

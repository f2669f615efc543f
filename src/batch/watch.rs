//! Looks at the clock and at the memory of this process while a document is read.

use crate::model::{Failure, LimitKind};
use crate::read::Limits;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Waits until the work says it is done, or is gone; calls `on_limit` once when it reaches a limit before.
pub fn until_done(done: &Receiver<()>, limits: &Limits, on_limit: impl FnOnce(Failure)) {
    let start = Instant::now();
    while let Err(RecvTimeoutError::Timeout) = done.recv_timeout(PAUSE) {
        if let Some(failure) = reached(limits, start.elapsed()) {
            return on_limit(failure);
        }
    }
}

fn reached(limits: &Limits, elapsed: Duration) -> Option<Failure> {
    if elapsed > Duration::from_secs(limits.seconds.into()) {
        return Some(time_over(limits));
    }
    let used = resident_bytes()?;
    (used > limits.memory_bytes).then(|| memory_over(limits))
}

/// The failure of a file that took too long.
pub fn time_over(limits: &Limits) -> Failure {
    over(LimitKind::Time, format!("{} s", limits.seconds))
}

/// The failure of a file that took too much memory.
pub fn memory_over(limits: &Limits) -> Failure {
    over(
        LimitKind::Memory,
        format!("{} MiB", limits.memory_bytes >> 20),
    )
}

/// How much more than the limit it was is chance, so it is not said.
fn over(what: LimitKind, limit: String) -> Failure {
    Failure::new("limit")
        .with("what", what)
        .with("found", format!("> {limit}"))
        .with("limit", limit)
}

/// Memory this process holds, where the system tells without asking in a dangerous way (Linux).
pub fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib << 10)
}

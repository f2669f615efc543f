//! Looks at the clock and at the memory of this process while a document is read.

use crate::model::{Error, LimitKind};
use crate::read::Limits;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Waits until the work says it is done, or is gone; calls `on_limit` once when it reaches a limit before.
pub fn until_done(done: &Receiver<()>, limits: &Limits, on_limit: impl FnOnce(Error)) {
    let start = Instant::now();
    while let Err(RecvTimeoutError::Timeout) = done.recv_timeout(PAUSE) {
        if let Some(limit) = reached(limits, start.elapsed()) {
            return on_limit(Error::over(limit, limits));
        }
    }
}

fn reached(limits: &Limits, elapsed: Duration) -> Option<LimitKind> {
    if elapsed > Duration::from_secs(limits.seconds.into()) {
        return Some(LimitKind::Time);
    }
    let used = resident_bytes()?;
    (used > limits.memory_bytes).then_some(LimitKind::Memory)
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

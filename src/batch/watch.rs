//! Looks at the clock and at the memory of this process while a document is read.

use crate::model::{Error, LimitKind};
use crate::read::Limits;
use crate::read::progress::Allowance;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Waits until the work says it is done, or is gone; calls `on_limit` once when it reaches a limit before.
pub fn until_done(done: &Receiver<()>, limits: &Limits, on_limit: impl FnOnce(Error)) {
    let time = Allowance::of(Duration::from_secs(limits.seconds.into()));
    while let Err(RecvTimeoutError::Timeout) = done.recv_timeout(PAUSE) {
        if let Some(limit) = reached(limits, &time) {
            return on_limit(Error::over(limit, limits));
        }
    }
}

fn reached(limits: &Limits, time: &Allowance) -> Option<LimitKind> {
    if time.is_over() {
        return Some(LimitKind::Time);
    }
    let used = resident_bytes()?;
    (used > limits.memory_bytes).then_some(LimitKind::Memory)
}

/// Memory this process holds: on Linux what is resident, as the kernel tells it.
#[cfg(not(any(windows, target_os = "macos")))]
pub fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib << 10)
}

/// Memory this process holds: on Windows what it was promised, where that is more than what is resident, for the
/// system pages out a process that takes much.
#[cfg(any(windows, target_os = "macos"))]
pub fn resident_bytes() -> Option<u64> {
    let held = memory_stats::memory_stats()?;
    let promised = if cfg!(windows) { held.virtual_mem } else { 0 };
    u64::try_from(held.physical_mem.max(promised)).ok()
}

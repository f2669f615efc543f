//! A thread that looks at the clock and at the memory of this process while a document is read.

use crate::model::Failure;
use crate::read::Limits;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Watches until dropped.
#[derive(Debug)]
pub struct Watch {
    over: Arc<AtomicBool>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
    }
}

/// Starts to watch; calls `trip` once, on its own thread, when a limit is reached.
pub fn start(limits: &Limits, trip: impl Fn(Failure) + Send + 'static) -> Watch {
    let over = Arc::new(AtomicBool::new(false));
    let (limits, seen) = (*limits, Arc::clone(&over));
    let look = move || {
        let start = Instant::now();
        while !seen.load(Ordering::SeqCst) {
            if let Some(failure) = reached(&limits, start.elapsed()) {
                return trip(failure);
            }
            std::thread::sleep(PAUSE);
        }
    };
    // Without the thread the work goes on unwatched; the parent process still keeps the time.
    let _ = std::thread::Builder::new().stack_size(256 << 10).spawn(look);
    Watch { over }
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
    over("time", format!("{} s", limits.seconds))
}

/// The failure of a file that took too much memory.
pub fn memory_over(limits: &Limits) -> Failure {
    over("memory", format!("{} MiB", limits.memory_bytes >> 20))
}

/// How much more than the limit it was is chance, so it is not said.
fn over(what: &str, limit: String) -> Failure {
    Failure::new("limit").with("what", what).with("found", format!("> {limit}")).with("limit", limit)
}

/// Memory this process holds, where the system tells without asking in a dangerous way (Linux).
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib << 10)
}

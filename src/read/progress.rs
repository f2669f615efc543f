//! How far the reading of pictures has come, for whoever waits: a page takes seconds.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// What each page that was read from its picture adds to the time a document may take: a scan of many pages is no
/// document that hangs.
pub(crate) const TIME_A_PAGE: Duration = Duration::from_secs(15);

/// Pages read from their pictures in this process.
static PAGES: AtomicU32 = AtomicU32::new(0);

/// A span of time that grows with the pages read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allowance {
    start: Instant,
    time: Duration,
    pages: u32,
}

impl Allowance {
    /// So long from now on.
    pub(crate) fn of(time: Duration) -> Allowance {
        Allowance {
            start: Instant::now(),
            time,
            pages: PAGES.load(Ordering::Relaxed),
        }
    }

    /// Whether it is over.
    pub(crate) fn is_over(&self) -> bool {
        let pages = PAGES.load(Ordering::Relaxed).saturating_sub(self.pages);
        self.start.elapsed() > self.time + TIME_A_PAGE * pages
    }
}

/// So many pages of a document have been read from their pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PagesRead {
    /// Pages done.
    pub(crate) pages: u32,
    /// Of so many; none where that is not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<u32>,
}

static LISTENER: OnceLock<fn(PagesRead)> = OnceLock::new();

/// Has every page told from now on. The first listener of a process stays.
pub(crate) fn listen(listener: fn(PagesRead)) {
    let _ = LISTENER.set(listener);
}

/// Counts the pages of one document.
pub(super) struct Counter {
    pages: AtomicU32,
    of: Option<u32>,
}

impl Counter {
    pub(super) fn of(pages: Option<usize>) -> Counter {
        Counter {
            pages: AtomicU32::new(0),
            of: pages.map(|pages| pages as u32),
        }
    }

    /// One more page is done; one that was read gives time for the others.
    pub(super) fn count(&self, was_read: bool) {
        PAGES.fetch_add(u32::from(was_read), Ordering::Relaxed);
        let pages = self.pages.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(tell) = LISTENER.get() {
            tell(PagesRead { pages, of: self.of });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_read_gives_time_for_others() {
        let allowance = Allowance::of(Duration::ZERO);
        let counter = Counter::of(Some(2));
        counter.count(true);
        assert!(!allowance.is_over());
    }
}

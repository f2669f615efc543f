//! How far the reading of pictures has come, for whoever waits: a page takes seconds.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

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

    /// One more page is done.
    pub(super) fn count(&self) {
        let pages = self.pages.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(tell) = LISTENER.get() {
            tell(PagesRead { pages, of: self.of });
        }
    }
}

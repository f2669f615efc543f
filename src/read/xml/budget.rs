//! What one file may still cost, shared by all its parts.

use crate::model::{Error, ErrorKind, LimitKind};
use crate::read::Limits;
use std::cell::Cell;

/// What is left of a file's limits. Parts are read one after another and all draw on the same budget.
#[derive(Debug)]
pub(in crate::read) struct Budget {
    limits: Limits,
    bytes: Cell<u64>,
    events: Cell<u64>,
}

impl Budget {
    /// Nothing spent yet.
    pub fn new(limits: Limits) -> Budget {
        Budget {
            limits,
            bytes: Cell::new(0),
            events: Cell::new(0),
        }
    }

    /// The limits this budget was made from.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Bytes that may still be decompressed.
    pub(super) fn bytes_left(&self) -> u64 {
        self.limits
            .decompressed_bytes
            .saturating_sub(self.bytes.get())
    }

    /// Counts decompressed bytes; false when there are more than allowed.
    pub(super) fn spend_bytes(&self, bytes: usize) -> bool {
        self.bytes
            .set(self.bytes.get().saturating_add(bytes as u64));
        self.bytes.get() <= self.limits.decompressed_bytes
    }

    /// Counts one XML event at a depth.
    #[inline]
    pub(super) fn spend_event(&self, depth: u32) -> Result<(), Error> {
        self.events.set(self.events.get() + 1);
        within(
            LimitKind::XmlEvents,
            self.events.get(),
            self.limits.xml_events,
        )?;
        within(
            LimitKind::XmlDepth,
            u64::from(depth),
            u64::from(self.limits.xml_depth),
        )
    }

    /// The error to report when reading stopped: the limit, if that is what stopped it.
    pub(super) fn explain(&self, otherwise: Error) -> Error {
        match within(
            LimitKind::DecompressedSize,
            self.bytes.get(),
            self.limits.decompressed_bytes,
        ) {
            Err(limit) => limit,
            Ok(()) => otherwise,
        }
    }
}

/// An error when more was found than allowed.
pub(in crate::read) fn within(what: LimitKind, found: u64, limit: u64) -> Result<(), Error> {
    if found <= limit {
        Ok(())
    } else {
        let found = Some(found);
        Err(ErrorKind::Limit { what, found, limit }.into())
    }
}

//! Parts that come in any order, written in their own.
//!
//! A part whose turn it is goes out at once; one that comes early waits in a temporary file, not in memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// A writer of numbered parts, each given once.
pub struct Ordered<W> {
    out: W,
    /// The number of the part that comes next.
    next: usize,
    /// Number → position and length in the spool.
    waiting: BTreeMap<usize, (u64, usize)>,
    spool: Option<File>,
    end: u64,
}

impl<W: Write> Ordered<W> {
    /// Writes to `out`, beginning with part 0.
    pub fn new(out: W) -> Ordered<W> {
        Ordered {
            out,
            next: 0,
            waiting: BTreeMap::new(),
            spool: None,
            end: 0,
        }
    }

    /// Takes a part.
    ///
    /// # Errors
    /// When it cannot be written or kept.
    pub fn put(&mut self, number: usize, bytes: &[u8]) -> io::Result<()> {
        if number != self.next {
            return self.keep(number, bytes);
        }
        self.out.write_all(bytes)?;
        self.next += 1;
        while let Some((at, length)) = self.waiting.remove(&self.next) {
            let bytes = self.kept(at, length)?;
            self.out.write_all(&bytes)?;
            self.next += 1;
        }
        if self.waiting.is_empty() {
            self.end = 0;
        }
        Ok(())
    }

    fn keep(&mut self, number: usize, bytes: &[u8]) -> io::Result<()> {
        self.waiting.insert(number, (self.end, bytes.len()));
        let spool = match &mut self.spool {
            Some(spool) => spool,
            empty => empty.insert(tempfile::tempfile()?),
        };
        spool.seek(SeekFrom::Start(self.end))?;
        spool.write_all(bytes)?;
        self.end += bytes.len() as u64;
        Ok(())
    }

    fn kept(&mut self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; length];
        if let Some(spool) = &mut self.spool {
            spool.seek(SeekFrom::Start(at))?;
            spool.read_exact(&mut bytes)?;
        }
        Ok(bytes)
    }

    /// What was written to, everything flushed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_out_in_their_order_whatever_order_they_came_in() {
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 1, 3]] {
            let mut out = Ordered::new(Vec::new());
            for number in order {
                out.put(number, format!("<{number}>").as_bytes()).unwrap();
            }
            assert_eq!(out.finish().unwrap(), b"<0><1><2><3>", "{order:?}");
        }
    }
}

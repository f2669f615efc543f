//! What a reader met that a person should know of.

use crate::model::{Code, Finding};

/// What was met on the way and is worth a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Tally {
    pub insertions: u32,
    pub deletions: u32,
    pub deleted_rows: u32,
    /// Runs of hidden text left out.
    pub hidden: u32,
    /// Embedded documents and imported chunks, whose text is not read.
    pub embedded: u32,
}

impl Tally {
    /// What is to be said of it.
    pub fn findings(self) -> Vec<Finding> {
        let tally = self;
        let mut found = Vec::new();
        if tally.insertions + tally.deletions + tally.deleted_rows > 0 {
            let finding = Finding::new(Code::TrackedChanges)
                .with("insertions", tally.insertions)
                .with("deletions", tally.deletions)
                .with("rows", tally.deleted_rows);
            found.push(finding);
        }
        if tally.hidden > 0 {
            found.push(Finding::new(Code::HiddenText).with("count", tally.hidden));
        }
        if tally.embedded > 0 {
            found.push(Finding::new(Code::EmbeddedContent).with("count", tally.embedded));
        }
        found
    }
}

//! What a reader met that a person should know of: revisions, hidden text, embedded documents.

use crate::model::{Code, Finding};

/// Counts of what was changed in a document or left out of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct RevisionCounts {
    pub insertions: u32,
    pub deletions: u32,
    pub deleted_rows: u32,
    /// Runs of hidden text left out.
    pub hidden: u32,
    /// Embedded documents and imported chunks, whose text is not read.
    pub embedded: u32,
}

impl RevisionCounts {
    /// The findings they make.
    pub fn findings(self) -> Vec<Finding> {
        let mut found = Vec::new();
        if self.insertions + self.deletions + self.deleted_rows > 0 {
            let finding = Finding::new(Code::TrackedChanges)
                .with("insertions", self.insertions)
                .with("deletions", self.deletions)
                .with("rows", self.deleted_rows);
            found.push(finding);
        }
        if self.hidden > 0 {
            found.push(Finding::new(Code::HiddenText).with("count", self.hidden));
        }
        if self.embedded > 0 {
            found.push(Finding::new(Code::EmbeddedContent).with("count", self.embedded));
        }
        found
    }
}

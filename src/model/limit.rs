//! The registry of limits: every limit a file can exceed, with the name it has in outputs and in `locale/`.

use std::fmt;

/// Declares the limits once: what each counts, its variant and its stable name.
macro_rules! limits {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// What a limit counts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum LimitKind {
            $($(#[$doc])* $kind,)*
        }

        impl LimitKind {
            /// Every limit.
            pub const ALL: &[LimitKind] = &[$(LimitKind::$kind),*];

            /// The stable name, the value of `what` in findings and failures.
            pub fn name(self) -> &'static str {
                match self {
                    $(LimitKind::$kind => $name,)*
                }
            }
        }
    };
}

limits! {
    /// XML elements inside each other.
    XmlDepth = "XML depth",
    /// XML events over all parts.
    XmlEvents = "XML events",
    /// Bytes a worker answers with.
    Answer = "answer",
    /// Cells in one row.
    RowCells = "cells in one row",
    /// Cells in one table.
    TableCells = "cells in one table",
    /// Bytes after decompression, over all parts.
    DecompressedSize = "decompressed size",
    /// Bytes of the file.
    FileSize = "file size",
    /// RTF groups inside each other.
    GroupDepth = "group depth",
    /// Bytes of memory the reading process holds.
    Memory = "memory",
    /// Glyphs and path segments on one page.
    PageContent = "page content",
    /// Pages read.
    Pages = "pages",
    /// Elements of a PDF's structure tree.
    StructureTree = "structure tree",
    /// Tables inside tables.
    NestedTables = "tables inside tables",
    /// Characters of an old Word file.
    Text = "text",
    /// Seconds of reading.
    Time = "time",
    /// Entries of a ZIP archive.
    ZipEntries = "zip entries",
}

impl fmt::Display for LimitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

//! The registry of limits: what one file may cost, and the names limits have in outputs and in `locale/`.
//! Reaching one is a finding (`limit-reached`) or an error, never a silent cut.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Limits on one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of the file in bytes.
    pub file_bytes: u64,
    /// Pages read.
    pub pages: u32,
    /// Bytes after decompression, over all parts or streams.
    pub decompressed_bytes: u64,
    /// XML nesting depth.
    pub xml_depth: u32,
    /// XML events over all parts.
    pub xml_events: u64,
    /// Cells in one table.
    pub table_cells: u32,
    /// Tables inside tables.
    pub nested_tables: u32,
    /// Entries of a zip archive.
    pub zip_entries: u32,
    /// Glyphs and path segments on one page.
    pub page_items: u32,
    /// Seconds of one file (the child process is stopped).
    pub seconds: u32,
    /// Memory of one file in bytes (the child process is stopped).
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 512 << 20,
            pages: 2_000,
            decompressed_bytes: 512 << 20,
            xml_depth: 256,
            xml_events: 20_000_000,
            table_cells: 200_000,
            nested_tables: 16,
            zip_entries: 4_096,
            page_items: 1_000_000,
            seconds: 120,
            memory_bytes: 2 << 30,
        }
    }
}

/// Declares the limits once: what each counts, its variant and its stable name.
macro_rules! limits {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// What a limit counts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

impl LimitKind {
    /// So much of it, in the unit people count it in.
    pub fn amount(self, count: u64) -> String {
        const MIB: u64 = 1 << 20;
        match self {
            LimitKind::Time => format!("{count} s"),
            LimitKind::Answer
            | LimitKind::DecompressedSize
            | LimitKind::FileSize
            | LimitKind::Memory
                if count >= MIB =>
            {
                format!("{} MiB", count / MIB)
            }
            LimitKind::Answer | LimitKind::DecompressedSize | LimitKind::FileSize => {
                format!("{count} B")
            }
            _ => count.to_string(),
        }
    }
}

impl fmt::Display for LimitKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

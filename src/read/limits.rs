//! What one file may cost. Each limit has a name, a default and a flag; reaching one is a finding
//! (`limit-reached`) or an error, never a silent cut.

use serde::{Deserialize, Serialize};

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

//! What goes out: reports → bytes, one format a file.

pub mod appendix;
pub mod grid;
pub mod message;
pub mod tables;

//! Many inputs: which files to read, in which order, and what to do when one of them misbehaves.

pub mod source;

//! A value that cannot be right by itself.

pub mod unit_differs;

//! A value that cannot be right by itself.

pub mod negative;
pub mod percent_out_of_range;
pub mod unit_differs;

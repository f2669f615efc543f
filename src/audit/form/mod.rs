//! The form was not kept.

pub mod repeated_number;

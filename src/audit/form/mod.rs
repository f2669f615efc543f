//! The form was not kept.

pub mod form_not_in_force;
pub mod label_rewritten;
pub mod moved_row;
pub mod prompt_left_in_note;
pub mod repeated_number;
pub mod skipped_number;
pub mod stale_year;
pub mod unit_contradicts_label;

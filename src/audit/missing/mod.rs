//! Something that should be there is not.

pub mod blank_but_narrated;
pub mod blank_but_noted;
pub mod blank_required;
pub mod missing_row;
pub mod missing_section;
pub mod row_outside_table;

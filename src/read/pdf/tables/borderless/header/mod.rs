//! The header of a table without rules: by the names an appendix gives its columns, else by its shape.

mod by_names;
mod by_shape;
mod joined;
mod over_names;

pub use by_names::{Header, is_caption, keeps};
pub use by_shape::{HeaderCell, header_bands, header_cells};
pub use joined::part_names;

use crate::text::column_role::ColumnRole;

/// Whether columns of these roles are those of an appendix: a label, and a unit or a value for it.
pub fn names_a_form(roles: impl Iterator<Item = ColumnRole> + Clone) -> bool {
    let has = |wanted: &[ColumnRole]| roles.clone().any(|role| wanted.contains(&role));
    has(&[ColumnRole::Label]) && has(&[ColumnRole::Unit, ColumnRole::Value(0)])
}

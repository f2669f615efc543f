//! One grid of the appendix.

use crate::table::section::Caption;
use crate::text::Text;
use crate::text::column_role::ColumnRole;

/// One grid of the appendix.
#[derive(Debug, Default)]
pub struct Piece {
    /// Index of its block in the document.
    pub block: usize,
    /// Header rows at its top.
    pub header_rows: usize,
    /// ColumnRole of each column; of another table's columns when the grid's own header is missing and its
    /// width differs.
    pub roles: Vec<ColumnRole>,
    /// The section caption printed above it.
    pub caption: Option<Caption>,
    /// The words of each row of the header in force, as a repetition of it prints them again.
    pub heading: Vec<String>,
    /// The unit printed above the table, and the line that says so, where it has no column of units.
    pub unit: Option<(Text, Text)>,
}

impl Piece {
    /// A grid without a header that stands under this one's.
    pub(super) fn under(&self, block: usize, caption: Option<Caption>) -> Piece {
        Piece {
            block,
            header_rows: 0,
            roles: self.roles.clone(),
            caption,
            heading: self.heading.clone(),
            unit: self.unit.clone(),
        }
    }
}

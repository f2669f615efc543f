//! What the table finder works on: lines that may be a table.

use super::columns::Column;
use super::header::Header;
use crate::text::column_role::ColumnRole;

/// Lines that may be a table.
#[derive(Clone, Debug)]
pub struct Region {
    /// Indices of its lines, from top to bottom.
    pub lines: Vec<usize>,
    /// It stands between the rules of one stack.
    pub stacked: bool,
    /// Its columns, where they are known from a page before.
    pub columns: Option<Vec<Column>>,
    /// It goes on from the page before, without a header.
    pub goes_on: bool,
    /// What each column holds, where that is known from a page before.
    pub heads: Vec<Option<ColumnRole>>,
    /// The header it stands under, where that is printed on a page before.
    pub under: Option<Header>,
}

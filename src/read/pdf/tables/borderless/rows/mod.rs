//! Bands → rows: by the gaps between them, or, where the header says what the columns hold, by the habits of
//! an appendix's rows.

pub(in crate::read::pdf::tables) mod by_gaps;
mod by_habits;

use super::bands::Band;
use super::columns::Column;
use super::header::names_a_form;
use crate::read::pdf::text::word::Word;
use crate::text::column_role::ColumnRole;
use std::ops::Range;

/// The bands parted into rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parted {
    /// Ranges of bands, each one row.
    pub rows: Vec<Range<usize>>,
    /// Whether a value of each row may as well belong to another row; empty where that is not known.
    pub doubtful: Vec<bool>,
}

/// Parts bands into rows. `rules` run across all of them; `goes_on`: the first may be the rest of a row on the
/// page before.
pub fn rows(
    words: &[Word],
    bands: &[Band],
    columns: &[Column],
    heads: &[Option<ColumnRole>],
    rules: &[f32],
    goes_on: bool,
) -> Parted {
    if names_a_form(heads.iter().copied().flatten()) {
        return by_habits::rows(words, bands, columns, heads, rules, goes_on);
    }
    Parted {
        rows: by_gaps::rows(words, bands, columns, rules),
        doubtful: Vec::new(),
    }
}

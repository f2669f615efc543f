//! Document → [`Appendix`]: which grids form it, which column is which, which pieces are one row.
//!
//! | step | in → out |
//! |---|---|
//! | [`find`] | blocks → the pieces of the appendix, each with the roles of its columns |
//! | [`header`] | top rows of a grid → roles |
//! | [`columns`] | rows with a lost or an extra column → roles by content |
//! | [`rows`] | grid rows → printed rows |
//! | [`hanging`] | merged units cut by a page break → the unit of each row |
//! | [`section`] | numerals and captions → sections |
//! | [`rejoin`] | printed rows cut by a page break → whole rows |

pub mod columns;
pub mod find;
pub mod hanging;
pub mod header;
pub mod rejoin;
pub mod rows;
pub mod section;
mod view;

use crate::model::{Appendix, Document, Noted, RowKind};
use crate::text::labels::Labels;

/// Reads the appendix out of a document; `None` when it has none.
///
/// `known` are the labels of the forms at hand. They decide only where the print itself leaves open
/// whether a page break cut a row; without them the print alone decides.
pub fn appendix(document: &Document, known: &Labels) -> Noted<Option<Appendix>> {
    let mut findings = Vec::new();
    let found = find::find(document).unload(&mut findings);
    if found.pieces.is_empty() {
        return Noted { output: None, findings };
    }
    let mut printed = Vec::new();
    let mut set_aside = crate::model::appendix::SetAside::default();
    for piece in &found.pieces {
        rows::rows(document, piece, &mut printed, &mut set_aside);
    }
    hanging::inherit(&mut printed);
    let mut rows = rejoin::rejoin(printed, known, &mut set_aside, &mut findings);
    rows::spell_out_dittos(&mut rows);
    section::assign(&mut rows);
    let value_columns = found.value_columns;
    if !rows.iter().any(|row| row.kind == RowKind::Item) {
        return Noted { output: None, findings };
    }
    let output = Some(Appendix { rows, value_columns, set_aside, decimal_mark: None });
    Noted { output, findings }
}

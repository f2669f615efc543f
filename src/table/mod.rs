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

use crate::model::{Appendix, Block, Document, Finding, Found, Noted, Place, RowKind, Severity};
use crate::text::labels::Labels;
use std::collections::BTreeSet;

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
    findings.extend(aligned(document, &found.pieces));
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

/// Says which pages show pieces of the appendix without rules: what is one row and one column there is
/// inferred, and somebody should look.
fn aligned(document: &Document, pieces: &[find::Piece]) -> Option<Finding> {
    let grids = pieces.iter().filter_map(|piece| match document.blocks.get(piece.block) {
        Some(Block::Grid(grid)) if grid.found == Found::Alignment => Some(grid),
        _ => None,
    });
    let places: Vec<&Place> = grids.clone().filter_map(|grid| grid.places.first()).collect();
    let first = places.first()?;
    let pages: BTreeSet<u32> = places.iter().filter_map(|place| place.page).collect();
    let pages: Vec<String> = pages.iter().map(ToString::to_string).collect();
    let finding = Finding::new("read-by-alignment", Severity::Warning)
        .with("count", grids.count())
        .with("total", pieces.len())
        .with("pages", pages.join(", "));
    Some(finding.at((*first).clone(), ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Grid};
    use crate::text::Text;

    /// What is inferred is not presented as sure: an appendix without rules says so, one with rules is quiet.
    #[test]
    fn an_appendix_without_rules_says_so() {
        let rows = [
            ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
            ["1", "Số văn bản đã ban hành", "Văn bản", "12", ""],
            ["2", "Số hồ sơ đã tiếp nhận", "Hồ sơ", "340", ""],
        ];
        let cell = |row: usize, column: usize, text: &str| Cell {
            text: Text::clean(text),
            rows: row..row + 1,
            columns: column..column + 1,
            ..Cell::default()
        };
        let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| cell(row, column, text))
        });
        let grid = Grid { rows: 3, columns: 5, cells: cells.collect(), ..Grid::default() };
        let codes = |found| {
            let grid = Grid { found, places: vec![Place::page(7)], ..grid.clone() };
            let document = Document { blocks: vec![Block::Grid(grid)], ..Document::default() };
            let read = appendix(&document, &Labels::default());
            assert_eq!(read.output.map(|appendix| appendix.rows.len()), Some(2));
            read.findings.iter().map(|finding| finding.code.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(codes(Found::Alignment), ["read-by-alignment"]);
        assert_eq!(codes(Found::Rules), [""; 0]);
    }
}

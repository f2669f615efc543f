//! Document → [`Appendix`]: which grids form it, which column is which, which pieces are one row.
//!
//! | step | in → out |
//! |---|---|
//! | [`parts`] | a document → its reports, each with its appendix told from its body |
//! | [`side_by_side`] | a grid → the tables that stand side by side in it |
//! | [`find`] | blocks → the pieces of the appendix, each with the roles of its columns |
//! | [`header`] | top rows of a grid → roles |
//! | [`columns`] | rows with a lost or an extra column → roles by content |
//! | [`rows`] | grid rows → printed rows |
//! | [`fields`] | the cells of a grid row → the fields of its row |
//! | [`doubtful_cells`] | cells whose row or column the grid leaves in doubt, as findings |
//! | [`row_span_unit`] | merged units cut by a page break → the unit of each row |
//! | [`unit_above`] | a line above a table → the unit of its rows |
//! | [`section`] | numerals and captions → sections |
//! | [`rejoin`] | printed rows cut by a page break → whole rows |
//! | [`noticed`] | what reading noticed of a cell → the row it is about |
//! | [`value_columns`] | several columns of figures → which is the value of each row |
//! | [`cut`] | rows of tables without rules → those whose label looks cut, as findings |

pub mod columns;
pub mod cut;
pub mod doubtful_cells;
pub mod fields;
pub mod find;
pub mod header;
pub mod noticed;
pub mod parts;
pub mod rejoin;
pub mod row_span_unit;
pub mod rows;
pub mod section;
mod side_by_side;
mod unit_above;
pub mod value_columns;
mod view;

pub use parts::Part;

use crate::model::{
    Appendix, Block, Code, Document, Finding, Found, Grid, ReadFrom, Row, RowKind, WithFindings,
};
use crate::text::labels::Labels;
use std::collections::BTreeSet;

/// Reads the appendix of a report; `None` when it has none.
///
/// `known` are the labels of the forms at hand. They decide only where the print itself leaves open
/// whether a page break cut a row; without them the print alone decides.
pub fn appendix(part: &Part, known: &Labels) -> WithFindings<Option<Appendix>> {
    let (document, found) = (&part.document, &part.pieces);
    let mut findings = find::beside(&document.blocks, found, known);
    if found.pieces.is_empty() {
        return WithFindings {
            output: None,
            findings,
        };
    }
    findings.extend(aligned(document, &found.pieces));
    let mut printed = Vec::new();
    let mut set_aside = crate::model::appendix::SetAside::default();
    for piece in &found.pieces {
        rows::rows(document, piece, &mut printed, &mut set_aside);
        findings.extend(doubtful_cells::doubts(document, piece));
    }
    row_span_unit::inherit(&mut printed);
    let mut rows = rejoin::rejoin(printed, known, &mut set_aside, &mut findings);
    rows::spell_out_dittos(&mut rows);
    section::assign(&mut rows);
    findings.extend(cut::cut_rows(&rows, &aligned_on(document, &found.pieces)));
    findings.extend(doubtful_cells::misplaced(&rows));
    findings.extend(doubtful_cells::lumped(&rows));
    findings.extend(doubtful_cells::continued(&rows));
    let value_columns = found.value_columns.clone();
    let only_column = found.only_column.clone();
    findings.retain(|finding| !is_caption_read(finding, &rows));
    if !rows.iter().any(|row| row.kind == RowKind::Item) {
        return WithFindings {
            output: None,
            findings,
        };
    }
    let tables = read_from(document, &found.pieces);
    let output = Some(Appendix {
        rows,
        value_columns,
        only_column,
        tables,
        set_aside,
        decimal_mark: None,
    });
    WithFindings { output, findings }
}

/// A line between the tables told as text outside them, though it opened a section as its caption.
fn is_caption_read(finding: &Finding, rows: &[Row]) -> bool {
    let mut sections = rows.iter().filter(|row| row.kind == RowKind::Section);
    finding.code == Code::TextBetweenTables
        && sections.any(|row| {
            let at = finding.places.first().map(|evidence| &evidence.place);
            at.is_some() && row.places.first() == at
        })
}

/// Which tables the pieces are and which way they were found.
fn read_from(document: &Document, pieces: &[find::Piece]) -> Vec<ReadFrom> {
    let grids = pieces
        .iter()
        .filter_map(|piece| match document.blocks.get(piece.block) {
            Some(Block::Grid(grid)) => Some(grid),
            _ => None,
        });
    let mut tables: Vec<ReadFrom> = Vec::new();
    for grid in grids {
        let on = || grid.places.iter().filter_map(|place| place.page);
        let pages = on().min().zip(on().max());
        match tables.last_mut().filter(|last| last.found == grid.found) {
            Some(last) => {
                last.count += 1;
                last.pages = last
                    .pages
                    .zip(pages)
                    .map(|(a, b)| (a.0.min(b.0), a.1.max(b.1)));
            }
            None => tables.push(ReadFrom {
                found: grid.found,
                count: 1,
                pages,
            }),
        }
    }
    tables
}

/// Says which pages show pieces of the appendix without rules: what is one row and one column there is
/// inferred, and somebody should look.
fn aligned(document: &Document, pieces: &[find::Piece]) -> Option<Finding> {
    let first = aligned_grids(document, pieces).find_map(|grid| grid.places.first())?;
    let pages: Vec<String> = aligned_on(document, pieces)
        .iter()
        .map(ToString::to_string)
        .collect();
    let finding = Finding::new(Code::ReadByAlignment)
        .with("count", aligned_grids(document, pieces).count())
        .with("total", pieces.len())
        .with("pages", pages.join(", "));
    Some(finding.at(first.clone(), ""))
}

/// The pieces told by where the words stand.
fn aligned_grids<'a>(
    document: &'a Document,
    pieces: &'a [find::Piece],
) -> impl Iterator<Item = &'a Grid> {
    pieces
        .iter()
        .filter_map(|piece| match document.blocks.get(piece.block) {
            Some(Block::Grid(grid)) if grid.found == Found::Alignment => Some(grid),
            _ => None,
        })
}

/// The pages they stand on.
fn aligned_on(document: &Document, pieces: &[find::Piece]) -> BTreeSet<u32> {
    aligned_grids(document, pieces)
        .filter_map(|grid| grid.places.first()?.page)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, Place};
    use crate::text::Text;

    /// An appendix of two rows, found this way on this page.
    fn found_on(found: Found, page: u32) -> Block {
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
            texts
                .iter()
                .enumerate()
                .map(move |(column, text)| cell(row, column, text))
        });
        let places = vec![Place::page(page)];
        Block::Grid(Grid {
            rows: 3,
            columns: 5,
            cells: cells.collect(),
            found,
            places,
            ..Grid::default()
        })
    }

    fn read(blocks: Vec<Block>) -> WithFindings<Option<Appendix>> {
        let document = Document {
            blocks,
            ..Document::default()
        };
        appendix(&Part::of(document), &Labels::default())
    }

    /// What is inferred is not presented as sure: an appendix without rules says so, one with rules is quiet.
    #[test]
    fn an_appendix_without_rules_says_so() {
        let codes = |found| {
            let read = read(vec![found_on(found, 7)]);
            assert_eq!(read.output.map(|appendix| appendix.rows.len()), Some(2));
            read.findings
                .iter()
                .map(|finding| finding.code.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(Found::Alignment), ["read-by-alignment"]);
        assert_eq!(codes(Found::Rules), [""; 0]);
    }

    /// Which way each table was found goes with the rows, for whoever asks how sure they are.
    #[test]
    fn the_way_every_table_was_found_is_recorded() {
        let ways = [
            (Found::Tree, 5),
            (Found::Tree, 6),
            (Found::Alignment, 7),
            (Found::Tree, 9),
        ];
        let read = read(ways.map(|(found, page)| found_on(found, page)).to_vec());
        let tables = read
            .output
            .map(|appendix| appendix.tables)
            .unwrap_or_default();
        let told = |t: &ReadFrom| (t.found, t.count, t.pages);
        let expected = [
            (Found::Tree, 2, Some((5, 6))),
            (Found::Alignment, 1, Some((7, 7))),
            (Found::Tree, 1, Some((9, 9))),
        ];
        assert_eq!(tables.iter().map(told).collect::<Vec<_>>(), expected);
    }
}

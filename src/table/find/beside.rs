//! What stands about an appendix and is no row of it, told.

use super::Pieces;
use super::piece::Piece;
use super::titles::{between, is_appendix_heading};
use crate::model::{Block, Code, Finding, Grid, Paragraph, Place, Severity};
use crate::table::header::header_by_shape;
use crate::table::view::View;
use crate::text::Text;
use crate::text::labels::Labels;

/// What stands about the appendix and is no row of it, told.
pub fn beside(blocks: &[Block], found: &Pieces, known: &Labels) -> Vec<Finding> {
    let mut findings = left_out(blocks, found, known);
    findings.extend(text_between(blocks, &found.pieces));
    findings.extend(labels_outside(blocks, found, known));
    findings
}

/// Tables after the beginning of the appendix that were not taken: said, never silent.
fn left_out(blocks: &[Block], found: &Pieces, known: &Labels) -> Vec<Finding> {
    let Some(first) = found.pieces.first().map(|piece| piece.block) else {
        return Vec::new();
    };
    // Above the first piece only what stands under the appendix's own heading.
    let start = found.start;
    let headed = blocks.get(start).is_some_and(is_appendix_heading);
    // Without a heading whatever asks for figures may be part of it.
    let earlier = |block: &Block| matches!(block, Block::Grid(grid) if header_by_shape(&View::new(grid), 0).is_some());
    let first = match headed {
        true => start,
        false => blocks[..first].iter().position(earlier).unwrap_or(first),
    };
    let taken: Vec<usize> = found.pieces.iter().map(|piece| piece.block).collect();
    blocks
        .iter()
        .enumerate()
        .skip(first)
        .filter(|(at, _)| taken.binary_search(at).is_err())
        .flat_map(|(_, block)| match block {
            Block::Grid(grid) if grid.rows * grid.columns > 4 => {
                let mut left_out = table_left_out(grid);
                let rows = labels_left_out(grid, known);
                // Rows of figures under a header of their own: somebody may count on them.
                if !rows.is_empty() || header_by_shape(&View::new(grid), 0).is_some() {
                    left_out.severity = Severity::Warning;
                }
                [vec![left_out], rows].concat()
            }
            _ => Vec::new(),
        })
        .collect()
}

/// The rows of a table left out that hold labels of the form, where they are more than a few: they stand on the
/// paper, whatever the table's columns were taken for.
fn labels_left_out(grid: &Grid, known: &Labels) -> Vec<Finding> {
    const FEWEST: usize = 3;
    let text = |row: usize| -> Text {
        let cells = grid.cells.iter().filter(|cell| cell.rows.start == row);
        let words: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
        Text::clean(&words.join(" "))
    };
    let held = (0..grid.rows).map(|row| (row, text(row)));
    let held = held.filter(|(_, text)| holds_label(text.as_str(), known));
    let rows: Vec<Finding> = held
        .map(|(row, text)| {
            let mut cells = grid.cells.iter().filter(|cell| cell.rows.start == row);
            let place = cells.find_map(|cell| cell.places.first().cloned());
            outside(
                text.as_str(),
                words(text.as_str()),
                place.unwrap_or_default(),
            )
        })
        .collect();
    if rows.len() < FEWEST {
        Vec::new()
    } else {
        rows
    }
}

/// Text between the pieces that is no caption: part of a row, perhaps, that no grid holds.
fn text_between(blocks: &[Block], pieces: &[Piece]) -> Vec<Finding> {
    pieces
        .windows(2)
        .filter_map(|pair| {
            let gap: Vec<&Paragraph> = between(blocks, pair[0].block + 1, pair[1].block).collect();
            let all: usize = gap.iter().map(|line| words(line.text.as_str())).sum();
            let first = gap.first().filter(|_| all > 30)?;
            Some(outside(first.text.as_str(), all, first.place.clone()))
        })
        .collect()
}

/// Labels of the form that stand as text beside or below the tables: rows that no grid holds. Above them, below
/// the appendix's own heading, one alone may be a caption.
fn labels_outside(blocks: &[Block], found: &Pieces, known: &Labels) -> Vec<Finding> {
    let Some(first) = found.pieces.first() else {
        return Vec::new();
    };
    let labels = |from: usize, to: usize| {
        let texts = between(blocks, from, to);
        texts.filter(|paragraph| holds_label(paragraph.text.as_str(), known))
    };
    let start = found.start;
    let headed = blocks.get(start).is_some_and(is_appendix_heading);
    let above = if headed { start } else { first.block };
    let mut above: Vec<&Paragraph> = labels(above, first.block).collect();
    if above.len() < 3 {
        above.clear();
    }
    let said = |line: &Paragraph| {
        let text = line.text.as_str();
        outside(text, words(text), line.place.clone())
    };
    let below = labels(first.block + 1, blocks.len());
    above.into_iter().chain(below).map(said).collect()
}

/// Whether a text is a label, its number before it or not, its unit and figure behind it or not.
fn holds_label(text: &str, known: &Labels) -> bool {
    const FEWEST: usize = 3;
    const BEHIND: usize = 5;
    const MOST: usize = 60;
    let words: Vec<&str> = text.split(' ').take(MOST).collect();
    [0, 1].iter().any(|start| {
        let longest = words.len();
        let least = longest.saturating_sub(BEHIND).max(start + FEWEST);
        let mut ends = least..=longest;
        ends.any(|end| known.knows(&words[*start..end].join(" ")))
    })
}

fn table_left_out(grid: &Grid) -> Finding {
    let words: Vec<&str> = grid
        .cells
        .iter()
        .map(|cell| cell.text.as_str())
        .filter(|t| !t.is_empty())
        .take(4)
        .collect();
    let place = grid.places.first().cloned().unwrap_or_default();
    Finding::new(Code::TableLeftOut)
        .with("rows", grid.rows)
        .with("columns", grid.columns)
        .with("printed", words.join(" | "))
        .at(place, words.join(" | "))
}

/// Text that no table holds.
fn outside(printed: &str, words: usize, place: Place) -> Finding {
    Finding::new(Code::TextBetweenTables)
        .with("words", words)
        .with("printed", printed)
        .at(place, printed)
}

fn words(text: &str) -> usize {
    text.split(' ').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cell;

    #[test]
    fn a_table_left_out_that_holds_labels_of_the_form_names_them() {
        let labels = [
            "Số nhiệm vụ được giao",
            "Số văn bản đã ban hành",
            "Số kế hoạch đã lập",
        ];
        let known = Labels::new(labels);
        let cells = labels.iter().enumerate().map(|(row, label)| Cell {
            text: Text::clean(label),
            rows: row..row + 1,
            columns: 0..1,
            ..Cell::default()
        });
        let left_out = Grid {
            rows: 3,
            columns: 2,
            cells: cells.collect(),
            ..Grid::default()
        };
        let found = labels_left_out(&left_out, &known);
        assert_eq!(found.len(), 3);
        assert!(labels_left_out(&left_out, &Labels::new(["Số văn bản"])).is_empty());
    }
}

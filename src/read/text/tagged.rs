//! Tables that a text holds as HTML: what programs that read scans write where a table has merged cells.

use super::Line;
use crate::model::{Block, Error, Finding, Grid, Paragraph, Place, Source, WithFindings};
use crate::read::{Options, html};
use std::ops::Range;

/// The lines of each HTML table, from its first tag to its last.
pub(super) fn tables(lines: &[Line]) -> Vec<Range<usize>> {
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = end(&lines[at..]).map(|length| at + length);
        if let Some(end) = end {
            tables.push(at..end);
        }
        at = end.unwrap_or(at + 1);
    }
    tables
}

/// How many lines the table that opens on the first of them takes; all where it is never closed.
fn end(lines: &[Line]) -> Option<usize> {
    let count = |line: &Line, tag: &str| line.text.to_ascii_lowercase().matches(tag).count();
    let mut open = 0;
    for (at, line) in lines.iter().enumerate() {
        open += count(line, "<table");
        if open == 0 {
            return None;
        }
        open = open.saturating_sub(count(line, "</table"));
        if open == 0 {
            return Some(at + 1);
        }
    }
    Some(lines.len())
}

/// The blocks of a stretch of HTML; its tables are numbered on from those before it, and each says at which
/// line the stretch begins.
pub(super) fn blocks(
    lines: &[Line],
    tables: &mut u32,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Block>, Error> {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let WithFindings {
        output,
        findings: said,
    } = html::stretch(&texts.join("\n"), Source::default(), options)?;
    let before = *tables;
    let first = lines.first().map(Line::place).unwrap_or_default();
    let moved = |place: &mut Place| {
        place.table = place.table.map(|table| before + table);
        place.line = first.line;
        place.page = first.page;
    };
    findings.extend(said.into_iter().map(|mut finding| {
        finding
            .places
            .iter_mut()
            .for_each(|evidence| moved(&mut evidence.place));
        finding
    }));
    let mut blocks = output.blocks;
    for block in &mut blocks {
        match block {
            Block::Grid(Grid { cells, places, .. }) => {
                *tables += 1;
                let of_cells = cells.iter_mut().flat_map(|cell| &mut cell.places);
                places.iter_mut().chain(of_cells).for_each(moved);
            }
            Block::Paragraph(Paragraph { place, .. }) => moved(place),
        }
    }
    Ok(blocks)
}

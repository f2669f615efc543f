//! Tables in other notations, written as HTML that says the same: spans, superscripts, struck words and
//! pictures in cells are then read as in any page.

use super::Line;
use crate::model::{Block, Error, Finding, Found, Grid, Paragraph, Place, Source, WithFindings};
use crate::read::{Options, html};
use std::fmt::Write;

/// A stretch of HTML, and where its rows stand.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// The HTML.
    pub(super) page: String,
    /// The line of each row, counted from that of the stretch; what is not listed stands on the first.
    pub(super) lines: Vec<usize>,
    /// How its cells were found.
    pub(super) found: Found,
    /// The page it stands on, where the notation says so.
    pub(super) page_number: Option<u32>,
}

/// A cell: HTML, and how far it reaches.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct MarkupCell {
    pub(super) html: String,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl MarkupCell {
    /// A cell of one column and one row.
    pub(super) fn single(html: String) -> MarkupCell {
        MarkupCell {
            html,
            columns: 1,
            rows: 1,
        }
    }
}

impl Markup {
    /// A table of rows, each with its line.
    pub(super) fn table(rows: &[(usize, Vec<MarkupCell>)], found: Found) -> Markup {
        let mut page = String::from("<table>");
        for (_, cells) in rows {
            page.push_str("<tr>");
            for cell in cells {
                let _ = write!(page, "<td");
                if cell.columns > 1 {
                    let _ = write!(page, " colspan={}", cell.columns);
                }
                if cell.rows > 1 {
                    let _ = write!(page, " rowspan={}", cell.rows);
                }
                let _ = write!(page, ">{}</td>", cell.html);
            }
            page.push_str("</tr>");
        }
        page.push_str("</table>");
        Markup {
            page,
            lines: rows.iter().map(|(line, _)| *line).collect(),
            found,
            page_number: None,
        }
    }

    /// Its blocks; tables are numbered on from those before it.
    pub(super) fn blocks(
        &self,
        lines: &[Line],
        tables: &mut u32,
        options: &Options,
        findings: &mut Vec<Finding>,
    ) -> Result<Vec<Block>, Error> {
        let WithFindings {
            output,
            findings: said,
        } = html::stretch(&self.page, Source::default(), options)?;
        let before = *tables;
        let moved = |place: &mut Place| {
            place.table = place.table.map(|table| before + table);
            let row = place.row.map_or(0, |row| row.saturating_sub(1)) as usize;
            let line = self.lines.get(row).copied().unwrap_or(0);
            let line = lines.get(line).or_else(|| lines.first()).map(Line::place);
            let line = line.unwrap_or_default();
            place.line = line.line;
            place.page = self.page_number.or(line.page);
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
                Block::Grid(grid) => {
                    *tables += 1;
                    grid.found = self.found;
                    let Grid { cells, places, .. } = grid;
                    let of_cells = cells.iter_mut().flat_map(|cell| &mut cell.places);
                    places.iter_mut().chain(of_cells).for_each(moved);
                }
                Block::Paragraph(Paragraph { place, .. }) => moved(place),
            }
        }
        Ok(blocks)
    }
}

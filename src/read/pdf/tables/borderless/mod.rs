//! Tables without (enough) rules: words that stand in columns.
//!
//! words → [`lines`] → [`regions`] (with the [`mod@frame`] rules give) → [`columns`] → [`bands`] → [`header`], [`rows`] (or, by the words of an
//! appendix's header, [`layout`]) → [`table`] → grid.

pub mod bands;
pub mod carry;
pub mod columns;
pub mod figure;
pub mod form;
pub mod frame;
pub mod header;
pub mod layout;
pub mod lines;
pub mod regions;
pub mod rows;
pub mod table;
pub mod verdict;

use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::tables::chart::is_drawing;
use crate::read::pdf::tables::found::Found;
use crate::read::pdf::tables::ruling_line::{Axis, RulingLine};
use crate::read::pdf::text::word::Word;
use carry::Carried;
use frame::Frame;
use lines::ColumnSeparator;
use regions::Region;
use table::Table;

/// The tables among the words that `taken` does not mark. `frames` have rules between their columns
/// only. `carried` comes from the page before and is
/// left for the page after.
pub fn find(
    content: &PageContent,
    edges: &[RulingLine],
    frames: &[Frame],
    words: &[Word],
    taken: &[bool],
    carried: &mut Carried,
) -> Vec<Found> {
    let free = (0..words.len()).filter(|&at| !taken.get(at).copied().unwrap_or(false));
    let separators = separators(edges);
    let mut lines = lines::lines(words, free, &separators);
    without_page_numbers(&mut lines, words, content);
    let stacks = frame::stacks(edges);
    let heads = |frame: &Frame| carried.heads_under(frame.xs.len() - 1, content.number);
    let mut regions: Vec<Region> = frames
        .iter()
        .map(|frame| frame.region(&lines, heads(frame)))
        .collect();
    let mut framed = vec![false; lines.len()];
    regions
        .iter()
        .flat_map(|region| &region.lines)
        .for_each(|&line| framed[line] = true);
    let mut from = 0;
    if let Some((region, end)) = carried.region(words, &lines, content.number, content.height)
        && !region.lines.iter().any(|&line| framed[line])
    {
        regions.push(region);
        from = end;
    }
    regions.extend(regions::regions(&lines, words, &stacks, from, &framed));
    let sure = |table: &Table| {
        let known = carried.is_like(table, content.number);
        known || verdict::is_table(table, words) && !is_drawing(content, table.bbox())
    };
    let read = |region: &Region| table::table(words, &lines, region, edges, &separators);
    let mut tables = Vec::new();
    for region in &regions {
        let known = carried.under_header(words, &lines, region);
        let again = known.is_some();
        let found = read(region);
        // A header printed before may have shown more columns on its page than it does on this one.
        let columns = |table: &Option<Table>| table.as_ref().map(|table| table.columns.len());
        let found = match known.filter(|known| columns(&found) < Some(known.len())) {
            Some(known) => read(&Region {
                columns: Some(known),
                ..region.clone()
            }),
            None => found,
        };
        let kept = |table: &Table| sure(table) || again && !table.body.is_empty();
        tables.extend(found.filter(kept).map(|table| (region, table)));
    }
    *carried = Carried::of(
        words,
        &lines,
        &tables,
        content.number,
        content.height,
        std::mem::take(carried),
    );
    tables
        .iter()
        .map(|(_, table)| table.found(content, words))
        .collect()
}

/// Takes page numbers out: alone at the edge of the page, not the next line of a text above.
fn without_page_numbers(lines: &mut Vec<lines::Line>, words: &[Word], content: &PageContent) {
    let goes_on = |above: &lines::Line, line: &lines::Line| {
        let under = above
            .chunks
            .iter()
            .any(|chunk| chunk.x0 < line.x1() && line.x0() < chunk.x1);
        under && line.y0 - above.y1 < line.size
    };
    let own = content.number.to_string();
    let middle = |line: &lines::Line| ((line.x0() + line.x1()) - content.width).abs() < 6.0;
    let this = |line: &lines::Line| middle(line) && line.chunks[0].text(words) == own;
    let alone = |at: usize| at == 0 || !goes_on(&lines[at - 1], &lines[at]) || this(&lines[at]);
    let number: Vec<bool> = (0..lines.len())
        .map(|at| lines[at].is_page_number(words, content.height) && alone(at))
        .collect();
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        !number[at - 1]
    });
}

fn separators(edges: &[RulingLine]) -> Vec<ColumnSeparator> {
    let upright = edges.iter().filter(|edge| edge.axis == Axis::Vertical);
    upright
        .map(|edge| ColumnSeparator {
            x: edge.at,
            y0: edge.from,
            y1: edge.to,
        })
        .collect()
}

#[cfg(test)]
mod tests;

//! Tables without (enough) rules: words that stand in columns.
//!
//! words → [`lines`] → [`regions`] (with the [`mod@frame`] rules give) → [`columns`] → [`merged`] → [`bands`] → [`header`], [`rows`] → [`table`] → grid.
//!
//! Header and rows are read by the words of an appendix's header where it has such. What these words mean is
//! asked of [`crate::text::column_role`], a lower layer that knows no document, as what a letter is: handing it
//! through the nine functions between would say no more.

pub(super) mod bands;
pub(in crate::read::pdf) mod carry;
pub(super) mod columns;
pub(super) mod figure;
mod figures;
pub(super) mod frame;
mod header;
pub(super) mod lines;
mod merged;
mod preamble;
mod region;
mod regions;
pub(super) mod rows;
mod table;
mod titles;
mod verdict;

use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::tables::chart::is_drawing;
use crate::read::pdf::tables::found::Found;
use crate::read::pdf::tables::ruling_line::{Axis, RulingLine};
use crate::read::pdf::tables::stamp::{self, Stamps};
use crate::read::pdf::text::word::Word;
use carry::Carried;
use columns::Span;
use frame::Frame;
pub(super) use header::names_a_form;
use lines::{Chunk, ColumnSeparator, Line};
use region::Region;
use table::Table;

/// What stands around the words of a page.
pub struct Surroundings<'a> {
    /// The page.
    pub content: &'a PageContent,
    /// Its ruling lines.
    pub edges: &'a [RulingLine],
    /// Tables with rules between their columns only.
    pub frames: &'a [Frame],
}

/// Tables without rules, and the stamps inside them.
pub struct Open {
    /// The tables.
    pub tables: Vec<Found>,
    /// Words that are in none of them.
    pub stamps: Stamps,
}

/// The tables among the words that `taken` does not mark. `carried` comes from the page before and is
/// left for the page after.
pub fn find(
    around: &Surroundings<'_>,
    words: &[Word],
    taken: &[bool],
    carried: &mut Carried,
) -> Open {
    let separators = separators(around.edges);
    let free = |at: &usize| !taken.get(*at).copied().unwrap_or(false);
    let free: Vec<usize> = (0..words.len()).filter(free).collect();
    let gather = |free: &[usize]| regions(around, words, free, &separators, carried);
    let (mut lines, mut regions) = gather(&free);
    let stamps = stamps(words, &lines, &regions);
    if !stamps.certain.is_empty() {
        let kept = |at: &usize| stamps.certain.binary_search(at).is_err();
        (lines, regions) = gather(&free.iter().copied().filter(kept).collect::<Vec<_>>());
    }
    let tables = tables(around, words, (&lines, &regions), &separators, carried);
    let found = tables
        .iter()
        .map(|(_, table)| table.found(around.content, words))
        .collect();
    *carried = Carried::of(
        words,
        &lines,
        &tables,
        around.content.number,
        around.content.height,
        std::mem::take(carried),
    );
    Open {
        tables: found,
        stamps,
    }
}

/// Free words → lines → what may be a table: inside a frame, going on from the page before, in columns.
fn regions(
    around: &Surroundings<'_>,
    words: &[Word],
    free: &[usize],
    separators: &[ColumnSeparator],
    carried: &Carried,
) -> (Vec<Line>, Vec<Region>) {
    let (number, height) = (around.content.number, around.content.height);
    let mut lines = lines::lines(words, free.iter().copied(), separators);
    without_page_numbers(&mut lines, words, around.content);
    header::part_names(&mut lines, words);
    let heads = |frame: &Frame| carried.heads_under(frame.xs.len() - 1, number);
    let mut regions: Vec<Region> = around
        .frames
        .iter()
        .map(|frame| frame.region(&lines, words, heads(frame)))
        .collect();
    let mut framed = vec![false; lines.len()];
    regions
        .iter()
        .flat_map(|region| &region.lines)
        .for_each(|&line| framed[line] = true);
    let mut from = 0;
    if let Some((region, end)) = carried.region(words, &lines, number, height)
        && !region.lines.iter().any(|&line| framed[line])
    {
        regions.push(region);
        from = end;
    }
    let stacks = frame::stacks(around.edges);
    regions.extend(regions::regions(&lines, words, &stacks, from, &framed));
    (lines, regions)
}

/// Stamps among the words of the regions that have the rows and columns of a table.
fn stamps(words: &[Word], lines: &[Line], regions: &[Region]) -> Stamps {
    if !stamp::may_be_among(words) {
        return Stamps::default();
    }
    let apart = regions.iter().flat_map(|region| {
        let own = || region.lines.iter().map(|&line| &lines[line]);
        let all: Vec<usize> = own()
            .flat_map(|line| &line.chunks)
            .flat_map(|chunk| chunk.words.iter().copied())
            .collect();
        let is_table = || {
            let chunks = own().enumerate().flat_map(|(line, l)| {
                let span = move |chunk: &Chunk| Span {
                    line,
                    x0: chunk.x0,
                    x1: chunk.x1,
                };
                l.chunks.iter().map(span)
            });
            let known = region.columns.as_ref().map(Vec::len);
            let columns =
                known.unwrap_or_else(|| columns::columns(&chunks.collect::<Vec<_>>(), &[]).len());
            region.lines.len() >= stamp::LEAST && columns >= stamp::LEAST
        };
        stamp::set_apart(words, &all, is_table)
    });
    stamp::judge(words, apart.collect())
}

/// The regions that turn out to be tables.
fn tables<'r>(
    around: &Surroundings<'_>,
    words: &[Word],
    (lines, regions): (&[Line], &'r [Region]),
    separators: &[ColumnSeparator],
    carried: &Carried,
) -> Vec<(&'r Region, Table)> {
    let content = around.content;
    let sure = |table: &Table| {
        let known = carried.is_like(table, content.number);
        known
            || verdict::opens_form(table)
            || verdict::is_table(table, words) && !is_drawing(content, table.bbox())
    };
    // A header that ends the page stands over the rows of the next.
    let awaited = |region: &Region, table: &Table| {
        let ends_page = || Carried::ends_page(words, lines, region, content.height);
        !table.body.is_empty() || verdict::opens_form(table) && ends_page()
    };
    let read = |region: &Region| table::table(words, lines, region, around.edges, separators);
    let mut tables = Vec::new();
    for region in regions {
        let known = carried.under_header(words, lines, region);
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
        let kept = |table: &Table| {
            awaited(region, table) && (sure(table) || again && !table.body.is_empty())
        };
        tables.extend(found.filter(kept).map(|table| (region, table)));
    }
    tables
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
mod foreign_tests;
#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod named_tests;
#[cfg(test)]
mod tests;

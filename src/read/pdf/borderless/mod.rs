//! Tables without (enough) rules: words that stand in columns.
//!
//! words → [`lines`] → [`regions`] → [`columns`] → [`bands`] → [`rows`], [`header`] → [`table`] → grid.

pub mod bands;
pub mod columns;
pub mod figure;
pub mod header;
pub mod lines;
pub mod regions;
pub mod rows;
pub mod table;
pub mod verdict;

use super::found::Found;
use super::page::PageContent;
use super::rule::{Axis, Rule};
use super::word::Word;
use lines::Wall;

/// The tables among the words that `taken` does not mark.
pub fn find(content: &PageContent, edges: &[Rule], words: &[Word], taken: &[bool]) -> Vec<Found> {
    let free = (0..words.len()).filter(|&at| !taken.get(at).copied().unwrap_or(false));
    let walls = walls(edges);
    let lines = lines::lines(words, free, &walls);
    let stacks = regions::stacks(edges);
    let regions = regions::regions(&lines, words, &stacks);
    let tables = regions.iter().filter_map(|region| table::table(words, &lines, region, edges, &walls));
    tables.filter(|table| verdict::is_table(table, words)).map(|table| table.found(content, words)).collect()
}

fn walls(edges: &[Rule]) -> Vec<Wall> {
    let upright = edges.iter().filter(|edge| edge.axis == Axis::Vertical);
    upright.map(|edge| Wall { x: edge.at, y0: edge.from, y1: edge.to }).collect()
}

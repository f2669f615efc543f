//! Tables that a text holds as HTML: what programs that read scans write where a table has merged cells.

use super::markup::Markup;
use super::{Line, markdown};
use crate::model::Found;
use std::ops::Range;

/// The lines of each HTML table, from its first tag to its last, with it.
pub(super) fn tables(lines: &[Line]) -> Vec<(Range<usize>, Markup)> {
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = end(&lines[at..]).map(|length| at + length);
        if let Some(end) = end {
            tables.push((at..end, markup(&lines[at..end])));
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

/// A stretch of HTML, in whose cells formulas and emphasis of Markdown may stand.
fn markup(lines: &[Line]) -> Markup {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let rows = |line: &str| line.to_ascii_lowercase().matches("<tr").count();
    let rows = lines
        .iter()
        .enumerate()
        .flat_map(|(at, line)| vec![at; rows(line.text)]);
    // Only where one table stands alone its rows are those of the stretch.
    let is_one = texts
        .iter()
        .map(|line| line.to_ascii_lowercase().matches("<table").count())
        .sum::<usize>()
        == 1;
    Markup {
        page: markdown::inside_tags(&texts.join("\n")),
        lines: if is_one { rows.collect() } else { Vec::new() },
        found: Found::Format,
        page_number: None,
    }
}

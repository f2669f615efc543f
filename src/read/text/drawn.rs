//! Tables drawn with characters: `+---+` of reStructuredText, pandoc and database clients, and the lines of
//! box drawing.

use super::Line;
use super::markup::{Markup, MarkupCell};
use crate::model::Found;
use crate::read::html;
use std::collections::BTreeSet;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Rules of a table that has one below its header alone: above it, there, and at its end.
const OF_HEADER: usize = 3;
/// Columns of a table.
const MOST: usize = 64;

/// The lines of each table, with it.
pub(super) fn tables(lines: &[Line]) -> Vec<(Range<usize>, Markup)> {
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let drawn = lines[at..].iter().map_while(drawn);
        // A table begins with a rule, or with a header and the rule below it.
        let begins = |lines: &[Vec<char>]| lines.iter().take(2).any(|line| is_rule(line));
        let head: Vec<Vec<char>> = drawn.clone().take(2).collect();
        if !begins(&head) {
            at += 1;
            continue;
        }
        let whole: Vec<Vec<char>> = drawn.collect();
        let length = whole.len();
        if let Some(markup) = table(&whole) {
            tables.push((at..at + length, markup));
        }
        at += length;
    }
    tables
}

/// The characters of a line of a drawn table, its lines as `|`, `-`, `=` and `+`.
fn drawn(line: &Line) -> Option<Vec<char>> {
    let trimmed = line.text.trim_end();
    if !trimmed.contains(['|', '+', '│', '║', '┃', '─', '═', '━']) {
        return None;
    }
    let mut plain: Vec<char> = trimmed.nfc().map(plain).collect();
    let first = *plain.iter().find(|c| !c.is_whitespace())?;
    // Without outer lines: give it some.
    if !matches!(first, '|' | '+') {
        let rule = plain.iter().all(|c| matches!(c, '-' | '+' | '=' | ' '));
        if !rule && !plain.contains(&'|') {
            return None;
        }
        let outer = if rule { '+' } else { '|' };
        plain.insert(0, outer);
        plain.push(outer);
    } else {
        plain.insert(0, ' ');
    }
    Some(plain)
}

fn plain(c: char) -> char {
    match c {
        '│' | '┃' | '║' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' => '|',
        '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' => '-',
        '═' => '=',
        '\u{250C}'..='\u{254B}' | '\u{2552}'..='\u{256C}' | '╭' | '╮' | '╯' | '╰' => '+',
        c => c,
    }
}

/// Whether a line draws a rule, over the whole table or a part of it.
fn is_rule(line: &[char]) -> bool {
    let first = line.iter().find(|c| !c.is_whitespace());
    let drawn = |three: &[char]| {
        matches!(
            three,
            ['+', '-' | '=' | ':', '-' | '='] | ['-' | '=', '-' | '=' | ':', '+']
        )
    };
    first.is_some_and(|c| matches!(c, '+' | '|')) && line.windows(3).any(drawn)
}

/// Where lines cross or end on a rule.
fn corners(line: &[char]) -> impl Iterator<Item = usize> + '_ {
    let whole = line
        .iter()
        .all(|c| matches!(c, '+' | '-' | '=' | ':' | '|' | ' '));
    let is_corner = move |c: &char| *c == '+' || *c == '|' && whole;
    line.iter()
        .enumerate()
        .filter(move |(_, c)| is_corner(c))
        .map(|(at, _)| at)
}

/// A table of drawn lines.
fn table(lines: &[Vec<char>]) -> Option<Markup> {
    let rules: Vec<usize> = (0..lines.len()).filter(|at| is_rule(&lines[*at])).collect();
    let bounds: BTreeSet<usize> = rules.iter().flat_map(|at| corners(&lines[*at])).collect();
    let mut bounds: Vec<usize> = bounds.into_iter().collect();
    let end = lines.iter().map(Vec::len).max()? - 1;
    if bounds
        .last()
        .is_some_and(|last| *last < end && *last + 2 >= end)
    {
        bounds.pop();
        bounds.push(end);
    }
    if bounds.len() < 3 || bounds.len() > MOST {
        return None;
    }
    let columns: Vec<Range<usize>> = bounds.windows(2).map(|pair| pair[0]..pair[1]).collect();
    let bands = bands(lines, &rules);
    let rows = rows(lines, &bands, &columns);
    (rows.len() > 1).then(|| Markup::table(&rows, Found::Format))
}

/// The lines of each row. Where rules stand around the header alone, each line is a row.
fn bands(lines: &[Vec<char>], rules: &[usize]) -> Vec<Range<usize>> {
    let starts = std::iter::once(0).chain(rules.iter().map(|at| at + 1));
    let ends = rules.iter().copied().chain([lines.len()]);
    let bands: Vec<Range<usize>> = starts
        .zip(ends)
        .filter(|(start, end)| start < end)
        .map(|(a, b)| a..b)
        .collect();
    let lined = rules.len() <= OF_HEADER && bands.len() <= 2;
    let Some(last) = bands.last().filter(|last| lined && last.len() > 2).cloned() else {
        return bands;
    };
    let before = bands.len() - 1;
    bands
        .into_iter()
        .take(before)
        .chain(last.map(|at| at..at + 1))
        .collect()
}

fn rows(
    lines: &[Vec<char>],
    bands: &[Range<usize>],
    columns: &[Range<usize>],
) -> Vec<(usize, Vec<MarkupCell>)> {
    let mut taken = vec![vec![false; columns.len()]; bands.len()];
    let mut rows = Vec::new();
    for (row, band) in bands.iter().enumerate() {
        let mut cells = Vec::new();
        for (column, range) in columns.iter().enumerate() {
            if taken[row][column] {
                continue;
            }
            let across = columns[column..].iter().take_while(|next| {
                next.start == range.start || !has_line(&lines[band.clone()], next.start)
            });
            let across = across.count();
            let reach = range.start..columns[column + across - 1].end;
            let down = 1
                + (row + 1..bands.len())
                    .take_while(|next| is_open(lines, bands, *next, &reach))
                    .count();
            for row in &mut taken[row..row + down] {
                row[column..column + across].fill(true);
            }
            let own = bands[row].start..bands[row + down - 1].end;
            cells.push(MarkupCell {
                html: html::escaped(&text(&lines[own], &reach)).replace('\n', "<br>"),
                columns: across,
                rows: down,
            });
        }
        rows.push((band.start, cells));
    }
    rows
}

/// Whether a line parts two columns all the way down a row.
fn has_line(lines: &[Vec<char>], at: usize) -> bool {
    lines
        .iter()
        .any(|line| matches!(line.get(at), Some('|' | '+')))
}

/// Whether no rule stands between a row and the one before over some columns: words or blanks do.
fn is_open(lines: &[Vec<char>], bands: &[Range<usize>], row: usize, reach: &Range<usize>) -> bool {
    let gap = bands[row - 1].end..bands[row].start;
    let inside = reach.start + 1..reach.end;
    !gap.is_empty()
        && lines[gap].iter().all(|line| {
            let inside = line.get(inside.start..inside.end.min(line.len()));
            !inside.is_some_and(|inside| inside.iter().any(|c| matches!(c, '-' | '=' | '+')))
        })
}

/// The lines of a cell.
fn text(lines: &[Vec<char>], reach: &Range<usize>) -> String {
    let lines = lines.iter().map(|line| {
        let end = reach.end.min(line.len());
        let inside: String = line
            .get(reach.start + 1..end)
            .unwrap_or_default()
            .iter()
            .collect();
        inside.trim().to_owned()
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::text::lines;

    fn cells(text: &str) -> Vec<Vec<MarkupCell>> {
        let lines: Vec<Line> = lines(text).collect();
        let tables = tables(&lines);
        assert_eq!(tables.len(), 1);
        let drawn: Vec<Vec<char>> = lines.iter().map_while(drawn).collect();
        let rules: Vec<usize> = (0..drawn.len()).filter(|at| is_rule(&drawn[*at])).collect();
        let bounds: BTreeSet<usize> = rules.iter().flat_map(|at| corners(&drawn[*at])).collect();
        let bounds: Vec<usize> = bounds.into_iter().collect();
        let columns: Vec<Range<usize>> = bounds.windows(2).map(|pair| pair[0]..pair[1]).collect();
        let rows = rows(&drawn, &bands(&drawn, &rules), &columns);
        rows.into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn cells_reach_where_no_rule_parts_them() {
        let cells = cells(
            "+----+---------+------+\n\
             | I  | Thể chế        |\n\
             +----+---------+------+\n\
             | 1  | Số lớp  | Lớp  |\n\
             +----+---------+      |\n\
             | 2  | Số tin  |      |\n\
             +----+---------+------+",
        );
        let reach = |cells: &[MarkupCell]| -> Vec<(String, usize, usize)> {
            let reach = cells
                .iter()
                .map(|cell| (cell.html.clone(), cell.columns, cell.rows));
            reach.collect()
        };
        let cell = |html: &str, columns, rows| (html.to_owned(), columns, rows);
        assert_eq!(reach(&cells[0]), [cell("I", 1, 1), cell("Thể chế", 2, 1)]);
        assert_eq!(reach(&cells[1])[2], cell("Lớp", 1, 2));
        assert_eq!(reach(&cells[2]), [cell("2", 1, 1), cell("Số tin", 1, 1)]);
    }

    /// As database clients print: a rule below the header, and each line a row.
    #[test]
    fn lines_between_rules_far_apart_are_rows() {
        let table = " TT | Nội dung | Kết quả\n----+----------+--------\n 1  | Số lớp   | 5\n 2  | Số tin   | 7\n 3  | Số tờ    | 9";
        assert_eq!(cells(table).len(), 4);
    }

    #[test]
    fn prose_with_signs_is_no_table() {
        let text = "Số tin | bài + ảnh\nA - B\n+ một\n+ hai\n| x |";
        assert!(tables(&lines(text).collect::<Vec<_>>()).is_empty());
    }
}
